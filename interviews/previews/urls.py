"""The addresses of preview links."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from interviews.models.preview_link import TOKEN_LENGTH
from interviews.previews import views


class TokenConverter(StringConverter):
    """`<token:…>`: what may be the token of a preview link. Other texts reach no query."""

    regex = rf"[A-Za-z0-9_-]{{{TOKEN_LENGTH}}}"


register_converter(TokenConverter, "token")

urlpatterns = [
    path("preview/<token:token>/", views.preview, name="preview"),
    path("preview/<token:token>/comments/", views.comment, name="preview_comment"),
    # A redirect to the address with the slash could be kept by a cache.
    path("preview/<token:token>", views.preview),
]
