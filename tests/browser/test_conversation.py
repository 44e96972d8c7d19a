"""Editing the conversation in a browser: splitting, merging, many rows, undoing, replacing."""

from django.test import tag
from playwright.sync_api import expect

from tests.admin_forms import address_of
from tests.browser.axe import AXE_SCRIPT, OPTIONS
from tests.browser.test_desk import DeskTestCase as BrowserTestCase
from tests.builders import a_draft, a_reply, an_exchange, published, someone

PUT_CURSOR = """(field, words) => {
  field.focus();
  field.setSelectionRange(field.value.indexOf(words), field.value.indexOf(words));
}"""

SETTLE = "Promise.allSettled(document.getAnimations().map((each) => each.finished))"


class ConversationTestCase(BrowserTestCase):
    def field(self, row, name):
        return self.page.locator("[data-exchange]").nth(row).locator(f"[name$='-{name}']:visible")

    def put_cursor(self, row, before, name="answer"):
        self.field(row, name).evaluate(PUT_CURSOR, before)

    def undo(self):
        return self.page.locator("[data-undo-last]")

    def status(self):
        return self.page.locator("[data-announce]")

    def stored(self, *names):
        standing = self.interview.exchanges.not_removed().order_by("position")
        return list(standing.values_list(*names))


class SplittingAndMergingTests(ConversationTestCase):
    def test_alt_and_enter_split_an_answer_and_a_leading_question_becomes_the_question(self):
        self.interview = a_draft(exchanges=0)
        text = "The forecast.\nAnd then?\nThe long cable."
        first = an_exchange(self.interview, "What broke?", text, pull_quote="The long cable.")
        self.open(address_of(self.interview))
        self.put_cursor(0, "And then?")

        self.page.keyboard.press("Alt+Enter")

        expect(self.field(1, "question")).to_be_focused()
        self.save()
        self.assertEqual(
            self.stored("question", "answer", "pull_quote"),
            [
                ("What broke?", "The forecast.", ""),
                ("And then?", "The long cable.", "The long cable."),
            ],
        )
        self.assertEqual(self.interview.exchanges.order_by("position").first().key, first.key)

    def test_merging_keeps_the_key_and_every_word_and_all_speakers(self):
        ada, ines = someone("Ada Lo"), someone("Ines Okafor")
        self.interview = a_draft(exchanges=0)
        first = an_exchange(self.interview, "What broke?", "The forecast.", answered_by=[ada])
        an_exchange(self.interview, "And then?", "The cable.", answered_by=[ines])
        published(self.interview)
        reply = a_reply(self.interview, exchange=first)
        self.open(address_of(self.interview))

        self.choose("What broke?", "Merge with the one below")

        expect(self.status()).to_contain_text("different speakers")
        expect(self.page.locator(".removed-note:visible")).to_have_count(1)
        self.save()
        merged = self.interview.exchanges.not_removed().get()
        self.assertEqual(merged.answer, "The forecast.\n\nAnd then?\n\nThe cable.")
        self.assertEqual(set(merged.answered_by.all()), {ada, ines})
        reply.refresh_from_db()
        self.assertEqual((merged.key, reply.exchange), (first.key, first))

    def test_splits_and_merges_and_removals_are_undone_step_by_step(self):
        self.write("A", "B", "C")
        self.put_cursor(0, "to A")
        self.page.keyboard.press("Alt+Enter")
        self.choose("B", "Merge with the one below")
        self.choose("B", "Remove")
        expect(self.undo()).to_have_text("Undo: removed exchange 3")

        self.page.locator("h2#exchanges-heading").focus()
        for _step in range(3):
            self.page.keyboard.press("Control+z")

        expect(self.undo()).to_be_hidden()
        self.assertEqual(self.shown(), "ABC")
        self.assertEqual(self.field(0, "answer").input_value(), "An answer to A")
        self.assertEqual(self.field(1, "answer").input_value(), "An answer to B")
        expect(self.page.locator(".removed-note:visible")).to_have_count(0)

    def test_words_typed_after_a_step_are_not_lost_by_undoing_it(self):
        self.write("A", "B")
        self.put_cursor(0, "to A")
        self.page.keyboard.press("Alt+Enter")
        self.page.keyboard.type("typed ")

        self.undo().click()

        expect(self.status()).to_contain_text("Not undone")
        expect(self.field(1, "answer")).to_have_value("typed to A")


@tag("both_databases")
class MovingFarTests(ConversationTestCase):
    def write_forty(self):
        self.interview = a_draft(exchanges=0)
        self.asked = [an_exchange(self.interview, f"Q{n}", f"Answer {n}.") for n in range(1, 41)]
        published(self.interview)
        self.reply = a_reply(self.interview, exchange=self.asked[39])
        self.open(address_of(self.interview))

    def assert_forty_is_second(self):
        self.save()
        moved = self.interview.exchanges.order_by("position")[1]
        self.reply.refresh_from_db()
        self.assertEqual((moved.question, moved.key), ("Q40", self.asked[39].key))
        self.assertEqual(self.reply.exchange, moved)

    def test_typing_2_moves_exchange_40_and_the_editor_stays_where_it_was(self):
        self.write_forty()
        self.choose("Q40", "Move to …")
        self.page.keyboard.type("2")
        self.page.keyboard.press("Enter")

        expect(self.status()).to_have_text("Moved to place 2 of 40.")
        expect(self.row("Q39").get_by_label("Place", exact=True)).to_be_focused()
        expect(self.row("Q39")).to_be_in_viewport()
        expect(self.row("Q40")).not_to_be_in_viewport()
        self.page.get_by_role("button", name="Show it").click()
        expect(self.row("Q40")).to_be_in_viewport()
        self.assert_forty_is_second()

    def test_alt_and_the_up_key_move_exchange_40_to_2_without_leaving_it(self):
        self.write_forty()
        self.row("Q40").locator("summary").first.focus()

        for _place in range(38):
            self.page.keyboard.press("Alt+ArrowUp")

        expect(self.status()).to_have_text("Moved to place 2 of 40.")
        expect(self.row("Q40").locator("summary").first).to_be_focused()
        expect(self.row("Q40")).to_be_in_viewport()
        self.assert_forty_is_second()

    def test_dragging_moves_exchange_40_to_2_with_its_key_and_reply(self):
        self.write_forty()
        self.page.set_viewport_size({"width": 1280, "height": 6000})
        handle = self.row("Q40").locator("[data-handle]").bounding_box()
        goal = self.row("Q2").bounding_box()

        self.page.mouse.move(handle["x"] + 8, handle["y"] + 8)
        self.page.mouse.down()
        self.page.mouse.move(handle["x"] + 8, handle["y"] - 12, steps=4)
        self.page.mouse.move(goal["x"] + 30, goal["y"] + 4, steps=8)
        self.page.mouse.up()

        expect(self.status()).to_have_text("Moved to place 2 of 40.")
        self.assert_forty_is_second()

    def test_alt_and_an_arrow_key_move_the_exchange_from_within_its_answer(self):
        self.write("A", "B")
        self.put_cursor(1, "answer")

        self.page.keyboard.press("Alt+ArrowUp")
        self.page.keyboard.type("typed ")

        self.assertEqual(self.shown(), "BA")
        expect(self.field(0, "answer")).to_have_value("An typed answer to B")


class SeveralRowsTests(ConversationTestCase):
    def test_selected_exchanges_are_moved_given_a_speaker_and_removed_together(self):
        self.write("A", "B", "C", "D")
        ines = self.interview.subjects[0]
        self.open(address_of(self.interview))
        for question in "BD":
            self.row(question).get_by_label("Select this exchange").check()
        panel = self.page.locator("[data-selection]")

        panel.get_by_label("Answered by").select_option(label=ines.name)
        panel.get_by_label("Place", exact=True).fill("1")
        panel.get_by_role("button", name="Move there").click()

        self.assertEqual(self.shown(), "BDAC")
        self.save()
        answering = [
            list(each.answered_by.all()) for each in self.interview.exchanges.order_by("position")
        ]
        self.assertEqual(answering, [[ines], [ines], [], []])
        for question in "AC":
            self.row(question).get_by_label("Select this exchange").check()
        panel.get_by_role("button", name="Remove").click()
        expect(self.page.locator("[data-count]")).to_have_text(
            "Exchanges: 2, and 2 removed when you save"
        )
        self.save()
        self.assertEqual(self.saved(), "BD")


class ReplacingTests(ConversationTestCase):
    def test_the_chosen_hits_are_replaced_with_their_pull_quote(self):
        self.interview = a_draft("The grid", exchanges=0)
        an_exchange(self.interview, "Which grid?", "The grid. A gridlock.", pull_quote="The grid.")
        self.open(address_of(self.interview))
        self.page.locator(".find-panel > summary").click()
        self.page.get_by_label("Find", exact=True).fill("GRID")
        self.page.get_by_label("Replace with").fill("$& net")
        expect(self.page.locator("[data-find-hits] li")).to_have_count(4)
        self.page.get_by_label("Whole words").check()
        self.page.get_by_label("Title The grid").uncheck()

        self.page.get_by_role("button", name="Replace the chosen").click()

        expect(self.page.locator("[name$=-answer]").first).to_have_value("The $& net. A gridlock.")
        self.save()
        self.assertEqual(
            self.stored("question", "answer", "pull_quote"),
            [("Which $& net?", "The $& net. A gridlock.", "The $& net.")],
        )

    def test_the_tools_of_the_conversation_pass_axe(self):
        self.write("A", "B", "C")
        self.row("A").get_by_label("Select this exchange").check()
        self.choose("C", "Remove")
        self.page.locator(".find-panel > summary").click()
        self.page.get_by_label("Find", exact=True).fill("answer")
        self.row("A").locator(".row-menu > summary").click()
        self.page.evaluate(AXE_SCRIPT)

        for scheme, width in (("light", 1280), ("dark", 768), ("dark", 390)):
            self.page.emulate_media(color_scheme=scheme)
            self.page.set_viewport_size({"width": width, "height": 900})
            # Links change their colour slowly.
            self.page.evaluate(SETTLE)
            found = self.page.evaluate("options => axe.run('.conversation', options)", OPTIONS)[
                "violations"
            ]
            wide = self.page.evaluate("document.documentElement.scrollWidth")
            self.assertEqual([f"{each['id']} {each['nodes'][0]['html']}" for each in found], [])
            self.assertLessEqual(wide, width)
