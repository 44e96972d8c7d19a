// Says who else has the page open, and marks the exchange that they are in.

const EVERY = 8_000; // milliseconds
const AFTER_FOCUS = 500;

const line = document.querySelector("[data-presence]");
let timer = null;
let asking = false;

const rows = () => [...document.querySelectorAll("[data-exchange]")];
const keyOf = (row) => row.querySelector(".permalink")?.textContent.trim() ?? "";

function readPlace() {
  const row = document.activeElement?.closest?.("[data-exchange]");
  return row ? keyOf(row) : "";
}

async function meet() {
  wait(EVERY);
  if (asking || document.hidden) return;
  asking = true;
  try {
    const answer = await fetch(line.dataset.presence, {
      method: "POST",
      body: new URLSearchParams({ place: readPlace() }),
      headers: { "X-CSRFToken": document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "" },
      redirect: "manual",
      signal: AbortSignal.timeout(EVERY),
    });
    show(answer.ok ? (await answer.json()).others : []);
  } catch {
    show([]); // nobody knows who is here
  } finally {
    asking = false;
  }
}

function wait(pause) {
  clearTimeout(timer);
  timer = setTimeout(meet, pause);
}

function show(others) {
  const here = others.map(({ name }) => line.dataset.here.replace("{name}", name)).join(" ");
  if (line.textContent !== here) line.textContent = here; // read out only if it has changed
  for (const row of rows()) mark(row, others.filter(({ place }) => place && place === keyOf(row)));
}

function mark(row, inIt) {
  const words = inIt.map(({ name }) => line.dataset.editing.replace("{name}", name)).join(", ");
  let shown = row.querySelector(".presence-mark");
  if (!words) shown?.remove();
  else if (shown?.textContent !== words) {
    shown ??= row.querySelector(".exchange-bar").appendChild(document.createElement("span"));
    shown.className = "presence-mark";
    shown.textContent = words;
  }
}

if (line) {
  document.addEventListener("focusin", () => wait(AFTER_FOCUS));
  document.addEventListener("visibilitychange", meet);
  meet();
}
