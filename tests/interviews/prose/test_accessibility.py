"""What makes a text hard to use with a screen reader."""

from django.test import SimpleTestCase

from interviews.prose.accessibility import (
    find_skipped_headings,
    find_vague_descriptions,
    find_vague_links,
)


class Barriers(SimpleTestCase):
    def test_a_heading_that_skips_a_level_is_found(self):
        for text, skipped in (
            ("# One\n\n## Two\n\n# Three\n\n## Four", []),
            ("### One\n\n#### Two", []),  # the highest heading is always an h3 on the page
            ("# One\n\n### *Deep*\n\nWords.", ["Deep"]),
            ("## First\n\n# Top", ["First"]),
            ("One\n===\n\n#### Deep", ["Deep"]),
            ("No heading; a #tag.", []),
        ):
            with self.subTest(text):
                self.assertEqual(find_skipped_headings(text), skipped)

    def test_a_link_that_does_not_tell_where_it_leads_is_found(self):
        for text, vague in (
            ("Read [the report](https://example.org) on [care](/topics/care/).", []),
            (
                "Read it [here](https://example.org), or [Click *here*…](/x/).",
                ["here", "Click here…"],
            ),
            ("[](https://example.org)", ["[]"]),
            ("[![-](/media/a.jpg)](https://example.org)", ["[]"]),
            ("[![The dam at night](/media/a.jpg)](https://example.org)", []),
            ("[hier][1]\n\n[1]: https://example.org", ["hier"]),
            ("<https://example.org>", []),
        ):
            with self.subTest(text):
                self.assertEqual(find_vague_links(text), vague)

    def test_an_alternative_text_that_tells_nothing_is_found(self):
        for alt, is_vague in (
            ("IMG_2031", True),
            ("dam-at-night.jpeg", True),
            ("Photo", True),
            ("a picture of", True),
            ("The dam at night", False),
            ("Photo booth in Leeds, 1964", False),
            ("-", False),
        ):
            with self.subTest(alt):
                found = find_vague_descriptions(f"![{alt}](/media/a.jpg)")
                self.assertEqual(found, [alt] if is_vague else [])
