// Remembers what the buttons of the conversation changed, and takes it back step by step. Words
// that were typed after a step are never lost: such a step is not undone, and the page says so.

const MOST = 50; // steps

export class Steps {
  constructor(form, list, changed) {
    Object.assign(this, { form, list, changed, steps: [] });
  }

  get last() {
    return this.steps.at(-1);
  }

  // Makes a change, and remembers the difference under a name.
  take(name, change) {
    const [rows, values] = [[...this.list.children], this.#read()];
    const result = change();
    const fields = new Set([...values.keys(), ...this.#fields()]);
    const step = { name, rows, after: [...this.list.children], fields: [] };
    for (const field of fields) {
      const [was, is] = [values.get(field), read(field)];
      if (was !== undefined && was !== is) step.fields.push({ field, was, is });
    }
    // What was in a new row when it was inserted: later words must not vanish with the row.
    const fresh = step.after.filter((row) => !rows.includes(row));
    step.fresh = fresh.map((row) => ({ row, text: text(row) }));
    this.#keep(step);
    return result;
  }

  #keep(step) {
    const isMoved = step.rows.some((row, index) => row !== step.after[index]) || step.fresh.length;
    if (isMoved || step.fields.length) this.steps.push(step);
    if (this.steps.length > MOST) this.steps.shift();
    this.changed();
  }

  // Returns the undone step, null if the step has been changed since, undefined if there is none.
  undo() {
    const step = this.steps.pop();
    if (!step) return undefined;
    const isOvertaken = step.fields.some(({ field, is }) => read(field) !== is)
      || step.fresh.some(({ row, text: was }) => text(row) !== was);
    if (!isOvertaken) {
      this.list.replaceChildren(...this.#order(step));
      step.fields.forEach(({ field, was }) => write(field, was));
    }
    this.changed();
    return isOvertaken ? null : step;
  }

  // Rows that later steps have added stay, each after the row before it.
  #order(step) {
    const order = [...step.rows];
    for (const row of this.list.children) {
      const isLater = !step.after.includes(row) && !order.includes(row);
      if (isLater) order.splice(order.indexOf(row.previousElementSibling) + 1, 0, row);
    }
    return order;
  }

  #fields() {
    const isText = (field) => field.name && !/-ORDER$|_FORMS$|csrf|^initial-/.test(field.name);
    return [...this.form.elements].filter((field) => isText(field) && !["file", "submit", "button"].includes(field.type));
  }

  #read() {
    return new Map(this.#fields().map((field) => [field, read(field)]));
  }
}

const isTicked = (field) => field.type === "checkbox" || field.type === "radio";
const read = (field) => (isTicked(field) ? String(field.checked) : field.value);
const text = (row) => [...row.querySelectorAll("textarea, input[type=text]")].map((field) => field.value).join("\n");

// Changes a field as typing does: previews, autosave and the warning before leaving notice it.
export function write(field, value) {
  if (isTicked(field)) field.checked = String(value) === "true";
  else field.value = value;
  for (const kind of ["input", "change"]) field.dispatchEvent(new CustomEvent(kind, { bubbles: true, detail: "written" }));
}
