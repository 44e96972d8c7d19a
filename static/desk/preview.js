// Starts a Markdown preview when its editor comes into view, also in new rows. Running the script
// of django-markdownx again starts every editor that is not marked as started.

const source = document.querySelector('script[src*="/markdownx"]')?.src;

const sight = new IntersectionObserver((entries) => {
  const seen = entries.filter((entry) => entry.isIntersecting).map((entry) => entry.target);
  for (const editor of seen) {
    sight.unobserve(editor);
    editor.removeAttribute("data-markdownx-init");
    preparePreview(editor);
  }
  if (seen.length) run(source);
}, { rootMargin: "25%" });

function run(src) {
  const script = document.createElement("script");
  script.addEventListener("load", () => script.remove());
  script.src = src;
  document.head.append(script);
}

function preparePreview(editor) {
  const preview = editor.parentElement.querySelector(".markdownx-preview");
  // The script shows whatever arrives. Where the session has ended, that is the sign-in page, and
  // its fields would be sent with the editor's form.
  editor.closest(".markdownx").addEventListener("markdownx.update", ({ detail: [response] }) => {
    if (/^\s*<(!doctype|html)/i.test(response)) preview.replaceChildren();
  });
  preview.setAttribute("role", "group");
  preview.setAttribute("aria-label", editor.dataset.preview);
  preview.dataset.label = editor.dataset.preview;
}

function watch(within) {
  within.querySelectorAll('[data-markdownx-init="waiting"]').forEach((editor) => sight.observe(editor));
}

// The shortcuts of django-markdownx would override Tab, Ctrl+D and Ctrl+[.
document.addEventListener("keydown", (event) => {
  const isShortcut = event.key === "Tab" || ((event.ctrlKey || event.metaKey) && "dD[]".includes(event.key));
  if (isShortcut && event.target.matches?.(".markdownx-editor")) event.stopPropagation();
}, { capture: true });

document.addEventListener("formset:added", (event) => watch(event.target));
watch(document);
