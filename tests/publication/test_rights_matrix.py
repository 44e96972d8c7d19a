"""The rights of each group at every address of the desk, compared with docs/rights.md."""

import re
from typing import NamedTuple

from axes.models import AccessFailureLog, AccessLog
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.urls import reverse

from interviews import transcripts
from interviews.models import (
    Exchange,
    Interview,
    PreparedUpdate,
    TranscriptReview,
    TranscriptSource,
)
from publication.accounts.groups import GROUPS
from tests.builders import a_draft, a_member_of, an_editor, an_exchange, an_interview
from tests.publication.desk_with_drafts import DeskWithDraftsCase, patterns_of_the_desk
from tests.publication.test_permissions import FOR_ALL_STAFF, FOR_EVERYBODY

DOCUMENT = settings.BASE_DIR / "docs/rights.md"
HEAD = """\
# Rights

What the groups of people at the desk may do at each of its addresses. \
`tests/publication/test_rights_matrix.py` makes this table by trying each address as a member of \
each group. After a change of rights, delete the file and run the test, which writes the file again.

{sentences}

A superuser may do all of this. “Open” is to read a page or a form, “save” is to send it. Left out \
is what everybody may do: sign in and out, and look after one’s own account. A form can offer less \
than its address: writers, for instance, have no button to publish, and publishers give only the \
rights that they have.

| Address | About | {groups} |
|---|---|{lines}|
"""
OWN, OTHER, PUBLISHED, OWN_PUBLISHED = (
    *("a draft of one’s own", "a draft of somebody else"),
    *("a published interview", "a published interview that one has begun"),
)
# Nothing to decide: signing in and out, and one's own account.
EVERYBODY = [*FOR_EVERYBODY, "logout", "jsi18n", "catch_all", "desk_sessions"]
EVERYBODY += [name for name in FOR_ALL_STAFF if name.startswith("second_factor")]
SEND_LIKE_OPEN = ["comments_reply_publish_all"]  # sending needs a reply
# What is saved here changes no published text.
WITHOUT_PUBLIC_CHANGE = ["comments_replysettings_change", "interviews_interview_comments"]
# Pages on which nothing is saved, whatever the method.
READING = re.compile(
    r"index|app_list|desk_search|autocomplete|view_on_site|.*_(changelist|history|redirect|preview|compare|"
    r"comparison|duplicates|queue|declined|decided|source|source_file)"
)


class Row(NamedTuple):
    name: str
    path: str  # with the names of its arguments
    about: str
    filled: str
    sent: dict = {}


class RightsCase(DeskWithDraftsCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.members = {name: a_member_of(name) for name in GROUPS}
        cls.accounts = {
            "one’s own account": None,
            "an editor’s account": a_member_of("Editors"),
            "a superuser’s account": an_editor(),
        }
        for model in (AccessLog, AccessFailureLog):
            attempt = model.objects.create(username="ada", ip_address="203.0.113.7")
            cls.keys[f"axes_{model._meta.model_name}"] = [attempt.pk]

    def rows(self, user):
        own, own_published = a_draft("Begun"), an_interview("Begun and published")
        an_exchange(own)
        Interview.objects.filter(pk__in=[own.pk, own_published.pk]).update(created_by=user)
        things = {OWN: own, OTHER: self.draft, PUBLISHED: self.interview}
        things[OWN_PUBLISHED] = own_published
        for thing in things.values():
            thing = Interview.objects.get(pk=thing.pk)
            thing.record_version(None)
            if not TranscriptSource.objects.filter(interview=thing).exists():
                parsed = transcripts.parse("Q: Why?")
                TranscriptSource.objects.keep("Q: Why?", "", parsed, None).assign_to(thing, {})
            if thing.was_published:
                update = PreparedUpdate.objects.locked(thing)
                update.save_content(update.content, by=None)
        for name, path in patterns_of_the_desk():
            if name not in EVERYBODY:
                yield from self._rows(name, path, things, user)

    def _rows(self, name, path, things, user):
        if name in ("autosave", "presence"):
            for about, thing in things.items():
                page = reverse("admin:interviews_interview_change", args=[thing.pk])
                yield Row(name, path, about, f"{path}?path={page}", {"autosave_page": "page"})
        elif name == "view_on_site":
            kind = ContentType.objects.get_for_model(Interview).pk
            for about, thing in things.items():
                yield Row(name, path, about, f"/admin/r/{kind}/{thing.pk}/")
        elif name == "interviews_interview_transcript_review":
            review = TranscriptReview.objects.begin(transcripts.parse("Q: Why?"), by=user)
            filled = path.replace("<review_id>", str(review.pk))
            yield Row(name, path, "one’s own review", filled, {"title": "Why"})
        elif name == "app_list":
            for app in re.search(r"<app_label>([\w|]+)", path)[1].split("|"):
                yield Row(name, "/admin/<app>/", app, f"/admin/{app}/")
        elif name == "autocomplete":
            for about, asked in SUGGESTIONS.items():
                app, model, field = asked.split(".")
                query = f"app_label={app}&model_name={model}&field_name={field}"
                yield Row(name, path, about, f"{path}?{query}")
        else:
            for about, key in self._keys(name, path, things, user).items():
                filled = re.sub(r"<(path:object_id|id)>", str(key) or "1", path)
                sent = {}
                if name.startswith("interviews_version"):
                    filled += "?from=1&to=1"
                    sent = {"from": "1", "change-kind": "typo"}
                yield Row(name, path, about, filled, sent)

    def _keys(self, name, path, things, user):
        """Return {what an address is about: key of the object}."""
        if "<" not in path or name.endswith("_redirect"):
            return {"": ""}
        model = "_".join(name.split("_")[:2])
        if model in ("interviews_interview", "interviews_version"):
            return {about: thing.pk for about, thing in things.items()}
        if model == "interviews_exchange":
            return {
                about: Exchange.objects.filter(interview=thing).first().pk
                for about, thing in things.items()
            }
        if model == "auth_user":
            return {about: (each or user).pk for about, each in self.accounts.items()}
        if model == "comments_replysettings":
            return {PUBLISHED: self.interview.pk}
        return {"": self.keys.get(model, [self.draft.pk])[0]}

    def try_out(self, user, row):
        opens = self._allows(user, row, "GET")
        if row.name in SEND_LIKE_OPEN:
            saves = opens
        else:
            saves = not READING.fullmatch(row.name) and self._allows(user, row, "POST")
        return ", ".join(["open"] * opens + ["save"] * saves) or "—"

    def _allows(self, user, row, method):
        with transaction.atomic():
            sent = row.sent if method == "POST" else {}
            response = self.ask(user, row.filled, method, sent)
            transaction.set_rollback(True)
        if response is None or response.status_code in (404, 405):
            return False
        # The desk redirects instead of deleting if it may not, and to its index if the user may
        # not know that the object exists.
        is_refused = row.name.endswith("_delete") and response.status_code != 200
        return not is_refused and response.headers.get("Location") != reverse("admin:index")

    def matrix(self):
        """Return {(path, what it is about): {group: what its members may do}}."""
        found = {}
        for group, user in self.members.items():
            for row in self.rows(user):
                cells = found.setdefault((row.name, row.path, row.about), {})
                cells[group] = self.try_out(user, row)
        return found


SUGGESTIONS = {
    "people": "interviews.credit.person",
    "topics": "interviews.interview.topics",
    "series": "interviews.interview.series",
    "recurring questions": "interviews.exchange.recurring",
    "interviews": "interviews.correction.interview",
}


class RightsMatrixTests(RightsCase):
    maxDiff = None

    def test_the_document_has_the_rights_of_each_group_at_every_address_of_the_desk(self):
        matrix = self.matrix()
        self.assertRules(matrix)
        made = as_document(matrix)
        if not DOCUMENT.exists():
            DOCUMENT.write_text(made)
            self.fail("docs/rights.md was written. Read what has changed.")

        self.assertEqual(made, DOCUMENT.read_text(), "Delete docs/rights.md and run this again.")

    def assertRules(self, matrix):
        """The rules that hold whatever the document says."""
        for (name, path, about), cells in matrix.items():
            with self.subTest(path, about=about):
                if about == OTHER:
                    self.assertEqual(cells["Writers"], "—")
                if about in (PUBLISHED, OWN_PUBLISHED) and name not in WITHOUT_PUBLIC_CHANGE:
                    self.assertNotIn("save", cells["Writers"])
                if name.startswith("interviews_") or "prose" in name:
                    self.assertEqual(cells["Moderators"], "—")
                if name.startswith(("auth_", "axes_", "comments_moderationrules")):
                    others = [cells[group] for group in GROUPS if group != "Publishers"]
                    self.assertEqual(set(others), {"—"})
                if about == "a superuser’s account":
                    self.assertNotIn("save", cells["Publishers"])


def as_document(matrix):
    sentences = "\n".join(f"- **{each.label}**: {each.sentence}" for each in GROUPS.values())
    lines = "|".join(["---"] * len(GROUPS))
    head = HEAD.format(sentences=sentences, groups=" | ".join(GROUPS), lines=lines)
    rows = []
    for (_name, path, about), cells in matrix.items():
        path = re.sub(r"<(path:)?(object_)?id>", "…", path)
        path = path.replace("<path:content_type_id>", "…")
        rows.append(f"| `{path}` | {about} | {' | '.join(cells.values())} |")
    return head + "\n".join(rows) + "\n"
