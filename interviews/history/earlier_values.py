"""Earlier values of one field, from the saved versions of an interview."""

from interviews.models import Exchange, ExchangeRevision, Interview, Version

MAX_SEARCHED = 200  # versions; a form is seldom open while so many are saved


def earlier_values(row, name):
    """Yield the values that a field of a saved row had, the newest first.

    Only interviews and their exchanges have versions; for other rows nothing is yielded.
    """
    if isinstance(row, Exchange):
        its = ExchangeRevision.objects.filter(interview=row.interview_id, key=row.key)
        contents = its.order_by("-pk").values_list("content", flat=True)
    elif isinstance(row, Interview):
        its = Version.objects.filter(interview=row.pk)
        contents = its.order_by("-number").values_list("facts", flat=True)
    else:
        return
    for content in contents[:MAX_SEARCHED].iterator(chunk_size=20):
        if name in content:
            yield content[name]
