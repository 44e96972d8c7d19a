"""The readers' pages, one function each. Every reader gets the same page."""

from functools import wraps

from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from interviews import search as finding
from interviews import share_images
from interviews.history.reading import load_version
from interviews.models import Correction, Interview, Page, Person, RecurringQuestion, Series, Topic
from interviews.models.recurring_question import add_also_asked
from interviews.pagination import PAGE_SIZE, KeysetPage, get_pages_of_parts, select_params

FRONT_PAGE_SIZE = 9  # the lead, and eight lines under it
PEOPLE_PAGE_SIZE = 120
MAX_PERSON_CHOICES = 150


def redirects_former_slugs(model):
    """Return a decorator for views: a former slug of `model` redirects to the present one."""

    def decorate(view):
        @require_safe
        @wraps(view)
        def answer(request, slug, **rest):
            try:
                return view(request, slug, **rest)
            except Http404:
                moved = model.objects.find_by_former_slug(slug)
                if moved is None or moved.slug == slug:
                    raise
            view(request, moved.slug, **rest)  # Http404 if the new address has no such page
            address = reverse(request.resolver_match.view_name, kwargs={"slug": moved.slug, **rest})
            query = request.META.get("QUERY_STRING")
            return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)

        return answer

    return decorate


@require_safe
def front_page(request):
    newest = Interview.objects.published().newest_first().for_listing()[: FRONT_PAGE_SIZE + 1]
    lead, *others = newest or [None]
    context = {
        "lead": lead,
        "others": others[: FRONT_PAGE_SIZE - 1],
        "has_more": len(others) >= FRONT_PAGE_SIZE,
    }
    return render(request, "interviews/front_page.html", context)


@require_safe
def archive(request):
    interviews = Interview.objects.published()
    return render(
        request,
        "interviews/archive.html",
        {
            "years": interviews.years(),
            "page": KeysetPage(request.GET, interviews.newest_first().for_listing()),
        },
    )


@require_safe
def year(request, year):
    interviews = Interview.objects.published()
    page = KeysetPage(request.GET, interviews.in_year(year).newest_first().for_listing())
    if not page.object_list:
        raise Http404
    years = interviews.years()
    context = {"year": year, "years": years, "page": page}
    return render(request, "interviews/archive.html", context)


@redirects_former_slugs(Interview)
def interview(request, slug):
    interview = get_interview(slug)
    if interview.is_withdrawn:
        return render_withdrawn(request, interview)
    add_also_asked(interview)
    context = {
        "interview": interview,
        "replies": interview.replies.page_for(interview),
        "share_image": share_images.build_interview_image(interview),
        "related": Interview.objects.published().related_to(interview),
        "adjacent": Interview.objects.published().adjacent_to(interview),
    }
    return render(request, "interviews/interview.html", context)


@redirects_former_slugs(Interview)
def exchange(request, slug, key):
    interview = get_interview(slug)
    if interview.is_withdrawn:
        return render_withdrawn(request, interview)
    question, exchange = interview.get_question_and_exchange(key)
    if exchange is None:
        raise Http404
    add_also_asked(interview)
    context = {
        "interview": interview,
        "question": question,
        "exchange": exchange,
        "replies": interview.replies.page_for(interview, exchange),
        "adjacent": interview.get_adjacent_questions(question),
        "share_image": share_images.build_exchange_image(interview, question, exchange),
    }
    status = 410 if exchange.is_removed else 200
    return render(request, "interviews/exchange.html", context, status=status)


@redirects_former_slugs(Interview)
def changes(request, slug):
    interview = get_interview(slug)
    if interview.is_withdrawn:
        return render_withdrawn(request, interview)
    return render(request, "interviews/changes.html", {"interview": interview})


@redirects_former_slugs(Interview)
def version(request, slug, number):
    interview = get_interview(slug)
    if interview.is_withdrawn:
        return render_withdrawn(request, interview)
    since = load_version(interview, number)
    if since is None:
        raise Http404
    context = {"interview": interview, "number": number, "since": since}
    return render(request, "interviews/version.html", context)


def get_interview(slug):
    """Return the published or withdrawn interview of this slug with all that its pages show."""
    return get_object_or_404(Interview.objects.published_or_withdrawn().for_reading(), slug=slug)


def render_withdrawn(request, interview):
    """Return the page (410) that says when and why an interview was withdrawn."""
    withdrawal = interview.state_changes.filter(status="withdrawn").first()
    context = {"interview": interview, "withdrawal": withdrawal}
    return render(request, "interviews/withdrawn.html", context, status=410)


@require_safe
def people(request):
    everyone = Person.objects.published().by_name()
    parts = {"interviewed": everyone.interviewed(), "credited": everyone.only_credited()}
    pages = get_pages_of_parts(parts, request.GET, size=PEOPLE_PAGE_SIZE)
    context = {"pages": pages, "page": pages.get(request.GET.get("part"))}
    return render(request, "interviews/people.html", context)


@redirects_former_slugs(Person)
def person(request, slug):
    person = get_object_or_404(Person.objects.published().prefetch_related("links"), slug=slug)
    topics = list(Topic.objects.for_person(person))
    topic = next((each for each in topics if each.slug == request.GET.get("topic")), None)
    interviews = Interview.objects.published().newest_first().for_listing()
    if topic:
        interviews = interviews.filter(topics=topic)
    part = request.GET.get("part")
    parts = {
        "given": interviews.with_subject(person),
        "conducted": interviews.with_interviewer(person),
        "credited": interviews.with_other_credit(person),
    }
    pages = get_pages_of_parts(parts, request.GET, ["topic"])
    return render(
        request,
        "interviews/person.html",
        {
            "person": person,
            "topics": topics,
            "topic": topic,
            "questions": []
            if topic or part in pages
            else RecurringQuestion.objects.answered_by(person),
            "pages": pages,
            "page": pages.get(part),
        },
    )


@require_safe
def topics(request):
    topics = Topic.objects.published().with_counts()
    return render(request, "interviews/topics.html", {"topics": topics})


@redirects_former_slugs(Topic)
def topic(request, slug):
    topic = get_object_or_404(Topic.objects.published(), slug=slug)
    interviews = topic.interviews.published().newest_first().for_listing()
    context = {"topic": topic, "page": KeysetPage(request.GET, interviews)}
    return render(request, "interviews/topic.html", context)


@require_safe
def all_series(request):
    series = Series.objects.published().with_counts()
    return render(request, "interviews/all_series.html", {"all_series": series})


@redirects_former_slugs(Series)
def series(request, slug):
    series = get_object_or_404(Series.objects.published(), slug=slug)
    interviews = series.interviews.published().in_series_order().for_listing()
    return render(
        request,
        "interviews/series.html",
        {"series": series, "page": KeysetPage(request.GET, interviews)},
    )


@require_safe
def recurring_questions(request):
    page = get_numbered_page(request, RecurringQuestion.objects.published().most_asked_first())
    return render(request, "interviews/recurring_questions.html", {"page": page})


@redirects_former_slugs(RecurringQuestion)
def recurring_question(request, slug):
    question = get_object_or_404(RecurringQuestion.objects.published(), slug=slug)
    context = {
        "question": question,
        "page": get_numbered_page(request, question.answers_by_speaker()),
    }
    return render(request, "interviews/recurring_question.html", context)


@require_safe
def corrections(request):
    corrections = Correction.objects.in_print().noted().newest_first()
    corrections = corrections.select_related("interview", "exchange__interview")
    return render(
        request, "interviews/corrections.html", {"page": KeysetPage(request.GET, corrections)}
    )


@require_safe
def search(request):
    words = request.GET.get("q", "").replace("\0", " ").strip()[: finding.MAX_QUERY_LENGTH]
    filters = finding.Filters.from_query(request.GET)
    found = finding.search_interviews(words, **filters._asdict())
    context = {
        "words": words,
        "filters": filters,
        "suggestion": "" if found else finding.suggest(words, **filters._asdict()),
        "named": []
        if filters.is_active or "page" in request.GET
        else finding.find_pages_by_name(words),
        "people": limit_choices(Person.objects.published().by_name().values("slug", "name")),
        "topics": Topic.objects.published().values("slug", "name"),
        "years": Interview.objects.published().years(),
        "page": get_numbered_page(
            request, found, finding.PAGE_SIZE, ["q", *finding.Filters._fields]
        ),
    }
    return render(request, "interviews/search.html", context)


@redirects_former_slugs(Page)
def page(request, slug):
    page = get_object_or_404(Page, slug=slug)
    return render(request, "interviews/page.html", {"page": page})


def limit_choices(people, most=MAX_PERSON_CHOICES):
    """Return all people to choose from, or [] if there are more than `most`."""
    people = list(people[: most + 1])
    return people if len(people) <= most else []


def get_numbered_page(request, queryset, size=PAGE_SIZE, extra_params=()):
    """Return the page with the number in `?page=`; Http404 if there is none.

    `extra_params` are the names of the other parameters that links to pages keep.
    """
    try:
        page = Paginator(queryset, size).page(request.GET.get("page", 1))
    except (EmptyPage, PageNotAnInteger):
        raise Http404 from None
    page.query = f"page={page.number}" if page.number > 1 else ""
    page.extra_params = select_params(request.GET, extra_params)
    return page
