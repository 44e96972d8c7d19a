"""The documents, compared with the code: settings, commands, paths and names."""

import ast
import re
import shlex

import yaml
from django.conf import settings
from django.test import SimpleTestCase

from interviews import prose
from interviews.prose import escaping

ROOT = settings.BASE_DIR
MAKEFILE = (ROOT / "Makefile").read_text()
DOCUMENTS = [
    *(ROOT / name for name in ("README.md", "CHANGELOG.md", "SECURITY.md")),
    *sorted((ROOT / "docs").glob("*.md")),
    ROOT / "benchmarks/README.md",
]
CONTRIBUTING = (ROOT / "docs/contributing.md").read_text()
SETTING = re.compile(r"^\| `(\w+)` \| (.+?) \| .+ \|$", re.MULTILINE)
PATH = re.compile(r"`([\w.-]+/[\w./-]*|\w+\.(?:md|toml|yaml|py))`")
LINK = re.compile(r"\]\(([^)#:]+)(?:#[\w-]*)?\)")
MADE_BY_RUNNING = ("var/", "../shared")  # folders that a checkout does not have
NO_PATHS = ("media/", "share_images/", "prompt/power", "Europe/")
MAKE_COMMAND = re.compile(r"(?:^|`|&& |^\w+=\S+ )make ([a-z-]+)\b", re.MULTILINE)
MAKE_TARGET = re.compile(r"^([a-z-]+):.*## ", re.MULTILINE)
OPTIONS_OF_MAKE = {"ARGS", "PYTHON"}  # variables of the Makefile that are no settings


def settings_table():
    """{setting: its default, as docs/settings.md has it}"""
    return dict(SETTING.findall((ROOT / "docs/settings.md").read_text()))


def read_by_settings():
    """{setting: its default in settings.py; None where there is none or it is computed}"""
    tree = ast.parse((ROOT / "publication/settings.py").read_text())
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return {
        call.args[0].value: getattr(call.args[1], "value", None) if call.args[1:] else None
        for call in calls
        if getattr(call.func, "id", "") in ("env", "env_list")
        and isinstance(call.args[0], ast.Constant)
    }


def read_by_make():
    """{setting: its default in the Makefile}"""
    defaults = dict(re.findall(r"^([A-Z_]+) \?= ?(.*)$", MAKEFILE, re.MULTILINE))
    return {name: value for name, value in defaults.items() if name not in OPTIONS_OF_MAKE}


class SettingsTableTests(SimpleTestCase):
    def test_table_of_settings_lists_every_setting_and_no_other(self):
        self.assertEqual(set(settings_table()), set(read_by_settings()) | set(read_by_make()))

    def test_table_of_settings_has_the_defaults_of_the_code(self):
        defaults = read_by_settings() | read_by_make()
        fixed = {
            name: f"`{value}`" if value else "empty"
            for name, value in defaults.items()
            if value is not None
        }

        self.assertGreater(len(fixed), 10)
        self.assertEqual({name: settings_table().get(name) for name in fixed}, fixed)

    def test_table_of_settings_marks_the_two_that_must_be_given(self):
        required = {n for n, default in settings_table().items() if default.startswith("none")}

        self.assertEqual(required, {"DJANGO_SECRET_KEY", "DJANGO_ALLOWED_HOSTS"})


class PathTests(SimpleTestCase):
    def test_every_path_in_the_documents_exists(self):
        """A path in a document counts from the project's folder or from the document's."""
        missing = [
            f"{document.relative_to(ROOT)}: {path}"
            for document in DOCUMENTS
            for path in PATH.findall(document.read_text())
            if not path.startswith((*MADE_BY_RUNNING, *NO_PATHS))
            if not any((base / path).exists() for base in (ROOT, document.parent))
        ]

        self.assertEqual(missing, [])

    def test_every_link_between_documents_leads_to_a_file(self):
        missing = [
            f"{document.relative_to(ROOT)}: {path}"
            for document in DOCUMENTS
            for path in LINK.findall(document.read_text())
            if not (document.parent / path).exists()
        ]

        self.assertEqual(missing, [])

    def test_every_name_in_the_table_of_places_is_in_its_file(self):
        table = CONTRIBUTING.partition("| Look for |")[2].partition("\n\n")[0]
        rows = re.findall(r"^\| (.+) \| (.+) \| (.*) \|$", table, re.MULTILINE)
        missing = []
        for change, paths, name in rows:
            texts = [(ROOT / path).read_text() for path in PATH.findall(paths) if "." in path]
            if name and texts and not any(name.strip("`") in text for text in texts):
                missing.append(f"{change}: {name} in {paths}")

        self.assertGreater(len(rows), 30)
        self.assertEqual(missing, [])

    def test_every_function_in_the_document_about_prose_exists(self):
        table = (ROOT / "docs/prose.md").read_text().partition("\n## ")[0]
        names = re.findall(r"^\| `(\w+)\(", table, re.MULTILINE)
        missing = [name for name in names if not (hasattr(prose, name) or hasattr(escaping, name))]

        self.assertGreater(len(names), 5)
        self.assertEqual(missing, [])

    def test_readme_has_at_most_150_lines(self):
        self.assertLessEqual(len((ROOT / "README.md").read_text().splitlines()), 150)


class CommandTests(SimpleTestCase):
    def test_every_make_command_in_the_documents_is_a_target(self):
        named = {
            name
            for document in DOCUMENTS
            for name in MAKE_COMMAND.findall(code_in(document.read_text()))
        }
        targets = set(MAKE_TARGET.findall(MAKEFILE))

        self.assertLessEqual({"run", "setup", "test"}, targets)
        self.assertEqual(named - targets, set())

    def test_make_help_explains_every_target(self):
        phony = re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)[1].split()

        self.assertEqual(set(MAKE_TARGET.findall(MAKEFILE)), set(phony))

    def test_pre_commit_runs_the_commands_of_make_lint(self):
        [repository] = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"]
        recipe = re.search(r"^lint:.*\n((?:\t@.*\n)+)", MAKEFILE, re.MULTILINE)[1]
        commands = [expanded(line.removeprefix("\t@")) for line in recipe.splitlines()]

        self.assertEqual(
            [shlex.split(hook["entry"]) for hook in repository["hooks"]],
            [shlex.split(command) for command in commands],
        )


def code_in(text):
    """The code in a Markdown text: between backticks and fences."""
    return "\n".join(re.findall(r"```.*?```|`[^`]+`", text, re.DOTALL))


def expanded(command):
    """A command of the Makefile with the values of its variables."""
    values = dict(re.findall(r"^([A-Z_]+) := (.+)$", MAKEFILE, re.MULTILINE))
    while found := re.search(r"\$\((\w+)\)", command):
        command = command.replace(found[0], values[found[1]])
    return command


class ContainerTests(SimpleTestCase):
    def test_compose_sets_only_settings_that_the_site_reads(self):
        services = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]
        given = {
            name for each in ("web-1", "web-2", "migrate") for name in services[each]["environment"]
        }

        self.assertEqual(given - set(read_by_settings()), set())

    def test_compose_configures_both_web_servers_alike(self):
        services = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]

        self.assertEqual(services["web-1"], services["web-2"])
        self.assertEqual(services["web-1"]["image"], services["migrate"]["image"])
