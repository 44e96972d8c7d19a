from django.urls import path

from comments import views
from interviews.addresses import register_converters

register_converters()

app_name = "comments"
urlpatterns = [
    path("interviews/<word:slug>/reply/", views.reply, name="reply"),
    path("replies/<str:signed>/", views.status, name="status"),
]
