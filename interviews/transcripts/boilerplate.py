"""Recognises the boilerplate of web pages: bylines, credits, share buttons, comment forms."""

import re
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from interviews.transcripts.blocks import BlockKind
from interviews.transcripts.questions import is_question
from interviews.transcripts.transcript import ParagraphRole

SHORT = 200  # characters; boilerplate blocks are not longer
HEAD = 12  # blocks at the top in which bylines and dates are boilerplate
SHORTEST_STANDFIRST = 20  # letters
LINES = 12  # of a block that is searched for boilerplate line by line
LINK = re.compile(r"\[([^\[\]]*)\]\([^()\s]*\)")


def _any(*patterns):
    """Return a case-insensitive pattern for a block that consists of one of the phrases."""
    return re.compile(rf"(?:{'|'.join(patterns)})\W*", re.IGNORECASE)


SERVICES = "|".join(
    [
        *("facebook", "twitter", "x", "linkedin", "reddit", "pinterest", "tumblr", "whatsapp"),
        *("telegram", "mastodon", "bluesky", "threads", "pocket", "instapaper", "flipboard"),
        *("hacker news", "e-?mail", "print", "copy link", "link"),
    ]
)
MONTHS = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?"
DAYS = "(?:mon|tues|wednes|thurs|fri|satur|sun)day"
NAME = r"(?:[A-ZÀ-ÞĀ-ſΑ-ΩА-Я][\w.'’-]*|van|von|de|der|da|di|la|le|bin|al|el|ter)"

# Headings of comments or other articles: everything below them is boilerplate.
BELOW_THE_TEXT = _any(
    "(?:leave|post|write|add) (?:a |your )?(?:reply|comment|response)(?: to .{1,80})?",
    "(?:leave a reply )?cancel reply",
    "join the (?:conversation|discussion)",
    "comments are closed",
    r"(?:\d{1,5} |no |one |view |show |all |reader )?(?:comments?|responses|replies)(?: \(\d+\))?",
    r"\d{1,5} thoughts on .{1,120}",
    "related(?: (?:posts|articles|stories|reading|content|interviews))?",
    "you (?:may|might) also (?:like|enjoy)",
    "more (?:from .{1,60}|stories|interviews|articles)",
    "recommended(?: for you| reading| stories)?",
    "(?:read|up) next|keep reading|most (?:read|popular)",
    "dej[ae](?:nos)? (?:un|tu|su|una) (?:comentario|respuesta)",
    "laisser (?:un commentaire|une réponse)|répondre",
    "(?:schreibe?|hinterlasse) (?:einen kommentar|eine antwort)|kommentar verfassen|kommentare",
    "deix[ae] (?:um|uma|o seu|un) (?:comentário|resposta|comentari)",
    "lascia (?:un commento|una risposta)",
    "(?:geef|plaats|laat) een reactie(?: achter)?|reageer|lämna (?:ett svar|en kommentar)",
    "(?:legg igjen|skriv) (?:en kommentar|et svar)|kirjoita kommentti",
    "(?:dodaj|zostaw) (?:komentarz|odpowiedź)|(?:napsat|přidat) komentář|(?:bir )?yanıt yazın",
    "(?:добавить|оставить|написать) (?:комментарий|ответ)|залишити (?:відповідь|коментар)",
    "hozzászólás|lasă un (?:răspuns|comentariu)|αφήστε (?:μια απάντηση|ένα σχόλιο)",
    "(?:השארת|כתיבת|כתוב) תגובה|اترك (?:تعليق|رد)[اً]*|دیدگاهتان را بنویسید",
    "コメントを(?:残す|書く)|发表(?:评论|回复)|發[表佈](?:迴響|留言)|(?:댓글|답글) 남기기",
)
SHARING = _any(
    "share(?: this)?(?: (?:post|article|story|page|interview))?"
    f"(?:(?: on| via| with)? (?:{SERVICES}))?",
    f"(?:tweet|pin|e-?mail|print)(?: (?:on|this|via|to))?(?: (?:{SERVICES}))?",
    rf"(?:{SERVICES})(?:[\s,|·•]+(?:{SERVICES}))*",
    "click to share on .{1,80}",
    "like this|(?:like )?loading",
    "follow us(?: on .{1,60})?",
)
COMMENT_FORM = _any(
    "your email address will not be published.{0,80}",
    "required fields are marked.{0,20}",
    r"(?:name|e-?mail|website|comment)\s*\*?",
    "save my name.{0,120}",
    "notify me (?:of|by|when).{0,80}",
    "(?:submit|post) comment|log in to (?:reply|comment).{0,40}",
)
FRAME = _any(
    "(?:subscribe|sign up)(?: (?:to|for|now|here).{0,100})?",
    "enter your email.{0,60}",
    "menu|search|back to top|skip to (?:main )?content",
    "(?:previous|next|older|newer) (?:post|article|story|interview|entry).{0,100}",
    r"home\s*[>»›/].{0,120}",
    r"(?:continue reading|read more)(?:\s*(?:→|»|\.\.\.))?",
    r"\d{1,3}[ -]min(?:ute)?s?(?: read)?|listen to (?:this )?(?:article|story)",
    r"(?:filed under|posted in|tagged(?: with| as))\b.{1,160}",
    r"(?:tags?|categor(?:y|ies))\s*:.{1,160}",
)
CREDIT = _any(
    r"[\[(*_]{0,3}(?:(?:cover |header |featured )?(?:photo|image)|photograph|photography|picture"
    r"|illustration|portrait)s?(?:\s+(?:credits?|courtesy))?"
    r"(?:\s*[:：|]|\s+(?:by|via|courtesy)\b|:?\s*©).{1,150}",
    r"(?:credit|caption|image credit)s?\s*:.{1,150}",
    r"[^?]{3,150}[.(|]\s*(?:photo|foto|photograph|picture|image|bild)\s*(?:[:：|/©]|by\b|courtesy\b).{1,60}",
)
BYLINE = re.compile(
    r"(?i:(?:(?:written|interview(?:ed)?|words|text|posted|published|story)\s+)?by:?)\s+"
    rf"{NAME}(?:(?:[ ,&]+| and ){NAME}){{0,7}}\W*"
)
DATE = _any(
    r"(?:(?:posted|published|updated|last updated|date)(?: on)?:?\s+)?"
    rf"(?:{DAYS},?\s+)?"
    rf"(?:{MONTHS}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\.?\s+{MONTHS},?\s+\d{{4}}"
    r"|\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4})"
    r"(?:,?\s+(?:at\s+)?\d{1,2}[:.]\d\d\s*(?:[ap]\.?m\.?)?)?"
)

URL = r"(?:https?://|www\.)\S+"
RECORDING = _any(
    r"(?:this )?(?:was )?transcri(?:bed|ption|pt)(?: is| was)?(?: (?:made|provided|created|done))?"
    r" (?:by|with|from|via) .{1,100}",
    r"(?:auto(?:matically)?[- ]generated|machine) transcript.{0,80}",
    "(?:transkription|transcription|transcripción|transcrição|trascrizione)"
    r"(?: (?:von|par|de|por|di)|\s?:) .{1,80}",
    "audio player|use up/down arrow keys.{0,80}|play episode",
    r"(?:download|listen to|watch) (?:the |this )?(?:mp3|audio|episode|podcast|video|recording)"
    r"(?: (?:here|now|below))?",
)
END = _any(
    r"\W*(?:the )?end(?:s)?(?: of (?:the )?(?:interview|recording|transcript(?:ion)?|tape|audio"
    r"|conversation|file))?(?:\s*(?:at|[-–—:]|\[|\()?\s*(?:\d{1,2}:)?\d{1,2}:\d{2}\]?\)?)?",
    r"(?:interview|recording|transcript|tape) end(?:s|ed)?|-\s?30\s?-|ende|fin|fim|конец|終わり",
)
ORIGIN = _any(
    r"(?:retrieved|archived|accessed|copied|reposted) (?:from|on)\b.{1,200}",
    rf"(?:source|url|link|permalink|original)\s*:\s*{URL}",
    r"this page was last (?:edited|modified|updated)\b.{0,100}",
    r"(?:all rights reserved|copyright|©)\b.{0,120}",
)
ADVERT = _any(
    r"(?:advertisement|adverti[sz]ing|sponsored(?: content)?|anzeige|werbung|publicité|publicidad"
    r"|publicidade|pubblicità|advertentie|annons|реклама|広告|广告)"
    r"(?:\s*[-–—|:]\s*.{1,60})?",
    r"(?:story|article|text) continues (?:below|after).{0,40}|continue reading (?:the )?main story",
    r"(?:scroll (?:down )?to continue|support (?:us|our work)|donate(?: now)?)",
)
# “Posted on March 3, 2026 by editor”, in the languages of the most common blogs.
POSTED = _any(
    r"(?:posted|published|veröffentlicht|publié|publicado|pubblicato|gepubliceerd|publicerad"
    r"|publisert|udgivet|opublikowano|опубликовано)"
    r"(?: (?:on|am|le|el|em|il|op|den))?:? .{0,40}\b\d{4}\b.{0,80}",
    "by:? (?:the )?(?:admin|editors?|staff|editorial (?:team|staff)|webmaster)",
)
SECTION = _any(
    *("interviews?", "features?", "conversations?", "profiles?", r"q\s?(?:&|and)\s?a"),
    *("gespräche?", "entretiens?", "entrevistas?", "intervist[ae]", "интервью", "インタビュー"),
)
FOLLOWS = _("What follows the interview on its page.")

ANYWHERE = [
    (SHARING, _("Buttons for sharing.")),
    (COMMENT_FORM, _("Part of a comment form.")),
    (FRAME, _("Part of the web page’s frame.")),
    (CREDIT, _("A picture’s credit or caption.")),
    (RECORDING, _("Who transcribed the recording, or its player.")),
    (ADVERT, _("An advertisement.")),
    (ORIGIN, _("Where the text comes from.")),
]
IN_THE_SECOND_HALF = [(END, _("The end of the recording."))]
AT_THE_HEAD = [
    (BYLINE, _("The byline.")),
    (DATE, _("The line with the date.")),
    (POSTED, _("The line with the date.")),
    (SECTION, _("The section of the site.")),
]


def split_off_boilerplate(blocks):
    """Return the blocks, with blocks of short lines split if one of the lines is boilerplate."""
    return [part for number, block in enumerate(blocks) for part in _lines(block, number < HEAD)]


def _lines(block, at_the_head):
    lines = block.text.split("\n") if len(block.text) < LINES * SHORT else [block.text]
    if block.kind != BlockKind.PARAGRAPH or not 1 < len(lines) <= LINES:
        return [block]
    parts = [replace(block, text=line.rstrip()) for line in lines]
    patterns = [*ANYWHERE, (BELOW_THE_TEXT, FOLLOWS), *(AT_THE_HEAD if at_the_head else [])]
    return parts if any(_get_reason(_words(part), patterns) for part in parts) else [block]


def _get_reason(words, patterns):
    """Return why a text is boilerplate, or an empty string."""
    return next(
        (str(reason) for pattern, reason in patterns if words and pattern.fullmatch(words)), ""
    )


def drop_boilerplate(blocks):
    """Mark boilerplate blocks as left out."""
    asked = False
    for number, block in enumerate(blocks):
        following = blocks[number + 1].text if number + 1 < len(blocks) else ""
        # A short block may be the answer: “How do you learn?” “Read more.”
        is_answer = asked and (not following or is_question(following))
        asked = is_question(block.text) or (asked and block.role is not None)
        patterns = [*ANYWHERE, *(AT_THE_HEAD if number < HEAD else [])]
        patterns += IN_THE_SECOND_HALF if number > len(blocks) / 2 else []
        if reason := "" if is_answer else _get_reason(_words(block), patterns):
            block.set_role(ParagraphRole.LEFT_OUT, reason)


def drop_repetitions(blocks, facts):
    """Mark paragraphs of the introduction that repeat the title or the standfirst as left out."""
    titles = {_letters(block.text) for block in blocks if block.role == ParagraphRole.TITLE}
    titles.add(_letters(facts.title))
    openings = {_letters(facts.summary)}
    for block in blocks:
        words = _letters(block.text)
        if block.role != ParagraphRole.INTRODUCTION or not words:
            continue
        if words in titles:
            block.set_role(ParagraphRole.LEFT_OUT, str(_("The title again.")))
        elif words in openings and len(words) > SHORTEST_STANDFIRST:
            block.set_role(ParagraphRole.LEFT_OUT, str(_("The standfirst again.")))
        openings.add(words)


def _letters(text):
    return "".join(filter(str.isalnum, text)).casefold()


def drop_below_interview(blocks):
    """Mark all blocks below a heading like “Leave a Reply” as left out; return warnings."""
    below, questions = False, 0
    for block in blocks:
        asks_now = is_question(block.text)
        # “Comments?” is a question in the interview; a heading of the page has no question mark.
        below = below or (not asks_now and bool(BELOW_THE_TEXT.fullmatch(_words(block))))
        if below and block.role is None:
            questions += asks_now
            block.set_role(ParagraphRole.LEFT_OUT, str(FOLLOWS))
    warning = _("Questions in what was left out at the end: %d.")
    return [str(warning) % questions] if questions else []


def _words(block):
    """Return a short block's text on one line; "" for a block that can't be boilerplate."""
    if (
        block.role is not None
        or len(block.text) > SHORT
        or block.kind in (BlockKind.CODE, BlockKind.RULE)
    ):
        return ""
    words = LINK.sub(r"\1", block.text) if "](" in block.text else block.text
    return " ".join(words.strip("#*_ \t\n\xa0←→«»‹›").split())
