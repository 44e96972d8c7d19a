"""“New interview from a transcript”: what an editor sees, puts right, and then makes a draft of."""

from pathlib import Path
from unittest import mock

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from interviews.models import Interview, Person, TranscriptReview
from tests.admin_forms import DeskTestCase, address_of
from tests.builders import a_person, a_reader_with_an_account, an_editor

PAGE = reverse("admin:interviews_interview_transcript")
PASTES = Path(settings.BASE_DIR).parent / "shared" / "data" / "derived" / "plain-paste"
LABELLED = """# Two cups out

Maren Tveit keeps the lighthouse. We spoke in May.

**Odd Bakke:** What do you do first in the morning?

**Maren Tveit:** I look at the glass.

Then I look at the sea.

**Odd Bakke:** Does it tell you anything?

**Maren Tveit:** Less than the glass.
"""
UNLABELLED = """What do you do first in the morning?

I look at the glass, and then I look at the sea, for as long as the coffee takes.

Does it tell you anything?

Less than the glass does, and more than the forecast ever did in all of those years.
"""


class ScreenTestCase(DeskTestCase):
    def read(self, text="", **sent):
        return self.client.post(PAGE, {"text": text, **sent}, follow=True)

    def again(self, response, press="_continue", **changes):
        """Send the second page back as it is, but for `changes`; in names, `__` is a hyphen."""
        button, _is, value = press.partition("=")
        sent = sent_back(response) | {button: value or "1"}
        sent |= {name.replace("__", "-"): value for name, value in changes.items()}
        return self.client.post(address_of_page(response), sent, follow=True)

    def do(self, response, action, *paragraphs, **changes):
        """Press a button about the paragraphs with these numbers."""
        keys = [key_of(response, number) for number in paragraphs]
        return self.again(response, f"_do={action}", tick=keys, **changes)

    def edit(self, response, number, press="_continue", **changes):
        """Send the fields of one paragraph."""
        paragraph = response.context["rows"][number - 1]["paragraph"]
        fields = {
            "words": paragraph.text,
            "role": str(paragraph.role),
            "speaker": paragraph.speaker or "",
            "reason": paragraph.reason,
        }
        sent = {f"{name}__{paragraph.key}": fields[name] for name in fields}
        sent |= {
            f"{name}__{paragraph.key}" if name in fields else name: value
            for name, value in changes.items()
        }
        return self.again(response, press.replace("KEY", str(paragraph.key)), **sent)

    def shown(self, response):
        """Return [(role, speaker, words), …] of the paragraphs."""
        paragraphs = response.context["review"].content.paragraphs
        return [(str(each.role), each.speaker, each.text) for each in paragraphs]


def address_of_page(response):
    return response.redirect_chain[-1][0].partition("?")[0].partition("#")[0]


def key_of(response, number):
    return response.context["rows"][number - 1]["paragraph"].key


def sent_back(response):
    speakers = response.context["speakers"]
    blank = ["", ""]
    return {
        "title": response.context["review"].content.title,
        "was": [row["name"] for row in speakers] + blank,
        "name": [row["name"] for row in speakers] + blank,
        "guessed": [row["guessed"] for row in speakers] + blank,
        "part": [row["part"] for row in speakers] + ["interviewer", "subject"],
        "person": [row["choice"] for row in speakers] + blank,
    }


def with_another(column, old, new):
    place = column.index(old)
    return [*column[:place], new, *column[place + 1 :]]


class PastingATranscript(ScreenTestCase):
    def test_a_pasted_transcript_is_shown_as_readers_will_see_it(self):
        answer = "- So: 2*3, 40\\40.\n\n40. No more."
        page = self.read(f"Odd: When?\n\nMaren: {answer}\n\nOdd: Why?\n\nMaren: Well.\n")

        self.assertContains(page, "- So: 2*3, 40\\40.", 1)
        self.assertContains(page, "40. No more.</p>", 1)

    def test_a_text_with_too_many_lines_is_refused_before_it_is_parsed(self):
        file = SimpleUploadedFile("talk.txt", b"# a\n" * 20_000)
        with mock.patch("interviews.transcripts.parse") as read:
            for response in (self.read("# a\n" * 20_000), self.read(file=file)):
                self.assertContains(response, "The text has 20001 lines; the maximum is 10000.")
                self.assertContains(response, "import_transcript")

        read.assert_not_called()

    def test_the_list_of_interviews_links_to_the_transcript_page(self):
        response = self.client.get(reverse("admin:interviews_interview_changelist"))

        self.assertContains(response, PAGE)

    def test_exchanges_are_shown_before_anything_is_saved(self):
        response = self.read(LABELLED)

        self.assertContains(response, "Read as 2 exchanges")
        self.assertContains(response, "I look at the glass.")
        self.assertFalse(Interview.objects.exists())
        self.assertFalse(Person.objects.exists())

    def test_a_file_can_be_uploaded_instead_of_a_text(self):
        file = SimpleUploadedFile("two-cups.md", LABELLED.encode("utf-16"))

        self.assertContains(self.read(file=file), "Read as 2 exchanges")

    def test_an_empty_form_is_refused_with_a_message(self):
        for text in ("", "  \n "):
            self.assertContains(self.read(text), "Paste the text of the interview")

    def test_a_file_that_cannot_be_read_is_refused_beside_the_field_and_the_text_is_kept(self):
        picture = SimpleUploadedFile("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9)

        response = self.read("Kept all the same.", file=picture)

        self.assertTrue(response.context["form"].errors["file"])
        self.assertContains(response, "Kept all the same.")

    def test_a_text_that_is_too_long_for_one_page_is_refused_with_advice(self):
        response = self.read("\n\n".join([UNLABELLED] * 600))

        self.assertContains(response, "import_transcript")

    def test_a_text_that_is_not_an_interview_is_refused_with_a_message(self):
        response = self.read("A licence.\n\nYou may copy this.\n\nYou may not sell it.")

        self.assertContains(response, "No questions and answers were found")
        self.assertContains(response, "questions about the text")

    def test_attack_strings_in_a_transcript_are_shown_as_text(self):
        response = self.read(LABELLED.replace("the glass", "<script>alert(1)</script>"))

        self.assertContains(response, "&lt;script&gt;alert(1)&lt;/script&gt;")
        self.assertNotContains(response, "<script>alert")

    def test_an_editor_who_may_not_add_interviews_is_refused(self):
        self.client.force_login(a_reader_with_an_account(is_staff=True))

        with self.assertLogs("django.request", "WARNING"):
            self.assertEqual(self.client.get(PAGE).status_code, 403)


class CorrectingATranscript(ScreenTestCase):
    def test_changing_a_role_changes_the_exchanges(self):
        response = self.edit(self.read(LABELLED), 2, role="standfirst")

        transcript = response.context["transcript"]
        self.assertEqual(
            transcript.standfirst, "Maren Tveit keeps the lighthouse. We spoke in May."
        )
        self.assertEqual(transcript.introduction, "")

    def test_an_answer_that_becomes_the_closing_loses_its_speaker(self):
        response = self.edit(self.read(LABELLED), 7, role="closing")

        self.assertEqual(response.context["transcript"].closing, "Less than the glass.")

    def test_a_changed_speaker_is_kept(self):
        response = self.edit(self.read(LABELLED), 4, speaker="Ola Li")

        self.assertEqual(response.context["transcript"].exchanges[0].answers[0].by, "Ola Li")

    def test_a_speaker_is_renamed_everywhere(self):
        response = self.read(LABELLED)
        names = sent_back(response)["name"]

        response = self.again(response, name=with_another(names, "Odd Bakke", "Odd B. Bakke"))

        asked_by = {exchange.asked_by for exchange in response.context["transcript"].exchanges}
        self.assertEqual(asked_by, {"Odd B. Bakke"})

    def test_two_speakers_can_swap_their_names(self):
        response = self.read(LABELLED)
        swap = {"Odd Bakke": "Maren Tveit", "Maren Tveit": "Odd Bakke", "": ""}

        response = self.again(response, name=[swap[each] for each in sent_back(response)["name"]])

        exchange = response.context["transcript"].exchanges[0]
        self.assertEqual(exchange.asked_by, "Maren Tveit")
        self.assertEqual(exchange.answers[0].by, "Odd Bakke")

    def test_a_deleted_name_names_nobody(self):
        response = self.read(LABELLED)
        names = sent_back(response)["name"]

        response = self.again(response, name=with_another(names, "Odd Bakke", ""))

        self.assertIsNone(response.context["transcript"].exchanges[0].asked_by)

    def test_a_part_that_was_set_by_hand_is_kept(self):
        response = self.read(LABELLED)
        given = ["subject"] * len(sent_back(response)["part"])

        response = self.again(self.again(response, part=given))

        parts = {row["name"]: row["part"] for row in response.context["speakers"]}
        self.assertEqual(parts, {"Odd Bakke": "subject", "Maren Tveit": "subject"})

    def test_a_person_who_is_not_in_the_text_can_be_named(self):
        response = self.read(UNLABELLED)

        response = self.again(response, name=["Odd Bakke", "Maren Tveit"])

        people = [(person.name, person.role) for person in response.context["transcript"].people]
        self.assertEqual(people, [("Odd Bakke", "interviewer"), ("Maren Tveit", "subject")])

    def test_a_review_is_shown_again_as_it_was_left(self):
        response = self.edit(self.read(LABELLED), 4, words="I look at the sea.")

        again = self.client.get(address_of_page(response))

        self.assertEqual(self.shown(again), self.shown(response))
        self.assertContains(self.client.get(PAGE), address_of_page(response))

    def test_a_review_can_be_discarded(self):
        review = self.read(LABELLED).context["review"]

        self.client.post(PAGE, {"_discard": review.pk})

        self.assertFalse(TranscriptReview.objects.exists())

    def test_the_review_of_another_editor_is_not_found(self):
        address = address_of_page(self.read(LABELLED))
        self.client.force_login(an_editor())

        with self.assertLogs("django.request", "WARNING"):
            self.assertEqual(self.client.get(address).status_code, 404)
            self.assertEqual(self.client.post(address, {"_create": "1"}).status_code, 404)


class CreatingTheDraft(ScreenTestCase):
    def test_the_draft_has_the_words_the_people_and_the_editor(self):
        response = self.again(self.read(LABELLED), press="_create")

        draft = Interview.objects.get()
        self.assertRedirects(response, address_of(draft))
        self.assertEqual(draft.title, "Two cups out")
        self.assertEqual(draft.state, Interview.Status.DRAFT)
        self.assertEqual(draft.state_changes.get().by, self.editor)
        self.assertEqual([person.name for person in draft.subjects], ["Maren Tveit"])
        self.assertEqual([person.name for person in draft.interviewers], ["Odd Bakke"])
        self.assertEqual(draft.exchanges.count(), 2)

    def test_a_transcript_without_a_title_is_refused_until_one_is_given(self):
        response = self.read(UNLABELLED)

        self.again(response, press="_create", title="Two cups out")

        self.assertEqual(Interview.objects.get().title, "Two cups out")

    def test_a_person_who_exists_already_is_not_created_again(self):
        known = a_person("Maren Tveit", description="Keeper")
        response = self.read(LABELLED)

        self.again(response, press="_create")

        self.assertContains(response, "Maren Tveit, Keeper")
        self.assertEqual(Interview.objects.get().subjects, [known])

    def test_a_person_is_found_however_the_name_is_written(self):
        known = a_person("Maren Tveit", description="Keeper")
        response = self.read(LABELLED.replace("Maren Tveit", "MAREN TV\u200bEIT"))

        self.again(response, press="_create")

        self.assertContains(response, "Maren Tveit, Keeper")
        self.assertEqual(Interview.objects.get().subjects, [known])

    def test_a_reader_who_signed_with_the_same_name_can_be_chosen_or_not(self):
        reader = a_person("Maren Tveit", reader_since=timezone.now())

        for choice, expected in ((str(reader.pk), reader), ("new", None), ("²", None)):
            response = self.read(LABELLED)
            people = [
                "" if name != "Maren Tveit" else choice for name in sent_back(response)["name"]
            ]
            self.again(response, press="_create", person=people)

            named = Interview.objects.latest("pk").subjects[0]
            self.assertEqual(named, expected or Person.objects.find_by_name("Maren Tveit"))

    def test_unusual_names_and_roles_still_make_a_draft(self):
        self.edit(
            self.read(LABELLED),
            4,
            press="_create",
            role="no such role",
            name=["x" * 300 + "\0", "<b>Maren</b>", "", "  "],
            part=["boss"] * 4,
        )

        self.assertEqual(Interview.objects.get().exchanges.count(), 2)

    def test_a_second_click_leads_to_the_draft_that_the_first_has_created(self):
        response = self.read(LABELLED)

        for _click in range(2):
            shown = self.again(response, press="_create")
            self.assertRedirects(shown, address_of(Interview.objects.get()))


class RealPastes(ScreenTestCase):
    def test_each_real_transcript_becomes_a_draft(self):
        if not PASTES.is_dir():
            self.skipTest("The real pastes (../shared/data) are not on this machine.")

        for paste in sorted(PASTES.glob("*.txt")):
            response = self.read(file=SimpleUploadedFile(paste.name, paste.read_bytes()))
            count = len(response.context["transcript"].exchanges)
            self.again(response, press="_create")

            asked = Interview.objects.latest("pk").exchanges.exclude(question="").count()
            self.assertEqual(asked, count, paste.name)
