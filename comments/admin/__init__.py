"""Replies in the admin: moderators and editors decide about replies, nobody edits them."""

from comments.admin import invitations, moderation_rules, queued_emails, replies, reply_settings

__all__ = ["invitations", "moderation_rules", "queued_emails", "replies", "reply_settings"]
