"""What is said beside the answer to a question: the clauses that hold no value go into the story, word for word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from bot.dialogue.phrases import beyond_thanks, fold, is_done, is_pure_abuse, weight
from bot.dialogue.questions import is_trouble
from bot.dialogue.remarks import is_all, is_any, is_none, is_unsure, plain
from bot.dialogue.wishes import names_remedy
from bot.regex import regex

#: What ends a clause; between digits a comma or a point parts none, nor does one behind a title, an initial or the
#: "no." of a number.
_CLAUSE: Final = regex(
    r"[^，。；;！!？?、,.\n]+(?:(?<=\d)[,.](?=\d)[^，。；;！!？?、,.\n]*|\.(?=\w)[^，。；;！!？?、,.\n]*|(?<=\b[Nn]o)\.(?= ?(?:is\b|was\b|:|#|[A-Z-]{0,4}\d))[^，。；;！!？?、,.\n]*|(?:(?<=\b[A-HJ-Z])|(?<=\b(?:Mr|Ms|Dr|St))|(?<=\bMrs)|(?<=\bProf))\.(?= ?[A-Z])[^，。；;！!？?、,.\n]*)*+"
)
_MOST: Final = 40
#: Whoever types no commas leaves a gap between two Chinese clauses.
_GAP: Final = regex(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")

#: From this weight a clause says something.
_SAYS: Final = 6
#: From this weight a clause says something besides a value that it holds: a name, or a day, a sum, a number.
_BESIDE_NAME: Final = 6
_BESIDE_SHAPE: Final = 10
_BESIDE_TROUBLE: Final = 8
#: The same where it is told how to reach somebody.
_BESIDE_WAY: Final = 3
#: So little beside a wish makes another wish of it.
_OF_A_WISH: Final = 4

_NAMES: Final = ("product", "place", "person")
_SHAPES: Final = ("order_number", "date", "contact", "phone", "email", "amount")

#: Which of several it is: 3群, 二楼, window 5.
_NUMBERED: Final = regex(
    r"[\da-z一二三四五六七八九十][号號]?(?:群|[楼樓]|[号號]|班|[组組]|[区區]|[栋棟座]|[线線]|[级級]|科|期|[队隊])|\b(?:group|floor|window|counter|room|line|bay|gate|class|team|desk) (?:no\.? )?[\da-z]{1,4}\b"
)
#: Words around a value that say nothing themselves.
_AROUND: Final = regex(
    r"(?:大[概约約]|好像|[应應][该該]|可能|差不多|左右|上下|前[后後]|吧|啊|呀|啦|喇|囉|咯|了|的|嘅|我|[记記]得|印象中|是|係|在|喺|那天|[当當][时時天]|嗰陣|嗰日|[发發]生|[开開]始|之[后後前]|的[时時]候|[买買購购]|[订訂]|住|去)"
    r"|\b(?:i think|i believe|i guess|about|around|roughly|maybe|or so|it was|it'?s|on|at|in|since|the|i|we|was|bought|ordered|happened|started|from|my|is|here|there|that|then)\b"
)
#: Words around a number to call.
_CALLED: Final = regex(
    r"[电電][话話]|手[机機提]|[号號][码碼]?|[联聯][系繫絡络](?:方式)?|[邮郵]箱|信箱|[电電][邮郵]|我|的|嘅|是|係|系|[请請]|可以|打|[这這呢][个個]|搵|找|就|[给給俾畀]|你|您|[们們哋]|[或和跟同]者?|也|都|[:：+]"
    r"|\b(?:my|the|phone|mobile|cell|number|no|e-?mail|address|is|it'?s|call|me|ring|text|reach|on|at|whats ?app|contact|tel|please|pls|you|can|could|and|or|to|use|here)\b"
)
#: Courtesies, and the ends of letters.
_COURTESY: Final = regex(
    r"[谢謝多感唔該该麻煩烦您你們们哋好早午晚安請请了啦喇]+|辛苦(?:[你您]|[你您]?[们們])?了?|不好意思|祝好|此致|敬[礼禮]"
    r"|(?:(?:many |kind |best |warm )?(?:thanks|thank you|thx|ty|cheers|regards|wishes|ta|please|pls|sorry|sincerely|yours|hi|hello|dear|hope this helps|best|very|so|much|again|in advance|all|sir|madam|team|and|there|for your help)\W*)++"
)
#: Part of a sum or of a whole.
_PART: Final = regex(
    r"一半|半[价價数數款]|[一二三四五六七八九两兩几幾\d]成|[一二三四五六七八九\d]折|部[份分]|\d ?[%％]|\b(?:half|partial(?:ly)?|percent|a third|two thirds|part of)\b"
)
_SUM: Final = regex(r"\d{2}")
#: A remedy's name, and what it is wished with.
_AROUND_WISH: Final = regex(
    r"退(?:[款钱錢货貨费費票单單]|[还還回返])?|[换換](?:[货貨新])?(?:一?[个個台部件條条隻只])?(?:新的?|好的?)?|[维維返]?修(?:理|好)?|[补補](?:[发發寄送偿偿])|[赔賠](?:[偿償钱錢款])?|[道致]歉|[认認][错錯]|重(?:新)?[发發寄]"
    r"|[我你您妳佢]|[们們哋]|想|要|希望|[请請]|麻[烦煩]|唔該|[谢謝]|[给給俾畀]|[帮幫]|全[额額部]|可以|可唔可以|能|就|都|也|只|[净淨]係|直接|[马馬]上|立[即刻]|[尽儘盡]?快|[点點啲]|一下|一[个個]|[这這那][个個]|[个個]|[应應][该該]|必[须須]|一定|得|好|行|算|吧|啊|呀|啦|喇|嘛|了|的|嘅|咯|囉|係|是|公司|商家|店家"
    r"|\b(?:(?:full |partial )?refund(?:s|ed)?|(?:my )?money|back|exchange[ds]?|replace(?:d|ment)?|repair(?:ed|s)?|fix(?:ed)?|compensat\w+|apolog\w+|sorry|resend|send|again|i|i'd|we|you|u|want|need|would|like|just|only|really|a|an|the|my|me|us|it|to|be|get|give|have|for|full|please|pls|now|asap|today|thanks?|thank|new|one|proper|then|can|could|do|will|is|that|this|all|of|and|so|simply|think|prefer|expect)\b"
)
#: From this weight what stands beside a remedy's name in its clause is a part of the wish.
_BESIDE_WISH: Final = 6

#: Said of a day on which somebody spoke to somebody, and of a day that was told wrongly.
_TELLS: Final = regex(
    r"(?<!要)打(?![错錯算開开])|(?:[说說讲講]|(?<![電电])[话話])(?![错錯反])|[回答][复覆]|通知|[联聯][络絡系繫]|寄信|[来來]信|[来來][电電]|[传傳]?[讯訊]息"
    r"|\b(?:call(?:ed)?|rang|ring|phoned|said|says|told|spoke|e-?mailed|texted|wrote|replied|answered|messaged|contacted|promised)\b"
)
_PUT_RIGHT: Final = regex(
    r"[应應][该該]|才[对對是]|先[啱係]|不[是对對]|唔(?:係|系|啱|對)|[错錯]|改|更正|其[实實]|[时時][间間]|日期|\b(?:should|not|wrong|actually|meant|mistake|correct(?:ion)?|date|change|rather|instead)\b|n't\b"
)
_BARE_DAY: Final = 4
#: Between the figures of a number, its extension among them.
_BETWEEN: Final = r"(?:[\s,.()块塊元蚊毛-]|[转轉]|分[机機]|ext){0,3}"


def clauses(text: str) -> Iterator[str]:
    """The clauses of a text, as they were written."""
    found = (match[0].strip() for _, match in zip(range(_MOST), _CLAUSE.finditer(text), strict=False))
    return (clause for one in found for clause in _GAP.split(one) if clause)


def beside(text: str, before: Mapping[str, Any], found: Mapping[str, Any], question: str) -> str:
    """The clauses that say more than the values that were taken, and stand nowhere yet."""
    story = fold(f"{before.get('description') or ''}\n{found.get('description') or ''}")
    reached = question == "contact" or "contact" in found
    if not any(_holds(one, found) for one in clauses(text)):
        # What was taken is written otherwise: read out, or over several clauses.
        return ""
    kept = [one for one in clauses(text) if _says_more(one, found, reached=reached) and not _stands(one, before, story)]
    return _as_written(text, kept)


def words_of_wish(text: str, found: Mapping[str, Any]) -> bool:
    """Whether the answer to "what shall we do?" says more than a remedy's name: how much of it, or what besides."""
    if _PART.search(plain(text)) or (
        _SUM.search(plain(text)) and not found.get("order_number") and not found.get("date")
    ):
        return True
    said = list(clauses(text))
    if any(names_remedy(one) and not is_trouble(one) and _joins(one, found) for one in said):
        return True
    further = [
        one
        for one in said
        if weight(one) >= _OF_A_WISH
        and not names_remedy(one)
        and not _is_courtesy(one)
        and not is_trouble(one)
        and not _says_value(one, found)
    ]
    return 0 < len(further) < len(said)


def _joins(clause: str, found: Mapping[str, Any]) -> bool:
    """Whether a clause says more of a wish than its name and the courtesies around it: a second one, where to, by when."""
    left, *_ = _without_values(clause, found)
    return weight(_AROUND_WISH.sub("", left)) >= _BESIDE_WISH


def is_day_of_it(text: str, day: str, *, known: bool) -> bool:
    """Whether a day said under the summary is that of the matter; where one is `known`, whether it takes its place."""
    said = plain(text)
    if _TELLS.search(said):
        return False
    left = _cut(said, plain(day), figures=False)
    return not known or left is None or bool(_PUT_RIGHT.search(said)) or weight(_AROUND.sub("", left)) < _BARE_DAY


def _says_more(clause: str, found: Mapping[str, Any], *, reached: bool) -> bool:
    if _is_courtesy(clause):
        return False
    left, name, shape = _without_values(clause, found)
    if reached and (shape or weight(_CALLED.sub("", left)) < _BESIDE_WAY):
        return weight(_CALLED.sub("", left)) >= _BESIDE_WAY
    if shape:
        left = _AROUND.sub("", left)
        return weight(left) >= (_BESIDE_TROUBLE if is_trouble(clause) else _BESIDE_SHAPE)
    if name:
        return weight(_AROUND.sub("", left)) >= _BESIDE_NAME
    if found.get("remedy") and names_remedy(clause):
        return False
    if not reached and _NUMBERED.search(left) and any(found.get(key) for key in _NAMES):
        # A group, a floor, a window beside a name.
        return True
    return weight(_AROUND.sub("", left)) >= _BESIDE_WAY and weight(left) >= (_OF_A_WISH if reached else _SAYS)


def _holds(clause: str, found: Mapping[str, Any]) -> bool:
    _, name, shape = _without_values(clause, found)
    return name or shape or (bool(found.get("remedy")) and names_remedy(clause))


def _says_value(clause: str, found: Mapping[str, Any]) -> bool:
    left, name, shape = _without_values(clause, found)
    return (name or shape) and weight(_AROUND.sub("", left)) < _OF_A_WISH


def _without_values(clause: str, found: Mapping[str, Any]) -> tuple[str, bool, bool]:
    """The clause without the values it holds, and whether these are names, or of a shape."""
    left, named, shaped = plain(clause), False, False
    for key in (*_SHAPES, *_NAMES):
        for value in str(found.get(key) or "").split("、" if key == "contact" else "\0"):
            rest = _cut(left, plain(value), figures=key in ("phone", "contact", "amount", "order_number"))
            if rest is None:
                continue
            left = rest
            named, shaped = named or key in _NAMES, shaped or key in _SHAPES
    return left, named, shaped


def _cut(left: str, value: str, *, figures: bool) -> str | None:
    """`left` without the value; None where it holds none. Of a number the gaps may be written otherwise."""
    if not value:
        return None
    if value in left:
        return left.replace(value, " ", 1)
    if left in value:
        return ""
    digits = re.sub(r"\D", "", value)
    if not figures or len(digits) < 2:
        return None
    spaced = re.search(_BETWEEN.join(digits), left)
    return f"{left[: spaced.start()]} {left[spaced.end() :]}" if spaced else None


def _stands(clause: str, before: Mapping[str, Any], story: str) -> bool:
    """Whether the clause stands in the form already."""
    said = fold(clause)
    return said in story or any(said in fold(str(before.get(key) or "")) for key in (*_SHAPES, *_NAMES, "remedy_text"))


def _is_courtesy(clause: str) -> bool:
    said = plain(clause)
    return (
        bool(_COURTESY.fullmatch(said))
        or not beyond_thanks(clause)
        or is_done(clause)
        or is_all(clause)
        or is_any(clause)
        or is_unsure(clause)
        or is_none(clause)
        or is_pure_abuse(clause)
    )


def _as_written(text: str, kept: list[str]) -> str:
    """The clauses that are kept, with what stood between them where they follow each other."""
    written, end = "", 0
    for one in kept:
        start = text.index(one, end)
        between = text[end:start]
        if written and weight(between):
            between = "，" if re.search("[\u3400-\u9fff]", text) else ", "
        written = f"{written}{between if written else ''}{one}"
        end = start + len(one)
    return written
