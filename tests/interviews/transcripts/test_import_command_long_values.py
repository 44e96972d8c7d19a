"""Values that are too long in a transcript have a warning, and nothing is lost."""

from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.management import CommandError, call_command
from django.test import TestCase

from interviews.models import Interview, Person, Topic
from interviews.transcripts import front_matter
from interviews.transcripts.assembly import LONGEST_TITLE
from tests.interviews.admin.test_transcript_screen import ScreenTestCase

LIMIT = Interview._meta.get_field("title").max_length
TALK = "---\n\n**Teodor Vass:** Did you get it?\n\n**Maren Tveit:** We did.\n"
TITLE_IS_CUT = "The title is longer than 250 characters"


def with_front_matter(**values):
    lines = [f"{name}: {value}\n" for name, value in values.items()]
    return "".join(["---\n", *lines, TALK])


class LongValuesInTheCommand(TestCase):
    def run_on(self, text, *options):
        with TemporaryDirectory() as folder:
            file = Path(folder) / "talk.md"
            file.write_text(text)
            out = StringIO()
            call_command("import_transcript", str(file), *options, stdout=out, stderr=out)
        return out.getvalue()

    def test_a_title_of_the_maximum_length_is_the_title(self):
        told = self.run_on(with_front_matter(title="T" * LIMIT))

        interview = Interview.objects.get()
        self.assertEqual((interview.title, interview.introduction), ("T" * LIMIT, ""))
        self.assertNotIn(TITLE_IS_CUT, told)

    def test_a_longer_title_is_truncated_and_begins_the_introduction_in_full(self):
        for letters in (LIMIT + 1, 400):
            with self.subTest(letters):
                told = self.run_on(with_front_matter(title="T" * letters))

                interview = Interview.objects.latest("pk")
                self.assertEqual(interview.title, "T" * (LIMIT - 1) + "…")
                self.assertEqual(interview.introduction, "T" * letters)
                self.assertIn(TITLE_IS_CUT, told)
                self.assertLessEqual(len(interview.slug), 120)

    def test_titles_in_headings_and_options_are_treated_alike(self):
        title = "T" * 400
        heading = f"# {title}\n\n**Teodor Vass:** Did you?\n\n**Maren Tveit:** We did.\n"
        for text, options in ((heading, []), (TALK.removeprefix("---\n"), ["--title", title])):
            self.run_on(text, *options)

            interview = Interview.objects.latest("pk")
            self.assertEqual(len(interview.title), LIMIT)
            self.assertEqual(interview.introduction, title)

    def test_a_long_standfirst_is_kept_whole(self):
        self.run_on(with_front_matter(title="The clock", summary="word " * 2_000))

        self.assertEqual(Interview.objects.get().standfirst, ("word " * 2_000).strip())

    def test_a_name_or_tag_that_cannot_be_stored_is_left_out_with_a_warning(self):
        for key, most, model in (("guest", 200, Person), ("tags", 100, Topic)):
            for letters, is_kept in ((most, True), (most + 1, False)):
                with self.subTest(key, letters=letters):
                    word = "N" * letters
                    told = self.run_on(with_front_matter(title="The clock", **{key: word}))

                    self.assertEqual(model.objects.filter(name=word).exists(), is_kept)
                    self.assertEqual(
                        f"longer than {most} characters was left out: NNN" in told, not is_kept
                    )
                    self.assertFalse(model.objects.filter(name="N" * (most - 1)).exists())
        self.assertFalse(Topic.objects.filter(name__startswith="N" * 100).exclude(name="N" * 100))

    def test_a_long_or_invalid_date_is_ignored(self):
        for date in ("2026-03-01" * 40, "9" * 400, "99999-01-01", "0000-00-00", "2026-02-30"):
            with self.subTest(date):
                self.run_on(with_front_matter(title="The clock", date=date), "--publish")
        self.assertEqual(Interview.objects.published().count(), 5)

    def test_a_long_name_in_an_option_is_refused_with_a_message(self):
        for option in ("--subject", "--interviewer"):
            with self.assertRaisesMessage(CommandError, "A name has at most 200 characters"):
                self.run_on(with_front_matter(title="The clock"), option, "N" * 201)
        self.assertFalse(Interview.objects.exists())

    def test_the_limits_equal_the_columns_of_the_models(self):
        self.assertEqual(LONGEST_TITLE, LIMIT)
        self.assertEqual(front_matter.LONGEST_NAME, Person._meta.get_field("name").max_length)
        self.assertEqual(front_matter.LONGEST_TAG, Topic._meta.get_field("name").max_length)


class LongValuesInTheAdmin(ScreenTestCase):
    def test_every_long_value_has_a_warning_and_is_kept_in_the_draft(self):
        title, name, tag = "T" * 400, "N" * 201, "G" * 101
        text = with_front_matter(title=title, guest=name, tags=tag, summary="word " * 900)

        response = self.read(text)

        warnings = response.context["transcript"].warnings
        for told in (TITLE_IS_CUT, "A name longer", "A tag longer"):
            self.assertTrue(any(told in str(warning) for warning in warnings), told)
        left_out = "".join(words for words, _why in response.context["transcript"].left_out)
        for words in (title, name, tag):
            self.assertIn(words, left_out)

        self.again(response, press="_create")

        interview = Interview.objects.get()
        self.assertEqual(interview.introduction, title)
        self.assertEqual([person.name for person in interview.subjects], ["Maren Tveit"])
        self.assertFalse(interview.topics.exists())

    def test_a_long_title_typed_in_the_admin_is_truncated(self):
        response = self.read(TALK.removeprefix("---\n"))

        self.again(response, press="_create", title="T" * 400)

        interview = Interview.objects.get()
        self.assertEqual(len(interview.title), LIMIT)
        self.assertEqual(interview.introduction, "T" * 400)
