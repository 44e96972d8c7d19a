"""The models of interviews, one in each file."""

# ruff: noqa: F401, I001 -- in the order in which they import each other; Interview imports none

from interviews.models.slugs import FormerSlug
from interviews.models.interview import Interview
from interviews.models.former_key import FormerKey
from interviews.models.picture import Picture
from interviews.models.person import Person, PersonLink
from interviews.models.topic import Topic
from interviews.models.series import Series
from interviews.models.credit import Credit
from interviews.models.exchange_key import ExchangeKey
from interviews.models.exchange import Exchange
from interviews.models.recurring_question import RecurringQuestion
from interviews.models.exchange_revision import ExchangeRevision
from interviews.models.version import Version
from interviews.models.correction import Correction
from interviews.models.prepared_update import PreparedUpdate
from interviews.models.state_change import StateChange
from interviews.models.page import Page
from interviews.models.publication import Publication
from interviews.models.autosave import Autosave
from interviews.models.presence import Presence
from interviews.models.transcript_source import TranscriptSource
from interviews.models.source_utterance import SourceUtterance
from interviews.models.transcript_review import TranscriptReview
from interviews.models.audit_entry import AuditedPerson, AuditEntry, AuditHead
from interviews.models.preview_link import PreviewLink
from interviews.models.desk_comment import DeskComment
