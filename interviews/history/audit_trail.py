"""Verifying the audit trail: whether every entry stands as it was written."""

from interviews.models import AuditedPerson, AuditEntry, AuditHead
from interviews.models.audit_entry import AuditAction


class Misfit(Exception):
    """An entry does not stand as it was written; `number` is the first such entry."""

    def __init__(self, number, reason):
        super().__init__(f"Entry {number}: {reason}.")
        self.number = number


def verify():
    """Check every entry; return the number of entries and the digest of the last one.

    Misfit if an entry was changed, added or deleted otherwise than by `AuditEntry.objects.record()`
    and `erase_names()`.
    """
    erased = {
        number
        for entry in AuditEntry.objects.filter(action=AuditAction.ERASED)
        for number in entry.details.get("entries", ())
    }
    people = {person.pk: person for person in AuditedPerson.objects.all()}
    count, digest = 0, ""
    for entry in AuditEntry.objects.order_by("number").iterator():
        count += 1
        fault = _find_fault(entry, count, digest)
        if fault := fault or _find_fault_in_names(entry, people.pop(count, None), erased):
            raise Misfit(count, fault)
        digest = entry.digest
    head = AuditHead.objects.filter(pk=AuditHead.ONLY).first() or AuditHead()
    if (head.number, head.digest) != (count, digest):
        raise Misfit(count + 1, "it is missing, or the end of the trail was changed")
    if people:
        raise Misfit(min(people), "it is missing, but the names beside it are there")
    return count, digest


def _find_fault(entry, number, previous_digest):
    if entry.number != number:
        return "it is missing"
    if entry.previous_digest != previous_digest:
        return "it does not follow from the entry before it"
    return "" if entry.digest == entry.compute_digest() else "it was changed"


def _find_fault_in_names(entry, person, erased):
    if person is None:
        return "" if entry.number in erased else "the names beside it are missing, but not erased"
    return "" if person.compute_digest() == entry.person_digest else "the names beside it changed"
