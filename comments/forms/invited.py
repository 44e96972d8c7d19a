"""The form of those who were invited: they sign as themselves, and choose what to answer."""

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from comments.forms.reply import ReplyForm
from comments.models import Reply
from interviews.models import Exchange

GONE = _(
    "The answer you reply to is not there any more. Choose another, or the interview as a whole."
)


class InvitedForm(ReplyForm):
    """A reply under a verified badge; name and address are those of the invitation."""

    def __init__(self, sent=None, *, invitation, **about):
        super().__init__(sent, **about)
        self.invitation = invitation
        for name in ("name", "email", "mail", "website", "parent"):
            del self.fields[name]
        self.fields["to"] = forms.ChoiceField(
            label=_("About"),
            required=False,
            choices=self._answers,
            initial=self.initial["to"],
            error_messages={"invalid_choice": GONE},
        )
        self.order_fields(["to", "body"])

    def _answers(self):
        standing = Exchange.objects.not_removed().filter(interview=self.interview)
        listed = [(each.key, str(each)) for each in standing.order_by("position")]
        return [("", _("The interview as a whole")), *listed]

    @property
    def is_closed(self):
        """Never: who was asked to reply has the right to."""
        return False

    def clean(self):
        super().clean()
        person = {"name": self._name(), "email": self.invitation.email}
        self.cleaned_data |= person | {"website": "", "mail": False, "parent": ""}

    def _name(self):
        longest = Reply._meta.get_field("name").max_length
        return Truncator(self.invitation.person.name).chars(longest)

    @property
    def parent_reply(self):
        return None

    def _reply(self):
        reply = super()._reply()
        reply.invitation = self.invitation
        return reply

    def _mail(self):
        return Reply.Mail.NONE
