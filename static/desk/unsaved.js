// Asks before a form with unsaved words is left; its own buttons save and need no question.

const form = document.querySelector("#content-main > form[method=post]");
let changed = form?.querySelector(".errornote") != null;

form?.addEventListener("input", () => { changed = true; });
form?.addEventListener("submit", () => { changed = false; });
window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
