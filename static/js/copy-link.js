// Shows the buttons that copy a link, and those that share the page, where the browser can do it.
import { confirmCopy } from "./confirm-copy.js";

for (const button of navigator.clipboard ? document.querySelectorAll("button[data-copy]") : []) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const { href } = new URL(button.dataset.copy, location);
    try {
      await navigator.clipboard.writeText(href);
    } catch {
      location.assign(href);
      return;
    }
    confirmCopy(button, "link");
  });
}

for (const button of navigator.share ? document.querySelectorAll("[data-share]") : []) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const { href: url } = document.querySelector("link[rel=canonical]");
    navigator.share({ title: button.dataset.share, url }).catch(() => {}); // closed by the reader
  });
}
