"""The letters page's nouns, one a file."""

from comments.models.correspondence import Correspondence, Policy
from comments.models.decision import Decision
from comments.models.house_rules import HouseRules
from comments.models.invitation import Invitation
from comments.models.letter import Letter
from comments.models.reply import Reply
from comments.models.report import Report
from comments.models.token import Token
from comments.models.writer import Writer

__all__ = [
    "Correspondence",
    "Decision",
    "HouseRules",
    "Invitation",
    "Letter",
    "Policy",
    "Reply",
    "Report",
    "Token",
    "Writer",
]
