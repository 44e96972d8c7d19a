"""Links in a reply's Markdown, those that it shows and those that it hides."""

import html
import re
import unicodedata

from comments.screening.letters import UNSEEN

# Names of the net that are no words of a language: “done.It was” is a slip, no link.
ENDINGS = (
    "com|net|org|info|biz|edu|gov|io|co|ai|app|dev|xyz|top|online|site|shop|club|blog|icu|vip|tv|cc"
    "|ly|gl|eu|uk|de|fr|es|pt|nl|pl|ch|se|dk|cz|ua|ru|cn|jp|kr|br|mx|au|ca|nz|za|ng|ke|рф|中国"
)
LINK = re.compile(
    rf"""
    <a\b[^<>]*>[^<>]*+</a\s*>                                     # as HTML
    | \[[^\[\]]*+\]\((?P<to>(?:[^()]|\([^()]*+\))*+)\)            # [words](address)
    | \]\((?P<over>[^()]*+)\)                                     # over a picture
    | (?<![a-z0-9+.-])(?:[a-z][a-z0-9+.-]*+://|www\.)[^\s<>"]     # the start of an address
      [^\s<>"()\[\]]*+
    | (?<![\w@.-])(?:[\w-]++\.)+(?:(?:{ENDINGS})\b(?![@-])|[a-z]{{2,}}/\w)[^\s<>"()\[\]]*+
    """,
    re.IGNORECASE | re.VERBOSE,
)
ADDRESS = re.compile(r"[./:]")
# Every link holds one of these. Most texts hold none, and are done with a hundred times as soon.
SIGN = re.compile(r"<|\]\(|://|\.\S")


def links(text):
    """How many links a text has: Markdown, HTML, addresses, and bare domains (example.com/a).

    A link whose words are its own address is one link; a mail address is none.
    """
    written = html.unescape(text)
    if not written.isascii():
        written = unicodedata.normalize("NFKC", written).translate(dict.fromkeys(UNSEEN))
    if not SIGN.search(written):
        return 0
    return sum(map(_leads_somewhere, LINK.finditer(written)))


def _leads_somewhere(link):
    target = link["to"] if link["over"] is None else link["over"]
    return target is None or ADDRESS.search(target) is not None
