"""Reasons to hurry: what in a complaint asks for a higher priority, with the words that say so."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Final

from bot.messages import PriorityHint
from bot.regex import regex
from nlu import alarms, despair, idioms, perils, renounced, scenes
from nlu.patterns import Pattern

#: Kinds in the order in which they are told; those of URGENT ask for a human at once.
KINDS: Final = ("safety", "vulnerable", "data", "legal", "media", "loss", "repeated", "deadline")
URGENT: Final = frozenset({"safety", "vulnerable", "data", "legal", "media"})

#: What the training data calls a text that hurries nobody.
NONE: Final = "none"

#: From this sum on (of any currency) a loss is large.
LARGE: Final = Decimal(10_000)

_HAN: Final = regex("[\u3400-\u9fff]")
_LATIN: Final = regex("[a-z]{2}")
_IDIOM: Final = Pattern(f"{alarms.IDIOMS}|{idioms.FIGURES}|{idioms.WARDS}|{renounced.NAMED}")
_MOOD: Final = Pattern(idioms.MOODS)
_WARD: Final = Pattern(idioms.WARDS)
_MILD: Final = Pattern(f"{idioms.MILD}|{renounced.NAMED}")
_DENTED: Final = Pattern(idioms.DENTED)
_HARMED: Final = Pattern(idioms.HARMED)
_TABLES: Final = {
    "safety": alarms.SAFETY,
    "vulnerable": alarms.VULNERABLE,
    "data": alarms.DATA,
    "legal": alarms.LEGAL,
    "media": alarms.MEDIA,
    "loss": alarms.LOSS,
    "repeated": alarms.REPEATED,
    "deadline": alarms.DEADLINE,
}
_BROADER: Final = {
    "safety": perils.SAFETY,
    "vulnerable": perils.VULNERABLE,
    "data": perils.DATA,
    "legal": perils.LEGAL,
    "media": perils.MEDIA,
}
_SEEN: Final = {
    "safety": scenes.SAFETY,
    "vulnerable": scenes.VULNERABLE,
    "data": scenes.DATA,
    "legal": scenes.LEGAL,
    "media": scenes.MEDIA,
}
_SURE: Final = {
    "safety": perils.SURE_SAFETY,
    "vulnerable": perils.SURE_VULNERABLE,
    "data": perils.SURE_DATA,
    "legal": perils.SURE_LEGAL,
    "media": perils.SURE_MEDIA,
}
_PATTERNS: Final = {
    kind: tuple(
        Pattern("|".join(filter(None, parts)))
        for parts in zip(pair, *(table.get(kind, ("", "")) for table in (_BROADER, _SEEN, _SURE)), strict=True)
    )
    for kind, pair in _TABLES.items()
}
_SURE_PATTERNS: Final = {kind: (Pattern(chinese), Pattern(english)) for kind, (chinese, english) in _SURE.items()}
_DEPENDENTS: Final = Pattern(alarms.DEPENDENTS)
_NEED: Final = regex(alarms.NEED)
_PARENTS: Final = Pattern(alarms.PARENTS)
_STRAITS: Final = regex(alarms.STRAITS)
_CAPITALS: Final = regex(perils.CAPITALS)
_CAPITALS_BEFORE: Final = regex(perils.CAPITALS_BEFORE)
_CAPITALS_AFTER: Final = regex(perils.CAPITALS_AFTER)
_NEWSPAPERS: Final = regex(perils.NEWSPAPERS)
_NEWSPAPERS_BEFORE: Final = regex(perils.NEWSPAPERS_BEFORE)
_NEWSPAPERS_AFTER: Final = regex(perils.NEWSPAPERS_AFTER)
_NO_MATTER: Final = Pattern(f"{idioms.OTHERS_TALE}|{renounced.HEALED}|{renounced.RENOUNCED}")
_COVER: Final = Pattern(renounced.COVER)
_EXCUSE: Final = Pattern(idioms.EXCUSE)
_CLAIMED: Final = Pattern(idioms.CLAIMED)
_CAUSE: Final = Pattern(idioms.CAUSE)

#: Right before the words: it did not happen. Only what may stand between "no" and the noun is passed over.
_DENIED: Final = regex(
    r"(?:(?<!消)防|(?<![区特分性级差个类告离辨识])别(?!人)|免得|省得|(?<!有)没有?|(?<!有)没人|无人|未|未曾|并未|并没有?|(?<!会)不会|不曾|(?<!有)冇人?|无|(?<!是)不是|(?<!系)唔系|不存在|谈不上|没(?:出|造成|发生|引起|受)|避免|防止|以防|不需要|不用|不想|不至于|没什么|不影响)"
    r"(?:人员?|有|出现|造成|导致|发生|任何|什么|太大|大|被|因此|引起|到|再|真的|明显|实际|其他|严重|受|去|想|要|人受|打算|必要|走|用|找|的)*$"
    r"|(?:\bno(?:body|t| one|ne| one's)?\b|n't|\bnever\b|\bwithout\b|\bzero\b|\bfree of\b|\bavoid(?:ed)?\b|\bno-one\b|\bneither\b|\bdon't want to\b|\bprevent\b)"
    r"(?: (?:was|were|is|are|been|be|got|get|getting|any|any of us|one|really|seriously|badly|actually|had|has|have|a|an|the|visible|signs? of|cause[d]?|causing|in|that|it's|this|physically|even|of us|involve|involving|to|want to|going to|so|very|want|wish|need|threatening|talking about|about|gonna|planning|plan))* ?$"
)  # fmt: skip
#: Right after the words.
_DENIED_AFTER: Final = regex(
    r"(?:倒|也|都|的)?(?:没有|没发生|冇|不存在|是没有)(?=$|[,.;!?])|是?假的|的?(?:危险)?(?:倒)?不大"
)
#: So far from what broke somebody may be named who was there.
_BESIDE: Final = 40
_FURNITURE: Final = regex(
    r"^(?:[床椅凳桌沙梳]|柜子?)[^,.;!?\n]{0,8}[塌断散垮裂掉倒]|^(?:bed|chair|stool|table|desk|sofa|couch|wardrobe|bookcase|bench|seat)s?\b"
)
_SOMEBODY: Final = regex(
    r"[坐躺站爬趴踩摔跌砸伤压疼痛吓险婴童孩宝娃孕血仆]|差[点啲一]|老人|奶奶|爷爷|上下铺|正[在睡]|半夜|睡着|整个人|屁股"
    r"|\b(?:sat|sit(?:s|ting)?|lying|lay|slept|sleeping|asleep|stood|standing|climb\w*|lean\w*|fell|fall\w*|hurt\w*|injur\w*|hit|bruis\w*|bleed\w*|blood|cut|pain\w*|nearly|almost|could have|under|beneath|on (?:me|him|her|us|it|top)|with (?:me|him|her|us)|while|when|baby|child\w*|kids?|toddler|son|daughter|pregnant|elderly|grand\w*|hospital|back)\b"
)
#: The second part of "not only … but": nothing is denied.
_NOT_ONLY: Final = regex(r"(?:不仅|不但|不只|不光|唔止|not only|not just)[^,.;!?]{0,12}$")


class Alarms:
    """Finds the reasons in a folded text. An operator's own words are given per kind, folded."""

    def __init__(self, extra: Mapping[str, Sequence[str]] | None = None) -> None:
        own = extra or {}
        self._extra = {
            kind: re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)))
            for kind, words in own.items()
            if kind in KINDS and words
        }

    def find(self, text: str, folded: str, amount: str | None = None) -> tuple[PriorityHint, ...]:
        """One hint a kind, with its first evidence as the customer wrote it; `text` and `folded` are equally long."""
        masked, scripts = _masked(folded)
        hints = []
        for kind in KINDS:
            span = despair.span(folded) if kind == "safety" else None
            span = span or _span(_PATTERNS[kind], kind, masked, scripts)
            if span is None and kind == "vulnerable":
                span = _dependent(masked)
            if span is None and kind == "legal":
                span = _capitals(text, folded)
            if span is None and kind == "media":
                span = _told_to_papers(text, folded)
            if span is None and (own := self._extra.get(kind)) and (match := own.search(folded)):
                span = match.span()
            if span:
                hints.append(PriorityHint(kind=kind, evidence=text[slice(*span)].strip()))
            elif kind == "loss" and amount is not None and Decimal(amount) >= LARGE:
                hints.append(PriorityHint(kind=kind, evidence=amount))
        return tuple(hints)

    @staticmethod
    def certain(folded: str, text: str = "") -> frozenset[str]:
        """The kinds of which the text tells in words that are never meant otherwise; `text` as it was written."""
        masked, scripts = _masked(folded)
        found = {kind for kind, patterns in _SURE_PATTERNS.items() if _span(patterns, kind, masked, scripts)}
        if despair.span(folded):
            found.add("safety")
        if _capitals(text, folded):
            found.add("legal")
        if _told_to_papers(text, folded):
            found.add("media")
        return frozenset(found)

    @staticmethod
    def beside_the_matter(folded: str) -> list[tuple[int, int]]:
        """Where danger is told that is none of the matter: what befell another make, what healed long ago, courts that
        nobody will turn to, whose illness took all the time, or is
        what an insurer is to pay for."""
        found = [match.span() for match in _NO_MATTER.finditer(folded)]
        if not _CAUSE.search(folded):
            found += [match.span() for pattern in (_EXCUSE, _CLAIMED) for match in pattern.finditer(folded)]
        return found

    @staticmethod
    def asks_cover(folded: str) -> bool:
        """Whether it is asked who would pay, should something happen."""
        return bool(_COVER.search(folded))

    @staticmethod
    def moody(folded: str) -> bool:
        """Whether a temper is told as if of life and death."""
        return bool(_MOOD.search(folded))

    @staticmethod
    def mild(folded: str) -> bool:
        """Whether something is told that resembles danger only from afar."""
        return bool(_MILD.search(folded))

    @staticmethod
    def dented(folded: str) -> bool:
        """Whether a vehicle is scratched or dented, and nothing is told of anybody in it or near."""
        return bool(_DENTED.search(folded)) and not _HARMED.search(folded)

    @staticmethod
    def tended(folded: str) -> bool:
        """Whether somebody waits or pays where healing is the service: nobody needs to be told to see a doctor."""
        return bool(_WARD.search(folded))


@lru_cache(maxsize=4)
def _masked(folded: str) -> tuple[str, tuple[bool, bool]]:
    """The text without its figures of speech, and whether it has Chinese and Latin words; asked twice of one message."""
    for start, end in Alarms.beside_the_matter(folded):
        folded = f"{folded[:start]}{'~' * (end - start)}{folded[end:]}"
    masked = _IDIOM.sub(_blank, folded)
    if Alarms.dented(folded):
        masked = _DENTED.sub(_blank, masked)
    return masked, (bool(_HAN.search(masked)), bool(_LATIN.search(masked)))


def _blank(match: re.Match[str]) -> str:
    return "~" * len(match[0])


def _span(patterns: tuple[Pattern, ...], kind: str, masked: str, scripts: tuple[bool, bool]) -> tuple[int, int] | None:
    """Where the first words stand that are not denied."""
    for pattern, present in zip(patterns, scripts, strict=True):
        if not present:
            continue
        for match in pattern.finditer(masked):
            if kind == "safety" and _mere_breakage(masked, match):
                continue
            if kind in ("repeated", "deadline") or not _denied(masked, match):
                return match.span()
    return None


def _mere_breakage(masked: str, match: re.Match[str]) -> bool:
    """Furniture came to pieces, and nobody is told to have been on it, under it or near."""
    near = masked[max(0, match.start() - _BESIDE) : match.end() + _BESIDE]
    return bool(_FURNITURE.search(match[0])) and not _SOMEBODY.search(near)


def _denied(masked: str, match: re.Match[str]) -> bool:
    before = masked[max(0, match.start() - 40) : match.start()]
    if _DENIED_AFTER.match(masked, match.end()):
        return True
    return bool(_DENIED.search(before)) and not _NOT_ONLY.search(before)


def _capitals(text: str, folded: str) -> tuple[int, int] | None:
    """A body whose name is a common word but for its capitals, where somebody turns to it."""
    for match in _CAPITALS.finditer(text):
        before = folded[max(0, match.start() - 60) : match.start()]
        if _CAPITALS_BEFORE.search(before) or _CAPITALS_AFTER.search(folded[match.end() : match.end() + 30]):
            return match.span()
    return None


def _told_to_papers(text: str, folded: str) -> tuple[int, int] | None:
    """A newspaper by its name, where somebody is about to turn to it or says that it will hear."""
    for match in _NEWSPAPERS.finditer(text):
        before = folded[max(0, match.start() - 70) : match.start()]
        if _NEWSPAPERS_BEFORE.search(before) or _NEWSPAPERS_AFTER.search(folded[match.end() : match.end() + 40]):
            return match.span()
    return None


def _dependent(masked: str) -> tuple[int, int] | None:
    """A child or a grandparent in need, or a parent in straits: the person within the same few clauses as what is wrong."""
    for people, wrong in ((_DEPENDENTS, _NEED), (_PARENTS, _STRAITS)):
        for match in people.finditer(masked):
            if wrong.search(masked, max(0, match.start() - 30), match.end() + 40):
                return match.span()
    return None
