"""A reader's question becomes a question of the interview, in the reader's name."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from comments.models.decision import Decision
from comments.models.moderation import InvalidDecision, ReplyStatus
from interviews.models import Exchange, Interview, Person
from interviews.models.question import group_by_question

# The text of a clarification. It leaves out the reader's name, since a clarification stays for good
# and a name can be erased.
ADDED = gettext_noop("A reader’s question and its answer were added.")


class PromotionMixin:
    """A reply can become a question of its interview."""

    @property
    def can_be_promoted(self):
        return self.promoted_exchange_id is None and self.status in (
            ReplyStatus.HELD,
            ReplyStatus.PUBLISHED,
        )

    @transaction.atomic
    def promote(self, by, question, answer, answered_by=(), after=None):
        """Add the reply to the interview as an exchange, and return the exchange.

        `question` and `answer` are Markdown, `answered_by` is a list of people. The exchange
        follows all answers to the question of the exchange `after`, or comes last. If the
        interview was ever published, a clarification says what was added. A held reply is
        published. Raises InvalidDecision if the reply was promoted before, or is neither held nor
        published; ValidationError if the exchange is invalid.
        """
        self._lock_and_refresh()
        if self.promoted_exchange_id:
            raise InvalidDecision(_("It is already a question of the interview."))
        if not self.can_be_promoted:
            raise InvalidDecision(
                _("Only a reply that is held or published can become a question.")
            )
        # Locked, so that two promotions at the same time get different positions.
        interview = Interview.objects.select_for_update(of=("self",), no_key=True)
        interview = interview.get(pk=self.interview_id)
        exchange = Exchange(interview=interview, question=question, answer=answer)
        exchange.asked_by = self._get_asking_person()
        with interview.changing(by, kind="clarification", note=_(ADDED)):
            _add(exchange, after)
            exchange.answered_by.set(answered_by)
        if self.status == ReplyStatus.HELD:
            self.approve(by)
        self._record_decision(Decision.Kind.PROMOTED, by)
        self._update_fields(promoted_exchange=exchange)
        return exchange

    def _get_asking_person(self):
        """The person who asks: the invited person, or one created for this reader.

        Never another person of the same name. A reader with the same name and email address is
        the same person.
        """
        if self.invitation_id:
            return self.invitation.person
        if self.asking_person_id is None:
            self._update_fields(
                asking_person=self._find_earlier_person() or create_reader(self.name)
            )
        return self.asking_person

    def _find_earlier_person(self):
        persons = Person.objects.filter(replies__email=self.email, name_key=self.name)
        return persons.first() if self.email and self.name else None

    def _anonymize_asking_person(self):
        """Anonymize the person created for the reader, unless an interview credits that person."""
        if self.asking_person_id and not self.asking_person.credits.exists():
            self.asking_person.anonymize(_("A reader"))


def create_reader(name):
    """Create a person for a reader of this name; "" if the reader has erased it."""
    person = Person(
        name=name or _("A reader"),
        description=_("A reader") if name else "",
        reader_since=timezone.now(),
    )
    person.full_clean()
    person.save(force_insert=True)
    return person


def _add(exchange, after):
    """Save the exchange after all answers to the question of `after`, or last."""
    others = list(exchange.interview.exchanges.order_by("position"))
    exchange.position = others[-1].position + 1 if others else 1
    exchange.full_clean()
    exchange.save(force_insert=True)
    group = next((q.answers for q in group_by_question(others) if after in q.answers), None)
    if group and group[-1] != others[-1]:
        place = others.index(group[-1]) + 1
        exchange.interview.reorder_exchanges([*others[:place], exchange, *others[place:]])
