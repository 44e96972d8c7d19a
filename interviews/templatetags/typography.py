"""Filters that format names, numbers and quotations."""

from django import template
from django.conf import settings
from django.utils.encoding import uri_to_iri
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interviews import prose
from interviews.languages import open_graph_locale, quotation_marks

register = template.Library()

UNITS = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen
""".split()  # noqa: SIM905 -- a line is easier to read than twenty
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


@register.filter
def split_slashes(name):
    """Split a name at its slashes, so that a template can colour the slashes."""
    return str(name).split("/")


@register.filter
def initials(name):
    """Return the first letters of the first and last word of a name; of a title, the first."""
    words = [word for word in map(_first_letter, str(name).split()) if word]
    return "".join(dict.fromkeys([words[0], words[-1]])) if words else ""


def _first_letter(word):
    return next((letter.upper() for letter in word if letter.isalpha()), "")


@register.filter
def join_names(people):
    """Join names as “Ada, Ivo and Suda”, in the language of the page."""
    listed = [str(person) for person in people]
    return listed[0] if len(listed) == 1 else get_text_list(listed, _("and"))


@register.filter
def asked_by(people):
    """Return “Ada and Ivo ask:”, or “Question:” if the askers are unknown."""
    if not people:
        return _("Question:")
    template = ngettext("%(names)s asks:", "%(names)s ask:", len(people))
    return template % {"names": join_names(people)}


@register.filter
def spell_number(number):
    """Spell a number in English, for example “fifteen”; from 100 on, return its digits."""
    if number < len(UNITS):
        return UNITS[number]
    tens, units = divmod(number, 10)
    if tens >= 10:
        return str(number)
    return f"{TENS[tens - 2]}-{UNITS[units]}" if units else TENS[tens - 2]


@register.filter
def readable_url(address):
    """Return a URL without percent-encoding, for example “/interviews/時計/”."""
    return uri_to_iri(address)


@register.filter
def locale(tag):
    """Return a language tag as Open Graph's locale, “pt_BR”; "" if no territory is known."""
    return open_graph_locale(tag, settings.LANGUAGE_CODE)


@register.filter
def join_names_briefly(people):
    """Join up to three names; of more names, the first two and the number of others."""
    people = list(people)
    if len(people) <= 3:
        return join_names(people)
    others = ngettext("%(count)d other", "%(count)d others", len(people) - 2)
    return join_names([*people[:2], others % {"count": len(people) - 2}])


@register.filter
def quoted(text, language):
    """Return the text between the quotation marks of a language."""
    opens, closes = quotation_marks(language)
    return f"{opens}{text}{closes}"


@register.filter
def plain(text):
    """Return an editor's Markdown as plain text, which the template escapes."""
    return prose.plain(text)
