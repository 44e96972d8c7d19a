"""Warnings about saved texts: pictures without a description, lost pull quotes.

Each warning links to the fields that it is about.
"""

from django.contrib import messages
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from interviews.models import Exchange
from interviews.prose.pictures import find_pictures_without_alt

MISSING_ALT_TEXT = _(
    "A picture has no alternative text. Describe the picture between the brackets, "
    "![like this](…); write ![-](…) if it only decorates."
)
LOST_PULL_QUOTE = _(
    "The answer does not contain the words of its pull quote any more. Choose the pull quote again "
    "before you publish."
)
MAX_LINKS = 20


def warn_about_texts(request, url, form, formsets):
    """Add a message for each kind of warning, with links to the fields on the page `url`."""
    rows = [row for formset in formsets for row in formset.forms]
    kept = [row for row in rows if not row.cleaned_data.get("DELETE")]
    for sentence, concerned in ((MISSING_ALT_TEXT, list_undescribed), (LOST_PULL_QUOTE, list_lost)):
        fields = [field for each in (form, *kept) for field in concerned(each)]
        if fields:
            messages.warning(request, _link(sentence, url, fields, _places(rows)))


def list_undescribed(form):
    """Return the fields of a form that show an uploaded picture without a description."""
    texts = getattr(form, "cleaned_data", {}).items()
    return [
        form[name]
        for name, text in texts
        if isinstance(text, str) and find_pictures_without_alt(text)
    ]


def list_lost(form):
    """Return the pull quote of a form if its answer does not contain these words."""
    exchange = form.instance
    if not (isinstance(exchange, Exchange) and exchange.pull_quote):
        return []
    is_lost = "pull_quote" in form.fields and not exchange.has_verbatim_pull_quote
    return [form["pull_quote"]] if is_lost else []


def _places(rows):
    """Return {key of an exchange: its number in the form that is shown next}."""
    interview = next((r.instance.interview for r in rows if isinstance(r.instance, Exchange)), None)
    if interview is None:
        return {}
    keys = interview.exchanges.not_removed().order_by("position").values_list("pk", flat=True)
    return {key: place for place, key in enumerate(keys)}


def _link(sentence, url, fields, places):
    links = [(f"{url}#{_anchor(field, places)}", _label(field)) for field in fields]
    listed = format_html_join(", ", '<a href="{}">{}</a>', links[:MAX_LINKS])
    more = " …" if len(links) > MAX_LINKS else ""
    return format_html("{} {}{}", sentence, listed, more)


def _label(field):
    of_exchange = isinstance(field.form.instance, Exchange)
    return f"{field.form.instance}: {field.label}" if of_exchange else field.label


def _anchor(field, places):
    place = places.get(field.form.instance.pk) if field.form.prefix else None
    if place is None:
        return field.auto_id
    formset = field.form.prefix.rpartition("-")[0]
    return f"id_{formset}-{place}-{field.name}"
