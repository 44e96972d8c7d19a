"""Doors between the rooms: what interview pages show of the replies."""

from collections import defaultdict

from django import template
from django.template.loader import render_to_string
from django.urls import reverse

from comments import shown
from comments.forms import ReplyForm
from comments.models import HouseRules, Policy, Reply
from comments.models.correspondence import policy_for
from comments.schema_org import of_replies
from comments.threads import Page
from comments.wording import in_one_line, isolated
from interviews import parts
from interviews.models import Interview

register = template.Library()
register.filter(
    "isolated", lambda text: isolated(in_one_line(str(text)))
)  # where no <bdi> can stand


@register.inclusion_tag("partials/replies.html")
def replies(interview):
    """The letters under an interview, and the form to write one."""
    return {
        "interview": interview,
        "page": _page_under(interview),
        "count": reply_count(interview),
        "closed": are_closed(interview),
        "form": parts.html(_blank_form, slug=interview.slug, policy=_policy_of(interview).value),
    }


@register.inclusion_tag("partials/replies_to_answer.html")
def replies_to(exchange):
    """The letters about one answer, on its own page."""
    return {
        "interview": exchange.interview,
        "exchange": exchange,
        "page": Page(exchange.interview, exchange),
        "closed": are_closed(exchange.interview),
    }


@register.simple_tag
def are_closed(interview):
    """Whether nobody can reply to this interview any more."""
    return _policy_of(interview) == Policy.CLOSED


def _policy_of(interview):
    """Who may reply now: asked once for all of a page."""
    if not hasattr(interview, "_policy_for_replies"):
        interview._policy_for_replies = policy_for(interview, HouseRules.objects.in_force())
    return interview._policy_for_replies


def _page_under(interview):
    """The first page of replies: asked once for all that shows them."""
    if not hasattr(interview, "_page_of_replies"):
        interview._page_of_replies = Page(interview)
    return interview._page_of_replies


@register.simple_tag
def letters_for_machines(interview):
    """What an interview's data says of the replies that its page shows."""
    return of_replies(interview, _page_under(interview), reply_count(interview))


@register.simple_tag
def letters_about(interview):
    """{key of an exchange: Letters} of all exchanges of an interview."""
    letters, closed = _letters_of(interview), are_closed(interview)
    return {
        exchange.key: shown.Letters(
            letters["counts"].get(exchange.pk, 0),
            tuple(letters["featured"].get(exchange.pk, ())),
            closed,
        )
        for exchange in interview.exchanges.all()
    }


def _letters_of(interview):
    """Counts and featured replies by exchange: asked once for all exchanges of a page."""
    if not hasattr(interview, "_letters"):
        its, featured = Reply.objects.filter(interview=interview), defaultdict(list)
        counts = its.counted_by("exchange")
        rows = its.featured().values_list("exchange", *shown.COLUMNS) if counts else ()
        for exchange, *row in rows:
            featured[exchange] += shown.replies([row])
        interview._letters = {"counts": counts, "featured": featured}
    return interview._letters


def _blank_form(slug, policy):
    """The form to write a reply under an interview."""
    interview = Interview(slug=slug)
    form = ReplyForm(interview=interview)
    form.policy = policy
    return render_to_string("partials/reply_form.html", {"interview": interview, "form": form})


@register.simple_tag
def thread(interview, thread, **how):
    """A thread under an interview. `how`: whether it is `closed`, or `alone` on its page."""
    under = shown.under(interview)
    return parts.made("partials/thread.html", interview=under, thread=thread, **how)


@register.simple_tag
def count_replies(*lists):
    """Give each interview of these lists its `reply_count`; one query for all of them."""
    interviews = [each for some in lists if some for each in _as_list(some)]
    keys = {each.pk for each in interviews}
    counts = Reply.objects.filter(interview__in=keys).counted_by("interview") if keys else {}
    for interview in interviews:
        interview.reply_count = counts.get(interview.pk, 0)
    return ""


def _as_list(some):
    return [some] if isinstance(some, Interview) else some


@register.simple_tag
def reply_count(interview):
    """How many replies readers see under one interview."""
    return sum(_letters_of(interview)["counts"].values())


@register.simple_tag
def reply_policy_address(interview):
    """The desk's page that decides who may reply to this interview."""
    return reverse("admin:comments_correspondence_change", args=[interview.pk])


@register.simple_tag
def reply_policy(interview):
    """Who may reply to this interview now, in a word: open, moderated, closed."""
    return _policy_of(interview).in_a_word
