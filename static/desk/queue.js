// Single keys for the queue: each presses or enters what has it in data-key on the card that has
// the focus, or in data-page-key on the page. Off while typing, with a modifier, and by a switch.

const queue = document.querySelector("[data-queue]");
const keys = document.querySelector("[data-keys]");
const SWITCH = "desk-keys-off";

if (queue && keys) listen();

function listen() {
  const off = keys.querySelector("[data-keys-off]");
  const cards = [...queue.querySelectorAll("[data-queue-item]")];
  const isTyping = (field) => field.matches("input:not([type=checkbox]), textarea, select, [contenteditable]");
  let isSent = false; // a key pressed twice must not decide about the next card

  keys.hidden = false;
  off.checked = kept() === "yes";
  off.addEventListener("change", () => keep(off.checked ? "yes" : "no"));
  document.addEventListener("submit", () => { isSent = true; });
  window.addEventListener("pageshow", () => { isSent = false; });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const card = event.target.closest("[data-queue-item]");
    if (event.key === "Escape" && card && isTyping(event.target)) card.focus();
    if (off.checked || isSent || isTyping(event.target)) return;
    if (obey(event.key, card, event.repeat)) event.preventDefault();
  });

  function obey(key, card, isRepeated) {
    if (key === "j" || key === "k") return step(card, key === "j" ? 1 : -1);
    if (isRepeated) return false;
    if (key === "?") return explain();
    if (!/^[a-z]$/.test(key)) return false;
    const meant = card?.querySelector(`[data-key=${key}]`) ?? document.querySelector(`[data-page-key=${key}]`);
    if (!meant) return false;
    if (meant.type === "text") meant.focus();
    else meant.click();
    return true;
  }

  function step(card, by) {
    const next = card ? cards[cards.indexOf(card) + by] : cards[0];
    next?.focus();
    next?.scrollIntoView({ block: "start" });
    return true;
  }

  function explain() {
    keys.open = !keys.open;
    if (keys.open) keys.querySelector("summary").focus();
    return true;
  }

  choosing();
}

// “All on this page” is one box that the site understands; here it shows as each card's own.
function choosing() {
  const all = queue.querySelector("[data-whole-page]");
  const count = queue.querySelector("[data-count]");
  const boxes = [...queue.querySelectorAll("[data-key=x]")];
  if (!all) return;

  queue.addEventListener("change", ({ target }) => {
    if (target === all) for (const box of boxes) box.checked = all.checked;
    if (boxes.includes(target)) all.checked = boxes.every((box) => box.checked);
    tell();
  });
  window.addEventListener("pageshow", tell);

  function tell() {
    const chosen = boxes.filter((box) => box.checked).length;
    count.textContent = chosen ? `(${count.dataset.words} ${chosen})` : "";
  }
}

// A browser may keep nothing for us; then the switch holds for this page.
function kept() {
  try { return localStorage.getItem(SWITCH); } catch { return null; }
}

function keep(value) {
  try { localStorage.setItem(SWITCH, value); } catch { /* see above */ }
}
