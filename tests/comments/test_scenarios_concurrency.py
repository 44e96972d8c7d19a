"""Concurrent posts to two workers: nothing is stored twice, lost or locked."""

from functools import partial

from django.db import transaction

from comments.models import Policy, Reply, ReplySettings
from tests.builders import a_reply, an_interview
from tests.comments.running_site import RunningSiteCase
from tests.comments.visitor import run_concurrently

ROUNDS = 20


def an_open_interview(*args, **words):
    """One under which nearly anything appears at once."""
    interview = an_interview(*args, **words)
    ReplySettings.objects.create(interview=interview, policy=Policy.OPEN)
    return interview


class ConcurrentReplies(RunningSiteCase):
    def test_eight_identical_posts_make_one_row_and_all_lead_to_it(self):
        interview = an_interview("Pressed twice")
        form = self.visitor.get(interview.get_absolute_url()).reply_form
        for number in range(ROUNDS):
            fields = self.visitor.reply_fields | {"email": f"eager-{number}@example.org"}

            answers = run_concurrently(*[partial(self.visitor.send, form, **fields)] * 8)

            reply = interview.replies.get(email=fields["email"])
            self.assertEqual({each.status for each in answers}, {302})
            self.assertEqual({each.location for each in answers}, {reply.status_url})

    def test_twenty_distinct_posts_make_twenty_rows_and_the_exact_count(self):
        interview = an_open_interview("A crowd")
        address = interview.get_absolute_url()
        crowd = [
            partial(
                self.a_visitor().send_reply, address, email=f"{n}@example.org", body=f"I am {n}."
            )
            for n in range(20)
        ]

        answers = run_concurrently(*crowd)

        page = self.visitor.get(address).text
        self.assertEqual([each.status for each in answers], [302] * 20)
        self.assertEqual(interview.replies.published().count(), 20)
        self.assertEqual(set(interview.replies.values_list("number", flat=True)), {*range(1, 21)})
        self.assertIn("20 replies", page)
        for n in range(20):
            self.assertIn(f"<p>I am {n}.</p>", page)

    def test_twenty_answers_to_one_reply_stand_in_one_order(self):
        interview = an_open_interview("Everybody answers")
        parent = a_reply(interview)
        page = f"/interviews/{interview.slug}/reply/?parent={parent.pk}"
        crowd = [
            partial(
                self.a_visitor().send_reply, page, email=f"a-{n}@example.org", body=f"I am {n}."
            )
            for n in range(20)
        ]

        answers = run_concurrently(*crowd)

        places = parent.thread_replies.values_list("position", flat=True)
        self.assertEqual({each.status for each in answers}, {302})
        self.assertEqual(sorted(places), [*range(1, 21)])

    def test_twenty_texts_in_one_form_make_at_most_one_row(self):
        interview = an_interview("Replayed")
        form = self.visitor.get(interview.get_absolute_url()).reply_form
        texts = [f"Buy number {n}." for n in range(20)]
        all_fields = [self.visitor.reply_fields | {"body": text} for text in texts]

        answers = run_concurrently(
            *[partial(self.visitor.send, form, **fields) for fields in all_fields]
        )

        self.assertLessEqual(interview.replies.count(), 1)
        self.assertEqual([each.status for each in answers].count(302), interview.replies.count())
        for text, answer in zip(texts, answers, strict=True):
            if answer.status != 302:
                self.assertEqual(answer.status, 429)
                self.assertGreater(int(answer.headers["Retry-After"]), 0)
                self.assertEqual(answer.reply_form.fields["body"], text)

    def test_a_reply_sent_while_its_parent_is_declined_never_appears_without_it(self):
        interview = an_open_interview("A race")
        page = interview.get_absolute_url()
        for number in range(ROUNDS):
            parent = a_reply(interview, body=f"Parent {number}.")
            form = self.visitor.get(f"{page}reply/?parent={parent.pk}").reply_form
            fields = {"email": f"racer-{number}@example.org", "body": f"Child {number}."}

            racer = partial(self.a_visitor().send, form, **(self.visitor.reply_fields | fields))
            decline = [parent.decline, self.later(page, parent), self.slowly(page, parent)][
                number % 3
            ]
            [answer] = run_concurrently(racer, here=decline)

            child = Reply.objects.filter(email=fields["email"]).first()
            shown = self.visitor.get(page).text
            self.assertNotIn(f"Parent {number}.", shown)
            if child is None:
                self.assertEqual(answer.status, 400)
                self.assertEqual(answer.reply_form.fields["body"], fields["body"])
            else:
                self.assertLess(child.published_at, parent.decisions.first().at)
                self.assertIn(f'<p class="tombstone" id="{parent.anchor}">', shown)
                self.assertIn(f"Child {number}.", shown)

    def later(self, page, parent):
        """Decline when a post that began now is likely to be stored."""

        def decline():
            self.visitor.get(page)
            parent.decline()

        return decline

    def slowly(self, page, parent):
        """Decline, and let nobody know until a post that began now has looked and waits."""

        def decline():
            with transaction.atomic():
                parent.decline()
                for _each in range(3):
                    self.visitor.get(page)

        return decline
