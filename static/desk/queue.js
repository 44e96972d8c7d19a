// Keyboard shortcuts of the moderation queue. A key clicks or focuses the element with that
// data-key in the focused item, or with that data-page-key in the page. Shortcuts are off while
// typing, with a modifier key, and if the moderator turned them off.

const queue = document.querySelector("[data-queue]");
const keys = document.querySelector("[data-keys]");
const STORAGE_KEY = "desk-keys-off";

if (queue && keys) enableShortcuts();

function enableShortcuts() {
  const off = keys.querySelector("[data-keys-off]");
  const items = [...queue.querySelectorAll("[data-queue-item]")];
  const isTyping = (field) => field.matches("input:not([type=checkbox]), textarea, select, [contenteditable]");
  let isSent = false; // a key pressed twice must not decide about the next item

  keys.hidden = false;
  off.checked = stored() === "yes";
  off.addEventListener("change", () => store(off.checked ? "yes" : "no"));
  document.addEventListener("submit", () => { isSent = true; });
  window.addEventListener("pageshow", () => { isSent = false; });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const item = event.target.closest("[data-queue-item]");
    if (event.key === "Escape" && item && isTyping(event.target)) item.focus();
    if (off.checked || isSent || isTyping(event.target)) return;
    if (runShortcut(event.key, item, event.repeat)) event.preventDefault();
  });

  function runShortcut(key, item, isRepeated) {
    if (key === "j" || key === "k") return step(item, key === "j" ? 1 : -1);
    if (isRepeated) return false;
    if (key === "?") return toggleHelp();
    if (!/^[a-z]$/.test(key)) return false;
    const target = item?.querySelector(`[data-key=${key}]`) ?? document.querySelector(`[data-page-key=${key}]`);
    if (!target) return false;
    if (target.type === "text") target.focus();
    else target.click();
    return true;
  }

  function step(item, by) {
    const next = item ? items[items.indexOf(item) + by] : items[0];
    next?.focus();
    next?.scrollIntoView({ block: "start" });
    return true;
  }

  function toggleHelp() {
    keys.open = !keys.open;
    if (keys.open) keys.querySelector("summary").focus();
    return true;
  }

  enableSelection();
}

// “All on this page” is one checkbox for the server; this ticks every item's checkbox with it.
function enableSelection() {
  const all = queue.querySelector("[data-whole-page]");
  const count = queue.querySelector("[data-count]");
  const boxes = [...queue.querySelectorAll("[data-key=x]")];
  if (!all) return;

  queue.addEventListener("change", ({ target }) => {
    if (target === all) for (const box of boxes) box.checked = all.checked;
    if (boxes.includes(target)) all.checked = boxes.every((box) => box.checked);
    showCount();
  });
  window.addEventListener("pageshow", showCount);

  function showCount() {
    const chosen = boxes.filter((box) => box.checked).length;
    count.textContent = chosen ? `(${count.dataset.words} ${chosen})` : "";
  }
}

// Without storage the setting holds for this page only.
function stored() {
  try { return localStorage.getItem(STORAGE_KEY); } catch { return null; }
}

function store(value) {
  try { localStorage.setItem(STORAGE_KEY, value); } catch { /* see above */ }
}
