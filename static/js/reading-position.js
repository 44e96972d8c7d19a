// Offers a reader who comes back the question where they stopped. Kept on their own device.
const KEPT = "places";
const MOST = 50; // interviews; whichever was read longest ago is forgotten
const here = location.pathname;
const offer = document.querySelector(".resume");
const links = [...document.querySelectorAll(".questions a")];
const keys = links.map((link) => link.hash.slice(1));

function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEPT)) ?? [];
  } catch {
    return [];
  }
}

function keep(key) {
  const others = kept().filter(([address]) => address !== here);
  const places = key ? [...others, [here, key]] : others;
  try {
    localStorage.setItem(KEPT, JSON.stringify(places.slice(-MOST)));
  } catch {
    // Where nothing may be kept, readers find their place themselves.
  }
}

const stopped = keys.indexOf(kept().find(([address]) => address === here)?.[1]);
if (offer && stopped > 0 && !location.hash) {
  offer.href = links[stopped].hash;
  offer.querySelector("q").textContent = links[stopped].textContent.trim();
  offer.hidden = false;
}

// Who has reached the first question again has declined; who has reached the last has finished.
document.addEventListener("reading", ({ detail: key }) => {
  const place = keys.indexOf(key);
  if (place > 0) keep(place < keys.length - 1 ? key : null);
});
