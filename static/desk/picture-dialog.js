// Inserts a picture into a Markdown field. A dialog asks for the file and for its description; it
// opens with the button under the field, and for a file that is dropped or pasted. The dialog comes
// from the server, which stores the picture and writes its Markdown.

import { insert } from "./insert.js";

let asking = false;

document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("button.insert-picture");
  if (button) ask(button.parentElement.querySelector(".markdownx-editor"), button);
});

// Before the script of django-markdownx, which would insert the picture without a description.
for (const kind of ["drop", "paste"]) document.addEventListener(kind, take, { capture: true });

async function take(event) {
  const field = event.target;
  const carried = event.dataTransfer ?? event.clipboardData;
  if (!field.matches?.("[data-picture-dialog]") || !carried?.files.length) return;
  event.preventDefault();
  event.stopPropagation();
  if (event.type === "paste" && carried.getData("text/plain").trim()) return pasteText(field, carried);
  for (const file of [...carried.files]) await ask(field, field, file);
}

// Word copies a text and also an image of the text.
function pasteText(field, carried) {
  const clipboardData = new DataTransfer();
  for (const type of ["text/plain", "text/html"]) clipboardData.setData(type, carried.getData(type));
  const pasted = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
  if (field.dispatchEvent(pasted)) insert(field, carried.getData("text/plain"));
}

async function ask(field, opener, file) {
  if (asking) return;
  asking = true;
  try {
    const dialog = await load(field.dataset.pictureDialog);
    document.body.append(dialog);
    const place = [field.selectionStart, field.selectionEnd];
    const markdown = await answer(dialog, field, file);
    dialog.remove();
    opener.focus({ preventScroll: true });
    if (markdown) insertAt(field, place, markdown);
  } catch {
    alert(field.dataset.lost);
  } finally {
    asking = false;
  }
}

async function load(url) {
  const reply = await fetch(url);
  if (!reply.ok || reply.redirected) throw new Error(reply.status);
  return new DOMParser().parseFromString(await reply.text(), "text/html").querySelector("dialog");
}

// The script of the preview may have moved the cursor.
function insertAt(field, place, markdown) {
  field.focus();
  field.setSelectionRange(...place);
  insert(field, markdown.endsWith('")') ? separate(field, markdown) : markdown);
}

// A picture with a caption is a figure only in a paragraph of its own.
function separate(field, markdown) {
  const before = field.value.slice(0, field.selectionStart);
  const after = field.value.slice(field.selectionEnd);
  return missingLines(before.match(/\n*$/)[0], before) + markdown + missingLines(after.match(/^\n*/)[0], after);
}

const missingLines = (lines, text) => (text.length === lines.length ? "" : "\n".repeat(Math.max(0, 2 - lines.length)));

// Shows the dialog; returns the Markdown of the picture, or "" if the dialog was cancelled.
function answer(dialog, field, file) {
  const form = dialog.querySelector("form");
  if (file) give(form.elements.image, file);
  form.addEventListener("change", ({ target }) => check(form, target));
  form.addEventListener("submit", (event) => send(event, dialog, field));
  form.addEventListener("click", ({ target }) => {
    if (target.matches("[data-cancel]")) dialog.close("");
    if (target.matches("[data-next]")) showMore(target);
  });
  check(form);
  dialog.showModal();
  form.elements[file ? "alt" : "image"].focus();
  return new Promise((resolve) => dialog.addEventListener("close", () => resolve(dialog.returnValue)));
}

function give(input, file) {
  const carrier = new DataTransfer();
  carrier.items.add(file);
  input.files = carrier.files;
}

// A picture has one source, and a description unless it only decorates.
function check(form, changed) {
  const { image, alt, decorative } = form.elements;
  const chosen = form.querySelector("[name=chosen]:checked");
  if (changed === image && chosen) chosen.checked = false;
  if (changed?.name === "chosen") image.value = "";
  image.required = !form.querySelector("[name=chosen]:checked");
  alt.required = !decorative.checked;
  alt.disabled = decorative.checked;
}

async function send(event, dialog, field) {
  event.preventDefault();
  const [form, button] = [event.target, event.submitter ?? event.target.querySelector("[type=submit]")];
  if (button.disabled) return;
  button.disabled = true;
  const { markdown, error } = await upload(form, field);
  button.disabled = false;
  if (markdown) return dialog.close(markdown);
  const place = form.querySelector("[role=alert]");
  place.hidden = false;
  place.textContent = error;
}

async function upload(form, field) {
  const token = field.form.querySelector("[name=csrfmiddlewaretoken]").value;
  const request = { method: "POST", body: new FormData(form), headers: { "X-CSRFToken": token } };
  try {
    const reply = await fetch(field.dataset.markdownxUploadUrlsPath, request);
    if (reply.redirected) return { error: form.dataset.failed };
    const sent = await reply.json();
    return reply.ok ? { markdown: sent.image_code } : { error: Object.values(sent).flat().join(" ") };
  } catch {
    return { error: form.dataset.failed };
  }
}

async function showMore(button) {
  const page = await load(button.dataset.next).catch(() => null);
  if (!page) return;
  const [list, items] = [button.parentElement.querySelector("ul"), page.querySelectorAll("li")];
  list.append(...items);
  const next = page.querySelector("[data-next]");
  if (next) button.dataset.next = next.dataset.next;
  else button.remove();
  items[0]?.querySelector("input").focus();
}
