"""Turns bare URLs in a reader's text into links.

A bare URL begins with http://, https:// or www. Node.js, ASP.NET and README.md are names although
they end like domains. linkify-it finds the end of a URL: it includes balanced brackets, and
excludes the full stop of the sentence.
"""

import re

from linkify_it import LinkifyIt

# The characters allowed before “www.”, as on GitHub; they keep “www.www.www.…” from being slow.
BEFORE_WWW = re.compile(r"""(?:^|[\s*_~(\[<"'“„«‘])www\.""", re.IGNORECASE)
# Closing quotes, Chinese and Japanese punctuation and invisible characters, which linkify-it would
# include in a URL.
END = re.compile(
    "[\\s“”«»‹›。，、！？；：（）【】「」『』《》\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)


class BareAddresses(LinkifyIt):
    """The `linkify` of a Markdown parser: finds bare URLs."""

    def __init__(self):
        http = {"validate": self._measure_after_scheme}
        www = {"validate": self._measure_after_www, "normalize": self._add_scheme}
        guesses = {"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False}
        super().__init__({"http:": http, "https:": http, "www.": www}, guesses)
        for scheme in ("ftp:", "//", "mailto:"):
            self.add(scheme, None)
        host = self.re["src_host_port_strict"]
        # A URL with a user name before its host would look as if the user name were the host.
        no_user = r"(?!@|:[^\s/@]*@)"
        self._address = re.compile(f"{host}{no_user}{self.re['src_path']}", re.IGNORECASE)

    def _measure_after_scheme(self, text, position):
        if not text.startswith("//", position):
            return 0
        length = self._measure(text, position + 2)
        return length and length + 2

    def _measure_after_www(self, text, position):
        before = max(position - len("“www."), 0)
        return self._measure(text, position) if BEFORE_WWW.match(text[before:position]) else 0

    def _measure(self, text, position):
        """Return the length of the host, port and path at this position; 0 if there is no URL."""
        end = END.search(text, position)
        found = self._address.match(text, position, end.start() if end else len(text))
        return len(found[0]) if found else 0

    def _add_scheme(self, match):
        match.url = f"https://{match.url}"


def link_bare_addresses(grammar):
    """Let a Markdown parser make links of bare URLs, with the typed URL as their text."""
    grammar.linkify = BareAddresses()
    grammar.options["linkify"] = True
    # Otherwise links show xn--… as the letters it encodes, which may imitate another domain.
    grammar.normalizeLinkText = lambda address: address
    grammar.enable("linkify")
