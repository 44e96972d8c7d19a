"""The addresses of the readers' pages. Slugs may be in any script."""

from django.urls import path

from interviews import views
from interviews.exports import correction_feed, feeds, oembed
from interviews.exports import views as export_views
from interviews.previews.urls import urlpatterns as previews
from interviews.share_images import views as share_image_views

app_name = "interviews"
urlpatterns = [
    path("", views.front_page, name="front_page"),
    path("interviews/", views.archive, name="archive"),
    path("archive/<year:year>/", views.year, name="year"),
    path("interviews/<word:slug>/", views.interview, name="interview"),
    path("interviews/<word:slug>/changes/", views.changes, name="changes"),
    path("interviews/<word:slug>/versions/<int:number>/", views.version, name="version"),
    path("interviews/<word:slug>/<key:key>/", views.exchange, name="exchange"),
    path("card/", share_image_views.publication, name="share_image"),
    path("interviews/<word:slug>/card/", share_image_views.interview, name="interview_share_image"),
    path(
        "interviews/<word:slug>/<key:key>/card/",
        share_image_views.exchange,
        name="exchange_share_image",
    ),
    path("interviews/<word:slug>.<suffix:suffix>", export_views.interview, name="interview_export"),
    path(
        "interviews/<word:slug>/<key:key>.<suffix:suffix>",
        export_views.exchange,
        name="exchange_export",
    ),
    path("people/", views.people, name="people"),
    path("people/<word:slug>/", views.person, name="person"),
    path("topics/", views.topics, name="topics"),
    path("topics/<word:slug>/", views.topic, name="topic"),
    path("series/", views.all_series, name="all_series"),
    path("series/<word:slug>/", views.series, name="series"),
    path("questions/", views.recurring_questions, name="recurring_questions"),
    path("questions/<word:slug>/", views.recurring_question, name="recurring_question"),
    path("corrections/", views.corrections, name="corrections"),
    *correction_feed.urlpatterns,
    path("search/", views.search, name="search"),
    *feeds.feed_urls(feeds.InterviewFeed),
    *feeds.feed_urls(feeds.PersonFeed, "people/<word:slug>/"),
    *feeds.feed_urls(feeds.TopicFeed, "topics/<word:slug>/"),
    *feeds.feed_urls(feeds.SeriesFeed, "series/<word:slug>/"),
    *(path(common, feeds.redirect_to_feed) for common in feeds.COMMON_ADDRESSES),
    *previews,
    path("oembed", oembed.oembed, name="oembed"),
    path("<word:slug>/", views.page, name="page"),
]
