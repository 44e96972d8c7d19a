// Sets the theme that the reader chose, before the first paint: so this script blocks. Without the
// script or a choice, the reader's system decides.
(() => {
  const STORAGE_KEY = "theme";
  const root = document.documentElement;
  const scheme = document.querySelector("meta[name=color-scheme]");
  const bars = [...document.querySelectorAll("meta[name=theme-color]")];
  const colours = bars.map((bar) => bar.content); // the light theme's, then the dark theme's

  function chosen() {
    try {
      const theme = localStorage.getItem(STORAGE_KEY); // the desk has the same key, and “auto”
      return ["light", "dark"].includes(theme) ? theme : "system";
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
  addEventListener("pageshow", () => set(chosen())); // browsers restore old form values
  addEventListener("storage", (event) => event.key === STORAGE_KEY && set(chosen()));
  addEventListener("change", ({ target }) => {
    if (!target.closest(".theme")) return;
    try {
      localStorage.setItem(STORAGE_KEY, target.value);
    } catch {
      // Without storage the choice holds for this page only.
    }
    set(target.value);
  });
})();
