// Lets text areas grow with their text where the browser has no `field-sizing` (prose.css).

const MOST = 0.7; // of the height of the window, as in prose.css

if (!CSS.supports("field-sizing", "content")) {
  document.addEventListener("input", (event) => {
    if (event.target.matches?.("textarea")) fit(event.target);
  });
  // A text area without a size is in a closed row; it gets its height when it is shown.
  const shown = new ResizeObserver((entries) => {
    for (const { target } of entries) if (!target.style.blockSize) fit(target);
  });
  const watch = (within) => within.querySelectorAll("textarea").forEach((area) => shown.observe(area));
  document.addEventListener("formset:added", (event) => watch(event.target));
  watch(document);
}

function fit(area) {
  if (!area.offsetParent) return;
  area.style.blockSize = "auto";
  const border = area.offsetHeight - area.clientHeight;
  area.style.blockSize = `${Math.min(area.scrollHeight + border, MOST * innerHeight)}px`;
}
