"""The moment of publication in a browser: on the button, and chosen if a time comes twice."""

from django.test import override_settings
from playwright.sync_api import expect

from interviews.models import Interview
from tests.admin_forms import address_of
from tests.browser.browser import BrowserTestCase
from tests.builders import a_draft


@override_settings(TIME_ZONE="Europe/Berlin")
class MomentsTests(BrowserTestCase):
    def test_the_button_tells_the_moment_and_a_time_that_comes_twice_is_chosen(self):
        self.sign_in()
        draft = a_draft()
        self.open(address_of(draft))
        schedule = self.page.locator("button[name=_action][value=schedule]")
        expect(schedule).to_have_text("Publish at this time")
        self.page.get_by_text("Schedule …").click()

        self.page.get_by_label("Publish on").fill("2099-10-25T02:30")

        expect(schedule).to_have_text("Publish on 25 October 2099 02:30, Europe/Berlin")
        schedule.click()
        expect(self.page.get_by_text("comes twice")).to_be_visible()
        self.page.get_by_label("02:30 the second time, winter time").check()
        self.page.get_by_label("Publish on").fill("2099-10-25T04:30")
        expect(self.page.locator("[data-moment-choice]")).to_be_hidden()
        self.page.get_by_label("Publish on").fill("2099-10-25T02:30")
        schedule.click()
        expect(self.page.locator(".messagelist .success")).to_be_visible()
        draft.refresh_from_db()
        self.assertEqual(draft.state, Interview.Status.SCHEDULED)
        self.assertEqual(draft.published_at.hour, 1)
