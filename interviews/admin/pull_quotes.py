"""Pull quotes at the desk: chosen by selecting words of the answer (static/desk/pull-quote.js)."""

from django.contrib.admin.widgets import AdminTextInputWidget
from django.http import JsonResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from interviews.admin_site import requires
from interviews.models import Exchange

NOT_IN_THE_ANSWER = _("These words are not in the answer. Select the words again in the answer.")
TOO_LONG = _("A pull quote has at most %(most)s characters. Select fewer words.")


class PullQuoteInput(AdminTextInputWidget):
    """A text field that pull-quote.js fills with the selected words of the answer."""

    def __init__(self, attrs=None):
        words = {
            "data-pull-quote-url": reverse_lazy("pull_quote"),
            "data-use": _("Use as pull quote"),
            "data-used": _("The selected words are the pull quote now."),
            "data-missing": NOT_IN_THE_ANSWER,
            "data-long": TOO_LONG % {"most": Exchange._meta.get_field("pull_quote").max_length},
        }
        super().__init__({**words, **(attrs or {})})


@requires("write_prose")
@require_POST
def find_quotation(request):
    """Return selected words of an answer as a pull quote, "" if the answer does not have them."""
    exchange = Exchange(answer=request.POST.get("answer", ""))
    return JsonResponse({"quote": exchange.find_quotation(request.POST.get("selected", ""))})
