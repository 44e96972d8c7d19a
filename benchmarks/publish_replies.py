"""Publishes a reply each second to the interview with 100 replies, as a moderator would:
`python -m benchmarks.publish_replies SECONDS SLUG`. `benchmarks.publishing` runs it."""

import os
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "publication.settings")


def main(seconds):
    django.setup()
    from comments.models import Reply
    from interviews.models import Interview

    interview = Interview.objects.get(slug=sys.argv[2])
    begun = time.monotonic()
    for number in range(seconds):
        time.sleep(max(0, begun + number + 0.5 - time.monotonic()))
        reply = Reply.objects.create(
            interview=interview,
            name="Olu",
            email=f"olu-{number}@example.org",
            body=f"It was in the third row, the {number}th time. " * 5,
            fingerprint=f"{begun}-{number}",
        )
        reply.approve()


if __name__ == "__main__":
    main(int(sys.argv[1]))
