"""Addresses last: in any script, through every renaming."""

from django.core.exceptions import ValidationError
from django.test import SimpleTestCase, TestCase

from interviews.slugs import MAX_LENGTH, slug_for, validate_slug
from tests.builders import (
    a_draft,
    a_page,
    a_person,
    a_recurring_question,
    a_series,
    a_topic,
    an_interview,
)


class TheSlugOfATitle(SimpleTestCase):
    def test_the_slug_of_a_title_joins_its_words_with_hyphens(self):
        self.assertEqual(
            slug_for("Ines on running a grid: “don’t ask”"), "ines-on-running-a-grid-dont-ask"
        )

    def test_the_slug_of_a_title_keeps_every_letter_and_mark_of_any_script(self):
        for title, slug in {
            "हिन्दी में बातचीत": "हिन्दी-में-बातचीत",
            "บทสนทนา": "บทสนทนา",
            "对话：全文": "对话-全文",
            "گفت‌وگو": "گفت-وگو",
            "Ένα ποτάμι": "ένα-ποτάμι",
            "Straße": "strasse",
        }.items():
            with self.subTest(title):
                self.assertEqual(slug_for(title), slug)

    def test_the_slug_of_a_title_is_cut_between_words(self):
        slug = slug_for("word " * 100)

        self.assertLessEqual(len(slug), MAX_LENGTH)
        self.assertTrue(slug.endswith("-word"))

    def test_the_slug_of_a_title_without_words_is_empty(self):
        self.assertEqual(slug_for("🙂 !?"), "")

    def test_the_slug_of_a_title_is_always_one_that_the_field_accepts(self):
        for title in ("a/b", "a.b", "a?b#c", "a\x00b", "‮evil", "a\u200bb"):
            with self.subTest(title):
                validate_slug(slug_for(title))

    def test_the_slug_of_a_title_typed_by_hand_may_not_break_the_address(self):
        for slug in ("a/b", "a.b", "a b", "a?b", "a\x00"):
            with self.subTest(slug), self.assertRaises(ValidationError):
                validate_slug(slug)


class AnAddressThatWasNotGiven(TestCase):
    def test_a_slug_left_blank_is_made_from_the_title(self):
        self.assertEqual(a_draft("Thirty essays").slug, "thirty-essays")

    def test_a_slug_left_blank_does_not_clash_with_another(self):
        a_draft("Thirty essays")

        self.assertEqual(a_draft("Thirty essays").slug, "thirty-essays-2")

    def test_a_slug_left_blank_does_not_take_a_former_slug_of_another(self):
        an_interview("Thirty essays").change_slug("one-author")

        self.assertEqual(a_draft("Thirty essays").slug, "thirty-essays-2")

    def test_a_slug_left_blank_is_made_even_of_a_title_without_words(self):
        self.assertEqual(a_draft("!?").slug, "interview")


class ARenamedInterview(TestCase):
    def test_an_interview_with_a_new_slug_is_reached_from_its_old_address(self):
        interview = an_interview("Old")

        interview.change_slug("new")

        response = self.client.get("/interviews/old/?page=2")
        self.assertRedirects(response, "/interviews/new/?page=2", 301)

    def test_an_interview_with_a_new_slug_is_reached_in_one_step_from_each_of_a_chain(self):
        interview = an_interview("First")
        interview.change_slug("second")
        interview.change_slug("third")

        for old in ("first", "second"):
            self.assertRedirects(self.client.get(f"/interviews/{old}/"), "/interviews/third/", 301)

    def test_an_interview_with_a_new_slug_that_takes_its_old_name_back_makes_no_loop(self):
        interview = an_interview("First")
        interview.change_slug("second")
        interview.change_slug("first")

        self.assertEqual(self.client.get("/interviews/first/").status_code, 200)
        self.assertRedirects(self.client.get("/interviews/second/"), "/interviews/first/", 301)

    def test_an_interview_that_changes_its_slug_back_and_forth_is_reached_from_both(self):
        for noun in self.of_each_kind():
            page = noun.get_absolute_url().replace(noun.slug, "{}")
            with self.subTest(page):
                first = noun.slug
                for slug in ("second", first, "third", first, "second", "fourth"):
                    noun.change_slug(slug)

                for old in (first, "second", "third"):
                    response = self.client.get(page.format(old))
                    self.assertRedirects(response, page.format("fourth"), 301)
                self.assertEqual(self.client.get(page.format("fourth")).status_code, 200)

    def test_an_interview_with_a_new_slug_keeps_each_address_it_ever_had_from_others(self):
        for noun in self.of_each_kind():
            first = noun.slug
            for slug in ("second", first, "third"):
                noun.change_slug(slug)
                for taken in {first, "second", noun.slug}:
                    other = type(noun)(slug=taken, **{noun.name_field: "Other"})
                    with self.subTest(noun, now=slug, taken=taken):
                        with self.assertRaisesMessage(ValidationError, "Choose another"):
                            other.full_clean()
                        other.slug = ""
                        setattr(other, other.name_field, taken)
                        self.assertNotIn(other.propose_slug(), {first, "second", "third"})

    def of_each_kind(self):
        interview = an_interview("First", series=a_series("First"))
        topic, question = a_topic("First"), a_recurring_question("First")
        interview.topics.add(topic)
        interview.exchanges.update(recurring=question)
        page = a_page("Our first")
        return [interview, interview.subjects[0], topic, interview.series, question, page]

    def test_an_interview_with_a_new_slug_takes_the_pages_under_it_along(self):
        interview = an_interview("Old")
        key = interview.exchanges.get().key

        interview.change_slug("new")

        self.assertRedirects(
            self.client.get(f"/interviews/old/{key}/"), f"/interviews/new/{key}/", 301
        )
        self.assertRedirects(
            self.client.get("/interviews/old/changes/"), "/interviews/new/changes/", 301
        )

    def test_an_interview_with_a_new_slug_leaves_nothing_behind_while_it_is_a_draft(self):
        draft = a_draft("Old")

        draft.change_slug("new")

        self.assertFalse(draft.former_slugs.exists())

    def test_an_interview_with_a_new_slug_may_not_take_an_address_that_was_anothers(self):
        an_interview("Old").change_slug("new")
        other = a_draft("Other")
        other.slug = "old"

        with self.assertRaisesMessage(ValidationError, "Choose another"):
            other.full_clean()


class SlugsOfOtherModels(TestCase):
    def test_old_addresses_of_people_topics_series_and_pages_redirect(self):
        interview = an_interview()
        person, topic = interview.subjects[0], a_topic("Grids")
        interview.topics.add(topic)
        page = a_page("How we work")

        person.change_slug("ines")
        topic.change_slug("electricity")
        page.change_slug("about-us")

        self.assertRedirects(self.client.get("/people/ines-okafor/"), "/people/ines/", 301)
        self.assertRedirects(self.client.get("/topics/grids/"), "/topics/electricity/", 301)
        self.assertRedirects(self.client.get("/how-we-work/"), "/about-us/", 301)

    def test_objects_of_different_models_may_share_a_slug(self):
        a_person("Ada")

        self.assertEqual(a_topic("Ada").slug, "ada")

    def test_a_page_may_not_have_a_slug_that_the_site_uses(self):
        for title in ("People", "Admin", "Topics", "Health"):
            with self.subTest(title), self.assertRaises(ValidationError):
                a_page(title)
