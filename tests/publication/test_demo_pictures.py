"""The demo's portraits and lead pictures, drawn from the words beside them."""

import tomllib
from pathlib import Path
from unittest.mock import patch

import yaml
from django.test import SimpleTestCase

from publication import demo
from publication.demo.portraits import draw_portrait
from publication.demo.scenes import draw_lead

DEMO = Path(demo.__file__).parent


def people():
    """Every person of the demo that has a portrait."""
    publication = tomllib.loads((DEMO / "publication.toml").read_text("utf-8"))
    return [person for person in publication["people"] if "portrait" in person]


def published():
    """The facts of every interview that the demo publishes."""
    for path in sorted((DEMO / "interviews").glob("*.md")):
        facts = yaml.safe_load(path.read_text("utf-8").split("---\n", 2)[1])
        if facts["state"] == "published":
            yield facts


class DrawingAtFullSize(SimpleTestCase):
    def test_a_portrait_is_four_to_five_and_1200_pixels_wide(self):
        picture = draw_portrait({"seed": 1})

        self.assertEqual((picture.mode, picture.size), ("RGB", (1200, 1500)))

    def test_a_lead_is_five_to_three_and_1600_pixels_wide(self):
        picture = draw_lead({"scene": "letters", "seed": 1})

        self.assertEqual((picture.mode, picture.size), ("RGB", (1600, 960)))


def leads():
    return [facts["lead"] for facts in published() if "lead" in facts]


class DrawingTheDemo(SimpleTestCase):
    """Small, so that all of it can be drawn in a moment."""

    def setUp(self):
        self.enterContext(patch("publication.demo.portraits.SIZE", (120, 150)))
        self.enterContext(patch("publication.demo.scenes.SIZE", (160, 96)))

    def test_the_same_words_draw_the_same_portrait(self):
        words = people()[0]["portrait"]

        first, second = draw_portrait(words), draw_portrait(words)

        self.assertEqual(first.tobytes(), second.tobytes())

    def test_another_seed_draws_another_portrait(self):
        words = people()[0]["portrait"]

        picture, other = draw_portrait(words), draw_portrait({**words, "seed": words["seed"] + 1})

        self.assertNotEqual(picture.tobytes(), other.tobytes())

    def test_everybody_has_a_portrait_of_their_own_and_not_by_chance(self):
        everybody = people()

        alike = [{**person["portrait"], "seed": 1} for person in everybody]
        portraits = {draw_portrait(words).tobytes() for words in alike}

        self.assertEqual(len(portraits), len(everybody))

    def test_the_words_of_a_portrait_are_left_as_they_were(self):
        words = people()[0]["portrait"]
        before = dict(words)

        draw_portrait(words)

        self.assertEqual(words, before)

    def test_the_same_words_draw_the_same_lead(self):
        first, second = (draw_lead({"scene": "jars", "seed": 13}) for _time in range(2))

        self.assertEqual(first.tobytes(), second.tobytes())

    def test_every_lead_is_of_its_own_interview_and_not_by_chance(self):
        alike = [{"scene": lead["scene"], "seed": 1} for lead in leads()]

        self.assertGreater(len(alike), 0)
        self.assertEqual(len({draw_lead(words).tobytes() for words in alike}), len(alike))

    def test_an_interview_without_a_picture_is_shown_too(self):
        self.assertEqual(len(list(published())) - len(leads()), 1)

    def test_every_lead_says_what_it_shows(self):
        self.assertEqual([lead for lead in leads() if not lead["alt"].strip()], [])
