"""Accounts at the desk: groups, what their forms offer, and who may give which right."""

from importlib import import_module

from django.apps import apps
from django.contrib.auth.models import Group, Permission, User
from django.test import TestCase
from django.urls import NoReverseMatch, reverse

from publication.accounts import groups
from publication.accounts.groups import GROUPS
from tests.admin_forms import DeskTestCase, address_of
from tests.builders import a_draft, a_member_of, a_moderator, a_reader_with_an_account, an_editor

ADD = reverse("admin:auth_user_add")


class Groups(TestCase):
    def test_every_right_of_a_group_is_a_permission_of_the_code(self):
        stored = Permission.objects.select_related("content_type")
        known = {f"{each.content_type.app_label}.{each.codename}" for each in stored}

        for name, rights in GROUPS.items():
            with self.subTest(name):
                self.assertEqual(rights.permissions - known, set())

    def test_the_migrations_make_the_groups_and_each_has_its_rights(self):
        for name, rights in GROUPS.items():
            with self.subTest(name):
                member = a_member_of(name)
                self.assertEqual(member.get_all_permissions(), rights.permissions)

    def test_the_rights_of_a_group_are_set_again_after_a_migration(self):
        moderators, editors = (Group.objects.get(name=name) for name in ("Moderators", "Editors"))
        moderators.permissions.add(Permission.objects.get(codename="change_user"))
        editors.permissions.clear()

        groups.set_rights(using="default")

        self.assertEqual(moderators.permissions.count(), len(GROUPS["Moderators"].permissions))
        self.assertEqual(editors.permissions.count(), len(GROUPS["Editors"].permissions))

    def test_groups_of_a_site_keep_their_rights_after_a_migration(self):
        own = Group.objects.create(name="Archivists")
        own.permissions.set(Permission.objects.filter(codename="view_person"))

        groups.set_rights(using="default")

        self.assertEqual(own.permissions.count(), 1)

    def test_only_editors_and_publishers_may_publish_and_only_publishers_decide_about_people(self):
        for right, expected in {
            "interviews.publish_interview": ["Editors", "Publishers"],
            "auth.change_user": ["Publishers"],
            "comments.change_moderationrules": ["Publishers"],
        }.items():
            with self.subTest(right):
                having = [name for name, each in GROUPS.items() if right in each.permissions]
                self.assertEqual(having, expected)


class AccountTestCase(DeskTestCase):
    def setUp(self):
        self.publisher = self.editor = a_member_of("Publishers")
        self.client.force_login(self.publisher)

    def group(self, name):
        return Group.objects.get(name=name).pk

    def fields(self, thing):
        return self.open(thing).context["adminform"].form.fields


class AccountForms(AccountTestCase):
    def test_the_form_of_an_account_shows_groups_and_no_permissions(self):
        page = self.open(a_moderator())

        for rights in GROUPS.values():
            self.assertContains(page, rights.sentence)
        for word in ("Staff status", "Superuser", "permission"):
            with self.subTest(word):
                self.assertNotContains(page, word)

    def test_a_new_account_with_a_group_may_sign_in(self):
        sent = {"username": "wanda", "email": "w@example.org"}

        self.client.post(ADD, sent | {"groups": [self.group("Writers")]})

        account = User.objects.get(username="wanda")
        self.assertTrue(account.is_staff)
        self.assertEqual([each.name for each in account.groups.all()], ["Writers"])
        self.assertFalse(account.is_superuser)

    def test_nobody_is_invited_without_a_group(self):
        response = self.client.post(ADD, {"username": "wanda", "email": "w@example.org"})

        self.assertIn("groups", response.context["adminform"].form.errors)
        self.assertFalse(User.objects.filter(username="wanda").exists())

    def test_an_account_that_loses_its_last_group_cannot_enter_the_desk(self):
        account = a_moderator()

        self.send(account, groups=[])

        self.client.force_login(account)
        self.assertEqual(self.client.get(reverse("admin:index")).status_code, 302)

    def test_rights_that_were_given_one_by_one_are_shown_and_can_be_taken_away(self):
        account = a_moderator()
        account.user_permissions.add(Permission.objects.get(codename="add_topic"))
        self.assertContains(self.open(account), "Can add topic")

        self.send(account)
        self.assertTrue(account.user_permissions.exists())
        self.send(account, removes_single_rights="on")

        self.assertFalse(account.user_permissions.exists())

    def test_the_list_of_accounts_names_the_groups_of_each(self):
        account = a_moderator()
        an_editor()

        page = self.client.get(reverse("admin:auth_user_changelist"))

        self.assertContains(page, account.username)
        self.assertContains(page, '<td class="field-group_names">Moderators</td>', html=True)
        self.assertContains(page, '<td class="field-group_names">May do everything</td>', html=True)

    def test_groups_have_no_form_of_their_own(self):
        with self.assertRaises(NoReverseMatch):
            reverse("admin:auth_group_changelist")


class PasswordOnTheForm(AccountTestCase):
    def test_the_form_tells_that_there_is_a_password_and_not_how_it_is_stored(self):
        page = self.open(an_editor())

        self.assertContains(page, "The account has a password.")
        self.assertContains(page, 'href="../password/"')
        for technical in ("md5", "salt", "iterations"):
            self.assertNotContains(page, technical)


class GivingRights(AccountTestCase):
    def test_a_publisher_makes_an_editor_a_publisher(self):
        account = a_member_of("Editors")

        self.send(account, groups=[self.group("Publishers")])

        self.assertTrue(account.groups.filter(name="Publishers").exists())

    def test_a_publisher_makes_nobody_a_superuser(self):
        account = a_moderator()

        self.assertNotIn("is_superuser", self.fields(account))
        self.send(account, is_superuser="on", is_staff="on", user_permissions=["1"])

        account.refresh_from_db()
        self.assertFalse(account.is_superuser)
        self.assertFalse(account.user_permissions.exists())

    def test_a_publisher_changes_neither_a_superuser_nor_their_password(self):
        superuser = an_editor()
        password = reverse("admin:auth_user_password_change", args=[superuser.pk])
        for address in (address_of(superuser), password):
            with self.subTest(address):
                sent = {"username": "mine", "email": "mine@example.org"}
                sent |= {"usable_password": "true", "password1": "x", "password2": "x"}
                self.assertEqual(self.client.post(address, sent).status_code, 403)

        superuser.is_active = False
        superuser.save()
        self.assertEqual(self.client.post(address_of(superuser), {}).status_code, 403)

    def test_nobody_gives_a_group_that_has_a_right_which_they_lack(self):
        account, giver = a_moderator(), a_member_of("Editors")
        names = ["view_user", "change_user"]
        giver.user_permissions.set(Permission.objects.filter(codename__in=names))
        self.client.force_login(giver)

        offered = [each.name for each in self.fields(account)["groups"].queryset]
        self.assertEqual(offered, ["Writers", "Editors", "Moderators"])
        response = self.send(account, groups=[self.group("Publishers")])

        self.assertIn("groups", response.context["adminform"].form.errors)
        self.assertFalse(account.groups.filter(name="Publishers").exists())

    def test_nobody_changes_an_account_that_has_a_right_which_they_lack(self):
        giver = a_member_of("Editors")
        giver.user_permissions.set(Permission.objects.filter(codename="change_user"))
        self.client.force_login(giver)
        others = [self.publisher, a_member_of("Publishers", is_active=False)]
        others.append(a_moderator())
        others[-1].user_permissions.add(Permission.objects.get(codename="add_user"))

        for account in others:
            with self.subTest(account):
                self.assertEqual(self.client.post(address_of(account), {}).status_code, 403)

    def test_nobody_changes_their_own_rights(self):
        for person in (self.publisher, an_editor()):
            with self.subTest(person):
                self.client.force_login(person)
                fields = self.fields(person)
                for name in ("groups", "is_active", "is_superuser", "is_staff"):
                    self.assertNotIn(name, fields)
                self.send(person, first_name="Ada", is_active="", groups=[])
                person.refresh_from_db()
                self.assertEqual((person.first_name, person.is_active), ("Ada", True))
                self.assertTrue(person.is_staff)

    def test_a_superuser_makes_another_one(self):
        account = a_moderator()
        self.client.force_login(an_editor())

        self.send(account, is_superuser="on", groups=[])

        account.refresh_from_db()
        self.assertTrue(account.is_superuser and account.is_staff)


class GroupMigration(TestCase):
    migration = import_module("publication.migrations.0002_groups")

    def test_who_could_publish_before_the_migration_can_publish_after_it(self):
        change = Permission.objects.get(codename="change_interview")
        group, account = Group.objects.create(name="Desk"), a_reader_with_an_account()
        for permissions in (group.permissions, account.user_permissions):
            permissions.set([change])

        self.migration.let_editors_publish(apps, None)

        self.assertTrue(group.permissions.filter(codename="publish_interview").exists())
        self.assertTrue(account.has_perm("interviews.publish_interview"))

    def test_groups_with_the_new_names_keep_members_and_rights_under_another_name(self):
        self.migration.delete_groups(apps, None)
        earlier = Group.objects.create(name="Editors")
        earlier.permissions.add(Permission.objects.get(codename="view_person"))

        self.migration.create_groups(apps, None)

        groups.set_rights(using="default")
        earlier.refresh_from_db()
        self.assertEqual(earlier.name, f"Editors (earlier, {earlier.pk})")
        self.assertEqual(earlier.permissions.count(), 1)
        self.assertEqual(len(GROUPS), Group.objects.filter(name__in=GROUPS).count())

    def test_an_interview_belongs_to_the_user_of_its_first_change_of_state(self):
        ada, bo = (a_reader_with_an_account() for _ in range(2))
        draft = a_draft()
        draft.state_changes.update(by=ada)
        draft.state_changes.create(status="draft", by=bo)

        import_module("interviews.migrations.0006_who_began_interviews").fill(apps, None)

        draft.refresh_from_db()
        self.assertEqual(draft.created_by, ada)
