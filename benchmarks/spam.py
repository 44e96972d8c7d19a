"""How well the learning filter detects spam: `python -m benchmarks.spam [folder or file …]`.

Reads every CSV file in ../shared/data/spam or in the given places, with the columns CONTENT, CLASS
(1 is spam) and optionally AUTHOR, and skips repeated texts. Learns and scores with the site's own
functions in a new database, SQLite or on the server of DATABASE_URL. Seven texts in ten of each
file and kind are for training; the other three are held out. The filter's constants were chosen
with the figures of both parts in sight, so the held-out part is not an independent measure.
"""

# ruff: noqa: E402 -- Django is set up before its models are imported

import argparse
import csv
import os
import random
import statistics
import time
from pathlib import Path
from typing import NamedTuple

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "publication.settings")
os.environ.setdefault("DJANGO_DEBUG", "1")
os.environ.setdefault("LOG_LEVEL", "ERROR")

import django

django.setup()

from django.conf import settings
from django.db import connection, transaction

from comments.models import SpamToken
from comments.moderation.screening.spam_filter import MIN_TEXTS, SPAM_THRESHOLD, learn, score
from comments.moderation.screening.tokens import SpamFeatures

FOLDER = settings.BASE_DIR.parent / "shared" / "data" / "spam"
THRESHOLDS = sorted({0.5, 0.6, 0.7, 0.8, 0.9, 0.95, SPAM_THRESHOLD})
FOLDS = 5
SEED = 1
TIMES = 500  # of scoring a text


class Example(NamedTuple):
    said: SpamFeatures
    is_spam: bool
    file: str


def examples(places):
    """Return the labelled texts of these folders and files, without repetitions."""
    paths = [path for place in places for path in sorted(place.rglob("*.csv")) or [place]]
    read, seen = [], set()
    for path in paths:
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            for row in csv.DictReader(file):
                text = (row.get("CONTENT") or "").strip()
                if row.get("CLASS") in ("0", "1") and text and text not in seen:
                    seen.add(text)
                    said = SpamFeatures(text, name=row.get("AUTHOR") or "")
                    read.append(Example(said, row["CLASS"] == "1", path.name))
    return read


def split(labelled, count):
    """Split the examples into parts with equal shares of every file and kind, by a fixed seed."""
    parts = [[] for _n in range(count)]
    order = random.Random(SEED)
    for kind in sorted({(each.file, each.is_spam) for each in labelled}):
        group = [each for each in labelled if (each.file, each.is_spam) == kind]
        order.shuffle(group)
        for place, each in enumerate(group):
            parts[place % count].append(each)
    return parts


def score_after_learning(teaching, tested):
    """Return [(score, is spam)] of the tested examples after learning the others."""
    SpamToken.objects.all().delete()
    with transaction.atomic():
        for each in teaching:
            learn(each.said, each.is_spam)
    return [(score(each.said), each.is_spam) for each in tested]


def cross_validate(labelled):
    parts = split(labelled, FOLDS)
    return [
        pair
        for n, part in enumerate(parts)
        for pair in score_after_learning(
            [each for other in parts[:n] + parts[n + 1 :] for each in other], part
        )
    ]


def table(title, pairs):
    """Print precision, recall and the share of innocent texts held, at each threshold."""
    if any(found is None for found, _is_spam in pairs):
        print(f"\n{title}: fewer than {MIN_TEXTS} texts of each kind to learn from, so no score")
        return
    spams = sum(is_spam for _found, is_spam in pairs)
    print(f"\n{title}: {len(pairs)} texts, {spams} of them spam")
    print(f"{'held from':>12}{'precision':>12}{'recall':>10}{'false positives':>18}")
    for threshold in THRESHOLDS:
        held = [is_spam for found, is_spam in pairs if found >= threshold]
        right, wrong = sum(held), len(held) - sum(held)
        print(
            f"{threshold:12.2f}{right / max(1, len(held)):12.3f}{right / max(1, spams):10.3f}"
            f"{wrong / max(1, len(pairs) - spams):18.3f}"
            + (f"  {wrong} of {len(pairs) - spams}" if wrong else "")
            + ("  <- SPAM_THRESHOLD" if threshold == SPAM_THRESHOLD else "")
        )


def timing(said):
    """Print how many milliseconds a score takes, by the clock and of the processor."""
    took, processor = [], time.process_time()
    for _n in range(TIMES):
        start = time.perf_counter()
        score(said)
        took.append((time.perf_counter() - start) * 1000)
    processor = (time.process_time() - processor) * 1000 / TIMES
    print(
        f"\nA score of {len(said.body.split())} words among {SpamToken.objects.count():,} known, "
        f"on {connection.vendor}: median {statistics.median(took):.2f} ms, 95th percentile "
        f"{statistics.quantiles(took, n=20)[-1]:.2f} ms; {processor:.2f} ms of the processor"
    )


def measure(labelled):
    parts = split(labelled, 10)
    teaching = [each for part in parts[:7] for each in part]
    held_out = [each for part in parts[7:] for each in part]
    spams = sum(each.is_spam for each in teaching)
    print(f"{len(labelled)} texts; {len(teaching)} to learn from, {spams} of them spam")
    table(f"Cross-validated in {FOLDS} parts", cross_validate(teaching))
    few = [each for each in teaching if each.is_spam][:MIN_TEXTS]
    few += [each for each in teaching if not each.is_spam][:MIN_TEXTS]
    table(f"Held out, after only {MIN_TEXTS} of each kind", score_after_learning(few, held_out))
    table("Held out", score_after_learning(teaching, held_out))
    words = " ".join(each.said.body for each in held_out).split()[:60]
    timing(
        SpamFeatures(
            " ".join(words), "Oluwaseun P.", "oluwaseun@example.org", "https://example.org"
        )
    )


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("places", type=Path, nargs="*", default=[FOLDER])
    labelled = examples(options.parse_args().places)
    if not labelled:
        raise SystemExit("No CSV with the columns CONTENT and CLASS there.")
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    settings.DEBUG = False
    try:
        measure(labelled)
    finally:
        connection.creation.destroy_test_db("", verbosity=0)


if __name__ == "__main__":
    main()
