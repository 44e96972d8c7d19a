// Offers to copy selected words of an answer, or all of it, with the speaker and a link.
import { confirmCopy } from "./confirm-copy.js";

const BLOCKS = "p, li, blockquote, pre, tr, h3, h4, h5, h6";
const LETTER = /[\p{L}\p{M}\p{N}’']/u;
const CLOSE_SET = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]/u;
const EDGE_WORDS = 5; // words at each end of a long passage that go into the text fragment

const button = document.getElementById("copy-quotation").content.firstElementChild;
const label = button.textContent;
for (const help of document.querySelectorAll("[data-quotation-help]")) help.hidden = false;

const answerOf = (node) => (node.closest ? node : node.parentElement)?.closest(".answer");
const inWord = (letter) => letter && LETTER.test(letter) && !CLOSE_SET.test(letter);

/** Return the selected range, extended to whole words, or null if it is not within one answer. */
function selected() {
  const selection = getSelection();
  if (selection.isCollapsed || !selection.toString().trim()) return null;
  const range = selection.getRangeAt(0).cloneRange();
  const answer = answerOf(range.startContainer);
  if (!answer?.contains(range.endContainer)) {
    // A triple click selects up to the start of the next element.
    const whole = range.toString().trim();
    if (answer) range.setEnd(answer, answer.childNodes.length);
    if (!answer || range.toString().trim() !== whole) return null;
  }
  // Editors write the footnotes, so these are not part of a quotation.
  const notes = answer.querySelector(".notes");
  if (notes?.contains(range.startContainer)) return null;
  if (notes && range.intersectsNode(notes)) range.setEndBefore(notes);
  const { startContainer: start, endContainer: end } = range;
  if (start.data && inWord(start.data[range.startOffset])) {
    let at = range.startOffset;
    while (inWord(start.data[at - 1])) at -= 1;
    range.setStart(start, at);
  }
  if (end.data && inWord(end.data[range.endOffset - 1])) {
    let at = range.endOffset;
    while (inWord(end.data[at])) at += 1;
    range.setEnd(end, at);
  }
  return range;
}

/** Return the text of each paragraph of a fragment, with single spaces. */
function paragraphs(fragment) {
  const parts = fragment.querySelector(BLOCKS) ? [...fragment.childNodes] : [fragment];
  return parts.map((part) => part.textContent.replace(/\s+/g, " ").trim()).filter(Boolean);
}

const encoded = (text) => encodeURIComponent(text).replaceAll("-", "%2D");

/** Return the text directive (after “:~:text=”) that finds these paragraphs in the page. */
function directive(parts) {
  if (parts.length === 1 && parts[0].length <= 120) return encoded(parts[0]);
  const [first, last] = [parts[0], parts.at(-1)].map((part) => part.split(" "));
  const opening = first.length > 1 ? first.slice(0, EDGE_WORDS).join(" ") : first[0].slice(0, 20);
  const closing = last.length > 1 ? last.slice(-EDGE_WORDS).join(" ") : last[0].slice(-20);
  return `${encoded(opening)},${encoded(closing)}`;
}

function quotation(range) {
  const block = answerOf(range.commonAncestorContainer).closest(".answer-block");
  const passage = range.cloneContents();
  const found = directive(paragraphs(passage));
  for (const mark of passage.querySelectorAll("[role=doc-noteref]")) mark.remove();
  const [opens, closes] = button.dataset.marks.split("|");
  const source = [block.dataset.by, button.dataset.source].filter(Boolean).join(", ");
  const address = document.querySelector("link[rel=canonical]").href;
  return [
    opens + paragraphs(passage).join("\n\n") + closes,
    `— ${source}`,
    `${address}#${block.dataset.key}:~:text=${found}`,
  ].join("\n");
}

function show() {
  const range = selected();
  if (!range) {
    if (document.activeElement !== button) button.remove();
    return;
  }
  clearTimeout(confirmation);
  const answer = answerOf(range.commonAncestorContainer);
  const block = answer.closest(".answer-block").getBoundingClientRect();
  const box = [...range.getClientRects()].at(-1);
  button.textContent = label;
  answer.after(button); // so that Tab reaches it next
  button.style.setProperty("--selection-bottom", `${box.bottom - block.top}px`);
  const furthest = block.width - button.offsetWidth;
  const right = Math.max(0, Math.min(box.left - block.left, furthest));
  button.style.setProperty("--selection-left", `${right}px`);
}

let pause, confirmation;
document.addEventListener("selectionchange", () => {
  clearTimeout(pause);
  pause = setTimeout(show, 150);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") button.remove();
  if (event.key !== "Tab" || event.shiftKey || !button.isConnected) return;
  if (document.activeElement === button) return;
  event.preventDefault(); // focus the button instead of the next link
  button.focus();
});
button.addEventListener("pointerdown", (event) => event.preventDefault()); // keep the selection
button.addEventListener("click", async () => {
  const range = selected();
  if (!range) return;
  await navigator.clipboard.writeText(quotation(range));
  confirmation = confirmCopy(button, "quotation", () => button.remove());
});

for (const quote of navigator.clipboard ? document.querySelectorAll("[data-quote]") : []) {
  quote.hidden = false;
  quote.addEventListener("click", async () => {
    const range = document.createRange();
    range.selectNodeContents(quote.closest(".answer-block").querySelector(".answer"));
    await navigator.clipboard.writeText(quotation(range));
    confirmCopy(quote, "quotation");
  });
}
