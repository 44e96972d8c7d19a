"""What editors do with an interview until it is public, and after that."""

from django.test import tag
from django.urls import reverse
from playwright.sync_api import expect

from interviews.models import Correction
from tests.admin_forms import address_of
from tests.browser.browser import BrowserTestCase
from tests.builders import a_correction, a_draft, an_exchange, an_interview, published

ANSWER = "[name=exchanges-0-answer]"
QUOTE = "[name=exchanges-0-pull_quote]"
EVERY_KIND_OF_MARKUP = """It **held**, said *everybody*[^1], and [the log](https://example.org/log).

- First the *cable*,
- then the pole.

> “Never again.”

| Winter | Wind |
|--------|-----:|
| first  | 31   |

## After that

```
x < y & z
```

<script>alert(1)</script> and ~~forty~~ fifty.

[^1]: But for one: his *brother*.
"""


class ScenarioTestCase(BrowserTestCase):
    def setUp(self):
        super().setUp()
        self.sign_in()

    def edit(self, interview):
        self.open(address_of(interview))

    def press_save(self):
        self.page.locator("input[name=_continue]").first.click()

    def expect_success(self, words=""):
        expect(self.page.locator(".messagelist .success")).to_contain_text(words)


@tag("both_databases")
class PreviewTests(ScenarioTestCase):
    maxDiff = None

    def test_a_new_exchange_is_previewed_exactly_as_it_is_published(self):
        draft = a_draft(exchanges=0)
        self.edit(draft)
        self.page.get_by_role("button", name="Add an exchange").click()
        self.page.keyboard.type("Did it hold?")
        row = self.page.locator("[data-exchange]").last
        row.locator("textarea[name$=-answer]").fill(EVERY_KIND_OF_MARKUP)
        preview = row.get_by_role("group", name="Preview")
        expect(preview.locator(".notes")).to_contain_text("brother")
        previewed = preview.inner_html()

        self.page.get_by_role("button", name="Publish now").click()
        self.expect_success("Published.")

        key = draft.exchanges.get().key
        self.open(reverse("interviews:interview", args=[draft.slug]))
        shown = self.page.locator(f"#{key}-a .answer").inner_html()
        self.assertEqual(shown.replace(f"{key}-", "").strip(), previewed.strip())


@tag("both_databases")
class RenamingTests(ScenarioTestCase):
    def rename(self, interview, slug):
        self.edit(interview)
        self.page.locator("#id_slug").fill(slug)
        self.press_save()
        self.expect_success()

    def follow(self, slug):
        """Open an address; return the slug that it leads to, and the number of redirects."""
        answer = self.open(reverse("interviews:interview", args=[slug]))
        self.assertEqual(answer.status, 200)
        redirects, request = 0, answer.request
        while request := request.redirected_from:
            redirects += 1
        return self.page.url.rstrip("/").rpartition("/")[2], redirects

    def test_every_former_address_leads_to_the_present_one_in_one_step_and_none_in_a_circle(self):
        interview = an_interview("First")

        for slug in ("second", "third", "first"):
            self.rename(interview, slug)
        self.assertEqual(self.follow("first"), ("first", 0))
        self.assertEqual(self.follow("second"), ("first", 1))

        self.rename(interview, "fourth")
        for former in ("first", "second", "third"):
            self.assertEqual(self.follow(former), ("fourth", 1))


@tag("both_databases")
class PublicChangeTests(ScenarioTestCase):
    def test_changed_words_are_saved_only_with_the_kind_of_the_change(self):
        interview = an_interview()
        self.edit(interview)
        self.page.locator(ANSWER).fill("The cable.")

        self.press_save()

        expect(self.page.locator(".form-errors")).to_be_visible()
        expect(self.page.locator(ANSWER)).to_have_value("The cable.")
        self.assertEqual(interview.exchanges.get().answer, "The forecast.")
        self.page.get_by_label("Correction", exact=True).check()
        self.press_save()
        expect(self.page.locator("#public-change .errorlist")).to_be_visible()
        self.page.get_by_label("Note for readers").fill("It was the cable.")
        self.press_save()
        self.expect_success("Saved.")
        self.open(interview.get_absolute_url())
        expect(self.page.locator("main")).to_contain_text("The cable.")
        expect(self.page.locator("main")).to_contain_text("It was the cable.")

    def test_no_superuser_can_delete_a_published_correction(self):
        correction = a_correction(an_interview())
        self.edit(correction)
        expect(self.page.get_by_text("A published correction cannot be changed.")).to_be_visible()
        expect(self.page.get_by_role("link", name="Delete")).to_have_count(0)
        expect(self.page.locator("#content-main [type=submit]")).to_have_count(0)

        self.open(reverse("admin:interviews_correction_delete", args=[correction.pk]))

        expect(self.page.locator(".messagelist .error")).to_be_visible()
        self.assertTrue(Correction.objects.filter(pk=correction.pk).exists())


@tag("both_databases")
class PullQuoteTests(ScenarioTestCase):
    def test_one_changed_word_of_a_quotation_blocks_publication_until_it_is_chosen_again(self):
        draft = a_draft(exchanges=0)
        an_exchange(draft, answer="The sea froze twice.", pull_quote="The sea froze twice.")
        self.edit(draft)
        self.page.locator(ANSWER).fill("The sea froze thrice.")
        publish = self.page.get_by_role("button", name="Publish now")

        publish.click()

        expect(self.page.locator(".messagelist .error")).to_contain_text("word for word")
        draft.refresh_from_db()
        self.assertFalse(draft.is_published)
        self.page.locator(".obstacles a", has_text="word for word").click()
        expect(self.page.locator(QUOTE)).to_be_in_viewport()
        self.page.locator(ANSWER).select_text()
        self.page.get_by_role("button", name="Use as pull quote").click()
        expect(self.page.locator(QUOTE)).to_have_value("The sea froze thrice.")
        publish.click()
        self.expect_success("Published.")

    def test_one_changed_word_of_a_public_quotation_is_not_saved(self):
        draft = a_draft(exchanges=0)
        an_exchange(draft, answer="The sea froze twice.", pull_quote="The sea froze twice.")
        self.edit(published(draft))
        self.page.locator(ANSWER).fill("The sea froze thrice.")
        self.page.get_by_label("Typing error", exact=True).check()

        self.press_save()

        expect(self.page.locator(".form-errors")).to_contain_text("exact words")
        self.assertEqual(draft.exchanges.get().answer, "The sea froze twice.")
