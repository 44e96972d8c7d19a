"""The rules for the structure of the code, checked in the files."""

import ast
import re
from collections import Counter
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db.models import Model
from django.test import SimpleTestCase

APP_ORDER = ["publication", "comments", "interviews"]  # each may import itself and what follows
MAX_LINES = 300  # lines
MAX_MODULES = 14  # beside the packages of an app, __init__.py among them
VAGUE = {"utils", "util", "helpers", "helper", "manager", "managers", "data", "process", "services"}


def files(*folders, ending=".py"):
    """The files under those folders of the project, but for migrations."""
    for folder in folders:
        for path in sorted((settings.BASE_DIR / folder).rglob(f"*{ending}")):
            if "migrations" not in path.parts:
                yield path


def name_of(path):
    return str(path.relative_to(settings.BASE_DIR))


def imported_by(path):
    """The dotted names that a Python file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            within = path.relative_to(settings.BASE_DIR).parts[: -node.level] if node.level else ()
            base = [*within, *filter(None, [node.module])]
            yield from (".".join([*base, alias.name]) for alias in node.names)


class ImportAndFileTests(SimpleTestCase):
    def test_apps_import_only_the_apps_below_them(self):
        uphill = [
            f"{name_of(path)} imports {name}"
            for place, room in enumerate(APP_ORDER)
            for path in files(room)
            for name in imported_by(path)
            if name.split(".")[0] in [*APP_ORDER[:place], "tests"]
        ]

        self.assertEqual(uphill, [])

    def test_no_file_is_longer_than_the_limit(self):
        rooms = [*files(*APP_ORDER), *files("templates", ending=".html")]
        rooms += [*files("static", ending=".css"), *files("static", ending=".js")]
        lines = {name_of(path): len(path.read_text().splitlines()) for path in rooms}

        self.assertEqual({name: count for name, count in lines.items() if count > MAX_LINES}, {})

    def test_no_module_has_a_vague_name(self):
        names = {
            part
            for room in APP_ORDER
            for path in files(room)
            for part in Path(name_of(path)).with_suffix("").parts
        }

        self.assertEqual(names & VAGUE, set())

    def test_no_two_public_classes_of_the_apps_have_one_name(self):
        """Django itself asks for a class Command in each command's module."""
        names = Counter(
            node.name
            for path in files(*APP_ORDER)
            for node in ast.parse(path.read_text()).body
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
        )
        del names["Command"]

        self.assertEqual([name for name, count in names.items() if count > 1], [])

    def test_at_most_fourteen_modules_lie_beside_the_packages_of_an_app(self):
        for app in APP_ORDER:
            with self.subTest(app):
                modules = list((settings.BASE_DIR / app).glob("*.py"))
                self.assertLessEqual(len(modules), MAX_MODULES)


class MigrationTests(SimpleTestCase):
    def test_migrations_import_no_code_of_the_project(self):
        """What a migration imports may have changed, or gone, by the time that it runs."""
        importing = [
            f"{name_of(path)} imports {name}"
            for room in APP_ORDER
            for path in sorted((settings.BASE_DIR / room).glob("migrations/*.py"))
            for name in imported_by(path)
            if name.split(".")[0] in APP_ORDER
        ]

        self.assertEqual(importing, [])


class EnvironmentTests(SimpleTestCase):
    def test_only_the_settings_read_the_environment(self):
        readers = [
            name_of(path)
            for path in files(*APP_ORDER)
            if re.search(
                r"\bgetenv\b|\bos\.environ\b(?!\.setdefault\()|from os import", path.read_text()
            )
        ]

        self.assertEqual(readers, ["publication/settings.py"])


class StateChangeTests(SimpleTestCase):
    def test_no_module_listens_to_signals_of_rows(self):
        listeners = [
            name_of(path)
            for path in files(*APP_ORDER)
            if any(is_a_signal_of_rows(name) for name in imported_by(path))
        ]

        self.assertEqual(listeners, [])

    def test_no_model_overrides_save(self):
        overriding = [
            model.__name__
            for room in APP_ORDER
            for model in apps.get_app_config(room).get_models()
            if model.save is not Model.save
        ]

        self.assertEqual(overriding, [])


def is_a_signal_of_rows(name):
    return name.startswith("django.db.models.signals") and not name.endswith("_migrate")


class HtmlTests(SimpleTestCase):
    def test_only_prose_sanitises_html_and_marks_it_as_safe(self):
        callers = [
            name_of(path)
            for path in files(*APP_ORDER)
            if any(re.search(r"^nh3\b|\bmark_safe$", name) for name in imported_by(path))
            or re.search(r"\bSafeString\(|\b__html__\b", path.read_text())
        ]

        # from_html.py reads HTML with the sanitiser, and returns Markdown.
        self.assertEqual(callers, ["interviews/prose/__init__.py", "interviews/prose/from_html.py"])

    def test_no_template_marks_html_as_safe(self):
        trusting = [
            name_of(path)
            for path in files("templates", *APP_ORDER, ending=".html")
            if re.search(r"\|\s*safe(seq)?\b|{%\s*autoescape\s+off", path.read_text())
        ]

        self.assertEqual(trusting, [])

    def test_templates_have_no_inline_styles_or_scripts(self):
        within = r"<style\b|\sstyle=|<script(?![^>]*\ssrc=)(?![^>]*\stype=.application/ld)"
        within += r"|\son(?!ly=)\w+="  # {% querystring only=None %} is no listener
        carriers = [
            name_of(path)
            for path in files("templates", ending=".html")
            if re.search(within, path.read_text())
        ]

        self.assertEqual(carriers, [])
