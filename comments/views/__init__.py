"""The letters page's pages: one function each, filed by who comes there."""

from comments.views.mail import confirm, stop
from comments.views.own import ask_to_confirm, change, held, restore, status, withdraw
from comments.views.privacy import kept, privacy
from comments.views.reading import permalink, replies, thread
from comments.views.reporting import report
from comments.views.writing import invited, reply

__all__ = [
    "ask_to_confirm",
    "change",
    "confirm",
    "held",
    "invited",
    "kept",
    "permalink",
    "privacy",
    "replies",
    "reply",
    "report",
    "restore",
    "status",
    "stop",
    "thread",
    "withdraw",
]
