"""Edition: how often the publication has changed, and in which edition each part of it did."""

from django.db import models


class Edition(models.Model):
    """Written by triggers alone (see interviews.watches), read by interviews.editions."""

    name = models.CharField(max_length=60, primary_key=True)
    number = models.BigIntegerField()

    class Meta:
        verbose_name = "edition"

    def __str__(self):
        return f"{self.name}: {self.number}"
