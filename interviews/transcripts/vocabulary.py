"""Words by which the parser recognises labels, questions and answers, in several languages."""

import re

from interviews.transcripts.role_words import ANSWERING, ASKING, PAIRS


def _words(text):
    return frozenset(text.split())


def is_role_label(name):
    """Return whether a label is a role, such as “Host” or “Speaker 2”, and not a name."""
    words = COUNT.sub("", name.casefold().replace("_", " ").strip(" .:*"))
    return words in LETTERS or (bool(words) and NON_NAMES.issuperset(words.split()))


# Role labels in English that are neither of interviewers nor of interviewees.
ROLE_LABELS = ASKING | ANSWERING | _words("narrator speaker panel caller all everyone")

# Labels of those who speak in a court, besides names and letters.
COURT_LABELS = frozenset(
    f"the {word}"
    for word in _words(
        "court judge witness deponent clerk bailiff reporter interpreter videographer"
    )
)

# Words of labels that name no person.
NON_NAMES = ROLE_LABELS | _words(
    "anchor anchors both speakers everybody guests interviewers interviewees moderators questioners"
    " reporters panelists panellists participants callers respondents cohost cohosts co-hosts"
    " announcer voice member members unknown unidentified the"
)
LETTERS = frozenset(word.casefold() for pair in PAIRS for side in pair for word in side)
LETTER_PAIRS = [
    (one.capitalize(), other.capitalize()) for q, a in PAIRS for one in q for other in a
]
COUNT = re.compile(r"(?<=\w)(?:\s*[#.]?\s*\d{1,3}|\s+[a-z])$")

# Words before a colon in prose, in headers and in lists, which are not speaker labels.
NOT_NAMES = _words(
    "note notes nb n.b update updated warning tip tips ps p.s disclaimer disclosure photo photos"
    " image images picture caption source sources credit credits date time location place venue"
    " title author authors by tag tags topic topics slide slides video audio link links media url"
    " http https ftp mailto tl;dr subject re from to cc bcc email phone tel website web twitter"
    " github linkedin facebook instagram youtube mastodon example examples summary conclusion"
    " correction editor’s editor's transcript reference references key step fixed added changed"
    " removed deprecated security pros cons pro con problem solution result results todo fixme see"
    " also pr prs issue issues version license licence copyright address hours bonus spoiler"
    " break intro outro music sponsor sponsors ad ads advertisement jingle"
    " yes no so but and ok okay first second third finally well because then however"
)

# Small words inside names.
PARTICLES = _words(
    "de van von der den da di du la le las los del dos das do bin ibn al el ter ten zu af av e of y"
)

# Words for “you”.
SECOND_PERSON = _words(
    "you your yours yourself yourselves you’re you’ve you’d you’ll you're you've you'd you'll"
    " usted ustedes tu tú tus te ti contigo vos vous votre vos toi ton ta tes"
    " sie ihr ihre ihren ihrem ihrer ihnen du dein deine dich dir euch euer"
    " lei voi vostro tuo tua você vocês seu sua"
    " вы ваш ваша ваше ваши вас вам вами ты твой твоя тебя тебе"
    " u je jij jouw jullie uw din ditt dina dig ni er"
)
SECOND_PERSON_SIGNS = "[你您妳]|あなた|당신|أنت|لديك|आप"
# Words for “I”; without “je”, which is “you” in Dutch.
FIRST_PERSON = _words("i i’m i'm i’ve i've i’d i'd i’ll i'll my me mine yo mi ich mein j’ai mon ma")
# Words for “we”, and words for “I” that mean “you” elsewhere or are short.
WE = _words("we our us wir uns unser unsere nous notre nos on je j wij ons onze ik vi oss vår jag")
# Words of languages in which nobody says “you” or “I” without a pronoun.
WITH_PRONOUNS = _words("the of and is der die das und ist les est et des une het een och att är")
