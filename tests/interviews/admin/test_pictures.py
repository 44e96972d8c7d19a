"""Pictures at the desk: kept by a refused form, described and chosen again in a text."""

import re
from html import unescape

from django.core.signing import Signer
from django.urls import reverse

from interviews import prose
from interviews.admin.prose_editor import PICTURES_ON_A_PAGE
from interviews.models import Autosave, Person, Picture
from tests.admin_forms import DeskTestCase, address_of
from tests.builders import a_draft, a_person, an_editor
from tests.pictures import TemporaryMediaMixin, add_portrait, make_picture, make_upload

CHECK_BOX = re.compile('name="kept-[a-z_]+" value="([^"]+)"( checked)?')
NOT_THERE = "The picture that you chose before is not there any more. Choose it again."


class KeptPictureTests(TemporaryMediaMixin, DeskTestCase):
    def refused(self, thing=None, field="portrait", **changes):
        """Send a picture without the description that it needs; return the page shown again."""
        thing = thing or a_person()
        return self.send(thing, **{field: make_upload(make_picture()), **changes})

    def send_kept(self, thing, token, field="portrait", **changes):
        alt = f"{field.removesuffix('_picture')}_alt"
        return self.send(thing, **{f"kept__{field}": token, alt: "Ines.", **changes})

    def token(self, response):
        [(token, _checked)] = CHECK_BOX.findall(response.text)
        return token

    def test_a_refused_form_keeps_the_picture_and_saves_it_with_the_next_submission(self):
        for thing, field in ((a_person(), "portrait"), (a_draft(), "lead_picture")):
            with self.subTest(field):
                response = self.refused(thing, field)

                errors = response.context["adminform"].form.errors
                self.assertNotIn(field, errors)
                [(token, checked)] = CHECK_BOX.findall(response.text)
                self.assertTrue(checked)
                name = token.rpartition(":")[0]
                self.assertContains(response, f'<img src="/media/{name}" alt="">')
                self.assertContains(response, f'<img src="/media/{name}" alt="" width="40"')
                self.send_kept(thing, token, field)
                thing.refresh_from_db()
                picture = getattr(thing, field)
                self.assertEqual((picture.name, picture.width), (name, 40))
                self.assertEqual(Picture.objects.filter(name=name).count(), 1)

    def test_a_new_person_keeps_the_picture_too(self):
        response = self.refused(Person(), name="Ines Okafor")

        self.send_kept(Person(), self.token(response), name="Ines Okafor")

        self.assertTrue(Person.objects.get().portrait)

    def test_a_form_that_is_refused_twice_stores_the_picture_once(self):
        person = a_person()
        token = self.token(self.refused(person))

        response = self.send_kept(person, token, portrait_alt="")

        self.assertEqual(self.token(response), token)
        self.assertEqual(len(self.stored()), 1)

    def test_another_file_replaces_the_kept_picture_and_an_unticked_box_leaves_it_out(self):
        person, other = a_person(), a_person("Ana Sker")
        token = self.token(self.refused(person))

        self.send_kept(person, token, portrait=make_upload(make_picture(size=(50, 30))))
        self.send_kept(other, "")

        person.refresh_from_db()
        other.refresh_from_db()
        self.assertEqual(person.portrait_width, 50)
        self.assertFalse(other.portrait)

    def test_the_kept_picture_replaces_one_that_is_to_be_cleared(self):
        person = a_person()
        add_portrait(person)
        token = self.token(self.refused(person, portrait_alt=""))

        self.send_kept(person, token, portrait="", **{"portrait-clear": "on"})

        person.refresh_from_db()
        self.assertEqual(person.portrait_width, 40)

    def test_a_forged_name_or_that_of_another_field_or_editor_is_refused_with_a_message(self):
        person, draft = a_person(), a_draft()
        of_the_field = self.token(self.refused(person))
        of_the_draft = self.token(self.refused(draft, "lead_picture"))
        name = of_the_field.rpartition(":")[0]
        forged = [name, f"{name}:x", "\0", "x" * 5000, Signer().sign(name), of_the_draft]
        for token in forged:
            with self.subTest(token[:20]):
                self.assertNotKept(self.send_kept(person, token), person)
        self.client.force_login(an_editor())
        self.assertNotKept(self.send_kept(person, of_the_field), person)

    def test_a_picture_that_was_deleted_meanwhile_is_refused_with_a_message(self):
        person = a_person()
        token = self.token(self.refused(person))
        Picture.objects.all().delete()

        self.assertNotKept(self.send_kept(person, token), person)

    def assertNotKept(self, response, person):
        self.assertContains(response, NOT_THERE)
        self.assertEqual(CHECK_BOX.findall(response.text), [])
        person.refresh_from_db()
        self.assertFalse(person.portrait)

    def test_a_file_that_is_no_picture_is_not_stored(self):
        response = self.refused(portrait=make_upload(b"no picture"))

        self.assertEqual(CHECK_BOX.findall(response.text), [])
        self.assertEqual(self.stored(), [])

    def test_a_continued_autosave_still_has_the_kept_picture(self):
        person = a_person()
        token = self.token(self.refused(person))
        fields = self.filled(self.open(person)) | {"kept-portrait": token, "autosave_page": "a"}
        self.client.post(f"{reverse('autosave')}?path={address_of(person)}", fields)
        self.assertEqual(Autosave.objects.count(), 1)

        response = self.client.post(address_of(person), {"_autosave_continue": "a"})

        self.assertEqual(self.token(response), token)


class PictureInProseTests(TemporaryMediaMixin, DeskTestCase):
    def insert(self, **sent):
        return self.client.post(reverse("markdownx_upload"), sent)

    def upload(self, **sent):
        return self.insert(image=make_upload(make_picture()), **sent).json()["image_code"]

    def test_a_description_is_shown_as_it_was_written(self):
        for alt in ("The desk", "a]b [c] d", "*so* \\] <b> & `x` _y_", "]", "![x](y)", "1. a"):
            with self.subTest(alt):
                html = prose.from_editor(self.upload(alt=alt))

                [shown] = re.findall('<img [^>]*alt="([^"]*)"', html)
                self.assertEqual(unescape(shown), alt)

    def test_a_description_of_several_lines_becomes_one(self):
        self.assertTrue(self.upload(alt="The\n\n- desk ").startswith("![The - desk]("))

    def test_a_picture_that_only_decorates_needs_no_description(self):
        self.assertTrue(self.upload(alt="x", decorative="on").startswith("![-]("))

    def test_a_description_that_is_too_long_is_refused(self):
        response = self.insert(image=make_upload(make_picture()), alt="x" * 301)

        self.assertEqual(response.status_code, 400)
        self.assertEqual(self.stored(), [])

    def test_caption_and_credit_are_shown_under_the_picture_as_they_were_written(self):
        for caption, credit in (
            ("The desk", "A. Sker"),
            ("The desk", ""),
            ("", "A. Sker"),
            ('"So" & <b> \\" &amp; *it* (is) | so', ""),
            ("A | B", "C"),
        ):
            with self.subTest(caption, credit=credit):
                html = prose.from_editor(self.upload(alt="x", caption=caption, credit=credit))

                [shown] = re.findall("^<figure><picture>.*<figcaption>(.*)</figcaption>", html)
                words = unescape(re.sub("<[^>]*>", "", shown))
                self.assertEqual(words.strip(), f"{caption} {credit}".strip())
                self.assertNotIn("title=", html)

    def test_a_picture_used_before_is_inserted_again_and_counts_as_used(self):
        picture = Picture.objects.create(name="prose/a-40x30.png")
        picture.record_usage(seen=False)

        response = self.insert(chosen=picture.name, alt="The desk")

        self.assertEqual(response.json(), {"image_code": "![The desk](/media/prose/a-40x30.png)"})
        picture.refresh_from_db()
        self.assertIsNone(picture.unused_since)

    def test_only_a_picture_of_a_text_can_be_chosen(self):
        Picture.objects.create(name="portraits/a-40x30.png")
        for name in ("portraits/a-40x30.png", "prose/none.png", "a\0b", "x" * 5000):
            with self.subTest(name[:20]):
                self.assertEqual(self.insert(chosen=name, alt="x").status_code, 400)

    def test_the_dialog_lists_the_newest_pictures_of_texts_in_pages(self):
        names = [f"prose/{number}-40x30.png" for number in range(PICTURES_ON_A_PAGE + 1)]
        pictures = [Picture.objects.create(name=name) for name in names]
        Picture.objects.create(name="portraits/a-40x30.png")

        with self.assertNumQueries(4):  # the publication, session, user, pictures
            first = self.client.get(reverse("picture_dialog"))
        second = self.client.get(reverse("picture_dialog"), {"after": pictures[1].pk})

        self.assertEqual(self.listed(first), names[:0:-1])
        self.assertContains(first, f"?after={pictures[1].pk}")
        self.assertEqual(self.listed(second), names[:1])
        self.assertNotContains(second, "?after=")

    def listed(self, response):
        return re.findall('name="chosen" value="([^"]+)"', response.text)

    def test_a_page_of_the_dialog_that_is_not_there_is_not_found(self):
        for key in ("0", "x", "9" * 30, "\0"):
            with self.subTest(key), self.assertLogs("django.request", "WARNING"):
                response = self.client.get(reverse("picture_dialog"), {"after": key})
                self.assertEqual(response.status_code, 404)

    def test_each_markdown_field_has_a_button_to_insert_a_picture(self):
        page = self.open(a_draft()).text

        fields = re.findall('<textarea[^>]* data-picture-dialog="/markdownx/pictures/"', page)
        self.assertGreater(len(fields), 3)
        self.assertEqual(page.count('class="plain-button insert-picture"'), len(fields))
