"""The letters page at the desk: what moderators and editors decide; nobody rewords a reply."""

from comments.admin import invitations, moderation_rules, queued_emails, replies, reply_settings

__all__ = ["invitations", "moderation_rules", "queued_emails", "replies", "reply_settings"]
