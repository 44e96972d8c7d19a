"""The exchanges of an interview as forms: one a row, in an order that can be changed."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms.formsets import ORDERING_FIELD_NAME
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from interviews.models import Credit, Exchange, Person, RecurringQuestion
from interviews.models.exchange import ONLY_A_QUESTION_RECURS

WORDINGS = "recurring-wordings"  # the list that every row proposes from
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
        found = RecurringQuestion.objects.named(wording)
        if found is None:
            found = RecurringQuestion(wording=wording)
            found.full_clean()
        return found


class ExchangeForm(forms.ModelForm):
    """One exchange; its speakers are chosen among `cast`, the people of the interview."""

    def __init__(self, *args, cast=(), **kwargs):
        super().__init__(*args, **kwargs)
        people = {str(person.pk): person for person in cast}
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
        return any(field.value() or field.errors for field in self.extras)

    def _post_clean(self):
        # What nobody touched was checked when it was saved; with each row comes a query.
        if self.has_changed():
            super()._post_clean()

    def clean(self):
        super().clean()
        if self.cleaned_data.get("recurring") and not self.cleaned_data.get("question"):
            self.add_error("recurring", ONLY_A_QUESTION_RECURS)
        return self.cleaned_data

    def save(self, commit=True):
        new = self.instance.recurring
        if new and not new.pk:
            # Two rows may ask the same for the first time.
            self.instance.recurring = RecurringQuestion.objects.named_or_new(new.wording)
        return super().save(commit)


class PlaceField(forms.IntegerField):
    """A row's place in the order: it belongs to the interview, so no row changes by it."""

    def has_changed(self, initial, data):
        return False


class RowField(forms.Field):
    """The row that a form belongs to, found among those at hand."""

    widget = forms.HiddenInput

    def __init__(self, exchange):
        super().__init__(initial=exchange.pk)
        self.exchange = exchange

    def clean(self, value):
        if not self.exchange.pk:
            raise ValidationError(
                _("Somebody else has removed this exchange meanwhile. Copy what you need.")
            )
        return self.exchange

    def has_changed(self, initial, data):
        return False


class ConversationFormSet(forms.BaseInlineFormSet):
    """All exchanges that stand. Keys never change; removed ones keep their place in the order.

    `editor` is the user who removes what is marked for removal.
    """

    editor = None

    @cached_property
    def cast(self):
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
        return self._queryset

    def get_form_kwargs(self, index):
        return super().get_form_kwargs(index) | {"cast": self.cast}

    def add_fields(self, form, index):
        super().add_fields(form, index)
        order = form.fields[ORDERING_FIELD_NAME]
        form.fields[ORDERING_FIELD_NAME] = PlaceField(
            label=_("Place"), initial=order.initial, required=False, min_value=1
        )
        if index is not None and index < self.initial_form_count():
            form.fields["id"] = RowField(form.instance)

    @property
    def ordered_forms(self):
        """The forms in the order asked for: who was given another's number gets that place."""
        return sorted(super().ordered_forms, key=self._wanted_place)

    def _wanted_place(self, form):
        wanted = form.cleaned_data[ORDERING_FIELD_NAME]
        if wanted is None:
            return (1, 0, 0)
        was = form.fields[ORDERING_FIELD_NAME].initial
        return (0, wanted, 0 if was is None or wanted < was else 2 if wanted > was else 1)

    def save(self, commit=True):
        before = list(self.instance.exchanges.only("position", "removed_at", "interview"))
        before.sort(key=lambda exchange: exchange.position)
        self._free_place = before[-1].position + 1 if before else 1
        saved = super().save(commit)
        self._arrange(before)
        return saved

    def save_new(self, form, commit=True):
        form.instance.position = self._free_place
        self._free_place += 1
        return super().save_new(form, commit)

    def delete_existing(self, obj, commit=True):
        obj.remove(by=self.editor)

    def _arrange(self, before):
        wanted = [form.instance for form in self.ordered_forms if form.instance.pk]
        removed = {e.pk for e in [*before, *self.deleted_objects] if e.pk and e.is_removed}
        order = with_the_removed(wanted, before, removed)
        places = [exchange.position for exchange in order]
        if places != sorted(places):
            self.instance.arrange(order)


def with_the_removed(wanted, before, removed):
    """The order wanted, each removed exchange still behind the one it stood behind `before`."""
    order, previous = list(wanted), None
    for exchange in before:
        if exchange.pk in removed:
            order.insert(order.index(previous) + 1 if previous else 0, exchange)
        if exchange in order:
            previous = exchange
    return order
