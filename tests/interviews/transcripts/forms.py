"""The forms in which people have transcripts: each makes a text of turns and labels.

A form is a template of a turn, and what stands between two turns. In the template, `{n}` is the
label, `{c}` the colon of the language, `{t}` the words, `{m}` a minute.
"""

BLANK, LINE = "\n\n", "\n"

LABELS = {
    "colon": ("{n}{c}{t}", BLANK),
    "colon, no blank lines": ("{n}{c}{t}", LINE),
    "colon alone": ("{n}:\n\n{t}", BLANK),
    "colon alone, words on the next line": ("{n}:\n{t}", BLANK),
    "bold with colon": ("**{n}:** {t}", BLANK),
    "bold before the colon": ("**{n}**: {t}", BLANK),
    "bold alone": ("**{n}**\n\n{t}", BLANK),
    "bold alone, words on the next line": ("**{n}**\n{t}", BLANK),
    "bold and colon alone": ("**{n}:**\n\n{t}", BLANK),
    "bold run in": ("**{n}** {t}", BLANK),
    "italic with colon": ("*{n}:* {t}", BLANK),
    "heading": ("### {n}\n\n{t}", BLANK),
    "heading with colon": ("## {n}:\n\n{t}", BLANK),
    "alone": ("{n}\n\n{t}", BLANK),
    "alone, words on the next line": ("{n}\n{t}", BLANK),
    "brackets and colon": ("[{n}]: {t}", BLANK),
    "brackets": ("[{n}] {t}", BLANK),
    "round brackets": ("({n}) {t}", BLANK),
    "indented": ("     {n}{c}{t}", BLANK),
    "indented by a tab": ("\t{n}{c}{t}", LINE),
    "dash": ("{n} – {t}", BLANK),
    "bold and dash": ("**{n}** — {t}", BLANK),
    "time before": ("[00:{m}:05] {n}{c}{t}", BLANK),
    "time without brackets before": ("00:{m}:05 {n}{c}{t}", BLANK),
    "time after": ("{n}: [00:{m}:05] {t}", BLANK),
    "Trint": ("{n}: [00:{m}:05] {t} [4.2s]", BLANK),
    "Otter": ("{n}  {m}:05  \n{t}", BLANK),
    "Rev": ("{n} (00:{m}):\n{t}", BLANK),
    "Zoom": ("[{n}] 00:{m}:05\n{t}", BLANK),
    "name, time, words": ("{n}\n00:{m}:05\n{t}", BLANK),
    "time, name, words": ("00:{m}:05\n{n}\n{t}", BLANK),
    "HappyScribe": ("[00:{m}:05.10] - {n}\n{t}", BLANK),
    "time and bold name": ("**{n}** [00:{m}:05]\n\n{t}", BLANK),
    "Teams": ("0:{m}:5.0 --> 0:{m}:9.4\n{n}\n{t}", BLANK),
}

LETTERS = {
    "colon": ("{n}{c}{t}", BLANK),
    "colon, no blank lines": ("{n}{c}{t}", LINE),
    "stop": ("{n}. {t}", BLANK),
    "bracket": ("{n}) {t}", BLANK),
    "spaces": ("{n}    {t}", BLANK),
    "tab": ("{n}\t{t}", LINE),
    "bold": ("**{n}** {t}", BLANK),
    "bold with colon": ("**{n}:** {t}", BLANK),
    "bold with stop": ("**{n}.** {t}", BLANK),
    "dash": ("{n} - {t}", BLANK),
    "stop and dash": ("{n}.- {t}", BLANK),
    "square brackets": ("[{n}] {t}", BLANK),
    "colon alone": ("{n}:\n\n{t}", BLANK),
    "bold alone": ("**{n}**\n\n{t}", BLANK),
    "heading": ("### {n}: {t}", BLANK),
    "alone": ("{n}\n{t}", BLANK),
}

UNNAMED = {
    "dash": ("— {t}", BLANK),
    "dash, no blank lines": ("—{t}", LINE),
    "short dash": ("– {t}", LINE),
    "hyphen": ("- {t}", LINE),
    "Japanese dash": ("――{t}", BLANK),
    "time": ("00:{m}:05 {t}", BLANK),
    "time in brackets": ("[00:{m}:05] {t}", LINE),
    "time on a line of its own": ("{m}:05\n{t}", LINE),
}

# The template of a question, and of an answer.
QUESTIONS = {
    "bold": ("**{t}**", "{t}"),
    "heading": ("## {t}", "{t}"),
    "italic": ("*{t}*", "{t}"),
    "numbered bold": ("**{i}. {t}**", "{t}"),
    "plain": ("{t}", "{t}"),
    "dash": ("— {t}", "{t}"),
    "bold dash": ("**— {t}**", "{t}"),
    "quotation": ("> {t}", "{t}"),
    "bold quotation": ("> **{t}**", "{t}"),
}


def write(turns, form, labels=("", ""), colon=": ", many=1):
    """Return a text of pairs of a question and an answer; `labels` are of the two voices."""
    template, glue = form
    parts = []
    for question, answer in turns * many:
        for label, words in zip(labels, (question, answer), strict=True):
            minute = f"{len(parts) % 60:02}"
            words = words if glue == BLANK else " ".join(words.split())
            parts.append(template.format(n=label, c=colon, t=words, m=minute))
    return glue.join(parts) + "\n"


def write_questions(turns, form, many=1):
    """Return a text in which questions have a form of their own."""
    parts = []
    for number, pair in enumerate(turns * many, 1):
        parts += [one.format(t=words, i=number) for one, words in zip(form, pair, strict=True)]
    return "\n\n".join(parts) + "\n"
