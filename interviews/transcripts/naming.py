"""Full names that an editor knows and the text does not, or has only in part."""

from interviews.unique_names import name_key, normal_name

from .transcript import Speaker


def name(transcript, role, full_name):
    """Call somebody of this role by the full name, wherever the transcript names them.

    That is the only one of the role, or the one whose label is a part of the full name or its
    initials. Where the text names none such, the person is added, and speaks for no passage.
    """
    full_name = normal_name(full_name)
    found = _fitting([each for each in transcript.people if each.role == role], full_name)
    if found is None:
        transcript.people.append(Speaker(full_name, role))
        return
    label, found.name = found.name, full_name
    for exchange in transcript.exchanges:
        if exchange.asked_by == label:
            exchange.asked_by = full_name
        for answer in exchange.answers:
            if answer.by == label:
                answer.by = full_name


def _fitting(people, full_name):
    words = full_name.split()
    parts = {*map(name_key, [full_name, *words, "".join(word[0] for word in words)])}
    fitting = [each for each in people if name_key(each.name) in parts]
    if not fitting and len(people) == 1:
        fitting = people
    return fitting[0] if len(fitting) == 1 else None
