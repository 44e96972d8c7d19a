// Names for what the scripts of select2 and of Django make, and leave without a name.

const NAMELESS = ".select2-selection[role='combobox'], .select2-search__field";

function nameOf(select) {
  const name = select.getAttribute("aria-label") ?? select.labels[0]?.textContent ?? "";
  return name.trim().replace(/:$/, "");
}

// select2 names its box by the chosen text alone, which is blank if nothing is chosen.
function nameSelect(container) {
  const select = container.previousElementSibling;
  if (!select?.matches("select")) return;
  for (const part of container.querySelectorAll(NAMELESS)) {
    part.removeAttribute("aria-labelledby");
    part.setAttribute("aria-label", nameOf(select));
  }
  const chosen = container.querySelector(".select2-selection__rendered[role='textbox']");
  if (!chosen) return;
  chosen.removeAttribute("role"); // a text, in which nobody can type
  chosen.removeAttribute("aria-readonly");
  chosen.closest("[role='combobox']").setAttribute("aria-describedby", chosen.id);
}

// The list opens at the end of the page, outside its landmarks.
function nameOpened(dropdown) {
  const container = document.querySelector("select + .select2-container--open");
  if (!container) return;
  const name = nameOf(container.previousElementSibling);
  dropdown.setAttribute("role", "dialog");
  dropdown.setAttribute("aria-label", name);
  dropdown.querySelector(".select2-search__field")?.setAttribute("aria-label", name);
  const combobox = container.querySelector("[role='combobox']");
  combobox.setAttribute("aria-haspopup", "dialog");
  combobox.setAttribute("aria-controls", dropdown.querySelector("[role='listbox']").id);
}

function nameParts(added) {
  const within = (selector) => [
    ...(added.matches(selector) ? [added] : []),
    ...added.querySelectorAll(selector),
  ];
  within(".select2-container").forEach(nameSelect);
  within(".select2-dropdown").forEach(nameOpened);
  for (const icon of within("span.help-tooltip[aria-label]")) icon.setAttribute("role", "img");
}

// Its label is a picture only, which the sentence that describes it would stand in for.
const search = document.querySelector("#searchbar");
const icon = search?.labels[0]?.querySelector("img");
if (icon) search.setAttribute("aria-label", icon.alt);

nameParts(document.body);
new MutationObserver((changes) => {
  for (const { addedNodes } of changes) {
    for (const added of addedNodes) if (added instanceof Element) nameParts(added);
  }
}).observe(document.body, { childList: true, subtree: true });
