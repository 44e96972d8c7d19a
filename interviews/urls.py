"""One line an address. What follows a noun's name is its slug, in any script."""

from django.urls import path
from django.views.decorators.http import require_safe

from interviews import feeds, views
from interviews.addresses import register_converters

register_converters()

app_name = "interviews"
urlpatterns = [
    path("", views.front_page, name="front_page"),
    path("interviews/", views.archive, name="archive"),
    path("archive/<year:year>/", views.year, name="year"),
    path("interviews/<word:slug>/", views.interview, name="interview"),
    path("interviews/<word:slug>/changes/", views.changes, name="changes"),
    path("interviews/<word:slug>/<key:key>/", views.exchange, name="exchange"),
    path("people/", views.people, name="people"),
    path("people/<word:slug>/", views.person, name="person"),
    path("topics/", views.topics, name="topics"),
    path("topics/<word:slug>/", views.topic, name="topic"),
    path("series/", views.all_series, name="all_series"),
    path("series/<word:slug>/", views.series, name="series"),
    path("questions/", views.recurring_questions, name="recurring_questions"),
    path("questions/<word:slug>/", views.recurring_question, name="recurring_question"),
    path("corrections/", views.corrections, name="corrections"),
    path("search/", views.search, name="search"),
    path("feed.atom", require_safe(feeds.Interviews()), name="feed"),
    path("<word:slug>/", views.page, name="page"),
]
