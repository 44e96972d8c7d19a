"""An editor at the form of an interview, as a browser sends it: for tests with several editors."""

import re

from django.test import Client

from interviews.admin.autosave import CONTINUE, PAGE
from interviews.models import Exchange, Interview
from tests.admin_forms import address_of, as_sent
from tests.builders import an_editor

OF_INTERVIEW = ["title", "standfirst", "introduction"]
OF_EXCHANGE = ["question", "answer"]


def find_words(*texts):
    """Return the words that somebody typed in a test; each is typed once, like “w12”."""
    return set(re.findall(r"\bw\d+\b", " ".join(texts)))


def read_stored():
    """Return {(key of an exchange or "", name of a field): its text} of all that stands."""
    (interview,) = Interview.objects.values(*OF_INTERVIEW)
    stored = {("", name): text for name, text in interview.items()}
    for row in Exchange.objects.not_removed().values("pk", *OF_EXCHANGE):
        stored |= {(row["pk"], name): row[name] for name in OF_EXCHANGE}
    return stored


class Editor:
    """An open form: what it shows, and what the editor has typed into it.

    `mine` are the words that the editor typed and has not given up. `autosaves` has the words of
    each page that the server has kept, by the token of the page.
    """

    def __init__(self, interview):
        self.path, self.client, self.user = address_of(interview), Client(), an_editor()
        self.client.force_login(self.user)
        self.autosaves = {}
        self.open()

    def open(self):
        """Open the form anew; what was neither saved nor kept is gone."""
        self.mine = set()
        response = self.client.get(self.path)
        self.offered = {each.page for each in response.context["autosaves"]}
        self.look_at(response)

    def look_at(self, response):
        self.sent, self.seen = as_sent(response), read_stored()
        self.sent[PAGE] = self.token = response.context["autosave"]["page"]
        self.sent["_step"] = response.context["row_steps"]
        formset = response.context["inline_admin_formsets"][1].formset
        self.rows = {f.instance.pk: f.prefix for f in formset.initial_forms if f.has_row}
        self.gone = [form.prefix for form in formset.initial_forms if form.is_gone]
        self.blank = formset.forms[-1].prefix
        form = response.context["adminform"].form
        fields = [field for each in (form, *formset.forms) for field in each]
        self.conflicts = {
            field.html_name: field for field in fields if getattr(field, "conflicts", False)
        }
        self.joined = {}  # {place: joined text that was chosen}
        typed = {place: self.text(place) for place in self.seen if place[0] in ("", *self.rows)}
        self.typed = {place: text for place, text in typed.items() if text != self.seen[place]}

    # --- Typing ---------------------------------------------------------------------

    def name_of(self, place):
        key, name = place
        return f"{self.rows[key]}-{name}" if key else name

    def place_of(self, html_name):
        return next((p for p in self.seen if self._has(p) and self.name_of(p) == html_name), None)

    def text(self, place):
        return self.sent.get(self.name_of(place), "").replace("\r\n", "\n").strip()

    def write(self, place, text):
        self.sent[self.name_of(place)] = text.replace("\n", "\r\n")
        self.typed[place] = text
        self.mine |= find_words(text) - find_words(*self.seen.values())

    def add_row(self, word):
        name = f"{self.blank}-answer"
        self.sent[name] = f"{self.sent.get(name, '')} {word}".strip()
        self.mine.add(word)

    def remove(self, key):
        self.sent[f"{self.rows[key]}-DELETE"] = "on"

    def move(self, key):
        self.sent[f"{self.rows[key]}-ORDER"] = 1

    @property
    def removed(self):
        return {key for key, prefix in self.rows.items() if f"{prefix}-DELETE" in self.sent}

    @property
    def words(self):
        """The editor's words in the form, without those in rows that are to be removed."""
        removed = tuple(f"{self.rows[key]}-" for key in self.removed)
        texts = [
            value
            for name, value in self.sent.items()
            if isinstance(value, str) and not name.removeprefix("joined-").startswith(removed)
        ]
        return self.mine & find_words(*texts)

    # --- Choosing -------------------------------------------------------------------

    def choose(self, choice):
        """Choose in each conflict; the editor gives up the words that are not chosen."""
        for name, field in self.conflicts.items():
            texts = {"yours": self.sent.get(name, ""), "joined": self.sent.get(f"joined-{name}")}
            chosen = "yours" if texts.get(choice, "") is None else choice
            self.sent[field.html_choice_name] = chosen
            others = [text for each, text in texts.items() if each != chosen and text]
            self.mine -= find_words(*others) - find_words(texts.get(chosen, ""))
            place = self.place_of(name)
            self.joined.pop(place, None)
            if chosen == "saved":
                self.typed.pop(place, None)
            elif chosen == "joined":
                self.joined[place] = texts["joined"].replace("\r\n", "\n").strip()
        for prefix in self.gone:
            self.sent[f"conflict-{prefix}"] = "saved" if choice == "saved" else "yours"
            if choice == "saved":
                names = (f"{prefix}-{name}" for name in OF_EXCHANGE)
                self.mine -= find_words(*(self.sent.get(name, "") for name in names))

    def _has(self, place):
        return place[0] in ("", *self.rows)

    # --- Sending --------------------------------------------------------------------

    def save(self):
        return self.client.post(self.path, self.sent | {"_continue": "1"})

    def split(self, key):
        return self.client.post(self.path, self.sent | {"_row": f"split {self.rows[key]}"})

    def autosave(self):
        return self.client.post(f"/admin/autosave/?path={self.path}", self.sent)

    def go_on_with(self, token):
        """Continue from an autosave; the page has another token then."""
        response = self.client.post(self.path, {CONTINUE: token})
        self.mine = self.autosaves.pop(token)
        self.look_at(response)
        self.autosaves[self.token] = set(self.mine)
