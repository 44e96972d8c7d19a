"""Every word that was asked and answered can be found: an index that triggers keep.

A later migration that alters a table the index is made of begins with `remove` and ends with
`build`; tests/interviews/test_search_index.py notices if it does not.
"""

from django.db import migrations

from interviews.search.index import build, remove


class Migration(migrations.Migration):
    dependencies = [("interviews", "0002_seals")]

    operations = [migrations.RunPython(build, remove)]
