"""Merging an update with what was published meanwhile, tried with contents of every shape."""

from django.test import SimpleTestCase
from hypothesis import given, settings
from hypothesis import strategies as st

from interviews.models.content import Content
from interviews.models.content_merge import merge_content

WORDS = st.sampled_from(["", "one", "two"])
KEYS = ["x-aaaaaa", "x-bbbbbb", "x-cccccc", "x-dddddd"]
PICTURE = {"lead_picture": "", "lead_alt": "", "lead_decorative": False}
TRIES = settings(max_examples=200, derandomize=True, database=None, deadline=None)


@st.composite
def exchanges(draw):
    fields = {name: draw(WORDS) for name in ("question", "answer", "note")}
    fields["note"] = fields["note"] or "A note."  # so that each exchange says something
    return fields | {"recurring": None, "removed": draw(st.sampled_from([False, False, True]))}


@st.composite
def contents(draw, earlier=None):
    """Draw a Content; one that was made from an `earlier` one has all exchanges of that one."""
    old = earlier.content_by_key if earlier else {}
    added = draw(st.lists(st.sampled_from(KEYS), unique=True, max_size=4))
    keys = draw(st.permutations(list(dict.fromkeys([*old, *added]))))
    by_key = {key: old.get(key) if draw(st.booleans()) else None for key in keys}
    by_key = {key: value or draw(exchanges()) for key, value in by_key.items()}
    rows = st.lists(st.sampled_from([["1", "subject"], ["2", "editor"]]), unique_by=str)
    facts = {"title": draw(WORDS), "credits": draw(rows), "topics": []} | PICTURE
    return Content(facts, by_key, {})


@st.composite
def three_contents(draw):
    base = draw(contents())
    return base, draw(contents(base)), draw(contents(base))


def without_new_removed(content, base):
    """Leave out what is removed and was never in the base: it is not kept."""
    its = content.content_by_key.items()
    return [(key, each) for key, each in its if key in base.content_by_key or not each["removed"]]


class MergingContents(SimpleTestCase):
    @TRIES
    @given(three_contents())
    def test_an_update_that_changes_nothing_leaves_the_present_text(self, drawn):
        base, _update, present = drawn

        merged = merge_content(base, base, present)

        self.assertEqual(merged.content, present)
        self.assertEqual([*merged.content.content_by_key], [*present.content_by_key])
        self.assertEqual(merged.overlaps, [])

    @TRIES
    @given(three_contents())
    def test_an_update_of_an_unchanged_text_is_published_as_it_is(self, drawn):
        base, update, _present = drawn

        merged = merge_content(base, update, base)

        self.assertEqual(merged.content.facts["title"], update.facts["title"])
        self.assertCountEqual(merged.content.facts["credits"], update.facts["credits"])
        its = [*merged.content.content_by_key.items()]
        self.assertEqual(its, without_new_removed(update, base))
        self.assertEqual(merged.overlaps, [])

    @TRIES
    @given(three_contents())
    def test_what_only_one_side_changed_is_in_the_merge(self, drawn):
        base, update, present = drawn

        merged = merge_content(base, update, present).content.content_by_key

        for key, was in base.content_by_key.items():
            sides = [each.content_by_key[key] for each in (update, present)]
            for name in ("question", "answer", "removed"):
                changed = {side[name] for side in sides if side[name] != was[name]}
                if len(changed) == 1:
                    self.assertEqual(merged[key][name], changed.pop())

    @TRIES
    @given(st.data())
    def test_an_update_that_is_stored_relative_to_an_earlier_text_keeps_its_words(self, data):
        shown = data.draw(contents())
        present = data.draw(contents(shown))
        content = data.draw(contents(present))

        stored = merge_content(present, content, shown).content
        opened = merge_content(shown, stored, present).content

        # What equals the earlier text is no change of the update, so it follows the present text.
        for key, its in content.content_by_key.items():
            was = shown.content_by_key.get(key, {})
            for name in its if key in present.content_by_key or not its["removed"] else ():
                if its[name] != was.get(name):
                    self.assertEqual(opened.content_by_key[key][name], its[name])
        self.assertIn(opened.facts["title"], [content.facts["title"], present.facts["title"]])
