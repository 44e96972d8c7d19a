"""An address typed by hand: refused with a sentence, everything else kept."""

from tests.builders import a_page, a_series, a_topic, an_interview, someone
from tests.desk import DeskTestCase


class ABadAddress(DeskTestCase):
    def test_is_refused_beside_its_field_whatever_it_is_the_address_of(self):
        interview = an_interview(series=a_series(), subjects=[someone("Ines Okafor")])
        interview.topics.add(topic := a_topic())
        for thing in (interview, interview.series, topic, interview.subjects[0], a_page()):
            with self.subTest(thing):
                response = self.send(thing, slug="Bad slug!")

                self.assertContains(response, "An address is made of letters")
                self.assertContains(response, "Bad slug!")
