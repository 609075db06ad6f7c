"""Which of the three written languages a text is in, and which one its writer asks for."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from bot.regex import regex
from nlu.fold import fold, simplified_forms
from nlu.patterns import Pattern

_HAN: Final = regex("[\u3400-\u9fff\uf900-\ufaff]")
_WORD: Final = regex("[A-Za-zÀ-ÿ]+(?:['’][A-Za-z]+)?")
_OPAQUE: Final = regex(r"[@\d]|^(?:https?:|www\.)")
#: Written Cantonese (嘞 is said in the north as well); Simplified characters beside them outvote them.
_CANTONESE: Final = frozenset("嘅咗喺嚟佢哋嗰啲冇乜嘢攞畀睇搵唔咁啱嬲嘥嚿瞓咪噉囉喎啩㗎")
#: Words of Taiwan and Hong Kong that look alike in both scripts.
_REGIONAL: Final = regex(
    "系咪|唔系|唔该|点解|依家|而家|琴日|仲未|几时|靓|客诉|宅配|登入|帐单|回覆|落[^，。,.]{1,5}(?<![速温高角程态难进制精密力湿硬强深宽长幅亮])度(?=$|[，。,.!！?？])"
)
#: Everyday English words: one of them in a short text tells English from a brand or a code.
_ENGLISH: Final = frozenset(
    """
    a about after again all am an and any anyone are as asap ask at back bad be because been before broken but by
    call can cancel can't cant charged come complain complaint could customer day days delivery did didn't didnt do
    does doesn't doesnt don't dont else ever every fix for from get give go good got had has hasn't hasnt have
    haven't havent he hello help her here hey hi him his how i i'm im i'd i've if in is isn't isnt it it's its just
    keep know last late like long manager me money month more my need never new no nobody none nope not nothing now
    number of off on one only or order our out over paid parcel person please pls problem product real really
    received refund reply right rude same see send sent service she should since so some someone speak staff still
    stop sorry support talk thank thanks that that's thats the their them then there they thing this three time to
    today told too try twice two u up update ur us useless very waiting wait want was wasn't wasnt way we week weeks
    were what when where which who why will with won't wont work working would wrong year yes yesterday you your
    yeah terrible awful worst excellent great forget nevermind mind morning evening unacceptable human agent
    question hours open status case account app password phone skip remember bought item broke cracked stopped
    driver arrived cold food hotel room flight bill fee charge price scam dangerous injured
    """.split()  # noqa: SIM905  # a list would take a line for each word
)
#: Words that Chinese writers use inside Chinese, and that tell nothing when they stand alone.
_LOAN: Final = frozenset(
    """
    ok okay okok k yes no yep yeah nope hi hello bye app sorry thx thanks email vip wifi pls
    """.split()  # noqa: SIM905  # a list would take a line for each word
)

_WISHES: Final = (
    ("zh-Hant", Pattern("(?:用|讲|说|改|转|写|打|要|回复?|换)(?:成|回|返|为|做)?(?:繁体|繁中|正体|广东话|粤语|廣東話)|traditional chinese|^繁体(?:中文|字)?$|cantonese")),
    ("zh-Hans", Pattern(r"(?:用|说|改|转|写|打|要|回复?|换)(?:成|回|返|为|做)?(?:简体|简中|普通话)|simplified chinese|^(?:简体(?:中文|字)?|普通话)(?:吧|谢谢|啦|啊|呀|可以吗?)?\W*$|mandarin please")),
    ("en", Pattern(
        r"\b(?:in|speak|use|write|switch to|prefer|reply in|answer in|to) english\b|\benglish,? (?:please|pls|plz)\b|^english[.!]?$"
        "|(?:说|讲|用|写|转|换|改)(?:成|为|做)?(?:英文|英语)|请(?:用)?英[文语]|^英[文语]$")),
    ("zh", Pattern(
        r"\b(?:in|speak|use|switch to|prefer|reply in) chinese\b|\bchinese,? (?:please|pls)\b|^chinese[.!]?$"
        "|(?:说|讲|用|写|转|换|改)(?:成|为|做|回)?(?:中文|国语|汉语|华语|华文)|^(?:中文|国语|华语)$")),
)  # fmt: skip
_UNWISHED: Final = regex(
    "(?:不会|不懂|看不懂|听不懂|不要|别|唔识|唔好|不用|can't|cannot|can not|don't|do not)[^,.!?;]{0,8}$"
)
#: Who else speaks, or what is written: in which language they do is told, not wished; unless it is asked of us.
_OF_OTHERS: Final = regex(
    "说明书?|客服|店[员家]|职员|人员|老师|师傅|导游|司机|医生|护士|教练|同事|经理|[他她佢]|对方|人家|我?[妈爸]|老人|孩|小朋友|合[同约]|菜单|包装|标[签示]|界面|页面|软件|课|书(?!面)|全[是部程都]|都[是系]|只有|[看听睇](?:不|唔)(?:懂|明)|唔识[睇听]"
    r"|\b(?:manuals?|instructions?|menus?|labels?|contracts?|packaging|app|website|course|lessons?|class(?:es)?|book|staff|agents?|drivers?|teachers?|tutor|guides?|waiters?|doctors?|nurses?|reps?|manager|technician|he|she|they|him|her|them|m[uo]m|mother|dad|father|only (?:speaks?|spoke|in)|spoke|speaks|replied|answered|can't (?:read|understand)|cannot (?:read|understand))\b"
)
_ASKED: Final = regex(
    r"请|(?<![不唔])可[不唔]?可?以|能不能|能[^,.]{0,8}吗|得唔得|行不行|好[吗不]|麻烦|唔该|(?:告诉|回复|回答|给)我"
    r"|\b(?:please|pls|plz|can (?:you|we|u|i)|could (?:you|we)|would you|let's|tell me)\b"
)


@cache
def _sides() -> tuple[frozenset[str], frozenset[str]]:
    """Characters of Simplified writing only, and of Traditional writing only.

    What OpenCC changes counts; everyday Traditional is Big5's first plane, everyday Simplified is GB 2312, so that a
    character in daily use on both sides (后, 台, 里) counts for neither.
    """
    pairs = simplified_forms()
    simplified = {char for old, char in pairs.items() if char != old and not _everyday_traditional(char)}
    traditional = {char for char in pairs if not _everyday_simplified(char)}
    return frozenset(simplified - set("着卧却脚吊欲污")), frozenset(traditional - set("妳"))


def _everyday_traditional(char: str) -> bool:
    try:
        return char.encode("big5")[0] <= 0xC6
    except UnicodeEncodeError:
        return False


def _everyday_simplified(char: str) -> bool:
    try:
        return bool(char.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def wish(folded: str) -> str | None:
    """The language asked for in words: one of LANGUAGES, "zh" where the script stays open, or None."""
    if len(folded) > 400:
        return None
    for language, pattern in _WISHES:
        match = pattern.search(folded)
        if (
            match
            and not _UNWISHED.search(folded[max(0, match.start() - 14) : match.start()])
            and not _is_told(_clause(folded, match))
        ):
            return language
    return None


def _clause(folded: str, match: re.Match[str]) -> str:
    start = max(folded.rfind(sign, 0, match.start()) for sign in ",.!?;\n") + 1
    ends = [end for sign in ",.!?;\n" if (end := folded.find(sign, match.end())) >= 0]
    return folded[start : min(ends, default=len(folded))]


def _is_told(clause: str) -> bool:
    return bool(_OF_OTHERS.search(clause)) and not _ASKED.search(clause)


def detect(text: str, before: str | None = None) -> str | None:
    """The language of `text`, or None where it does not tell; `before` is the language of the talk so far."""
    asked = wish(fold(text).strip())
    if asked == "zh":
        return _script(text, before) or (before if before and before.startswith("zh") else "zh-Hans")
    if asked:
        return asked
    han = len(_HAN.findall(text))
    plain = " ".join(part for part in text.split() if not _OPAQUE.search(part))
    words = [word.lower().replace("’", "'") for word in _WORD.findall(plain)]
    if han:
        # A Chinese name or address inside an English sentence does not make it Chinese.
        common = sum(word in _ENGLISH for word in words)
        if common >= 4 and common * 2 > han and len(words) > han:
            return "en"
        return _script(text, before)
    if not words:
        return None
    common = sum(word in _ENGLISH for word in words)
    if len(words) == 1 and (words[0] in _LOAN or (before and before.startswith("zh"))):
        return None
    if (
        before
        and before.startswith("zh")
        and len(words) <= 3
        and all(word in _LOAN or word not in _ENGLISH for word in words)
    ):
        return None
    if common * 5 >= len(words) and common:
        return "en"
    return None


def _script(text: str, before: str | None) -> str | None:
    """Simplified or Traditional, by the characters that only one of them has."""
    only_simplified, only_traditional = _sides()
    simplified = sum(char in only_simplified for char in text)
    traditional = sum(char in only_traditional for char in text)
    mixed = min(simplified, traditional) * 2 >= max(simplified, traditional) > 1
    if mixed and before and before.startswith("zh"):
        # Whoever writes both in one breath goes on in what the talk is in.
        return before
    if simplified > traditional:
        return "zh-Hans"
    if traditional > simplified:
        return "zh-Hant"
    if traditional == 0:
        if before == "zh-Hans":
            # Cantonese is written in both scripts: who wrote the simplified one goes on with it.
            return None
        if any(char in _CANTONESE for char in text) or _REGIONAL.search(text):
            return "zh-Hant"
        return None if before and before.startswith("zh") else "zh-Hans"
    # A tie of both scripts: a quotation or a name; the talk's own language stands.
    return before if before and before.startswith("zh") else "zh-Hant"
