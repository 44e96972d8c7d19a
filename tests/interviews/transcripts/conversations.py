"""The same conversation in many languages and forms, with what each should be parsed as."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Talk:
    """A conversation of two people; the last prompt asks without a question mark."""

    asker: str
    subject: str
    turns: tuple[tuple[str, str], ...]
    asks: str = ""  # the words for the roles, as labels
    answers: str = ""
    colon: str = ": "


TALKS = {
    "en": Talk(
        "Mara Lind",
        "Tomas Berg",
        (
            ("How did you come to keep bees?", "By accident. A neighbour left me a hive."),
            ("Did you know what to do?", "No. I read two books.\n\nThen I rang a man in Ghent."),
            ("Tell me about the first honey.", "Two spoons of it."),
        ),
        "Interviewer",
        "Respondent",
    ),
    "es": Talk(
        "Lucía Ferrer",
        "Andrés de la Vega",
        (
            ("¿Cómo empezó con las abejas?", "Por casualidad. Un vecino me dejó una colmena."),
            ("¿Sabía qué hacer?", "No. Leí dos libros que se contradecían."),
            ("Hábleme de la primera miel.", "Dos cucharadas."),
        ),
        "Entrevistadora",
        "Entrevistado",
    ),
    "fr": Talk(
        "Inès Caron",
        "Léo Vasseur",
        (
            ("Comment avez-vous commencé ?", "Par hasard. Un voisin m’a laissé une ruche."),
            ("Saviez-vous quoi faire ?", "Non. J’ai lu deux livres."),
            ("Parlez-nous de votre premier miel.", "Deux cuillères."),
        ),
        "Intervieweuse",
        "Invité",
        " : ",
    ),
    "de": Talk(
        "Jule Krämer",
        "Ole von Thun",
        (
            ("Wie sind Sie zu den Bienen gekommen?", "Durch Zufall. Ein Nachbar ließ sie da."),
            ("Wussten Sie, was zu tun war?", "Nein. Ich las zwei Bücher."),
            ("Erzählen Sie vom ersten Honig.", "Zwei Löffel."),
        ),
        "Interviewerin",
        "Befragter",
    ),
    "it": Talk(
        "Chiara Neri",
        "Dario Lupi",
        (
            ("Come ha cominciato con le api?", "Per caso. Un vicino mi lasciò un’arnia."),
            ("Sapeva che cosa fare?", "No. Lessi due libri."),
            ("Ci parli del primo miele.", "Due cucchiai."),
        ),
        "Intervistatrice",
        "Intervistato",
    ),
    "pt": Talk(
        "Rita Moura",
        "Nuno dos Reis",
        (
            ("Como começou com as abelhas?", "Por acaso. Um vizinho deixou-me uma colmeia."),
            ("Sabia o que fazer?", "Não. Li dois livros."),
            ("Fale-nos do primeiro mel.", "Duas colheres."),
        ),
        "Entrevistadora",
        "Entrevistado",
    ),
    "nl": Talk(
        "Sanne Kok",
        "Wim de Haan",
        (
            ("Hoe bent u met bijen begonnen?", "Bij toeval. Een buurman liet een kast achter."),
            ("Wist u wat u moest doen?", "Nee. Ik las twee boeken."),
            ("Vertel eens over de eerste honing.", "Twee lepels."),
        ),
        "Interviewer",
        "Geïnterviewde",
    ),
    "sv": Talk(
        "Elsa Åkesson",
        "Nils Öman",
        (
            ("Hur började du med bin?", "Av en slump. En granne lämnade en kupa."),
            ("Visste du vad du skulle göra?", "Nej. Jag läste två böcker."),
            ("Berätta om den första honungen.", "Två skedar."),
        ),
        "Intervjuare",
        "Svarande",
    ),
    "pl": Talk(
        "Ewa Żak",
        "Jan Łoś",
        (
            ("Jak zaczęła się przygoda z pszczołami?", "Przypadkiem. Sąsiad zostawił mi ul."),
            ("Wiedział pan, co robić?", "Nie. Przeczytałem dwie książki."),
            ("Proszę opowiedzieć o pierwszym miodzie.", "Dwie łyżki."),
        ),
        "Dziennikarka",
        "Rozmówca",
    ),
    "ru": Talk(
        "Вера Лугова",
        "Илья Сомов",
        (
            ("Как вы начали держать пчёл?", "Случайно. Сосед оставил мне улей."),
            ("Вы знали, что делать?", "Нет. Я прочёл две книги."),
            ("Расскажите о первом мёде.", "Две ложки."),
        ),
        "Корреспондент",
        "Собеседник",
    ),
    "el": Talk(
        "Άννα Ρήγα",
        "Πέτρος Λάμπρου",
        (
            ("Πώς αρχίσατε με τις μέλισσες;", "Τυχαία. Ένας γείτονας μου άφησε μια κυψέλη."),
            ("Ξέρατε τι να κάνετε;", "Όχι. Διάβασα δύο βιβλία."),
            ("Μιλήστε μας για το πρώτο μέλι.", "Δύο κουταλιές."),
        ),
        "Δημοσιογράφος",
        "Καλεσμένος",
    ),
    "tr": Talk(
        "Elif Şahin",
        "Kaan Öz",
        (
            ("Arılara nasıl başladınız?", "Tesadüfen. Komşum bir kovan bıraktı."),
            ("Ne yapacağınızı biliyor muydunuz?", "Hayır. İki kitap okudum."),
            ("İlk balı anlatın.", "İki kaşık."),
        ),
        "Muhabir",
        "Konuk",
    ),
    "he": Talk(
        "נועה לביא",
        "תמר אשכול",
        (
            ("איך התחלת?", "במקרה. שכן השאיר לי כוורת."),
            ("ידעת מה לעשות?", "לא. קראתי שני ספרים."),
            ("ספרי על הדבש הראשון.", "שתי כפות."),
        ),
        "מראיינת",
        "מרואיינת",
    ),
    "ar": Talk(
        "ليلى حداد",
        "سامي نصر",
        (
            ("كيف بدأت مع النحل؟", "صدفة. ترك لي جار خلية."),
            ("هل كنت تعرف ماذا تفعل؟", "لا. قرأت كتابين."),
            ("حدثنا عن العسل الأول.", "ملعقتان."),
        ),
        "المحاور",
        "الضيف",
    ),
    "ja": Talk(
        "佐藤",
        "田中",
        (
            (
                "養蜂を始めたきっかけを教えてください。",
                "偶然でした。隣の人が巣箱を置いていきました。",
            ),
            ("不安はありませんでしたか。", "もちろんありました。"),
            ("今はどうですか？", "四十箱です。"),
        ),
        "聞き手",
        "話し手",
        "：",
    ),
    "zh": Talk(
        "李敏",
        "王涛",
        (
            ("您怎么开始养蜂的？", "纯属偶然。邻居留给我一个蜂箱。"),
            ("您当时知道怎么做吗？", "不知道。我读了两本书。"),
            ("请谈谈第一次的蜂蜜。", "只有两勺。"),
        ),
        "记者",
        "嘉宾",
        "：",
    ),
    "ko": Talk(
        "김민지",
        "박서준",
        (
            ("양봉은 어떻게 시작하셨나요?", "우연이었습니다. 이웃이 벌통을 두고 갔어요."),
            ("무엇을 해야 할지 아셨습니까?", "아니요. 책을 두 권 읽었습니다."),
            ("첫 꿀 이야기를 들려주세요.", "두 숟가락이었어요."),
        ),
        "기자",
        "게스트",
    ),
}

# A conversation with what may be taken for labels, questions and lists.
LONG = Talk(
    "Mara Lind",
    "Tomas Berg",
    (
        ("How did you come to keep bees?", "A neighbour left it.\n\nWho would want it?\n\nI did."),
        ("Did you know what to do?", "No."),
        ("And then?", "One thing: it is slow.\n\nMy father used to say: never hurry a bee."),
        ("Tell me about the first honey.", "Two spoons. My wife said, “Is that all?”"),
        ("You moved to Ghent in 1998. Why there?", "Because of the river.\n\nAnd the rent."),
        ("How many hives do you have now?", "Forty, I think. Or 41."),
        ("That is a lot.", "Yes. It is."),
        ("Do your children help you? I read that your daughter does.", "She does."),
        ("What do you read?", "Maeterlinck. Also:\n\n- old almanacs\n- seed catalogues"),
        ("Is there anything you regret?", "1933. No, that was my grandfather."),
        ("And before?", "40.\n\n12:30 was late for us.\n\nAt 13:00 we slept."),
    ),
)

# Labels for “question” and “answer”, beside the names and the roles of a conversation.
LETTERS = {
    "en": [("Q", "A"), ("Question", "Answer")],
    "es": [("P", "R"), ("Pregunta", "Respuesta")],
    "fr": [("Q", "R"), ("Question", "Réponse")],
    "de": [("F", "A"), ("Frage", "Antwort")],
    "it": [("D", "R"), ("Domanda", "Risposta")],
    "pt": [("P", "R"), ("Pergunta", "Resposta")],
    "nl": [("V", "A"), ("Vraag", "Antwoord")],
    "sv": [("F", "S"), ("Fråga", "Svar")],
    "pl": [("P", "O"), ("Pytanie", "Odpowiedź")],
    "ru": [("В", "О"), ("Вопрос", "Ответ")],
    "el": [("Ε", "Α"), ("Ερώτηση", "Απάντηση")],
    "tr": [("S", "C"), ("Soru", "Cevap")],
    "he": [("ש", "ת"), ("שאלה", "תשובה")],
    "ar": [("س", "ج"), ("سؤال", "جواب")],
    "ja": [("Q", "A"), ("問", "答")],
    "zh": [("问", "答"), ("問", "答")],
    "ko": [("문", "답"), ("질문", "답변")],
}
