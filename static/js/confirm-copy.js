// Says for a moment, on the button and to screen readers, that something was copied.
const status = document.getElementById("copied");

/** Show the confirmation of a kind of copy, "link" or "quotation", then call `done`; return the timer. */
export function confirmCopy(button, kind, done = () => {}) {
  const label = button.dataset.label ?? button.textContent;
  button.dataset.label = label;
  button.textContent = status.textContent = status.dataset[kind];
  return setTimeout(() => {
    button.textContent = label;
    status.textContent = "";
    done();
  }, 2500);
}
