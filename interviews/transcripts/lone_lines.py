"""Finds questions that have lost their bold type and have no question mark: short lines that ask.

“What comes next” on a line of its own, above a longer paragraph, is a question; whether it is one
is a guess, so that the reading is not certain.
"""

import re
from itertools import pairwise

from interviews.transcripts.blocks import BlockKind
from interviews.transcripts.questions import is_prompt, is_question, uses_second_person

MAX_WORDS = 20  # of a line that may be a question
FEWEST = 2  # lines that ask; a single one may be a heading
ENDS_SENTENCE = re.compile(r"[.!?…。！？][\"'”’»)\]]*\s*\Z")
CONJUNCTION = re.compile(
    r"(?:and|but|so|und|aber|et|mais|y|pero|e|ma|mas|en|og|och|а|и|но),? ", re.I
)
QUESTION_WORDS = """
    how what why when where who whom whose which do does did is are was were have has had can could
    will would should
    wie was warum weshalb wieso wann wo wer wen wem wessen welche welcher welches woher wohin womit
    comment que quoi qu’est-ce pourquoi quand où qui quel quelle quels quelles combien
    cómo qué por cuándo dónde quién quiénes cuál cuáles cuánto
    come cosa perché quando dove chi quale quali quanto
    como o por quando onde quem qual quais quanto
    hoe wat waarom wanneer waar wie welke
    hur vad varför när var vem vilken vilka hvordan hva hvad hvorfor hvornår hvor hvem hvilken
    jak co dlaczego kiedy gdzie kto proč kdy kde kdo
    как что почему когда где кто какой какая какие як що чому коли де хто
"""
ASKING = frozenset(QUESTION_WORDS.split())


def find_questions(blocks):
    """Return {position: question} of short lines that ask, each before a longer paragraph."""
    free = [number for number, block in enumerate(blocks) if block.role is None]
    found = {}
    for number, following in pairwise(free):
        text, answer = blocks[number].text.strip(), blocks[following].text.strip()
        if (
            blocks[number].kind == BlockKind.PARAGRAPH
            and _is_lone_line(text)
            and _asks(text)
            and len(answer) > len(text)
            and ENDS_SENTENCE.search(answer)
        ):
            found[number] = text
    return found if len(found) >= FEWEST else {}


def _is_lone_line(text):
    is_short = "\n" not in text and 2 <= len(text.split()) <= MAX_WORDS
    return is_short and (is_question(text) or text[-1].isalnum() or text[-1] in "”’»\"'")


def _asks(text):
    if is_question(text) or is_prompt(text):
        return True
    words = CONJUNCTION.sub("", text, count=1).casefold().split()
    return words[0] in ASKING or uses_second_person(text)
