// Finds words in the texts of the form, as they are now, and replaces those that the editor chose.
// Nothing is saved; the conversation's button undoes it.

import { write } from "./undo.js";

const MAIN = ["title", "standfirst", "introduction", "closing"];
const FIELD = /^exchanges-\d+-(question|answer|note)$/;
const CONTEXT = 40; // characters on each side
const MOST = 1000; // hits in the list

const panel = document.querySelector("[data-find]");
if (panel) enable(panel);

function enable(panel) {
  const part = (name) => panel.querySelector(`[data-find-${name}]`);
  const [words, replacement, list, status, button] = ["words", "with", "hits", "status", "replace"].map(part);
  const form = panel.closest("form");
  let hits = [];

  function show() {
    hits = words.value ? find(form, pattern(words.value, part("case").checked, part("whole").checked)) : [];
    list.replaceChildren(...hits.map(describe));
    button.hidden = !hits.length;
    const sentence = hits.length < MOST ? panel.dataset.found : panel.dataset.most;
    status.textContent = words.value && sentence.replace("{count}", hits.length);
  }

  function replaceChosen() {
    const boxes = [...list.querySelectorAll("input")];
    const chosen = hits.filter((hit, index) => boxes[index].checked);
    if (chosen.some(({ field, text }) => field.value !== text)) {
      show();
      status.textContent = panel.dataset.changed;
      return;
    }
    const fields = [...new Set(chosen.map(({ field }) => field))];
    const change = () => fields.forEach((field) => replace(field, chosen, replacement.value));
    const name = panel.dataset.step.replace("{count}", chosen.length);
    document.dispatchEvent(new CustomEvent("texts-replaced", { detail: { name, fields, change } }));
    show();
    status.textContent = panel.dataset.done.replace("{count}", chosen.length);
    words.focus();
  }

  panel.hidden = false;
  panel.addEventListener("input", (event) => {
    event.stopPropagation(); // the form is unchanged
    if (!list.contains(event.target) && event.target !== replacement) show();
  });
  panel.addEventListener("change", (event) => event.stopPropagation());
  panel.addEventListener("toggle", () => { if (panel.open) show(); });
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input")) event.preventDefault();
  });
  part("again").addEventListener("click", show);
  button.addEventListener("click", replaceChosen);
}

function pattern(words, matchCase, whole) {
  const literal = words.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  const letter = "[\\p{L}\\p{M}\\p{N}_]";
  return new RegExp(whole ? `(?<!${letter})${literal}(?!${letter})` : literal, matchCase ? "gu" : "giu");
}

// The fields in the order of the page, without rows that are marked for removal.
function fieldsOf(form) {
  const isStanding = (field) => !field.closest("[data-exchange]")?.querySelector("[name$=-DELETE]:checked");
  return [...form.elements].filter((field) => (MAIN.includes(field.name) || FIELD.test(field.name)) && isStanding(field));
}

function find(form, regex) {
  const hits = fieldsOf(form).flatMap((field) =>
    [...field.value.matchAll(regex)].map(({ index, 0: found }) => ({ field, index, found, text: field.value })));
  return hits.slice(0, MOST);
}

function describe({ field, index, found, text }) {
  const row = document.createElement("li");
  const label = row.appendChild(document.createElement("label"));
  label.append(Object.assign(document.createElement("input"), { type: "checkbox", checked: true, autocomplete: "off" }));
  label.append(" ", Object.assign(document.createElement("strong"), { textContent: nameOf(field) }), " ");
  const before = text.slice(Math.max(0, index - CONTEXT), index);
  const after = text.slice(index + found.length, index + found.length + CONTEXT);
  label.append(index > CONTEXT ? "…" : "", before, Object.assign(document.createElement("mark"), { textContent: found }), after);
  if (index + found.length + CONTEXT < text.length) label.append("…");
  return row;
}

function nameOf(field) {
  const name = field.labels[0].textContent.replace(/:\s*$/, "").trim();
  const place = field.closest("[data-exchange]")?.querySelector("[name$=-ORDER]").value;
  return place ? `${place}, ${name}` : name;
}

function replace(field, chosen, replacement) {
  const [was, its] = [field.value, chosen.filter((hit) => hit.field === field)];
  let text = was;
  for (const { index, found } of its.toReversed()) text = text.slice(0, index) + replacement + text.slice(index + found.length);
  write(field, text);
  if (field.name.endsWith("-answer")) replaceInQuote(field, was, its, replacement);
}

// A pull quote repeats words of its answer, and is changed with them.
function replaceInQuote(answer, was, hits, replacement) {
  const quote = document.getElementById(answer.id.replace(/answer$/, "pull_quote"));
  const start = quote?.value ? was.indexOf(quote.value) : -1;
  if (start < 0) return;
  let text = quote.value;
  for (const { index, found } of hits.toReversed()) {
    const at = index - start;
    if (at >= 0 && at + found.length <= quote.value.length) text = text.slice(0, at) + replacement + text.slice(at + found.length);
  }
  if (text !== quote.value) write(quote, text);
}
