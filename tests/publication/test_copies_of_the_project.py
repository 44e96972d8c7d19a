"""What needs a project of its own: a field and a model that are added, the demo taken away."""

from django.test import SimpleTestCase

from tests.publication.a_project import FILL, READING, Project

NAME = '    name = NameField(_("name"), max_length=200'
PRONOUNS = "    pronouns = models.CharField(max_length=40, blank=True)\n"
AWARD = """

class Award(models.Model):
    person = models.ForeignKey(Person, models.CASCADE, related_name="awards")
    name = models.CharField(max_length=100)
    readers_see = ALL_ROWS
"""
FOUND = {
    "'C', p.name FROM ({answering})": "'C', p.name || ' ' || p.pronouns FROM ({answering})",
    '"interviews_person": (["name"]': '"interviews_person": (["name", "pronouns"]',
}
SHOWN = """<h1><bdi>{{ person }}</bdi></h1>
        <p>{{ person.pronouns }}</p>
        {% for award in person.awards.all %}<p>{{ award.name }}</p>{% endfor %}"""

# Asks for a page three times through the page cache; between, SQL changes what it shows.
VISIT = (
    READING
    + """
from interviews import search
from interviews.models import Person
person = Person.objects.published().first()
path = person.get_absolute_url()
read(path)
print("KEPT", len(application.pages) > 0)
run(f"UPDATE interviews_person SET pronouns = 'zezir' WHERE id = {person.pk}")
print("FIELD", "zezir" in read(path))
print("FOUND", len(search.find("zezir")) > 0)
run(f"INSERT INTO interviews_award (person_id, name) VALUES ({person.pk}, 'The Golden Pen')")
print("MODEL", "The Golden Pen" in read(path))
"""
)

OWN = "from interviews.models import Topic; Topic.objects.create(name='Of my own', slug='own')"
NO_MORE_OWN = "from interviews.models import Topic; Topic.objects.filter(slug='own').delete()"
COUNT = """
from django.contrib.auth.models import User
from comments.models import Reply
from interviews.models import Interview, Person
for model in (Interview, Person, Reply, User):
    print(model.objects.count())
"""


class ACopyOfTheProject(SimpleTestCase):
    databases = frozenset({"default"})

    def a_project(self, name):
        project = Project(name)
        self.addCleanup(project.remove)
        return project

    def add_to(self, project):
        project.rewrite("interviews/models/person.py", NAME, PRONOUNS + NAME)
        models = project.root / "interviews/models/person.py"
        models.write_text(models.read_text() + AWARD)
        for old, new in FOUND.items():
            project.rewrite("interviews/search/entries.py", old, new)
        project.rewrite(
            "templates/interviews/person.html", "<h1><bdi>{{ person }}</bdi></h1>", SHOWN
        )

    def assert_noticed(self, project):
        self.assertEqual(
            project.python(VISIT).split(),
            ["KEPT", "True", "FIELD", "True", "FOUND", "True", "MODEL", "True"],
        )

    def test_a_field_and_a_model_are_added_to_a_full_database_and_kept_pages_notice_their_changes(
        self,
    ):
        project = self.a_project("full")
        project.manage("migrate", "--verbosity", "0")
        project.python(FILL)
        self.add_to(project)

        project.manage("makemigrations")
        project.manage("migrate", "--verbosity", "0")

        self.assert_noticed(project)

    def test_a_field_and_a_model_are_added_to_an_empty_database_and_kept_pages_notice_their_changes(
        self,
    ):
        project = self.a_project("empty")
        self.add_to(project)

        project.manage("makemigrations")
        project.manage("migrate", "--verbosity", "0")
        project.python(FILL)

        self.assert_noticed(project)

    def test_a_full_database_is_migrated_to_zero_and_forward(self):
        project = self.a_project("zero")
        project.manage("migrate", "--verbosity", "0")
        project.python(FILL)

        project.manage("migrate", "comments", "zero", "--verbosity", "0")
        project.manage("migrate", "interviews", "zero", "--verbosity", "0")
        project.manage("migrate", "--verbosity", "0")

    def test_the_demo_is_taken_away_unless_there_is_something_of_ones_own(self):
        project = self.a_project("demo")
        project.manage("migrate", "--verbosity", "0")
        project.manage("demo")
        project.python(OWN)

        with self.assertRaisesRegex(AssertionError, "more than the demo:\\ntopic: Of my own"):
            project.manage("demo", "--remove")
        project.python(NO_MORE_OWN)
        project.manage("demo", "--remove")

        self.assertEqual(project.python(COUNT).split(), ["0"] * 4)
        self.assertEqual(list((project.root / "var/media").rglob("*.*")), [])
        project.manage("startpublication", "The Quarterly")
