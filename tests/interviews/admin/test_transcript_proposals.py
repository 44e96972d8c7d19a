"""A plain text becomes a page: what is proposed on the page of a transcript, and accepted there."""

from interviews.models import Interview
from interviews.share_images import build_interview_image
from tests.interviews.admin.test_transcript_screen import ScreenTestCase
from tests.interviews.transcripts.plain_interviews import ENGLISH, GERMAN, PLAIN_INTERVIEWS


def keys(response):
    return [row["proposal"].key for row in response.context["proposals"]]


def accepted(response):
    return [row["proposal"].field for row in response.context["proposals"] if row["is_accepted"]]


class Proposals(ScreenTestCase):
    def test_proposals_are_shown_with_their_reasons_and_none_is_accepted(self):
        response = self.read(GERMAN.text)

        self.assertContains(response, "The title begins with this name.")
        self.assertEqual(accepted(response), [])
        self.assertEqual(response.context["transcript"].people, [])

        self.again(response, press="_create", proposed=keys(response))
        interview = Interview.objects.get()
        self.assertEqual((interview.language, interview.terms), ("en", ""))
        self.assertFalse(interview.people.exists())

    def test_a_tick_accepts_one_and_taking_it_away_declines_it(self):
        response = self.read(GERMAN.text)
        shown = keys(response)

        response = self.again(response, proposed=shown, accept=["terms", "standfirst"])
        self.assertEqual(accepted(response), ["standfirst", "terms"])
        self.assertIn(GERMAN.terms, response.context["transcript"].standfirst)

        response = self.again(response, proposed=shown, accept=["terms"])
        self.assertEqual(accepted(response), ["terms"])
        self.assertEqual(response.context["transcript"].standfirst, "")

    def test_the_ticks_count_also_when_the_draft_is_created_at_once(self):
        response = self.read(GERMAN.text)

        self.again(response, press="_create", proposed=keys(response), accept=["language"])

        self.assertEqual(Interview.objects.get().language, "de")

    def test_all_are_accepted_by_one_button_and_undone_in_one_step(self):
        response = self.again(self.read(GERMAN.text), press="_do=accept")
        self.assertEqual(len(accepted(response)), 5)

        response = self.again(
            response, press="_do=undo", proposed=keys(response), accept=keys(response)
        )
        self.assertEqual(accepted(response), [])

    def test_an_accepted_person_can_be_renamed_in_the_table_of_speakers(self):
        response = self.again(self.read(ENGLISH.text), press="_do=accept")
        shown = keys(response)

        response = self.again(
            response, name=["Ada M. Example", "", ""], proposed=shown, accept=shown
        )

        people = response.context["transcript"].people
        self.assertEqual(
            [(each.name, each.role) for each in people], [("Ada M. Example", "subject")]
        )
        self.assertNotIn("subject Ada Example", keys(response))


class APlainTextBecomesAPage(ScreenTestCase):
    """Paste and preview, accept all, create the draft, publish: four presses of a button."""

    def publish(self, text):
        response = self.again(self.read(text), press="_do=accept")
        sent = {"proposed": keys(response), "accept": keys(response)}
        self.again(response, press="_create", **sent)
        draft = Interview.objects.latest("pk")
        self.send(draft, press="_action=publish")
        return Interview.objects.published().get(pk=draft.pk)

    def test_plain_texts_in_many_words_and_languages_become_finished_pages(self):
        for plain in PLAIN_INTERVIEWS:
            with self.subTest(plain.title):
                interview = self.publish(plain.text)

                self.assertEqual(interview.title, plain.title)
                self.assertEqual(interview.language, plain.language)
                self.assertEqual(interview.standfirst, f"{plain.terms} {plain.editing}")
                self.assertEqual((interview.terms, interview.editing), (plain.terms, plain.editing))
                self.assertEqual([p.name for p in interview.subjects], [plain.subject])
                said = [
                    (each.question, each.answer.count("\n\n")) for each in interview.exchanges.all()
                ]
                self.assertEqual(said, [(question, 1) for question in plain.questions])

    def test_the_page_has_its_person_description_share_image_and_reply_form(self):
        interview = self.publish(ENGLISH.text)
        person = interview.subjects[0]
        page = self.client.get(interview.get_absolute_url())

        self.assertContains(page, "<h1")
        self.assertContains(page, person.get_absolute_url())
        self.assertContains(page, f'<meta name="description" content="{ENGLISH.terms}')
        self.assertContains(page, 'id="leave-a-reply"')
        self.assertContains(self.client.get(person.get_absolute_url()), interview.title)
        self.assertIn("Ada Example", build_interview_image(interview).names)
