"""Fills the database of DATABASE_URL for `benchmarks.posting`; prints where to post as JSON."""

# ruff: noqa: E402 -- Django is set up before its models are imported

import json
import os
import random

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "publication.settings")

import django

django.setup()

from django.core.management import call_command
from django.urls import reverse

from benchmarks.reply_requests import body
from comments.models import ModerationRules, Policy, ReplySettings
from comments.moderation.screening import spam_filter
from comments.moderation.screening.tokens import SpamFeatures
from tests.builders import an_editor, an_interview

LISTS = {
    "blocked_words": "casino*\nviagra\npayday loan\nforex signals",
    "suspect_words": "free delivery\ncrypto*\nreplica watches",
    "blocked_addresses": "@spam.example\nsomebody@example.net",
    "blocked_networks": "203.0.113.0/24\n2001:db8:1::/48",
    "protected_names": "The Editors",
}


def set_up_screening():
    """Fill the lists, create editors, and train the filter until it gives scores."""
    ModerationRules.objects.update(**LISTS)
    for name in ("Margit Sorensen", "Ruksana Teale", "Dafydd Orme"):
        first, last = name.split()
        an_editor(first_name=first, last_name=last)
    chance = random.Random(7)
    for number in range(2 * spam_filter.MIN_TEXTS):
        said = body(chance) if number % 2 else f"Cheap watches {number}, free delivery, click here"
        spam_filter.learn(SpamFeatures(said, "Reader"), is_spam=not number % 2)


def main():
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    moderated, opened = an_interview(exchanges=12), an_interview("Open to all", exchanges=12)
    ReplySettings.objects.set_for(opened, Policy.OPEN, close_after=0)
    set_up_screening()
    print(json.dumps({"held": place_of(moderated), "published": place_of(opened)}))


def place_of(interview):
    """Return the path for replies to an interview, and the keys of its exchanges."""
    keys = [exchange.key for exchange in interview.exchanges.all()]
    return {"path": reverse("comments:reply", args=[interview.slug]), "keys": keys}


if __name__ == "__main__":
    main()
