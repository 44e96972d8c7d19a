"""A reader with a browser that reads forms and submits them."""

import http.client
import itertools
import threading
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from urllib.parse import urlencode, urljoin, urlsplit

TIMEOUT = 30  # seconds to wait for a response
WORDS = "We were in the wrong group."
visitors = itertools.count(1)
FORM = "application/x-www-form-urlencoded"


@dataclass
class Form:
    action: str
    marks: dict
    fields: dict = field(default_factory=dict)
    buttons: dict = field(default_factory=dict)  # {label: the fields that pressing it adds}


class Visitor:
    """A reader with a network and an email address of their own.

    `reply_fields` are the fields of the reply that `send_reply` sends; `cookies` is the value of
    the Cookie header. Cookies of responses are not stored.
    """

    def __init__(self, address):
        self.address, self.cookies = address, ""
        number = next(visitors)
        self.network = f"10.{number // 250}.{number % 250}.7"
        self.reply_fields = {"body": WORDS, "name": "Olu", "email": f"olu-{number}@example.org"}

    def get(self, path):
        return self.ask("GET", path, "", {"Sec-Fetch-Site": "none"})

    def send(self, form, headers=None, **typed):
        """Submit the form by its first button, with these values in place of its own."""
        said = urlencode(form.fields | typed)
        here = {"Sec-Fetch-Site": "same-origin", "Origin": self.address}
        here = here if headers is None else headers
        return self.ask("POST", form.action, said, here | {"Content-Type": FORM})

    def send_reply(self, path, headers=None, **typed):
        """Open a page, and submit its reply form with `reply_fields`, changed by `typed`."""
        return self.send(self.get(path).reply_form, headers, **(self.reply_fields | typed))

    def ask(self, method, path, body=None, headers=None):
        """Send a request and return the Answer; `path` may be a full URL of the site."""
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
        """The form for a new reply, or for editing one."""
        return next(form for form in self.forms if form.marks.get("id") == "leave-a-reply")


class FormReader(HTMLParser):
    """The forms of a page, with the initial values of their fields."""

    def __init__(self, html):
        super().__init__()
        self.forms, self.area, self.button, self.label = [], None, None, ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag == "form":
            self.forms.append(Form(attributes.get("action", ""), attributes))
        elif tag == "textarea":
            self.area = attributes["name"]
            self.forms[-1].fields[self.area] = ""
        elif tag == "button":
            self.button, self.label = attributes, ""
        elif tag == "input" and attributes.get("name") and is_sent(attributes):
            self.forms[-1].fields[attributes["name"]] = attributes.get(
                "value"
            ) or get_default_value(attributes)

    def handle_endtag(self, tag):
        if tag == "textarea":
            # HTML ignores a line break directly after the tag.
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


def get_default_value(attributes):
    """The value that a browser sends for a field without a value attribute."""
    return "on" if attributes.get("type") in ("checkbox", "radio") else ""


def is_sent(attributes):
    """Whether a browser sends the field if the user does not touch it."""
    kind = attributes.get("type")
    return kind not in ("checkbox", "radio", "submit") or "checked" in attributes


def run_concurrently(*functions, here=None):
    """Call these functions at the same moment, each in a thread; return their results in order.

    `here` is called at the same moment in this thread, which has the database connection.
    """
    start, results = threading.Barrier(len(functions) + bool(here)), [None] * len(functions)

    def do(place, function):
        start.wait(TIMEOUT)
        results[place] = function()

    threads = [threading.Thread(target=do, args=each) for each in enumerate(functions)]
    for thread in threads:
        thread.start()
    if here:
        start.wait(TIMEOUT)
        here()
    for thread in threads:
        thread.join()
    return results
