"""One line an address. Replies to an interview live under it, one's own under /replies/."""

from django.urls import path
from django.views.decorators.http import conditional_page, require_safe

from comments import feeds, views
from comments.views.reading import of_an_interview

# Feed readers come back every few minutes; what they have already is not sent again.
feed = conditional_page(require_safe(feeds.Replies()))
interview_feed = conditional_page(of_an_interview(feeds.RepliesTo()))

app_name = "comments"
urlpatterns = [
    path("interviews/<word:slug>/reply/", views.reply, name="reply"),
    path("interviews/<word:slug>/replies/", views.replies, name="replies"),
    path("interviews/<word:slug>/replies/<int:number>/", views.thread, name="thread"),
    path("interviews/<word:slug>/replies/feed.atom", interview_feed, name="interview_feed"),
    path("replies/feed.atom", feed, name="feed"),
    path("replies/<int:pk>/", views.permalink, name="permalink"),
    path("replies/<int:pk>/report/", views.report, name="report"),
    path("replies/privacy/", views.privacy, name="privacy"),
    path("replies/privacy/<str:signed>/", views.kept, name="kept"),
    path("replies/mail/<str:signed>/", views.confirm, name="confirm"),
    path("replies/mail/<str:signed>/stop/", views.stop, name="stop"),
    path("replies/as/<str:signed>/", views.invited, name="invited"),
    path("replies/<str:signed>/", views.status, name="status"),
    path("replies/<str:signed>/held/", views.held, name="held"),
    path("replies/<str:signed>/change/", views.change, name="change"),
    path("replies/<str:signed>/withdraw/", views.withdraw, name="withdraw"),
    path("replies/<str:signed>/restore/", views.restore, name="restore"),
    path("replies/<str:signed>/email/", views.ask_to_confirm, name="ask_to_confirm"),
]
