"""Drafts are shown only to users with permission to view drafts."""

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from interviews.models import Exchange, Interview, Person
from tests.builders import a_member_of, a_reader_with_an_account
from tests.comments.moderation.test_rules_page import may
from tests.publication.desk_with_drafts import MISSING, DeskWithDraftsCase

# Who may read what stands in a draft.
READERS_OF_DRAFTS = {
    f"interviews.{verb}_{model}"
    for verb in ("view", "change", "delete")
    for model in ("interview", "exchange")
}
READERS_OF_NAMES = {f"interviews.{verb}_person" for verb in ("view", "change", "delete")}


class DraftTextTests(DeskWithDraftsCase):
    def test_text_of_drafts_is_shown_only_with_permission(self):
        about = {
            "interview": self.draft.pk,
            "exchange": self.exchange.pk,
            "interview__id__exact": self.draft.pk,
        }
        for permission, user in self.each_permission():
            if permission in READERS_OF_DRAFTS:
                continue
            for address in self.addresses():
                for method, sent in (("GET", {}), ("GET", about), ("POST", about)):
                    with self.subTest(address.path, method=method, permission=permission):
                        try:
                            response = self.ask(user, address.path, method, sent)
                        except Exception as refusal:  # a lookup that is not allowed
                            if type(refusal).__name__ != "DisallowedModelAdminLookup":
                                raise
                            continue
                        self.assertUnheard(response, permission)

    def test_a_writer_reads_nothing_of_the_drafts_of_others(self):
        writer = a_member_of("Writers")
        about = {"interview": self.draft.pk, "exchange": self.exchange.pk}
        for address in self.addresses():
            for method, sent in (("GET", {}), ("GET", about), ("POST", about)):
                with self.subTest(address.path, method=method):
                    # Writers choose among the names of all people.
                    self.assertUnheard(
                        self.ask(writer, address.path, method, sent), "interviews.view_person"
                    )

    def assertUnheard(self, response, permission):
        if response is None:
            return
        if hasattr(response, "render"):
            response.render()
        said = f"{response.headers} {response.content.decode()}".lower()
        said = said.replace("unheard-of", "unheard")
        self.assertNotIn("unheard", said)
        if permission not in READERS_OF_NAMES:
            self.assertNotIn("unspoken", said)

    def test_a_user_who_may_only_add_interviews_gets_no_names(self):
        sent = {"text": "Q: What broke first?\n\nA: The forecast.\n\nQ: And then?\n\nA: Trust."}
        for told, codenames in ((False, []), (True, ["view_person"])):
            with self.subTest(codenames):
                self.client.force_login(may("add_interview", *codenames))
                page = reverse("admin:interviews_interview_transcript")
                response = self.client.post(page, sent, follow=True)
                self.assertContains(response, "Ines Okafor")
                self.assertEqual("Hedda Unspoken" in response.content.decode(), told)


class ViewOnSiteTests(DeskWithDraftsCase):
    def address(self, thing):
        kind = ContentType.objects.get_for_model(type(thing)).pk
        return reverse("admin:view_on_site", args=[kind, thing.pk])

    def test_view_on_site_needs_permission_to_view_the_object(self):
        seen = {Interview: "interview", Exchange: "exchange", Person: "person"}
        things = [self.draft, self.exchange, self.interview, self.draft.people.first()]
        for permission, user in self.each_permission():
            for thing in things:
                model = seen[type(thing)]
                may = permission in (f"interviews.view_{model}", f"interviews.change_{model}")
                may |= model == "interview" and permission == "interviews.write_interview"
                with self.subTest(permission, thing=thing):
                    response = self.ask(user, self.address(thing))
                    self.assertEqual(response is not None, may)

    def test_view_on_site_refuses_models_without_a_page_at_the_desk(self):
        user = a_reader_with_an_account(is_staff=True)
        for kind in ("1", "0", MISSING, "x", "9" * 40):
            with self.subTest(kind):
                self.assertIsNone(self.ask(user, f"/admin/r/{kind}/1/"))

    def test_view_on_site_of_a_missing_object_is_not_found(self):
        user = User.objects.create(username="all", is_staff=True, is_superuser=True)
        for key in (MISSING, "x", "9" * 40):
            with self.subTest(key):
                response = self.ask(user, f"/admin/r/{self.kind}/{key}/")
                self.assertEqual(response.status_code, 404)


class AutocompleteTests(DeskWithDraftsCase):
    def test_autocomplete_needs_permission_to_view_its_results(self):
        users = list(self.each_permission())
        for field, model in (("topics", "topic"), ("series", "series")):
            asked = {"app_label": "interviews", "model_name": "interview", "field_name": field}
            for permission, user in users:
                may = permission in (f"interviews.view_{model}", f"interviews.change_{model}")
                with self.subTest(permission, field=field):
                    response = self.ask(user, "/admin/autocomplete/", sent=asked)
                    self.assertEqual(response is not None, may)

    def test_a_filter_by_a_field_outside_the_list_is_refused(self):
        user = User.objects.create(username="all", is_staff=True, is_superuser=True)
        self.client.force_login(user)
        for path in (
            "/admin/comments/queuedemail/?text__contains=secret",
            "/admin/comments/queuedemail/?headers__contains=x",
            "/admin/comments/reply/?fingerprint__startswith=0",
            "/admin/comments/reply/?decisions__by__password__startswith=p",
            "/admin/auth/user/?password__startswith=p",
            "/admin/auth/user/?groups__user__password__startswith=p",
            "/admin/interviews/correction/?made_by__password__startswith=p",
        ):
            with self.subTest(path), self.assertLogs("django.security", "ERROR"):
                self.assertEqual(self.client.get(path).status_code, 400)
