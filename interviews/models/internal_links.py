"""Links in prose that lead to a page of this site which readers cannot see."""

from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.urls import Resolver404, resolve
from django.utils import timezone

from interviews.models.slugs import FormerSlug
from interviews.models.workflow import published_condition
from interviews.prose.link_targets import find_link_targets

# The models whose pages stand under the first part of an address; Page has all other addresses.
MODELS = {
    "interviews": "Interview",
    "people": "Person",
    "topics": "Topic",
    "series": "Series",
    "questions": "RecurringQuestion",
}
PAGE = "Page"
FILES = (settings.STATIC_URL, settings.MEDIA_URL)


class Place(NamedTuple):
    """What an address of this site is about; `key` is that of an exchange."""

    model: str
    slug: str
    key: str = ""


def find_broken_links(interview, exchanges, texts, at=None):
    """Return {text: [URL, …]} of those `texts` with links that lead to nothing published.

    Args:
        interview: the interview that has the texts; its own pages, people, topics, series and
            questions count as published.
        exchanges: its exchanges that are not removed.
        at: when the interview is to appear, by default now. An interview that is scheduled to
            appear earlier counts as published.
    """
    places = {text: _list_places(interview, text) for text in texts}
    wanted = {place for found in places.values() for _url, place in found if place}
    reached = _find_published(interview, exchanges, wanted, at or timezone.now()) if wanted else ()
    broken = {
        text: [url for url, place in found if place is None or place not in reached]
        for text, found in places.items()
    }
    return {text: list(dict.fromkeys(urls)) for text, urls in broken.items() if urls}


def _list_places(interview, text):
    """Return [(URL, its Place; None if there is no page), …] of the links to pages of things."""
    base = settings.PUBLICATION_URL + interview.get_absolute_url()
    found = []
    for url in find_link_targets(text):
        try:
            parts = urlsplit(urljoin(base, url))
        except ValueError:  # such as http://[
            continue
        is_own = parts.netloc.lower() == urlsplit(base).netloc.lower() and parts.scheme.startswith(
            "http"
        )
        if is_own and not parts.path.startswith(FILES):
            found += [(url, place) for place in _resolve(parts)]
    return found


def _resolve(parts):
    """Return [Place] of an address, [None] if it has no page, [] if it has no thing to check."""
    path = unquote(parts.path) or "/"
    try:
        match = resolve(path if path.endswith("/") or "." in path else f"{path}/")
    except Resolver404:
        return [None]
    if match.app_names[:1] == ["admin"]:
        return [None]
    if "slug" not in match.kwargs:
        return []
    key = match.kwargs.get("key") or (parts.fragment if parts.fragment[:2] == "x-" else "")
    return [Place(MODELS.get(path.split("/")[1], PAGE), match.kwargs["slug"], key)]


def _find_published(interview, exchanges, wanted, at):
    """Return the wanted Places that readers will see once the interview appears."""
    reached = set()
    for name in {place.model for place in wanted}:
        model = apps.get_model("interviews", name)
        places = [place for place in wanted if place.model == name]
        owners = _find_owners(model, {place.slug for place in places})
        seen = _list_seen(interview, exchanges, model, set(owners.values()), at)
        keys = _list_keys(owners, [place.key for place in places if place.key])
        reached |= {
            place
            for place in places
            if (owner := owners.get(place.slug)) in seen
            and (not place.key or (owner, place.key) in keys)
        }
    return reached


def _find_owners(model, slugs):
    """Return {slug: key of the object that has the slug or once had it}."""
    former = FormerSlug.objects.filter(
        content_type=ContentType.objects.get_for_model(model), slug__in=slugs
    )
    present = model.objects.filter(slug__in=slugs)
    return dict(former.values_list("slug", "object_id")) | dict(present.values_list("slug", "pk"))


def _list_seen(interview, exchanges, model, owners, at):
    """Return the keys of those objects, of `owners`, whose page readers see."""
    if model.__name__ == PAGE:
        return owners
    things = model.objects.filter(pk__in=owners)
    if model is type(interview):
        things = things.filter(published_condition(now=at) | Q(pk=interview.pk))
        return set(things.values_list("pk", flat=True))
    own = {
        "Person": interview.people,
        "Topic": interview.topics,
        "Series": things.filter(pk=interview.series_id),
        "RecurringQuestion": things.filter(pk__in={each.recurring_id for each in exchanges}),
    }[model.__name__]
    seen = things.published().values_list("pk", flat=True)
    return {*seen, *own.values_list("pk", flat=True)}


def _list_keys(owners, keys):
    """Return {(key of an interview, key of an exchange)} of exchanges that are not removed."""
    if not keys:
        return set()
    exchanges = apps.get_model("interviews", "Exchange").objects.not_removed()
    found = exchanges.filter(interview__in=owners.values(), key__in=keys)
    return set(found.values_list("interview", "key"))
