// Sends the fields of a form to the server some seconds after typing stops, and says what became
// of them. The page's token in the form tells the server which opened page they belong to.

const QUIET = 3_000; // milliseconds without a change
const LONGEST = 15_000; // milliseconds after the first change, for those who type on and on
const PATIENCE = 30_000; // milliseconds for an answer
const PAUSES = [2_000, 4_000, 8_000, 16_000, 30_000, 60_000]; // before each further attempt

const token = document.querySelector("[data-autosave]");
if (token) keep(token.form);

function keep(form) {
  const status = form.querySelector("[data-autosave-status]");
  let kept = null; // the fields that the server has, or that the page was opened with
  let timer = null;
  let firstChange = null;
  let sending = null;
  let failures = 0;
  let submitted = false;

  function schedule() {
    if (submitted || failures) return;
    firstChange ??= Date.now();
    wait(Math.min(QUIET, firstChange + LONGEST - Date.now()));
  }

  function wait(pause) {
    clearTimeout(timer);
    timer = setTimeout(send, Math.max(0, pause));
  }

  async function send() {
    clearTimeout(timer);
    const fields = readFields(form);
    if (sending || submitted || fields === kept) return;
    firstChange = null;
    sending = new AbortController();
    const outcome = await post(fields, sending.signal);
    sending = null;
    if (submitted) return;
    if (outcome.time) kept = fields;
    say(status, outcome);
    failures = outcome.again ? failures + 1 : 0;
    if (failures) wait(PAUSES[Math.min(failures, PAUSES.length) - 1]);
    else if (outcome.time && readFields(form) !== kept) schedule();
  }

  function stop(event) {
    if (event.target !== form || event.defaultPrevented) return;
    submitted = true;
    clearTimeout(timer);
    refreshToken(form);
    form.querySelector("[name=autosave_late]")?.remove();
    if (sending) {
      // The server may have the request already: it must not keep what is being saved now.
      form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "autosave_late", value: "1" }));
      sending.abort();
    }
  }

  function resume() {
    submitted = false;
    schedule();
  }

  // Some widgets change a field without an event of its own, so every click counts as a change.
  for (const kind of ["input", "change", "click", "keyup"]) document.addEventListener(kind, schedule);
  form.addEventListener("input", resume);
  form.addEventListener("fields-saved", () => { kept = readFields(form); });
  window.addEventListener("submit", stop);
  window.addEventListener("pageshow", (event) => { if (event.persisted) resume(); });
  window.addEventListener("online", send);
  document.addEventListener("visibilitychange", send);
  window.addEventListener("load", () => {
    if ("unsaved" in token.dataset || isTyped(form)) schedule();
    else kept = readFields(form);
  });
}

// Whether somebody has typed already, perhaps before this script ran.
function isTyped(form) {
  const texts = ["text", "textarea", "email", "url"];
  return [...form.elements].some(
    (field) => texts.includes(field.type) && field.value !== field.defaultValue,
  );
}

// Files cannot be kept, and passwords must not be. A form names fields that need not be kept.
function readFields(form) {
  const fields = new URLSearchParams();
  const passing = (form.dataset.notKept ?? "").split(" ");
  for (const [name, value] of new FormData(form)) {
    const isText = typeof value === "string" && form.elements[name]?.type !== "password";
    if (isText && name !== "csrfmiddlewaretoken" && !passing.includes(name)) fields.append(name, value);
  }
  return fields.toString();
}

async function post(fields, aborted) {
  try {
    const answer = await fetch(token.dataset.autosave, {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: { "X-CSRFToken": readCookie() ?? "" },
      redirect: "manual", // the desk redirects those who are signed out
      signal: AbortSignal.any([aborted, AbortSignal.timeout(PATIENCE)]),
    });
    if (answer.type === "opaqueredirect") return { sentence: "signedOut", again: true };
    if (answer.ok) return { sentence: "kept", time: (await answer.json()).time };
    const isFinal = [400, 403, 404, 413].includes(answer.status);
    return isFinal ? { sentence: "refused" } : { sentence: "failed", again: true };
  } catch {
    return { sentence: "failed", again: true };
  }
}

function say(status, { sentence, time }) {
  const words = status.dataset[sentence].replace("{time}", time);
  if (status.textContent === words) return;
  status.classList.toggle("is-unsaved", !time);
  status.replaceChildren(sentence === "signedOut" ? signInLink(status.dataset.signIn, words) : words);
}

function signInLink(address, words) {
  return Object.assign(document.createElement("a"), { href: address, target: "_blank", textContent: words });
}

// Whoever has signed in again in another tab has a new token; that of the form is out of date.
function readCookie() {
  return document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
}

function refreshToken(form) {
  const fresh = readCookie();
  if (fresh) form.elements.csrfmiddlewaretoken.value = fresh;
}
