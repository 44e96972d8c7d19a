"""Triggers that store each key of an exchange, and refuse a key that another interview has used.

The same interview may use a key again: a deleted exchange that is restored keeps its address.
"""

from interviews.triggers import refusal_sql, trigger

STORE_ALL = """
    INSERT INTO interviews_exchangekey (key, interview_id)
    SELECT key, interview_id FROM interviews_exchange
    WHERE key NOT IN (SELECT key FROM interviews_exchangekey)
"""
STORE = "INSERT INTO interviews_exchangekey (key, interview_id) VALUES (NEW.key, NEW.interview_id)"
IS_USED = "EXISTS (SELECT 1 FROM interviews_exchangekey AS used WHERE used.key = NEW.key"


def statements(connection):
    """Yield the SQL that stores the present keys and creates the triggers."""
    # Migrations run without triggers, and may have added exchanges.
    yield STORE_ALL
    # After the insert, when the unique key of the exchange has made others wait for their turn.
    event, table = "AFTER INSERT", "interviews_exchange"
    elsewhere = f"{IS_USED} AND used.interview_id <> NEW.interview_id)"
    refuse = refusal_sql("The key of an exchange is never given again.", connection)
    yield from trigger(connection, "exchange_key_is_new", event, table, elsewhere, refuse)
    yield from trigger(connection, "exchange_key_stored", event, table, f"NOT {IS_USED})", STORE)
