"""An address typed by hand: refused with a sentence, everything else kept."""

from interviews.models import Interview
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
