"""Bytes in every common encoding are decoded; other files are refused."""

from django.test import SimpleTestCase

from interviews import transcripts

TEXT = "Ana Lima: Où est le café — ici ?\n\nBen Ode: “Là-bas.”"


def questions(source):
    transcript = transcripts.assemble(transcripts.parse(source))
    return [exchange.question for exchange in transcript.exchanges]


class Encodings(SimpleTestCase):
    def test_unicode_is_read_with_and_without_a_byte_order_mark(self):
        encodings = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
        for encoding in encodings:
            with self.subTest(encoding):
                self.assertEqual(questions(TEXT.encode(encoding)), ["Où est le café — ici ?"])

    def test_windows_1252_is_read_with_a_warning(self):
        parsed = transcripts.parse(TEXT.encode("cp1252"))

        self.assertIn("café — ici", parsed.paragraphs[0].text)
        self.assertIn("Windows-1252", parsed.warnings[0])

    def test_one_damaged_letter_does_not_change_the_encoding(self):
        parsed = transcripts.parse(TEXT.encode().replace("ù".encode(), b"\xff", 1))

        self.assertIn("café", parsed.paragraphs[0].text)
        self.assertIn("Damaged characters", parsed.warnings[0])

    def test_every_kind_of_line_end_is_a_line_end(self):
        for end in ["\r\n", "\r", "\u2028", "\v"]:
            with self.subTest(repr(end)):
                self.assertEqual(len(questions(TEXT.replace("\n", end))), 1)

    def test_zero_bytes_and_control_characters_are_removed_with_a_warning(self):
        parsed = transcripts.parse("Q: How\x00 did it\x08 begin?\n\nA: Slowly.")

        self.assertEqual(parsed.paragraphs[0].text, "How did it begin?")
        self.assertEqual(parsed.warnings, ["Characters that cannot be shown were removed: 2."])

    def test_surrogates_are_removed(self):
        parsed = transcripts.parse("Q: How \ud83d?\n\nA: So.")

        self.assertEqual(parsed.paragraphs[0].text, "How ?")


class RefusedSources(SimpleTestCase):
    def assert_refused(self, source, words):
        with self.assertRaises(transcripts.Unreadable) as refusal:
            transcripts.parse(source)

        self.assertIn(words, str(refusal.exception))

    def test_a_picture_a_document_and_a_recording_are_refused_by_name(self):
        kinds = {
            b"\x89PNG\r\n\x1a\n\x00\x00": "a PNG picture",
            b"%PDF-1.7\n": "a PDF",
            b"PK\x03\x04\x14\x00": "a Word or LibreOffice document",
            b"{\\rtf1\\ansi words}": "rich text",
            b"ID3\x03\x00\x00\x00": "a sound recording",
        }
        for source, words in kinds.items():
            with self.subTest(words):
                self.assert_refused(source, words)

    def test_text_that_begins_like_a_binary_file_is_text(self):
        parsed = transcripts.parse(b"ID3 tags are old.\n\nHow old?\n\nTwenty years.")

        self.assertEqual(len(parsed.paragraphs), 3)

    def test_other_binary_files_are_refused(self):
        self.assert_refused(bytes(range(256)) * 20, "is not text")

    def test_an_empty_source_is_refused(self):
        for source in [b"", "", " \n\t\n", b"\xef\xbb\xbf", "\u200b"]:
            with self.subTest(repr(source)):
                self.assert_refused(source, "no text")

    def test_a_source_that_is_too_large_is_refused(self):
        self.assert_refused(b"a" * (transcripts.MAX_BYTES + 1), "larger than 20 MB")
