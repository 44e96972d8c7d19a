"""Transcripts in documents: Word, OpenDocument and web pages are read like Markdown."""

import io
import zipfile

from django.test import SimpleTestCase

from interviews import transcripts
from interviews.transcripts.formats.word import MAX_PARAGRAPHS, MAX_RUNS

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
OPEN = " ".join(
    f'xmlns:{short}="{name}"'
    for short, name in {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
        "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
        "xlink": "http://www.w3.org/1999/xlink",
    }.items()
)
TURNS = [
    ("Mara Lind", "How did you begin?"),
    ("Tomas Berg", "By accident & luck."),
    ("Mara Lind", "And now?"),
    ("Tomas Berg", "Forty hives."),
]
EXCHANGES = [
    ("How did you begin?", "Mara Lind", [("Tomas Berg", "By accident & luck.")]),
    ("And now?", "Mara Lind", [("Tomas Berg", "Forty hives.")]),
]


def archive(**parts):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as new:
        for name, text in parts.items():
            new.writestr(name, text)
    return content.getvalue()


def word(body, before=""):
    document = f'{before}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return archive(**{"_rels/.rels": RELATIONS, "word/document.xml": document})


def word_paragraph(name, words):
    words = words.replace("&", "&amp;")
    return (
        f"<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{name}:</w:t></w:r>"
        f'<w:r><w:t xml:space="preserve"> {words}</w:t></w:r></w:p>'
    )


def open_document(body, before=""):
    bold = (
        '<style:style style:name="Strong"><style:text-properties fo:font-weight="bold"/>'
        '</style:style><style:style style:name="T1" style:parent-style-name="Strong"/>'
    )
    content = (
        f"{before}<office:document-content {OPEN}><office:automatic-styles>{bold}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    return archive(
        **{"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content}
    )


def open_paragraph(name, words):
    words = words.replace("&", "&amp;")
    return f'<text:p><text:span text:style-name="T1">{name}:</text:span> {words}</text:p>'


def read(source, filename=""):
    return transcripts.assemble(transcripts.parse(source, filename))


def exchanges(transcript):
    return [
        (e.question, e.asked_by, [(a.by, a.text) for a in e.answers]) for e in transcript.exchanges
    ]


class Documents(SimpleTestCase):
    def assert_unreadable(self, source):
        with self.assertRaises(transcripts.Unreadable):
            transcripts.parse(source)

    def test_word_documents_are_read(self):
        transcript = read(word("".join(word_paragraph(*turn) for turn in TURNS)), "talk.docx")

        self.assertEqual(exchanges(transcript), EXCHANGES)
        self.assertEqual(transcript.confidence, "high")

    def test_open_document_texts_are_read(self):
        transcript = read(open_document("".join(open_paragraph(*turn) for turn in TURNS)))

        self.assertEqual(exchanges(transcript), EXCHANGES)
        self.assertEqual(transcript.confidence, "high")

    def test_headings_links_lists_and_notes_of_open_document_are_kept(self):
        note = (
            "<text:note><text:note-citation>1</text:note-citation><text:note-body>"
            "<text:p>In Ghent.</text:p></text:note-body></text:note>"
        )
        transcript = read(
            open_document(
                '<text:h text:outline-level="2">How did you begin?</text:h>'
                f'<text:p>By <text:a xlink:href="https://example.org/">luck</text:a>{note}.'
                "<office:annotation><text:p>Check this!</text:p></office:annotation></text:p>"
                '<text:h text:outline-level="2">And now?</text:h><text:p>With:</text:p><text:list>'
                "<text:list-item><text:p>bees</text:p></text:list-item></text:list>"
            )
        )

        self.assertEqual(
            [e.question for e in transcript.exchanges], ["How did you begin?", "And now?"]
        )
        first, second = (e.answers[0].text for e in transcript.exchanges)
        self.assertIn("[luck](https://example.org/)[^1]", first)
        self.assertIn("[^1]: In Ghent.", first)
        self.assertEqual(second, "With:\n\n- bees")

    def test_bold_by_a_style_sheet_marks_questions_and_marks_of_comments_are_dropped(self):
        page = (
            '<html><head><style type="text/css">.c0{font-weight:700}</style></head><body>'
            '<p><span class="c0">How did you begin?</span></p><p>By accident.<sup>'
            '<a href="#cmnt1" id="cmnt_ref1">[a]</a></sup></p>'
            '<p><span class="c0">And now?</span></p><p>I rest.</p></body></html>'
        )

        self.assertEqual(
            exchanges(read(page)),
            [
                ("How did you begin?", None, [(None, "By accident.")]),
                ("And now?", None, [(None, "I rest.")]),
            ],
        )

    def test_archives_that_grow_without_end_are_refused(self):
        huge = " " * 20_000_000
        self.assert_unreadable(word(huge))
        self.assert_unreadable(open_document(huge))
        self.assert_unreadable(word("<w:r/>" * 100_001))
        self.assert_unreadable(open_document("<text:s/>" * 100_001))

    def test_word_documents_of_very_many_paragraphs_or_runs_are_refused(self):
        run = "<w:r><w:t>a</w:t></w:r>"
        for body in ("<w:p/>" * (MAX_PARAGRAPHS + 1), f"<w:p>{run * (MAX_RUNS + 1)}</w:p>"):
            self.assert_unreadable(word(body))

    def test_declared_entities_are_refused(self):
        entity = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>'
        for document in (word("<w:p/>", entity), open_document("<text:p>&b;</text:p>", entity)):
            with self.subTest(document[:40]):
                self.assert_unreadable(document)

    def test_damaged_documents_are_refused_with_a_message(self):
        for make, body in [(word, "<w:p>"), (open_document, "<text:p>")]:
            whole = make("")
            for source in [make(body), whole[:60], whole[:-30], whole[:200] + whole[230:]]:
                with self.subTest(f"{make.__name__} {len(source)}"):
                    self.assert_unreadable(source)

    def test_deep_documents_are_refused(self):
        depth = 5000
        self.assert_unreadable(word("<w:p>" * depth + "</w:p>" * depth))
        self.assert_unreadable(open_document("<text:p>" * depth + "</text:p>" * depth))

    def test_documents_without_words_are_refused(self):
        for source in (word(""), open_document(""), archive(**{"a.xml": "<a/>"})):
            self.assert_unreadable(source)
