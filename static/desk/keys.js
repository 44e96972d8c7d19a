// Ctrl+S (Cmd+S on a Mac) presses “Save”: the button that keeps the page, or the form’s own button.

document.addEventListener("keydown", (event) => {
  const isSave = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "s";
  const form = event.target.closest?.("form") ?? document.querySelector("#content-main > form[method=post]");
  const button = form && findButton(form);
  if (!isSave || !button || document.querySelector("dialog[open]")) return;
  event.preventDefault(); // not the browser's “Save page as”
  if (event.repeat) return;
  document.activeElement?.dispatchEvent(new Event("change", { bubbles: true }));
  button.click();
}, { capture: true });

function findButton(form) {
  return form.querySelector("[type=submit][name=_continue]")
    ?? form.querySelector("[type=submit][name=_save]")
    ?? form.querySelector("[type=submit].default");
}
