"""An interview in a script that runs from right to left, in a publication that does not."""

from html.parser import HTMLParser

from django.test import TestCase

from tests.builders import a_correction, an_exchange, an_interview

OURS = {"lang": "en", "dir": "ltr"}


class Labels(HTMLParser):
    """What of an article is in the language of the site: (tag, its direction or None), in order."""

    def __init__(self, html):
        super().__init__()
        self.found, self.inside = [], False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.inside = self.inside or tag == "article"
        said = dict(attrs)
        if self.inside and said.get("lang") == OURS["lang"]:
            self.found.append((tag, said.get("dir")))

    def handle_endtag(self, tag):
        self.inside = self.inside and tag != "article"


class AnInterviewThatRunsFromRightToLeft(TestCase):
    def setUp(self):
        self.interview = an_interview(
            "برق", language="fa", medium="email", place="تهران", terms="کامل", exchanges=2
        )
        self.first, self.second = self.interview.exchanges.all()
        a_correction(self.interview, "ماه مارس بود.", exchange=self.first)
        an_exchange(self.interview, "", "هیچ‌کس.", note="نام دیگری است.").remove(by=None)

    def test_labels_in_a_right_to_left_interview_run_from_left_to_right(self):
        for address in (self.interview.get_absolute_url(), self.second.get_absolute_url()):
            with self.subTest(address):
                labels = Labels(self.client.get(address).content.decode()).found

                self.assertGreater(len(labels), 5)
                self.assertEqual([label for label in labels if label[1] != OURS["dir"]], [])
