// A tick accepts a proposal at once. Without this script it does when the page is saved.

const form = document.querySelector("[data-review]");
let last = "";

form?.addEventListener("change", (event) => {
  if (event.target.name !== "accept") return;
  last = event.target.value;
  form.requestSubmit(form.querySelector("[name=_continue]"));
});

// The list of proposals was replaced: the focus goes to the same box again.
form?.addEventListener("fields-saved", () => {
  const boxes = last && document.activeElement === document.body ? form.querySelectorAll("[name=accept]") : [];
  for (const box of boxes) if (box.value === last) box.focus({ preventScroll: true });
  last = "";
});
