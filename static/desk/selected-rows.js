// Changes several exchanges at once: those whose boxes are ticked.

export function enableSelecting(conversation, rows, bar) {
  const panel = conversation.querySelector("[data-selection]");
  const say = conversation.dataset;
  const box = (row) => row.querySelector("[data-select]");
  const selected = () => rows.standing.filter((row) => box(row).checked);
  let latest = null;

  function refresh() {
    const count = selected().length;
    panel.hidden = !count;
    panel.querySelector("[data-selected-count]").textContent = say.selected.replace("{count}", count);
  }

  function move(place) {
    const chosen = selected();
    bar.take(say.doMoveMany.replace("{count}", chosen.length), () => rows.put(chosen, place));
    bar.say(say.moved, chosen[0], { shows: chosen[0] });
  }

  const actions = {
    up: () => move(rows.number(selected()[0]) - 1),
    down: () => move(rows.number(selected()[0]) + 1),
    to: () => move(Number(panel.querySelector("[data-to]").value) || 1),
    none: () => { for (const row of rows.all) box(row).checked = false; },
    remove() {
      const chosen = selected().filter((row) => rows.canRemove(row));
      bar.take(say.doRemoveMany.replace("{count}", chosen.length), () => chosen.forEach((row) => rows.remove(row)));
      bar.say(say.removed);
    },
  };

  function setSpeaker({ dataset, value }) {
    bar.take(say.doSpeakers.replace("{count}", selected().length), () => {
      for (const row of selected()) (dataset.all === "asked_by" ? setAskedBy : setAnsweredBy)(row, value);
    });
    bar.say(say.speakersSet);
  }

  function setAskedBy(row, person) {
    const field = rows.askedBy(row);
    field.value = person === "-" ? "" : person;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function setAnsweredBy(row, person) {
    for (const each of rows.answeredBy(row)) if (each.checked !== (each.value === person)) each.click();
  }

  // With Shift, all rows from the one before are ticked too.
  function range(event) {
    const row = event.target.closest("[data-exchange]");
    const [from, to] = [rows.all.indexOf(latest), rows.all.indexOf(row)].sort((a, b) => a - b);
    if (event.shiftKey && from >= 0) rows.all.slice(from, to + 1).forEach((each) => { box(each).checked = event.target.checked; });
    latest = row;
  }

  conversation.addEventListener("click", (event) => {
    if (event.target.matches("[data-select]")) range(event);
    const button = event.target.closest("[data-selection] button");
    if (button) actions[button.dataset.many]();
    refresh();
    if (button && panel.hidden) conversation.querySelector("h2").focus({ preventScroll: true });
  });
  panel.addEventListener("change", (event) => {
    event.stopPropagation();
    if (!event.target.dataset.all || !event.target.value) return;
    setSpeaker(event.target);
    event.target.value = "";
  });
  panel.addEventListener("input", (event) => event.stopPropagation());
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("[data-to]")) return;
    event.preventDefault();
    actions.to();
  });
  document.addEventListener("input", refresh); // undoing a removal
}
