"""Invented replies, each from another person and another network, as HTTP requests."""

import itertools
import random
import tomllib
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

WORDS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text())


@dataclass(frozen=True)
class ReplyRequest:
    """The HTTP request of a browser for one reply, and the email address in it."""

    email: str
    request: bytes


def generate_requests(site, path, keys, first=0):
    """Yield requests without end to the form at `path` of `site` (host:port).

    Every second reply is about an answer. Each run gives the same requests. Names, addresses and
    networks (/24) do not recur within 43,000 requests; `first` is the number of the first one.
    """
    chance, bodies = random.Random(3), set()
    for number in itertools.count(first):
        to = chance.choice(keys) if number % 2 else ""
        while (text := body(chance)) in bodies:
            pass
        bodies.add(text)
        form = {"body": text, **person(number), "website": "", "to": to}
        yield ReplyRequest(form["email"], request(site, path, form, network(number, chance)))


def body(chance):
    """Return 30 to 90 words in one or two paragraphs."""
    length = chance.randint(30, 60)
    said = [chance.choice(WORDS["openings"])]
    while sum(len(sentence.split()) for sentence in said) < length:
        said.append(sentence(chance))
    if chance.random() < 0.5:
        said.append(chance.choice(WORDS["closings"]))
    words = " ".join(said)
    return words.replace(". ", ".\r\n\r\n", 1) if chance.random() < 0.3 else words


def sentence(chance):
    words = " ".join(chance.choice(WORDS[part]) for part in ("who", "did", "what", "why"))
    return words[0].upper() + words[1:] + "."


def person(number):
    """Return a different name and email address for each number below 43,000."""
    first_names, last_names, domains = (
        WORDS[kind] for kind in ("first_names", "last_names", "domains")
    )
    rest, first = divmod(number, len(first_names))
    rest, last = divmod(rest, len(last_names))
    between = f" {chr(ord('A') + rest - 1)}. " if rest else " "
    name = f"{first_names[first]}{between}{last_names[last]}"
    address = f"{name.replace('.', '').replace(' ', '.')}.{number}".lower()
    return {"name": name, "email": f"{address}@{domains[number % len(domains)]}"}


def network(number, chance):
    """Return an address in a different /24 of 10.0.0.0/8 for each number below 65,536."""
    high, low = divmod(number * 40_503 % 65_536, 256)  # an odd factor, so that no network recurs
    return f"10.{high}.{low}.{chance.randint(1, 254)}"


def request(site, path, form, address):
    content = urlencode(form).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {site}\r\nOrigin: http://{site}\r\n"
        "Sec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: navigate\r\n"
        "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0\r\n"
        "Accept: text/html,application/xhtml+xml\r\nAccept-Language: en\r\n"
        f"X-Forwarded-For: {address}\r\nX-Forwarded-Proto: http\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content
