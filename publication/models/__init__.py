"""The models of the site as a whole."""

from publication.models.staff_invitation import StaffInvitation

__all__ = ["StaffInvitation"]
