"""The text of share images, and its layout in any script."""

import io
import re
from unittest import skipUnless
from unittest.mock import patch

from django.conf import settings
from django.test import SimpleTestCase
from PIL import Image, ImageColor

from interviews.share_images import ShareImage, drawing, text_fitting, typefaces
from interviews.share_images.typesetting import Passage

JAPANESE = (
    "あなたは「機械」が間違っていると、どうやって気づくのですか？"
    "三十年やっていると、「針」の動きが……わかる。"
)
SAID = {
    "en": "When there is not enough, somebody has to be switched off. Who decides?",
    "vi": "Khi nào bà nhận ra rằng dự báo đã sai? Ở Huế, điện tắt đúng mười hai giờ.",
    "cs": "Příliš žluťoučký kůň úpěl ďábelské ódy, řekl Čapek.",
    "el": "Ποιος αποφασίζει όταν το ρεύμα δεν φτάνει για όλους;",
    "ru": "Кто решает, когда света не хватает на всех?",
    "zh": "当机器替你写完剧本的时候，你“还剩下”什么？——与一位编剧的谈话",
    "ja": JAPANESE,
    "ko": "그 결정을 누가 내렸는지 지금은 알고 계십니까?",
    "ar": "متى أدركتم أن «GridSense 3.1» لم يعد يتنبأ في عام 2024؟",
    "fa": "می‌خواهم بدانم چه کسی تصمیم می‌گیرد؟",
    "he": "מי מחליט כשאין מספיק לכולם (ב־2024)?",
    "hi": "जब आपको पहली बार लगा कि अनुमान ग़लत है, तब आपने क्या किया?",
    "th": "คุณรู้ได้อย่างไรว่าเครื่องกำลังโกหกระหว่างคำตอบ?",
    "ta": "யார் முடிவு செய்கிறார்கள்?",
    "ka": "ვინ წყვეტს, როცა ყველას არ ჰყოფნის?",
}
RIGHT_TO_LEFT = {"ar", "fa", "he"}

has_other_scripts = skipUnless(
    typefaces.has_text_shaping()
    and {typefaces.CJK, *typefaces.FAMILIES.values()} <= {*typefaces.find_installed_fonts()},
    "no Noto typefaces, or no FriBidi, on this machine",
)


def passage(text, language="en"):
    return Passage(text, typefaces.HEADING_FONT, language, language in RIGHT_TO_LEFT)


def lines_of(passage):
    return [passage.text[start:end].rstrip() for start, end in passage.lines]


class Truncation(SimpleTestCase):
    def test_text_that_fits_is_not_truncated(self):
        for text in ("", "Why?", "Because … well.", "a" * 80):
            self.assertEqual(text_fitting.truncate_to_columns(text, 80), text)

    def test_truncated_text_is_a_verbatim_beginning_with_an_ellipsis(self):
        for language, text in SAID.items():
            whole = text_fitting.clean_line(
                text * 4 if language in {"ja", "zh", "th"} else f"{text} " * 4
            )
            for room in range(10, 100, 7):
                kept = text_fitting.truncate_to_columns(whole, room)

                self.assertTrue(kept.endswith("…"), kept)
                self.assertTrue(whole.startswith(kept.removesuffix("…").rstrip()), kept)
                self.assertLessEqual(text_fitting.count_columns(kept), room + 1)

    def test_truncated_text_ends_after_a_word(self):
        text = "On paper, the regulator. In the room, whoever is on shift, with eleven minutes."
        for room in range(12, 78):
            kept = text_fitting.truncate_to_columns(text, room).removesuffix(" …")

            self.assertIn(text[len(kept)], " ", kept)

    def test_truncated_text_ends_after_a_sentence_if_one_ends_near(self):
        text = "On paper, the regulator. In the room, whoever is on shift."

        self.assertEqual(text_fitting.truncate_to_columns(text, 34), "On paper, the regulator. …")

    def test_word_that_is_too_long_is_broken_between_letters(self):
        self.assertEqual(
            text_fitting.truncate_to_columns("a\u0308" * 40, 12), "a\u0308" * 10 + " …"
        )

    def test_spoken_line_has_no_markup_footnotes_or_pictures(self):
        markdown = "It **is** [so](/x).[^1] ![A mast](/m.png)\n\n> `Never` \\*again\\*  \nhe said."
        markdown += "\n\n[^1]: A note."

        self.assertEqual(
            text_fitting.clean_spoken_line(markdown), "It is so. Never *again* he said."
        )

    def test_spoken_line_has_no_bidi_controls(self):
        self.assertEqual(
            text_fitting.clean_spoken_line("left\u202eright\u2066 \x00 on"), "leftright on"
        )

    def test_very_long_answer_is_truncated_quickly(self):
        self.assertTrue(text_fitting.truncate_to_columns("はい。" * 200_000, 80).endswith("。…"))


class Typesetting(SimpleTestCase):
    @has_other_scripts
    def test_share_images_use_a_font_that_has_every_letter(self):
        for language, text in SAID.items():
            line = passage(text, language)

            self.assertEqual(line.text, text_fitting.clean_line(text))
            for character, font in zip(line.text, line.fonts, strict=True):
                self.assertIn(ord(character), font.code_points, f"{language}: {character}")

    @has_other_scripts
    def test_lines_are_never_wider_than_their_column(self):
        for language, text in {
            **SAID,
            "de": "Donaudampfschifffahrtselektrizitätenhaupt" * 2,
        }.items():
            line = passage(text, language)
            for width in (150, 400, 644):
                line.layout(36, width)

                self.assertEqual("".join(line.text[a:b] for a, b in line.lines), line.text)
                for start, end in line.lines:
                    end = start + len(line.text[start:end].rstrip())
                    self.assertLessEqual(line.measure(start, end) * 36, width * 1.01, line.text)

    def test_line_after_a_broken_word_does_not_begin_with_a_space(self):
        line = passage("Donaudampfschifffahrtselektrizitätenhaupt and more")
        for width in range(80, 700, 7):
            for each in lines_of(line.layout(40, width)):
                self.assertNotRegex(each, "^ ")

    @has_other_scripts
    def test_japanese_lines_begin_with_no_full_stop_and_end_with_no_opening_bracket(self):
        line = passage(JAPANESE, "ja")
        for width in range(200, 700, 17):
            for balanced in (False, True):
                for each in lines_of(line.layout(40, width, balanced)):
                    self.assertNotRegex(each, "^[、。」？…ぁっょー]|「$")

    @has_other_scripts
    def test_korean_words_are_not_broken(self):
        line = passage(SAID["ko"], "ko").layout(40, 300)

        self.assertEqual(" ".join(lines_of(line)), SAID["ko"])

    @has_other_scripts
    def test_thai_vowels_are_not_separated_from_their_consonant(self):
        line = passage(SAID["th"], "th")
        for width in range(90, 400, 13):
            for each in lines_of(line.layout(40, width)):
                self.assertNotRegex(each, "^[ะาำ]|[เแโใไ]$")

    def test_balanced_lines_have_similar_lengths(self):
        line = passage("What the night shift asked for, and got")
        ragged = [line.measure(*each) for each in line.layout(60, 800).lines]
        even = [line.measure(*each) for each in line.layout(60, 800, balanced=True).lines]

        self.assertEqual(len(even), len(ragged))
        self.assertLess(max(even) - min(even), max(ragged) - min(ragged))

    @has_other_scripts
    def test_text_of_two_directions_is_in_visual_order(self):
        line = passage("نموذج GridSense 3.1 سقط", "ar")
        seen = [
            line.text[first:last].strip()
            for first, last, *_ in line.get_visual_runs(0, len(line.text))
        ]

        self.assertEqual([each for each in seen if each], ["سقط", "GridSense 3.1", "نموذج"])

    def test_text_is_truncated_before_a_letter_without_a_font(self):
        with patch.object(typefaces, "find_font", return_value=None):
            self.assertEqual(passage("He said 世界 and left").text, "He said …")
            self.assertEqual(passage("He said preמי and left").text, "He said …")
            self.assertEqual(passage(SAID["ar"], "ar").text, "")

    def test_scripts_that_need_shaping_are_left_out_without_text_shaping(self):
        typefaces.find_font.cache_clear()
        self.addCleanup(typefaces.find_font.cache_clear)
        with patch.object(typefaces, "has_text_shaping", return_value=False):
            for language in ("ar", "he", "hi"):
                self.assertEqual(passage(SAID[language], language).text, "")

    def test_emoji_are_left_out(self):
        line = passage("Is it “done”? 😀🎉 Really 👨‍👩‍👧 — yes ❤️ or no 1️⃣?")

        self.assertEqual(line.text, "Is it “done”? Really — yes or no ?")


class Layout(SimpleTestCase):
    def ink_in(self, share_image, box):
        picture = Image.open(io.BytesIO(drawing.render(share_image))).convert("L").crop(box)
        return picture.getextrema()[0] < 100

    def test_title_that_is_too_long_ends_with_an_ellipsis(self):
        title = "Who decided what, on whose behalf, and at what hour of which night? " * 9
        heading, _answer = drawing._fit(ShareImage("p", heading=title.strip()), 656, 300)

        self.assertTrue(heading.text.endswith("…"))
        self.assertTrue(title.startswith(heading.text.removesuffix("…").rstrip()))
        self.assertLessEqual(heading.height, 300)

    def test_short_title_is_larger_than_a_long_one(self):
        sizes = [
            drawing._fit(ShareImage("p", heading=title), 656, 300)[0].size
            for title in ("Why?", "Who decides what " * 3, "Who decides what " * 12)
        ]

        self.assertEqual(sizes, sorted(set(sizes), reverse=True))

    def test_share_image_without_any_font_shows_the_name_of_the_publication(self):
        with patch.object(typefaces, "find_font", return_value=None):
            share_image = ShareImage(
                "prompt/power", heading=SAID["ar"], names=SAID["ar"], language="ar"
            )

            self.assertTrue(self.ink_in(share_image, (800, 40, 1200, 110)))
            self.assertFalse(self.ink_in(share_image, (0, 120, 1200, 500)))

    def test_answer_without_question_and_speaker_stays_within_the_margins(self):
        share_image = ShareImage("prompt/power", answer="It began with the herring. " * 9)

        self.assertTrue(self.ink_in(share_image, (drawing.EDGE, 120, 1100, 250)))
        self.assertFalse(self.ink_in(share_image, (0, 590, 1200, 630)))

    def test_long_name_and_promise_of_the_publication_fit(self):
        name, promise = "The Quarterly Review of Long Conversations", "In full, and slowly. " * 40
        share_image = ShareImage(name, answer=promise, is_of_publication=True)

        self.assertFalse(self.ink_in(share_image, (1150, 0, 1200, 630)))
        self.assertFalse(self.ink_in(share_image, (0, 590, 1200, 630)))

    def test_share_image_without_pictures_keeps_the_colour_of_the_slash(self):
        share_image = ShareImage("prompt/power", heading="Why?", names="Ada", is_question=True)
        picture = Image.open(io.BytesIO(drawing.render(share_image))).convert("RGB")

        colours = {colour for _count, colour in picture.getcolors(maxcolors=1 << 20)}
        self.assertIn(ImageColor.getrgb(drawing.BRAND), colours)

    def test_question_has_a_slash_in_the_margin(self):
        asked = ShareImage("p", heading="Why?", names="Ada", is_question=True)
        titled = ShareImage("p", heading="Why?", names="Ada")

        before = (0, 120, drawing.EDGE - 4, 600)
        self.assertTrue(self.ink_in(asked, before))
        self.assertFalse(self.ink_in(titled, before))


class Colours(SimpleTestCase):
    def test_share_images_have_the_light_colours_of_the_site(self):
        css = (settings.BASE_DIR / "static/css/tokens.css").read_text()
        for name in ("BACKGROUND", "DIVIDER", "FOREGROUND", "MUTED", "BRAND"):
            by_day = re.search(rf"--{name.lower()}: light-dark\((#\w+)", css)[1]

            self.assertEqual(getattr(drawing, name), by_day)

    def test_colours_of_share_images_have_enough_contrast(self):
        for colour in (drawing.FOREGROUND, drawing.MUTED, drawing.BRAND):
            self.assertGreaterEqual(contrast(colour, drawing.BACKGROUND), 4.5)


def contrast(one, other):
    """Return the contrast ratio of WCAG 2.2 between two colours (#rrggbb)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
