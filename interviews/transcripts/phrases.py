"""Phrases by which a title or an introduction says who is interviewed, by whom, on which terms.

Each list has the phrases of many languages, as regular expressions. Languages that decline names
are left out where the name would be in another case than the nominative.
"""

import re


def _any(*phrases, before="", after=""):
    """Return a case-insensitive pattern of one of the phrases."""
    return re.compile(f"{before}(?:{'|'.join(phrases)}){after}", re.IGNORECASE)


# Between a name at the beginning of a title and the subject: “NAME on rain”.
ON = _any(
    *("on", "about", "explains", "talks", "speaks", "discusses", "says", "wants", "answers"),
    *("über", "zu", "erklärt", "spricht", "sur", "à propos de", "parle", "raconte"),
    *("sobre", "acerca de", "habla", "fala", "su", "sul", "sulla", "sui", "parla", "racconta"),
    *("over", "vertelt", "om", "berättar", "forteller", "fortæller", "o", "opowiada", "о", "об"),
    *("рассказывает", "про", "розповідає", "για", "عن", "על", "درباره", "hakkında"),
    before=r"\s+",
    after=r"\s",
)
# Before a name in a title or a line: “An interview with NAME”.
INTERVIEW_WITH = _any(
    r"(?:interview|conversation|talk|q\s?(?:&|and|\+)\s?a|dialogue|chat|discussion)s?:?\s+with",
    r"(?:talking|speaking|chatting|in conversation|sitting down)\s+(?:to|with)",
    r"(?:\w+\s+)?questions\s+(?:for|to|with)",
    r"(?:interview|gespräch|unterhaltung|fragen)\s+(?:mit|an)",
    r"(?:entretien|interview|conversation|rencontre|dialogue|questions)\s+(?:avec|à)",
    r"(?:entrevista|conversación|charla|diálogo|preguntas)\s+(?:con|a)",
    r"(?:intervista|conversazione|colloquio|dialogo|domande)\s+(?:con|a)",
    r"(?:entrevista|conversa|diálogo|perguntas)\s+(?:com|a|para)",
    r"(?:interview|gesprek|vragen)\s+(?:met|aan)",
    r"(?:intervju|samtal|samtale|interview)\s+(?:med)",
    r"(?:حوار|مقابلة|حديث|لقاء)\s+مع",
    r"(?:ריאיון|ראיון|שיחה)\s+עם",
    r"(?:گفت[‌ ]?و[‌ ]?گو|مصاحبه)\s+با",
    r"(?:专访|對話|对话|訪談|访谈|專訪|采访)[:：]?",
    before=r"(?:^|\W)",
    after=r"\s*",
)
# Alone before a colon, a bar or a dash and a name: “Interview: NAME”.
INTERVIEW = _any(
    *("interview", "the interview", "q&a", "in conversation", "profile", "gespräch", "entretien"),
    *("entrevista", "intervista", "gesprek", "intervju", "interviu", "интервью", "інтерв[’']ю"),
    *("wywiad", "rozhovor", "haastattelu", "interjú", "röportaj", "συνέντευξη", "حوار", "مقابلة"),
    *("ריאיון", "ראיון", "مصاحبه", "インタビュー", "인터뷰", "访谈", "訪談", "साक्षात्कार"),
    after=r"\s*[:：|–—-]\s*",
)
# After a name: “NAMEさんインタビュー”.
EAST_ASIAN_TITLE = re.compile(
    r"(?P<name>[^\W\d_]{2,12}?)(?:さん|氏|先生)(?:インタビュー|に聞く|へのインタビュー|との対話)"
    r"|(?P<korean>[가-힣]{2,5})\s?(?:씨\s?)?(?:인터뷰|와의 대화|과의 대화)"
)
# After a name at the end of a title, or a part of it: “NAME in conversation”.
IN_CONVERSATION = _any(
    *(
        "in conversation",
        "interviewed",
        "interview",
        "the interview",
        "im gespräch",
        "im interview",
    ),
    *("en entretien", "en conversación", "in gesprek", "i samtal", "i samtale", "en conversation"),
    before=r"\s*",
    after=r"\s*\Z",
)
# After a name and a comma: “NAME, the author of …”.
APPOSITION = _any(
    *(
        "who",
        "whose",
        "the",
        "a",
        "an",
        "on",
        "author",
        "der",
        "die",
        "das",
        "ein",
        "eine",
        "autor",
    ),
    *("qui", "l[ae’']", "un", "une", "auteur", "autrice", "el", "la", "una", "autora", "que"),
    *("il", "lo", "uma", "o", "de", "het", "en", "som"),
    before=r"\s*[,，]\s*",
    after=r"(?!\w)",
)
# After a name at the beginning of a sentence: “NAME agreed to speak”.
AGREES = _any(
    r"(?:has |have |had |kindly |recently |also |only |and ){0,2}"
    r"(?:agreed|accepted|consented|spoke|spoken|talked|answered|sat down|joined|met|replied"
    r"|gave|granted|asked|responded|was interviewed|were interviewed|was speaking|requested)",
    r"(?:stimmte|willigte|sprach|antwortete|accepta|aceptó|accedió|accettò|aceitou|concordou"
    r"|stemde|gick med|zgodził[ao]? się|souhlasil[ao]?|согласил(?:ся|ась)|погодил(?:ся|ась))",
    before=r"\s*",
    after=r"(?!\w)",
)
# The same with a verb that things may have too: “NAME lives in Hull”.
IS_DOING = _any(
    r"(?:is|was|are|were|has been|became|works|worked|lives|lived|grew up|teaches|taught|runs|ran"
    r"|writes|wrote|makes|made|leads|led|founded|studies|keeps|directs|edits|began|started|spent)",
    r"(?:hat|haben|ist|war|sind|arbeitet|lebt|lehrt|leitet|schreibt|erklärte|beantwortete|gab)",
    r"(?:a|ont|est|était|sont|travaille|vit|enseigne|dirige|écrit|parle|répond)",
    r"(?:ha|han|es|era|son|trabaja|vive|enseña|dirige|escribe|habló|respondió)",
    r"(?:è|hanno|lavora|insegna|scrive|parlò|accetta|risponde)",
    r"(?:é|foi|são|trabalha|ensina|escreve|falou|respondeu)",
    r"(?:is|heeft|werkt|woont|sprak|antwoordde|har|är|er|arbetar|bor|talte)",
    r"(?:jest|był[ao]?|mieszka|pracuje|je|работает|живёт|живет|преподаёт|—)",
    r"(?:συμφώνησε|είναι|kabul etti|beleegyezett)",
    before=r"\s*",
    after=r"(?!\w)",
)
# Before a name inside a sentence: “We spoke with NAME”.
WE_SPOKE_WITH = _any(
    r"\b(?:spoke|talked|sat down|met|spoken|talk|speak)(?: up)?\s+(?:with|to)",
    r"\bwe\s+(?:interviewed|asked|met|visited)",
    r"\b(?:sprachen|sprechen|gesprochen|unterhielten uns|reden) (?:wir )?mit",
    r"\b(?:parlé|discuté|rencontré|échangé|entretenus?)\s+(?:avec|à)",
    r"\b(?:hablamos|conversamos|charlamos|platicamos)\s+con",
    r"\b(?:abbiamo parlato|parlato|conversato)\s+con",
    r"\b(?:falamos|conversamos)\s+com",
    r"\b(?:spraken|praatten)\s+(?:wij |we )?met",
    r"\b(?:pratade|talade|snakket|talte)\s+(?:vi )?med",
    after=r"\s+",
)
# Before the name of the person who asks.
INTERVIEWED_BY = _any(
    r"(?:interview(?:ed)?|conversation|conducted|questions|interviewer|as told)\s*(?:by|to)?:?",
    r"(?:interview|fragen|das (?:gespräch|interview) führten?|interviewt von)\s*(?:von)?:?",
    r"(?:propos recueillis par|entretien (?:réalisé|mené|conduit) par|interview par)\s*:?",
    r"(?:entrevista (?:de|por|realizada por)|entrevistador[a]?)\s*:?",
    r"(?:intervista (?:di|a cura di))\s*:?",
    r"(?:entrevista (?:de|por|feita por|conduzida por))\s*:?",
    r"(?:interview door|tekst|intervju av|interview af|intervju|text)\s*:?",
    r"(?:интервью (?:взял|взяла|вёл|вела)|беседовал[аи]?|розмовля(?:в|ла)|rozmawiał[a]?)\s*:?",
    r"(?:聞き手|インタビュアー|采访|採訪|采访者|진행|인터뷰어|حاوره|حاورها)\s*[:：]",
    after=r"\s*",
)
BYLINE = _any("by", "von", "par", "por", "di", "door", "av", "af", "words by", after=r":?\s+")

# A sentence that says on which terms the conversation was held.
TERMS = _any(
    r"\bon (?:the )?(?:\w+ )?(?:condition|understanding|proviso|basis|promise)",
    r"\bunder the (?:\w+ )?condition",
    r"(?:[\w.][’']s|\b(?:her|his|their|only|one|sole)) conditions? (?:is|was|were|for)\b",
    r"\b(?:agreed|consented) to (?:speak|talk|answer|be|sit|do|give|this|the|an)\b.{0,80}"
    r"\b(?:provided|(?:so|as) long as|if|in exchange)\b",
    r"\b(?:asked|requested|insisted|wished) (?:us )?(?:that|not to|to (?:remain|stay|be))\b",
    r"\b(?:requested|granted|asked for|promised) anonymity\b|\b(?:spoke|talked) anonymously\b",
    r"\bwithout paraphrase\b",
    r"\bunter (?:der|den|einer|folgenden?r?) (?:\w+ )?(?:bedingung|voraussetzung|auflage)",
    r"\bbedingung(?:en)? (?:war|ist|des|für)",
    r"\b(?:à|sous)(?: la)? (?:seule )?(?:condition|réserve)",
    r"\b(?:con|bajo|a)(?: la)?(?: única)? condición|\bsiempre que\b",
    r"\ba (?:una |sola )*(?:condizione|patto)",
    r"\b(?:com|sob|na|à)(?: a)? condição|\bdesde que\b",
    r"\bop(?: de)? voorwaarde|\bonder (?:de )?voorwaarde",
    r"\b(?:på|med)(?: det)? (?:villkor|vilkår|betingelse)|\bunder (?:förutsättning|forutsetning)",
    r"\behdolla\b|\bpod warunkiem\b|\bpod podmínkou\b|\bazzal a feltétellel\b",
    r"при условии|на условиях|с условием|за умови|на умовах|υπό τον όρο|με τον όρο",
    r"şartıyla|koşuluyla|בתנאי|بشرط|شريطة|به شرط|की शर्त पर|条件是|为条件|條件是|為條件|前提是",
    r"を条件に|という条件|ことを条件|조건으로|조건 하에|조건하에",
)
# A sentence that says how the text was edited.
EDITING = _any(
    r"\b(?:been|was|were|is|are|be|lightly|slightly|minimally|(?:condensed|edited|shortened) and)"
    r" (?:\w+ly )?(?:edited|condensed|abridged|shortened|trimmed)\b",
    r"\bedited (?:and \w+ |only |slightly )?for\b",
    r"\b(?:ge|ver)kürzt\b|\bredigiert\b|\b(?:leicht|sprachlich) (?:bearbeitet|überarbeitet)",
    r"\b(?:légèrement|a été|ont été) (?:\w+ )?(?:modifié|édité|remanié|abrégé|condensé|raccourci)",
    r"\b(?:sido|fue|fueron|foi|foram|ligeramente|levemente|ligeiramente) (?:\w+ )?"
    r"(?:editad|resumid|condensad|abreviad|acortad|encurtad)[ao]s?\b",
    r"\b(?:modificat|editat|sintetizzat|condensat|abbreviat|rivist)[aoei]\b",
    r"\b(?:ingekort|geredigeerd|redigerat|redigerats|kortats|förkortats|redigert|forkortet)\b",
    r"\b(?:redigeret|lyhennetty|toimitettu|zredagowan[aoy]|skrócon[aoy]|zkrácen[ao]?|upraven[ao]?)",
    r"отредактирован|сокращен|сокращён|відредагован|скорочен|επιμεληθεί|συντομευ",
    r"düzenlen|kısaltıl|szerkeszt|rövidít|编辑|編輯|編集|删节|刪節|精简|精簡|要約|편집|요약",
    r"נערך|נערכה|קוצר|تحرير|اختصار|ویرایش|संपादित",
)
# A sentence that says when the conversation was held.
HELD = _any(
    r"\b(?:spoke|talked|met|conducted|took place|recorded|interviewed|held|sat down|date)\b",
    r"\b(?:geführt|sprach(?:en)?|fand|aufgezeichnet|datum)\b",
    r"\b(?:réalisé|enregistré|recueillis|mené|rencontré|parlé|lieu)\b",
    r"\b(?:realizad[ao]|celebró|grabad[ao]|habl(?:ó|amos)|tuvo lugar|fecha)\b",
    r"\b(?:realizzata|registrata|svolt[ao]|incontrat[ao]|avvenut[ao])\b",
    r"\b(?:gravada|aconteceu|conversamos|falamos)\b",
    r"\b(?:gehouden|afgenomen|opgenomen|vond plaats|gjordes|spelades in|fant sted|fandt sted)\b",
    r"состоял|записан|беседовали|відбул|odbył|nagran|proběhl|収録|行われ|采访于|진행",
)
# Before a place: “in Hyde Park”.
BEFORE_PLACES = frozenset(
    ("in", "at", "from", "of", "near", "aus", "im", "à", "en", "de", "da", "do")
)
# Words that do not occur in a name, but with capitals in titles and at the beginning of sentences.
NOT_IN_NAMES_TEXT = """
    the a an this that these those in at when why how what who where which for with from to my our
    your his her its new last first two three four five six seven eight nine ten and but if as it
    we i he she they you there here after before during since while notes thoughts lessons
    reflections advice meet introducing inside being becoming asking talking remembering
    interview interviews interviewer interviewee conversation conversations
    questions question answers answer editor editors editor’s admin staff share related posts
    der das ein eine einen wie was warum wer wo wann wir ich er es gespräch fragen antworten
    redaktion le les un une l comment pourquoi quand nous je il elle entretien rencontre
    cómo qué quién cuándo nosotros yo él ella entrevista conversación preguntas
    come perché quando chi noi io lui lei intervista conversazione
    como por quem quando nós eu ele entrevista conversa perguntas
    het hoe wat waarom wie wij gesprek vragen hur vad varför vem vi jag samtal intervju
    hvordan hva hvorfor hvem jeg hvad как что почему кто где мы я он она интервью беседа
    today yesterday recently mit seit über heute gestern avec chez pour aujourd’hui hier
    con sobre oggi ieri com hoje ontem met vandaag idag сегодня вчера
    インタビュー 人物 专访 对话 访谈 採訪 訪談
"""
NOT_IN_NAMES = frozenset(NOT_IN_NAMES_TEXT.split())
# Words before a noun: what follows may have capitals, but is no person’s name.
ARTICLES_TEXT = """
    the a an der die das den dem des ein eine einen einem einer im am zum zur vom beim
    le les un une el los las una il lo gli uno o os um uma het een
"""
ARTICLES = frozenset(ARTICLES_TEXT.split())
