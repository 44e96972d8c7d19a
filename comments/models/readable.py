"""Readable: what readers see of a reply, wherever one has it from."""

import hashlib

from django.urls import reverse

from comments.models.deciding import Status
from interviews import prose
from interviews.web_addresses import is_web_address


def digest_of(exchange):
    """What an exchange said, in sixteen characters: enough to tell that it says something else."""
    said = f"{exchange.question}\0{exchange.answer}"
    return hashlib.sha256(" ".join(said.split()).encode()).hexdigest()[:16]


class Readable:
    """Of what has the `pk`, `status`, `body` and `exchange` of a reply, and the `exchange_digest`
    of when it was written: a row of the database, or just what a page shows of one.
    """

    __slots__ = ()

    def get_absolute_url(self):
        """Where it can be read, whatever arrived since: leads to the page that it is on."""
        return reverse("comments:permalink", args=[self.pk])

    @property
    def anchor(self):
        return f"reply-{self.pk}"

    @property
    def body_html(self):
        return prose.from_reader(self.body)

    @property
    def website_is_linkable(self):
        return is_web_address(self.website)

    @property
    def is_published(self):
        return self.status == Status.PUBLISHED

    @property
    def answer_has_changed(self):
        """Whether the answer it is about says something else than when this was written."""
        if not self.exchange_digest or self.exchange.is_removed:
            return False
        return self.exchange_digest != digest_of(self.exchange)
