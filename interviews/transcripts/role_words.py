"""Words for “question” and “answer” and for who asks and who answers, in many languages.

Some labels are the same in several languages, so that labels are looked up in pairs.
"""

ROLE_WORDS = {
    "ar": {
        "question": "س سؤال السؤال",
        "answer": "ج جواب الجواب إجابة",
        "asks": "المحاور المحاورة الصحفي الصحفية المذيع",
        "answers": "الضيف",
    },
    "ca": {
        "question": "P Pregunta",
        "answer": "R Resposta",
        "asks": "Entrevistador Entrevistadora",
        "answers": "Entrevistat Entrevistada",
    },
    "cs": {
        "question": "Otázka",
        "answer": "Odpověď",
        "asks": "Redaktor Redaktorka Moderátor Moderátorka",
        "answers": "Dotazovaný Dotazovaná",
    },
    "da": {
        "question": "Spørgsmål",
        "answer": "Svar",
        "asks": "Interviewer Journalist",
        "answers": "Interviewperson Gæst",
    },
    "de": {
        "question": "F Frage Q I",
        "answer": "A Antwort B P",
        "asks": (
            "Interviewer Interviewerin Moderator Moderatorin Redaktion Reporter"
            " Reporterin Journalist Journalistin"
        ),
        "answers": (
            "Befragter Befragte Gast Interviewpartner Interviewpartnerin Interviewte Interviewter"
        ),
    },
    "el": {
        "question": "Ε E Ερ Ερώτηση",
        "answer": "Α A Απ Απάντηση",
        "asks": "Δημοσιογράφος Συντάκτης Συντάκτρια",
        "answers": "Καλεσμένος Καλεσμένη Συνεντευξιαζόμενος",
    },
    "en": {
        "question": "Q I Int IR IV Question Que",
        "answer": "A R P IE Resp Answer Ans",
        "asks": (
            "Interviewer Host Hosts Co-host Moderator Presenter Audience Questioner"
            " Reporter Journalist Examiner"
        ),
        "answers": (
            "Interviewee Guest Panelist Panellist Participant Respondent Informant Witness"
        ),
    },
    "es": {
        "question": "P Q E Preg Pregunta",
        "answer": "R A Resp Respuesta",
        "asks": "Entrevistador Entrevistadora Periodista Presentador Presentadora",
        "answers": "Entrevistado Entrevistada Invitado Invitada",
    },
    "fa": {
        "question": "س پرسش سؤال سوال",
        "answer": "ج پاسخ جواب",
        "asks": "مصاحبه‌کننده خبرنگار مجری",
        "answers": "مهمان میهمان",
    },
    "fi": {
        "question": "K Kysymys",
        "answer": "V Vastaus",
        "asks": "Haastattelija Toimittaja",
        "answers": "Haastateltava Vieras",
    },
    "fr": {
        "question": "Q D Question",
        "answer": "R Réponse",
        "asks": (
            "Intervieweur Intervieweuse Journaliste Présentateur Présentatrice Animateur Animatrice"
        ),
        "answers": "Invité Invitée Interviewé Interviewée",
    },
    "he": {
        "question": "ש שאלה",
        "answer": "ת תשובה",
        "asks": "מראיין מראיינת המראיין המראיינת כתב כתבת",
        "answers": "מרואיין מרואיינת אורח אורחת",
    },
    "hi": {
        "question": "प्र प्रश्न सवाल",
        "answer": "उ उत्तर जवाब",
        "asks": "साक्षात्कारकर्ता पत्रकार",
        "answers": "अतिथि मेहमान",
    },
    "hu": {
        "question": "K Kérdés",
        "answer": "V Válasz",
        "asks": "Riporter Újságíró Kérdező",
        "answers": "Interjúalany Vendég Válaszadó",
    },
    "id": {
        "question": "T Tanya Pertanyaan",
        "answer": "J Jawab Jawaban",
        "asks": "Pewawancara Wartawan",
        "answers": "Narasumber Tamu",
    },
    "it": {
        "question": "D Domanda",
        "answer": "R Risposta",
        "asks": "Intervistatore Intervistatrice Giornalista Conduttore Conduttrice",
        "answers": "Intervistato Intervistata Ospite",
    },
    "ja": {
        "question": "Q Ｑ 問 質問",
        "answer": "A Ａ 答 回答",
        "asks": "聞き手 聞手 インタビュアー 記者 司会 司会者 編集部 ききて",
        "answers": "話し手 語り手 ゲスト 回答者",
    },
    "ko": {
        "question": "문 질문 Q",
        "answer": "답 답변 대답 A",
        "asks": "기자 진행자 사회자 인터뷰어",
        "answers": "게스트 인터뷰이 응답자 출연자",
    },
    "nl": {
        "question": "V Vraag",
        "answer": "A Antwoord",
        "asks": "Interviewer Interviewster Presentator Journalist Journaliste",
        "answers": "Geïnterviewde Gast",
    },
    "no": {
        "question": "Spørsmål",
        "answer": "Svar",
        "asks": "Intervjuer Journalist",
        "answers": "Intervjuobjekt Gjest",
    },
    "pl": {
        "question": "P Pytanie",
        "answer": "O Odp Odpowiedź",
        "asks": "Dziennikarz Dziennikarka Prowadzący Prowadząca Redaktor Redaktorka",
        "answers": "Rozmówca Rozmówczyni Gość Respondent Respondentka",
    },
    "pt": {
        "question": "P Pergunta",
        "answer": "R Resposta",
        "asks": "Entrevistador Entrevistadora Jornalista Apresentador Apresentadora Repórter",
        "answers": "Entrevistado Entrevistada Convidado Convidada",
    },
    "ro": {
        "question": "Î Întrebare",
        "answer": "R Răspuns",
        "asks": "Reporter Moderator Jurnalist",
        "answers": "Invitat Intervievat",
    },
    "ru": {
        "question": "В Вопрос",
        "answer": "О Ответ",
        "asks": "Корреспондент Корр Интервьюер Журналист Ведущий Ведущая",
        "answers": "Собеседник Собеседница Гость Гостья Респондент",
    },
    "sv": {
        "question": "F Fråga",
        "answer": "S Svar",
        "asks": "Intervjuare Intervjuaren Reporter Journalist Programledare",
        "answers": "Svarande Gäst Intervjuperson Intervjupersonen",
    },
    "th": {
        "question": "ถาม คำถาม",
        "answer": "ตอบ คำตอบ",
        "asks": "ผู้สัมภาษณ์ พิธีกร",
        "answers": "ผู้ให้สัมภาษณ์ แขกรับเชิญ",
    },
    "tr": {
        "question": "S Soru",
        "answer": "C Cevap Yanıt",
        "asks": "Muhabir Sunucu Röportajcı Gazeteci",
        "answers": "Konuk Katılımcı",
    },
    "uk": {
        "question": "З П Питання Запитання",
        "answer": "В Відповідь",
        "asks": "Кореспондент Інтерв’юер Журналіст Ведучий Ведуча",
        "answers": "Співрозмовник Співрозмовниця Гість Гостя",
    },
    "vi": {
        "question": "H Hỏi",
        "answer": "Đ Đáp",
        "asks": "Phóng_viên PV",
        "answers": "Khách_mời",
    },
    "zh": {
        "question": "问 問 提问 Q",
        "answer": "答 回答 A",
        "asks": "记者 記者 主持人 采访者 採訪者 访谈者",
        "answers": "嘉宾 嘉賓 受访者 受訪者",
    },
}


def _words(key):
    """Return the words of each language; “_” is a space inside a word."""
    return [[w.replace("_", " ") for w in words[key].split()] for words in ROLE_WORDS.values()]


# Labels for “question” and “answer” that belong together, in each language.
PAIRS = list(zip(_words("question"), _words("answer"), strict=True))
ASKING = frozenset(word.casefold() for words in _words("asks") for word in words)
ANSWERING = frozenset(word.casefold() for words in _words("answers") for word in words)
