"""The addresses of links in pasted HTML: without redirects, without tracking. Pure."""

import re
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

# Pages that only lead to another page: (host, path) -> parameters with the other page's address.
REDIRECTS = [
    (re.compile(r"(?:www\.)?google\.[a-z.]{2,6}"), "/url", ("q", "url")),
    (re.compile(r"lm?\.facebook\.com"), "/l.php", ("u",)),
    (re.compile(r"[\w.-]+\.safelinks\.protection\.outlook\.com"), "/", ("url",)),
]
TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|dclid|msclkid|igshid|mc_[ce]id|yclid|_hs\w+)", re.IGNORECASE
)
# Characters that would end an address in Markdown.
UNSAFE = re.compile(r"[\s()<>\[\]\\\"'`*|\x00-\x1f\x7f]")
MAX_LENGTH = 2000  # characters
MAX_REDIRECTS = 3


def clean_url(url):
    """Return the address to which a pasted link leads; "" unless it is http, https or mailto."""
    url = re.sub(r"[\t\r\n]", "", url or "").strip()
    for _time in range(MAX_REDIRECTS):
        url, before = _resolve_redirect(url), url
        if url == before:
            break
    parts = _split(url)
    if parts is None or len(url) > MAX_LENGTH:
        return ""
    if parts.scheme == "mailto":
        return _escape(url) if "@" in parts.path else ""
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return ""
    return _escape(_drop_tracking(url, parts))


def _split(url):
    try:
        parts = urlsplit(url)
        return parts if parts.hostname or not parts.netloc else None
    except ValueError:
        return None


def _resolve_redirect(url):
    parts = _split(url)
    if parts is None or parts.scheme not in ("http", "https"):
        return url
    for host, path, names in REDIRECTS:
        if host.fullmatch(parts.hostname or "") and parts.path == path:
            query = parse_qs(parts.query)
            return next((query[name][0] for name in names if name in query), url)
    return url


def _drop_tracking(url, parts):
    if not TRACKING.search(parts.query):
        return url  # unchanged, to the letter
    kept = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not TRACKING.fullmatch(name)
    ]
    return parts._replace(query=urlencode(kept)).geturl()


def _escape(url):
    return UNSAFE.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), url)
