"""Measures the form of a long interview at the desk: opening it, and saving one changed answer.

    python -m benchmarks.desk            # 100 and 200 exchanges, in a new SQLite database

Prints the least and the median time of the server for a GET and a POST, in one process and without
a network, and the size of the page. Figures depend on the machine and its load, which it prints.
"""

import os
import statistics
import tempfile
import time

ROUNDS = 7
LENGTHS = (100, 200)  # exchanges
ANSWER = "We looked at the glass first, and then at the sea, for as long as it took. " * 6


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PUBLICATION_VAR"] = folder
        os.environ.setdefault("DJANGO_SECRET_KEY", "only-for-benchmarks")
        os.environ["DJANGO_ALLOWED_HOSTS"] = "testserver"
        os.environ["DJANGO_DEBUG"] = "1"  # static files need no manifest
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/desk.sqlite3"
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "publication.settings")
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        print(f"load of the machine: {os.getloadavg()[0]:.1f}")
        for length in LENGTHS:
            measure(length)


def measure(length):
    from django.test import Client

    from tests.admin_forms import address_of, as_sent
    from tests.builders import a_draft, an_editor, an_exchange, published

    interview = a_draft(exchanges=0)
    for number in range(length):
        an_exchange(interview, f"Question {number}?", ANSWER)
    published(interview)
    client = Client()
    client.force_login(an_editor(username=f"editor-{length}"))
    address = address_of(interview)
    opening, saving = [], []
    for number in range(ROUNDS):
        taken, response = timed(lambda: client.get(address, secure=True))
        opening.append(taken)
        sent = as_sent_outside_tests(client, address, as_sent)
        sent |= {"exchanges-7-answer": f"{ANSWER} {number}", "_continue": "1"}
        taken, saved = timed(lambda sent=sent: client.post(address, sent, secure=True))
        assert saved.status_code == 302, saved.status_code
        saving.append(taken)
    print(f"{length} exchanges, {len(response.content) // 1024} KiB")
    for name, times in (("open", opening), ("save one changed answer", saving)):
        print(f"  {name}: least {min(times):.0f} ms, median {statistics.median(times):.0f} ms")


def as_sent_outside_tests(client, address, as_sent):
    """Return the fields of the form; templates report their contexts only in a test environment."""
    from django.test.utils import setup_test_environment, teardown_test_environment

    setup_test_environment()
    try:
        return as_sent(client.get(address, secure=True))
    finally:
        teardown_test_environment()


def timed(request):
    start = time.perf_counter()
    response = request()
    return (time.perf_counter() - start) * 1000, response


if __name__ == "__main__":
    main()
