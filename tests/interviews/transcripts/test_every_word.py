"""Every word of a source is in an exchange, in the other texts, or left out; nothing crashes."""

import re
from html import escape

from django.test import SimpleTestCase
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interviews import transcripts
from tests.interviews.transcripts.test_documents import OPEN, archive, word

# What readers of formats look for; between these, each text has words of its own.
MARKS = [
    *["", " ", "\n", "\n\n", "\t", "?", ".", ":", "：", "— ", "――", "- ", "1. ", "> ", "# ", "## "],
    *[
        "**",
        "*",
        "_",
        "`",
        "[",
        "]",
        "(",
        ")",
        "|",
        "---\n",
        "\n===\n",
        "\\",
        "\u200f",
        "「",
        "」",
        "<",
    ],
    *["Mara Lind:", "**Mara Lind:**", "Tomas:", "Q:", "A.", "Q ", "[SPEAKER_00]: ", "聞き手："],
    *[
        "מראיין: ",
        "\n\n**Q**\n\n",
        "\n\n### Mara Lind\n\n",
        "[00:12] ",
        "00:01:02\n",
        "END 12:35\n",
    ],
    *["Leave a Reply\n", "Share this:\n", "Transcribed by ", "Retrieved from ", "[laughs]", "&"],
]
TEXTS = st.lists(st.sampled_from(MARKS), min_size=1, max_size=25)
TRIES = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def write(marks):
    """Return a text in which a word of its own follows each mark."""
    return "".join(f"{mark}w{number}x" for number, mark in enumerate(marks))


class EveryWord(SimpleTestCase):
    def assert_kept(self, marks, source, filename=""):
        parsed = transcripts.parse(source, filename)
        transcript = transcripts.assemble(parsed)

        texts = [transcript.title, transcript.standfirst, transcript.introduction]
        texts += [transcript.closing, *(text for text, _reason in transcript.left_out)]
        texts += [person.name for person in transcript.people]
        for exchange in transcript.exchanges:
            texts += [exchange.question, exchange.note, exchange.asked_by or ""]
            texts += [f"{answer.by} {answer.text}" for answer in exchange.answers]
        kept = set(re.findall(r"w\d+x", " ".join(texts)))
        self.assertEqual({f"w{n}x" for n in range(len(marks))} - kept, set(), source)
        reasons = [reason for _text, reason in transcript.left_out]
        self.assertTrue(all(reasons), transcript.left_out)

    @given(TEXTS)
    @TRIES
    def test_every_word_of_plain_text_and_markdown_has_a_place(self, marks):
        for filename in ("", "talk.md"):
            self.assert_kept(marks, write(marks), filename)

    @given(TEXTS)
    @TRIES
    def test_every_word_of_a_page_has_a_place(self, marks):
        text = escape(write(marks)).replace("\n\n", "</p><p>").replace("\n", "<br>")

        self.assert_kept(marks, f"<!DOCTYPE html><html><body><p>{text}</p></body></html>", "a.html")

    @given(TEXTS)
    @TRIES
    def test_every_word_of_a_document_has_a_place(self, marks):
        paragraphs = [escape(part) for part in write(marks).split("\n\n")]
        body = "".join(f"<w:p><w:r><w:t>{part}</w:t></w:r></w:p>" for part in paragraphs)
        self.assert_kept(marks, word(body))
        body = "".join(f"<text:p>{part}</text:p>" for part in paragraphs)
        content = (
            f"<office:document-content {OPEN}><office:body><office:text>{body}</office:text>"
            "</office:body></office:document-content>"
        )
        self.assert_kept(marks, archive(**{"content.xml": content}))

    @given(st.text(max_size=200) | st.binary(max_size=200))
    @TRIES
    def test_nothing_crashes(self, source):
        try:
            transcripts.assemble(transcripts.parse(source))
        except transcripts.Unreadable as refusal:
            self.assertTrue(str(refusal))
