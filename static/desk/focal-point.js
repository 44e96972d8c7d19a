// Shows a picture's focal point on the picture, and moves it by a click. Two number fields store
// the focal point; they also work by keyboard and without this script.

for (const shown of document.querySelectorAll("[data-focus]")) {
  const across = document.querySelector(`#id_${shown.dataset.focus}_focus_x`);
  const down = document.querySelector(`#id_${shown.dataset.focus}_focus_y`);
  if (across && down) point(shown, across, down);
}

function point(shown, across, down) {
  const mark = document.createElement("span");
  mark.className = "focal-point";
  shown.append(mark);
  const place = () => {
    mark.style.left = `${across.value}%`;
    mark.style.top = `${down.value}%`;
  };
  for (const number of [across, down]) number.addEventListener("input", place);
  shown.addEventListener("click", (event) => {
    const box = shown.querySelector("img").getBoundingClientRect();
    set(across, (event.clientX - box.left) / box.width);
    set(down, (event.clientY - box.top) / box.height);
  });
  place();
}

function set(number, share) {
  number.value = Math.round(100 * Math.min(1, Math.max(0, share)));
  number.dispatchEvent(new Event("input", { bubbles: true }));
}
