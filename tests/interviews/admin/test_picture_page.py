"""The page that stores a picture for a text where no script runs."""

from django.urls import reverse

from interviews import prose
from interviews.models import Picture
from tests.admin_forms import DeskTestCase
from tests.builders import a_draft, a_reader_with_an_account
from tests.pictures import TemporaryMediaMixin, make_picture, make_upload

PAGE = reverse("picture_page")


class PicturePageTests(TemporaryMediaMixin, DeskTestCase):
    def send_picture(self, **sent):
        return self.client.post(PAGE, {"image": make_upload(make_picture()), **sent})

    def markdown(self, response):
        return response.context["markdown"]

    def test_the_page_stores_a_picture_and_shows_its_markdown(self):
        response = self.send_picture(alt="A [wall]", caption="At four.", credit="Ada Lo")

        picture = Picture.objects.get()
        html = prose.from_editor(self.markdown(response))
        self.assertIn(picture.name, html)
        self.assertIn('alt="A [wall]"', html)
        self.assertIn("At four.", html)
        self.assertContains(response, '<textarea id="picture-markdown"')

    def test_a_picture_needs_a_description_unless_it_only_decorates(self):
        refused = self.send_picture(caption="At four.")

        self.assertContains(refused, "Tell what the picture shows")
        self.assertEqual(self.markdown(refused), "")
        self.assertTrue(self.markdown(self.send_picture(decorative="on")))

    def test_the_description_is_kept_when_the_session_has_ended(self):
        self.client.logout()
        response = self.send_picture(alt="A wall in Lund")

        self.assertContains(response, "You were signed out. Sign in")
        self.assertContains(response, "A wall in Lund")

    def test_a_refused_form_does_not_ask_for_the_file_again(self):
        refused = self.send_picture(caption="At four.")
        name = Picture.objects.get().name

        self.assertContains(refused, f'value="{name}" checked')
        self.assertContains(refused, 'value="At four."')
        response = self.client.post(PAGE, {"chosen": name, "alt": "A wall."})
        self.assertIn(name, self.markdown(response))
        self.assertEqual(Picture.objects.count(), 1)

    def test_what_is_no_picture_is_refused_and_not_stored(self):
        for sent in ({"image": make_upload(b"no picture")}, {}, {"chosen": "prose/none.png"}):
            response = self.client.post(PAGE, {"alt": "A wall.", **sent})

            self.assertContains(response, "Not stored yet.")
        self.assertEqual(Picture.objects.count(), 0)

    def test_earlier_pictures_of_texts_are_listed(self):
        self.send_picture(alt="A wall.")

        self.assertContains(self.client.get(PAGE), Picture.objects.get().name)

    def test_each_markdown_field_links_to_the_page_where_no_script_runs(self):
        page = self.open(a_draft())

        self.assertContains(page, f'<noscript><a href="{reverse("picture_page")}" target="_blank">')

    def test_the_page_is_for_people_who_write_texts(self):
        self.client.force_login(a_reader_with_an_account(is_staff=True))

        self.assertEqual(self.client.get(PAGE).status_code, 403)
        self.assertEqual(self.send_picture(alt="A wall.").status_code, 403)
        self.assertEqual(Picture.objects.count(), 0)
