"""Names of people, topics, series and recurring questions: how they are stored and compared.

A name is stored in one form, however it was typed: `normal_name()`. Two names are the same if
they have the same key: `name_key()`. The two fields apply these functions, so that each name
that is stored or looked for passes here: from a form, an import, a command or a shell.
"""

import re
import unicodedata
from functools import lru_cache

from django.db import models

from interviews.fields import NormalizedField
from interviews.prose.invisible_characters import INVISIBLE, INVISIBLE_CLASS

# Letters that show nothing.
BLANK_LETTERS = dict.fromkeys([0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0], " ")
# Arabic, Indic and other scripts whose letters join; in them a joiner can change a word.
JOINING = "\u0600-\u109f\u1700-\u18af\u1900-\u1aff\ua800-\uabff\U00010a00-\U00011fff"
SYMBOLS = "\u2010-\u2fff\U0001f000-\U0001faff"  # emoji among them
SELECTORS = "\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"
# First what must stay: the flag of Scotland, a joiner, a selector behind what it changes. Then,
# as a group, what is removed: controls, half surrogate pairs, and what nobody sees.
INVISIBLE_OR_JOINING = re.compile(
    "\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f"
    f"|(?<=[{JOINING}])[\u200c\u200d]"
    f"|(?<=[{SYMBOLS}\ufe0f])\u200d(?=[{SYMBOLS}])"
    f"|(?<=[{JOINING}{SYMBOLS}\u3000-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff])[{SELECTORS}]"
    "|\ufe0f(?=\u20e3)"
    "|([\0-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff"
    f"{INVISIBLE_CLASS}])"
)
# Variants of the apostrophe and the hyphen, each compared as the one on keyboards.
EQUIVALENTS = dict.fromkeys(map(ord, "’‘ʼ`´′＇"), "'") | dict.fromkeys(map(ord, "‐‑‒–−"), "-")
COMPARED_AS = EQUIVALENTS | dict.fromkeys(INVISIBLE)


def normal_name(text):
    """Return a name as it is stored: composed (NFC), on one line, without invisible characters.

    Joiners stay where Persian, Hindi or emoji need them. Case and letters do not change.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    text = text.translate(BLANK_LETTERS)
    text = INVISIBLE_OR_JOINING.sub(lambda found: "" if found[1] else found[0], text)
    return " ".join(unicodedata.normalize("NFC", text).split())


@lru_cache(maxsize=1000)
def name_key(name):
    """Return the key that all spellings of one name share.

    Case, the width of letters, invisible characters, and the kind of apostrophe or hyphen make no
    difference. Accents do. It is Unicode's compatibility caseless form (definition D146).
    """
    key = normal_name(name).translate(COMPARED_AS)
    for _time in range(2):  # a folded letter may be composed of what can be folded again
        key = unicodedata.normalize("NFKC", unicodedata.normalize("NFKD", key).casefold())
    return " ".join(key.translate(COMPARED_AS).split())


def get_user_name(user):
    """Return how the desk calls a user: by the full name, or by the username if there is none."""
    return user.get_full_name() or user.get_username()


class NameField(NormalizedField, models.CharField):
    """A name, as it is shown."""

    normal = staticmethod(normal_name)


class NameKeyField(NormalizedField, models.CharField):
    """Stores name_key() of the field `follows` at each save."""

    def __init__(self, follows="name", **kwargs):
        self.follows = follows
        super().__init__(**({"max_length": 500, "editable": False} | kwargs))

    def normal(self, text):
        return name_key(text)[: self.max_length].rstrip()

    def pre_save(self, instance, add):
        setattr(instance, self.attname, getattr(instance, self.follows))
        return super().pre_save(instance, add)
