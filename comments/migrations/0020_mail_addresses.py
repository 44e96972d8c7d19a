"""Mail addresses are kept in one form: the domain in ASCII (IDNA), all in lower case.

Of two rows about one writer the older stays, and with it what either of them wanted.
"""

import idna
from django.db import migrations

WIDE = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
UNSEEN = dict.fromkeys([0x00AD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF])


def normal(address):
    name, at, domain = address.translate(WIDE | UNSEEN).strip().rpartition("@")
    try:
        domain = idna.encode(domain, uts46=True).decode() if domain else ""
    except idna.IDNAError:
        domain = domain.lower()
    return f"{name.lower() if name.isascii() else name}{at}{domain.removesuffix('.')}"


def rewrite(apps, schema_editor):
    for model, field in [("Reply", "email"), ("Invitation", "email"), ("Letter", "to")]:
        rows = apps.get_model("comments", model).objects.order_by()
        for address in rows.values_list(field, flat=True).distinct():
            if normal(address) != address:
                rows.filter(**{field: address}).update(**{field: normal(address)})
    _rewrite_writers(apps.get_model("comments", "Writer").objects)


def _rewrite_writers(writers):
    for writer in writers.order_by("pk"):
        address = normal(writer.email)
        first = writers.filter(email=address).exclude(pk=writer.pk).order_by("pk").first()
        if first is None:
            writers.filter(pk=writer.pk).update(email=address)
            continue
        for wish in ("confirmed_at", "wants_none_at"):
            setattr(first, wish, getattr(first, wish) or getattr(writer, wish))
        first.save()
        writer.delete()


class Migration(migrations.Migration):
    dependencies = [("comments", "0019_readers")]

    operations = [migrations.RunPython(rewrite, migrations.RunPython.noop)]
