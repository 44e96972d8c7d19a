// Shows each paragraph in its new role, and says that the preview above is out of date.

const paper = document.querySelector("[data-paragraphs]");

paper?.addEventListener("change", (event) => {
  if (event.target.name === "role") event.target.closest("[data-role]").dataset.role = event.target.value;
  document.querySelector("[data-outdated]").hidden = false;
});
