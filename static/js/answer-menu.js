// Closes the menu of an answer when the reader goes on: by Escape, by a click elsewhere, by Tab.
const open = () => document.querySelector(".answer-menu[open]");

document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && open();
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
for (const kind of ["click", "focusin"]) {
  document.addEventListener(kind, ({ target }) => {
    for (const menu of document.querySelectorAll(".answer-menu[open]")) {
      if (!menu.contains(target)) menu.open = false;
    }
  });
}
