"""Tests in a copy of the project: a new field, a new model, migrations, and the demo's removal."""

import re

from django.conf import settings
from django.test import SimpleTestCase

from tests.publication.project_copy import FILL, READING, Project

# The field `pronouns` of a person, as docs/contributing.md has it: {file: [(old, new), …]}.
# `makemigrations` writes one more file, and a test would be another.
FIELD_CHANGES = {
    "interviews/models/person.py": [
        (
            '    name = NameField(_("name"), max_length=200',
            '    pronouns = models.CharField(_("pronouns"), max_length=40, blank=True)\n'
            '    name = NameField(_("name"), max_length=200',
        )
    ],
    "interviews/admin/people.py": [
        ('"fields": ["name", "description"', '"fields": ["name", "pronouns", "description"')
    ],
    "templates/interviews/person.html": [
        (
            "<h1><bdi>{{ person }}</bdi></h1>",
            "<h1><bdi>{{ person }}</bdi></h1><p>{{ person.pronouns }}</p>",
        )
    ],
    "interviews/exports/as_json.py": [
        (
            '"url": url, "description": person.description or None}',
            '"url": url, "description": person.description or None, "pronouns": person.pronouns}',
        )
    ],
    "interviews/exports/feeds.py": [
        (
            'return _("Interviews given and conducted, in full.")',
            'return f"{person.pronouns}. " + _("Interviews given and conducted, in full.")',
        )
    ],
    "interviews/exports/schema_org/nodes.py": [
        ("name=individual.name,", "name=individual.name, pronouns=individual.pronouns,")
    ],
    "interviews/search/entries.py": [
        (
            "'C', p.name FROM ({answering})",
            "'C', p.name || ' ' || p.pronouns FROM ({answering})",
        )
    ],
}
MAX_FILES = 9  # with the migration and a test
MODEL_CODE = """

class Award(models.Model):
    person = models.ForeignKey(Person, models.CASCADE, related_name="awards")
    name = models.CharField(max_length=100)
    readers_see = ALL_ROWS
"""
AWARDS_TEMPLATE = "{% for award in person.awards.all %}<p>{{ award.name }}</p>{% endfor %}"

# Asks for a page three times through the page cache; between, SQL changes what it shows.
READ_PAGES = f"""{READING}
from django.contrib.auth.models import User
from django.test import Client
from interviews import search
from interviews.models import Interview, Person

person, interview = Person.objects.published().first(), Interview.objects.get()
page, data = person.get_absolute_url(), interview.get_absolute_url()[:-1] + ".json"
feed = f"{{page}}feed.atom"
for address in (page, data, feed):
    read(address)
print("kept:", len(application.pages))
run(f"UPDATE interviews_person SET pronouns = 'zezir' WHERE id = {{person.pk}}")
print("page:", read(page).count("zezir</p>"))
print("search engines:", read(page).count('"pronouns":"zezir"'))
print("JSON:", read(data).count('"pronouns": "zezir"') > 0)
print("feed:", read(feed).count("<subtitle>zezir."))
print("search:", len(search.search_interviews("zezir")))
run(f"INSERT INTO interviews_award (person_id, name) VALUES ({{person.pk}}, 'The Golden Pen')")
print("model:", read(page).count("The Golden Pen"))
User.objects.create_superuser("ada", password="x")
desk = Client(headers={{"host": "127.0.0.1"}})
desk.force_login(User.objects.get())
form = desk.get(f"/admin/interviews/person/{{person.pk}}/change/").content.decode()
print("desk:", form.count('name="pronouns"'))
"""
EXPECTED_OUTPUT = ["kept: 3", "page: 1", "search engines: 1", "JSON: True", "feed: 1", "search: 1"]
EXPECTED_OUTPUT += ["model: 1", "desk: 1"]

ADD_TOPIC = (
    "from interviews.models import Topic; Topic.objects.create(name='Of my own', slug='own')"
)
DELETE_TOPIC = "from interviews.models import Topic; Topic.objects.filter(slug='own').delete()"
COUNT_ROWS = """
from django.contrib.auth.models import User
from comments.models import Reply
from interviews.models import Interview, Person
for model in (Interview, Person, Reply, User):
    print(model.objects.count())
"""


class ProjectCopyTests(SimpleTestCase):
    databases = frozenset({"default"})

    def copy_project(self, name):
        project = Project(name)
        self.addCleanup(project.remove)
        return project

    def add_to(self, project):
        for path, changes in FIELD_CHANGES.items():
            for old, new in changes:
                project.rewrite(path, old, new)
        models = project.root / "interviews/models/person.py"
        models.write_text(models.read_text() + MODEL_CODE)
        project.rewrite("templates/interviews/person.html", "</h1>", f"</h1>{AWARDS_TEMPLATE}")

    def assert_changes_are_seen(self, project):
        self.assertEqual(project.python(READ_PAGES).splitlines(), EXPECTED_OUTPUT)

    def test_the_recipe_for_a_field_lists_the_files_it_needs(self):
        recipe = (settings.BASE_DIR / "docs/contributing.md").read_text()
        files = [*FIELD_CHANGES, "interviews/migrations/", "tests/interviews/"]

        self.assertLessEqual(len(files), MAX_FILES)
        self.assertEqual(set(re.findall(r"^\| \d.*\| `(.+)` \|$", recipe, re.M)), set(files))

    def test_cached_pages_follow_a_field_and_a_model_added_to_a_full_database(
        self,
    ):
        project = self.copy_project("full")
        project.copy_test_database()
        project.python(FILL)
        self.add_to(project)

        project.manage("makemigrations")
        project.manage("migrate", "--verbosity", "0")

        self.assert_changes_are_seen(project)

    def test_cached_pages_follow_a_field_and_a_model_added_to_an_empty_database(
        self,
    ):
        project = self.copy_project("empty")
        self.add_to(project)

        project.manage("makemigrations")
        project.manage("migrate", "--verbosity", "0")
        project.python(FILL)

        self.assert_changes_are_seen(project)

    def test_a_full_database_can_be_migrated_to_zero_and_forward(self):
        project = self.copy_project("zero")
        project.copy_test_database()
        project.python(FILL)

        project.manage("migrate", "comments", "zero", "--verbosity", "0")
        project.manage("migrate", "interviews", "zero", "--verbosity", "0")
        project.manage("migrate", "--verbosity", "0")

    def test_the_demo_is_removed_only_if_nothing_else_is_there(self):
        project = self.copy_project("demo")
        project.manage("migrate", "--verbosity", "0")
        project.manage("demo")
        project.python(ADD_TOPIC)

        with self.assertRaisesRegex(AssertionError, "more than the demo:\\ntopic: Of my own"):
            project.manage("demo", "--remove")
        project.python(DELETE_TOPIC)
        project.manage("demo", "--remove")

        self.assertEqual(project.python(COUNT_ROWS).split(), ["0"] * 4)
        self.assertEqual(list((project.root / "var/media").rglob("*.*")), [])
        project.manage("startpublication", "The Quarterly")
