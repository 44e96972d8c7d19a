// Presses the buttons of a review without leaving the page: the form is posted as a browser posts
// it, and what differs in the answer takes its place in the page. Without this script the same
// buttons load the page again.

import { enableKeys } from "./transcript-keys.js";

const PARTS = "[data-part]"; // what is replaced as a whole
const form = document.querySelector("[data-review]");
const served = new Map(); // the markup of each part and paragraph as the server sent it
let last = Promise.resolve();

if (form) {
  each(document, (key, part) => served.set(key, part.outerHTML));
  form.addEventListener("submit", submit);
  form.addEventListener("change", countTicks);
  form.addEventListener("click", tickRange);
  form.addEventListener("click", follow);
  const keys = form.querySelector("[data-keys]");
  keys.hidden = false;
  keys.open = matchMedia("(min-width: 60rem)").matches; // a narrow screen has no keyboard
  enableKeys(form, { press, rows, focus });
  if (form.dataset.at) focus(form.dataset.at);
}

function rows() {
  return [...form.querySelectorAll("[data-key]")];
}

function each(page, visit) {
  for (const part of page.querySelectorAll(PARTS)) visit(part.dataset.part, part);
  for (const row of page.querySelectorAll("[data-key]")) visit(row.id, row);
}

function submit(event) {
  if (event.submitter?.name === "_create") return;
  event.preventDefault();
  const [action, key] = (event.submitter?.value ?? "").split(" ");
  if (action === "split") markCursor(key);
  press(event.submitter?.name ?? "_continue", event.submitter?.value ?? "1");
}

// Presses a button, after those that were pressed before it; `field` gets the focus afterwards.
function press(name, value, field) {
  const pressed = document.activeElement;
  last = last.then(() => post(name, value, { pressed, field })).catch(() => location.reload());
}

async function post(name, value, { pressed, field }) {
  const sent = new FormData(form);
  sent.append(name, value);
  sent.append("autosave_late", "1"); // another request may be under way, with older words
  let answer;
  try {
    const response = await fetch(form.action, { method: "POST", body: new URLSearchParams(sent) });
    answer = new DOMParser().parseFromString(await response.text(), "text/html");
    if (!answer.querySelector("[data-review]")) return leave(name, value);
    history.replaceState(null, "", response.url);
  } catch {
    return say(form.dataset.failed);
  }
  const now = document.activeElement;
  const here = now.closest("[data-key]")?.dataset.key;
  update(answer, sent);
  const isAboutOne = value.includes(" ");
  const next = here && !isAboutOne && document.getElementById(`p${here}`) ? here : answer.querySelector("[data-review]").dataset.at;
  if (now === pressed && name === "_do") focus(next, field);
  else if (!now.isConnected) focus(here);
  form.dispatchEvent(new CustomEvent("fields-saved"));
  return countTicks();
}

// Without the page of the review in the answer, the session has ended, or something has failed:
// the browser posts the form itself, and shows what the server says.
function leave(name, value) {
  form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  HTMLFormElement.prototype.submit.call(form);
}

function say(words) {
  form.querySelector("[data-part=status]").textContent = words;
}

function update(answer, sent) {
  const fresh = new Map();
  each(answer, (key, part) => fresh.set(key, part));
  const list = form.querySelector("[data-paragraphs] ol");
  for (const row of rows()) if (!fresh.has(row.id)) row.remove();
  let place = list.firstElementChild;
  for (const [key, part] of fresh) {
    const now = part.matches(PARTS) ? form.querySelector(`[data-part="${key}"]`) : document.getElementById(key);
    const kept = now && (served.get(key) === part.outerHTML || isBeingEdited(now, part, sent));
    served.set(key, part.outerHTML);
    const shown = kept ? now : document.adoptNode(part);
    if (kept && now !== part) renew(now, part);
    else if (now) replace(now, shown);
    if (part.matches(PARTS)) continue;
    if (now && place === now) place = shown;
    if (place !== shown) list.insertBefore(shown, place);
    else place = place.nextElementSibling;
  }
  form.querySelector("[data-autosave]").value = answer.querySelector("[data-autosave]").value;
}

// What the server has now: fields that are kept are compared with it when they are sent again.
function renew(row, fresh) {
  const [old, shown] = [row, fresh].map((each) => each.querySelector('[name^="shown-"]'));
  if (old && shown) old.value = shown.value;
}

function replace(old, shown) {
  const tick = old.querySelector("[name=tick]");
  if (tick) shown.querySelector("[name=tick]").checked = tick.checked;
  old.replaceWith(shown);
}

// An open paragraph stays as it is while somebody types in it, or has typed since it was sent.
function isBeingEdited(row, fresh, sent) {
  const field = row.querySelector("textarea");
  if (!field || !fresh.querySelector("textarea")) return false;
  return row.contains(document.activeElement) || field.value.replaceAll("\r\n", "\n") !== (sent.get(field.name) ?? "").replaceAll("\r\n", "\n");
}

// Shows a paragraph, and puts the focus into a field of it, into its words, or on its tick.
function focus(key, field = "words") {
  const row = document.getElementById(`p${key}`);
  const target = row?.querySelector(`[name^="${field}-"]`) ?? row?.querySelector("[name=tick]");
  if (!target) return;
  target.focus({ preventScroll: true });
  const { top, bottom } = row.getBoundingClientRect();
  const foot = form.querySelector(".transcript-bar").getBoundingClientRect().top;
  if (top < 0 || bottom > foot) row.scrollIntoView({ block: bottom - top > foot ? "start" : "center" });
}

// A split without a mark or a blank line is made at the cursor.
function markCursor(key) {
  const field = form.elements[`words-${key}`];
  if (!field || /^[ \t]*\/\/\/[ \t]*$|\n[ \t]*\n/m.test(field.value)) return;
  const [before, after] = [field.value.slice(0, field.selectionStart), field.value.slice(field.selectionStart)];
  if (before.trim() && after.trim()) field.value = `${before.trimEnd()}\n///\n${after.trimStart()}`;
}

function countTicks() {
  const count = form.querySelectorAll("[name=tick]:checked").length;
  const label = form.querySelector("[data-count]");
  label.textContent = count ? label.dataset.count.replace("{count}", count) : label.dataset.none;
  if (count === 0) label.closest("details").open = false;
}

let latest = null;

// With Shift, all paragraphs from the last click on are ticked too.
function tickRange(event) {
  if (!event.target.matches("[name=tick]")) return;
  const [row, all] = [event.target.closest("[data-key]"), rows()];
  const [from, to] = [all.indexOf(latest), all.indexOf(row)].sort((a, b) => a - b);
  const range = event.shiftKey && from >= 0 ? all.slice(from, to + 1) : [];
  for (const each of range) each.querySelector("[name=tick]").checked = event.target.checked;
  latest = row;
  if (event.target.checked && event.detail) form.querySelector("[data-count]").closest("details").open = true;
}

// A link to a paragraph also puts the focus there, so that the keys work.
function follow(event) {
  const link = event.target.closest('a[href^="#p"]');
  if (!link) return;
  event.preventDefault();
  focus(link.hash.slice(2));
}
