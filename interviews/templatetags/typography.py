"""How names and words are set in a line of type."""

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
    """The parts of a name between its slashes, for the template to set the slash in colour."""
    return str(name).split("/")


@register.filter
def names(people):
    """“Ada, Ivo and Suda”, in the language of the page."""
    listed = [str(person) for person in people]
    return listed[0] if len(listed) == 1 else get_text_list(listed, _("and"))


@register.filter
def asks(people):
    """“Ada and Ivo ask:”; “Question:” if it is not known who asks."""
    if not people:
        return _("Question:")
    told = ngettext("%(names)s asks:", "%(names)s ask:", len(people))
    return told % {"names": names(people)}


@register.filter
def spell_number(number):
    """“fifteen” of 15; from 100 on in figures. In English, as the pages are."""
    if number < len(UNITS):
        return UNITS[number]
    tens, units = divmod(number, 10)
    if tens >= 10:
        return str(number)
    return f"{TENS[tens - 2]}-{UNITS[units]}" if units else TENS[tens - 2]


@register.filter
def readable_url(address):
    """The address as people write it: “/interviews/時計/”, without its percent signs."""
    return uri_to_iri(address)


@register.filter
def locale(tag):
    """“pt_BR” of “pt-BR”, as Open Graph writes a language; "" if no territory is known."""
    return open_graph_locale(tag, settings.LANGUAGE_CODE)


@register.filter
def join_names_briefly(people):
    """The same of a few: the first two and how many more there are, where they are over three."""
    people = list(people)
    if len(people) <= 3:
        return names(people)
    others = ngettext("%(count)d other", "%(count)d others", len(people) - 2)
    return names([*people[:2], others % {"count": len(people) - 2}])


@register.filter
def quoted(text, language):
    """The text between the quotation marks of a language."""
    opens, closes = quotation_marks(language)
    return f"{opens}{text}{closes}"


@register.filter
def plain(text):
    """The words of an editor's Markdown without its markup; not HTML, so it is escaped."""
    return prose.plain(text)
