"""A reply in an email is marked as a quotation, and nothing of its text is lost."""

from django.test import SimpleTestCase

from comments.email.quotation import quotation


class Quotations(SimpleTestCase):
    def assertQuoted(self, text, *said):
        self.assertEqual(quotation(text), list(said))

    def test_a_quotation_marks_every_line_of_each_paragraph_and_keeps_line_breaks(self):
        self.assertQuoted("One\ntwo.\n\n*Three* `four`.", "> One", "> two.", ">", "> Three four.")

    def test_a_quotation_marks_what_the_reply_quotes_at_a_deeper_level(self):
        self.assertQuoted(
            "> > Who knew?\n>\n> We did.\n\nNobody told me.",
            *(">>> Who knew?", ">>", ">> We did.", ">", "> Nobody told me."),
        )

    def test_a_quotation_keeps_link_definitions(self):
        self.assertQuoted("[Librarian]: Shelf-12", "> [Librarian]: Shelf-12")

    def test_a_quotation_keeps_the_numbers_and_contents_of_a_list(self):
        self.assertQuoted(
            "Two things:\n\n7. First\n8. Second\n   - on Monday\n   - > he said\n\nThat is all.",
            *("> Two things:", ">", "> 7. First", "> 8. Second", ">    - on Monday"),
            *(">", ">    - > he said", ">", "> That is all."),
        )

    def test_a_quotation_keeps_the_numbers_of_a_list_with_gaps(self):
        self.assertQuoted("1. one\n3. three\n5. five", "> 1. one", "> 3. three", "> 5. five")

    def test_a_quotation_keeps_an_empty_list_item(self):
        self.assertQuoted("- one\n-\n- three", "> - one", "> -", "> - three")

    def test_a_quotation_shows_the_address_of_a_link_once(self):
        self.assertQuoted(
            "[The report](https://a.example/r) and <https://b.example/ü>",
            "> The report <https://a.example/r> and https://b.example/ü",
        )

    def test_a_quotation_shows_the_target_of_a_link_whose_text_is_another_address(self):
        self.assertQuoted(
            "[https://good.example](https://evil.example)",
            "> https://good.example <https://evil.example>",
        )

    def test_a_quotation_shows_the_address_of_a_picture(self):
        self.assertQuoted(
            "![A chart](https://a.example/c.png)", "> A chart <https://a.example/c.png>"
        )

    def test_a_quotation_keeps_code_as_it_stands(self):
        self.assertQuoted(
            "```\nif a:\n    b  # <i>\n```\n\nAnd so on.",
            *(">     if a:", ">         b  # <i>", ">", "> And so on."),
        )

    def test_a_quotation_keeps_a_horizontal_rule(self):
        self.assertQuoted("One.\n\n* * *\n\nTwo.", "> One.", ">", "> * * *", ">", "> Two.")

    def test_a_quotation_shows_the_address_of_a_bare_link_once(self):
        self.assertQuoted(
            "See www.a.example/r_(x) and https://b.example.",
            "> See www.a.example/r_(x) and https://b.example.",
        )

    def test_a_quotation_shows_markup_that_readers_cannot_use(self):
        self.assertQuoted("# One\n\n<b>two</b> &amp; a", "> # One", ">", "> <b>two</b> & a")

    def test_a_quotation_wraps_at_the_width_of_an_email_with_its_mark_on_every_line(self):
        said = quotation("> " + "so " * 40 + "\n\n" + "- " + "we " * 40)

        self.assertLessEqual(max(map(len, said)), 76)
        self.assertTrue(all(line.startswith(">> so") for line in said[:2]))
        self.assertEqual([line[:4] for line in said[3:]], ["> - ", ">   "])

    def test_a_quotation_never_breaks_an_address(self):
        address = "https://example.org/" + "very-long-" * 20

        self.assertIn(f"> {address}", quotation(f"See what we wrote at length: {address}"))

    def test_a_quotation_cuts_a_long_quotation_and_still_shows_the_answer_to_it(self):
        said = "\n".join(quotation("> " + "they " * 300 + "\n\n" + "we " * 300, most=3))

        self.assertEqual(said, ">> they they they …\n>\n> we we we …")

    def test_a_quotation_says_that_paragraphs_follow_which_it_leaves_out(self):
        self.assertEqual(quotation("one two\n\nthree\n\n> q", most=2), ["> one two", ">", "> …"])

    def test_a_quotation_holds_nothing_that_turns_the_direction_or_commands_a_terminal(self):
        self.assertQuoted(
            "a\u202eb\u2066c\x1b[31m `d\u202e`\n\n```\ne\u202ef\x1b\n```",
            *("> abc [31m d", ">", ">     ef"),
        )
