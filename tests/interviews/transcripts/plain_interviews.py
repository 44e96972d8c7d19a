"""Interviews as plain text, as they are copied from web pages: no bold type, with the page's end.

Each has a title, a paragraph about its terms, questions with two paragraphs of answer, and
what the page has below. All people and words are invented.
"""

from dataclasses import dataclass


@dataclass
class PlainInterview:
    """A text, and what an editor should be proposed for it."""

    text: str
    title: str
    subject: str
    terms: str
    editing: str
    language: str
    questions: list[str]


def an_interview(title, subject, terms, editing, language, talk, *, above=(), below=()):
    """Return the PlainInterview; `talk` holds triples of a question and two paragraphs."""
    opening = " ".join(filter(None, (terms, editing)))
    paragraphs = [title, *above, opening, *(each for triple in talk for each in triple), *below]
    questions = [triple[0] for triple in talk]
    text = "\n\n".join(paragraphs)
    return PlainInterview(text, title, subject, terms, editing, language, questions)


WAITING = [
    (
        "How did you come to teach machines?",
        "I came to it by accident. A friend of mine had a loom that would not stop, and she asked"
        " me to look at it for an afternoon.",
        "That afternoon became eleven years. I still have the loom, and it still doesn’t stop"
        " when it is told to.",
    ),
    (
        "What do people get wrong about patience?",
        "They think that patience is the absence of something. They picture a person who sits in a"
        " chair and has nothing to do.",
        "But waiting is work. You have to keep the question open while everything around you"
        " wants to close it.",
    ),
    (
        "What would you tell somebody who begins today?",
        "Begin with something slow. Bread is good, and so is a garden, and so is a letter to"
        " somebody who writes back late.",
        "Then build your machine, and give it the manners that you learned there.",
    ),
]
ENGLISH = an_interview(
    "Ada Example on teaching machines to wait",
    "Ada Example",
    "Ada Example agreed to speak with us on the condition that her answers appear in full, without"
    " paraphrase.",
    "The interview has been lightly edited for length and clarity.",
    "en",
    WAITING,
    below=["Leave a Reply"],
)
ENGLISH_FROM_A_BLOG = an_interview(
    "“Wait, then ask”: a conversation with Ada B. van der Example",
    "Ada B. van der Example",
    "Ms. van der Example spoke with us on condition that we print her answers whole.",
    "It was edited and condensed for clarity.",
    "en",
    WAITING,
    above=["Posted on March 3, 2026 by editor"],
    below=[
        *("Share this:", "Twitter", "Facebook", "Like this:", "Loading...", "Related posts"),
        *("The man who counts rain", "Comments are closed."),
    ],
)
GERMAN = an_interview(
    "Greta Muster über das Warten",
    "Greta Muster",
    "Greta Muster hat unter der Bedingung mit uns gesprochen, dass ihre Antworten ungekürzt"
    " erscheinen.",
    "Das Gespräch wurde zur besseren Lesbarkeit leicht redigiert.",
    "de",
    [
        (
            "Wie haben Sie das Warten gelernt?",
            "Am Bahnhof, wie alle hier. Der Zug nach Norden kam nie, und wir saßen auf unseren"
            " Koffern und erzählten uns Geschichten.",
            "Irgendwann kam er doch, und keiner wollte einsteigen.",
        ),
        (
            "Was halten Sie von Maschinen, die warten können?",
            "Ich halte viel davon, wenn sie es wirklich können. Die meisten tun nur so.",
            "Eine Maschine, die wartet, hört zu. Das ist selten, auch bei Menschen.",
        ),
        (
            "Was raten Sie jungen Leuten?",
            "Sie sollen einen Garten anlegen. Ein Garten lässt sich nicht drängen.",
            "Und sie sollen Briefe schreiben, auf Papier, und auf die Antwort warten.",
        ),
    ],
    below=["Schreibe einen Kommentar"],
)
FRENCH = an_interview(
    "Entretien avec Odile Exemple : « apprendre à attendre »",
    "Odile Exemple",
    "Odile Exemple a accepté de nous parler à condition que ses réponses soient publiées"
    " intégralement.",
    "L’entretien a été légèrement remanié pour plus de clarté.",
    "fr",
    [
        (
            "Comment avez-vous commencé ?",
            "Par hasard. Une amie avait un métier à tisser qui ne s’arrêtait jamais, et elle m’a"
            " demandé de passer un après-midi.",
            "Cet après-midi a duré onze ans. J’ai toujours le métier.",
        ),
        (
            "Que pensez-vous de la patience ?",
            "C’est un travail. On garde la question ouverte pendant que tout le monde veut la"
            " fermer.",
            "La plupart d’entre nous ne l’ont jamais appris, et c’est dommage.",
        ),
        (
            "Que diriez-vous à un débutant ?",
            "Commencez par quelque chose de lent. Le pain, par exemple, ou un jardin.",
            "Ensuite, construisez votre machine avec les mêmes manières.",
        ),
    ],
    below=["Laisser un commentaire"],
)
SPANISH = an_interview(
    "Inés Ejemplo: «Las máquinas también esperan»",
    "Inés Ejemplo",
    "Inés Ejemplo aceptó hablar con nosotros con la condición de que sus respuestas se publicaran"
    " íntegras.",
    "La entrevista ha sido ligeramente editada por razones de extensión y claridad.",
    "es",
    [
        (
            "¿Cómo empezó a enseñar a las máquinas?",
            "Por casualidad. Una amiga tenía un telar que no se detenía y me pidió que pasara una"
            " tarde con él.",
            "Aquella tarde duró once años. Todavía tengo el telar.",
        ),
        (
            "¿Qué no entiende la gente sobre la paciencia?",
            "Creen que es la ausencia de algo. Se imaginan a una persona sentada en una silla.",
            "Pero esperar es trabajo. Hay que mantener abierta la pregunta.",
        ),
        (
            "¿Qué le diría a quien empieza hoy?",
            "Que empiece por algo lento. El pan, por ejemplo, o un jardín.",
            "Después, que construya su máquina con los mismos modales.",
        ),
    ],
    below=["Deja un comentario"],
)
HEBREW = an_interview(
    "עדה דוגמה על מכונות שמחכות",
    "עדה דוגמה",
    "עדה דוגמה הסכימה לדבר איתנו בתנאי שתשובותיה יתפרסמו במלואן.",
    "הריאיון נערך קלות לשם קיצור ובהירות.",
    "he",
    [
        (
            "איך התחלת ללמד מכונות?",
            "במקרה. לחברה שלי היה נול שלא הפסיק לעבוד, והיא ביקשה ממני לשבת לידו.",
            "אחר הצהריים הזה נמשך אחת עשרה שנים. הנול עדיין אצלי.",
        ),
        (
            "מה אנשים לא מבינים בסבלנות?",
            "הם חושבים שזה היעדר של משהו. הם מדמיינים אדם שיושב על כיסא.",
            "אבל לחכות זו עבודה. צריך להשאיר את השאלה פתוחה.",
        ),
    ],
    below=["השארת תגובה"],
)
JAPANESE = an_interview(
    "見本花子さんに聞く「機械に待つことを教える」",
    "見本花子",
    "見本花子さんは、回答を省略せずに全文掲載することを条件に取材に応じた。",
    "読みやすさのため、わずかに編集している。",
    "ja",
    [
        (
            "機械に教えるようになったきっかけは何ですか？",
            "偶然です。友人の織機が止まらなくなって、午後だけ見てほしいと頼まれました。",
            "その午後が十一年になりました。織機は今も私の手元にあります。",
        ),
        (
            "忍耐について、人は何を誤解しているのでしょうか？",
            "何もしないことだと思われています。椅子に座っている人を想像するのでしょう。",
            "でも、待つことは仕事です。問いを開いたままにしておかなければなりません。",
        ),
    ],
    below=["コメントを残す"],
)
PLAIN_INTERVIEWS = [ENGLISH, ENGLISH_FROM_A_BLOG, GERMAN, FRENCH, SPANISH, HEBREW, JAPANESE]
