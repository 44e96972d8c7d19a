"""Several editors change one interview in any order, and no word is lost that was acknowledged."""

import json

from django.db import transaction
from django.test import TestCase, tag
from hypothesis import HealthCheck, settings, strategies
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from interviews.models import Autosave, Exchange, ExchangeRevision, Version
from tests.builders import a_draft, an_exchange, published
from tests.interviews.admin.editors import Editor, find_words, read_stored

WHO = strategies.integers(0, 4)
# Editors often meet in one text: few are typed into, and most steps do not save.
WHICH = strategies.sampled_from([0, 0, 0, 1, 1, 2, 3, 4, 5, 6])
SAVES = strategies.sampled_from([0, 0, 0, 1, 3, 3])
WHAT = strategies.sampled_from(
    [
        *["meet"] * 4,
        *["add_at_the_end"] * 3,
        *["add_at_the_beginning", "replace_a_word", "replace_all", "add_a_row", "split"],
        *["move", "mark_for_removal", "autosave", "autosave", "go_on", "close", "write_in_joined"],
    ]
)
CHOICE = strategies.sampled_from(["joined", "joined", "yours", "saved"])
IN_ORDER = settings(
    max_examples=5,
    stateful_step_count=20,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


class Desk(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.count = 0
        self.acknowledged = set()  # all words that were saved

    def teardown(self):
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    def words(self, count=1):
        first, self.count = self.count + 1, self.count + count
        return " ".join(f"w{number}" for number in range(first, self.count + 1))

    @initialize(number=strategies.integers(2, 5))
    def begin(self, number):
        draft = a_draft(self.words(4), exchanges=0, standfirst=self.words(6))
        for _each in range(2):
            an_exchange(draft, self.words(3), self.words(8))
        interview = published(draft)
        self.acknowledged = find_words(*read_stored().values())
        self.editors = [Editor(interview) for _each in range(number)]

    # One rule, so that steps of every kind follow each other often.
    @rule(who=WHO, which=WHICH, what=WHAT, saves=SAVES, choice=CHOICE)
    def work(self, who, which, what, saves, choice):
        editor = self.editors[who % len(self.editors)]
        getattr(self, what)(editor, which)
        for _each in range(saves):
            if self.save(editor, choice):
                break

    # --- What an editor does -----------------------------------------------------------

    def place(self, editor, which):
        places = [place for place in editor.seen if place[0] in ("", *editor.rows)]
        places.sort(key=lambda place: place[1])  # answers first
        return places[which % len(places)]

    def add_at_the_end(self, editor, which):
        place = self.place(editor, which)
        editor.write(place, f"{editor.text(place)} {self.words()}".strip())

    def meet(self, editor, which):
        """Two editors change one text, and the other one saves first."""
        other = self.editors[self.editors.index(editor) - 1]
        self.replace_a_word(other, which)
        self.add_at_the_end(editor, which)
        self.save(other, "yours")

    def add_at_the_beginning(self, editor, which):
        place = self.place(editor, which)
        editor.write(place, f"{self.words()} {editor.text(place)}".strip())

    def replace_a_word(self, editor, which):
        place = self.place(editor, which)
        words = editor.text(place).split(" ")
        words[which % len(words)] = self.words()
        editor.write(place, " ".join(words))

    def replace_all(self, editor, which):
        editor.write(self.place(editor, which), self.words(2))

    def add_a_row(self, editor, _which):
        editor.add_row(self.words())

    def move(self, editor, which):
        if keys := list(editor.rows):
            editor.move(keys[which % len(keys)])

    def mark_for_removal(self, editor, which):
        if keys := list(editor.rows):
            editor.remove(keys[which % len(keys)])

    def split(self, editor, which):
        if not editor.rows:
            return
        key = list(editor.rows)[which % len(editor.rows)]
        first, _space, rest = editor.text((key, "answer")).partition(" ")
        editor.write((key, "answer"), f"{first}\n///\n{rest or self.words()}")
        before, words = read_stored(), editor.words
        response = editor.split(key)
        assert response.status_code == 200
        assert read_stored() == before, "The button of a row has saved something."
        self.look_at(editor, response, words)

    def write_in_joined(self, editor, which):
        names = [name for name in editor.sent if name.startswith("joined-")]
        if names:
            name, word = names[which % len(names)], self.words()
            editor.sent[name] += f" {word}"
            editor.mine.add(word)

    def autosave(self, editor, _which):
        words = editor.words
        assert editor.autosave().status_code == 200
        editor.autosaves[editor.token] = words

    def go_on(self, editor, which):
        if tokens := sorted(editor.autosaves):
            editor.go_on_with(tokens[which % len(tokens)])
            assert editor.mine <= editor.words, f"{editor.mine} are not in the page."

    def close(self, editor, _which):
        editor.open()
        assert editor.offered == set(editor.autosaves), "Not all that was kept is offered."

    def save(self, editor, choice):
        """Return whether the form was saved; if it came back, the editor makes a choice."""
        before, words = read_stored(), editor.words
        response = editor.save()
        if response.status_code == 302:
            self.acknowledged |= words
            self.check(editor, before, read_stored())
            editor.autosaves.pop(editor.token, None)
            editor.open()
            return True
        assert read_stored() == before, "A form that came back has saved something."
        shown = editor.seen
        self.look_at(editor, response, words)
        self.check_joined(editor, shown)
        editor.choose(choice)
        return False

    def look_at(self, editor, response, words):
        editor.look_at(response)
        assert words <= find_words(*map(str, editor.sent.values())), "The page has lost words."

    # --- What holds ------------------------------------------------------------------

    def check(self, editor, before, after):
        """What the editor wrote is stored; the rest is as before; what went had been seen."""
        for place, text in before.items():
            mine = editor.joined.get(place, editor.typed.get(place))
            if place not in after:
                assert place[0] in editor.removed, f"{text} went by itself."
                assert editor.seen[place] == text, f"{text} was removed unseen."
            elif mine is None:
                assert after[place] == text, f"{text} became {after[place]} by itself."
            else:
                assert after[place] == mine, f"{mine} was not saved, but {after[place]}."
                assert text in (mine, editor.seen[place]), f"{text} was overwritten unseen."

    def check_joined(self, editor, shown):
        """A joined text has what the editor typed, and what was saved since the page was shown."""
        for name in (name for name in editor.conflicts if f"joined-{name}" in editor.sent):
            place, joined = editor.place_of(name), find_words(editor.sent[f"joined-{name}"])
            typed = find_words(editor.sent[name]) & editor.mine
            added = find_words(editor.seen[place]) - find_words(shown[place])
            assert typed | added <= joined, f"{typed | added} are not in {joined}."

    @invariant()
    def every_saved_word_stands_or_is_in_a_version(self):
        versions = Version.objects.values_list("facts", flat=True)
        revisions = ExchangeRevision.objects.values_list("content", flat=True)
        removed = Exchange.objects.values_list("question", "answer")
        known = json.dumps([*versions, *revisions, *removed]).replace("\\n", " ")
        lost = self.acknowledged - find_words(known, *read_stored().values())
        assert not lost, f"Saved, and lost: {lost}"

    @invariant()
    def every_kept_word_is_in_an_autosave_of_its_editor(self):
        for editor in getattr(self, "editors", []):
            unsaved = Autosave.objects.unsaved(editor.user)
            kept = {each.page: each.unsaved_fields.values() for each in unsaved}
            for token, words in editor.autosaves.items():
                lost = words - find_words(*kept.get(token, ()))
                assert not lost, f"Kept, and lost: {lost}"

    @invariant()
    def no_word_stands_that_nobody_saved(self):
        assert find_words(*read_stored().values()) <= self.acknowledged


class SavingInAnyOrder(TestCase):
    def test_random_edits_by_several_editors_lose_no_acknowledged_word(self):
        run_state_machine_as_test(Desk, settings=IN_ORDER)

    @tag("long")  # minutes of forms saved in turn; the conflicts have tests of their own
    def test_many_random_edits_by_several_editors_lose_no_acknowledged_word(self):
        many = settings(IN_ORDER, max_examples=40, stateful_step_count=30, derandomize=False)
        run_state_machine_as_test(Desk, settings=many)
