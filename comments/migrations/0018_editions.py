"""So are changes of the replies that readers see, and of who may write them."""

from django.db import migrations

from comments.watches import unwatch, watch


class Migration(migrations.Migration):
    dependencies = [("comments", "0017_leaner_indexes"), ("interviews", "0011_editions")]

    operations = [migrations.RunPython(watch, unwatch)]
