// Inserts text at the cursor of the focused field.
// execCommand, although it is deprecated, is the only way that the browser's undo knows.
export function insert(field, text) {
  if (document.execCommand("insertText", false, text)) return;
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
