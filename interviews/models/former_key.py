"""Keys of rows that were merged into another row. Stored versions still name them."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

from interviews.models.visibility import ALL_ROWS


class FormerKeyQuerySet(models.QuerySet):
    def find_rows(self, model, keys):
        """Return {key: row} of a model; a merged row's key leads to the row it was merged into.

        One query, and two more if a row is not there. Keys of deleted rows are left out.
        """
        keys = set(keys) - {None}
        rows = model.objects.in_bulk(keys)
        if missing := keys - rows.keys():
            kind = ContentType.objects.get_for_model(model)
            former = self.filter(content_type=kind, former_id__in=missing)
            present = dict(former.values_list("former_id", "object_id"))
            found = model.objects.in_bulk(present.values())
            rows |= {key: found[now] for key, now in present.items() if now in found}
        return rows


class FormerKey(models.Model):
    """The primary key of a row that was merged into `owner`. No row ever has this key again."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    former_id = models.PositiveBigIntegerField()
    object_id = models.PositiveBigIntegerField()
    owner = GenericForeignKey()
    merged_at = models.DateTimeField(auto_now_add=True)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    readers_see = ALL_ROWS
    objects = FormerKeyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "former_id"], name="former_key_leads_to_one_row"
            )
        ]
        indexes = [models.Index(fields=["content_type", "object_id"], name="former_keys_of_a_row")]

    def __str__(self):
        return f"{self.former_id}, {self.object_id}"
