// Words selected in an answer are copied with their speaker and an address that finds them.
const BLOCKS = "p, li, blockquote, pre, tr, h3, h4, h5, h6";
const LETTER = /[\p{L}\p{M}\p{N}’']/u;
const CLOSE_SET = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]/u;
const ENDS = 5; // words of a longer passage that its address names at each end

const button = document.getElementById("copy-quotation").content.firstElementChild;
const words = button.textContent;
const status = document.createElement("span");
status.className = "visually-hidden";
status.setAttribute("role", "status");
document.body.append(status);
for (const help of document.querySelectorAll("[data-quotation-help]")) help.hidden = false;

const answerOf = (node) => (node.closest ? node : node.parentElement)?.closest(".answer");
const inWord = (letter) => letter && LETTER.test(letter) && !CLOSE_SET.test(letter);

/** The selected range if it lies in one answer, grown to whole words; else null. */
function selected() {
  const selection = getSelection();
  if (selection.isCollapsed || !selection.toString().trim()) return null;
  const range = selection.getRangeAt(0).cloneRange();
  const answer = answerOf(range.startContainer);
  if (!answer?.contains(range.endContainer)) {
    // A click that selects a paragraph reaches to the start of what follows it.
    const whole = range.toString().trim();
    if (answer) range.setEnd(answer, answer.childNodes.length);
    if (!answer || range.toString().trim() !== whole) return null;
  }
  // Footnotes are the editors' words, and nobody is quoted with these.
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

/** The text of each paragraph of a fragment, with single spaces. */
function paragraphs(fragment) {
  const parts = fragment.querySelector(BLOCKS) ? [...fragment.childNodes] : [fragment];
  return parts.map((part) => part.textContent.replace(/\s+/g, " ").trim()).filter(Boolean);
}

const encoded = (text) => encodeURIComponent(text).replaceAll("-", "%2D");

/** What follows “:~:text=” for these paragraphs, as they stand in the page. */
function directive(parts) {
  if (parts.length === 1 && parts[0].length <= 120) return encoded(parts[0]);
  const [first, last] = [parts[0], parts.at(-1)].map((part) => part.split(" "));
  const opening = first.length > 1 ? first.slice(0, ENDS).join(" ") : first[0].slice(0, 20);
  const closing = last.length > 1 ? last.slice(-ENDS).join(" ") : last[0].slice(-20);
  return `${encoded(opening)},${encoded(closing)}`;
}

function quotation(range) {
  const said = answerOf(range.commonAncestorContainer).closest(".answer-block");
  const passage = range.cloneContents();
  const found = directive(paragraphs(passage));
  for (const mark of passage.querySelectorAll("[role=doc-noteref]")) mark.remove();
  const [opens, closes] = button.dataset.marks.split("|");
  const source = [said.dataset.by, button.dataset.source].filter(Boolean).join(", ");
  const address = document.querySelector("link[rel=canonical]").href;
  return [
    opens + paragraphs(passage).join("\n\n") + closes,
    `— ${source}`,
    `${address}#${said.dataset.key}:~:text=${found}`,
  ].join("\n");
}

function show() {
  const range = selected();
  if (!range) {
    if (document.activeElement !== button) button.remove();
    return;
  }
  clearTimeout(thanks);
  const answer = answerOf(range.commonAncestorContainer);
  const said = answer.closest(".answer-block").getBoundingClientRect();
  const box = [...range.getClientRects()].at(-1);
  button.textContent = words;
  answer.after(button); // where the Tab key finds it next
  button.style.setProperty("--selection-bottom", `${box.bottom - said.top}px`);
  const furthest = said.width - button.offsetWidth;
  const right = Math.max(0, Math.min(box.left - said.left, furthest));
  button.style.setProperty("--selection-left", `${right}px`);
}

let pause, thanks;
document.addEventListener("selectionchange", () => {
  clearTimeout(pause);
  pause = setTimeout(show, 150);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") button.remove();
  if (event.key !== "Tab" || event.shiftKey || !button.isConnected) return;
  if (document.activeElement === button) return;
  event.preventDefault(); // from the selected words to what can be done with them
  button.focus();
});
button.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the selection
button.addEventListener("click", async () => {
  const range = selected();
  if (!range) return;
  await navigator.clipboard.writeText(quotation(range));
  button.textContent = status.textContent = button.dataset.copied;
  thanks = setTimeout(() => {
    button.remove();
    status.textContent = "";
  }, 2500);
});
