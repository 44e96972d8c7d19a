"""People, topics and series are chosen by typing their names where no script runs."""

from tests.admin_forms import DeskTestCase
from tests.builders import a_draft, a_person, a_series, a_topic

NOT_THERE = "Nothing here has this name. Check the spelling, or add it first."


class TypedNameTests(DeskTestCase):
    def setUp(self):
        super().setUp()
        self.draft = a_draft()
        self.row = self.draft.credits.count()

    def credit(self, name, **sent):
        fields = {"person-name": name, "role": "photographer", "position": 9}
        named = {f"credits-{self.row}-{field}": value for field, value in fields.items()}
        return self.send(self.draft, **named, **sent)

    def test_a_person_is_credited_by_a_name_in_any_spelling(self):
        person = a_person("Mirela Ánand")

        self.credit(" MIRELA  ánand ")

        self.assertEqual(self.draft.credits.get(role="photographer").person, person)

    def test_topics_and_a_series_are_chosen_by_their_names(self):
        first, second, series = a_topic("Care"), a_topic("Grids"), a_series("Who decides")
        self.draft.topics.add(first)

        self.send(self.draft, **{"topics-name": "grids;", "series-name": "Who decides"})

        self.draft.refresh_from_db()
        self.assertEqual(set(self.draft.topics.all()), {first, second})
        self.assertEqual(self.draft.series, series)

    def test_a_name_that_is_not_there_is_refused_and_stays_in_its_field(self):
        for name in ("Nobody Known", "9" * 40, "1_0", "٣", str(self.draft.subjects[0].pk)):
            with self.subTest(name):
                response = self.credit(name, **{"topics-name": name})

                self.assertContains(response, NOT_THERE)
                self.assertEqual(self.messages(response), [])
                self.assertFalse(self.draft.credits.filter(role="photographer").exists())
        response = self.credit("Nobody Known")
        self.assertContains(response, f'name="credits-{self.row}-person-name" value="Nobody Known"')

    def test_the_title_of_an_interview_is_typed_for_its_correction(self):
        response = self.client.get("/admin/interviews/correction/add/")

        self.assertContains(response, '<input type="text" name="interview-name" value="">')
