"""The letters page at the desk: what moderators and editors decide; nobody rewords a reply."""

from comments.admin import archive, invitations, letters, policies, rules

__all__ = ["archive", "invitations", "letters", "policies", "rules"]
