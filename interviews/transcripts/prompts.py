"""Patterns of prompts, which ask without a question mark, in many languages."""

# How prompts begin.
BEGINNINGS = {
    "ar": r"حدّ?ث(?:نا|ني)|أخبر(?:نا|ني)|صف لنا|كلم(?:نا|ني)",
    "ca": r"parli’?ns|expliqui’?ns",
    "cs": r"vyprávějte|popište|řekněte|povězte",
    "da": r"fortæl\b|beskriv\b|forklar\b",
    "de": (
        r"(?:erzählen|beschreiben|schildern|erklären|nennen|sprechen) sie"
        r"|(?:erzähl|beschreib)(?:e|t)? "
    ),
    "el": r"μιλήστε|πείτε|περιγράψτε|μίλησέ|πες ",
    "es": (
        r"h[áa]bl[ae](?:n?os|me)|cu[ée]nt[ae](?:n?os|me)|d[íi]g[ae](?:nos|me)|d[ií](?:nos|me)"
        r"|expl[íi](?:que|ca)(?:nos|me)|descr[íi]b[ae](?:nos|me)?\b"
    ),
    "fi": r"kerro|kuvaile",
    "fr": (
        r"(?:parlez|racontez|dites|décrivez|expliquez|présentez|parle|raconte|dis|décris)"
        r"[- ](?:nous|moi|vous|toi|votre|ton|ta|vos)"
    ),
    "he": r"(?:ספר|תאר)[יו]? |הסבר",
    "hu": r"mesélj|mondja el",
    "it": (
        r"[cm]i (?:parli|racconti|descriva|dica|spieghi)|parla[cm]i|raccont[ai](?:[cm]i)?\b"
        r"|descriv[ai]"
    ),
    "nl": r"vertel(?:t u)?\b|beschrijft?\b|omschrijft?\b",
    "no": r"fortell\b",
    "pl": (
        r"prosz[ęe] (?:\w+ ){0,2}(?:opowiedzieć|opisać|powiedzieć|wyjaśnić)"
        r"|opowiedz|opisz|niech pani? "
    ),
    "pt": (
        r"fale[- ](?:nos|me)|fale(?: um pouco)? (?:sobre|d[aeo]s?)|conte[- ](?:nos|me)|conte como"
        r"|descreva|explique|diga[- ](?:nos|me)|[mn](?:e|os) (?:fale|conte)"
    ),
    "ro": r"povestiți|spuneți|descrieți",
    "ru": r"расскажи|опишите|опиши |поделитесь|объясните|назовите",
    "sv": r"berätta\b|beskriv\b",
    "uk": r"розкажіть|розповідьте|опишіть",
    "zh": (
        r"[请請](?:您|你)?再?(?:谈|談|说|說|讲|講|介绍|介紹|聊|描述|分享)"
        r"|谈谈|談談|说说|說說|讲讲|聊聊|介绍一下"
    ),
}
# How prompts end, in languages that have the verb last.
ENDS = {
    "fa": r"(?:بگویید|بفرمایید|توضیح دهید)[.]?$",
    "hi": r"(?:बताइए|बताएं|बताएँ|बताइये)[।.]?$",
    "ja": (
        r"(?:(?:教えて|聞かせて|話して|語って|説明して|紹介して)(?:ください|下さい|いただけますか)"
        r"|お(?:聞かせ|話し)(?:ください|下さい))[。．]?$"
    ),
    "ko": r"(?:들려|말씀해|소개해|설명해|이야기해|얘기해|알려)\s?(?:주세요|주십시오|주시죠)[.。]?$",
    "tr": r"(?:anlatın|anlatır mısınız|bahsedin|anlat|bahset|açıklayın)[.。]?$",
}
# The last syllables of questions, in languages that need no question mark.
QUESTION_ENDS = {
    "ja": r"[ぁ-んァ-ヶ一-龯々][かカ][。．]?$",
    "ko": r"(?:습니까|나요|까요|인가요)[.。]?$",
}


def any_of(patterns):
    """Return one pattern for a text in any of the languages."""
    return "|".join(f"(?:{pattern})" for pattern in patterns.values())
