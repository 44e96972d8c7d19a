// Marks the question being read in the list of questions, and announces it to reading-position.js.
const list = document.querySelector(".questions");
const links = new Map(
  [...list?.querySelectorAll("a") ?? []].map((link) => [link.hash.slice(1), link]),
);
const [first] = links.keys();
const summary = list?.querySelector("summary");
const isNarrow = matchMedia("(max-width: 67.99rem)");

// On a narrow screen the open list covers the text.
list?.addEventListener("click", ({ target }) => {
  if (target.closest("a") && isNarrow.matches) summary.parentElement.open = false;
});

function mark(key) {
  for (const [each, link] of links) {
    if (each === key) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  const link = links.get(key);
  const place = [...links.keys()].indexOf(key) + 1;
  if (summary) summary.dataset.place = place ? `${place} / ${links.size}` : "";
  // Scroll the list, but never the page.
  if (link) list.scrollTop = link.offsetTop - list.clientHeight / 2;
  document.dispatchEvent(new CustomEvent("reading", { detail: key }));
}

// A question counts as being read while it crosses a line a quarter down the window.
const watch = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target, boundingClientRect } of entries) {
      if (isIntersecting) mark(target.id);
      else if (target.id === first && boundingClientRect.top > 0) mark(null);
    }
  },
  { rootMargin: "-25% 0px -75% 0px" },
);
for (const key of links.keys()) watch.observe(document.getElementById(key));
