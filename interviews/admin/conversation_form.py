"""The exchanges of an interview as a formset whose rows can be reordered."""

from django import forms
from django.db.models import Max, Q
from django.forms.formsets import DELETION_FIELD_NAME, ORDERING_FIELD_NAME
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from interviews.admin.edit_conflicts import DeskForm
from interviews.admin.formsets import DeskFormSet
from interviews.admin.references import FollowsMerges
from interviews.models import Credit, Exchange, Person, RecurringQuestion
from interviews.models.autosave import UnsavedFields
from interviews.models.exchange import ONLY_A_QUESTION_RECURS
from interviews.models.moved_words import EditedExchange, carry_sources
from interviews.models.row_order import merge_order

WORDINGS = "recurring-wordings"  # id of the datalist that all rows share
SPEAKERS = ["asked_by", "answered_by"]  # shown with the extras if there are only two speakers
TEXTS = ["question", "answer", "note"]
EXTRAS = ["label", "recurring", "pull_quote", "note"]


class RecurringField(forms.CharField):
    """A text field for a recurring question: the wording of an existing or a new question."""

    def __init__(self):
        wording = RecurringQuestion._meta.get_field("wording")
        super().__init__(
            label=_("Recurring question"),
            help_text=_(
                "Start typing to choose an existing question. A new wording creates a new "
                "recurring question. Leave blank if the question does not recur."
            ),
            max_length=wording.max_length,
            required=False,
            widget=forms.TextInput({"list": WORDINGS, "class": "vTextField"}),
        )

    def clean(self, value):
        wording = super().clean(value)
        if not wording:
            return None
        found = RecurringQuestion.objects.find_by_name(wording)
        if found is None:
            found = RecurringQuestion(wording=wording)
            found.full_clean()
        return found


class AskingField(FollowsMerges, forms.TypedChoiceField):
    model = Person


class AnsweringField(FollowsMerges, forms.TypedMultipleChoiceField):
    model = Person


class ExchangeForm(DeskForm):
    """The form of one exchange. `speakers` are the people who can be chosen as speakers."""

    def __init__(self, *args, speakers=(), **kwargs):
        super().__init__(*args, **kwargs)
        people = {str(person.pk): person for person in speakers}
        names = [(pk, person.name) for pk, person in people.items()]
        # Django's own fields would query the database once for each row.
        by_default = [("", _("the interviewer"))]
        self._choose("asked_by", AskingField, [*by_default, *names], people, None)
        self._choose("answered_by", AnsweringField, names, people, [])
        self.fields["answered_by"].widget = forms.CheckboxSelectMultiple(choices=names)
        self.fields["answered_by"].help_text = _("Leave blank if the only interviewee answers.")
        self.fields["question"].help_text = ""  # shown once, above all rows
        self.fields["recurring"] = RecurringField()
        if self.instance.recurring_id:
            self.initial["recurring"] = self.instance.recurring.wording
        self.initial["answered_by"] = [p.pk for p in self.initial.get("answered_by", [])]

    def _choose(self, name, kind, choices, people, empty_value):
        was = self.fields[name]
        self.fields[name] = kind(
            choices=choices,
            coerce=people.get,
            empty_value=empty_value,
            required=False,
            label=was.label,
        )

    @property
    def shown_place(self):
        """The place that the page showed: another than the stored one after a button of a row."""
        sent = self.data.get(f"initial-{self.add_prefix(ORDERING_FIELD_NAME)}")
        return _to_number(sent) or self.fields[ORDERING_FIELD_NAME].initial

    @property
    def sent_place(self):
        return _to_number(self[ORDERING_FIELD_NAME].value())

    @property
    def shown_exchange(self):
        """The exchange with the words that the form shows."""
        if not isinstance(self.data, UnsavedFields):
            return self.instance
        shown = {name: self[name].value() or "" for name in ("question", "answer", "label")}
        return Exchange(key=self.instance.key, **shown)

    @property
    def extras(self):
        """The fields that most exchanges leave blank."""
        return [self[name] for name in EXTRAS]

    @property
    def has_extras(self):
        is_wrong = any(self[name].errors for name in SPEAKERS)
        return is_wrong or any(field.value() or field.errors for field in self.extras)

    def clean(self):
        super().clean()
        if self.cleaned_data.get("recurring") and not self.cleaned_data.get("question"):
            self.add_error("recurring", ONLY_A_QUESTION_RECURS)
        return self.cleaned_data

    def save(self, commit=True):
        new = self.instance.recurring
        if new and not new.pk:
            # Two rows may have the same new wording.
            self.instance.recurring = RecurringQuestion.objects.get_or_create_named(new.wording)
        return super().save(commit)


class PlaceField(forms.IntegerField):
    """The place of a row in the order. The interview stores the order, so the row is unchanged."""

    def has_changed(self, initial, data):
        return False


class ConversationFormSet(DeskFormSet):
    """All exchanges that are not removed. Keys never change; removed exchanges keep their place.

    `editor` is the user who removes the marked exchanges. After saving, `is_reordered` says
    whether the order was changed.
    """

    editor = None
    is_reordered = False
    needs_labels = False

    @cached_property
    def speakers(self):
        """The people who are credited or speak in the interview; one query for all rows."""
        if not self.instance.pk:
            return []
        exchanges = Exchange.objects.filter(interview=self.instance)
        answering = Exchange.answered_by.through.objects.filter(exchange__in=exchanges)
        return list(
            Person.objects.filter(
                Q(pk__in=Credit.objects.filter(interview=self.instance).values("person"))
                | Q(pk__in=exchanges.values("asked_by"))
                | Q(pk__in=answering.values("person"))
            )
        )

    @property
    def wordings(self):
        """The wordings of all recurring questions, as suggestions."""
        return RecurringQuestion.objects.values_list("wording", flat=True)

    def get_queryset(self):
        if not hasattr(self, "_queryset"):
            for exchange in super().get_queryset():
                exchange.interview = self.instance  # saves a query for each row
        return super().get_queryset()

    def get_form_kwargs(self, index):
        return super().get_form_kwargs(index) | {"speakers": self.speakers}

    def add_fields(self, form, index):
        super().add_fields(form, index)
        order = form.fields[ORDERING_FIELD_NAME]
        form.fields[ORDERING_FIELD_NAME] = PlaceField(
            label=_("Place"), initial=order.initial, required=False, min_value=1
        )

    def has_changed(self):
        return super().has_changed() or self.is_reordered

    @property
    def rows(self):
        """[(form, whether its row is new), …] as the page lists them: by the places that were sent.

        static/desk/conversation.js sorts them in the same way.
        """
        new = self.extra_forms
        forms = [*self.initial_forms, *new]
        if self.is_bound:
            forms.sort(key=lambda form: _sort_key(form, form.sent_place))
        return [(form, form in new) for form in forms]

    def _wanted_place(self, form):
        return _sort_key(form, form.cleaned_data[ORDERING_FIELD_NAME])

    def save(self, commit=True):
        carry_sources(self._list_edited())
        saved = super().save(commit)
        self._arrange()
        return saved

    def _list_edited(self):
        """Return the EditedExchanges in the order that is wanted."""
        forms = sorted(filter(ExchangeForm.has_changed, self.forms), key=self._wanted_place)
        return [
            EditedExchange(
                form.instance,
                was=_join(form.stored.get),
                now="" if form in self.deleted_forms else _join(form.cleaned_data.get),
            )
            for form in forms
        ]

    def save_new(self, form, commit=True):
        last = self.instance.exchanges.aggregate(last=Max("position"))["last"] or 0
        form.instance.position = last + 1
        return super().save_new(form, commit)

    def delete_existing(self, obj, commit=True):
        obj.remove(by=self.editor)

    def _arrange(self):
        forms = [form for form in self.forms if form not in self.deleted_forms]
        standing = [form for form in forms if form.instance.pk]
        shown = [form.instance.pk for form in standing if form.has_row]
        wanted = [form.instance.pk for form in sorted(standing, key=self._wanted_place)]
        if wanted == shown:
            return
        stored = {each.pk: each for each in self.instance.exchanges.order_by("position")}
        order = merge_order(shown, wanted, list(stored))
        if order != list(stored):
            self.instance.reorder_exchanges([stored[key] for key in order])
            self.is_reordered = True


def _join(get_text):
    """Return the words of an exchange, which `get_text` gives by the name of their field."""
    return "\n".join(get_text(name) or "" for name in TEXTS)


def _sort_key(form, place):
    """Return the key that puts a row which was moved to a place before or after the one there."""
    if place is None:
        return (1, 0, 0)
    was = form.shown_place
    is_removed = bool(form.data.get(form.add_prefix(DELETION_FIELD_NAME)))
    order = 0 if was is None or place < was else 2 if place > was else 1
    return (0, place - is_removed / 2, order)


def _to_number(text):
    try:
        return int(text)
    except (TypeError, ValueError):
        return None
