"""Several editors change one interview in any order, and no saved word is lost unseen."""

from django.db import transaction
from django.test import Client, TestCase, tag
from hypothesis import HealthCheck, settings, strategies
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)

from interviews.models import Exchange
from tests.admin_forms import address_of, as_sent
from tests.builders import an_editor, an_interview

WHO = strategies.integers(0, 1)
WHICH = strategies.integers(0, 1)
WHAT = strategies.sampled_from(["write", "write", "write", "move", "mark_for_removal"])
CHOICE = strategies.sampled_from(["yours", "saved"])
FIELDS = ["answer"]
IN_ORDER = settings(
    max_examples=3,
    stateful_step_count=12,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


class Editor:
    """One editor's open form: what it showed, and what was typed into it since."""

    def __init__(self, interview):
        self.interview, self.client = interview, Client()
        self.client.force_login(an_editor())
        self.open()

    def open(self):
        self.look_at(self.client.get(address_of(self.interview)))
        self.typed, self.removed = {}, set()

    def look_at(self, response):
        self.sent, self.seen = as_sent(response), stored()
        self.removed = set()
        formset = response.context["inline_admin_formsets"][1].formset
        self.rows = {f.instance.pk: f.prefix for f in formset.initial_forms if f.has_row}
        self.gone = [f.prefix for f in formset.initial_forms if f.is_gone]
        self.conflicts = [
            (form.instance.pk, field.name)
            for form in formset.forms
            for field in form
            if field.name in FIELDS and field.conflicts
        ]

    def save(self):
        return self.client.post(address_of(self.interview), self.sent | {"_continue": "1"})


def stored():
    """{(key of a row, name of a field): its words} of all that stands."""
    rows = Exchange.objects.not_removed().values("pk", *FIELDS)
    return {(row["pk"], name): row[name] for row in rows for name in FIELDS}


class Desk(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.count = 0

    def teardown(self):
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    @initialize()
    def begin(self):
        interview = an_interview(exchanges=2)
        self.editors = [Editor(interview) for _each in range(2)]

    # One rule, so that steps of every kind follow each other often.
    @rule(who=WHO, which=WHICH, what=WHAT, saves=strategies.booleans(), choice=CHOICE)
    def work(self, who, which, what, saves, choice):
        editor = self.editors[who]
        if rows := list(editor.rows.items()):
            getattr(self, what)(editor, *rows[which % len(rows)])
        if saves:
            self.save(editor, choice)

    def write(self, editor, key, prefix):
        self.count += 1
        words = f"Words {self.count}."
        editor.sent[f"{prefix}-answer"] = editor.typed[key, "answer"] = words

    def move(self, editor, _key, prefix):
        editor.sent[f"{prefix}-ORDER"] = 1

    def mark_for_removal(self, editor, key, prefix):
        editor.sent[f"{prefix}-DELETE"] = "on"
        editor.removed.add(key)

    def save(self, editor, choice):
        before, response = stored(), editor.save()
        if response.status_code == 302:
            self.check(editor, before, stored())
            editor.open()
        else:
            assert stored() == before, "A form that came back has saved something."
            editor.look_at(response)
            self.choose(editor, choice)

    def choose(self, editor, choice):
        for key, field in editor.conflicts:
            editor.sent[f"conflict-{editor.rows[key]}-{field}"] = choice
            if choice == "saved":
                editor.typed.pop((key, field))
        for prefix in editor.gone:
            editor.sent[f"conflict-{prefix}"] = choice

    def check(self, editor, before, after):
        """What the editor wrote is stored; the rest is as before; what went had been seen."""
        for place, words in before.items():
            mine = editor.typed.get(place)
            if place not in after:
                assert place[0] in editor.removed, f"{words} went by itself."
                assert editor.seen[place] == words, f"{words} was removed unseen."
            elif mine is None:
                assert after[place] == words, f"{words} became {after[place]} by itself."
            else:
                assert after[place] == mine, f"{mine} was not saved."
                assert words in (mine, editor.seen[place]), f"{words} was overwritten unseen."


class SavingInAnyOrder(TestCase):
    def test_random_edits_by_several_editors_lose_no_saved_word(self):
        run_state_machine_as_test(Desk, settings=IN_ORDER)

    @tag("long")  # minutes of forms saved in turn; the conflicts have tests of their own
    def test_many_random_edits_by_several_editors_lose_no_saved_word(self):
        many = settings(IN_ORDER, max_examples=40, stateful_step_count=20, derandomize=False)
        run_state_machine_as_test(Desk, settings=many)
