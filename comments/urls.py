"""One line an address. Replies to an interview live under it, one's own under /replies/."""

from django.urls import path
from django.views.decorators.http import conditional_page, require_safe

from comments import feeds
from comments.views import author, email, personal_data, reading, reporting, writing

# Feed readers come back every few minutes; what they have already is not sent again.
feed = conditional_page(require_safe(feeds.ReplyFeed()))
interview_feed = conditional_page(reading.of_an_interview(feeds.InterviewReplyFeed()))

app_name = "comments"
urlpatterns = [
    path("interviews/<word:slug>/reply/", writing.reply, name="reply"),
    path("interviews/<word:slug>/replies/", reading.replies, name="replies"),
    path("interviews/<word:slug>/replies/<int:number>/", reading.thread, name="thread"),
    path("interviews/<word:slug>/replies/feed.atom", interview_feed, name="interview_feed"),
    path("replies/feed.atom", feed, name="feed"),
    path("replies/<int:pk>/", reading.permalink, name="permalink"),
    path("replies/<int:pk>/report/", reporting.report, name="report"),
    path("replies/privacy/", personal_data.privacy, name="privacy"),
    path("replies/privacy/<str:signed>/", personal_data.kept, name="kept"),
    path("replies/mail/<str:signed>/", email.confirm, name="confirm"),
    path("replies/mail/<str:signed>/stop/", email.stop, name="stop"),
    path("replies/as/<str:signed>/", writing.invited, name="invited"),
    path("replies/<str:signed>/", author.status, name="status"),
    path("replies/<str:signed>/held/", author.held, name="held"),
    path("replies/<str:signed>/change/", author.change, name="change"),
    path("replies/<str:signed>/withdraw/", author.withdraw, name="withdraw"),
    path("replies/<str:signed>/restore/", author.restore, name="restore"),
    path("replies/<str:signed>/email/", author.ask_to_confirm, name="ask_to_confirm"),
]
