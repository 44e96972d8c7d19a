"""What the page of a transcript's review posts: fields of paragraphs and speakers, and a button."""

import re
from collections import Counter, defaultdict

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from interviews.admin.primary_keys import is_key
from interviews.admin.transcript_fields import SentParagraph, clean, describe_shown
from interviews.admin.transcript_proposals import accept_all, apply_ticks
from interviews.models import Person
from interviews.names import name_key, normal_name
from interviews.transcripts import ParagraphRole, assemble
from interviews.transcripts.assembly import group_exchanges
from interviews.transcripts.editing import NotPossible

BUTTON = "_do"  # its value is an action, and perhaps the key of a paragraph; else the ticks count
MAX_TICKS_KEPT = 100  # in the address of the next page
MANY = 3  # doubts of a kind that one button settles
PARTS = {"interviewer": _("asks"), "subject": _("is interviewed")}
COLUMNS = ["was", "name", "guessed", "part", "person"]  # of the table of speakers, a list of each
NAME_OF_EDIT = _("Edit")
OPEN, CLOSE, UNDO = "open", "close", "undo"
ACTIONS = {
    "split": _("Split"),
    "merge": _("Merge"),
    "up": _("Move up"),
    "down": _("Move down"),
    "role": _("Change of role"),
    "speaker": _("Change of speaker"),
    "leave_out": _("Leave out"),
    "settle": _("Settle a doubt"),
    "accept": _("Accept all"),
}
TYPED_ELSEWHERE = _("Typed in one tab, while another tab changed the paragraph.")
CONFLICT = _(
    "A paragraph was changed in another tab meanwhile. It stays as it is there; the words that you "
    "typed here are below it, left out."
)
WITHOUT_REASON = _("Left out by an editor.")
REASONS = [_("Small talk."), _("Repeated."), _("Off the record."), _("Not part of the interview.")]

KEYS = [  # see static/desk/transcript-keys.js
    (["J", "K"], _("next, previous paragraph")),
    (["D"], _("next question about the text")),
    (["R"], _("this is right")),
    (["Enter"], _("edit")),
    (["Ctrl+Enter"], _("split at the cursor")),
    (["Esc"], _("done")),
    (["Q", "A", "N"], _("question, answer, note")),
    (["S"], _("speaker")),
    (["L"], _("leave out")),
    (["M"], _("merge with the next")),
    (["Shift+K", "Shift+J"], _("move up, down")),
    (["Space"], _("tick; the keys then change all that are ticked")),
    (["U"], _("undo")),
    (["Ctrl+S"], _("save")),
]


class SentReview:
    """The posted form of a review."""

    def __init__(self, post):
        self.post, self.has_conflict = post, False
        self.action, key, self.kind, *_more = [*post.get(BUTTON, "").split(), "", "", ""]
        sent = [key] if key else post.getlist("tick")
        self.keys = [int(each) for each in sent if is_key(each)]
        self.opened = [int(name[6:]) for name in post if re.fullmatch(r"words-\d{1,9}", name)]

    @property
    def step(self):
        """The name of the step that the button makes; None for a button without one."""
        if self.action in ParagraphRole:
            return ACTIONS["role"]
        return ACTIONS.get(self.action)

    def still_open(self):
        """Return the keys of the paragraphs that the next page shows open."""
        opened = set(self.opened) | set(self.keys if self.action == OPEN else [])
        if self.action in (CLOSE, "split", "leave_out"):
            opened -= set(self.keys)
        return sorted(opened)

    def still_ticked(self):
        """Return the keys of the ticked paragraphs, unless the address would be too long."""
        ticked = [int(each) for each in self.post.getlist("tick") if is_key(each)]
        return ticked if len(ticked) <= MAX_TICKS_KEPT else []

    def apply_fields(self, content):
        """Apply the fields of the open paragraphs, the speakers and the title."""
        for key in self.opened:
            sent = SentParagraph(self.post, key, is_split=self.action == "split")
            self._apply_paragraph(content, sent)
        if "title" in self.post and self.post["title"] != self.post.get("title-shown"):
            content.title = " ".join(clean(self.post["title"]).split())
        if "was" in self.post:
            self._apply_speakers(content)
        apply_ticks(self.post, content)

    def _apply_paragraph(self, content, sent):
        paragraph = next((each for each in content.paragraphs if each.key == sent.key), None)
        if sent.conflicts_with(paragraph):
            self.has_conflict = True
            content.add_left_out(sent.words, str(TYPED_ELSEWHERE), after=sent.key)
        if paragraph:
            content.edit(sent.key, **sent.changes(paragraph))

    def _apply_speakers(self, content):
        columns = [self.post.getlist(column) for column in COLUMNS]
        rows = [(was, normal_name(name), *rest) for was, name, *rest in zip(*columns, strict=False)]
        content.rename_speakers({was: name for was, name, *_rest in rows if was})
        content.parts = {
            name: part
            for _was, name, guessed, part, _person in rows
            if name and part in PARTS and part != guessed
        }
        content.choices = {
            name: person for was, name, _guessed, _part, person in rows if name and name == was
        }

    def press(self, content):
        """Do what the button says; return the key of the paragraph to go on with."""
        key = self.keys[0] if self.keys else 0
        match self.action:
            case "split":
                return content.split(key, SentParagraph(self.post, key).marked_words)
            case "merge":
                return content.merge(self.keys)
            case "up" | "down":
                return content.move(self.keys, -1 if self.action == "up" else 1)
            case "speaker":
                name = normal_name(self.post.get("speaker", ""))
                return content.set_speaker(self.keys, name or None)
            case "leave_out":
                return content.leave_out(self.keys, self._reason())
            case "settle":
                return content.settle(key, self.kind)
            case "accept":
                return accept_all(content)
        role = self.post.get("role") if self.action == "role" else self.action
        if role not in ParagraphRole:
            raise NotPossible(_("Choose a role first."))
        return content.set_role(self.keys, ParagraphRole(role))

    def _reason(self):
        key = self.keys[0] if self.keys else ""
        reason = self.post.get(f"reason-{key}", "") or self.post.get("reason", "")
        return " ".join(clean(reason).split()) or str(WITHOUT_REASON)


def list_rows(content, doubts, opened, ticked):
    """Return what the page shows of each paragraph; `opened` and `ticked` hold keys."""
    exchanges = {
        group[0].key: number for number, group in enumerate(group_exchanges(content.paragraphs), 1)
    }
    questions = defaultdict(list)
    for doubt in doubts:
        questions[doubt.paragraph].append(doubt)
    return [
        {
            "paragraph": paragraph,
            "number": number,
            "exchange": exchanges.get(paragraph.key),
            "shown": describe_shown(paragraph) if paragraph.key in opened else "",
            "is_ticked": paragraph.key in ticked,
            "doubts": questions[number - 1],
        }
        for number, paragraph in enumerate(content.paragraphs, 1)
    ]


def list_doubts(content, doubts):
    """Return what the list of doubts shows: the paragraph of each, and how many are of its kind.

    The number stands beside the first doubt of a kind, if there are at least MANY.
    """
    count, rows = Counter(doubt.kind for doubt in doubts), []
    for doubt in doubts:
        has_place = doubt.paragraph is not None
        paragraph = content.paragraphs[doubt.paragraph] if has_place else None
        like = count.pop(doubt.kind, 0)
        like = like if like >= MANY else 0
        number = doubt.paragraph + 1 if has_place else None
        rows.append({"doubt": doubt, "paragraph": paragraph, "number": number, "like": like})
    return rows


def list_speakers(content):
    """Return the rows of the table of speakers: name, guessed and chosen part, namesakes."""
    guessed = {person.name: person.role for person in assemble(content.parsed).people}
    names = [*guessed, *(name for name in content.parts if name not in guessed)]
    namesakes = defaultdict(list)
    for person in find_namesakes(names):
        namesakes[person.name_key].append(person)
    return [
        {
            "name": name,
            "guessed": guessed.get(name, ""),
            "part": content.parts.get(name) or guessed[name],
            "namesakes": namesakes[name_key(name)],
            "choice": content.choices.get(name, ""),
        }
        for name in names
    ]


def find_namesakes(names):
    """Return the people with these names; readers come last."""
    of_these = Person.objects.filter(name_key__in=names)
    return of_these.order_by(F("reader_since").asc(nulls_first=True), "pk")


def find_chosen_people(content):
    """Return {name: Person} of the people whom the editor chose among namesakes."""
    people = {}
    for name, choice in content.choices.items():
        if is_key(choice) and (chosen := find_namesakes([name]).filter(pk=choice).first()):
            people[name] = chosen
    return people
