"""The letters page's nouns, one a file."""

from comments.models.reply import Reply

__all__ = ["Reply"]
