// Ticked paragraphs have their buttons in the bar at the foot, which opens with the first tick.

const bar = document.querySelector("[data-ticked]");

document.querySelector("[data-paragraphs]")?.addEventListener("change", (event) => {
  if (event.target.name === "tick" && event.target.checked) bar.open = true;
});
