"""Every word of a source is in an exchange, in another text, or left out: the rows say which."""

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from interviews import transcripts
from interviews.models import TranscriptSource
from interviews.transcripts import ParagraphRole
from interviews.transcripts.drafts import create_draft
from interviews.transcripts.editing import NotPossible
from interviews.transcripts.reviewed import ReviewedTranscript

FEW = settings(
    max_examples=25,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
WORDS = st.lists(
    st.sampled_from(["felt", "wool", "heat", "loom", "salt", "tide", "7", "ночь", "羊毛", "صوف"]),
    min_size=1,
    max_size=6,
).map(" ".join)
FORMS = [
    *("Mira Holt: {}?", "Ada Lund: {}.", "Ben: {}.", "{}.", "{}?", "**{}?**", "# {}", "## {}"),
    *("Share on Facebook", "[00:01:0{n}] {}.", "- {}\n- {}", "> {}", "[{n}]: https://e.org/{n}"),
    *(
        "{} [here][{n}].",
        "1. {}?",
        "[^{n}]: {}.",
        "{}.[^{n}]",
        "By Ada Lund",
        "***",
        "Leave a Reply",
    ),
]
BLOCKS = st.builds(
    lambda form, words, number: form.replace("{}", words).replace("{n}", str(number)),
    st.sampled_from(FORMS),
    WORDS,
    st.integers(1, 3),
)
EDITS = st.lists(
    st.tuples(
        st.sampled_from(["role", "leave_out", "merge", "split", "up"]),
        st.integers(0, 30),
        st.sampled_from(list(ParagraphRole)),
    ),
    max_size=5,
)


def find_words(*texts):
    return {word.casefold() for text in texts for word in re.findall(r"\w+", str(text or ""))}


def edit(review, action, place, role):
    """Do to a paragraph what a button of the review does."""
    paragraph = review.paragraphs[place % len(review.paragraphs)]
    try:
        match action:
            case "role":
                review.set_role([paragraph.key], role)
            case "leave_out":
                review.leave_out([paragraph.key], "Not needed.")
            case "merge":
                review.merge([paragraph.key])
            case "split":
                review.split(paragraph.key, paragraph.text.replace(" ", "\n///\n", 1))
            case "up":
                review.move([paragraph.key], -1)
    except NotPossible:
        pass


class StoredUtterances(TestCase):
    @FEW
    @given(st.lists(BLOCKS, min_size=1, max_size=12), EDITS)
    def test_the_rows_account_for_every_word_of_any_text_after_any_edits(self, blocks, edits):
        text = "\n\n".join(blocks)
        parsed = transcripts.parse(text, "talk.md")
        source = TranscriptSource.objects.keep(text, "talk.md", parsed, by=None)
        review = ReviewedTranscript.begin(parsed)
        for each in edits:
            edit(review, *each)
        transcript = review.transcript()
        interview = create_draft(transcript, source=source)

        utterances = list(source.utterances.all())
        read = find_words(*(part for each in utterances for part in (each.text, each.speaker)))
        self.assertLessEqual(find_words(text), read)
        for utterance in utterances:
            self.assert_accounted_for(utterance, interview, transcript)

    def assert_accounted_for(self, utterance, interview, transcript):
        """Its words stand where the rows say, or among what the review left out."""
        if utterance.role == ParagraphRole.LEFT_OUT:
            self.assertTrue(utterance.reason)
            return
        made = [e for e in interview.exchanges.all() if utterance.number in (e.utterances or ())]
        if utterance.role in ("question", "answer", "note"):
            self.assertTrue(made, utterance)
        texts = [text for each in made for text in (each.question, each.answer, each.note)]
        texts += [interview.title, interview.standfirst, interview.introduction, interview.closing]
        texts += [text for text, _reason in transcript.left_out]
        self.assertLessEqual(find_words(utterance.text), find_words(*texts), utterance)
