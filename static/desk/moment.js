// Tells on a button at which moment it publishes, as soon as a date and a time are entered. A choice
// between two moments with the same time goes once another time is entered.

for (const button of document.querySelectorAll("[data-moment]")) {
  const field = document.getElementById(button.dataset.moment);
  if (field) follow(field, button);
}

function follow(field, button) {
  const words = button.textContent;
  const asked = field.value;
  const choice = field.parentElement.querySelector("[data-moment-choice]");
  const tell = () => {
    button.textContent = field.value ? name(field.value, button.dataset.momentWords) : words;
    if (choice) choice.hidden = field.value !== asked;
  };
  field.addEventListener("input", tell);
  tell();
}

function name(value, words) {
  const [day, time] = value.split("T");
  const language = document.documentElement.lang.replace(/^en\b.*/, "en-GB");
  const parts = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
  const told = new Date(`${day}T00:00Z`).toLocaleDateString(language, parts);
  return words.replace("{at}", `${told} ${time.slice(0, 5)}`);
}
