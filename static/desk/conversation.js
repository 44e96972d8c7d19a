// Moves exchanges in the form by place number, keyboard or dragging, and inserts new ones. Only the
// place numbers are saved; without this script editors type them.

for (const conversation of document.querySelectorAll("[data-conversation]")) enableMoving(conversation);

function enableMoving(conversation) {
  const list = conversation.querySelector("[data-exchanges]");
  const total = conversation.querySelector(`[name=${conversation.dataset.conversation}-TOTAL_FORMS]`);
  const blank = conversation.querySelector("[data-blank]");
  const status = conversation.querySelector("[data-announce]");
  const rows = () => [...list.children];
  const place = (row) => row.querySelector("[name$=-ORDER]");

  const words = (row) => [...row.querySelectorAll("textarea, input[type=text]")].map((field) => field.value).join("");
  const isUntouched = (row) => "fresh" in row.dataset && !row.matches(".has-errors") && !words(row);

  function number() {
    rows().forEach((row, index) => { place(row).value = index + 1; });
  }

  function announce(sentence, row) {
    const [at, count] = [rows().indexOf(row) + 1, rows().length];
    status.textContent = sentence.replace("{place}", at).replace("{count}", count);
  }

  function move(row, to) {
    const focused = document.activeElement;
    const others = rows().filter((each) => each !== row);
    list.insertBefore(row, others[Math.max(0, to)] ?? null);
    if (row.contains(focused)) focused.focus();
    row.scrollIntoView({ block: "nearest" });
    number();
    list.dispatchEvent(new Event("input", { bubbles: true }));
    announce(conversation.dataset.moved, row);
  }

  function insert(after) {
    const markup = blank.innerHTML.replaceAll("__prefix__", total.value);
    total.value = Number(total.value) + 1;
    const row = new DOMParser().parseFromString(markup, "text/html").querySelector("[data-exchange]");
    list.insertBefore(row, after ? after.nextSibling : null);
    showControls(row);
    number();
    row.dispatchEvent(new CustomEvent("formset:added", {
      bubbles: true, detail: { formsetName: conversation.dataset.conversation },
    }));
    row.querySelector("textarea").focus();
    announce(conversation.dataset.added, row);
  }

  // A missing form number does no harm: Django treats a form that is not sent as blank.
  function removeRow(row) {
    const next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    number();
    (next?.querySelector("summary") ?? conversation.querySelector("[data-add-last] button")).focus();
    status.textContent = conversation.dataset.taken;
  }

  function showControls(row) {
    row.querySelectorAll("[data-moves], [data-handle]").forEach((part) => { part.hidden = false; });
    row.querySelector("[data-handle]").draggable = true;
    place(row).autocomplete = "off";
  }

  conversation.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    const row = event.target.closest("[data-exchange]");
    if (!button) return;
    if (button.dataset.move) move(row, rows().indexOf(row) + Number(button.dataset.move));
    if ("insert" in button.dataset) insert(row);
    if ("takeOut" in button.dataset) removeRow(row);
    if (button.dataset.fold) {
      list.querySelectorAll(".exchange-fields").forEach((each) => { each.open = button.dataset.fold === "open"; });
    }
  });

  list.addEventListener("keydown", (event) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const row = event.target.closest("[data-exchange]");
    if (!step || !event.altKey || !row) return;
    event.preventDefault();
    move(row, rows().indexOf(row) + step);
  }, { capture: true });

  list.addEventListener("change", (event) => {
    const row = event.target.closest("[data-exchange]");
    if (event.target === place(row)) move(row, Number(event.target.value) - 1);
  });

  list.addEventListener("input", (event) => {
    const row = event.target.closest("[data-exchange]");
    if (event.target.name?.endsWith("-question")) row.querySelector("[data-question]").textContent = event.target.value;
  });

  let dragged = null;
  list.addEventListener("dragstart", (event) => {
    if (!event.target.matches?.("[data-handle]")) return;
    dragged = event.target.closest("[data-exchange]");
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
    move(dragged, rows().indexOf(dragged));
    dragged = null;
  });

  // Sort the rows as numbered, and drop the blank row for editors without JavaScript.
  const typedPlace = (row) => Number(place(row).value) || Infinity;
  const sentRows = rows();
  sentRows.sort((a, b) => typedPlace(a) - typedPlace(b) || 0).forEach((row) => list.append(row));
  if (sentRows.length > 1) sentRows.filter(isUntouched).forEach((row) => row.remove());
  rows().forEach(showControls);
  number();
  conversation.querySelectorAll(".fold-buttons, [data-add-last]").forEach((part) => { part.hidden = false; });
}
