// Where the clipboard can be written, “Link to this answer” becomes a button that copies the link.
const status = document.createElement("span");
status.className = "visually-hidden";
status.setAttribute("role", "status");
document.body.append(status);

for (const link of navigator.clipboard ? document.querySelectorAll("a[data-copy]") : []) {
  link.textContent = link.dataset.copy;
  link.addEventListener("click", async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    try {
      await navigator.clipboard.writeText(link.href);
    } catch {
      location.assign(link.href);
      return;
    }
    link.textContent = status.textContent = link.dataset.copied;
    setTimeout(() => {
      link.textContent = link.dataset.copy;
      status.textContent = "";
    }, 2500);
  });
}
