// Shows each paragraph in the role just chosen, and that what stands above is of before.

const paper = document.querySelector("[data-paragraphs]");

paper?.addEventListener("change", (event) => {
  if (event.target.name === "role") event.target.closest("[data-role]").dataset.role = event.target.value;
  document.querySelector("[data-outdated]").hidden = false;
});
