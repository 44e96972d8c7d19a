// A reply that waits for an editor stands in the thread for its author, in this browser alone:
// its page tells the browser where it is, and the interview's page fetches it from there.
const KEPT = "replies";
const MOST = 20;

function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEPT)) ?? [];
  } catch {
    return [];
  }
}

function keep(replies) {
  try {
    localStorage.setItem(KEPT, JSON.stringify(replies.slice(-MOST)));
  } catch {
    // Where nothing may be kept, the reply is on its own page only.
  }
}

const own = document.querySelector("[data-own-reply]");
if (own) {
  const [interview, address] = own.dataset.ownReply.split(" ");
  keep([...kept().filter((each) => each.address !== address), { interview, address }]);
}

const threads = document.querySelector("[data-own-replies]");
for (const reply of threads ? kept() : []) {
  if (reply.interview !== threads.dataset.ownReplies) continue;
  const response = await fetch(reply.address).catch(() => null);
  // To its end, whatever it is: an answer that nobody reads keeps its connection.
  const html = await response?.text().catch(() => "");
  if (response?.ok) {
    threads.insertAdjacentHTML("beforeend", html);
  } else if (response?.status === 404) {
    keep(kept().filter((each) => each.address !== reply.address));
  }
}
