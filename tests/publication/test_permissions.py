"""Every address of the desk checks its permission before it answers."""

from django.test import TestCase

from tests.builders import a_reader_with_an_account
from tests.publication.desk_with_drafts import DeskWithDraftsCase, patterns_of_the_desk

METHODS = ["GET", "HEAD", "POST", "OPTIONS", "DELETE", "PUT", "PATCH", "TRACE"]

# What each address needs: one of several sets of permissions. An address in no table fails.
FOR_EVERYBODY = [
    "login",
    *("admin_password_reset", "password_reset_sent", "choose_password"),
]
FOR_ALL_STAFF = [
    *("index", "app_list", "logout", "password_change", "password_change_done", "jsi18n"),
    # Then each page has its own permission, see tests.interviews.admin.test_autosave.
    *("autosave", "presence", "desk_search"),
    # One's own account.
    *("second_factor", "second_factor_set_up", "second_factor_codes", "second_factor_remove"),
    "desk_sessions",
    "catch_all",  # every address that is not there
]
READING = [{"view"}, {"change"}]
OF_A_MODEL = {
    "changelist": READING,
    "add": [{"add"}],
    "history": READING,
    "delete": [{"delete"}],
    "change": READING,
    "redirect": READING,
    "password_change": [{"change"}],
}
MODELS = {
    "interviews": [
        *("interview", "exchange", "person", "topic", "series"),
        *("recurringquestion", "page", "correction", "auditentry", "publication"),
    ],
    "comments": ["reply", "invitation", "queuedemail", "replysettings", "moderationrules"],
    "auth": ["user"],
    "axes": ["accesslog", "accessfailurelog"],
}
FOR_NOBODY = [
    *("comments_reply_add", "comments_reply_delete", "comments_invitation_delete"),
    *("comments_queuedemail_add", "comments_replysettings_add", "comments_replysettings_delete"),
    *("comments_moderationrules_add", "comments_moderationrules_delete"),
    *("interviews_auditentry_add", "interviews_auditentry_delete"),
    *("interviews_publication_add", "interviews_publication_delete"),
    *("axes_accesslog_add", "axes_accesslog_delete"),
    *("axes_accessfailurelog_add", "axes_accessfailurelog_delete"),
]
WRITING = [
    {f"interviews.{verb}_{model}"}
    for verb in ("add", "change")
    for model in MODELS["interviews"]
    if model not in ("correction", "exchange", "auditentry", "publication")
] + [{"interviews.write_interview"}]
# An interview also lets in writers. Its exchanges follow it, and a correction is published.
ALSO = {"interview": [{"interviews.write_interview"}]}
TOGETHER = {
    "exchange": [{"interviews.change_interview"}, {"interviews.write_interview"}],
    "correction": [{"interviews.publish_interview"}],
}
READING_INTERVIEWS = [
    {"interviews.view_interview"},
    {"interviews.change_interview"},
    {"interviews.write_interview"},
]
MODERATING = [{"comments.moderate_reply"}]
CHANGING_INTERVIEWS = [{"interviews.change_interview"}, {"interviews.write_interview"}]
SPECIAL = {
    "auth_user_invite": [{"auth.change_user"}],
    "auth_user_remove_factor": [{"auth.change_user"}],
    "auth_user_add": [{"auth.add_user", "auth.change_user"}],
    "interviews_interview_preview": READING_INTERVIEWS,
    "interviews_interview_update": READING_INTERVIEWS,
    "interviews_interview_update_preview": READING_INTERVIEWS,
    "interviews_interview_update_comparison": READING_INTERVIEWS,
    "interviews_interview_comments": READING_INTERVIEWS,
    **{
        f"interviews_{model}_{page}": [
            {
                *(f"interviews.change_{model}", f"interviews.delete_{model}"),
                *("interviews.change_interview", "interviews.publish_interview"),
            }
        ]
        for model in ("person", "topic", "series", "recurringquestion")
        for page in ("merge", "duplicates")
    },
    "interviews_version_compare": READING_INTERVIEWS,
    "interviews_version_restore": CHANGING_INTERVIEWS,
    **{
        f"interviews_interview_transcript{page}": [
            {"interviews.add_interview"},
            {"interviews.write_interview"},
        ]
        for page in ("", "_review")
    },
    "comments_reply_promote": [
        {
            *("interviews.change_interview", "interviews.publish_interview"),
            *("interviews.add_exchange", "comments.view_reply"),
        }
    ],
    "comments_reply_queue": MODERATING,
    "comments_reply_declined": MODERATING,
    "comments_reply_decided": MODERATING,
    "comments_reply_decide": MODERATING,
    "comments_reply_publish_all": MODERATING,
    "comments_reply_undo": MODERATING,
    "markdownx_upload": WRITING,
    "markdownx_markdownify": WRITING,
    "picture_dialog": WRITING,
    "picture_page": WRITING,
    "markdown_from_html": WRITING,
    "pull_quote": WRITING,
}
BY_WHAT_IS_ASKED_FOR = [
    *("autocomplete", "view_on_site"),  # see test_permissions_drafts
    # By whether the interview is published, see test_rights_matrix.
    *("interviews_interview_update_discard", "interviews_interview_replace"),
    "interviews_interview_preview_links",
    # And by whether it has a source, see tests.interviews.admin.test_transcript_source.
    *("interviews_interview_source", "interviews_interview_source_file"),
]


def needs(name, method):
    """Sets of permissions, of which one is needed; None if none is; [] if none is enough."""
    if name in FOR_ALL_STAFF:
        return None
    if name in FOR_NOBODY or name in BY_WHAT_IS_ASKED_FOR:
        return []
    if name in SPECIAL:
        return SPECIAL[name]
    app, model, page = name.split("_", 2)
    if model not in MODELS[app]:
        raise KeyError(name)
    verbs = [{"change"}] if (page, method) == ("change", "POST") else OF_A_MODEL[page]
    sets = [{f"{app}.{verb}_{model}" for verb in each} for each in verbs]
    if verbs != READING:
        sets = [each | other for each in sets for other in TOGETHER.get(model, [set()])]
    return sets + ALSO.get(model, [])


class PermissionTableTests(TestCase):
    def test_the_table_of_permissions_has_every_address_of_the_desk(self):
        named = [*FOR_EVERYBODY, *FOR_ALL_STAFF, *FOR_NOBODY, *BY_WHAT_IS_ASKED_FOR, *SPECIAL]
        for app, models in MODELS.items():
            named += [f"{app}_{model}_{page}" for model in models for page in OF_A_MODEL]

        unnamed = [path for name, path in patterns_of_the_desk() if name not in named]

        self.assertEqual(unnamed, [])


class DeskAddressTests(DeskWithDraftsCase):
    def test_every_address_of_the_desk_redirects_strangers_to_the_sign_in(self):
        self.client.force_login(a_reader_with_an_account())
        for client in (self.client_class(), self.client):
            for address in self.addresses():
                for method in METHODS:
                    if address.name in FOR_EVERYBODY:
                        continue
                    with self.subTest(address.path, method=method):
                        response = client.generic(method, address.path)
                        self.assertEqual(response.status_code, 302)
                        there = "/admin/" if address.name == "logout" else "/admin/login/?next="
                        self.assertTrue(response["Location"].startswith(there))

    def test_every_address_of_the_desk_refuses_staff_without_permissions(self):
        self.client.force_login(a_reader_with_an_account(is_staff=True))
        for address in self.addresses():
            for method in METHODS:
                if address.name in FOR_EVERYBODY or needs(address.name, method) is None:
                    continue
                with self.subTest(address.path, method=method):
                    response = self.client.generic(method, address.path)
                    self.assertEqual(response.status_code, 403)

    def test_each_address_of_the_desk_needs_its_own_permission(self):
        for permission, user in self.each_permission():
            self.assertAsked(user, {permission})

    def assertAsked(self, user, permissions):
        for address in self.addresses():
            if address.name in FOR_EVERYBODY or address.name in BY_WHAT_IS_ASKED_FOR:
                continue
            for method in ("GET", "DELETE", "POST"):
                needed = needs(address.name, method)
                allowed = needed is None or any(each <= permissions for each in needed)
                with self.subTest(address.path, method=method, permissions=permissions):
                    response = self.ask(user, address.path, method)
                    if not allowed:
                        self.assertIsNone(response)
                    elif method == "GET":
                        self.assertIsNotNone(response)
