// Asks for confirmation before leaving a form with unsaved changes, except by its own buttons.

const form = document.querySelector("#content-main > form[method=post]");
let changed = form?.querySelector(".errornote, [data-unsaved]") != null;

form?.addEventListener("input", () => { changed = true; });
form?.addEventListener("submit", () => { changed = false; });
window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
