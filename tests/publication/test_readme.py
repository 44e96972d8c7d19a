"""What the README promises, compared with what is there."""

import ast
import re

import yaml
from django.conf import settings
from django.test import SimpleTestCase

ROOT = settings.BASE_DIR
README = (ROOT / "README.md").read_text()
MAKEFILE = (ROOT / "Makefile").read_text()
ROW = re.compile(r"^\| `(\w+)` \| (.+?) \| .+ \|$", re.MULTILINE)
CALL = re.compile(r"(?:^|`|&& |^\w+=\S+ )make ([a-z]+)\b", re.MULTILINE)
OF_THE_RECIPES = {"ARGS", "PYTHON"}  # said to make, not set for the site


def rows():
    """{setting: its default, in the README's words}"""
    return dict(ROW.findall(README))


def read_by_the_settings():
    """{setting: its default in settings.py, or None where there is none or it is computed}"""
    tree = ast.parse((ROOT / "publication" / "settings.py").read_text())
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return {
        call.args[0].value: getattr(call.args[1], "value", None) if call.args[1:] else None
        for call in calls
        if getattr(call.func, "id", "") in ("env", "env_list")
        and isinstance(call.args[0], ast.Constant)
    }


def read_by_make():
    defaults = dict(re.findall(r"^([A-Z_]+) \?= ?(.*)$", MAKEFILE, re.MULTILINE))
    return {name: value for name, value in defaults.items() if name not in OF_THE_RECIPES}


class TheTableOfSettings(SimpleTestCase):
    def test_lists_every_setting_and_no_other(self):
        self.assertEqual(set(rows()), set(read_by_the_settings()) | set(read_by_make()))

    def test_gives_the_defaults_that_hold(self):
        defaults = read_by_the_settings() | read_by_make()
        fixed = {
            name: f"`{value}`" if value else "empty"
            for name, value in defaults.items()
            if value is not None
        }

        self.assertGreater(len(fixed), 10)
        self.assertEqual({name: rows().get(name) for name in fixed}, fixed)

    def test_says_which_settings_must_be_given(self):
        required = {name for name, default in rows().items() if default.startswith("none")}

        self.assertEqual(required, {"DJANGO_SECRET_KEY", "DJANGO_ALLOWED_HOSTS"})


class TheWayThroughTheHouse(SimpleTestCase):
    def test_names_only_what_is_there(self):
        ways = README.partition("## Settings")[0]
        named = re.findall(r"`([\w.]+/[\w./]*|[\w]+\.(?:md|toml|yaml))`", ways)
        named += re.findall(r"\]\(([^)#:]+)\)", README)
        kept_elsewhere = ("var/", "../shared")  # made by running it; beside the project

        missing = [name for name in named if not (ROOT / name).exists()]

        self.assertEqual([name for name in missing if not name.startswith(kept_elsewhere)], [])


class Commands(SimpleTestCase):
    def test_of_make_are_those_it_has(self):
        told = {name for text in documents() for name in re.findall(CALL, code(text))}
        made = set(re.findall(r"^([a-z]+):.*## ", MAKEFILE, re.MULTILINE))

        self.assertLessEqual({"run", "setup", "test"}, made)
        self.assertEqual(told - made, set())

    def test_of_make_are_each_explained_by_its_help(self):
        phony = re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)[1].split()

        self.assertEqual(set(re.findall(r"^([a-z]+):.*## ", MAKEFILE, re.MULTILINE)), set(phony))


def documents():
    return [README, (ROOT / "docs" / "deploying.md").read_text()]


def code(text):
    """What stands in a Markdown text as code, between backticks or fences."""
    return "\n".join(re.findall(r"```.*?```|`[^`]+`", text, re.DOTALL))


class Containers(SimpleTestCase):
    def test_are_given_only_settings_that_there_are(self):
        services = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]
        given = {
            name for each in ("web-1", "web-2", "migrate") for name in services[each]["environment"]
        }

        self.assertEqual(given - set(read_by_the_settings()), set())

    def test_that_serve_are_set_up_alike(self):
        services = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]

        self.assertEqual(services["web-1"], services["web-2"])
        self.assertEqual(services["web-1"]["image"], services["migrate"]["image"])
