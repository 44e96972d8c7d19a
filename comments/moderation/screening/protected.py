"""The names that other commenters may not use."""

from django.contrib.auth import get_user_model

from comments.models import Invitation
from comments.moderation.screening.words import lines
from interviews.models import Credit


def protected_names(interview_id, rules, in_thread=()):
    """The names of the interview's speakers, of editors, of the rules' list, and of `in_thread`.

    `in_thread` are the names of other commenters in the thread of the reply. Two queries.
    """
    speaking = Credit.objects.filter(interview=interview_id, role__in=Invitation.Role.values)
    editors = get_user_model().objects.filter(is_staff=True, is_active=True)
    names = [
        *speaking.order_by().values_list("person__name", flat=True),
        *(
            name
            for first, last, username in editors.values_list("first_name", "last_name", "username")
            for name in (f"{first} {last}".strip(), username)
        ),
        *in_thread,
        *lines(rules.protected_names),
    ]
    return tuple(filter(None, map(str.strip, names)))
