"""The admin page of the moderation rules."""

import re
from unittest import mock

from django.contrib.auth.models import Permission
from django.urls import reverse

import comments.moderation.screening
from comments.models import ModerationRules
from tests.admin_forms import DeskTestCase, address_of
from tests.builders import a_reader_with_an_account

LIST = reverse("admin:comments_moderationrules_changelist")
WORDS = {"blocked_words", "suspect_words"}


def may(*codenames):
    """Somebody who may do these things at the desk, and nothing else."""
    user = a_reader_with_an_account(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return user


class RulesTestCase(DeskTestCase):
    def setUp(self):
        super().setUp()
        self.rules = ModerationRules.objects.current()

    def save(self, **changes):
        return self.send(self.rules, press="_save", **changes)

    def errors(self, response):
        return response.context["adminform"].form.errors


class RulesPage(RulesTestCase):
    def test_the_admin_index_links_to_the_rules_page(self):
        front = self.client.get(reverse("admin:index"))
        response = self.client.get(LIST)

        self.assertContains(front, LIST)
        self.assertRedirects(response, address_of(self.rules))

    def test_the_rules_can_be_neither_added_nor_deleted(self):
        for way in ("add", "delete"):
            with self.subTest(way):
                args = [self.rules.pk] if way == "delete" else []
                address = reverse(f"admin:comments_moderationrules_{way}", args=args)
                self.assertEqual(self.client.get(address).status_code, 403)
                self.assertEqual(self.client.post(address, {"post": "yes"}).status_code, 403)

        self.assertTrue(ModerationRules.objects.filter(pk=ModerationRules.SINGLETON_PK).exists())

    def test_the_rules_page_lists_every_rule_of_screening(self):
        page = self.open(self.rules).content.decode()
        told = page[page.index('id="screening"') :].partition("</ol>")[0].count("<li>")
        followed = re.findall(r"^ *\d+  ", comments.moderation.screening.__doc__, re.MULTILINE)

        self.assertEqual(told, len(followed))

    def test_only_users_with_the_permission_see_the_rules_page(self):
        for codenames, answer in ((["change_moderationrules"], 200), (["moderate_reply"], 403)):
            with self.subTest(codenames):
                self.client.force_login(may(*codenames))
                self.assertEqual(self.open(self.rules).status_code, answer)


class SavingRules(RulesTestCase):
    def test_saving_the_rules_stores_them_and_stays_on_the_page(self):
        typed = "# since March\r\ncasino*\r\n\r\nbuy now"

        response = self.save(policy="open", close_after="30", blocked_words=typed)

        self.rules.refresh_from_db()
        self.assertEqual((self.rules.policy, self.rules.close_after), ("open", 30))
        self.assertEqual(self.rules.blocked_words, typed.replace("\r\n", "\n"))
        self.assertEqual(response.request["PATH_INFO"], address_of(self.rules))

    def test_saving_the_rules_accepts_valid_addresses_networks_and_names(self):
        lists = {
            "blocked_addresses": "olu@example.com\n@example.net # the flood of May",
            "blocked_networks": "203.0.113.0/24\n198.51.100.7\n2001:db8:1::/48 # theirs",
            "protected_names": "Rut Vahlström\n李娜",
            "suspect_words": "赌博\nсделка",
        }

        self.save(**lists)

        self.rules.refresh_from_db()
        self.assertEqual({name: getattr(self.rules, name) for name in lists}, lists)

    def test_saving_the_rules_keeps_the_time_of_the_last_email_to_moderators(self):
        def meanwhile(rules):
            ModerationRules.objects.update(moderators_notified_at="2026-05-01T08:00Z")

        with mock.patch.object(ModerationRules, "clean", meanwhile):
            self.save(close_after="3")

        self.rules.refresh_from_db()
        self.assertEqual(self.rules.close_after, 3)
        self.assertIsNotNone(self.rules.moderators_notified_at)


class RulesEntries(RulesTestCase):
    def refused(self, name, entry):
        response = self.save(**{name: f"fine@example.com\n{entry}" if "add" in name else entry})
        return self.errors(response).get(name, []), response

    def test_a_word_entry_that_would_match_everything_is_refused_by_name(self):
        for name in WORDS:
            for entry in ("*", "a", "é*", "…", "—", "\u200b*", "\u2060"):
                with self.subTest(f"{name} {entry!r}"):
                    errors, _response = self.refused(name, entry)
                    self.assertIn(f"“{entry}”", errors[0])

    def test_an_invalid_entry_is_named_with_its_line_number(self):
        errors, _response = self.refused("blocked_words", "casino\n\n# a note\n*\nbuy now\nx")

        self.assertEqual(len(errors), 2)
        self.assertTrue(errors[0].startswith("Line 4: “*”"), errors[0])
        self.assertTrue(errors[1].startswith("Line 6: “x”"), errors[1])

    def test_an_invalid_address_entry_is_refused_by_name(self):
        for entry in ("example.com", "@", "olu@", "@ex ample.com", "*@example.com x", "@com"):
            with self.subTest(entry):
                errors, _response = self.refused("blocked_addresses", entry)
                self.assertIn(f"Line 2: “{entry}” is not an email address", errors[0])

    def test_an_invalid_network_entry_is_refused_by_name(self):
        for entry in ("example.com", "203.0.113", "203.0.113.0/33", "10.0.0.0/8 192.0.2.0/24"):
            with self.subTest(entry):
                errors, _response = self.refused("blocked_networks", entry)
                self.assertIn(f"“{entry}” is not a network", errors[0])

    def test_a_network_entry_of_the_whole_internet_is_refused(self):
        for entry in ("0.0.0.0/0", "::/0", "128.0.0.0/1"):
            with self.subTest(entry):
                errors, _response = self.refused("blocked_networks", entry)
                self.assertIn("a large part of all readers", errors[0])

    def test_an_invalid_entry_keeps_everything_that_was_typed(self):
        _errors, response = self.refused("blocked_networks", "203.0.113\n# keep me")

        self.assertContains(response, "203.0.113\n# keep me")
        self.rules.refresh_from_db()
        self.assertEqual(self.rules.blocked_networks, "")
