"""The stems of words, by the algorithms of Snowball."""

from functools import cache

import snowballstemmer

ALGORITHMS = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "es": "spanish", "eu": "basque", "fi": "finnish", "fr": "french",
    "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian",
    "it": "italian", "lt": "lithuanian", "nb": "norwegian", "ne": "nepali", "nl": "dutch",
    "nn": "norwegian", "no": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian",
    "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip


def find_stems(word, languages):
    """Return the beginnings that the forms of a word share in these languages (tags).

    An English stem that ends in “i” stands for words with “y” too: stories, story.
    """
    names = {tag.lower().partition("-")[0] for tag in languages}
    stems = {get_stem(word.casefold(), ALGORITHMS[name]) for name in names & ALGORITHMS.keys()}
    if "en" in names:
        stems |= {f"{stem[:-1]}y" for stem in stems if stem.endswith("i")}
    return sorted(stems)


def get_stem(word, algorithm):
    return make_stemmer(algorithm).stemWord(word)


@cache
def make_stemmer(algorithm):
    return snowballstemmer.stemmer(algorithm)
