"""How forty example replies are screened: `python -m benchmarks.screening`.

Screens the texts of tests/comments/moderation/readers_texts.toml by the site's own rules, for an
interview with open replies: on a new site, and after the filter has learnt every text of
../shared/data/spam. Prints a row for each text, for docs/screening.md.
"""

import tomllib

from django.conf import settings
from django.db import connection, transaction

from benchmarks.spam import FOLDER, examples
from comments.models import ModerationRules, Policy, Reply
from comments.moderation.screening.spam_filter import learn
from comments.moderation.screening.verdict import screen
from interviews.models import Interview

TEXTS = settings.BASE_DIR / "tests/comments/moderation/readers_texts.toml"
SHORT = {"looks-like-spam": "looks like spam", "links": "two links or more"}


def screen_text(text):
    """Return the status of a text and the reasons, in a few words."""
    reply = Reply(interview=Interview(), name=text["name"], body=text["body"].strip())
    reply.website = text.get("website", "")
    verdict = screen(reply, ModerationRules(), (), Policy.OPEN, is_known=lambda: False)
    why = [SHORT.get(rule, rule.partition("-")[0]) for rule, _detail in verdict.reasons]
    return f"held: {', '.join(why)}" if why else verdict.status.value


def measure(texts):
    """Return {(kind, text): [result on a new site, result after the filter has learnt]}."""
    results = {(kind, text["kind"]): [screen_text(text)] for kind in texts for text in texts[kind]}
    with transaction.atomic():
        for each in examples([FOLDER]):
            learn(each.said, each.is_spam)
    for kind in texts:
        for text in texts[kind]:
            results[kind, text["kind"]].append(screen_text(text))
    return results


def main():
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    settings.DEBUG = False
    try:
        results = measure(tomllib.loads(TEXTS.read_text()))
    finally:
        connection.creation.destroy_test_db("", verbosity=0)
    print("| | text | at a new site | once the filter has learnt |\n|---|---|---|---|")
    for (kind, which), (new, taught) in results.items():
        print(f"| {kind} | {which} | {new} | {taught} |")
    for kind in ("honest", "spam"):
        held = [
            [each.startswith("held") for each in results[key]] for key in results if key[0] == kind
        ]
        new, taught = map(sum, zip(*held, strict=True))
        print(f"\n{kind}: {new} of {len(held)} held at a new site, {taught} once it has learnt")


if __name__ == "__main__":
    main()
