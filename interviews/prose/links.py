"""Bare addresses in a reader's prose: which of them become links.

An address begins with http://, https:// or www. Node.js, ASP.NET and README.md are names, although
each ends like a domain. linkify-it knows where an address ends: it keeps a balanced bracket, and
leaves the full stop to the sentence.
"""

import re

from linkify_it import LinkifyIt

# What may stand before “www.”, as GitHub has it; else a row of “www.www.” would be read many times.
BEFORE_WWW = re.compile(r"""(?:^|[\s*_~(\[<"'“„«‘])www\.""", re.IGNORECASE)
# Closing quotes and the punctuation of Chinese and Japanese, which linkify-it takes for letters of
# an address, and characters that nobody sees.
END = re.compile(
    "[\\s“”«»‹›。，、！？；：（）【】「」『』《》\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)


class BareAddresses(LinkifyIt):
    """For the `linkify` of a Markdown parser."""

    def __init__(self):
        http = {"validate": self._length_behind_scheme}
        www = {"validate": self._length_behind_www, "normalize": self._with_a_scheme}
        guesses = {"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False}
        super().__init__({"http:": http, "https:": http, "www.": www}, guesses)
        for scheme in ("ftp:", "//", "mailto:"):
            self.add(scheme, None)
        host = self.re["src_host_port_strict"]
        # What has a user before its host reads as if the user were the host.
        no_user = r"(?!@|:[^\s/@]*@)"
        self._address = re.compile(f"{host}{no_user}{self.re['src_path']}", re.IGNORECASE)

    def _length_behind_scheme(self, text, position):
        if not text.startswith("//", position):
            return 0
        length = self._length(text, position + 2)
        return length and length + 2

    def _length_behind_www(self, text, position):
        before = max(position - len("“www."), 0)
        return self._length(text, position) if BEFORE_WWW.match(text[before:position]) else 0

    def _length(self, text, position):
        """How many characters of an address stand here: host, port and path; 0 for none."""
        end = END.search(text, position)
        found = self._address.match(text, position, end.start() if end else len(text))
        return len(found[0]) if found else 0

    def _with_a_scheme(self, match):
        match.url = f"https://{match.url}"


def link_bare_addresses(grammar):
    """Let a Markdown parser make links of bare addresses, which show what was typed."""
    grammar.linkify = BareAddresses()
    grammar.options["linkify"] = True
    # Otherwise a link shows xn--… as the letters that it stands for, which may deceive.
    grammar.normalizeLinkText = lambda address: address
    grammar.enable("linkify")
