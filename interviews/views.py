"""One function a page: fetch, ask, render. Every page is the same for every reader."""

from functools import wraps

from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from interviews import search as finding
from interviews import share_images
from interviews.models import Correction, Interview, Person, RecurringQuestion, Series, Topic
from interviews.models import Page as EditorsPage
from interviews.models.recurring_question import tell_who_else_was_asked
from interviews.pagination import ON_A_PAGE, Page, those_of

ON_FRONT_PAGE = 9  # the lead, and eight lines under it
MOST_TO_CHOOSE_AMONG = 150


def follows_renames(model):
    """A view that finds nothing at an address tries where what once was there is now."""

    def decorate(view):
        @require_safe
        @wraps(view)
        def answer(request, slug, **rest):
            try:
                return view(request, slug, **rest)
            except Http404:
                moved = model.objects.formerly_at(slug)
                if moved is None or moved.slug == slug:
                    raise
            view(request, moved.slug, **rest)  # Http404 if what is asked for is not there either
            address = reverse(request.resolver_match.view_name, kwargs={"slug": moved.slug, **rest})
            query = request.META.get("QUERY_STRING")
            return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)

        return answer

    return decorate


@require_safe
def front_page(request):
    newest = Interview.objects.published().newest_first().for_listing()[:ON_FRONT_PAGE]
    lead, *others = newest or [None]
    return render(request, "interviews/front_page.html", {"lead": lead, "others": others})


@require_safe
def archive(request):
    interviews = Interview.objects.published()
    return render(
        request,
        "interviews/archive.html",
        {
            "years": interviews.years(),
            "page": Page(request.GET, interviews.newest_first().for_listing()),
        },
    )


@require_safe
def year(request, year):
    interviews = Interview.objects.published()
    page = Page(request.GET, interviews.in_year(year).newest_first().for_listing())
    if not page.object_list:
        raise Http404
    years = interviews.years()
    context = {"year": year, "years": years, "page": page}
    return render(request, "interviews/archive.html", context)


@follows_renames(Interview)
def interview(request, slug):
    interview = to_read(slug)
    if interview.is_withdrawn:
        return gone(request, interview)
    tell_who_else_was_asked(interview)
    context = {
        "interview": interview,
        "replies": interview.replies.under(interview),
        "share_image": share_images.build_interview_image(interview),
        "related": Interview.objects.published().related_to(interview),
    }
    return render(request, "interviews/interview.html", context)


@follows_renames(Interview)
def exchange(request, slug, key):
    interview = to_read(slug)
    if interview.is_withdrawn:
        return gone(request, interview)
    question, exchange = interview.find(key)
    if exchange is None:
        raise Http404
    tell_who_else_was_asked(interview)
    context = {
        "interview": interview,
        "question": question,
        "exchange": exchange,
        "replies": interview.replies.under(interview, exchange),
        "beside": interview.beside(question),
        "share_image": share_images.build_exchange_image(interview, question, exchange),
    }
    status = 410 if exchange.is_removed else 200
    return render(request, "interviews/exchange.html", context, status=status)


@follows_renames(Interview)
def changes(request, slug):
    interview = to_read(slug)
    if interview.is_withdrawn:
        return gone(request, interview)
    return render(request, "interviews/changes.html", {"interview": interview})


@follows_renames(Interview)
def version(request, slug, number):
    interview = to_read(slug)
    if interview.is_withdrawn:
        return gone(request, interview)
    since = interview.turn_back_to(number)
    if since is None:
        raise Http404
    context = {"interview": interview, "number": number, "since": since}
    return render(request, "interviews/version.html", context)


def to_read(slug):
    """The interview at this address, with all that its pages show."""
    return get_object_or_404(Interview.objects.ever_published().for_reading(), slug=slug)


def gone(request, interview):
    """What stands at the address of an interview that was withdrawn: that it was, and when."""
    withdrawal = interview.state_changes.filter(status="withdrawn").first()
    context = {"interview": interview, "withdrawal": withdrawal}
    return render(request, "interviews/withdrawn.html", context, status=410)


@require_safe
def people(request):
    page = Page(request.GET, Person.objects.published().by_name(), 120)
    return render(request, "interviews/people.html", {"page": page})


@follows_renames(Person)
def person(request, slug):
    person = get_object_or_404(Person.objects.published().prefetch_related("links"), slug=slug)
    topics = list(Topic.objects.of_person(person))
    topic = next((each for each in topics if each.slug == request.GET.get("topic")), None)
    interviews = Interview.objects.published().newest_first().for_listing()
    if topic:
        interviews = interviews.filter(topics=topic)
    part = request.GET.get("part")
    pages = parts_of(person, interviews, part, request.GET)
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


def parts_of(person, interviews, part, asked):
    """{part in interviews: its first Page}; or the page asked for of one part alone."""
    parts = {
        "given": interviews.given_by(person),
        "conducted": interviews.conducted_by(person),
        "credited": interviews.helped_by(person),
    }
    alone = part in parts
    topic = those_of(asked, ["topic"])
    pages = {
        name: Page(asked if alone else topic, those, beside=["topic"])
        for name, those in parts.items()
    }
    for name, page in pages.items():
        page.beside["part"] = name
    return {part: pages[part]} if alone else pages


@require_safe
def topics(request):
    topics = Topic.objects.published().with_counts()
    return render(request, "interviews/topics.html", {"topics": topics})


@follows_renames(Topic)
def topic(request, slug):
    topic = get_object_or_404(Topic.objects.published(), slug=slug)
    interviews = topic.interviews.published().newest_first().for_listing()
    context = {"topic": topic, "page": Page(request.GET, interviews)}
    return render(request, "interviews/topic.html", context)


@require_safe
def all_series(request):
    series = Series.objects.published().with_counts()
    return render(request, "interviews/all_series.html", {"all_series": series})


@follows_renames(Series)
def series(request, slug):
    series = get_object_or_404(Series.objects.published(), slug=slug)
    interviews = series.interviews.published().in_series_order().for_listing()
    return render(
        request, "interviews/series.html", {"series": series, "page": Page(request.GET, interviews)}
    )


@require_safe
def recurring_questions(request):
    page = numbered(request, RecurringQuestion.objects.published().most_asked_first())
    return render(request, "interviews/recurring_questions.html", {"page": page})


@follows_renames(RecurringQuestion)
def recurring_question(request, slug):
    question = get_object_or_404(RecurringQuestion.objects.published(), slug=slug)
    context = {"question": question, "page": numbered(request, question.voices())}
    return render(request, "interviews/recurring_question.html", context)


@require_safe
def corrections(request):
    corrections = Correction.objects.in_print().newest_first()
    corrections = corrections.select_related("interview", "exchange__interview")
    return render(request, "interviews/corrections.html", {"page": Page(request.GET, corrections)})


@require_safe
def search(request):
    words = request.GET.get("q", "").replace("\0", " ").strip()[: finding.LONGEST_QUERY]
    filters = finding.Filters.from_query(request.GET)
    found = finding.find(words, **filters._asdict())
    context = {
        "words": words,
        "filters": filters,
        "named": [] if filters.are_set or "page" in request.GET else finding.named(words),
        "people": few_enough(Person.objects.published().by_name().values("slug", "name")),
        "topics": Topic.objects.published().values("slug", "name"),
        "years": Interview.objects.published().years(),
        "page": numbered(request, found, finding.ON_A_PAGE, ["q", *finding.Filters._fields]),
    }
    return render(request, "interviews/search.html", context)


@follows_renames(EditorsPage)
def page(request, slug):
    page = get_object_or_404(EditorsPage, slug=slug)
    return render(request, "interviews/page.html", {"page": page})


def few_enough(people, most=MOST_TO_CHOOSE_AMONG):
    """All of them, to choose one from; nobody if they are too many for that."""
    people = list(people[: most + 1])
    return people if len(people) <= most else []


def numbered(request, queryset, size=ON_A_PAGE, beside=()):
    """The page that `?page=` asks for; 404 for one that is not there.

    `beside` are the other parameters that this list is asked for by, kept from page to page.
    """
    try:
        page = Paginator(queryset, size).page(request.GET.get("page", 1))
    except (EmptyPage, PageNotAnInteger):
        raise Http404 from None
    page.query = f"page={page.number}" if page.number > 1 else ""
    page.beside = those_of(request.GET, beside)
    return page
