// The colours a reader chose, on their own device; set before anything is painted, for which
// this script blocks. Without it, and as long as nothing is chosen, the reader's system decides.
(() => {
  const KEPT = "theme";
  const root = document.documentElement;
  const scheme = document.querySelector("meta[name=color-scheme]");
  const bars = [...document.querySelectorAll("meta[name=theme-color]")];
  const colours = bars.map((bar) => bar.content); // of the light theme, and of the dark one

  function chosen() {
    try {
      return localStorage.getItem(KEPT) ?? "system";
    } catch {
      return "system";
    }
  }

  function set(theme) {
    root.dataset.theme = theme;
    if (scheme) scheme.content = { light: "light", dark: "dark" }[theme] ?? "light dark";
    bars.forEach((bar, place) => {
      bar.content = colours[{ light: 0, dark: 1 }[theme] ?? place];
    });
    for (const choice of document.querySelectorAll(".theme input")) {
      choice.checked = choice.value === theme;
    }
  }

  set(chosen());
  addEventListener("DOMContentLoaded", () => set(chosen()));
  addEventListener("pageshow", () => set(chosen())); // browsers fill in what forms said before
  addEventListener("storage", (event) => event.key === KEPT && set(chosen()));
  addEventListener("change", ({ target }) => {
    if (!target.closest(".theme")) return;
    try {
      localStorage.setItem(KEPT, target.value);
    } catch {
      // Where nothing may be kept, the choice holds for this page.
    }
    set(target.value);
  });
})();
