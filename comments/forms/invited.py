"""The reply form of invited people: it has their name, and lets them choose the answer."""

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from comments.forms.reply import ReplyForm
from comments.models import Reply
from interviews.models import Exchange

REMOVED = _(
    "The answer you’re replying to was removed. Choose another answer, or the whole interview."
)


class InvitedForm(ReplyForm):
    """A reply under a badge; name and email address come from the invitation."""

    def __init__(self, sent=None, *, invitation, **about):
        super().__init__(sent, **about)
        self.invitation = invitation
        for name in ("name", "email", "email_notifications", "website", "parent"):
            del self.fields[name]
        self.fields["to"] = forms.ChoiceField(
            label=_("About"),
            required=False,
            choices=self._answers,
            initial=self.initial["to"],
            error_messages={"invalid_choice": REMOVED},
        )
        self.order_fields(["to", "body"])

    def _answers(self):
        standing = Exchange.objects.not_removed().filter(interview=self.interview)
        listed = [(each.key, str(each)) for each in standing.order_by("position")]
        return [("", _("The whole interview")), *listed]

    @property
    def is_closed(self):
        """Never closed: an invited person can always reply."""
        return False

    def clean(self):
        super().clean()
        person = {"name": self._name(), "email": self.invitation.email}
        self.cleaned_data |= person | {"website": "", "email_notifications": False, "parent": ""}

    def _name(self):
        longest = Reply._meta.get_field("name").max_length
        return Truncator(self.invitation.person.name).chars(longest)

    @property
    def parent_reply(self):
        return None

    def _build_reply(self):
        reply = super()._build_reply()
        reply.invitation = self.invitation
        return reply

    def _get_notification_choice(self):
        return Reply.EmailNotifications.NONE
