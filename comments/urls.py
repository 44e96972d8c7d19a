"""One line an address. Replies to an interview live under it, one's own under /replies/."""

from django.urls import path
from django.views.decorators.http import conditional_page, require_safe

from comments import feeds
from comments.views import mail, own, privacy, reading, reporting, writing

# Feed readers come back every few minutes; what they have already is not sent again.
feed = conditional_page(require_safe(feeds.Replies()))
interview_feed = conditional_page(reading.of_an_interview(feeds.RepliesTo()))

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
    path("replies/privacy/<str:signed>/", privacy.kept, name="kept"),
    path("replies/mail/<str:signed>/", mail.confirm, name="confirm"),
    path("replies/mail/<str:signed>/stop/", mail.stop, name="stop"),
    path("replies/as/<str:signed>/", writing.invited, name="invited"),
    path("replies/<str:signed>/", own.status, name="status"),
    path("replies/<str:signed>/held/", own.held, name="held"),
    path("replies/<str:signed>/change/", own.change, name="change"),
    path("replies/<str:signed>/withdraw/", own.withdraw, name="withdraw"),
    path("replies/<str:signed>/restore/", own.restore, name="restore"),
    path("replies/<str:signed>/email/", own.ask_to_confirm, name="ask_to_confirm"),
]
