"""Replies to an interview are under its URL; private pages are under /replies/."""

from django.urls import path
from django.views.decorators.http import conditional_page, require_safe

from comments import feeds
from comments.views import author, email, privacy, reading, reporting, writing

# Feed readers ask every few minutes; an unchanged feed is not sent again.
feed = conditional_page(require_safe(feeds.ReplyFeed()))
interview_feed = conditional_page(reading.for_interview(feeds.InterviewReplyFeed()))

app_name = "comments"
urlpatterns = [
    path("interviews/<word:slug>/reply/", writing.reply, name="reply"),
    path("interviews/<word:slug>/replies/", reading.replies, name="replies"),
    path("interviews/<word:slug>/replies/<int:number>/", reading.thread, name="thread"),
    path("interviews/<word:slug>/replies/feed.atom", interview_feed, name="interview_feed"),
    path("replies/feed.atom", feed, name="feed"),
    path("replies/<int:pk>/", reading.permalink, name="permalink"),
    path("replies/<int:pk>/report/", reporting.report, name="report"),
    path("replies/privacy/", privacy.privacy, name="privacy"),
    path("replies/privacy/<str:signed>/", privacy.personal_data, name="personal_data"),
    path("replies/mail/<str:signed>/", email.confirm, name="confirm"),
    path("replies/mail/<str:signed>/stop/", email.unsubscribe, name="unsubscribe"),
    path("replies/as/<str:signed>/", writing.invited, name="invited"),
    path("replies/<str:signed>/", author.status, name="status"),
    path("replies/<str:signed>/held/", author.held, name="held"),
    path("replies/<str:signed>/change/", author.edit, name="edit"),
    path("replies/<str:signed>/withdraw/", author.withdraw, name="withdraw"),
    path("replies/<str:signed>/restore/", author.restore, name="restore"),
    path("replies/<str:signed>/email/", author.send_confirmation_email, name="send_confirmation"),
]
