"""One function a page: fetch, ask, render. Every page is the same for every reader."""

from functools import wraps

from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from interviews import cards
from interviews import search as finding
from interviews.models import Correction, Interview, Person, Series, Topic
from interviews.models import Page as EditorsPage
from interviews.paging import Page

ON_FRONT_PAGE = 9  # the lead, and eight lines under it


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
    interview = get_object_or_404(Interview.objects.ever_published().for_reading(), slug=slug)
    if interview.is_withdrawn:
        return gone(request, interview)
    context = {"interview": interview, "card": cards.of_interview(interview)}
    return render(request, "interviews/interview.html", context)


@follows_renames(Interview)
def exchange(request, slug, key):
    interview = get_object_or_404(Interview.objects.ever_published().for_reading(), slug=slug)
    if interview.is_withdrawn:
        return gone(request, interview)
    question, exchange = interview.find(key)
    if exchange is None:
        raise Http404
    context = {
        "interview": interview,
        "question": question,
        "exchange": exchange,
        "beside": interview.beside(question),
        "card": cards.of_exchange(interview, question, exchange),
    }
    status = 410 if exchange.is_removed else 200
    return render(request, "interviews/exchange.html", context, status=status)


@follows_renames(Interview)
def changes(request, slug):
    interview = get_object_or_404(Interview.objects.ever_published().for_reading(), slug=slug)
    if interview.is_withdrawn:
        return gone(request, interview)
    return render(request, "interviews/changes.html", {"interview": interview})


@follows_renames(Interview)
def version(request, slug, number):
    interview = get_object_or_404(Interview.objects.ever_published().for_reading(), slug=slug)
    if interview.is_withdrawn:
        return gone(request, interview)
    if not interview.turn_back_to(number):
        raise Http404
    context = {"interview": interview, "number": number}
    return render(request, "interviews/version.html", context)


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
    interviews = Interview.objects.published().newest_first().for_listing()
    return render(
        request,
        "interviews/person.html",
        {
            "person": person,
            "given": interviews.given_by(person),
            "page": Page(request.GET, interviews.conducted_by(person)),
            "credited": interviews.helped_by(person),
        },
    )


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
def corrections(request):
    corrections = Correction.objects.in_print().newest_first()
    corrections = corrections.select_related("interview", "exchange__interview")
    return render(request, "interviews/corrections.html", {"page": Page(request.GET, corrections)})


@require_safe
def search(request):
    words = request.GET.get("q", "").replace("\0", " ").strip()[: finding.LONGEST_QUERY]
    filters = finding.Filters.from_query(request.GET)
    context = {
        "words": words,
        "filters": filters,
        "topics": Topic.objects.published(),
        "years": Interview.objects.published().years(),
        "page": numbered(request, finding.find(words, **filters._asdict()), finding.ON_A_PAGE),
    }
    return render(request, "interviews/search.html", context)


@follows_renames(EditorsPage)
def page(request, slug):
    page = get_object_or_404(EditorsPage, slug=slug)
    return render(request, "interviews/page.html", {"page": page})


def numbered(request, queryset, size):
    """The page that `?page=` asks for; 404 for one that is not there."""
    try:
        return Paginator(queryset, size).page(request.GET.get("page", 1))
    except (EmptyPage, PageNotAnInteger):
        raise Http404 from None
