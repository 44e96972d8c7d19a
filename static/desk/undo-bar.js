// The line under the conversation: what was just done, where it is now, and a button to undo it.

import { reveal } from "./exchange-rows.js";
import { Steps } from "./undo.js";

export function enableUndoing(conversation, rows) {
  const words = conversation.dataset;
  const status = conversation.querySelector("[data-announce]");
  const undo = conversation.querySelector("[data-undo-last]");
  const show = conversation.querySelector("[data-show]");
  const form = conversation.closest("form");
  const steps = new Steps(form, rows.list, refresh);
  let shown = null;

  function refresh() {
    undo.hidden = !steps.last;
    if (steps.last) undo.textContent = words.undo.replace("{step}", steps.last.name);
  }

  function say(sentences, row, { shows } = {}) {
    const sentence = [sentences].flat().filter(Boolean).join(" ");
    status.textContent = sentence.replace("{place}", rows.number(row)).replace("{count}", rows.standing.length);
    shown = shows;
    show.hidden = !shows;
  }

  function take(name, change) {
    const result = steps.take(name, change);
    form.dispatchEvent(new Event("input", { bubbles: true }));
    return result;
  }

  function takeBack() {
    const focused = document.activeElement;
    const step = steps.undo();
    if (step === undefined) return;
    rows.renumber();
    form.dispatchEvent(new Event("input", { bubbles: true }));
    if (focused.isConnected && !focused.hidden) focused.focus({ preventScroll: true });
    else if (!undo.hidden) undo.focus({ preventScroll: true });
    else conversation.querySelector("h2").focus({ preventScroll: true });
    say(step ? words.undone.replace("{step}", step.name) : words.notUndone);
  }

  undo.addEventListener("click", takeBack);
  show.addEventListener("click", () => {
    shown.scrollIntoView({ block: "center" });
    rows.place(shown).focus({ preventScroll: true });
  });
  document.addEventListener("keydown", (event) => {
    const isUndo = event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    if (!isUndo || event.target.matches("textarea, input:not([type=checkbox], [type=radio]), [contenteditable]")) return;
    event.preventDefault();
    takeBack();
  });
  document.addEventListener("texts-replaced", ({ detail }) => {
    take(detail.name, detail.change);
    detail.fields.forEach((field) => { if (field.name.endsWith("-answer")) reveal(field); });
  });
  return { take, say };
}
