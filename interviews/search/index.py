"""The index of words: what of an exchange is found, and which changes renew it.

Triggers keep it, within the transaction of the change and whoever makes it: an editor, a
QuerySet.update(), the database's own shell. Each exchange is an entry under its number. The
words that an interview says as a whole are an entry under its *negated* number, its title
where a question stands, its introduction where an answer stands; who finds it is led to its
first exchange. Drafts are indexed too: whether readers may see a hit is asked of `published()`
when they search, since the clock publishes without a write.
"""

from interviews.search import postgresql, sqlite

# Four parts, from A, the question, to D, what the exchange stands in: that alone is no hit,
# but may be asked for beside words that are. D also holds what it is filed under, in words
# that nobody types: 0p12 for the person who asks or answers, 0t5 for the topic, 0y2026 for the
# year of publication, 0i for an interview as a whole. What appeared about New Year is filed
# under two years: which it is depends on the publication's clock, and is asked of its date.
SPEAKERS = """
    SELECT 'C' AS part, person_id FROM interviews_exchange_answered_by
        WHERE exchange_id = {entry}
    UNION ALL SELECT 'C', min(c.person_id) FROM interviews_exchange e
        JOIN interviews_credit c ON c.interview_id = e.interview_id AND c.role = 'subject'
        WHERE e.id = {entry} AND NOT EXISTS (
            SELECT 1 FROM interviews_exchange_answered_by a WHERE a.exchange_id = e.id)
        GROUP BY e.id HAVING count(*) = 1
    UNION ALL SELECT 'D', asked_by_id FROM interviews_exchange
        WHERE id = {entry} AND asked_by_id IS NOT NULL
    UNION ALL SELECT 'D', c.person_id FROM interviews_exchange e
        JOIN interviews_credit c ON c.interview_id = e.interview_id AND c.role = 'interviewer'
        WHERE e.id = {entry} AND e.asked_by_id IS NULL
"""
EXCHANGE = """
    SELECT 'A' AS part, question AS text FROM interviews_exchange WHERE id = {entry}
    UNION ALL SELECT 'B', answer FROM interviews_exchange WHERE id = {entry}
    UNION ALL SELECT 'B', note FROM interviews_exchange WHERE id = {entry}
    UNION ALL SELECT s.part, p.name FROM ({speakers}) AS s
        JOIN interviews_person p ON p.id = s.person_id
    UNION ALL SELECT 'D', '0p' || s.person_id FROM ({speakers}) AS s
    UNION ALL SELECT 'D', i.title FROM interviews_exchange e
        JOIN interviews_interview i ON i.id = e.interview_id WHERE e.id = {entry}
    UNION ALL SELECT 'D', p.name FROM interviews_exchange e
        JOIN interviews_credit c ON c.interview_id = e.interview_id
        JOIN interviews_person p ON p.id = c.person_id WHERE e.id = {entry}
    UNION ALL SELECT 'D', t.name || ' 0t' || t.id FROM interviews_exchange e
        JOIN interviews_interview_topics it ON it.interview_id = e.interview_id
        JOIN interviews_topic t ON t.id = it.topic_id WHERE e.id = {entry}
    UNION ALL SELECT 'D', {years} FROM interviews_exchange e
        JOIN interviews_interview i ON i.id = e.interview_id
        WHERE e.id = {entry} AND i.published_at IS NOT NULL
""".replace("{speakers}", SPEAKERS)
INTERVIEW = """
    SELECT 'A' AS part, title AS text FROM interviews_interview WHERE id = -{entry}
    UNION ALL SELECT 'B', standfirst FROM interviews_interview WHERE id = -{entry}
    UNION ALL SELECT 'B', introduction FROM interviews_interview WHERE id = -{entry}
    UNION ALL SELECT 'B', closing FROM interviews_interview WHERE id = -{entry}
    UNION ALL SELECT 'C', p.name FROM interviews_credit c
        JOIN interviews_person p ON p.id = c.person_id WHERE c.interview_id = -{entry}
    UNION ALL SELECT 'C', t.name FROM interviews_interview_topics it
        JOIN interviews_topic t ON t.id = it.topic_id WHERE it.interview_id = -{entry}
    UNION ALL SELECT 'D', '0i' FROM interviews_interview WHERE id = -{entry}
    UNION ALL SELECT 'D', {years} FROM interviews_interview i
        WHERE i.id = -{entry} AND i.published_at IS NOT NULL
    UNION ALL SELECT 'D', '0p' || person_id FROM interviews_credit WHERE interview_id = -{entry}
    UNION ALL SELECT 'D', '0t' || topic_id FROM interviews_interview_topics
        WHERE interview_id = -{entry}
"""

# A whole interview: its own entry and those of its exchanges.
OF_INTERVIEWS = """
    SELECT -id AS entry FROM ({which}) AS which UNION ALL
    SELECT id FROM interviews_exchange WHERE interview_id IN ({which})
"""
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

# table: (the columns whose change matters, the entries that a row of it is spoken of in)
WATCHED = {
    "interviews_exchange": (
        ["interview_id", "question", "answer", "note", "asked_by_id"],
        "SELECT {row}.id AS entry",
    ),
    "interviews_exchange_answered_by": (
        ["exchange_id", "person_id"],
        "SELECT {row}.exchange_id AS entry",
    ),
    "interviews_interview": (
        ["title", "standfirst", "introduction", "closing", "published_at"],
        OF_INTERVIEWS.replace("{which}", "SELECT {row}.id AS id"),
    ),
    "interviews_credit": (["interview_id", "person_id", "role"], OF_INTERVIEW),
    "interviews_interview_topics": (["interview_id", "topic_id"], OF_INTERVIEW),
    "interviews_person": (["name"], OF_INTERVIEWS.replace("{which}", OF_PERSON)),
    "interviews_topic": (["name"], OF_INTERVIEWS.replace("{which}", OF_TOPIC)),
}
EVERYTHING = (
    "SELECT -id AS entry FROM interviews_interview UNION ALL SELECT id FROM interviews_exchange"
)


def filed_under(person=None, topic=None, year=None):
    """The words that only stand in what this person said, is about this topic, of this year."""
    filed = {"0p": person and person.pk, "0t": topic and topic.pk, "0y": year}
    return [f"{mark}{number}" for mark, number in filed.items() if number]


def engine(connection):
    return {"sqlite": sqlite, "postgresql": postgresql}[connection.vendor]


def statements(connection):
    """Yield the SQL that makes the index, has triggers keep it, and fills it."""
    its = engine(connection)
    yield from its.building(EXCHANGE, INTERVIEW)
    for table, (columns, entries) in WATCHED.items():
        yield from its.watching(table, columns, entries)
    yield from its.filling(EVERYTHING)
