"""Admin forms as a browser uses them: open a form, change a field, submit all fields."""

from django.test import TestCase
from django.urls import reverse

from tests.builders import an_editor


class DeskTestCase(TestCase):
    """A test case whose client is signed in as `self.editor`."""

    def setUp(self):
        self.editor = an_editor()
        self.client.force_login(self.editor)

    def open(self, thing):
        return self.client.get(address_of(thing))

    def send(self, thing, press="_continue", **changes):
        """Post the form of a thing with changes; in names, `__` stands for a hyphen."""
        return self.client.post(
            address_of(thing), self.filled(self.open(thing), press, **changes), follow=True
        )

    def post(self, thing, sent):
        """Submit the values that filled() returned, now or earlier."""
        return self.client.post(address_of(thing), sent, follow=True)

    def filled(self, response, press="_continue", **changes):
        """Return the values that a browser would submit for the form in a response."""
        button, _is, value = press.partition("=")
        sent = as_sent(response) | {button: value or "1"}
        return sent | {name.replace("__", "-"): value for name, value in changes.items()}

    def messages(self, response):
        return [str(message) for message in response.context["messages"]]


def address_of(thing):
    meta = thing._meta
    if thing.pk is None:
        return reverse(f"admin:{meta.app_label}_{meta.model_name}_add")
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[thing.pk])


def as_sent(response):
    """Return {name: value} of all fields of the form and its inlines, as a browser submits them."""
    formsets = [inline.formset for inline in response.context["inline_admin_formsets"]]
    forms = [response.context["adminform"].form]
    for formset in formsets:
        forms += [formset.management_form, *formset.forms]
    fields = [field for form in forms for field in form]
    shown = {
        f.html_initial_name: f.shown_fingerprint for f in fields if f.field.show_hidden_initial
    }
    conflicts = [f for f in fields if getattr(f, "conflicts", False) and not f.is_file]
    asked = {f.html_choice_name: "" for f in conflicts} | {
        f.html_box_name: f.sent for f in conflicts
    }
    for joined in (field.joined for field in conflicts if field.joined.is_offered):
        asked |= {
            joined.html_name: _as_typed(joined.text),
            joined.html_offered_name: joined.fingerprint,
            joined.html_base_name: joined.base_fingerprint,
        }
    if response.context.get("public_change"):
        asked["change-kind"] = "typo"
    return (
        shown
        | asked
        | {
            field.html_name: value
            for field in fields
            if (value := _sent(field)) not in (None, "", [])
        }
    )


def _sent(field):
    value = field.value()
    if isinstance(value, bool):
        return "on" if value else None
    if isinstance(value, list):
        return [getattr(each, "pk", each) for each in value]
    value = getattr(value, "pk", value)
    return _as_typed(value) if isinstance(value, str) else value


def _as_typed(text):
    return text.replace("\n", "\r\n")
