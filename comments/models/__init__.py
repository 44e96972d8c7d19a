"""The models of replies, one a file."""

from comments.models.commenter import Commenter
from comments.models.decision import Decision
from comments.models.invitation import Invitation
from comments.models.moderation_rules import ModerationRules
from comments.models.queued_email import QueuedEmail
from comments.models.reply import Reply
from comments.models.reply_settings import Policy, ReplySettings
from comments.models.report import Report
from comments.models.spam_token import SpamToken

__all__ = [
    "Commenter",
    "Decision",
    "Invitation",
    "ModerationRules",
    "Policy",
    "QueuedEmail",
    "Reply",
    "ReplySettings",
    "Report",
    "SpamToken",
]
