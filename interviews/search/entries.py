"""The entries of the index: their texts, their speakers, and the changes that update them.

The question and the answer of an exchange are one entry, whose number is the key of the exchange.
The texts by the editors are entries of their own: the title, the standfirst, the introduction and
the closing of an interview, each editor's note and each correction. Such an entry has a negative
number, made from its kind and the key of its row.
"""

from typing import NamedTuple

KIND_STEP = 10**12  # numbers of each kind; greater than any key
EDITORIAL = "0e"  # a token, which nobody types, in every entry by the editors
SPOKEN_BY = {"A": "0a", "B": "0b"}  # before the key of a person: who asks, who answers


class EntryKind(NamedTuple):
    """Entries of one kind. In SQL, `{key}` is the primary key of the row with the text."""

    name: str
    table: str
    interview: str  # SQL for the key of the interview; NULL if the text is blank
    parts: str  # SELECT of (part, text)


# Part A is the question, B the answer or text, C the names of its speakers, D the context: words
# of D match only together with a word of another part. D also has tokens for filters, which
# nobody types: 0a12 for a person who asks, 0b12 for a person who answers, 0t5 for a topic, 0y2026
# for the year of publication. An interview published about New Year has two years: the right one
# depends on the publication's time zone, so ranking.py checks the date too.
CONTEXT = """
    SELECT 'D' AS part, title AS text FROM interviews_interview WHERE id = {interview}
    UNION ALL SELECT 'D', p.name FROM interviews_credit c
        JOIN interviews_person p ON p.id = c.person_id WHERE c.interview_id = {interview}
    UNION ALL SELECT 'D', t.name || ' 0t' || t.id FROM interviews_interview_topics it
        JOIN interviews_topic t ON t.id = it.topic_id WHERE it.interview_id = {interview}
    UNION ALL SELECT 'D', {years} FROM interviews_interview i
        WHERE i.id = {interview} AND i.published_at IS NOT NULL
"""
# The same speakers as Exchange.speakers and Exchange.askers; none is guessed.
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
# In the order of their numbers. If too many match, the highest are found first: interviews.
KINDS = [
    EXCHANGE,
    NOTE,
    CORRECTION,
    *map(_text_of_interview, ["closing", "introduction", "standfirst"]),
    INTERVIEW,
]
NUMBERS = {kind.name: number for number, kind in enumerate(KINDS)}


def kind_and_id(entry):
    """Return the name of the kind of an entry, and the key of the row with its text."""
    return KINDS[max(0, -entry) // KIND_STEP].name, abs(entry) % KIND_STEP


def table_of(name):
    """Return the table with the texts of a kind, by the name of the kind."""
    return KINDS[NUMBERS[name]].table


def number_sql(entry):
    """Return SQL for the number of the kind of an entry."""
    return f"(-{entry} / {KIND_STEP})"


def key_sql(entry):
    """Return SQL for the key of the row with the text of an entry."""
    return (
        f"(abs({entry}) - abs({entry}) / {KIND_STEP} * {KIND_STEP})"  # a % would be a placeholder
    )


def contents(kind, entry, years):
    """Return SQL for the (part, text) rows of an entry; no rows if its text is empty."""
    key = key_sql(entry)
    context = CONTEXT + f"UNION ALL SELECT 'D', '{EDITORIAL}' WHERE {{interview}} IS NOT NULL" * (
        kind is not EXCHANGE
    )
    interview = kind.interview.format(key=key)
    parts = f"{kind.parts} UNION ALL {context}"
    return parts.format(key=key, interview=interview, years=years)


def _entries(table, key):
    """Return SQL for the numbers of all entries whose text is in one row of the table."""
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

# table: (the columns whose change updates the index, the entries that contain text of a row). An
# empty list stands for all columns: such rows change seldom.
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
    """Return the tokens that only entries on this topic and of this year contain."""
    numbers = {"0t": topic and topic.pk, "0y": year}
    return [f"{mark}{number}" for mark, number in numbers.items() if number]
