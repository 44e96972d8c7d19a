// Offers selected words of an answer as its pull quote, and says when the answer does not contain
// the words of the pull quote any more. The server decides, with the rule that blocks publishing.

const DELAY = 600; // milliseconds after typing

const quoteOf = (answer) => document.getElementById(answer.id.replace(/answer$/, "pull_quote"));
const answerOf = (quote) => document.getElementById(quote.id.replace(/pull_quote$/, "answer"));

const offer = Object.assign(document.createElement("button"), { type: "button", className: "plain-button use-as-quote" });
let chosen = null; // {quote, answer, selected}

document.addEventListener("selectionchange", () => {
  chosen = readSelection();
  if (!chosen) {
    if (document.activeElement !== offer) offer.remove();
    return;
  }
  const box = chosen.answer.closest(".markdownx") ?? chosen.answer;
  offer.textContent = chosen.quote.dataset.use;
  if (box.nextElementSibling !== offer) box.after(offer);
});

function readSelection() {
  const field = document.activeElement;
  if (field === offer) return chosen;
  if (field?.matches("textarea[name$=answer]")) {
    const selected = field.value.slice(field.selectionStart, field.selectionEnd);
    return choice(field, selected);
  }
  const selection = document.getSelection();
  const preview = selection.anchorNode?.parentElement?.closest(".markdownx-preview");
  if (!preview || selection.isCollapsed || !preview.contains(selection.focusNode)) return null;
  return choice(preview.closest(".markdownx").querySelector("textarea"), selection.toString(), true);
}

function choice(answer, selected, isRendered = false) {
  const quote = answer.name.endsWith("answer") && quoteOf(answer);
  return quote && selected.trim() ? { quote, answer, selected, isRendered } : null;
}

offer.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the selection
offer.addEventListener("click", async () => {
  const { quote, answer, selected, isRendered } = chosen;
  const found = await find(answer, isRendered ? escape(selected) : selected);
  const { missing, long, used } = quote.dataset;
  offer.remove();
  if (found && found.length <= quote.maxLength) {
    quote.value = found;
    for (const type of ["input", "change"]) quote.dispatchEvent(new Event(type, { bubbles: true }));
    for (let part = quote.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
  }
  if (found === null) return;
  say(quote, found.length > quote.maxLength ? long : found ? used : missing, !found || found.length > quote.maxLength);
  answer.focus({ preventScroll: true });
});

// The words of the preview are no Markdown.
const escape = (words) => words.replace(/[\\`*_[\]<>~|#]/g, "\\$&").replace(/^(\s*\d+)([.)])/gm, "$1\\$2");

const hint = new Map();
document.addEventListener("input", ({ target }) => {
  const quote = target.matches?.("[data-pull-quote-url]") ? target
    : target.matches?.("textarea[name$=answer]") ? quoteOf(target) : null;
  if (!quote) return;
  clearTimeout(hint.get(quote));
  hint.set(quote, setTimeout(() => check(quote), DELAY));
});

async function check(quote) {
  const answer = answerOf(quote);
  const found = !quote.value.trim() || await find(answer, escape(quote.value));
  if (found !== null && !found) say(quote, quote.dataset.missing, true);
  else if (found && quote.parentElement.querySelector(".quote-hint.missing")) say(quote, "");
}

// Returns the words as the answer has them, "" if it does not have them, null without the server.
async function find(answer, selected) {
  const body = new FormData();
  body.set("answer", answer.value);
  body.set("selected", selected);
  const token = answer.form.querySelector("[name=csrfmiddlewaretoken]").value;
  const url = quoteOf(answer).dataset.pullQuoteUrl;
  try {
    const reply = await fetch(url, { method: "POST", body, headers: { "X-CSRFToken": token } });
    return reply.ok && !reply.redirected ? (await reply.json()).quote : null;
  } catch {
    return null;
  }
}

function say(quote, sentence, isWrong = false) {
  const place = quote.parentElement.querySelector(".quote-hint") ?? document.createElement("p");
  place.className = `quote-hint${isWrong ? " missing" : ""}`;
  place.setAttribute("role", "status");
  quote.after(place);
  place.textContent = sentence;
}
