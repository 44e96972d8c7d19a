"""Triggers update the search index in the transaction of every change."""

import unittest
from collections import Counter

from django.apps import apps
from django.db import connection, transaction
from django.test import TestCase

from interviews.models import Correction, Credit, Exchange, Interview, Person, Topic
from interviews.search.entries import TRIGGER_SOURCES
from interviews.search.words import fold, pairs
from tests.builders import a_draft, a_person, a_topic, an_exchange, an_interview
from tests.interviews.search.test_search import SearchCase


class UpdatingTheIndex(SearchCase):
    @classmethod
    def setUpTestData(cls):
        cls.interview = an_interview(exchanges=2)
        cls.first, cls.second = cls.interview.exchanges.all()

    def test_a_bulk_update_changes_the_index(self):
        self.interview.exchanges.update(answer="A lighthouse.")

        self.assertFinds("lighthouse", self.first, self.second)
        self.assertFindsNothing("forecast")

    def test_objects_created_in_bulk_are_indexed(self):
        exchange = Exchange(interview=self.interview, position=9, answer="A lighthouse.")
        Exchange.objects.bulk_create([exchange])

        self.assertFinds("lighthouse", exchange)

    def test_objects_updated_in_bulk_are_indexed_again(self):
        self.first.question, self.second.note = "A lighthouse?", "The lighthouse."
        Exchange.objects.bulk_update([self.first, self.second], ["question", "note"])

        self.assertFinds("lighthouse", self.first, ("note", self.second))

    def test_a_change_of_the_texts_of_an_interview_changes_the_index(self):
        for part in ("title", "standfirst", "introduction", "closing"):
            with self.subTest(part):
                Interview.objects.update(**{part: f"A {part} of lamps."})

                kind = "interview" if part == "title" else part
                self.assertFinds(f'"{part} of lamps"', (kind, self.interview))

    def test_deleted_words_are_not_found_any_more(self):
        texts = ("standfirst", "introduction", "closing")
        Interview.objects.update(**dict.fromkeys(texts, "Lamps."))
        Exchange.objects.update(note="Lamps.")

        Interview.objects.update(**dict.fromkeys(texts, ""))
        Exchange.objects.update(note="")

        self.assertFindsNothing("lamps")

    def test_a_renamed_person_is_found_by_the_new_name(self):
        Person.objects.filter(name="Ines Okafor").update(name="Ines Lindqvist")

        self.assertFinds("lindqvist", self.interview, self.first, self.second)
        self.assertFindsNothing("okafor")

    def test_a_renamed_topic_is_found_by_the_new_name(self):
        self.interview.topics.add(a_topic("Lamps"))
        Topic.objects.update(name="Lanterns")

        self.assertFinds("lanterns", self.interview)
        self.assertFindsNothing("lamps")

    def test_a_topic_taken_off_an_interview_is_not_found_any_more(self):
        self.interview.topics.add(a_topic("Lamps"))
        self.interview.topics.clear()

        self.assertFindsNothing("lamps")

    def test_a_change_of_who_answers_changes_the_index(self):
        self.second.answered_by.add(a_person("Odile Brandt"))

        self.assertFinds("odile", self.second)
        self.second.answered_by.clear()
        self.assertFindsNothing("odile")

    def test_a_change_of_credits_changes_the_index(self):
        Credit.objects.filter(role="subject").update(person=a_person("Odile Brandt"))

        self.assertFinds("odile", self.interview, self.first, self.second)
        self.assertFindsNothing("okafor")

    def test_a_deleted_object_leaves_nothing_in_the_index(self):
        before = entries()
        interview = a_draft("Elsewhere", standfirst="A", introduction="B", closing="C")
        an_exchange(interview, note="D")
        correction = Correction.objects.create(interview=interview, note="E")
        self.assertEqual(len(entries() - before), 8)

        correction.delete()
        interview.delete()

        self.assertEqual(entries(), before)

    def test_a_change_that_is_rolled_back_leaves_nothing_in_the_index(self):
        class Regret(Exception):
            pass

        try:
            with transaction.atomic():
                self.first.answer = "A lighthouse."
                self.first.save()
                raise Regret
        except Regret:
            pass

        self.assertFindsNothing("lighthouse")
        self.assertFinds("forecast", self.first, self.second)

    def test_the_longest_text_is_saved_though_only_its_beginning_is_indexed(self):
        long = an_exchange(self.interview, answer="lighthouse " + "𠀀字Ω" * 400_000)

        self.assertFinds("lighthouse", long)


class InstallingTheIndex(SearchCase):
    def test_every_search_trigger_is_installed(self):
        each = {"sqlite": 3, "postgresql": 2}[connection.vendor]

        self.assertEqual(triggers(), dict.fromkeys(TRIGGER_SOURCES, each))

    def test_every_column_that_search_triggers_watch_exists(self):
        columns = {
            model._meta.db_table: {field.column for field in model._meta.concrete_fields}
            for model in apps.get_models(include_auto_created=True)
        }

        for table, (watched, _entries) in TRIGGER_SOURCES.items():
            with self.subTest(table):
                self.assertLessEqual(set(watched), columns[table])


@unittest.skipUnless(connection.vendor == "postgresql", "only PostgreSQL folds text by itself")
class FoldingOnPostgreSQL(TestCase):
    def test_the_database_folds_letters_as_python_does(self):
        for text in (
            "Café, déjà-vu: Łódź, STRAẞE, œuvre, ﬁn, ½ 𝔅 Ⅻ",
            "Η Αθήνα — ΣΟΦΌΣ σοφός",
            "Ещё ёлка и Йод",
            "כָּתַב كِتَابٌ میˈخواهم می‌خواهم",
            "हिन्दी ไทยคำ ຫໍສະໝຸດ မြန်မာ ខ្មែរ",
            "東京がＡＩﾊﾝｶｸ々〆 한국어 𠀀",
            "❤️ 🤷🏽 don’t snake_case a\u200bb soft\u00adhyphen",
        ):
            with self.subTest(text), connection.cursor() as cursor:
                cursor.execute("SELECT interviews_search_pairs(interviews_search_fold(%s))", [text])
                (spelled,) = cursor.fetchone()

                self.assertEqual(spelled.split(), pairs(fold(text)).split())


def triggers():
    """How many triggers of the index each table has."""
    listed = {
        "sqlite": "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger'"
        " AND name LIKE tbl_name || '^_search%' ESCAPE '^'",
        "postgresql": "SELECT tgrelid::regclass::text FROM pg_trigger"
        " WHERE tgname LIKE '%^_search%' ESCAPE '^'",
    }
    with connection.cursor() as cursor:
        cursor.execute(listed[connection.vendor])
        return dict(Counter(table for (table,) in cursor.fetchall()))


def entries():
    """The numbers under which anything is indexed."""
    number = {"sqlite": "rowid", "postgresql": "entry"}[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {number} FROM interviews_search")
        return {entry for (entry,) in cursor.fetchall()}
