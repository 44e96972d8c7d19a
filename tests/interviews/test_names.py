"""One person, topic, series or recurring question of each name, however the name is written."""

import random
import threading
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connections, transaction
from django.test import SimpleTestCase, TestCase
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from interviews.models import Interview, Person, RecurringQuestion, Series, Topic
from interviews.models.person import PersonQuerySet
from interviews.names import name_key, normal_name
from interviews.transcripts import assemble, parse
from interviews.transcripts.drafts import create_draft
from tests.admin_forms import DeskTestCase, address_of
from tests.builders import a_draft, a_person, a_recurring_question, a_series, a_topic
from tests.comments.running_site import Copy

NAME = "Zoë Brandt"
WRITINGS = {
    "decomposed": unicodedata.normalize("NFD", NAME),
    "with a zero-width space": "Zoë\u200b Brandt",
    "with a zero-width space in an accent": "Zoe\u200b\u0308 Brandt",
    "with a mark of direction": "\u202aZoë Brandt\u202c",
    "with a soft hyphen": "Zoë Bran\u00addt",
    "with a byte order mark": "\ufeffZoë Brandt",
    "with a no-break space": "Zoë\xa0Brandt",
    "with blanks": "  Zoë \t Brandt\n",
    "with a blank letter": "Zoë\u3164Brandt",
    "in capitals": "ZOË BRANDT",
    "in small letters": "zoë brandt",
    "in wide letters": "Ｚoë Ｂrandt",
}
SPELT_THE_SAME = [each for each in WRITINGS if each not in ("in capitals", "in small letters")]
SPELT_THE_SAME.remove("in wide letters")
NOUNS = [(Person, "name"), (Topic, "name"), (Series, "title"), (RecurringQuestion, "wording")]
# A label on one line; in small letters it is no label.
LABELS = [" ".join(WRITINGS[each].split()) for each in WRITINGS if each != "in small letters"]
LABELLED = "**Teodor Vass:** What broke?\n\n**{name}:** The clock.\n\n" * 2


class TheNormalForm(SimpleTestCase):
    def test_names_that_look_the_same_have_one_normal_form(self):
        for writing in SPELT_THE_SAME:
            with self.subTest(writing):
                self.assertEqual(normal_name(WRITINGS[writing]), NAME)

    def test_the_normal_form_keeps_case_and_every_letter(self):
        for name in ("ZOË BRANDT", "e. e. cummings", "Ｚoë", "Čapek ﬁ", "Jean‑Luc O’Brien", "2½"):
            self.assertEqual(normal_name(name), name)

    def test_the_normal_form_keeps_what_a_script_or_an_emoji_consists_of(self):
        for name in (
            "علی\u200cرضا",  # Persian: the parts of Alireza do not join
            "ශ්\u200dරී",  # Sinhala: Sri
            "র\u200d্যাব",  # Bengali: a joiner before the virama
            "葛\U000e0100城",  # one of two forms of a letter in Japanese names
            "ᠮᠣᠩᠭᠣᠯ\u180e\u180b",  # Mongolian
            "👩\u200d❤\ufe0f\u200d👩",
            "1\ufe0f\u20e3",
            "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",  # Scotland
        ):
            with self.subTest(name):
                self.assertEqual(normal_name(name), name)

    def test_the_normal_form_has_no_joiner_or_selector_without_effect(self):
        for name in ("Zo\u200dë", "Zo\ufe0fë", "\u200cZoë", "Zo\ufe0f\u200dë", "Zoë\U000e0067"):
            with self.subTest(ascii(name)):
                self.assertEqual(normal_name(name), "Zoë")

    @given(st.text())
    def test_the_normal_form_is_its_own_normal_form(self, text):
        self.assertEqual(normal_name(normal_name(text)), normal_name(text))


class TheNameKey(SimpleTestCase):
    def test_one_name_has_one_key_however_it_is_written(self):
        for writing, name in WRITINGS.items():
            with self.subTest(writing):
                self.assertEqual(name_key(name), name_key(NAME))

    def test_apostrophes_hyphens_and_case_do_not_change_the_key(self):
        for one, other in (
            ("Tim O’Brien", "TIM O'BRIEN"),
            ("Jean‑Luc", "jean-luc"),
            ("علی\u200cرضا", "علیرضا"),
            ("ΟΔΥΣΣΕΥΣ", "Οδυσσευς"),
            ("STRASSER STRAßE", "Straßer Strasse"),
            ("ﬁnance", "FINANCE"),
        ):
            with self.subTest(one):
                self.assertEqual(name_key(one), name_key(other))

    def test_different_names_have_different_keys(self):
        for one, other in (("Zoe", "Zoë"), ("C", "C++"), ("Ann Lee", "Annlee"), ("हिन्दी", "हिनदी")):
            with self.subTest(one):
                self.assertNotEqual(name_key(one), name_key(other))

    @given(st.text())
    def test_composed_and_decomposed_letters_and_the_key_itself_have_one_key(self, text):
        key = name_key(text)

        self.assertEqual(name_key(unicodedata.normalize("NFD", text)), key)
        self.assertEqual(name_key(normal_name(text)), key)
        self.assertEqual(name_key(key), key)


class NamedModels(TestCase):
    def each(self):
        for model, field in NOUNS:
            for writing, name in WRITINGS.items():
                with self.subTest(model.__name__, writing=writing):
                    yield model, field, name

    def test_names_are_stored_in_normal_form(self):
        for model, field in NOUNS:
            thing = model(slug="zoe", **{field: WRITINGS["with a zero-width space"]})
            thing.save()

            self.assertEqual(getattr(thing, field), NAME)
            self.assertEqual(
                model.objects.values_list(field, "name_key").get(), (NAME, "zoë brandt")
            )

    def test_names_created_in_bulk_are_stored_in_normal_form(self):
        for model, field in NOUNS:
            model.objects.bulk_create([model(slug="zoe", **{field: WRITINGS["decomposed"]})])

            self.assertEqual(
                model.objects.values_list(field, "name_key").get(), (NAME, "zoë brandt")
            )

    def test_objects_are_found_by_each_spelling_of_their_names(self):
        things = {
            model: model.objects.create(slug="zoe", **{field: NAME}) for model, field in NOUNS
        }

        for model, _field, name in self.each():
            self.assertEqual(model.objects.find_by_name(name), things[model])
            self.assertEqual(model.objects.get_or_create_named(name), things[model])

    def test_the_database_refuses_a_second_object_of_the_same_name(self):
        for model, field in NOUNS:
            model.objects.create(slug="zoe", **{field: NAME})

        for model, field, name in self.each():
            with self.assertRaises(IntegrityError), transaction.atomic():
                model.objects.bulk_create([model(slug="another", **{field: name})])

    def test_the_spelling_of_a_name_can_be_changed(self):
        for make in (a_person, a_topic, a_series, a_recurring_question):
            thing = make("Zoë brandt")
            setattr(thing, thing.name_field, "ZOË BRANDT")
            thing.full_clean()
            thing.save()

            self.assertEqual(type(thing).objects.get(), thing)

    def test_invisible_names_are_refused(self):
        for model, field in NOUNS:
            with self.assertRaises(ValidationError) as refusal:
                model(**{field: "\u200b\u2800\u202e"}).full_clean()

            self.assertEqual(refusal.exception.message_dict[field], ["This field cannot be blank."])

    def test_a_name_whose_slug_was_taken_meanwhile_gets_the_next_slug(self):
        a_topic("C")
        slugs = iter(["c", "c-2"])
        with mock.patch.object(Topic, "propose_slug", lambda topic: next(slugs)):
            self.assertEqual(Topic.objects.get_or_create_named("C++").slug, "c-2")


class ReadersWhoAsked(TestCase):
    def setUp(self):
        self.reader = a_person(NAME, reader_since=timezone.now())

    def test_a_reader_may_have_the_name_of_a_person(self):
        person = a_person("zoë brandt")

        a_person("ZOË BRANDT", reader_since=timezone.now())

        self.assertEqual(Person.objects.find_by_name(NAME), person)

    def test_a_reader_is_never_taken_for_the_person_of_the_same_name(self):
        self.assertIsNone(Person.objects.find_by_name(NAME))
        self.assertNotEqual(Person.objects.get_or_create_named(NAME), self.reader)

    def test_a_reader_may_be_anonymized_as_others_are(self):
        for person in (self.reader, a_person("Teodor Vass"), a_person("Olu Peters")):
            person.anonymize("A reader")

        self.assertEqual(Person.objects.filter(name="A reader").count(), 3)


class AtTheDesk(DeskTestCase):
    def test_a_name_that_is_taken_is_refused_with_a_link_to_the_existing_object(self):
        for existing, field in (
            (a_person(NAME), "name"),
            (a_topic(NAME), "name"),
            (a_series(NAME), "title"),
            (a_recurring_question(NAME), "wording"),
        ):
            model = type(existing)
            for writing, name in WRITINGS.items():
                with self.subTest(model.__name__, writing=writing):
                    response = self.send(model(), **{field: name})

                    self.assertContains(response, "“Zoë Brandt” already exists.")
                    self.assertContains(
                        response, f'<a href="{address_of(existing)}">Open that page.</a>'
                    )
                    self.assertEqual(model.objects.get(), existing)

    def test_two_people_of_one_name_are_distinguished_in_the_name(self):
        a_person("John Smith")

        refused = self.send(Person(), name="John Smith")
        self.send(Person(), name="John Smith (poet)")

        self.assertContains(refused, "add a word in brackets: “John Smith (poet)”")
        self.assertEqual(Person.objects.count(), 2)

    def test_an_object_cannot_be_renamed_to_a_name_that_is_taken(self):
        a_person(NAME)
        other = a_person("Teodor Vass")

        response = self.send(other, name="zoë brandt")

        self.assertContains(response, "“Zoë Brandt” already exists.")
        other.refresh_from_db()
        self.assertEqual(other.name, "Teodor Vass")

    def test_a_name_that_is_taken_at_the_same_moment_is_refused_as_any_other(self):
        person = a_person(NAME)
        found = iter([None, person])

        with mock.patch.object(PersonQuerySet, "find_by_name", lambda people, name: next(found)):
            response = self.send(Person(), name="zoë brandt")

        self.assertContains(response, "“Zoë Brandt” already exists.")
        self.assertEqual(Person.objects.get(), person)

    def test_a_name_with_html_is_shown_as_text(self):
        a_topic("<b>Work</b>")

        self.assertContains(
            self.send(Topic(), name="<B>work</B>"), "“&lt;b&gt;Work&lt;/b&gt;” already"
        )

    def test_lists_and_choices_find_a_name_however_it_is_written(self):
        person = a_person(NAME)
        field = {"app_label": "interviews", "model_name": "credit", "field_name": "person"}

        for writing, name in WRITINGS.items():
            with self.subTest(writing):
                listed = self.client.get(reverse("admin:interviews_person_changelist"), {"q": name})
                offered = self.client.get(reverse("admin:autocomplete"), {"term": name} | field)

                self.assertEqual(list(listed.context["cl"].result_list), [person])
                self.assertEqual([e["text"] for e in offered.json()["results"]], [NAME])

    def test_a_recurring_question_is_found_from_an_exchange_however_it_is_written(self):
        question = a_recurring_question("Who says “no” to Zoë’s plan?")
        draft = a_draft()

        self.send(draft, exchanges__0__recurring="WHO SAYS “NO”  TO ZOE\u0308'S PLAN?")

        self.assertEqual(draft.exchanges.get().recurring, question)


class ImportedTranscripts(TestCase):
    def imported(self, text):
        with TemporaryDirectory() as folder:
            file = Path(folder) / "talk.md"
            file.write_text(text)
            call_command("import_transcript", str(file), stdout=StringIO())
        return Interview.objects.latest("pk")

    def test_transcripts_that_spell_a_name_differently_credit_one_person(self):
        person = a_person(NAME)

        for name in LABELS:
            with self.subTest(ascii(name)):
                interview = self.imported(LABELLED.format(name=name))

                self.assertEqual(interview.subjects, [person])
        self.assertEqual(Person.objects.count(), 2)

    def test_a_transcript_that_spells_a_name_in_many_ways_credits_one_person(self):
        interview = self.imported("".join(LABELLED.format(name=name) for name in [NAME, *LABELS]))

        person = Person.objects.get(name=NAME)
        self.assertEqual(interview.subjects, [person])
        self.assertEqual(Person.objects.count(), 2)
        answers = interview.exchanges.exclude(answer="")
        self.assertEqual({p for e in answers for p in e.answered_by.all()}, {person})

    def test_a_name_in_front_matter_label_and_option_credits_one_person(self):
        head = f"---\nsubject: {WRITINGS['decomposed']}\ninterviewer: teodor vass\n---\n\n"

        interview = self.imported(head + LABELLED.format(name="ZOË BRANDT"))

        self.assertEqual([person.name for person in interview.subjects], [NAME])
        self.assertEqual(Person.objects.count(), 2)

    def test_transcripts_that_spell_a_tag_differently_share_one_topic(self):
        topic = a_topic("Café")

        for tag in ("Café", "Cafe\u0301", "café", "Café ", "CAFÉ", "Ca\u200bfé"):
            with self.subTest(ascii(tag)):
                text = f'---\ntags: ["{tag}"]\n---\n\n{LABELLED.format(name=NAME)}'

                self.assertEqual(self.imported(text).topics.get(), topic)


class SimultaneousImports(SimpleTestCase):
    """On a database of their own, which threads share as servers do."""

    databases = frozenset({"default"})
    SURNAMES = ["Brandt", "Çelik", "Ødegård", "Vass", "Åkesson", "Ibáñez"]

    def setUp(self):
        folder = TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.copy = Copy(Path(folder.name) / "names.sqlite3", suffix="names")
        self.addCleanup(self.copy.drop)

    def run_concurrently(self, doings):
        ready = threading.Barrier(len(doings))

        def do(doing):
            connections["default"] = self.copy.connection.copy()
            try:
                ready.wait(20)
                return doing()
            finally:
                connections["default"].close()
                del connections["default"]

        with ThreadPoolExecutor(len(doings)) as threads:
            return list(threads.map(do, doings))

    def an_import(self, first, number, tagged):
        """Makes a draft with people of these first and all surnames, in an order of its own."""
        chance = random.Random(number)
        names = [chance.choice([name, name.upper()]) for name in self.names_of(first)]
        chance.shuffle(names)
        speech = "".join(LABELLED.format(name=name) for name in names)
        tags = ", ".join(f"Tag {name}" for name in names if tagged)
        reading = parse(f"---\ntitle: {first} {number}\ntags: [{tags}]\n---\n\n{speech}")
        return lambda: create_draft(assemble(reading), facts=reading.facts)

    def names_of(self, first):
        return [f"{first} {surname}" for surname in self.SURNAMES]

    def test_simultaneous_imports_create_one_person_and_one_topic_for_each_name(self):
        # Without topics it is the people whom two imports store first.
        for first, tagged in (("Ann", True), ("Ben", False), ("Cleo", True), ("Dov", False)):
            self.run_concurrently([self.an_import(first, number, tagged) for number in range(6)])

        with self.copy.as_test_database():
            self.assertEqual(Interview.objects.count(), 4 * 6)
            self.assertEqual(Person.objects.count(), 4 * len(self.SURNAMES) + 1)
            self.assertEqual(Topic.objects.count(), 2 * len(self.SURNAMES))

    def test_an_import_gets_the_person_that_another_import_has_just_created(self):
        for name in self.names_of("Zoë"):
            found = self.run_concurrently(
                [lambda name=name: Person.objects.get_or_create_named(name)] * 8
            )

            self.assertEqual(len({person.pk for person in found}), 1)
