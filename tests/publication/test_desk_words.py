"""The words of the desk: names of lists, the path to a page, and what is said after saving."""

import re

from axes.models import AccessFailureLog, AccessLog
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.html import strip_tags

from interviews.models import Topic
from tests.admin_forms import DeskTestCase, address_of
from tests.builders import a_draft, a_topic


class ListNames(DeskTestCase):
    def test_the_index_of_the_desk_names_the_lists_by_what_they_hold(self):
        response = self.client.get(reverse("admin:index"))

        for name in (
            *("All replies", "Outgoing email", "Reply settings by interview"),
            *("Moderation queue", "Moderation rules"),
            *("Sign-ins", "Failed sign-ins"),
        ):
            with self.subTest(name):
                self.assertContains(response, f">{name}</a>")

    def test_a_list_of_the_desk_has_the_name_of_its_link_as_title(self):
        for model, name in {"reply": "All replies", "queuedemail": "Outgoing email"}.items():
            with self.subTest(name):
                response = self.client.get(reverse(f"admin:comments_{model}_changelist"))
                self.assertContains(response, f"<h1>{name}</h1>", html=True)

    def test_lists_and_forms_of_sign_ins_say_nothing_of_access_logs(self):
        for model in (AccessLog, AccessFailureLog):
            sign_in = model.objects.create(username="ines", ip_address="192.0.2.0")
            for page in (
                reverse(f"admin:axes_{model._meta.model_name}_changelist"),
                address_of(sign_in),
            ):
                response = self.client.get(page)
                with self.subTest(page):
                    words = strip_tags(response.text).lower()
                    self.assertIn("sign-in", words)
                    for word in ("access log", "access failure", "attempt time", "lock out"):
                        self.assertNotIn(word, words)


class Breadcrumbs(DeskTestCase):
    def path(self, page, **words):
        html = self.client.get(reverse(f"admin:{page}", **words)).content.decode()
        found = re.search(r'<div class="breadcrumbs">(.*?)</div>', html, re.DOTALL)
        return " ".join(strip_tags(found[1]).split())

    def test_the_path_to_a_page_of_the_desk_leaves_out_the_app(self):
        topic, draft = a_topic("Care"), a_draft("The glass")
        of_topic = {"args": [topic.pk]}
        for page, words, path in [
            ("interviews_interview_changelist", {}, "Desk › Interviews"),
            ("interviews_interview_add", {}, "Desk › Interviews › Add interview"),
            ("interviews_interview_transcript", {}, "Desk › Interviews › New interview from a tr"),
            ("interviews_interview_change", {"args": [draft.pk]}, "Desk › Interviews › The glass"),
            ("interviews_topic_delete", of_topic, "Desk › Topics › Care › Delete"),
            ("interviews_topic_history", of_topic, "Desk › Topics › Care › History"),
            ("comments_reply_changelist", {}, "Desk › All replies"),
            ("comments_reply_queue", {}, "Desk › All replies › Moderation queue"),
            ("auth_user_changelist", {}, "Desk › Users"),
            ("password_change", {}, "Desk › Password change"),
            ("app_list", {"args": ["interviews"]}, "Desk › Interviews"),
        ]:
            with self.subTest(page):
                self.assertTrue(self.path(page, **words).startswith(path), self.path(page, **words))

    def test_the_path_to_the_password_of_an_editor_leads_by_the_editor(self):
        path = self.path("auth_user_password_change", args=[User.objects.get().pk])

        self.assertTrue(path.startswith(f"Desk › Users › {self.editor.username} ›"), path)


class Saving(DeskTestCase):
    def test_a_saved_form_that_stays_open_says_only_that_it_is_saved(self):
        response = self.send(a_topic("Care"), name="Labour")

        self.assertEqual(self.messages(response), ["Saved."])

    def test_a_saved_form_that_leads_to_the_list_links_to_what_was_saved(self):
        topic = a_topic("Care")

        response = self.send(topic, press="_save", name="Labour <3")

        page = reverse("admin:interviews_topic_change", args=[topic.pk])
        expected = f'Saved. <a href="{page}">Labour &lt;3</a>'
        self.assertEqual(self.messages(response), [expected])
        self.assertEqual(
            response.request["PATH_INFO"], reverse("admin:interviews_topic_changelist")
        )

    def test_a_new_object_of_the_desk_stays_open_or_leads_to_a_blank_form(self):
        for press, goal in {"_continue": "change", "_addanother": "add"}.items():
            with self.subTest(press):
                response = self.send(Topic(), press=press, name=press)

                self.assertEqual(response.resolver_match.url_name, f"interviews_topic_{goal}")
                self.assertTrue(self.messages(response)[0].startswith("Saved."))
