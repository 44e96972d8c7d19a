"""A reader's question becomes a question of the interview, asked in the reader's name."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from comments.models.decision import Decision
from comments.models.moderation import InvalidDecision, Status
from interviews.models import Exchange, Interview, Person
from interviews.models.question import group_by_question

# Dated by the clarification that it is the note of; without the reader's name, since a
# clarification is for good and a name can be erased.
ADDED = gettext_noop("A reader’s question and its answer were added.")


class Promotion:
    """May ask what the interview left out."""

    @property
    def may_be_promoted(self):
        return self.became_id is None and self.status in (Status.HELD, Status.PUBLISHED)

    @transaction.atomic
    def promote(self, by, question, answer, answered_by=(), after=None):
        """Add it to the interview as an exchange, and return that.

        `question` and `answer` are Markdown, `answered_by` people, `after` is an exchange: the
        new one stands behind all answers to that question, or last. Where readers have seen the
        interview, a clarification of the day says what was added. What was held is published with
        it. InvalidDecision if it was promoted before, or was declined or withdrawn; ValidationError
        if the exchange cannot stand so.
        """
        self._look_again()
        if self.became_id:
            raise InvalidDecision(_("It has become a question of the interview already."))
        if not self.may_be_promoted:
            raise InvalidDecision(
                _("Only a reply that is held or published can become a question.")
            )
        # Locked, so that of two who add to it at once each finds a place.
        interview = Interview.objects.select_for_update(of=("self",), no_key=True)
        interview = interview.get(pk=self.interview_id)
        exchange = Exchange(interview=interview, question=question, answer=answer)
        exchange.asked_by = self._asker()
        _add(exchange, after)
        exchange.answered_by.set(answered_by)
        if self.status == Status.HELD:
            self.approve(by)
        self._record(Decision.Verb.PROMOTED, by)
        self._set(became=exchange)
        if interview.was_published:
            interview.correct(_(ADDED), by=by, exchange=exchange, kind="clarification")
        return exchange

    def _asker(self):
        """Who is named as asking: whoever was invited, or a person made for this reader.

        Never one who merely has the same name. A reader who asks again under the same name and
        address is the same.
        """
        if self.invitation_id:
            return self.invitation.person
        if self.asked_as_id is None:
            self._set(asked_as=self._who_asked_before() or a_reader(self.name))
        return self.asked_as

    def _who_asked_before(self):
        its = Person.objects.filter(replies__email=self.email, name_key=self.name)
        return its.first() if self.email and self.name else None

    def _leave_the_interview(self):
        """Let any reader have asked; whoever has a part in an interview keeps their name."""
        if self.asked_as_id and not self.asked_as.credits.exists():
            self.asked_as.anonymize(_("A reader"))


def a_reader(name):
    """A new person, for a reader of this name ("": one who erased it)."""
    person = Person(
        name=name or _("A reader"),
        description=_("A reader") if name else "",
        reader_since=timezone.now(),
    )
    person.full_clean()
    person.save(force_insert=True)
    return person


def _add(exchange, after):
    """Store it, last or behind all that answers the question which `after` belongs to."""
    others = list(exchange.interview.exchanges.order_by("position"))
    exchange.position = others[-1].position + 1 if others else 1
    exchange.full_clean()
    exchange.save(force_insert=True)
    group = next((q.answers for q in group_by_question(others) if after in q.answers), None)
    if group and group[-1] != others[-1]:
        place = others.index(group[-1]) + 1
        exchange.interview.reorder_exchanges([*others[:place], exchange, *others[place:]])
