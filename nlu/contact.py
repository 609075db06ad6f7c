"""How a customer can be reached: telephone numbers and e-mail addresses in a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

_EMAIL: Final = re.compile(
    r"[a-z0-9](?:[a-z0-9._%+'-]{0,62}[a-z0-9_+-])?\s?@\s?[a-z0-9](?:[a-z0-9-]{0,62})(?:\s?\.\s?[a-z0-9-]{1,63}){0,5}\.\s?[a-z]{2,24}"
)
_SPELT_EMAIL: Final = re.compile(
    r"\b([a-z0-9][a-z0-9._+-]{0,62}) (?:at|\(at\)|\[at\]) ([a-z0-9-]{2,30}) (?:dot|\(dot\)|\[dot\]) (com|net|org|co|io|cn|hk|tw|sg)\b"
)

_LABEL: Final = re.compile(
    r"(?:电话|手机|手提|座机|联系(?:方式|号码)?|联络|号码|机号|tel(?:ephone)?|phone|mobile|cell|whats ?app|call(?: me| us)?|text me|reach me|ring me"
    r"|contact|sms|致电|打我?|拨|line)[^\d+,.;!?]{0,14}(?:\bon\b|\bat\b|is|:|是|系|为|#)?[^\d+,.;!?]{0,6}[+(]{0,2}$"
)
#: A label right before that says the digits are something else.
_OTHER: Final = re.compile(
    r"(?:订单|定单|单号|编号|批号|批次|卡号|账号|帐号|工号|order|booking|ref(?:erence)?|tracking|invoice|account|card|lot|batch|serial|model|case|ticket|imei|sn|qq|微信)"
    r"(?: ?(?:编?号码?|no\.?|number|num|id|code|尾号))*\s*(?:是|系|为|is|was|:|#|=|-|\()*\s*$"
)
_AFTER_OTHER: Final = re.compile(
    r"\s*(?:元|块|圆|rmb|usd|hkd|ntd|kg|克|毫升|ml|mm|cm|号订单|这个订单|这单|订单|%)|[a-z]|[-_/]?\d|@"
)

_SEP: Final = r"[\s().-]{0,3}"
_SHAPES: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\+\s?\d{{1,3}}(?:{_SEP}\d){{6,12}}",
        rf"(?<![\d+.])00(?:86|852|853|886|65|60|44|1|61){_SEP}\d(?:{_SEP}\d){{6,11}}(?!\d)",
        r"(?<![\d+.a-z_/-])(?:\(?86\)?[\s-]?)?1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?!\d)",
        r"(?<![\d+.a-z_/-])1[3-9]\d{2}[\s-]\d{3}[\s-]\d{4}(?!\d)|(?<![\d+.a-z_/-])1[3-9]\d[\s-]\d{3}[\s-]\d{5}(?!\d)",
        # Hong Kong, Macau, Singapore in the usual spacing, or with the code in front.
        r"(?<![\d+.a-z_/-])\(?(?:852|853|65)\)?[\s-]?[2-9]\d{3}[\s-]?\d{4}(?!\d)",
        r"(?<![\d+.a-z_/-])(?<!\d )[5689]\d{3}[ -]\d{4}(?![\d-]| \d)",
        # Taiwan: mobile and land line.
        r"(?<![\d+.a-z_/-])\(?(?:886)?\)?[\s-]?0?9\d{2}[\s-]\d{3}[\s-]?\d{3}(?!\d)|(?<![\d+.a-z_/-])09\d{8}(?!\d)",
        r"(?<![\d+.a-z_/-])\(0[2-8]\)\s?\d{3,4}[\s-]?\d{4}(?!\d)|(?<![\d+.a-z_/-])0[2-8]-\d{3,4}-?\d{4}(?!\d)",
        # Land lines of the mainland.
        r"(?<![\d+.a-z_/-])\(0\d{2,3}\)\s?\d{7,8}(?!\d)|(?<![\d+.a-z_/-])0\d{2,3}[\s-]\d{7,8}(?!\d)|(?<![\d+.a-z_/-])0(?:10|2[0-9])\d{8}(?!\d)",
        # North America.
        r"(?<![\d+.a-z_/-])(?:1[\s.-])?\(\d{3}\)\s?\d{3}[\s.-]\d{4}(?!\d)|(?<![\d+.a-z_/-])(?:1[\s.-])?[2-9]\d{2}[\s.-][2-9]\d{2}[\s.-]\d{4}(?![\d-])",
        # The United Kingdom, Malaysia, Australia.
        r"(?<![\d+.a-z_/-])07\d{3}\s?\d{3}\s?\d{3}(?!\d)|(?<![\d+.a-z_/-])02\d\s\d{4}\s\d{4}(?!\d)|(?<![\d+.a-z_/-])01\d[\s-]\d{3,4}[\s-]?\d{4}(?!\d)"
        r"|(?<![\d+.a-z_/-])04\d{2}\s?\d{3}\s?\d{3}(?!\d)",
    )
)  # fmt: skip
_RUN: Final = re.compile(rf"(?<![\d.a-z])[+(]{{0,2}}\d(?:{_SEP}\d){{6,14}}(?!\d)")
_HOTLINE: Final = re.compile(r"[48]00[\s-]?\d{3}[\s-]?\d{4}|1[28]\d{3}$|95\d{3}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    """A telephone number from `start` to `end` of the text; `number` has digits and perhaps a leading plus."""

    start: int
    end: int
    number: str


def email(text: str, folded: str) -> str | None:
    """The first e-mail address, as written but for width and stray spaces."""
    if "@" in folded and (match := _EMAIL.search(folded)):
        return unicodedata.normalize("NFKC", text[match.start() : match.end()]).replace(" ", "").replace("。", ".")
    if " dot " in folded or "(dot)" in folded or "[dot]" in folded:
        match = _SPELT_EMAIL.search(folded)
        return f"{match[1]}@{match[2]}.{match[3]}" if match else None
    return None


def phones(folded: str, *, asked: bool = False) -> list[Phone]:
    """The telephone numbers, first said first; `asked` where the bot just asked how to reach the customer."""
    found: dict[int, Phone] = {}
    for one in _candidates(folded, asked):
        overlaps = [other for other in found.values() if one.start < other.end and other.start < one.end]
        if not overlaps:
            found[one.start] = one
    return [found[start] for start in sorted(found)]


def _candidates(folded: str, asked: bool) -> Iterator[Phone]:
    for match in _RUN.finditer(folded):
        labelled = _LABEL.search(folded[max(0, match.start() - 30) : match.start()])
        if (labelled or asked) and (one := _checked(folded, match, labelled=True)):
            yield one
    for shape in _SHAPES:
        for match in shape.finditer(folded):
            if one := _checked(folded, match, labelled=asked):
                yield one


def _checked(folded: str, match: re.Match[str], *, labelled: bool) -> Phone | None:
    raw = match[0].strip()
    digits = re.sub(r"\D", "", raw)
    if not 7 <= len(digits) <= 15 or _AFTER_OTHER.match(folded, match.end()):
        return None
    if _OTHER.search(folded[max(0, match.start() - 24) : match.start()]) or _is_date(digits, raw):
        return None
    if _HOTLINE.fullmatch(raw) and not labelled:
        return None
    if len(set(digits)) == 1:
        return None
    return Phone(start=match.start(), end=match.end(), number=("+" if "+" in raw else "") + digits)


def _is_date(digits: str, raw: str) -> bool:
    if len(digits) == 8 and digits.startswith("20") and ("-" in raw or "." in raw or " " not in raw):
        try:
            date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
        except ValueError:
            return False
        return True
    return bool(re.match(r"20\d\d[-./]\d{1,2}[-./]\d{1,2}", raw))
