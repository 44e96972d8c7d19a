"""The form of the publication at the desk."""

import json
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from PIL import Image

from interviews.media.rendering import render_due_pictures
from interviews.models import AuditEntry, Publication
from tests.admin_forms import DeskTestCase
from tests.builders import a_draft, a_member_of, an_interview, the_publication
from tests.pictures import TemporaryMediaMixin

FORM = "/admin/interviews/publication/1/change/"


class PublicationFormTests(DeskTestCase):
    def setUp(self):
        super().setUp()
        self.publisher = a_member_of("Publishers", username="ada")
        self.client.force_login(self.publisher)
        self.publication = Publication.from_settings()

    def test_the_settings_give_the_first_values_and_opening_the_form_stores_nothing(self):
        with override_settings(PUBLICATION_NAME="First Quarterly", TIME_ZONE="Europe/Oslo"):
            form = self.open(self.publication).context["adminform"].form

        self.assertEqual(form["name"].value(), "First Quarterly")
        self.assertEqual(form["time_zone"].value(), "Europe/Oslo")
        self.assertFalse(Publication.objects.exists())

    def test_a_saved_value_stays_whatever_the_settings_say_later(self):
        self.send(self.publication, name="The  Slow\u200b Quarterly")
        with override_settings(PUBLICATION_NAME="Another"):
            page = self.client.get("/")

        self.assertContains(page, "<title>Conversations in full. — The Slow Quarterly</title>")

    def test_the_audit_trail_tells_who_changed_which_field_from_what_to_what(self):
        self.send(self.publication, name="Quarterly", time_zone="Europe/Oslo")
        self.send(self.publication, name="Monthly")
        self.send(self.publication)
        first, second = AuditEntry.objects.filter(action="changed").order_by("number")

        changes = ["Name: prompt/power → Quarterly", "Time zone: UTC → Europe/Oslo"]
        self.assertEqual(first.details, {"changes": changes})
        self.assertEqual(second.details, {"changes": ["Name: Quarterly → Monthly"]})
        self.assertEqual((second.person.who, second.kind), ("ada", "interviews.publication"))
        listed = self.client.get("/admin/interviews/auditentry/")
        self.assertContains(listed, "Name: Quarterly → Monthly")

    def test_two_publishers_who_change_the_same_field_must_choose(self):
        mine = self.filled(self.open(self.publication), name="Mine", tagline="My line.")
        self.send(self.publication, name="Theirs")

        response = self.post(self.publication, mine)

        self.assertContains(response, "Choose which version to keep", count=1)
        self.assertEqual(Publication.objects.get().name, "Theirs")

    def test_invalid_values_are_refused(self):
        bad = {
            "email": ["nobody", "a@b.example\nBcc: c@d.example", "editors@bücher.example", ""],
            "licence_url": ["javascript:alert(1)", "example.org"],
            "time_zone": ["Mars/Olympus", "../../etc/passwd", ""],
            "name": ["", "\u200b", "long " * 30],
        }
        for field, values in bad.items():
            for value in values:
                with self.subTest(field, value=value):
                    response = self.send(self.publication, **{field: value})
                    self.assertIn(field, response.context["adminform"].form.errors)
        self.assertNotIn("javascript", str(Publication.objects.values()))

    def test_a_name_cannot_become_a_header_of_an_email(self):
        self.send(self.publication, name="Quarterly\r\nBcc: c@d.example")

        self.assertEqual(Publication.objects.get().name, "Quarterly Bcc: c@d.example")

    def test_only_publishers_find_and_change_the_publication(self):
        self.assertContains(self.client.get("/admin/"), FORM.replace("1/change/", ""))
        for group in ("Editors", "Writers", "Moderators"):
            self.client.force_login(a_member_of(group))
            self.assertEqual(self.client.get(FORM).status_code, 403)
            self.assertEqual(self.client.post(FORM, {"name": "Mine"}).status_code, 403)
            self.assertNotContains(self.client.get("/admin/"), "interviews/publication")
        self.assertFalse(Publication.objects.exists())

    def test_a_scheduled_moment_is_asked_and_shown_in_the_time_zone_of_the_publication(self):
        the_publication(time_zone="Asia/Kathmandu")
        draft = a_draft()
        self.send(draft, "_action=schedule", action__at="2031-03-01T09:00")
        draft.refresh_from_db()

        self.assertEqual(draft.published_at.isoformat(), "2031-03-01T03:15:00+00:00")
        the_publication(time_zone="Europe/Oslo")
        self.assertContains(self.open(draft), "04:15")


def a_png(width, height, colour=(18, 58, 107, 255)):
    file = BytesIO()
    Image.new("RGBA", (width, height), colour).save(file, "PNG")
    return SimpleUploadedFile("picture.png", file.getvalue(), "image/png")


class LogoAndIconTests(TemporaryMediaMixin, DeskTestCase):
    def setUp(self):
        super().setUp()
        self.publication = Publication.from_settings()

    def picture_at(self, address):
        with BytesIO(b"".join(self.client.get(address, follow=True))) as file:
            picture = Image.open(file)
            picture.load()
            return picture

    def test_without_pictures_pages_have_the_name_and_our_own_icons(self):
        page = self.client.get("/")

        self.assertNotContains(page, 'class="logo"')
        self.assertContains(page, '<link rel="apple-touch-icon" href="/static/icons/180.png">')
        self.assertContains(page, 'href="/static/icon.svg" type="image/svg+xml"')
        self.assertRedirects(
            self.client.get("/favicon.ico"), "/static/icons/32.png", fetch_redirect_response=False
        )

    def test_a_logo_is_on_pages_share_images_and_in_structured_data(self):
        before = self.client.get("/card/").content
        self.send(self.publication, name="The Slow Quarterly", logo=a_png(600, 150))
        logo = Publication.objects.get().logo
        page = self.client.get(an_interview().get_absolute_url())

        self.assertContains(page, f'<img class="logo" src="{logo.url}" alt="The Slow Quarterly"')
        self.assertContains(page, f"{logo.url}.480.webp 480w")
        data = json.loads(
            self.client.get("/").text.partition('ld+json">')[2].partition("</script>")[0]
        )
        [publisher] = [n for n in data["@graph"] if n["@type"] == "NewsMediaOrganization"]
        self.assertEqual(publisher["logo"]["url"], f"http://testserver{logo.url}")
        card = self.client.get("/card/").content
        self.assertNotEqual(card, before)
        with Image.open(BytesIO(card)) as picture:
            pixel = picture.convert("RGB").getpixel((100, 200))
        self.assertEqual(pixel, (18, 58, 107))

    def test_an_icon_is_sent_in_every_size_that_browsers_and_phones_ask_for(self):
        self.send(self.publication, icon=a_png(600, 300))
        self.client.logout()
        render_due_pictures()
        manifest = json.loads(self.client.get("/site.webmanifest").content)

        for icon in manifest["icons"]:
            picture = self.picture_at(icon["src"])
            self.assertEqual("x".join(map(str, picture.size)), icon["sizes"])
        corner = picture.convert("RGBA").getpixel((0, 0))
        self.assertEqual(corner[3], 0, "what is missing in a square is transparent")
        touch = self.picture_at("/apple-touch-icon.png").convert("RGBA")
        self.assertEqual((touch.size, touch.getpixel((0, 0))), ((180, 180), (255,) * 4))
        page = self.client.get("/")
        self.assertContains(page, manifest["icons"][0]["src"])
        self.assertContains(page, '<link rel="manifest" href="/site.webmanifest">')
        self.assertIn("manifest-src 'self'", page["Content-Security-Policy"])

    def test_feeds_name_the_icon(self):
        self.send(self.publication, icon=a_png(512, 512))
        icon = f"http://testserver{Publication.objects.get().get_icon_url(192)}"

        self.assertContains(self.client.get("/feed.atom"), f"<icon>{icon}</icon>")
        self.assertEqual(self.client.get("/feed.json").json()["favicon"], icon)

    def test_a_page_with_scripts_is_no_logo(self):
        for name in ("logo", "icon"):
            svg = SimpleUploadedFile("logo.svg", b"<svg onload='alert(1)'></svg>", "image/svg+xml")
            response = self.send(self.publication, **{name: svg})
            self.assertIn(name, response.context["adminform"].form.errors)

    def test_the_audit_trail_tells_that_a_logo_was_set_and_removed(self):
        self.send(self.publication, logo=a_png(600, 150))
        self.send(self.publication, logo="", **{"logo-clear": "on"})
        entries = AuditEntry.objects.filter(action="changed").order_by("number")

        self.assertEqual(len(entries), 2)
        self.assertIn("Logo:", entries[0].details["changes"][0])
        self.assertFalse(Publication.objects.get().logo)
        self.assertNotContains(self.client.get("/"), 'class="logo"')
