"""Transcripts of machines: subtitles, tables and JSON become turns with times."""

import json

from django.test import SimpleTestCase
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from interviews import transcripts

QUESTIONS = [
    ("How did you come to keep bees?", "By accident. A neighbour left me a hive."),
    ("Did you know what to do?", "No. I read two books."),
    ("Tell me about the first honey.", "Two spoons of it."),
]
VOICES = ("Mara Lind", "Tomas Berg")


def read(text, filename=""):
    return transcripts.assemble(transcripts.parse(text, filename))


def exchanges(transcript):
    return [
        (e.question, e.asked_by, [(a.by, a.text) for a in e.answers]) for e in transcript.exchanges
    ]


def expected(asks, answers):
    return [(question, asks, [(answers, answer)]) for question, answer in QUESTIONS]


def turns():
    """Return (speaker, words, second) of each turn."""
    spoken = [(v, w) for pair in QUESTIONS for v, w in zip(VOICES, pair, strict=True)]
    return [(voice, words, second) for second, (voice, words) in enumerate(spoken)]


class Recordings(SimpleTestCase):
    def assert_read(self, text, filename="", voices=VOICES):
        transcript = read(text, filename)
        self.assertEqual(exchanges(transcript), expected(*voices))
        self.assertEqual(transcript.confidence, "high")
        return transcript

    def assert_times(self, transcript):
        times = [(exchange.start, exchange.end) for exchange in transcript.exchanges]
        self.assertEqual(times, [(0, 2000), (2000, 4000), (4000, 6000)])


class Subtitles(Recordings):
    def test_voice_tags_of_webvtt_name_the_speakers(self):
        cues = "".join(
            f"c-{s}\n00:0{s}.000 --> 00:0{s + 1}.000 align:start line:0%\n<v.loud {v}>{w}</v>\n\n"
            for v, w, s in turns()
        )
        notes = "STYLE\n::cue { color: red }\n\nREGION\nid:a\n\nNOTE\nChecked by Ann\n\n"

        transcript = self.assert_read(f"WEBVTT - Bees\nKind: captions\n\n{notes}{cues}")

        self.assert_times(transcript)
        left_out = " ".join(text for text, _reason in transcript.left_out)
        self.assertIn("Checked by Ann", left_out)
        self.assertIn("Bees", left_out)

    def test_srt_with_names_is_read(self):
        cues = "".join(
            f"{s + 1}\n00:00:0{s},000 --> 00:00:0{s + 1},000\n{v}: {w}\n\n" for v, w, s in turns()
        )

        self.assert_times(self.assert_read(cues))

    def test_sloppy_srt_is_read(self):
        cues = {
            "no numbers, dots": "0:00:0{s}.000 --> 0:00:0{s1}.000\n{v}: {w}\n\n",
            "no blank lines": "{s1}\n00:00:0{s},0-->00:00:0{s1},0\n{v}: {w}\n",
            "blank lines everywhere": "{s1}\n\n00:00:0{s},0 --> 00:00:0{s1},0\n\n{v}: {w}\n\n\n",
            "tags": "{s1}\n00:00:0{s},000 --> 00:00:0{s1},000\n<i>{v}: <b>{w}</b></i>\n\n",
            "marks": "{s1}\n00:00:0{s},000 --> 00:00:0{s1},000\n>> {v}: {{\\an8}}{w}\n\n",
            "name on its own line": "{s1}\n00:00:0{s},000 --> 00:00:0{s1},000\n{v}:\n{w}\n\n",
        }
        for name, cue in cues.items():
            text = "".join(cue.format(v=v, w=w, s=s, s1=s + 1) for v, w, s in turns()).rstrip()
            with self.subTest(name):
                self.assert_times(self.assert_read(text, "bees.srt"))

    def test_a_number_that_counts_missing_cues_is_no_word(self):
        times = "\n\n00:00:0{}.000 --> 00:00:0{}.000\n"
        text = (
            f"1{times.format(0, 1)}Ann: How?\n\n2{times.format(1, 2)}Ben: So.\n"
            f"5{times.format(2, 3)}Ann: And how many?\n\n6{times.format(3, 4)}Ben: Only\n4\n"
        )

        transcript = read(text, "bees.srt")

        self.assertEqual(
            exchanges(transcript),
            [("How?", "Ann", [("Ben", "So.")]), ("And how many?", "Ann", [("Ben", "Only 4")])],
        )
        self.assertIn(("5\n6", "Numbers of cues in the subtitles."), transcript.left_out)

    def test_cues_of_one_voice_are_joined(self):
        text = (
            "1\n00:00:01,000 --> 00:00:02,000\nMara Lind: How did\nyou\n\n"
            "2\n00:00:02,000 --> 00:00:03,000\nbegin?\n\n"
            "3\n00:00:03,000 --> 00:00:04,000\nTomas Berg: The reason is\n\n"
            "4\n00:00:04,000 --> 00:00:05,000\nthis: an accident.\n\n"
            "5\n00:00:05,000 --> 00:00:06,000\nMara Lind: And now?\n\n"
            "6\n00:00:06,000 --> 00:00:07,000\nTomas Berg: 40\nhives.\n"
        )

        self.assertEqual(
            exchanges(read(text)),
            [
                (
                    "How did you begin?",
                    VOICES[0],
                    [(VOICES[1], "The reason is this: an accident.")],
                ),
                ("And now?", VOICES[0], [(VOICES[1], "40 hives.")]),
            ],
        )

    def test_subtitles_without_names_have_no_speakers_and_low_confidence(self):
        cues = "".join(
            f"{s + 1}\n00:00:0{s},000 --> 00:00:0{s + 1},000\n{w}\n\n" for _v, w, s in turns()
        )

        transcript = read(cues)

        self.assertEqual((transcript.people, transcript.confidence), ([], "low"))
        self.assertIn("does not say who speaks", transcript.warnings[0])
        self.assertEqual({e.asked_by for e in transcript.exchanges}, {None})

    def test_lines_that_captions_show_twice_stand_once(self):
        lines = [f"line number {n} of it" for n in range(6)]
        cues = [f"00:0{n}.000 --> 00:0{n + 1}.000\n{lines[n]}\n{lines[n + 1]}" for n in range(5)]

        transcript = read("WEBVTT\n\n" + "\n\n".join(cues))

        self.assertEqual(transcript.introduction, " ".join(lines))

    def test_who_made_the_subtitles_is_left_out(self):
        cues = [f"0:0{s}.000 --> 0:0{s + 1}.000\n{v}: {w}" for v, w, s in turns()]
        for credit in ("Subtitles by Ann", "Untertitel von Ann Lee", "Sous-titres : Ann"):
            with self.subTest(credit):
                text = "\n\n".join([*cues, f"0:07.000 --> 0:08.000\n{credit}"])

                left_out = self.assert_read(text, "a.srt").left_out

                self.assertEqual(left_out, [(credit, "Who made the subtitles.")])

    def test_a_dash_among_names_is_another_voice_that_nobody_names(self):
        cues = [f"0:0{s}.000 --> 0:0{s + 1}.000\n{v}: {w}" for v, w, s in turns()]
        for mark in ("- ", ">> "):
            with self.subTest(mark):
                text = "\n\n".join([*cues, f"0:07.000 --> 0:08.000\n{mark}I disagree."])

                self.assertEqual(read(text, "a.srt").confidence, "low")

    def test_a_cue_without_a_voice_among_voices_lowers_the_confidence(self):
        cues = [f"00:0{s}.000 --> 00:0{s + 1}.000\n<v {v}>{w}" for v, w, s in turns()]
        cues.insert(4, "00:03.500 --> 00:03.900\nSomebody laughs.")

        transcript = read("WEBVTT\n\n" + "\n\n".join(cues))

        self.assertEqual(transcript.confidence, "low")
        self.assertIn("without a named speaker: 1", transcript.warnings[0])


class Tables(Recordings):
    def test_tables_of_words_speakers_and_times_are_read(self):
        for name, header, row in [
            ("tsv", "start\tend\tspeaker\ttext", "{s}\t{s1}\t{v}\t{w}"),
            ("csv", "Speaker,Start Time,End Time,Text", '{v},00:00:0{s}.000,0:0{s1},"{w}"'),
            ("milliseconds", "start;end;speaker;text", "{s}000;{s1}000;{v};{w}"),
            ("labels", "start\tend\ttext", "{s}000\t{s1}000\t{v}: {w}"),
        ]:
            rows = [row.format(v=v, w=w, s=s, s1=s + 1) for v, w, s in turns()]
            with self.subTest(name):
                self.assert_times(self.assert_read("\n".join([header, *rows])))

    def test_a_comma_without_quotation_marks_loses_no_word(self):
        rows = "Mara Lind,How, then, did you begin?\nTomas Berg,With care, and luck.\n"

        self.assertEqual(
            exchanges(read("speaker,text\n" + rows)),
            [
                (
                    "How, then, did you begin?",
                    "Mara Lind",
                    [("Tomas Berg", "With care, and luck.")],
                )
            ],
        )

    def test_other_columns_are_left_out_with_a_reason(self):
        transcript = read("speaker,remark,text\nAda,loud,How?\nBo,quiet,So.\n")

        self.assertEqual(transcript.left_out, [("loud\nquiet", "Other columns of the table.")])


class Json(Recordings):
    def test_json_of_several_machines_is_read(self):
        for name, whole, segment in [
            ("WhisperX", "segments", lambda v, w, s: {"start": s + 0.0, "end": s + 1.0, "text": w}),
            (
                "Podcasting",
                "segments",
                lambda v, w, s: {"startTime": s, "endTime": s + 1, "body": w},
            ),
            (
                "AssemblyAI",
                "utterances",
                lambda v, w, s: {"start": s * 1000, "end": s * 1000 + 1000, "text": w},
            ),
        ]:
            segments = [segment(v, f" {w}", s) | {"speaker": v} for v, w, s in turns()]
            with self.subTest(name):
                self.assert_times(self.assert_read(json.dumps({whole: segments})))

    def test_whisper_has_no_speakers_and_low_confidence(self):
        segments = [{"start": s, "end": s + 0.5, "text": f" {w}"} for _v, w, s in turns()[:2]]

        transcript = read(json.dumps({"text": " ".join(QUESTIONS[0]), "segments": segments}))

        self.assertEqual(
            exchanges(transcript), [(QUESTIONS[0][0], None, [(None, QUESTIONS[0][1])])]
        )
        self.assertEqual((transcript.confidence, transcript.left_out), ("low", []))

    def test_words_that_rev_splits_are_joined(self):
        monologues = [
            {
                "speaker": VOICES.index(v),
                "elements": [
                    {"type": "text", "value": w[:-1], "ts": s + 0.0, "end_ts": s + 1.0},
                    {"type": "punct", "value": w[-1]},
                ],
            }
            for v, w, s in turns()
        ]

        voices = ("Speaker 0", "Speaker 1")
        self.assert_times(self.assert_read(json.dumps({"monologues": monologues}), voices=voices))

    def test_otranscribe_is_read(self):
        paragraphs = "".join(
            f'<p><span class="timestamp" data-timestamp="{s}">00:0{s}</span> '
            f"<b>{v}:</b> {w}<br /></p>"
            for v, w, s in turns()
        )

        self.assert_read(json.dumps({"text": paragraphs, "media": "a.mp3", "media-time": 9.1}))

    def test_labels_of_voices_by_number_are_read(self):
        for form in ("[SPEAKER_0{}]: {}", "SPEAKER_0{}: {}"):
            text = "\n".join(form.format(VOICES.index(v), w) for v, w, _s in turns())
            with self.subTest(form):
                self.assert_read(text, voices=("SPEAKER_00", "SPEAKER_01"))

    def test_numbers_of_voices_are_no_names(self):
        for label in ("SPEAKER_00", "Speaker 0", "speaker_1"):
            self.assertTrue(transcripts.is_role_label(label))

    def test_deep_json_is_no_transcript(self):
        self.assertEqual(read("[" * 100_000).exchanges, [])


WORDS = st.lists(
    st.sampled_from(
        ["bees", "hive?", "honey.", "Ada:", "40", "-", ">>", "12:30", "né", "蜂。", "<b>", "ü"]
    ),
    max_size=6,
)


class Properties(SimpleTestCase):
    """Texts of any words in any of the formats lose no word and name nobody who is not named."""

    def assert_kept(self, said, text, filename=""):
        try:
            transcript = read(text, filename)
        except transcripts.Unreadable:
            self.assertFalse("".join(said).strip())
            return
        kept = json.dumps(transcript.as_dict() | {"warnings": []}, ensure_ascii=False)
        for word in said:
            if word.strip(":").isalpha():
                self.assertIn(word.strip(":"), kept)
        self.assertLessEqual({p.name for p in transcript.people}, {"Ada", "Bo"})

    @given(st.lists(st.tuples(st.sampled_from(["", "Ada", "Bo"]), WORDS), min_size=1, max_size=8))
    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @example([("", []), ("Ada", ["hive?"])])
    @example([("", ["bees", "12:30"])] * 3)
    def test_no_word_is_lost_and_nobody_is_invented(self, spoken):
        said = [word for _voice, words in spoken for word in words if word != "<b>"]
        rows = [(voice, " ".join(words)) for voice, words in spoken]
        cues = "\n\n".join(
            f"00:{n:02}.000 --> 00:{n:02}.900\n" + (f"<v {v}>{w}" if v else w)
            for n, (v, w) in enumerate(rows)
        )
        self.assert_kept(said, f"WEBVTT\n\n{cues}")
        self.assert_kept(said, cues, "a.srt")
        table = "\n".join(["speaker\ttext", *(f"{v}\t{w}" for v, w in rows)])
        self.assert_kept(said, table)
        segments = [{"speaker": v, "text": w, "start": n} for n, (v, w) in enumerate(rows)]
        self.assert_kept(said, json.dumps(segments))

    @given(st.text('0123456789:.,->\n <v>Ada&#;[]{}"WEBVTTNOTE\t', max_size=200))
    @settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    def test_nothing_crashes(self, text):
        for before in (
            "WEBVTT\n",
            "1\n00:00:01,000 --> 00:00:02,000\n",
            "speaker,text\n",
            "<html>",
        ):
            read(before + text, "a.srt")
