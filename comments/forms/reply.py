"""The forms of replies."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from comments import same_origin
from comments.email import messages
from comments.email.addresses import EmailAddressFormField
from comments.forms.fields import AuthorNameField, BodyField, WebsiteField
from comments.models import Commenter, ModerationRules, Policy, QueuedEmail, Reply
from comments.models.authorship import get_fingerprint
from comments.models.reply import get_exchange_digest
from comments.models.reply_settings import get_policy
from comments.moderation.screening import flood
from comments.moderation.screening.protected import protected_names
from comments.moderation.screening.verdict import screen
from interviews import prose
from interviews.models import Exchange
from interviews.slugs import KeyConverter

MAX_KEY_LENGTH = 18  # digits of a row's key


def longest(name):
    """The maximum length of a field of Reply."""
    return Reply._meta.get_field(name).max_length


class SameOriginForm(forms.Form):
    """A form without a CSRF token that refuses posts from other sites (comments.same_origin)."""

    error_status = 400  # of the response that shows the form again

    @classmethod
    def of(cls, request, **kwargs):
        """The form of a request: bound for a POST, blank otherwise."""
        form = cls(request.POST if request.method == "POST" else None, **kwargs)
        if form.is_bound and same_origin.is_cross_site(request):
            form.refuse(same_origin.FROM_OTHER_SITE, 403)
        return form

    def refuse(self, why, status):
        """Add an error, and set the HTTP status of the response."""
        self.error_status = status
        self.add_error(None, why)

    @property
    def status(self):
        """The HTTP status of the page that shows the form."""
        return self.error_status if self.errors else 200


class ReplyTextForm(SameOriginForm):
    """The fields of a reply that its author may also edit later."""

    body = BodyField(
        label=_("Your reply"),
        max_length=longest("body"),
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"required": _("Write your reply.")},
        help_text=_("You can use *emphasis*, [links](https://example.org) and > quotations."),
    )
    name = AuthorNameField(
        label=_("Name"),
        max_length=longest("name"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Enter your name.")},
    )
    website = WebsiteField(
        label=_("Website"),
        max_length=longest("website"),
        required=False,
        help_text=_("Optional."),
    )

    GARBLED = "\ufffd"  # replaces bytes that are not UTF-8

    def clean(self):
        for field, value in list(self.cleaned_data.items()):
            if self.GARBLED in str(value):
                self.add_error(field, _("Some characters were garbled (�). Please retype it."))

    @property
    def preview(self):
        """The reply as readers would see it."""
        return prose.from_reader(self.cleaned_data["body"])


class InvitedEditForm(ReplyTextForm):
    """The fields that an invited person may edit later: all but the name."""

    name = AuthorNameField(label=_("Name"), disabled=True)


class ReplyForm(ReplyTextForm):
    """A reply to an interview, to one of its answers (`to`), or to another reply (`parent`)."""

    email = EmailAddressFormField(
        label=_("Email"),
        max_length=254,
        help_text=_("Never shown."),
        error_messages={"required": _("Enter your email address.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    email_notifications = forms.BooleanField(
        label=_("Email me when someone replies"), required=False
    )
    to = forms.CharField(required=False, max_length=8, widget=forms.HiddenInput)
    parent = forms.CharField(required=False, max_length=MAX_KEY_LENGTH, widget=forms.HiddenInput)
    field_order = ["body", "name", "email", "website", "email_notifications", "to", "parent"]

    def __init__(self, sent=None, *, interview, to="", parent="", network="", proof=""):
        super().__init__(sent, label_suffix="", initial={"to": to, "parent": parent})
        self.interview, self.network, self.proof = interview, network, proof
        if not self.is_bound:  # the link may name a reply or an answer that was removed
            self.initial["parent"] = parent if self.parent_reply else ""
            self.initial["to"] = to if self._get_exchange(to) else ""

    # --- Subject ---------------------------------------------------------

    @cached_property
    def rules(self):
        return ModerationRules.objects.current()

    @cached_property
    def policy(self):
        return get_policy(self.interview, self.rules)

    @property
    def is_closed(self):
        return self.policy == Policy.CLOSED

    @cached_property
    def parent_reply(self):
        """The reply that this one replies to, or None."""
        key = self._get_named("parent")
        if not (key and len(key) <= MAX_KEY_LENGTH and key.isascii() and key.isdecimal()):
            return None
        visible = Reply.objects.visible().filter(interview=self.interview)
        return visible.select_related("exchange").filter(pk=key).first()

    @cached_property
    def exchange(self):
        """The exchange that this reply is about, or None for the whole interview."""
        if self.parent_reply:
            return self.parent_reply.exchange
        return self._get_exchange(self._get_named("to"))

    def _get_named(self, field):
        """The value in the submitted form, or in the link that led to the form."""
        return (self.data if self.is_bound else self.initial).get(field, "")

    def _get_exchange(self, key):
        if not KeyConverter.matches(key):
            return None
        return Exchange.objects.not_removed().filter(interview=self.interview, key=key).first()

    # --- Validation ----------------------------------------------------------

    def clean_to(self):
        if self.cleaned_data["to"] and not self.parent_reply and self.exchange is None:
            self._clear_field("to")
            raise ValidationError(
                _(
                    "The answer you’re replying to was removed. "
                    "Send it again to reply to the whole interview."
                )
            )
        return self.cleaned_data["to"]

    def clean_parent(self):
        if self.cleaned_data["parent"] and self.parent_reply is None:
            self._refuse_parent()
        return self.cleaned_data["parent"]

    def _refuse_parent(self):
        self._clear_field("parent")
        raise ValidationError(
            _("The reply you’re replying to was removed. Send it again to start a new thread.")
        )

    def _clear_field(self, field):
        # Without this, sending the form again would be refused again.
        self.data = self.data.copy()
        self.data[self.add_prefix(field)] = ""

    def clean(self):
        super().clean()
        if self.is_closed:
            self.refuse(_("Replies to this interview are closed."), 403)

    # --- Saving ---------------------------------------------------------------

    @property
    def owns_address(self):
        """Whether the cookie shows that the address belongs to this commenter."""
        return self.proof == self.cleaned_data["email"]

    def save(self, request_facts=None):
        """Save the reply with the status that screening decides; None if it is refused.

        The same reply sent twice returns the existing row. `request_facts` describes the request
        for Akismet.
        """
        reply = self._build_reply()
        if wait := flood.get_wait(reply):
            return self._refuse_flood(wait)
        protected = protected_names(self.interview.pk, self.rules)
        verdict = screen(reply, self.rules, protected, self.policy, self._is_known, request_facts)
        reply.reasons, reply.spam_score = verdict.reasons, verdict.spam_score
        try:
            with transaction.atomic():
                self._store(reply, verdict)
        except IntegrityError:
            if not Reply.objects.conflicts_with(reply):
                raise
            return self._handle_duplicate(reply)
        except ValidationError as refusal:
            self.refuse(refusal, 400)
            return None
        return reply

    def _build_reply(self):
        cleaned = self.cleaned_data
        reply = Reply(
            interview=self.interview,
            exchange=self.exchange,
            exchange_digest=get_exchange_digest(self.exchange) if self.exchange else "",
            parent=self.parent_reply,
            thread_id=self.parent_reply.root_id if self.parent_reply else None,
            network=self.network,
            email_notifications=self._get_notification_choice(),
            **{name: cleaned[name] for name in ("body", "name", "email", "website")},
        )
        reply.fingerprint, reply.rate_limit_key = (
            get_fingerprint(reply),
            flood.get_rate_limit_key(reply),
        )
        return reply

    def _get_notification_choice(self):
        if not self.cleaned_data["email_notifications"]:
            return Reply.EmailNotifications.NONE
        return (
            Reply.EmailNotifications.WANTED if self.owns_address else Reply.EmailNotifications.ASKED
        )

    def _is_known(self):
        return self.owns_address and Reply.objects.is_known(self.proof)

    def _store(self, reply, verdict):
        if reply.parent_id and not Reply.objects.visible().exists_locked(reply.parent_id):
            self._refuse_parent()
        reply.save(force_insert=True)
        verdict.apply_to(reply)
        if (
            reply.email_notifications == Reply.EmailNotifications.ASKED
            and Commenter.objects.claim_confirmation_email(reply.email)
        ):
            QueuedEmail.objects.enqueue(**messages.confirm(reply.email, reply.confirm_url))

    def _handle_duplicate(self, reply):
        """The existing reply, if the same commenter sent it just now; otherwise refuse."""
        existing = Reply.objects.filter(fingerprint=reply.fingerprint).first()
        if existing is None:
            return self._refuse_flood(flood.PAUSE.seconds)
        if flood.is_resubmission(existing, reply):
            return existing
        self.refuse(
            _(
                "You’ve already sent this, and it arrived. To see whether it’s published, open the "
                "private page that you saw after sending it."
            ),
            409,
        )
        return None

    def _refuse_flood(self, wait):
        self.wait = wait
        self.refuse(
            _("You’re sending too quickly. Wait %(wait)s seconds, then send it again.")
            % {"wait": wait},
            429,
        )
