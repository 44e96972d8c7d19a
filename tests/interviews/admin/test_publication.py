"""The form of the publication at the desk."""

from django.test import override_settings

from interviews.models import AuditEntry, Publication
from tests.admin_forms import DeskTestCase
from tests.builders import a_draft, a_member_of, the_publication

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
