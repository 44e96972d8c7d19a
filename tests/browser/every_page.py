"""A small publication, and the address of one page of each kind."""

from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image

from interviews.models import Credit
from tests.builders import (
    a_correction,
    a_draft,
    a_page,
    a_person,
    a_recurring_question,
    a_reply,
    a_series,
    a_topic,
    an_exchange,
    an_interview,
    published,
    someone,
)

ANSWER = "The forecast of Tuesday was last Tuesday.[^1]\n\n> It *said* so.\n\n[^1]: Or Monday."
ARABIC = "كان التوقّع ليوم الثلاثاء هو الثلاثاء الماضي، *وبنينا كل شيء فوق ذلك*."
JAPANESE = "火曜の予測は先週の火曜で、私たちは*その上に*すべてを積み上げた。"


def a_picture(width=640, height=400):
    file = BytesIO()
    Image.new("RGB", (width, height), "teal").save(file, "PNG")
    return ContentFile(file.getvalue(), "picture.png")


def every_page():
    """Return {kind of page: address}. The database must be empty."""
    asked = an_interview_with_everything()
    address, removed = asked.get_absolute_url(), asked.exchanges.last()
    quiet = an_interview("A title so long that it has to step down: who decides, and by what?")
    withdrawn = an_interview("Withdrawn")
    withdrawn.withdraw(by=None, note="She asked us to.")
    first, waiting = a_reply(asked), a_reply(asked, status="held")
    a_reply(asked, parent=first, exchange=asked.exchanges.first())
    a_page("About", body="## In full\n\nWord for word.")
    put_to_both = a_recurring_question("What broke before all?", introduction="Put to *many*.")
    for answered in (asked, quiet):
        answered.exchanges.filter(pk=answered.exchanges.first().pk).update(recurring=put_to_both)
    removed.remove(by=None)
    return {
        "the front page": "/",
        "an interview": address,
        "an interview without pictures": quiet.get_absolute_url(),
        "an interview in Arabic": in_a_script("ar", ARABIC).get_absolute_url(),
        "an interview in Japanese": in_a_script("ja", JAPANESE).get_absolute_url(),
        "a withdrawn interview": withdrawn.get_absolute_url(),
        "an exchange": asked.exchanges.first().get_absolute_url(),
        "a removed exchange": removed.get_absolute_url(),
        "an earlier version": f"{address}versions/1/",
        "its changes": f"{address}changes/",
        "the archive": "/interviews/",
        "a year": f"/archive/{asked.published_at.year}/",
        "people": "/people/",
        "a person": "/people/ines-okafor/",
        "topics": "/topics/",
        "a topic": "/topics/infrastructure/",
        "all series": "/series/",
        "a series": "/series/who-decides/",
        "recurring questions": "/questions/",
        "a recurring question": put_to_both.get_absolute_url(),
        "corrections": "/corrections/",
        "search": "/search/",
        "search with hits": "/search/?q=forecast",
        "search without hits": "/search/?q=xylophone",
        "an editors’ page": "/about/",
        "nothing": "/nothing/",
        "the form": f"{address}reply/?to={asked.exchanges.first().key}",
        "replies": f"{address}replies/",
        "a thread": f"{address}replies/{first.number}/",
        "the form for an answer to a reply": f"{address}reply/?parent={first.pk}",
        "a report": f"/replies/{first.pk}/report/",
        "a reply’s own page": waiting.status_url,
        "privacy": "/replies/privacy/",
    }


def an_interview_with_everything():
    """Create an interview with pictures, notes, corrections and an answer to remove."""
    ines = a_person(
        "Ines Okafor",
        description="Dispatcher",
        biography="She **dispatches**.",
        portrait=a_picture(400, 500),
        portrait_alt="Ines at her desk",
        portrait_credit="Mirela Anand",
    )
    draft = a_draft(
        "I let him speak first",
        subjects=[ines, someone("Bo Lind")],
        exchanges=0,
        series=a_series(description="Three conversations."),
        standfirst="She dispatches electricity for four million homes.",
        introduction="A control room. " * 40,
        closing="She went back to work.",
        terms="In full.",
        lead_alt="A wall of screens",
        lead_caption="An hour before the peak.",
        lead_credit="Mirela Anand",
        lead_picture=a_picture(),
    )
    draft.topics.add(a_topic(description="What everything stands on."))
    Credit.objects.create(interview=draft, person=someone("Mirela Anand"), role="photographer")
    first = an_exchange(draft, answered_by=[ines], answer=ANSWER, pull_quote="last Tuesday")
    an_exchange(draft, question="", answer=ANSWER, answered_by=[someone("Bo Lind")])
    an_exchange(draft, question="Who *decides*?", answered_by=[ines], note="The regulator.")
    an_exchange(draft, question="And later?", answered_by=[ines])
    published(draft)
    a_correction(draft, "The day was Tuesday.", exchange=first, question="What broke before all?")
    a_correction(draft, "The title has a capital.", kind="clarification")
    return draft


def in_a_script(language, words):
    draft = a_draft(words[:40], exchanges=0, language=language, introduction=words * 12)
    an_exchange(draft, question=f"{words[:12]}؟", answer=words, pull_quote=words[:10])
    an_exchange(draft, question=f"{words[12:30]}?", answer=words)
    return published(draft)
