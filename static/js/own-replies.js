// Shows a held reply to its author under the interview, in the author's browser only. The reply's
// private page stores the reply's address in the browser; the interview's page fetches the reply.
const STORAGE_KEY = "replies";
const MAX_REPLIES = 20;

function stored() {
  try {
    return JSON.parse(localStorage.getItem(STORAGE_KEY)) ?? [];
  } catch {
    return [];
  }
}

function store(replies) {
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(replies.slice(-MAX_REPLIES)));
  } catch {
    // Without storage the reply is shown on its private page only.
  }
}

const own = document.querySelector("[data-own-reply]");
if (own) {
  const [interview, address] = own.dataset.ownReply.split(" ");
  store([...stored().filter((each) => each.address !== address), { interview, address }]);
}

const threads = document.querySelector("[data-own-replies]");
for (const reply of threads ? stored() : []) {
  if (reply.interview !== threads.dataset.ownReplies) continue;
  const response = await fetch(reply.address).catch(() => null);
  // Read every response to the end: an unread response keeps its connection open.
  const html = await response?.text().catch(() => "");
  if (response?.ok) {
    threads.insertAdjacentHTML("beforeend", html);
  } else if (response?.status === 404) {
    store(stored().filter((each) => each.address !== reply.address));
  }
}
