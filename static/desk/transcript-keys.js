// Keys for the paragraphs of a review. A single letter counts only while the focus is on a
// paragraph, and never while somebody types: it takes no key from the browser or a screen reader.

const ROLES = { q: "question", a: "answer", n: "note", l: "leave_out" };

export function enableKeys(form, { press, rows, focus }) {
  const list = form.querySelector("[data-paragraphs] ol");
  const key = (row) => row.dataset.key;
  const move = (row, by) => {
    const next = rows()[rows().indexOf(row) + by];
    if (next) focus(key(next));
  };

  // Changes the ticked paragraphs if this is one of them, else this one.
  function change(row, action) {
    const isTicked = row.querySelector("[name=tick]").checked;
    press("_do", isTicked ? `${action}` : `${action} ${key(row)}`);
  }

  function findDoubt(row, by) {
    const all = rows();
    const from = all.indexOf(row);
    const order = [...all.slice(from + 1), ...all.slice(0, from)];
    if (by < 0) order.reverse();
    const next = order.find((each) => each.querySelector("[data-doubt]"));
    if (next) focus(key(next));
  }

  const actions = {
    j: (row) => move(row, 1),
    k: (row) => move(row, -1),
    J: (row) => change(row, "down"),
    K: (row) => change(row, "up"),
    d: (row) => findDoubt(row, 1),
    D: (row) => findDoubt(row, -1),
    r: (row) => row.querySelector("[data-doubt] button")?.click(),
    e: (row) => press("_do", `open ${key(row)}`),
    s: (row) => press("_do", `open ${key(row)}`, "speaker"),
    m: (row) => change(row, "merge"),
    u: () => press("_do", "undo"),
  };
  for (const [letter, role] of Object.entries(ROLES)) actions[letter] = (row) => change(row, role);

  function type(event, row) {
    if (event.key === "Escape") press("_do", `close ${key(row)}`);
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) row.querySelector('[value^="split "]').click();
    else return;
    event.preventDefault();
  }

  list.addEventListener("keydown", (event) => {
    const row = event.target.closest("[data-key]");
    if (!row || event.isComposing) return;
    if (event.target.matches("textarea, select, input:not([type=checkbox])")) {
      type(event, row);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isEdit = event.key === "Enter" && event.target.matches("[name=tick]");
    const action = isEdit ? actions.e : actions[letter(event)];
    if (!action) return;
    event.preventDefault();
    action(row);
  });
}

// On a keyboard without Latin letters, the key at the place of the letter counts.
function letter({ key, code, shiftKey }) {
  if (!/^[^\x00-\x7f]$/.test(key) || !code.startsWith("Key")) return key;
  return shiftKey ? code.at(-1) : code.at(-1).toLowerCase();
}
