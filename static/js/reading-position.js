// Offers a returning reader a link to the question where they stopped. The position is stored in
// the reader's browser only.
const STORAGE_KEY = "places";
const MAX_INTERVIEWS = 50; // interviews; the one read longest ago is dropped first
const here = location.pathname;
const offer = document.querySelector(".resume");
const links = [...document.querySelectorAll(".questions a")];
const keys = links.map((link) => link.hash.slice(1));

function stored() {
  try {
    return JSON.parse(localStorage.getItem(STORAGE_KEY)) ?? [];
  } catch {
    return [];
  }
}

function store(key) {
  const others = stored().filter(([address]) => address !== here);
  const places = key ? [...others, [here, key]] : others;
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(places.slice(-MAX_INTERVIEWS)));
  } catch {
    // Without storage there is no link.
  }
}

const stopped = keys.indexOf(stored().find(([address]) => address === here)?.[1]);
if (offer && stopped > 0 && !location.hash) {
  offer.href = links[stopped].hash;
  offer.querySelector("q").textContent = links[stopped].textContent.trim();
  offer.hidden = false;
}

// At the first question nothing is stored; at the last the interview is finished.
document.addEventListener("reading", ({ detail: key }) => {
  const place = keys.indexOf(key);
  if (place > 0) store(place < keys.length - 1 ? key : null);
});
