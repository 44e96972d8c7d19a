// Drags a row of a list by its handle.

export function enableDragging(list, dropped) {
  let dragged = null;
  let order = [];

  list.addEventListener("dragstart", (event) => {
    if (!event.target.matches?.("[data-handle]")) return;
    dragged = event.target.closest("[data-exchange]");
    order = [...list.children];
    dragged.classList.add("is-dragged");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
    event.dataTransfer.setDragImage(dragged.querySelector(".exchange-bar"), 12, 12);
  });

  list.addEventListener("dragover", (event) => {
    const over = event.target.closest("[data-exchange]");
    if (!dragged || !over) return;
    event.preventDefault();
    event.stopPropagation();
    if (over === dragged) return;
    const box = over.getBoundingClientRect();
    const below = event.clientY > box.top + box.height / 2;
    list.insertBefore(dragged, below ? over.nextSibling : over);
  });

  list.addEventListener("dragend", () => {
    if (!dragged) return;
    dragged.classList.remove("is-dragged");
    const [row, next] = [dragged, dragged.nextElementSibling];
    dragged = null;
    list.replaceChildren(...order); // so that the move is one step, which can be undone
    dropped(row, next);
  });
}
