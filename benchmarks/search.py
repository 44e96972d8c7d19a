"""How long a search takes among many exchanges: `python -m benchmarks.search [100000] [--keep]`.

Fills a new database, SQLite or on the server of DATABASE_URL, with invented text in Latin, Greek,
Cyrillic and Chinese letters. For each kind of query it prints the median and the 95th percentile of
the time to find, the processor's time, which matters on a busy machine, and the time with the first
page of results. `--keep` leaves the database for another run.
"""

# ruff: noqa: E402 -- Django is set up before its models are imported

import argparse
import itertools
import os
import random
import re
import statistics
import tempfile
import time
from collections import Counter
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "publication.settings")
os.environ.setdefault("DJANGO_DEBUG", "1")
os.environ.setdefault("LOG_LEVEL", "ERROR")

import django

django.setup()

from django.conf import settings
from django.db import connection
from django.utils import timezone

from benchmarks.processor_time import processor_seconds
from interviews import search
from interviews.models import Credit, Exchange, Interview, Person, Topic
from publication.database import derived

EXCHANGES_EACH = 30  # of an interview
TIMES = 40  # of each kind of query
SYLLABLES = [
    *("ba", "co", "dri", "el", "fen", "gor", "hu", "in", "ja", "kel", "lo", "mar", "nis"),
    *("or", "pra", "qui", "ros", "sta", "tur", "ve", "wi", "yon", "zu"),
]
GREEK = "αβγδεζηθικλμνξοπρστυφχψω"
CYRILLIC = "абвгдежзийклмнопрстуфхцчшыэюя"
HAN = [chr(code) for code in range(0x4E00, 0x4E00 + 3000)]


class Language:
    """Invents text with Zipf's distribution: the nth word occurs 1/n as often as the first."""

    def __init__(self, chance, words, space=" "):
        self.chance, self.words, self.space = chance, words, space
        self.weights = list(itertools.accumulate(1 / n for n in range(1, len(words) + 1)))

    def say(self, length):
        chosen = self.chance.choices(self.words, cum_weights=self.weights, k=length)
        return self.space.join(chosen).capitalize() + "."


def languages(chance):
    def words(letters, count):
        lengths = (2, 2, 3, 3, 4)
        made = {"".join(chance.choices(letters, k=chance.choice(lengths))) for _n in range(count)}
        return sorted(made, key=lambda word: (len(word), chance.random()))

    latin = Language(chance, ["the", "and", "of", *words(SYLLABLES, 40_000)])
    greek = Language(chance, words([a + b for a in GREEK for b in "αειο"], 20_000))
    cyrillic = Language(chance, words([a + b for a in CYRILLIC for b in "аеио"], 20_000))
    return [latin] * 8 + [greek, cyrillic], Language(chance, HAN, space="")


def fill(count, chance):
    """Create `count` exchanges, 30 in each interview; one interview in ten is Chinese."""
    spaced, chinese = languages(chance)
    names = Language(
        chance, sorted({"".join(chance.choices(SYLLABLES, k=3)) for _n in range(2_000)})
    )
    people = Person.objects.bulk_create(
        Person(name=f"{names.say(2)[:-1].title()} {n}", slug=f"person-{n}", sort_key=f"{n}")
        for n in range(max(2, count // 60))
    )
    topics = Topic.objects.bulk_create(
        Topic(name=f"{spaced[0].words[90 + n]} {n}", slug=f"topic-{n}", sort_key=f"{n}")
        for n in range(40)
    )
    for start in range(0, count, EXCHANGES_EACH):
        language = chinese if start % 300 == 0 else chance.choice(spaced)
        _interview(start, language, chance, people, topics)


def _interview(number, language, chance, people, topics):
    interview = Interview.objects.create(
        title=language.say(6),
        standfirst=language.say(20),
        introduction=language.say(200),
        slug=f"interview-{number}",
        status="published",
        published_at=timezone.now() - timezone.timedelta(hours=number / EXCHANGES_EACH * 8),
    )
    for role in ("subject", "interviewer"):
        Credit.objects.create(interview=interview, person=chance.choice(people), role=role)
    interview.topics.set(chance.sample(topics, 2))
    Exchange.objects.bulk_create(
        Exchange(
            interview=interview,
            key=f"x-{number + n:06}",
            position=n + 1,
            question=language.say(chance.randint(5, 30)),
            answer=" ".join(language.say(25) for _n in range(chance.randint(2, 12))),
        )
        for n in range(EXCHANGES_EACH)
    )


def common_words():
    """Return the Latin words of the newest exchanges, the most frequent first."""
    texts = Exchange.objects.order_by("-pk").values_list("answer", flat=True)[:5_000]
    counted = Counter(word for text in texts for word in re.findall("[a-z]+", text.lower()))
    return [word for word, _times in counted.most_common()]


def kinds(chance):
    """Return {kind of query: function that returns a query}."""
    _spaced, chinese = languages(random.Random(1))
    words = common_words()
    rare, usual = words[5_000:20_000], words[50:500]
    sentences = list(
        Exchange.objects.filter(answer__startswith="T").values_list("answer", flat=True)[:500]
    )
    people = list(Person.objects.all()[:500])
    pick = chance.choice
    return {
        "a rare word": lambda: (pick(rare), {}),
        "a usual word": lambda: (pick(usual), {}),
        "the most usual word": lambda: ("the", {}),
        "two words": lambda: (f"{pick(usual)} {pick(rare)}", {}),
        "two usual words": lambda: (f"{pick(usual)} {pick(usual)}", {}),
        "five words, three the most usual": lambda: (f"the {pick(usual)} and {pick(usual)} of", {}),
        "the beginning of a word": lambda: (pick(rare)[:4], {}),
        "three letters": lambda: (pick(rare)[:3], {}),
        "a phrase of four words": lambda: (f'"{" ".join(pick(sentences).split()[2:6])}"', {}),
        "a name": lambda: (pick(people).name, {}),
        "a name and a word": lambda: (f"{pick(people).name} {pick(usual)}", {}),
        "two Chinese characters": lambda: (chinese.say(2)[:-1], {}),
        "four Chinese characters": lambda: (chinese.say(4)[:-1], {}),
        "a Chinese character": lambda: (pick(HAN[:50]), {}),
        "the most usual word, one person": lambda: ("the", {"person": pick(people)}),
        "the most usual word, one topic": lambda: (
            "the",
            {"topic": pick(list(Topic.objects.all()))},
        ),
        "the most usual word, one year": lambda: ("the", {"year": timezone.now().year - 1}),
        "a usual word, one person": lambda: (pick(usual), {"person": pick(people)}),
        "a usual word, in questions": lambda: (pick(usual), {"only": "questions"}),
        "sixteen usual words": lambda: (" ".join(chance.sample(words[:60], 16)), {}),
        "what is not there": lambda: ("zzyzx", {}),
    }


def measure(ask):
    """Return lists of milliseconds (find, processor, with the first page) and of hits."""
    took, worked, whole, hits = [], [], [], []
    for _n in range(TIMES):
        words, filters = ask()
        begun, start = processor_seconds(), time.perf_counter()
        found = search.search_interviews(words, **filters)
        took.append((time.perf_counter() - start) * 1000)
        worked.append((processor_seconds() - begun) * 1000)
        found[: search.PAGE_SIZE]
        whole.append((time.perf_counter() - start) * 1000)
        hits.append(len(found))
    return took, worked, whole, hits


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("exchanges", type=int, nargs="?", default=100_000)
    options.add_argument("--keep", action="store_true")
    chosen = options.parse_args()
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(
            Path(tempfile.gettempdir()) / "search.sqlite3"
        )
    connection.creation.create_test_db(
        verbosity=0, autoclobber=True, keepdb=chosen.keep, serialize=False
    )
    settings.DEBUG = False
    if not Exchange.objects.exists():
        build(chosen.exchanges)
    print(f"{connection.vendor}, {Exchange.objects.count():,} exchanges, milliseconds")
    print(f"{'':36}{'median':>8}{'95th':>8}{'busy':>8}{'+ page':>8}{'hits':>8}")
    for kind, ask in kinds(random.Random(2)).items():
        took, worked, whole, hits = measure(ask)
        print(
            f"{kind:36}{statistics.median(took):8.1f}{statistics.quantiles(took, n=20)[-1]:8.1f}"
            f"{statistics.median(worked):8.1f}{statistics.median(whole):8.1f}"
            f"{statistics.median(hits):8.0f}",
            flush=True,
        )
    if not chosen.keep:
        connection.creation.destroy_test_db("", verbosity=0)


def build(count):
    start = time.perf_counter()
    derived.drop_derived_objects(connection)
    fill(count, random.Random(1))
    filled = time.perf_counter()
    derived.create_derived_objects(connection)
    print(f"filled in {filled - start:.0f} s, indexed in {time.perf_counter() - filled:.0f} s")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


if __name__ == "__main__":
    main()
