"""What a reader may send."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from comments import same_origin
from comments.email import messages
from comments.email.addresses import EmailAddressFormField
from comments.forms.fields import BodyField, NameField, WebsiteField
from comments.models import Commenter, ModerationRules, Policy, QueuedEmail, Reply
from comments.models.authorship import fingerprint_of
from comments.models.reply import digest_of
from comments.models.reply_settings import policy_for
from comments.moderation.screening import flood
from comments.moderation.screening.protected import protected_names
from comments.moderation.screening.verdict import judge
from interviews import prose
from interviews.models import Exchange
from interviews.slugs import KeyConverter

LONGEST_KEY = 18  # digits of a row's key


def longest(name):
    """How many characters the reply's field of that name may have."""
    return Reply._meta.get_field(name).max_length


class SameOriginForm(forms.Form):
    """A form without a CSRF token; it refuses posts of other sites (comments.views.same_origin)."""

    refused_as = 400  # the HTTP status of an answer that shows the form again

    @classmethod
    def of(cls, request, **kwargs):
        """The form as a request fills it in; blank for a visit."""
        form = cls(request.POST if request.method == "POST" else None, **kwargs)
        if form.is_bound and same_origin.is_foreign(request):
            form.refuse(same_origin.FOREIGN, 403)
        return form

    def refuse(self, why, status):
        """Show the form again for this reason, under an HTTP status of its own."""
        self.refused_as = status
        self.add_error(None, why)

    @property
    def status(self):
        """The HTTP status of a page that shows it."""
        return self.refused_as if self.errors else 200


class WordsForm(SameOriginForm):
    """The words of a reply and how it is signed: what its author may change later, too."""

    body = BodyField(
        label=_("Your reply"),
        max_length=longest("body"),
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("You can use *emphasis*, [links](https://example.org) and > quotations."),
    )
    name = NameField(
        label=_("Name"),
        max_length=longest("name"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    website = WebsiteField(
        label=_("Website"),
        max_length=longest("website"),
        required=False,
        help_text=_("Optional."),
    )

    DAMAGED = "\ufffd"  # what becomes of bytes that are no UTF-8

    def clean(self):
        for field, value in list(self.cleaned_data.items()):
            if self.DAMAGED in str(value):
                self.add_error(field, _("Some of this was damaged on its way (�). Type it anew."))

    @property
    def preview(self):
        """The words as readers would see them."""
        return prose.from_reader(self.cleaned_data["body"])


class VoiceForm(WordsForm):
    """What an invited voice may change later: all but whose it is."""

    name = NameField(label=_("Name"), disabled=True)


class ReplyForm(WordsForm):
    """A reply to an interview, to one of its answers (`to`), or to another reply (`parent`)."""

    email = EmailAddressFormField(
        label=_("Email"),
        max_length=254,
        help_text=_("Never shown."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    mail = forms.BooleanField(label=_("Mail me when somebody answers this reply"), required=False)
    to = forms.CharField(required=False, max_length=8, widget=forms.HiddenInput)
    parent = forms.CharField(required=False, max_length=LONGEST_KEY, widget=forms.HiddenInput)
    field_order = ["body", "name", "email", "website", "mail", "to", "parent"]

    def __init__(self, sent=None, *, interview, to="", parent="", network="", proof=""):
        super().__init__(sent, label_suffix="", initial={"to": to, "parent": parent})
        self.interview, self.network, self.proof = interview, network, proof
        if not self.is_bound:  # a link may lead to what is not there any more
            self.initial["parent"] = parent if self.parent_reply else ""
            self.initial["to"] = to if self._standing(to) else ""

    # --- What it is about ---------------------------------------------------------

    @cached_property
    def rules(self):
        return ModerationRules.objects.in_force()

    @cached_property
    def policy(self):
        return policy_for(self.interview, self.rules)

    @property
    def is_closed(self):
        return self.policy == Policy.CLOSED

    @cached_property
    def parent_reply(self):
        """The reply that is answered, or None."""
        key = self._named("parent")
        if not (key and len(key) <= LONGEST_KEY and key.isascii() and key.isdecimal()):
            return None
        visible = Reply.objects.in_print().filter(interview=self.interview)
        return visible.select_related("exchange").filter(pk=key).first()

    @cached_property
    def exchange(self):
        """The exchange that is replied to, or None where it is the interview."""
        if self.parent_reply:
            return self.parent_reply.exchange
        return self._standing(self._named("to"))

    def _named(self, field):
        """What the form that was sent names, or else the link that led to the form."""
        return (self.data if self.is_bound else self.initial).get(field, "")

    def _standing(self, key):
        if not KeyConverter.matches(key):
            return None
        return Exchange.objects.not_removed().filter(interview=self.interview, key=key).first()

    # --- What is refused ----------------------------------------------------------

    def clean_to(self):
        if self.cleaned_data["to"] and not self.parent_reply and self.exchange is None:
            self._forget("to")
            raise ValidationError(
                _(
                    "The answer you reply to is not there any more. Send this once more, "
                    "and it stands under the interview as a whole."
                )
            )
        return self.cleaned_data["to"]

    def clean_parent(self):
        if self.cleaned_data["parent"] and self.parent_reply is None:
            self._refuse_parent()
        return self.cleaned_data["parent"]

    def _refuse_parent(self):
        self._forget("parent")
        raise ValidationError(
            _(
                "The reply you answer is not there any more. Send this once more, "
                "and it starts a thread of its own."
            )
        )

    def _forget(self, field):
        # Sent once more, it would be refused for ever if the form kept what it was about.
        self.data = self.data.copy()
        self.data[self.add_prefix(field)] = ""

    def clean(self):
        super().clean()
        if self.is_closed:
            self.refuse(_("Replies to this interview are closed."), 403)

    # --- What is kept ---------------------------------------------------------------

    @property
    def is_proven(self):
        """Whether this browser has shown that the address is its writer's."""
        return self.proof == self.cleaned_data["email"]

    def save(self, asked_by=None):
        """Store the reply once, as screening decides; None if it is refused after all.

        What was sent twice lands on the row that is there already. `asked_by` are the facts of
        the request that Akismet asks for.
        """
        reply = self._reply()
        if wait := flood.wait_for(reply):
            return self._refuse_flood(wait)
        protected = protected_names(self.interview.pk, self.rules)
        verdict = judge(reply, self.rules, protected, self.policy, self._is_known, asked_by)
        reply.reasons, reply.spam_score = verdict.reasons, verdict.spam_score
        try:
            with transaction.atomic():
                self._store(reply, verdict)
        except IntegrityError:
            if not Reply.objects.stands_in_the_way_of(reply):
                raise
            return self._sent_before(reply)
        except ValidationError as refusal:
            self.refuse(refusal, 400)
            return None
        return reply

    def _reply(self):
        said = self.cleaned_data
        reply = Reply(
            interview=self.interview,
            exchange=self.exchange,
            exchange_digest=digest_of(self.exchange) if self.exchange else "",
            parent=self.parent_reply,
            thread_id=self.parent_reply.root_id if self.parent_reply else None,
            network=self.network,
            mail=self._mail(),
            **{name: said[name] for name in ("body", "name", "email", "website")},
        )
        reply.fingerprint, reply.turn = fingerprint_of(reply), flood.turn_of(reply)
        return reply

    def _mail(self):
        if not self.cleaned_data["mail"]:
            return Reply.Mail.NONE
        return Reply.Mail.WANTED if self.is_proven else Reply.Mail.ASKED

    def _is_known(self):
        return self.is_proven and Reply.objects.is_known(self.proof)

    def _store(self, reply, verdict):
        if reply.parent_id and not Reply.objects.in_print().is_kept(reply.parent_id):
            self._refuse_parent()
        reply.save(force_insert=True)
        verdict.carry_out(reply)
        if reply.mail == Reply.Mail.ASKED and Commenter.objects.may_be_asked(reply.email):
            QueuedEmail.objects.write(**messages.confirm(reply.email, reply.confirm_url))

    def _sent_before(self, reply):
        """The reply that stands already, if it was sent just now and from here."""
        first = Reply.objects.filter(fingerprint=reply.fingerprint).first()
        if first is None:
            return self._refuse_flood(flood.PAUSE.seconds)
        if flood.is_the_same_moment(first, reply):
            return first
        self.refuse(
            _(
                "You have sent this before, and it has arrived. You need not send it again; the "
                "address of its own page, where you saw that it arrived, tells what became of it."
            ),
            409,
        )
        return None

    def _refuse_flood(self, wait):
        self.wait = wait
        self.refuse(
            _("That was fast. Wait %(wait)s seconds, then send this once more.") % {"wait": wait},
            429,
        )
