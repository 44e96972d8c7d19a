// Splits the text of an exchange, and joins two exchanges. Nothing here touches the page.

const words = (text) => text.replace(/\s+/g, " ").trim();
const join = (...texts) => texts.map((text) => text.trim()).filter(Boolean).join("\n\n");
const isQuestion = (line) => /[?？؟]["'”’»*_)]*$/.test(line.trim());

// The pull quote goes with the words that it repeats, the note stays.
export function split({ answer, pull_quote }, field, text, cursor) {
  const before = text.slice(0, cursor).trimEnd();
  const rest = text.slice(cursor).trim();
  const end = rest.includes("\n") ? rest.indexOf("\n") : rest.length;
  const asks = isQuestion(rest.slice(0, end)) && end < rest.length;
  const below = { question: asks ? rest.slice(0, end).trim() : "", answer: asks ? rest.slice(end).trim() : rest };
  const stays = field === "answer" ? before : answer;
  const moves = pull_quote && !words(stays).includes(words(pull_quote)) && words(rest).includes(words(pull_quote));
  if (moves) below.pull_quote = pull_quote;
  return { above: { [field]: before, ...(moves && { pull_quote: "" }) }, below };
}

// Returns the joined texts, and the texts of the second exchange that have no place in them.
export function merge(first, second) {
  const joined = {
    question: first.question,
    answer: join(first.answer, second.question, second.answer),
    note: join(first.note, second.note),
  };
  const lost = [];
  for (const name of ["label", "recurring", "pull_quote"]) {
    const fits = name !== "recurring" || first.question;
    joined[name] = first[name] || (fits ? second[name] : "");
    if (second[name] && joined[name] !== second[name]) lost.push(second[name]);
  }
  return { joined, lost };
}
