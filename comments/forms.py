"""What a reader may send."""

from contextlib import nullcontext

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from comments import letterbox, letters
from comments.fields import BodyField, Choice, Email, Hidden, NameField, WebsiteField
from comments.models import Letter, Policy, Reply, Writer
from comments.models.correspondence import policy_for
from comments.models.owning import fingerprint_of
from comments.models.reply import digest_of
from comments.screening import flood
from comments.screening.verdict import judge
from interviews import prose

LONGEST_KEY = 18  # digits of a row's key


class WordsForm(forms.Form):
    """The words of a reply and how it is signed: what its author may change later, too."""

    body = BodyField(
        label=_("Your reply"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("You can use *emphasis*, [links](https://example.org) and > quotations."),
    )
    name = NameField(
        label=_("Name"), max_length=50, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    website = WebsiteField(
        label=_("Website"), max_length=200, required=False, help_text=_("Optional.")
    )

    status = 400  # of the answer that shows this form again
    DAMAGED = "\ufffd"  # what becomes of bytes that are no UTF-8

    def clean(self):
        for field, value in list(self.cleaned_data.items()):
            if self.DAMAGED in str(value):
                self.add_error(field, _("Some of this was damaged on its way (�). Type it anew."))

    def refuse(self, why, status, field=None):
        """Show the form again for this reason, under an HTTP status of its own."""
        self.status = status
        self.add_error(field, why)

    @property
    def preview(self):
        """The words as readers would see them."""
        return prose.from_reader(self.cleaned_data["body"])


class VoiceForm(WordsForm):
    """What an invited voice may change later: all but whose it is."""

    name = NameField(label=_("Name"), disabled=True)


class ReplyForm(WordsForm):
    """A reply to an interview, to one of its answers (`to`), or to another reply (`parent`)."""

    email = Email(
        label=_("Email"),
        max_length=254,
        help_text=_("Never shown."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    mail = Choice(
        label=_("Mail me when somebody answers this reply"),
        required=False,
    )
    to = Hidden(required=False, max_length=8)
    parent = Hidden(required=False, max_length=LONGEST_KEY)
    field_order = ["body", "name", "email", "website", "mail", "to", "parent"]

    def __init__(self, sent=None, *, place, parent="", network="", proof=""):
        # No suffix: labels have none, and Django would translate its own for each form.
        super().__init__(sent, label_suffix="")
        self.place, self.interview, self.rules = place, place.interview, place.rules
        self.network, self.proof = network, proof
        self.initial = {
            "parent": parent if self._visible(parent) else "",
            "to": place.exchange.key if place.exchange else "",
        }

    # --- What it is about ---------------------------------------------------------

    @cached_property
    def policy(self):
        return policy_for(self.interview, self.rules)

    @property
    def is_closed(self):
        return self.policy == Policy.CLOSED

    @cached_property
    def parent_reply(self):
        """The reply that is answered, or None."""
        said = self.data if self.is_bound else self.initial
        return self._visible(said.get("parent"))

    @cached_property
    def exchange(self):
        """The exchange that is replied to, or None where it is the interview."""
        return self.parent_reply.exchange if self.parent_reply else self.place.exchange

    def _visible(self, key):
        if not (key and len(key) <= LONGEST_KEY and key.isascii() and key.isdecimal()):
            return None
        visible = Reply.objects.visible().filter(interview=self.interview)
        return visible.select_related("exchange").filter(pk=key).first()

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
        protected = self.place.protected
        verdict = judge(reply, self.rules, protected, self.policy, self._is_known, asked_by)
        reply.reasons, reply.spam_score = verdict.reasons, verdict.spam_score
        try:
            with self._all_or_nothing(reply, verdict):
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

    def _all_or_nothing(self, reply, verdict):
        """The transaction in which the reply is stored, with whatever else comes of it.

        Most are held, and come with nothing else: a single statement is a transaction of its own,
        and those who wait for their turn to write wait no longer than that statement takes.
        """
        held_alone = verdict.status == Reply.Status.HELD and not reply.parent_id and not reply.mail
        if held_alone and not connection.in_atomic_block:
            return nullcontext()
        return transaction.atomic()

    def _store(self, reply, verdict):
        if reply.parent_id and not Reply.objects.visible().is_kept(reply.parent_id):
            self._refuse_parent()
        letterbox.put(reply)
        verdict.carry_out(reply)
        if reply.mail == Reply.Mail.ASKED and Writer.objects.may_be_asked(reply.email):
            Letter.objects.write(**letters.confirm(reply.email, reply.confirm_url))

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
