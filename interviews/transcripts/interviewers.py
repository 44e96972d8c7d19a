"""Finds the interviewers among the speakers, by how often they ask and how long they speak."""

from collections import defaultdict
from dataclasses import dataclass

from interviews.transcripts.questions import is_prompt, is_question
from interviews.transcripts.vocabulary import ANSWERING, ASKING

BRIEF = 0.4  # of the average length of an interviewee's turn


@dataclass
class SpeakerStatistics:
    """How often a speaker asks, and how much the speaker says, in the whole text."""

    turns: int = 0
    questions: int = 0
    words: int = 0

    @property
    def share(self):
        return self.questions / self.turns

    @property
    def length(self):
        return self.words / self.turns


def find_interviewers(turns, roles, others_ask=False):
    """Return (names of the interviewers, whether the result is certain).

    `turns` are pairs of a name and the texts of a turn. `roles` has the known roles of some names.
    `others_ask` says that the text has questions without a speaker, so that all speakers may be
    interviewees.
    """
    statistics = defaultdict(SpeakerStatistics)
    for name, texts in turns:
        speaker = statistics[name]
        speaker.turns += 1
        speaker.words += sum(len(text.split()) for text in texts)
        speaker.questions += is_question(texts[0]) or is_question(texts[-1]) or is_prompt(texts[0])
    known = {name: _known_role(name, roles) for name in statistics}
    interviewers = {name for name in statistics if known[name] == "interviewer"}
    if (
        others_ask
        and not interviewers
        and all(speaker.share < 0.5 for speaker in statistics.values())
    ):
        return set(), True
    interviewers |= _asking(statistics, known, bool(interviewers))
    return interviewers, _is_certain(interviewers, statistics, known)


def _known_role(name, roles):
    word = name.casefold().removeprefix("the ").split()[0]
    if word in ASKING or word in ANSWERING:
        return "interviewer" if word in ASKING else "subject"
    return roles.get(name, "")


def _asking(statistics, known, somebody_asks):
    """Return the names of speakers who ask far more often than the main interviewee."""
    unknown = {name: speaker for name, speaker in statistics.items() if not known[name]}
    answering = [speaker for name, speaker in statistics.items() if known[name] == "subject"]
    if not unknown:
        return set()
    has_known_subjects = bool(answering)
    if not has_known_subjects:
        main = max(unknown, key=lambda name: unknown[name].words)
        if unknown[main].share > 0.6:
            main = min(unknown, key=lambda name: unknown[name].share)
        answering = [unknown.pop(main)] if len(unknown) > 1 or somebody_asks else []
    usual = max((speaker.share for speaker in answering), default=0)
    least = max(0.15, usual + 0.05, 0 if has_known_subjects else min(2.5 * usual, 0.6))
    found = {name for name, speaker in unknown.items() if speaker.share >= least}
    if has_known_subjects:
        # If the source lists interviewees, any other speaker of short turns with a question asks.
        little = BRIEF * max(speaker.length for speaker in answering)
        found |= {n for n, v in unknown.items() if v.questions and v.length <= little}
    if found or somebody_asks:
        return found
    return {max(unknown, key=lambda name: (unknown[name].share, -unknown[name].length))}


def _is_certain(interviewers, statistics, known):
    """Return whether interviewers and interviewees speak so differently that no one is confused."""
    answering = [speaker for name, speaker in statistics.items() if name not in interviewers]
    if not interviewers or not answering:
        return len(statistics) == 1
    most = max(speaker.share for speaker in answering)
    if any(
        statistics[name].share >= 0.25
        for name in statistics.keys() - interviewers
        if not known[name]
    ):
        return False
    guessed = [statistics[name] for name in interviewers if not known[name]]
    return all(speaker.share >= 0.2 and speaker.share >= 3 * most for speaker in guessed)
