"""Forged, odd and hostile posts are refused with their text kept, and nothing is stored."""

from urllib.parse import quote

from comments.models import Policy, Reply, ReplySettings
from tests.builders import a_draft, a_reply, an_interview
from tests.comments.running_site import RunningSiteCase
from tests.comments.visitor import FORM, WORDS

FIELDS = ("body", "name", "email", "website", "email_notifications", "to", "parent")


class Refusing(RunningSiteCase):
    def setUp(self):
        super().setUp()
        self.interview = an_interview("Refusing")
        self.reply_fields = self.visitor.reply_fields
        self.page = self.interview.get_absolute_url()
        self.form = self.visitor.get(self.page).reply_form

    def assert_refused(self, answer, status=400, words=WORDS):
        self.assertEqual(answer.status, status)
        self.assertIn(words, answer.text)
        self.assertFalse(self.interview.replies.filter(body=WORDS, name="Olu").exists())

    def assert_refused_at(self, field, answer):
        self.assert_refused(answer)
        self.assertIn(f'id="id_{field}_error"', answer.text)


class ForgedParents(Refusing):
    def test_a_forged_parent_is_refused_identically_whatever_is_wrong_with_it(self):
        elsewhere = an_interview("Elsewhere")
        gone = an_interview("Gone")
        unseen = a_reply(gone)
        gone.withdraw(by=None)
        forged = {
            "another interview's": a_reply(elsewhere).pk,
            "a withdrawn interview's": unseen.pk,
            "unknown": 2**40,
            "beyond all numbers": "9" * 18,
        }
        for status in set(Reply.Status) - {Reply.Status.PUBLISHED}:
            forged[status] = a_reply(self.interview, status).pk
        before = self.visitor.get(self.page), self.visitor.get(elsewhere.get_absolute_url())

        answers = [
            self.visitor.send(self.form, **self.reply_fields, parent=pk) for pk in forged.values()
        ]

        for what, answer in zip(forged, answers, strict=True):
            with self.subTest(what):
                self.assert_refused(answer)
                self.assertIn("was removed. Send it again", answer.text)
                self.assertEqual(answer.content, answers[0].content)
        after = self.visitor.get(self.page), self.visitor.get(elsewhere.get_absolute_url())
        self.assertEqual([each.content for each in before], [each.content for each in after])

    def test_a_forged_parent_that_is_no_number_is_refused_with_the_words_kept(self):
        for parent in ("x", "-1", "1.0", "\u0661\u0662", "9" * 400, "0x1", "1 OR 1=1"):
            with self.subTest(parent):
                self.assert_refused(
                    self.visitor.send(self.form, **self.reply_fields, parent=parent)
                )

    def test_a_forged_parent_refused_once_starts_a_thread_when_sent_once_more(self):
        refused = self.visitor.send(self.form, **self.reply_fields, parent=2**40)

        self.visitor.send(refused.reply_form)

        self.assertIsNone(self.interview.replies.get().parent)

    def test_a_forged_parent_in_an_address_shows_the_form_as_if_none_was_given(self):
        held = a_reply(self.interview, Reply.Status.HELD, name="Nobody Yet")

        for parent in (held.pk, 2**40, "x", "%00", "%FF"):
            with self.subTest(parent):
                page = self.visitor.get(f"{self.page}reply/?parent={parent}")

                self.assertEqual(page.status, 200)
                self.assertEqual(page.reply_form.fields["parent"], "")
                self.assertNotIn("Nobody Yet", page.text)


class ClosedInterviews(Refusing):
    def test_an_interview_closed_after_the_page_was_opened_keeps_the_text(
        self,
    ):
        ReplySettings.objects.create(interview=self.interview, policy=Policy.CLOSED)

        answer = self.visitor.send(self.form, **self.reply_fields)

        self.assert_refused(answer, 403)
        self.assertIn("Replies to this interview are closed.", answer.text)
        self.assertIn("closed", self.visitor.get(self.page).text)

    def test_an_unpublished_interview_or_draft_is_like_one_that_never_was(
        self,
    ):
        draft, gone = a_draft("Unseen"), an_interview("Gone again")
        gone.withdraw(by=None)
        unseen = {"draft": draft.slug, "withdrawn": gone.slug}
        for page in ("reply/", "replies/", "replies/1/", "replies/feed.atom"):
            unknown = self.visitor.get(f"/interviews/never-was/{page}")
            for state, slug in unseen.items():
                with self.subTest(page=page, state=state):
                    answer = self.visitor.get(f"/interviews/{slug}/{page}")
                    self.assertEqual((answer.status, unknown.status), (404, 404))
                    self.assertEqual(answer.content, unknown.content)

    def test_a_post_to_an_unpublished_interview_or_draft_is_like_one_to_nothing(
        self,
    ):
        draft, gone = a_draft("Unseen too"), an_interview("Gone once more")
        gone.withdraw(by=None)
        answers = []
        for slug in ("never-was", draft.slug, gone.slug):
            self.form.action = f"/interviews/{slug}/reply/"
            answers.append(self.visitor.send(self.form, **self.reply_fields))

        self.assertEqual({each.status for each in answers}, {404})
        self.assertEqual(len({each.content for each in answers}), 1)
        self.assertFalse(Reply.objects.filter(interview__in=[draft, gone]).exists())


class ImpossibleCharacters(Refusing):
    def test_nul_in_any_field_is_refused(self):
        for field in FIELDS:
            if field == "email_notifications":  # whatever a box holds, it is ticked
                continue
            with self.subTest(field):
                typed = self.reply_fields | {field: f"{self.reply_fields.get(field, '')}\0a"}
                answer = self.visitor.send(self.form, **typed)
                self.assert_refused(answer, words="We were in the wrong group")

    def test_bytes_that_are_no_utf_8_are_refused_in_any_field(self):
        said = "&".join(f"{name}={quote(value)}" for name, value in self.reply_fields.items())
        for field in FIELDS:
            if field == "email_notifications":
                continue
            for damage in ("%FF", "%C3%28", "%ED%A0%80"):
                with self.subTest(field=field, damage=damage):
                    body = f"{said}&{field}={quote(self.reply_fields.get(field, 'x'))}{damage}"
                    headers = {"Content-Type": FORM, "Sec-Fetch-Site": "same-origin"}
                    answer = self.visitor.ask("POST", self.form.action, body, headers)
                    self.assert_refused(answer, words="We were in the wrong group")

    def test_bytes_of_an_older_encoding_are_read_as_what_they_are(self):
        said = "&".join(
            f"{name}={value}" for name, value in (self.reply_fields | {"name": "Zo\xeb"}).items()
        )
        headers = {"Content-Type": FORM, "Sec-Fetch-Site": "same-origin"}

        self.visitor.ask("POST", self.form.action, said.encode("latin-1"), headers)

        self.assertEqual(self.interview.replies.get().name, "Zo\xeb")

    def test_forms_in_other_wrappings_never_break_anything(self):
        for kind, body in (
            ("multipart/form-data; boundary=x", b"--x\r\nbroken"),
            ("multipart/form-data", b"no boundary"),
            (f"{FORM}; charset=utf-16", b"body=a"),
            (f"{FORM}; charset=no-such", b"body=a"),
            ("application/json", b'{"body": "a"}'),
            ("text/plain", b"body=a"),
            (FORM, b"&&&===%%%"),
            (FORM, b"body=a&body=b&body[]=c"),
        ):
            with self.subTest(kind=kind, body=body):
                headers = {"Content-Type": kind, "Sec-Fetch-Site": "same-origin"}
                answer = self.visitor.ask("POST", self.form.action, body, headers)
                self.assertEqual(answer.status, 400)

    def test_names_and_texts_of_which_nothing_is_seen_are_refused(self):
        for nothing in (
            "\u200b",
            "\u200b\u2060\ufeff",
            "\u3164",
            "\u2800",
            "\u00ad",
        ):
            for field in ("name", "body"):
                with self.subTest(field=field, nothing=ascii(nothing)):
                    answer = self.visitor.send(self.form, **(self.reply_fields | {field: nothing}))
                    self.assertEqual(answer.status, 400)
                    self.assertIn("This looks blank to readers.", answer.text)
                    self.assertIn(f'id="id_{field}_error"', answer.text)


class Websites(Refusing):
    def test_a_website_that_is_no_web_address_is_refused_in_every_disguise(self):
        for website in (
            *(
                "javascript:alert(1)",
                "JaVaScRiPt:alert(1)",
                "java\nscript:alert(1)",
                "data:text/html,x",
            ),
            *(" javascript:alert(1)", "\x01javascript:alert(1)", "java\tscript:alert(1)"),
            *(
                "javascript://example.org/%0aalert(1)",
                "DATA:text/html;base64,PHN2Zz4=",
                "vbscript:x",
            ),
            *(
                "//evil.example",
                "/\\evil.example",
                "\\\\evil.example",
                "///evil.example",
                "/admin/",
            ),
            *(
                "ftp://example.org",
                "file:///etc/passwd",
                "mailto:a@example.org",
                "blob:https://a.b/c",
            ),
            *(
                "https://",
                "https:///x",
                "http:evil.example",
                "https://exa mple.org",
                "https://[::1",
            ),
            *(
                'https://a.b/"onmouseover="x',
                "https://a.b/<script>",
                "https://a.b/'x'",
                "view-source:a",
            ),
        ):
            with self.subTest(website):
                answer = self.visitor.send(self.form, **self.reply_fields, website=website)
                self.assert_refused_at("website", answer)

    def test_a_website_that_is_one_is_linked_as_what_a_guest_wrote(self):
        self.visitor.send(
            self.form,
            **(self.reply_fields | {"body": "See [there](https://example.org/there)."}),
            website="Example.org/me",
        )
        self.interview.replies.get().approve()

        page = self.visitor.get(self.page).text

        self.assertRegex(page, r'<a href="https://[Ee]xample.org/me" rel="ugc nofollow noopener">')
        self.assertRegex(page, r'<a href="https://example.org/there" rel="[^"]*ugc nofollow')


class LineBreaks(Refusing):
    def test_line_breaks_in_a_name_or_an_email_are_refused(self):
        for end in ("\n", "\r", "\r\n", "\u2028", "\x0b", "\x85"):
            for field in ("name", "email"):
                with self.subTest(field=field, end=ascii(end)):
                    forged = f"{self.reply_fields[field]}{end}Bcc: victim@example.org"
                    answer = self.visitor.send(self.form, **(self.reply_fields | {field: forged}))
                    self.assert_refused_at(field, answer)


class PostsFromOtherSites(Refusing):
    def test_a_post_from_another_site_is_refused_with_the_words_kept(self):
        for headers in (
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
            {"Sec-Fetch-Site": "cross-site", "Origin": self.visitor.address},
            {"Origin": "https://evil.example"},
            {"Origin": "null"},
            {"Origin": f"{self.visitor.address}.evil.example"},
            {"Origin": self.visitor.address.replace("http:", "https:")},
        ):
            with self.subTest(headers):
                answer = self.visitor.send(self.form, headers, **self.reply_fields)
                self.assert_refused(answer, 403)

    def test_a_post_from_another_site_can_be_sent_once_more_from_here(self):
        refused = self.visitor.send(
            self.form, {"Sec-Fetch-Site": "cross-site"}, **self.reply_fields
        )

        self.visitor.send(refused.reply_form)

        self.assertEqual(self.interview.replies.get().body, WORDS)


class RedirectTargets(Refusing):
    def test_a_redirect_target_is_never_taken_from_the_request(self):
        self.form.action += "?next=https://evil.example/&to=&redirect=//evil.example"

        answer = self.visitor.send(
            self.form,
            **self.reply_fields,
            next="https://evil.example/",
            redirect_to="//evil.example",
        )

        self.assertEqual(answer.location, self.interview.replies.get().status_url)
        self.assertRegex(answer.location, r"^/replies/\d+:[\w-]+/$")


class OtherMethods(Refusing):
    def test_other_methods_change_nothing(self):
        for method in ("PUT", "PATCH", "DELETE", "OPTIONS"):
            with self.subTest(method):
                self.assertEqual(self.visitor.ask(method, self.form.action).status, 405)
        self.assertFalse(self.interview.replies.exists())
