"""A test case of a moderator who chooses replies in the admin and presses buttons."""

from django.urls import reverse

from comments.models.moderation_queue import QueuePosition
from tests.admin_forms import DeskTestCase
from tests.builders import a_moderator

QUEUE = reverse("admin:comments_reply_queue")
DECIDED = reverse("admin:comments_reply_decided")
DECIDE = reverse("admin:comments_reply_decide")
UNDO = reverse("admin:comments_reply_undo")
PUBLISH_ALL = reverse("admin:comments_reply_publish_all")


def choice(reply):
    """How a form names a reply: by its key, and the newest decision that the page showed."""
    newest = reply.decisions.order_by("pk").last()
    return f"{reply.pk}-{newest.pk if newest else 0}"


class ModeratorTestCase(DeskTestCase):
    """Signed in as `self.moderator`."""

    def setUp(self):
        super().setUp()
        self.moderator = a_moderator()
        self.client.force_login(self.moderator)

    def decide(self, action, *replies, **sent):
        chosen = {"action": action, "reply": [choice(reply) for reply in replies]}
        return self.client.post(DECIDE, chosen | sent, follow=True)

    def undo(self, *decisions, **sent):
        keys = {"decision": [decision.pk for decision in decisions]}
        return self.client.post(UNDO, keys | sent, follow=True)

    def queue_items(self, **query):
        return self.client.get(QUEUE, query).context["items"]

    def in_queue(self, **query):
        """The replies on a page of the queue, in its order."""
        return [item.reply for item in self.queue_items(**query)]

    def place_of(self, reply):
        return str(next(QueuePosition.of(each) for each in self.in_queue() if each == reply))

    def assertStates(self, reply, *states):
        """One reply is in the state, or several in theirs."""
        replies = reply if isinstance(reply, list) else [reply]
        for each in replies:
            each.refresh_from_db()
        self.assertEqual([each.status for each in replies], list(states))
