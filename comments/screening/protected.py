"""The names that nobody else may sign with."""

from django.db import connection

from comments.screening.words import lines
from comments.statements import carry_out

NAMES = """
SELECT person.name
FROM interviews_credit credit JOIN interviews_person person ON person.id = credit.person_id
WHERE credit.interview_id = {interview} AND credit.role IN ('subject', 'interviewer')
UNION ALL SELECT first_name || ' ' || last_name FROM auth_user WHERE is_staff AND is_active
UNION ALL SELECT username FROM auth_user WHERE is_staff AND is_active
"""


def protected_names(interview_id, rules, in_thread=()):
    """The names of those who speak in the interview, of the editors, and the rules' own list.

    And those `in_thread`, of others whom the reply stands among.
    """
    names = carry_out(connection, NAMES.format(interview="%s"), [interview_id])
    return with_those_of(rules, [*(name for (name,) in names), *in_thread])


def with_those_of(rules, names):
    """The same, where the names are known that NAMES asks for."""
    return tuple(filter(None, [*map(str.strip, names), *lines(rules.protected_names)]))
