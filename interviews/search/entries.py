"""The entries of the search index: their text, their speakers, and which changes update them.

The question and the answer of an exchange are one entry; its number is the primary key of the
exchange. Everything else that an interview says is not spoken: the title, the standfirst, the
introduction, the closing, each editor's note and each correction are entries of their own. Their
numbers are negative and encode the kind and the primary key.
"""

from typing import NamedTuple

KIND_STEP = 10**12  # numbers for each kind; every primary key is smaller
EDITORIAL = "0e"  # the filter token of every entry that is not spoken
SPOKEN_BY = {"A": "0a", "B": "0b"}  # before the key of the person who asks, who answers


class EntryKind(NamedTuple):
    """Entries of one kind. In the SQL, `{key}` is the primary key of the row with the text."""

    name: str
    table: str
    interview: str  # SQL for the key of the interview; NULL where the text is blank
    parts: str  # SELECT of (part, text)


# An entry has four parts:
#   A  the question
#   B  the answer, or another text
#   C  the names of the speakers
#   D  the context: the interview's title, people and topics. A term in D alone is no match, but
#      D may hold further terms of a query that matches in A, B or C.
# D also holds filter tokens, which readers do not type: 0a12 for a person who asks, 0b12 for a
# person who answers, 0t5 for a topic, 0y2026 for the year of publication. An interview published
# about New Year has two years, since the year depends on the publication's time zone; the date
# then decides.
CONTEXT = """
    SELECT 'D' AS part, title AS text FROM interviews_interview WHERE id = {interview}
    UNION ALL SELECT 'D', p.name FROM interviews_credit c
        JOIN interviews_person p ON p.id = c.person_id WHERE c.interview_id = {interview}
    UNION ALL SELECT 'D', t.name || ' 0t' || t.id FROM interviews_interview_topics it
        JOIN interviews_topic t ON t.id = it.topic_id WHERE it.interview_id = {interview}
    UNION ALL SELECT 'D', {years} FROM interviews_interview i
        WHERE i.id = {interview} AND i.published_at IS NOT NULL
"""
# The speakers are those of Exchange.speakers and Exchange.askers; none is guessed.
ANSWERING = """
    SELECT a.person_id FROM interviews_exchange e
        JOIN interviews_exchange_answered_by a ON a.exchange_id = e.id
        WHERE e.id = {key} AND e.answer <> ''
    UNION ALL SELECT min(c.person_id) FROM interviews_exchange e
        JOIN interviews_credit c ON c.interview_id = e.interview_id AND c.role = 'subject'
        WHERE e.id = {key} AND e.answer <> '' AND NOT EXISTS (
            SELECT 1 FROM interviews_exchange_answered_by a WHERE a.exchange_id = e.id)
        GROUP BY e.id HAVING count(*) = 1
"""
ASKING = """
    SELECT asked_by_id AS person_id FROM interviews_exchange
        WHERE id = {key} AND asked_by_id IS NOT NULL
    UNION ALL SELECT c.person_id FROM interviews_exchange e
        JOIN interviews_credit c ON c.interview_id = e.interview_id AND c.role = 'interviewer'
        WHERE e.id = {key} AND e.asked_by_id IS NULL
"""
EXCHANGE = EntryKind(
    "exchange",
    "interviews_exchange",
    "(SELECT interview_id FROM interviews_exchange WHERE id = {key})",
    """
    SELECT 'A' AS part, question AS text FROM interviews_exchange WHERE id = {key}
    UNION ALL SELECT 'B', answer FROM interviews_exchange WHERE id = {key}
    UNION ALL SELECT 'C', p.name FROM ({answering}) AS s
        JOIN interviews_person p ON p.id = s.person_id
    UNION ALL SELECT 'D', '0b' || s.person_id FROM ({answering}) AS s
    UNION ALL SELECT 'D', p.name || ' 0a' || p.id FROM ({asking}) AS s
        JOIN interviews_person p ON p.id = s.person_id
    """.replace("{answering}", ANSWERING).replace("{asking}", ASKING),
)
NOTE = EntryKind(
    "note",
    "interviews_exchange",
    "(SELECT interview_id FROM interviews_exchange WHERE id = {key} AND note <> '')",
    """
    SELECT 'B' AS part, note AS text FROM interviews_exchange WHERE id = {key} AND note <> ''
    UNION ALL SELECT 'D', question FROM interviews_exchange WHERE id = {key} AND note <> ''
    UNION ALL SELECT 'D', answer FROM interviews_exchange WHERE id = {key} AND note <> ''
    """,
)
CORRECTION = EntryKind(
    "correction",
    "interviews_correction",
    "(SELECT interview_id FROM interviews_correction WHERE id = {key})",
    "SELECT 'B' AS part, note AS text FROM interviews_correction WHERE id = {key}",
)


def _text_of_interview(name):
    row = f"FROM interviews_interview WHERE id = {{key}} AND {name} <> ''"
    parts = f"SELECT 'B' AS part, {name} AS text {row}"
    return EntryKind(name, "interviews_interview", f"(SELECT id {row})", parts)


# An interview is found by its title, its people and its topics.
INTERVIEW = EntryKind(
    "interview",
    "interviews_interview",
    "(SELECT id FROM interviews_interview WHERE id = {key})",
    """
    SELECT 'A' AS part, title AS text FROM interviews_interview WHERE id = {key}
    UNION ALL SELECT 'C', p.name FROM interviews_credit c
        JOIN interviews_person p ON p.id = c.person_id WHERE c.interview_id = {key}
    UNION ALL SELECT 'C', t.name FROM interviews_interview_topics it
        JOIN interviews_topic t ON t.id = it.topic_id WHERE it.interview_id = {key}
    UNION ALL SELECT 'D', '0a' || person_id FROM interviews_credit
        WHERE interview_id = {key} AND role IN ('subject', 'interviewer')
    """,
)
# In the order of their numbers. If there are too many matches, the last kinds come first: the
# interviews.
KINDS = [
    EXCHANGE,
    NOTE,
    CORRECTION,
    *map(_text_of_interview, ["closing", "introduction", "standfirst"]),
    INTERVIEW,
]
NUMBERS = {kind.name: number for number, kind in enumerate(KINDS)}


def kind_and_id(entry):
    """Return the name of an entry's kind, and the primary key of the row with its text."""
    return KINDS[max(0, -entry) // KIND_STEP].name, abs(entry) % KIND_STEP


def table_of(name):
    """Return the table with the texts of a kind, by the name of the kind."""
    return KINDS[NUMBERS[name]].table


def number_sql(entry):
    """Return SQL for the number of an entry's kind."""
    return f"(-{entry} / {KIND_STEP})"


def key_sql(entry):
    """Return SQL for the primary key of the row with the text of an entry."""
    return (
        f"(abs({entry}) - abs({entry}) / {KIND_STEP} * {KIND_STEP})"  # a % would be a placeholder
    )


def contents(kind, entry, years):
    """Return SQL for the rows (part, text) of an entry of a kind; no row if there is no text."""
    key = key_sql(entry)
    context = CONTEXT + f"UNION ALL SELECT 'D', '{EDITORIAL}' WHERE {{interview}} IS NOT NULL" * (
        kind is not EXCHANGE
    )
    interview = kind.interview.format(key=key)
    parts = f"{kind.parts} UNION ALL {context}"
    return parts.format(key=key, interview=interview, years=years)


def _entries(table, key):
    """Return the entries whose text is in one row of the table."""
    numbers = [number for number, kind in enumerate(KINDS) if kind.table == table]
    return [f"{key}" if number == 0 else f"-({number * KIND_STEP} + {key})" for number in numbers]


def _of_row(table, key, where=""):
    return " UNION ALL ".join(f"SELECT {entry} AS entry {where}" for entry in _entries(table, key))


# All entries of an interview, of its exchanges and of its corrections.
OF_INTERVIEWS = " UNION ALL ".join(
    [
        _of_row("interviews_interview", "which.id", "FROM ({which}) AS which"),
        *(
            _of_row(table, "o.id", f"FROM {table} o WHERE o.interview_id IN ({{which}})")
            for table in ("interviews_exchange", "interviews_correction")
        ),
    ]
)
OF_PERSON = """
    SELECT interview_id AS id FROM interviews_credit WHERE person_id = {row}.id
    UNION SELECT interview_id FROM interviews_exchange WHERE asked_by_id = {row}.id
    UNION SELECT e.interview_id FROM interviews_exchange_answered_by a
        JOIN interviews_exchange e ON e.id = a.exchange_id WHERE a.person_id = {row}.id
"""
OF_TOPIC = """
    SELECT interview_id AS id FROM interviews_interview_topics WHERE topic_id = {row}.id
"""
OF_INTERVIEW = OF_INTERVIEWS.replace("{which}", "SELECT {row}.interview_id AS id")

# {table: (columns, SQL for the entries that show a row of the table)}. Only a change of these
# columns updates the entries. Without columns every change does: such rows change seldom.
TRIGGER_SOURCES = {
    "interviews_exchange": (
        ["interview_id", "question", "answer", "note", "asked_by_id"],
        _of_row("interviews_exchange", "{row}.id"),
    ),
    "interviews_exchange_answered_by": ([], "SELECT {row}.exchange_id AS entry"),
    "interviews_interview": (
        ["title", "standfirst", "introduction", "closing", "published_at"],
        OF_INTERVIEWS.replace("{which}", "SELECT {row}.id AS id"),
    ),
    "interviews_correction": ([], _of_row("interviews_correction", "{row}.id")),
    "interviews_credit": ([], OF_INTERVIEW),
    "interviews_interview_topics": ([], OF_INTERVIEW),
    "interviews_person": ([], OF_INTERVIEWS.replace("{which}", OF_PERSON)),
    "interviews_topic": ([], OF_INTERVIEWS.replace("{which}", OF_TOPIC)),
}
EVERYTHING = " UNION ALL ".join(
    _of_row(table, "o.id", f"FROM {table} o")
    for table in ("interviews_interview", "interviews_exchange", "interviews_correction")
)


def filter_tokens(topic=None, year=None):
    """Return the filter tokens of a topic and of a year."""
    numbers = {"0t": topic and topic.pk, "0y": year}
    return [f"{prefix}{number}" for prefix, number in numbers.items() if number]
