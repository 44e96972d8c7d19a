// Edits the exchanges of the form: moves, splits, merges, inserts and removes them. Only places,
// marks for removal and texts are saved, as the fields of the form; without this script editors
// type them.

import { enableDragging } from "./drag.js";
import { Rows, reveal, showControls } from "./exchange-rows.js";
import { merge, split } from "./exchange-text.js";
import { enableSelecting } from "./selected-rows.js";
import { write } from "./undo.js";
import { enableUndoing } from "./undo-bar.js";

for (const conversation of document.querySelectorAll("[data-conversation]")) edit(conversation);

function edit(conversation) {
  const rows = new Rows(conversation);
  const say = conversation.dataset;
  const bar = enableUndoing(conversation, rows);
  const list = rows.list;
  const cursors = new WeakMap(); // the text field of each row where the cursor was last

  const shownNumber = (row) => rows.number(row) || rows.place(row).value;
  const step = (sentence, row, change) => bar.take(sentence.replace("{place}", shownNumber(row)), change);
  const summary = (row) => row.querySelector("summary");
  const neighbour = (row, by) => rows.standing[rows.standing.indexOf(row) + by];

  const actions = {
    up: (row) => follow(row, rows.number(row) - 1),
    down: (row) => follow(row, rows.number(row) + 1),
    "insert-above": (row) => insert(row, row),
    "insert-below": (row) => insert(row.nextSibling, row),
    "move-to": (row) => { rows.place(row).focus(); rows.place(row).select(); bar.say(say.typePlace); },
    split: splitRow,
    "merge-above": (row) => mergeRows(neighbour(row, -1), row),
    "merge-below": (row) => mergeRows(row, neighbour(row, 1)),
    remove,
    restore: (row) => { step(say.doRestore, row, () => write(rows.field(row, "DELETE"), false)); bar.say(say.restored, row); },
  };

  // The editor goes with the row.
  function follow(row, place) {
    const focused = document.activeElement;
    step(say.doMove, row, () => rows.put([row], place));
    if (row.contains(focused)) focused.focus();
    row.scrollIntoView({ block: "nearest" });
    bar.say(say.moved, row);
  }

  // The row goes, and the editor stays where the row was.
  function send(row, place) {
    const next = row.nextElementSibling ?? row.previousElementSibling ?? row;
    const top = next.getBoundingClientRect().top;
    step(say.doMove, row, () => rows.put([row], place));
    bar.say(say.moved, row, { shows: row });
    setTimeout(() => {
      const isLost = document.activeElement === document.body || row.contains(document.activeElement);
      if (isLost) rows.place(next).focus({ preventScroll: true });
      scrollBy({ top: next.getBoundingClientRect().top - top, behavior: "instant" });
    });
  }

  function insert(before, like) {
    const row = bar.take(say.doInsert, () => rows.insert(before, like));
    rows.field(row, "question").focus();
    bar.say(say.added, row);
  }

  function remove(row) {
    const next = row.nextElementSibling ?? row.previousElementSibling;
    const isFresh = "fresh" in row.dataset;
    step(say.doRemove, row, () => rows.remove(row));
    const focus = isFresh ? next && summary(next) : row.querySelector(".removed-note button");
    (focus ?? conversation.querySelector("[data-add-last] button")).focus();
    bar.say(isFresh ? say.taken : say.removed);
  }

  function splitRow(row) {
    const field = cursors.get(row);
    if (!field?.value.slice(field.selectionStart).trim()) {
      bar.say(say.noCursor);
      return;
    }
    const name = field.name.split("-").at(-1);
    const parts = split(rows.texts(row), name, field.value, field.selectionStart);
    const below = step(say.doSplit, row, () => {
      const fresh = rows.insert(row.nextSibling, row);
      rows.write(row, parts.above);
      rows.write(fresh, parts.below);
      return fresh;
    });
    const goal = rows.field(below, parts.below.question ? "question" : "answer");
    goal.focus();
    goal.setSelectionRange(0, 0);
    bar.say(say.splitDone, below);
  }

  // The row that readers know keeps its key.
  function mergeRows(first, second) {
    if (!first || !second) return bar.say(say.noNeighbour);
    const [kept, other] = "fresh" in first.dataset && !("fresh" in second.dataset) ? [second, first] : [first, second];
    if (!rows.canRemove(other)) return bar.say(say.noMerge);
    const { joined, lost } = merge(rows.texts(first), rows.texts(second));
    const differ = speakers(first) !== speakers(second);
    step(say.doMerge, first, () => {
      rows.answeredBy(kept).forEach((box, index) => {
        if (rows.answeredBy(other)[index]?.checked && !box.checked) box.click();
      });
      if (kept === second && rows.askedBy(first)) rows.askedBy(kept).value = rows.askedBy(first).value;
      rows.write(kept, joined);
      rows.remove(other);
    });
    reveal(rows.field(kept, "answer"));
    rows.field(kept, "answer").focus();
    bar.say([say.merged, differ && say.differ, lost.length && say.lost.replace("{texts}", lost.join(", "))], kept);
  }

  function speakers(row) {
    return [rows.askedBy(row)?.value, ...rows.answeredBy(row).map((box) => box.checked)].join();
  }

  function openMenu(menu) {
    const place = menu.querySelector("[data-menu]");
    if (!place || place.children.length) return;
    place.append(conversation.querySelector("[data-menu-buttons]").content.cloneNode(true));
  }

  conversation.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    const row = event.target.closest("[data-exchange]");
    if (!button) return;
    const menu = button.closest(".row-menu");
    if (menu) menu.open = false;
    if (menu?.contains(document.activeElement)) menu.firstElementChild.focus();
    if (row) actions[button.dataset.act]?.(row);
    else if (button.dataset.act === "insert-last") insert(null, rows.standing.at(-1));
    if (button.dataset.fold) {
      list.querySelectorAll(".exchange-fields").forEach((each) => { each.open = button.dataset.fold === "open"; });
    }
  });

  const keys = { ArrowUp: "up", ArrowDown: "down", Enter: "split" };
  list.addEventListener("keydown", (event) => {
    const row = event.target.closest("[data-exchange]");
    if (event.target === rows.place(row) && event.key === "Enter") {
      event.preventDefault();
      send(row, Number(event.target.value));
    } else if (keys[event.key] && isOurs(event)) {
      event.preventDefault();
      actions[keys[event.key]](row);
    }
  }, { capture: true });

  list.addEventListener("change", (event) => {
    const row = event.target.closest("[data-exchange]");
    if (event.target === rows.place(row)) send(row, Number(event.target.value));
    if (event.target === rows.field(row, "DELETE")) rows.renumber();
  });

  list.addEventListener("input", (event) => {
    const row = event.target.closest("[data-exchange]");
    if (event.target.name?.endsWith("-question")) row.querySelector("[data-question]").textContent = event.target.value;
  });

  list.addEventListener("focusin", ({ target }) => {
    if (/-(question|answer)$/.test(target.name)) cursors.set(target.closest("[data-exchange]"), target);
  });
  list.addEventListener("toggle", ({ target }) => {
    if (target.matches(".row-menu") && target.open) openMenu(target);
  }, { capture: true });
  document.addEventListener("click", (event) => closeMenus((menu) => !menu.contains(event.target)));
  conversation.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && event.target.closest(".row-menu[open]");
    if (menu) menu.firstElementChild.focus();
    if (menu) closeMenus(() => true);
  });

  function closeMenus(which) {
    for (const menu of list.querySelectorAll(".row-menu[open]")) if (which(menu)) menu.open = false;
  }

  enableDragging(list, (row, next) => {
    const below = rows.standing.find((each) => each === next) ?? null;
    follow(row, below ? rows.standing.filter((each) => each !== row).indexOf(below) + 1 : rows.all.length);
  });
  enableSelecting(conversation, rows, bar);
  start(conversation, rows);
}

// Alt and ↓ belong to the browser in a field with a list of choices.
function isOurs(event) {
  const hasChoices = event.target.matches("select, input[list]");
  return event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey && !hasChoices;
}

// Sorts the rows as numbered, and drops the blank row for editors without JavaScript.
function start(conversation, rows) {
  const typedPlace = (row) => (Number(rows.place(row).value) || Infinity) - (rows.isRemoved(row) ? 0.5 : 0);
  const words = (row) => Object.values(rows.texts(row)).join("");
  const isUntouched = (row) => "fresh" in row.dataset && !row.matches(".has-errors") && !words(row);
  const sent = rows.all;
  sent.sort((a, b) => typedPlace(a) - typedPlace(b) || 0).forEach((row) => rows.list.append(row));
  if (sent.length > 1) sent.filter(isUntouched).forEach((row) => row.remove());
  rows.all.forEach(showControls);
  rows.renumber();
  conversation.querySelectorAll(".fold-buttons, [data-add-last], .conversation-status").forEach((part) => { part.hidden = false; });
}
