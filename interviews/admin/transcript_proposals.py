"""The proposals on the page of a transcript's review: one tick accepts one, one button all."""

from interviews.transcripts.proposals import propose

# The desk cannot publish with an earlier date; the command import_transcript can.
WITHOUT_USE_HERE = ("date",)


def list_proposals(content):
    """Return what the page shows of each proposal: its state, and the key of its paragraph."""
    parsed = content.parsed
    return [
        {
            "proposal": proposal,
            "is_accepted": proposal.is_accepted(parsed),
            "paragraph": find_key(content, proposal),
        }
        for proposal in find_proposals(content)
    ]


def find_proposals(content):
    return [
        proposal
        for proposal in propose(content.parsed)
        if proposal.field not in WITHOUT_USE_HERE
        and not (proposal.field == "title" and content.title)
    ]


def find_key(content, proposal):
    if proposal.paragraph is None:
        return None
    return content.paragraphs[proposal.paragraph].key


def accept_all(content):
    for proposal in find_proposals(content):
        proposal.accept(content.parsed)


def apply_ticks(post, content):
    """Accept the ticked proposals, and decline the proposals that the page showed unticked."""
    shown, ticked = set(post.getlist("proposed")), set(post.getlist("accept"))
    if not shown:
        return
    for proposal in find_proposals(content):
        if proposal.key in ticked:
            proposal.accept(content.parsed)
        elif proposal.key in shown:
            proposal.decline(content.parsed)
