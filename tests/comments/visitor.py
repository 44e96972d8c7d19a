"""A reader with a browser that reads forms and submits them."""

import http.client
import itertools
import threading
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from urllib.parse import urlencode, urljoin, urlsplit

TIMEOUT = 30  # seconds to wait for the server to say anything
WORDS = "We were in the wrong group."
visitors = itertools.count(1)
FORM = "application/x-www-form-urlencoded"


@dataclass
class Form:
    action: str
    marks: dict
    fields: dict = field(default_factory=dict)
    buttons: dict = field(default_factory=dict)  # {what it says: what pressing it adds}


class Visitor:
    """Has a network and a mail address that nobody else has, and something to say: `letter`.

    Keeps no cookie unless it is told to: `cookies` is what it sends.
    """

    def __init__(self, address):
        self.address, self.cookies = address, ""
        number = next(visitors)
        self.network = f"10.{number // 250}.{number % 250}.7"
        self.reply_fields = {"body": WORDS, "name": "Olu", "email": f"olu-{number}@example.org"}

    def get(self, path):
        return self.ask("GET", path, "", {"Sec-Fetch-Site": "none"})

    def send(self, form, headers=None, **typed):
        """Press the form's first button, with these fields typed over."""
        said = urlencode(form.fields | typed)
        here = {"Sec-Fetch-Site": "same-origin", "Origin": self.address}
        here = here if headers is None else headers
        return self.ask("POST", form.action, said, here | {"Content-Type": FORM})

    def leave(self, path, headers=None, **typed):
        """Open a page, and send its reply form with the letter, or what is typed instead."""
        return self.send(self.get(path).reply_form, headers, **(self.reply_fields | typed))

    def ask(self, method, path, body=None, headers=None):
        """What the server answers; `path` may be an address on the site, in full."""
        parts = urlsplit(urljoin(self.address, path))
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        mine = {"X-Forwarded-For": f"192.0.2.1, {self.network}", "Connection": "close"}
        if self.cookies:
            mine["Cookie"] = self.cookies
        line = http.client.HTTPConnection(parts.netloc, timeout=TIMEOUT)
        try:
            line.request(method, path, body, mine | (headers or {}))
            answer = line.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            line.close()


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    content: bytes

    @cached_property
    def text(self):
        return self.content.decode()

    @property
    def location(self):
        return self.headers["Location"]

    @cached_property
    def forms(self):
        return FormReader(self.text).forms

    def form_with(self, button):
        """The first form that has a button of this name."""
        return next(form for form in self.forms if button in form.buttons)

    @property
    def reply_form(self):
        """The form to leave a reply, or to change one."""
        return next(form for form in self.forms if form.marks.get("id") == "leave-a-reply")


class FormReader(HTMLParser):
    """The forms of a page, with what their fields hold before anybody types."""

    def __init__(self, html):
        super().__init__()
        self.forms, self.area, self.button, self.label = [], None, None, ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        its = dict(attributes)
        if tag == "form":
            self.forms.append(Form(its.get("action", ""), its))
        elif tag == "textarea":
            self.area = its["name"]
            self.forms[-1].fields[self.area] = ""
        elif tag == "button":
            self.button, self.label = its, ""
        elif tag == "input" and its.get("name") and is_sent(its):
            self.forms[-1].fields[its["name"]] = its.get("value") or standing_for(its)

    def handle_endtag(self, tag):
        if tag == "textarea":
            # The line break after the tag is none of the text.
            name, self.area = self.area, None
            fields = self.forms[-1].fields
            fields[name] = fields[name].removeprefix("\r").removeprefix("\n")
        elif tag == "button" and self.forms:
            adds = (
                {self.button["name"]: self.button.get("value", "")} if "name" in self.button else {}
            )
            self.forms[-1].buttons[self.label.strip()] = adds
            self.button = None

    def handle_data(self, words):
        if self.area:
            self.forms[-1].fields[self.area] += words
        elif self.button is not None:
            self.label += words


def standing_for(its):
    """What is sent of a field without a value."""
    return "on" if its.get("type") in ("checkbox", "radio") else ""


def is_sent(its):
    """Whether a field is sent that nobody touched."""
    return its.get("type") not in ("checkbox", "radio", "submit") or "checked" in its


def at_once(*doings, here=None):
    """Do all of these at the same moment, each in a thread; return what they return, in order.

    `here` is done at that moment too, in this thread, which has the database.
    """
    start, results = threading.Barrier(len(doings) + bool(here)), [None] * len(doings)

    def do(place, doing):
        start.wait(TIMEOUT)
        results[place] = doing()

    threads = [threading.Thread(target=do, args=each) for each in enumerate(doings)]
    for thread in threads:
        thread.start()
    if here:
        start.wait(TIMEOUT)
        here()
    for thread in threads:
        thread.join()
    return results
