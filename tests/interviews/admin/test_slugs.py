"""An address typed by hand: refused with a sentence, everything else kept."""

from datetime import timedelta

from django.utils import timezone

from interviews.models import FormerSlug, Interview
from tests.admin_forms import DeskTestCase
from tests.builders import a_draft, a_page, a_series, a_topic, an_interview, someone


class BadSlugs(DeskTestCase):
    def test_a_bad_slug_of_any_object_is_refused_beside_its_field(self):
        interview = an_interview(series=a_series(), subjects=[someone("Ines Okafor")])
        interview.topics.add(topic := a_topic())
        for thing in (interview, interview.series, topic, interview.subjects[0], a_page()):
            with self.subTest(thing):
                response = self.send(thing, slug="Bad slug!")

                self.assertContains(response, "Use only letters")
                self.assertContains(response, "Bad slug!")


class AnUntitledDraft(DeskTestCase):
    def draft(self):
        return a_draft("Untitled interview")

    def test_an_untitled_draft_takes_its_slug_from_its_first_title(self):
        draft = self.draft()

        self.send(draft, press="_save", title="The glass and the sea")

        self.assertEqual(Interview.objects.get(pk=draft.pk).slug, "the-glass-and-the-sea")

    def test_an_untitled_draft_keeps_the_slug_that_an_editor_chooses(self):
        draft = self.draft()

        self.send(draft, title="The glass and the sea", slug="glass")
        self.send(draft, title="The sea")

        self.assertEqual(Interview.objects.get(pk=draft.pk).slug, "glass")

    def test_an_untitled_draft_keeps_its_slug_once_readers_may_have_it(self):
        interview = an_interview("Untitled interview with a ghost")

        self.send(interview, title="The glass and the sea")

        address = Interview.objects.get(pk=interview.pk).slug
        self.assertEqual(address, "untitled-interview-with-a-ghost")


class ADraftThatIsRenamed(DeskTestCase):
    def slug_after(self, draft, **changes):
        self.send(draft, **changes)
        return Interview.objects.get(pk=draft.pk).slug

    def test_the_slug_of_a_draft_follows_each_title_without_a_redirect(self):
        draft = a_draft("The glass")

        self.assertEqual(self.slug_after(draft, title="The sea"), "the-sea")
        self.assertEqual(
            self.slug_after(draft, title="The glass and the sea"), "the-glass-and-the-sea"
        )
        self.assertFalse(FormerSlug.objects.exists())

    def test_the_slug_of_a_draft_follows_the_title_even_if_it_has_a_number(self):
        a_draft("The glass")

        self.assertEqual(self.slug_after(a_draft("The glass"), title="The sea"), "the-sea")

    def test_the_slug_of_a_draft_keeps_its_number_while_the_title_has_the_same_words(self):
        first = a_draft("The glass")
        draft = a_draft("The glass")
        first.delete()

        self.assertEqual(self.slug_after(draft, title="The Glass!"), "the-glass-2")

    def test_the_slug_of_a_draft_follows_a_title_without_words(self):
        self.assertEqual(self.slug_after(a_draft("!?"), title="The sea"), "the-sea")

    def test_the_slug_of_a_draft_stays_if_an_editor_wrote_it(self):
        draft = a_draft("The glass")

        self.assertEqual(
            self.slug_after(draft, title="The sea", slug="the-glass-blower"), "the-glass-blower"
        )
        self.assertEqual(self.slug_after(draft, title="The glass"), "the-glass-blower")
        self.assertEqual(self.slug_after(draft, title="The cup"), "the-glass-blower")

    def test_the_slug_of_a_published_interview_stays_when_the_title_changes(self):
        interview = an_interview("The glass")

        self.assertEqual(self.slug_after(interview, title="The sea"), "the-glass")

    def test_the_slug_of_an_interview_in_the_schedule_still_follows_the_title(self):
        draft = a_draft("The glass")
        draft.schedule(at=timezone.now() + timedelta(days=1), by=self.editor)

        self.assertEqual(self.slug_after(draft, title="The sea"), "the-sea")
