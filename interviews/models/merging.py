"""Merging: two or more rows for the same person, topic, series or question become one row."""

from collections import Counter
from functools import reduce
from operator import or_

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from interviews.models.content import PRESENTATION
from interviews.models.former_key import FormerKey
from interviews.models.interview import Interview


class MergeMixin(models.Model):
    """A model whose rows can be merged. All that refers to a merged row is moved."""

    former_keys = GenericRelation(FormerKey)

    named_by = ()  # lookups that lead from an interview to the model
    taken_together = {}  # {name of a field: names of the fields that belong to its value}
    has_own_texts = True  # whether another row may take the texts of this one

    class Meta:
        abstract = True

    @transaction.atomic
    def merge(self, others, by, kind="", note="", chosen=None):
        """Merge other rows into this one, and delete them.

        Their addresses redirect here. Each interview that named one of them gets a version. A
        blank field takes the first value that another row has.

        Args:
            kind, note: the explanation for readers of the interviews in which a name changes;
                see VersionsMixin.record_version().
            chosen: {name of a field: key of the row whose value stays}.
        """
        others = self._lock_for_merging(others)
        keys = [other.pk for other in others]
        interviews = _lock_interviews(type(self), keys)
        self._take_values(others, chosen or {})
        renamed = {other.pk for other in others if str(other) != str(self)}
        announced = type(self).find_interviews(renamed)
        for other in others:
            self._take_place_of(other, by)
        self.clean()
        self.save()
        Interview.objects.filter(pk__in=[each.pk for each in interviews]).update(
            updated_at=timezone.now()
        )
        for interview in interviews:
            is_announced = interview.pk in announced
            interview.record_version(by, kind if is_announced else None, note)

    @classmethod
    def find_interviews(cls, keys):
        """Return the keys of all interviews that name a row with one of the `keys`."""
        return {interview for _key, interview in cls._find_naming(keys)}

    @classmethod
    def count_interviews(cls, keys):
        """Return a Counter {key: number of all interviews that name the row with this key}."""
        return Counter(key for key, _interview in cls._find_naming(keys))

    @classmethod
    def _find_naming(cls, keys):
        """Return {(key of a row, key of an interview that names it)}."""
        found = set()
        for lookup in cls.named_by:
            naming = Interview.objects.order_by().filter(**{f"{lookup}__in": list(keys)})
            found |= set(naming.values_list(lookup, "pk"))
        return found

    @classmethod
    def is_part_of_words(cls):
        """Whether readers read the names as words of an interview; see Version."""
        return any(lookup.split("__")[-1] not in PRESENTATION for lookup in cls.named_by)

    @classmethod
    def get_merged_fields(cls):
        """Return the fields whose value an editor chooses if two merged rows differ."""
        belonging = {name for names in cls.taken_together.values() for name in names}
        return [
            field
            for field in cls._meta.concrete_fields
            if field.editable and field.name not in {"id", "slug", *belonging}
        ]

    def find_repeated(self, others):
        """Return the querysets of rows that exist twice after a merge, so that one gives way."""
        keys = [other.pk for other in others]
        repeated = [_find_repeated(relation, keys, self.pk) for relation in _relations(type(self))]
        return [rows for rows in repeated if rows is not None and rows.exists()]

    # --- The steps ------------------------------------------------------------------

    def _lock_for_merging(self, others):
        """Lock the rows, and return the `others` as they are stored."""
        keys = {other.pk for other in others}
        if self.pk in keys or len(keys) != len(others) or not keys:
            raise ValidationError(_("Choose two different entries."))
        rows = type(self).objects.filter(pk__in={*keys, self.pk}).order_by("pk")
        stored = {row.pk: row for row in rows.select_for_update(no_key=True)}
        if len(stored) != len(keys) + 1:
            raise ValidationError(_("One of these entries was merged or deleted meanwhile."))
        self.refresh_from_db()
        return [stored[other.pk] for other in others]

    def _take_values(self, others, chosen):
        rows = {row.pk: row for row in [self, *others]}
        for field in self.get_merged_fields():
            source = rows.get(chosen.get(field.name)) or self
            if not getattr(source, field.attname):
                filled = [other for other in others if other.has_own_texts]
                source = next((row for row in filled if getattr(row, field.attname)), self)
            if source is self:
                continue
            for name in (field.name, *self.taken_together.get(field.name, ())):
                value = getattr(source, name)
                setattr(self, name, getattr(value, "name", value))  # a file by its name

    def _take_place_of(self, other, by):
        for relation in _relations(type(self)):
            field, rows = relation.field, relation.related_model._base_manager
            repeated = _find_repeated(relation, [other.pk], self.pk)
            if repeated is not None:
                getattr(repeated, "give_way", repeated.delete)()
            rows.filter(**{field.name: other.pk}).update(**{field.name: self.pk})
        other.former_slugs.update(object_id=self.pk)
        other.former_keys.update(object_id=self.pk)
        key, slug = other.pk, other.slug
        other.delete()
        self.former_slugs.create(slug=slug)
        self.former_keys.create(former_id=key, merged_by=by)


def _lock_interviews(model, keys):
    """Lock the interviews that name the rows, and record changes that were made elsewhere."""
    naming = Interview.objects.filter(pk__in=model.find_interviews(keys)).order_by("pk")
    locked = list(naming.select_for_update(no_key=True))
    # From now on nobody refers to these rows any more; saves that do so already are waited for.
    list(model.objects.filter(pk__in=keys).order_by("pk").select_for_update().values_list("pk"))
    for interview in locked:
        if not interview.is_recorded:
            interview.record_change_made_elsewhere()
    return locked


def _relations(model):
    """Return the relations of all foreign keys to the model, those of many-to-many tables too."""
    fields = model._meta.get_fields(include_hidden=True)
    return [each for each in fields if isinstance(each, models.ManyToOneRel)]


def _find_repeated(relation, keys, kept):
    """Return the rows that refer to one of `keys` and may not refer to `kept` too, or None."""
    model, field = relation.related_model, relation.field
    twins = []
    for names, condition in _unique_sets(model):
        if field.name in names:
            same = {name: OuterRef(name) for name in names if name != field.name}
            twin = model._base_manager.filter(condition, **{field.name: kept}, **same)
            twins.append(condition & Q(Exists(twin)))
    if not twins:
        return None
    repeated = model._base_manager.filter(reduce(or_, twins), **{f"{field.name}__in": keys})
    return model._default_manager.filter(pk__in=list(repeated.values_list("pk", flat=True)))


def _unique_sets(model):
    """Yield (names of fields, condition) of each unique constraint on fields."""
    for names in model._meta.unique_together:
        yield names, Q()
    for each in model._meta.constraints:
        if isinstance(each, models.UniqueConstraint):
            yield each.fields, each.condition or Q()
