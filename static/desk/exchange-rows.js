// The rows of the conversation: their order, their places and their fields.

import { write } from "./undo.js";

const TEXTS = ["question", "answer", "label", "recurring", "pull_quote", "note"];

export class Rows {
  constructor(conversation) {
    this.prefix = conversation.dataset.conversation;
    this.conversation = conversation;
    this.list = conversation.querySelector("[data-exchanges]");
    this.total = conversation.querySelector(`[name=${this.prefix}-TOTAL_FORMS]`);
    this.blank = conversation.querySelector("[data-blank]");
    this.count = conversation.querySelector("[data-count]");
  }

  get all() {
    return [...this.list.children];
  }

  // The rows that are not marked for removal.
  get standing() {
    return this.all.filter((row) => !this.isRemoved(row));
  }

  isRemoved(row) {
    return this.field(row, "DELETE")?.checked ?? false;
  }

  field(row, name) {
    return row.querySelector(`[name^="${this.prefix}-"][name$="-${name}"]`);
  }

  place(row) {
    return this.field(row, "ORDER");
  }

  number(row) {
    return this.standing.indexOf(row) + 1;
  }

  texts(row) {
    return Object.fromEntries(TEXTS.map((name) => [name, this.field(row, name)?.value ?? ""]));
  }

  write(row, texts) {
    for (const [name, value] of Object.entries(texts)) {
      const field = this.field(row, name);
      if (field && field.value !== value) write(field, value);
    }
  }

  // A removed row has the place of the row below it, so that it comes back there.
  renumber() {
    let place = 1;
    for (const row of this.all) {
      this.place(row).value = place;
      if (!this.isRemoved(row)) place += 1;
    }
    const removed = this.all.length - this.standing.length;
    const words = removed ? this.count.dataset.removed : this.count.dataset.all;
    this.count.textContent = words.replace("{count}", place - 1).replace("{removed}", removed);
  }

  // Moves rows, in their order, so that the first of them gets this place.
  put(rows, place) {
    const others = this.standing.filter((row) => !rows.includes(row));
    const next = others[Math.max(0, place - 1)];
    if (next) next.before(...rows);
    else this.list.append(...this.all.filter((row) => rows.includes(row)));
    this.renumber();
  }

  // Returns a new row; it has the speakers of the row `like`.
  insert(before, like) {
    const markup = this.blank.innerHTML.replaceAll("__prefix__", this.total.value);
    this.total.value = Number(this.total.value) + 1;
    const row = new DOMParser().parseFromString(markup, "text/html").querySelector("[data-exchange]");
    this.list.insertBefore(row, before);
    if (like) this.#copySpeakers(like, row);
    showControls(row);
    this.renumber();
    row.dispatchEvent(new CustomEvent("formset:added", { bubbles: true, detail: { formsetName: this.prefix } }));
    return row;
  }

  // A form that is not sent does no harm: Django treats it as blank.
  remove(row) {
    const mark = this.field(row, "DELETE");
    if (mark && !("fresh" in row.dataset)) write(mark, true);
    else row.remove();
    this.renumber();
  }

  canRemove(row) {
    return "fresh" in row.dataset || this.field(row, "DELETE") !== null;
  }

  askedBy(row) {
    return this.field(row, "asked_by");
  }

  answeredBy(row) {
    return [...row.querySelectorAll(`[name^="${this.prefix}-"][name$="-answered_by"]`)];
  }

  #copySpeakers(from, to) {
    if (this.askedBy(from)) this.askedBy(to).value = this.askedBy(from).value;
    const speaking = this.answeredBy(from).filter((box) => box.checked).map((box) => box.value);
    for (const box of this.answeredBy(to)) box.checked = speaking.includes(box.value);
  }
}

export function showControls(row) {
  row.querySelectorAll("[data-scripted]").forEach((part) => { part.hidden = false; });
  row.querySelectorAll("[data-unscripted]").forEach((part) => { part.hidden = true; });
  row.querySelector("[data-handle]").draggable = true;
  row.querySelector("[name$=-ORDER]").autocomplete = "off";
}

// Opens a row and whatever else hides a field.
export function reveal(field) {
  for (let part = field.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
}
