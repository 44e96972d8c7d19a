"""How page times grow with the number of interviews and replies: `python -m benchmarks.growth`.

Builds the same pages twenty times in two databases: one with 300 interviews and 6,000 replies, one
with 10,000 interviews and a million replies (`--interviews`, `--replies`). Prints the median of the
processor's milliseconds, the database's included. Uses SQLite, or new databases on the server of
`--database postgres://…`.
"""

import argparse
import io
import json
import os
import statistics
import subprocess
import sys
import tempfile
from contextlib import ExitStack

from benchmarks import databases, serving
from benchmarks.posting import row, table

# The small database fills a page of each list, so that both render equally many rows.
SIZES = {"small": (300, 6_000), "large": (10_000, 1_000_000)}
TIMES = 20
EXCHANGES = 4  # an interview


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--database", default="", help="postgres://…; else SQLite in a temp folder")
    parser.add_argument("--interviews", type=int, default=SIZES["large"][0])
    parser.add_argument("--replies", type=int, default=SIZES["large"][1])
    chosen = parser.parse_args()
    sizes = SIZES | {"large": (chosen.interviews, chosen.replies)}
    told = {name: measured(name, size, chosen.database) for name, size in sizes.items()}
    print("\n".join(report(sizes, told)))


def measured(name, size, server):
    """Return {page: milliseconds} of a publication of this size, in a process of its own."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="level-"))
        place = stack.enter_context(databases.create_database(f"level_{name}", folder, server))
        return json.loads(
            subprocess.run(
                [sys.executable, "-c", "from benchmarks import growth; growth.print_times()"],
                input=json.dumps(size),
                cwd=serving.ROOT,
                env=serving.settings(place, folder, 80) | {"PAGE_CACHE_MB": "0"},
                stdout=subprocess.PIPE,
                check=True,
                text=True,
            ).stdout
        )


def report(sizes, told):
    heads = [f"{interviews:,} and {replies:,}" for interviews, replies in sizes.values()]
    yield from table(["interviews and replies", *heads, "times"])
    for page, small in told["small"].items():
        large = told["large"][page]
        yield row([page, f"{small:.1f} ms", f"{large:.1f} ms", f"{large / small:.2f}"])


# --- In the process that has the database ---


def print_times():
    """Fill the database of the environment, request each page, and print the times."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "publication.settings")
    import django

    django.setup()
    from publication.wsgi import application

    pages = fill(*json.load(sys.stdin))
    print(json.dumps({name: median(application, path) for name, path in pages.items()}))


def median(application, path):
    from benchmarks.processor_time import processor_seconds

    taken = []
    for _time in range(TIMES):
        start = processor_seconds()
        status = ask(application, path)
        taken.append((processor_seconds() - start) * 1000)
        if not status.startswith("200"):
            sys.exit(f"{path}: {status}")
    return statistics.median(taken[1:])


def ask(application, path):
    path, _mark, query = path.partition("?")
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "HTTP_HOST": "127.0.0.1",
        "wsgi.input": io.BytesIO(),
        "wsgi.url_scheme": "http",
    }
    told = []
    body = application(environ, lambda *started: told.extend(started))
    sum(map(len, body))
    if hasattr(body, "close"):
        body.close()
    return told[0]


def fill(interviews, replies):
    import random

    from django.core.management import call_command
    from django.db import connection, transaction

    from benchmarks import sample_content
    from publication.database import derived

    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    sample_content.EXCHANGES = EXCHANGES
    derived.drop_derived_objects(connection)  # triggers would slow down a million rows
    with transaction.atomic():
        made = sample_content.fill(interviews, random.Random(5))
    write_replies([interview.pk for interview in made], replies)
    derived.create_derived_objects(connection)
    if connection.vendor == "postgresql":
        connection.cursor().execute("ANALYZE")
    middle = made[len(made) // 2]
    return {
        "front page": "/",
        "interview": made[0].get_absolute_url(),
        "exchange": made[0].exchanges.first().get_absolute_url(),
        "archive": "/interviews/",
        "archive, half-way": f"/interviews/?after={middle.pk}",
        "topic": made[0].topics.first().get_absolute_url(),
        "person": made[0].people.first().get_absolute_url(),
        "people": "/people/",
        "feed": "/feed.atom",
        "replies' feed": "/replies/feed.atom",
        "search": "/search/?q=Keeper",
    }


def write_replies(interviews, count):
    """Create `count` published replies, the first hundred under the first interview."""
    from comments.models import Reply, ReplySettings
    from tests.builders import as_published

    each = max(100, count // len(interviews))
    receiving = interviews[: max(1, count // each)]
    ReplySettings.objects.bulk_create(
        ReplySettings(interview_id=pk, last_thread_number=each) for pk in receiving
    )
    for pk in receiving:
        shared = as_published(None)
        del shared["interview"], shared["fingerprint"]
        Reply.objects.bulk_create(
            Reply(
                interview_id=pk,
                number=number,
                position=0,
                fingerprint=f"{pk}-{number}",
                body=f"This is reply number {number}, about what was said.",
                **shared,
            )
            for number in range(1, each + 1)
        )


if __name__ == "__main__":
    main()
