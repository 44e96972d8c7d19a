// “Link to this answer” puts its address on the clipboard instead of going there.
const said = document.createElement("span");
said.className = "vh";
said.setAttribute("role", "status");
document.body.append(said);

for (const link of document.querySelectorAll("a[data-copy]")) {
  const words = link.textContent;
  link.addEventListener("click", async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || !navigator.clipboard) return;
    event.preventDefault();
    try {
      await navigator.clipboard.writeText(link.href);
    } catch {
      location.assign(link.href);
      return;
    }
    link.textContent = said.textContent = link.dataset.copy;
    setTimeout(() => {
      link.textContent = words;
      said.textContent = "";
    }, 2500);
  });
}
