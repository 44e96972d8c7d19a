// In a conflict, whoever types into a text wants it: the choice “Yours” or “Both, joined” follows.

document.addEventListener("input", (event) => {
  const choice = event.target.closest(".conflict-option")?.querySelector(".conflict-choice input");
  if (choice && event.target !== choice) choice.checked = true;
});
