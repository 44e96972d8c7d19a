"""People, topics, series and pages at the desk."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from interviews.models import Person
from tests.admin_forms import DeskTestCase, address_of
from tests.builders import (
    a_draft,
    a_page,
    a_person,
    a_series,
    a_topic,
    an_interview,
    someone,
)
from tests.pictures import (
    TemporaryMediaMixin,
    make_compressed_chunk,
    make_iso_media_head,
    make_png_with,
    make_upload,
)


def a_picture():
    file = BytesIO()
    Image.new("RGB", (4, 5)).save(file, "PNG")
    return SimpleUploadedFile("ines.png", file.getvalue(), "image/png")


class EditingAPerson(TemporaryMediaMixin, DeskTestCase):
    def test_links_of_a_person_are_edited_in_the_same_form(self):
        self.send(
            Person(),
            name="Ines Okafor",
            links__0__label="Her page",
            links__0__url="https://ines.example",
        )

        self.assertEqual(Person.objects.get().links.get().url, "https://ines.example")

    def test_the_form_links_to_the_page_of_a_person_once_readers_can_open_it(self):
        an_interview(subjects=[someone("Ines Okafor")])
        unknown = a_person("Nobody Yet")

        self.assertContains(self.open(someone("Ines Okafor")), 'href="/people/ines-okafor/"')
        self.assertNotContains(self.open(unknown), 'href="/people/nobody-yet/"')

    def test_the_form_shows_a_portrait_once_it_is_there(self):
        person = a_person()

        self.send(person, portrait=a_picture(), portrait_alt="Ines at her desk.")

        person.refresh_from_db()
        self.assertContains(self.open(person), f'src="{person.portrait.url}"')

    def test_a_portrait_that_is_not_a_picture_is_refused_with_a_message(self):
        script = SimpleUploadedFile("ines.svg", b"<svg onload='alert(1)'/>", "image/svg+xml")

        response = self.send(a_person(), portrait=script, portrait_alt="Ines")

        self.assertFalse(Person.objects.exclude(portrait="").exists())
        self.assertTrue(response.context["has_errors"])

    def test_a_portrait_in_an_unsupported_format_is_refused_with_one_message_beside_the_field(self):
        things = (a_person(), "portrait"), (a_draft(), "lead_picture")
        for name, content in (
            ("IMG_0001.HEIC", make_iso_media_head(b"heic", b"mif1heic")),
            ("ines.jpg", make_iso_media_head(b"mif1", b"mif1heic")),
        ):
            for thing, field in things:
                with self.subTest(name, field=field):
                    response = self.send(thing, **{field: make_upload(content, name)})

                    [sentence] = response.context["adminform"].form.errors[field]
                    self.assertTrue(sentence.startswith("Browsers can’t show HEIC files"), sentence)

    def test_a_picture_with_very_long_metadata_is_accepted(self):
        for thing, field in ((a_person(), "portrait"), (a_draft(), "lead_picture")):
            content = make_png_with(make_compressed_chunk("iCCP", 3_000_000))
            alt = f"{field.removesuffix('_picture')}_alt"

            self.send(thing, **{field: make_upload(content, "ines.png"), alt: "Ines."})

            thing.refresh_from_db()
            self.assertTrue(getattr(thing, field))

    def test_the_file_field_tells_phones_which_formats_are_accepted(self):
        accepted = 'accept="image/avif,image/jpeg,image/png,image/webp"'

        for thing in (a_person(), a_draft()):
            self.assertContains(self.open(thing), accepted)

    def test_a_portrait_without_an_alternative_text_is_refused(self):
        response = self.send(a_person(), portrait=a_picture())

        self.assertContains(
            response, "Say what the portrait shows, or tick that it only decorates."
        )


class ProtectedRecords(DeskTestCase):
    def refused(self, thing):
        address = reverse(f"admin:interviews_{thing._meta.model_name}_delete", args=[thing.pk])
        response = self.client.post(address, {"post": "yes"}, follow=True)
        kept = type(thing).objects.filter(pk=thing.pk).exists()
        return self.messages(response)[0] if kept else None

    def test_a_credited_person_cannot_be_deleted(self):
        a_draft()

        self.assertIn("named in an interview", self.refused(someone("Ines Okafor")))

    def test_a_person_who_asks_or_answers_cannot_be_deleted(self):
        exchange = a_draft().exchanges.get()
        exchange.asked_by = someone("A. Sker")
        exchange.save()
        exchange.answered_by.add(someone("R. Plier"))

        self.assertIn("named in an interview", self.refused(someone("A. Sker")))
        self.assertIn("named in an interview", self.refused(someone("R. Plier")))

    def test_a_person_who_is_named_nowhere_can_be_deleted(self):
        self.assertIsNone(self.refused(a_person("Nobody")))

    def test_topics_and_series_with_interviews_cannot_be_deleted(self):
        draft = a_draft(series=a_series())
        draft.topics.add(a_topic())

        self.assertIn("This still has interviews.", self.refused(draft.series))
        self.assertIn("This still has interviews.", self.refused(draft.topics.get()))

    def test_topics_and_series_without_interviews_can_be_deleted(self):
        self.assertIsNone(self.refused(a_topic()))
        self.assertIsNone(self.refused(a_series()))


class Listing(DeskTestCase):
    def test_each_list_opens_and_can_be_searched(self):
        for thing in (a_person(), a_topic(), a_series(), a_page()):
            meta = thing._meta
            address = reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")

            response = self.client.get(address, {"q": str(thing)})

            self.assertEqual(list(response.context["cl"].result_list), [thing])
            self.assertEqual(self.client.get(address, {"q": "zzz"}).context["cl"].result_count, 0)

    def test_the_list_of_people_shows_in_how_many_interviews_each_is_credited(self):
        a_draft("One"), a_draft("Two")

        response = self.client.get(reverse("admin:interviews_person_changelist"))

        cell = '<td class="field-interviews_named_in">2</td>'
        self.assertContains(response, cell, count=2, html=True)


class Renaming(DeskTestCase):
    def test_old_addresses_of_people_topics_and_series_redirect(self):
        an_interview(subjects=[someone("Ines Okafor")], series=a_series()).topics.add(a_topic())
        page = a_page()
        nouns = (someone("Ines Okafor"), *someone("Ines Okafor").interviews.get().topics.all())
        series = someone("Ines Okafor").interviews.get().series

        for thing in (*nouns, series, page):
            old = thing.get_absolute_url()
            self.send(thing, slug=f"{thing.slug}-renamed")
            thing.refresh_from_db()

            response = self.client.get(old)

            self.assertRedirects(
                response, thing.get_absolute_url(), 301, fetch_redirect_response=False
            )


class ChoosingPeople(DeskTestCase):
    def test_people_are_completed_while_typing(self):
        a_person("Ines Okafor")
        a_person("Tom Reyes")

        response = self.client.get(
            reverse("admin:autocomplete"),
            {
                "term": "ine",
                "app_label": "interviews",
                "model_name": "credit",
                "field_name": "person",
            },
        )

        self.assertEqual([each["text"] for each in response.json()["results"]], ["Ines Okafor"])

    def test_another_person_is_added_after_the_people_who_are_already_there(self):
        draft = a_draft()
        draft.credits.update(position=7)

        response = self.open(draft)

        self.assertContains(response, 'name="credits-2-position" value="8"')
        self.assertEqual(address_of(draft), response.request["PATH_INFO"])
