"""Who asks and who answers, from how everybody speaks."""

from collections import defaultdict
from dataclasses import dataclass

from .questions import asks
from .vocabulary import ANSWERING, ASKING

BRIEF = 0.4  # of the words in a turn of those who answer


@dataclass
class Voice:
    """How somebody speaks throughout a text."""

    turns: int = 0
    questions: int = 0
    words: int = 0

    @property
    def share(self):
        return self.questions / self.turns

    @property
    def length(self):
        return self.words / self.turns


def who_asks(turns, roles, others_ask=False):
    """Return (names of those who ask, whether that is certain).

    `turns` are pairs of a name and the texts that somebody says until the next one begins.
    `roles` tells what is known of some names; with `others_ask`, questions stand in the text
    without a speaker, and all who speak may be answering.
    """
    voices = defaultdict(Voice)
    for name, texts in turns:
        voice = voices[name]
        voice.turns += 1
        voice.words += sum(len(text.split()) for text in texts)
        voice.questions += asks(texts[0]) or asks(texts[-1])
    known = {name: _known_role(name, roles) for name in voices}
    asking = {name for name in voices if known[name] == "interviewer"}
    if others_ask and not asking and all(voice.share < 0.5 for voice in voices.values()):
        return set(), True
    asking |= _asking(voices, known, bool(asking))
    return asking, _is_certain(asking, voices, known)


def _known_role(name, roles):
    word = name.casefold().split()[0]
    if word in ASKING or word in ANSWERING:
        return "interviewer" if word in ASKING else "subject"
    return roles.get(name, "")


def _asking(voices, known, somebody_asks):
    """Return those who ask far more often than the one who says most."""
    unknown = {name: voice for name, voice in voices.items() if not known[name]}
    answering = [voice for name, voice in voices.items() if known[name] == "subject"]
    if not unknown:
        return set()
    told = bool(answering)
    if not told:
        main = max(unknown, key=lambda name: unknown[name].words)
        if unknown[main].share > 0.6:
            main = min(unknown, key=lambda name: unknown[name].share)
        answering = [unknown.pop(main)] if len(unknown) > 1 or somebody_asks else []
    usual = max((voice.share for voice in answering), default=0)
    least = max(0.15, usual + 0.05, 0 if told else min(2.5 * usual, 0.6))
    found = {name for name, voice in unknown.items() if voice.share >= least}
    if told:
        # Beside those whom the source lists, whoever says little and asks at all is a host.
        little = BRIEF * max(voice.length for voice in answering)
        found |= {n for n, v in unknown.items() if v.questions and v.length <= little}
    if found or somebody_asks:
        return found
    return {max(unknown, key=lambda name: (unknown[name].share, -unknown[name].length))}


def _is_certain(asking, voices, known):
    """Tell whether the two sides speak so differently that nobody is taken for the other."""
    answering = [voice for name, voice in voices.items() if name not in asking]
    if not asking or not answering:
        return len(voices) == 1
    most = max(voice.share for voice in answering)
    if any(voices[name].share >= 0.25 for name in voices.keys() - asking if not known[name]):
        return False
    guessed = [voices[name] for name in asking if not known[name]]
    return all(voice.share >= 0.2 and voice.share >= 3 * most for voice in guessed)
