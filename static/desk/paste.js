// Keeps the formatting of pasted text. The plain text is inserted at once, so that no paste is lost
// and typing goes on; when the server has answered, its Markdown takes the place of the plain text.
// Each is one step of undo. Ctrl+Shift+V inserts plain text: the browser then offers no HTML.

import { insert } from "./insert.js";

const PATIENCE = 8000; // milliseconds; after that the plain text stays

document.addEventListener("paste", (event) => {
  const field = event.target;
  if (!field.matches?.("[data-paste-url]") || event.defaultPrevented) return;
  const html = event.clipboardData?.getData("text/html");
  const plain = event.clipboardData?.getData("text/plain").replace(/\r\n?/g, "\n");
  if (!html || !plain?.trim()) return;
  event.preventDefault();
  const start = field.selectionStart;
  insert(field, plain);
  convert(field, html).then((markdown) => {
    if (markdown && markdown !== plain) replace(field, start, plain, markdown);
  }).catch(() => {}); // the plain text stays
});

async function convert(field, html) {
  const body = new FormData();
  body.set("html", html);
  body.set("lines", field.dataset.paste);
  body.set("first_note", nextNote(field.value));
  const answer = await fetch(field.dataset.pasteUrl, {
    method: "POST",
    body,
    headers: { "X-CSRFToken": field.form.querySelector("[name=csrfmiddlewaretoken]").value },
    signal: AbortSignal.timeout(PATIENCE),
  });
  if (!answer.ok || answer.redirected) return "";
  return (await answer.json()).markdown;
}

function nextNote(text) {
  const numbers = [...text.matchAll(/\[\^(\d{1,4})\]/g)].map((found) => Number(found[1]));
  return Math.max(0, ...numbers) + 1;
}

// Replaces the pasted text where it stands now; does nothing if it was changed meanwhile.
function replace(field, start, plain, markdown) {
  const at = find(field.value, start, plain);
  if (at < 0) return;
  const growth = markdown.length - plain.length;
  const [from, to] = [field.selectionStart, field.selectionEnd]
    .map((place) => (place >= at + plain.length ? place + growth : Math.min(place, at)));
  const focused = document.activeElement;
  field.focus({ preventScroll: true });
  field.setSelectionRange(at, at + plain.length);
  insert(field, markdown);
  field.setSelectionRange(from, to);
  if (focused !== field) focused?.focus({ preventScroll: true });
}

function find(text, start, plain) {
  if (text.startsWith(plain, start)) return start;
  const at = text.indexOf(plain);
  return at === text.lastIndexOf(plain) ? at : -1;
}
