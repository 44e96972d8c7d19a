"""Correcting the paragraphs of a transcript without scripts: each operation is a form post."""

from unittest import mock

from interviews.models import Interview
from interviews.models.transcript_review import MAX_STEPS
from interviews.transcripts import Doubt
from tests.interviews.admin.test_transcript_screen import ScreenTestCase, address_of_page, key_of

STORY = """# Two cups out

**Odd Bakke:** What broke?

**Maren Tveit:** The glass. And then? The lamp.

**Odd Bakke:** Who mended it?

**Maren Tveit:** I did.
"""
SUBTITLES = """WEBVTT

00:01.000 --> 00:04.500
<v Odd Bakke>What broke?

00:05.000 --> 00:09.000
<v Maren Tveit>The glass. And then? The lamp.

00:10.000 --> 00:11.000
<v Odd Bakke>Who mended it?

00:12.000 --> 00:13.000
<v Maren Tveit>I did.
"""


class OneParagraphTests(ScreenTestCase):
    def words(self, response):
        return [words for _role, _speaker, words in self.shown(response)]

    def test_the_fields_of_a_paragraph_are_shown_once_it_is_opened(self):
        response = self.read(STORY)
        self.assertNotContains(response, "<textarea")

        key = key_of(response, 3)
        response = self.again(response, f"_do=open {key}")

        self.assertContains(response, "<textarea", 1)
        self.assertContains(response, f'name="words-{key}"')
        self.assertTrue(response.redirect_chain[-1][0].endswith(f"?open={key}&at={key}#p{key}"))

    def test_words_role_and_speaker_are_changed(self):
        response = self.edit(
            self.read(STORY), 3, words="A glass.\r\n\r\nAnd a lamp.", role="note", speaker=""
        )

        self.assertEqual(self.shown(response)[2], ("note", None, "A glass.\n\nAnd a lamp."))

    def test_a_paragraph_is_split_at_marks_and_each_part_keeps_its_utterance(self):
        response = self.edit(
            self.read(STORY),
            3,
            "_do=split KEY",
            words="The glass.\r\n///\r\nAnd then?\r\n///\r\nThe lamp.",
        )

        self.assertEqual(self.words(response)[2:5], ["The glass.", "And then?", "The lamp."])
        parts = response.context["review"].content.paragraphs[2:5]
        self.assertEqual([each.utterances for each in parts], [[3]] * 3)

        middle = self.do(response, "question", 4)
        self.assertEqual(self.shown(middle)[3], ("question", "Odd Bakke", "And then?"))
        self.assertEqual(len(middle.context["transcript"].exchanges), 3)

    def test_a_paragraph_is_split_at_a_blank_line(self):
        response = self.edit(self.read(STORY), 3, "_do=split KEY", words="The glass.\n\nAnd so on.")

        self.assertEqual(self.words(response)[2:4], ["The glass.", "And so on."])

    def test_a_split_without_a_place_keeps_the_words_and_says_how_to_split(self):
        response = self.edit(self.read(STORY), 3, "_do=split KEY", words="One line, and mine.")

        self.assertIn("put a blank line", self.messages(response)[0])
        self.assertEqual(self.words(response)[2], "One line, and mine.")

    def test_a_paragraph_is_merged_with_the_next(self):
        response = self.read(SUBTITLES)
        response = self.again(response, f"_do=merge {key_of(response, 2)}")

        merged = response.context["review"].content.paragraphs[1]
        self.assertEqual(merged.text, "The glass. And then? The lamp. Who mended it?")
        self.assertEqual((merged.role, merged.speaker), ("answer", "Maren Tveit"))
        self.assertEqual((merged.start, merged.end), (5000, 11000))
        self.assertEqual(merged.utterances, [2, 3])

    def test_a_paragraph_moves_up_and_down_but_not_beyond_the_ends(self):
        response = self.read(STORY)
        first = self.words(response)[0]

        response = self.again(response, f"_do=down {key_of(response, 1)}")
        self.assertEqual(self.words(response)[1], first)
        for _time in range(2):
            response = self.again(response, f"_do=up {key_of(response, 1)}")

        self.assertIn("the first paragraph", self.messages(response)[0])

    def test_a_paragraph_is_left_out_with_a_reason(self):
        response = self.edit(self.read(STORY), 5, "_do=leave_out KEY", reason="Off the record.")

        transcript = response.context["transcript"]
        self.assertIn(("I did.", "Off the record."), transcript.left_out)
        response = self.do(response, "answer", 5)
        self.assertEqual(self.shown(response)[4], ("answer", "Maren Tveit", "I did."))

    def test_times_stand_beside_the_words(self):
        response = self.read(SUBTITLES)

        self.assertContains(response, '<span class="paragraph-time">0:05</span>')

    def test_fields_of_a_paragraph_that_was_merged_elsewhere_do_no_harm(self):
        response = self.read(STORY)
        merged = self.again(response, f"_do=merge {key_of(response, 2)}")

        for press in ("_continue", "_do=split KEY", "_do=merge KEY", "_do=open KEY"):
            shown = self.edit(response, 3, press)
            self.assertEqual(self.words(shown), self.words(merged))


class SeveralParagraphsTests(ScreenTestCase):
    def test_ticked_paragraphs_get_a_role_or_a_speaker(self):
        response = self.do(self.read(STORY), "role", 3, 5, role="note")
        self.assertEqual([role for role, *_rest in self.shown(response)].count("note"), 2)

        response = self.do(self.read(STORY), "speaker", 3, 5, speaker="Ola Li")
        self.assertEqual([who for _role, who, _words in self.shown(response)].count("Ola Li"), 2)

    def test_ticked_paragraphs_stay_ticked_for_the_next_button(self):
        response = self.do(self.read(STORY), "role", 3, 5, role="note")

        ticked = [row["number"] for row in response.context["rows"] if row["is_ticked"]]
        self.assertEqual(ticked, [3, 5])
        self.assertContains(response, " checked", 2)

    def test_ticked_paragraphs_that_follow_each_other_are_merged(self):
        response = self.do(self.read(STORY), "merge", 2, 3, 5)

        self.assertIn("What broke? The glass.", self.shown(response)[1][2])
        self.assertEqual(len(self.shown(response)), 4)

    def test_ticked_paragraphs_that_do_not_follow_each_other_are_not_merged(self):
        response = self.do(self.read(STORY), "merge", 2, 4)

        self.assertIn("follow each other", self.messages(response)[0])
        self.assertEqual(len(self.shown(response)), 5)

    def test_ticked_paragraphs_move_and_are_left_out(self):
        before = self.shown(self.read(STORY))
        response = self.do(self.read(STORY), "up", 3, 4)
        order = [0, 2, 3, 1, 4]
        self.assertEqual(self.shown(response), [before[place] for place in order])

        response = self.do(response, "leave_out", 3, 4, reason="Repeated.")
        self.assertEqual(len(response.context["transcript"].left_out), 2)

    def test_a_button_without_ticks_asks_for_them(self):
        for action in ("role", "speaker", "merge", "up", "leave_out"):
            response = self.do(self.read(STORY), action, role="note")

            self.assertIn("Tick the paragraphs first", self.messages(response)[0])


class CostTests(ScreenTestCase):
    def test_a_review_of_any_length_takes_as_many_queries(self):
        for text in (STORY, STORY * 20):
            address = address_of_page(self.read(text))
            # the publication, the session, the user, the review, namesakes, names, autosaves
            with self.assertNumQueries(7):
                self.client.get(address)


class UndoTests(ScreenTestCase):
    def test_steps_are_undone_one_after_the_other(self):
        response = self.read(STORY)
        shown = [self.shown(response)]
        words = "The glass.\n\nAnd then? The lamp."
        response = self.edit(response, 3, "_do=split KEY", words=words)
        shown.append(self.shown(response))
        response = self.do(response, "leave_out", 3, 4)
        shown.append(self.shown(response))
        response = self.again(response, f"_do=merge {key_of(response, 1)}")
        shown.append(self.shown(response))
        response = self.again(response, name=["Odd B.", "Maren", "", ""])

        for step, before in zip(
            ("Edit", "Merge", "Leave out", "Split"), reversed(shown), strict=True
        ):
            response = self.again(response, "_do=undo")
            self.assertEqual(self.messages(response), [f"Undone: {step}."])
            self.assertEqual(self.shown(response), before)

    def test_undoing_a_split_keeps_the_words_that_were_typed_before_it(self):
        response = self.edit(self.read(STORY), 3, "_do=split KEY", words="My glass.\n///\nMy lamp.")

        response = self.again(response, "_do=undo")

        self.assertEqual(self.shown(response)[2][2], "My glass. My lamp.")

    def test_nothing_is_undone_where_nothing_was_done(self):
        response = self.again(self.again(self.read(STORY)), "_do=undo")

        self.assertEqual(self.messages(response), ["There is nothing to undo."])

    def test_as_many_steps_as_the_limit_are_kept(self):
        response = self.read(STORY)
        review = response.context["review"]
        for number in range(MAX_STEPS + 3):
            with review.changing("Edit") as content:
                content.title = f"Title {number}"

        undone = [review.undo() for _step in range(MAX_STEPS + 1)]

        self.assertEqual(undone.count(None), 1)
        self.assertEqual(review.content.title, "Title 2")


class DoubtTests(ScreenTestCase):
    """One check stands for all: it doubts each paragraph with a +."""

    def setUp(self):
        super().setUp()
        checks = mock.patch("interviews.transcripts.doubts.CHECKS", [doubt_a_plus])
        checks.start()
        self.addCleanup(checks.stop)

    def questions(self, response):
        return [row["number"] for row in response.context["doubts"]]

    def test_a_doubt_leads_to_its_paragraph_and_is_settled_there(self):
        response = self.read(STORY.replace("The glass", "+ The glass").replace("I did", "I did +"))
        self.assertEqual(self.questions(response), [3, 5])
        self.assertContains(response, f'<a href="#p{key_of(response, 3)}">Paragraph 3</a>')

        settled = self.again(response, f"_do=settle {key_of(response, 3)} plus")

        self.assertEqual(self.questions(settled), [5])
        self.assertTrue(settled.redirect_chain[-1][0].endswith(f"#p{key_of(response, 5)}"))
        self.assertEqual(self.shown(settled), self.shown(response))
        self.assertEqual(self.questions(self.again(settled, "_do=undo")), [3, 5])

    def test_a_doubt_goes_with_its_cause(self):
        response = self.read(STORY.replace("The glass", "+ The glass"))

        response = self.edit(response, 3, words="The glass.")

        self.assertEqual(self.questions(response), [])

    def test_many_doubts_of_a_kind_are_settled_at_once(self):
        response = self.read(STORY.replace(":**", ":** +"))
        self.assertContains(response, "All 4 like this are right")

        response = self.again(response, "_do=settle 0 plus")

        self.assertEqual(self.questions(response), [])


def doubt_a_plus(reading):
    for number, paragraph in enumerate(reading.paragraphs):
        if "+" in paragraph.text:
            yield Doubt("plus", "Is this a plus?", number)


class CreatingAnEditedDraftTests(ScreenTestCase):
    def test_the_draft_has_what_the_editor_made_of_the_paragraphs(self):
        response = self.edit(
            self.read(STORY), 3, "_do=split KEY", words="The glass.\n\nAnd then?\n\nThe lamp."
        )
        response = self.do(response, "question", 4)

        self.again(response, "_create")

        exchanges = Interview.objects.get().exchanges.order_by("position")
        self.assertEqual(
            list(exchanges.values_list("question", "answer")),
            [
                ("What broke?", "The glass."),
                ("And then?", "The lamp."),
                ("Who mended it?", "I did."),
            ],
        )


class TwoTabsTests(ScreenTestCase):
    """One paragraph is open in two tabs of an editor."""

    def setUp(self):
        super().setUp()
        response = self.read(STORY)
        self.here = self.again(response, f"_do=open {key_of(response, 3)}")
        self.shown_here = self.here.context["rows"][2]["shown"]

    def send_from_here(self, **changes):
        key = key_of(self.here, 3)
        return self.edit(self.here, 3, **{f"shown__{key}": self.shown_here}, **changes)

    def test_fields_that_were_not_changed_here_keep_what_another_tab_made_of_them(self):
        self.edit(self.here, 3, words="The glass, she said.", role="note", speaker="")

        response = self.send_from_here()

        self.assertEqual(self.shown(response)[2], ("note", None, "The glass, she said."))

    def test_words_that_were_changed_in_both_tabs_are_both_kept(self):
        self.edit(self.here, 3, words="The glass, she said.")

        response = self.send_from_here(words="The window.")

        self.assertEqual(self.shown(response)[2][2], "The glass, she said.")
        self.assertEqual(self.shown(response)[3], ("left_out", None, "The window."))
        self.assertIn("changed in another tab", self.messages(response)[0])

    def test_words_of_a_paragraph_that_was_merged_in_another_tab_are_kept(self):
        self.again(self.here, f"_do=merge {key_of(self.here, 2)}")

        response = self.send_from_here(words="The window.")

        self.assertEqual(self.shown(response)[-1], ("left_out", None, "The window."))
        self.assertEqual(len(self.shown(self.send_from_here())), len(self.shown(response)))
