"""The exchanges of an interview as forms: one a row, in an order that can be changed."""

from django import forms
from django.db.models import Max, Q
from django.forms.formsets import ORDERING_FIELD_NAME
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from interviews.admin.edit_conflicts import DeskForm
from interviews.admin.formsets import DeskFormSet
from interviews.admin.row_order import merge_order
from interviews.models import Credit, Exchange, Person, RecurringQuestion
from interviews.models.exchange import ONLY_A_QUESTION_RECURS

WORDINGS = "recurring-wordings"  # the list that every row proposes from
SPEAKERS = ["asked_by", "answered_by"]  # which stand beside the extras where two people speak
EXTRAS = ["label", "recurring", "pull_quote", "note"]


class RecurringField(forms.CharField):
    """A recurring question by its wording: one that is there, or one that begins with this row."""

    def __init__(self):
        wording = RecurringQuestion._meta.get_field("wording")
        super().__init__(
            label=_("The same question as"),
            help_text=_(
                "Begin to type, and choose one that was asked before; a new wording makes "
                "a new one. Blank: this interview’s own."
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


class ExchangeForm(DeskForm):
    """One exchange; its speakers are chosen among `speakers`, the people of the interview."""

    def __init__(self, *args, speakers=(), **kwargs):
        super().__init__(*args, **kwargs)
        people = {str(person.pk): person for person in speakers}
        names = [(pk, person.name) for pk, person in people.items()]
        # Choices that are at hand, where Django's own fields would ask once a row.
        by_default = [("", _("the interviewer"))]
        self._choose("asked_by", forms.TypedChoiceField, [*by_default, *names], people, None)
        self._choose("answered_by", forms.TypedMultipleChoiceField, names, people, [])
        self.fields["answered_by"].widget = forms.CheckboxSelectMultiple(choices=names)
        self.fields["answered_by"].help_text = _("None: the person interviewed, where it is one.")
        self.fields["question"].help_text = ""  # said once, above all rows
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
            # Two rows may ask the same for the first time.
            self.instance.recurring = RecurringQuestion.objects.get_or_create_named(new.wording)
        return super().save(commit)


class PlaceField(forms.IntegerField):
    """A row's place in the order: it belongs to the interview, so no row changes by it."""

    def has_changed(self, initial, data):
        return False


class ConversationFormSet(DeskFormSet):
    """All exchanges that stand. Keys never change; removed ones keep their place in the order.

    `editor` is the user who removes what is marked for removal. `is_reordered` tells, after
    saving, whether the order was changed.
    """

    editor = None
    is_reordered = False

    @cached_property
    def speakers(self):
        """Who is credited in the interview, and who speaks in it; one query for all rows."""
        if not self.instance.pk:
            return []
        its = Exchange.objects.filter(interview=self.instance)
        spoke = Exchange.answered_by.through.objects.filter(exchange__in=its)
        return list(
            Person.objects.filter(
                Q(pk__in=Credit.objects.filter(interview=self.instance).values("person"))
                | Q(pk__in=its.values("asked_by"))
                | Q(pk__in=spoke.values("person"))
            )
        )

    @property
    def wordings(self):
        """The recurring questions that there are, to propose."""
        return RecurringQuestion.objects.values_list("wording", flat=True)

    def get_queryset(self):
        if not hasattr(self, "_queryset"):
            for exchange in super().get_queryset():
                exchange.interview = self.instance  # the one at hand, not one more query a row
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

    def _wanted_place(self, form):
        wanted = form.cleaned_data[ORDERING_FIELD_NAME]
        if wanted is None:
            return (1, 0, 0)
        was = form.fields[ORDERING_FIELD_NAME].initial
        return (0, wanted, 0 if was is None or wanted < was else 2 if wanted > was else 1)

    def save(self, commit=True):
        saved = super().save(commit)
        self._arrange()
        return saved

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
