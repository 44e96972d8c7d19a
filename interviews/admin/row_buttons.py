"""Buttons that split, merge and insert exchanges where no script runs.

A button posts the form. Nothing is saved: the form is shown again with its rows changed, as
static/desk/conversation.js changes them in the browser. A hidden field of the page tells what each
step changed, so that it can be undone.
"""

import json

from django.contrib.admin.utils import unquote
from django.utils.translation import gettext_lazy

from interviews.admin.conversation_form import ConversationFormSet
from interviews.admin.sent_rows import TICKED, Refused, SentRows
from interviews.line_endings import normalize_line_endings
from interviews.models.autosave import UnsavedFields

BUTTON, STEP = "_row", "_step"
MAX_STEPS = 20
UNDONE = gettext_lazy("Undone.")
NOT_UNDONE = gettext_lazy("Not undone: the text was changed after that step.")
NOT_SAVED = gettext_lazy("Not saved yet.")


class RowButtons:
    """Mixin for the admin of interviews."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method == "POST" and BUTTON in request.POST:
            self._change_rows(request, object_id)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["row_change"] = getattr(request, "row_change", None)
        context["row_steps"] = steps = request.POST.getlist(STEP)[-MAX_STEPS:]
        context["undo_row"] = find_row(steps[-1]) if steps else ""
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _change_rows(self, request, object_id):
        """Replace request.POST by fields that the form shows without saving them."""
        action, _space, row = request.POST[BUTTON].partition(" ")
        fields = UnsavedFields(mutable=True)
        fields.update(request.POST)
        del fields[BUTTON]
        if action == "undo":
            row, sentence = undo(fields)
        else:
            formset = self._find_conversation(request, object_id and unquote(object_id))
            row, sentence = change_row(action, row, formset, fields) if formset else (row, None)
        request.POST = fields
        request.row_change = {"row": row, "sentence": sentence}

    def _find_conversation(self, request, key):
        """Return the submitted exchanges; None if this user may not change them."""
        interview = self.get_object(request, key) if key else None
        if key and interview is None:
            return None
        for formset, inline in self.get_formsets_with_inlines(request, interview):
            if issubclass(formset, ConversationFormSet) and inline.has_change_permission(request):
                prefix = formset.get_default_prefix()
                formset = formset(**self.get_formset_kwargs(request, interview, inline, prefix))
                formset.can_add = inline.has_add_permission(request, interview)
                return formset
        return None


def change_row(action, row, formset, fields):
    """Do to a row what its button says, and remember the step.

    Return the row that the answer is about, and a sentence; None if there is no such button.
    """
    actions = {"split": SentRows.split, "merge": SentRows.merge, "insert": SentRows.insert}
    actions |= {"change": SentRows.change_ticked}
    allowed = action in ("merge", "change") or formset.can_add
    if action not in actions or not allowed or not formset.management_form.is_valid():
        return row, None
    rows, before = SentRows(formset, fields), dict(fields.lists())
    if row != TICKED and row not in rows.order:
        return row, None
    try:
        row, sentence = actions[action](rows, row)
    except Refused as refusal:
        return row, str(refusal)
    remember_step(row, before, fields)
    return row, f"{sentence} {NOT_SAVED}"


def remember_step(row, before, fields):
    """Add a step to the fields: the row of its button, and {name: [values before, after]}."""
    after = dict(fields.lists())
    changed = {
        name: [before.get(name), after.get(name)]
        for name in before | after
        if before.get(name) != after.get(name)
    }
    fields.appendlist(STEP, json.dumps({"row": row, "changed": changed}))


def undo(fields):
    """Take the last step back, unless its texts were changed since; return a row and a sentence."""
    steps = fields.getlist(STEP)
    fields.setlist(STEP, steps[:-1])
    try:
        step = json.loads(steps[-1])
        changed = {
            name: (before if before is None else list(map(str, before)), after)
            for name, (before, after) in step["changed"].items()
        }
        is_changed = any(_is_changed(fields, name, after) for name, (_b, after) in changed.items())
        row = str(step["row"])
    except (IndexError, ValueError, TypeError, KeyError, AttributeError):  # not from our page
        return "", str(NOT_UNDONE)
    if is_changed:
        return row, str(NOT_UNDONE)
    for name, (before, _after) in changed.items():
        if before is None:
            fields.pop(name, None)
        else:
            fields.setlist(name, before)
    return row, f"{UNDONE} {NOT_SAVED}"


def find_row(step):
    """Return the row of a step; "" if the step was not written by remember_step()."""
    try:
        return str(json.loads(step)["row"])
    except (ValueError, TypeError, KeyError):
        return ""


def _is_changed(fields, name, after):
    """Whether the editor changed a field since; the order and hidden values do not count."""
    if name.endswith("-ORDER") or name.startswith(("initial-", "conflict-")):
        return False
    values = (map(normalize_line_endings, each) for each in (fields.getlist(name), after or []))
    sent, shown = ([value for value in each if value] for each in values)
    return sent != shown
