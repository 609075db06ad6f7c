"""Everything a text names: numbers, dates, sums, things, places, people, wishes. Shared by every understander."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import Final

from bot.messages import Context
from bot.regex import regex
from nlu import (
    contact,
    dates,
    identifiers,
    money,
    pasted,
    persons,
    places,
    rating,
    receipts,
    remedy,
    spans,
    spelt,
    things,
)
from nlu.fold import fold
from nlu.language import detect
from nlu.numerals import digits as read_out

#: What the open question may be called, and the slot that its answer fills.
SLOT_OF: Final = {
    "order": "order_number", "order_no": "order_number", "occurred_at": "date", "when": "date", "where": "place",
    "store": "place", "who": "person", "contact": "contact", "score": "rating", "survey": "rating", "wish": "remedy",
    "service": "product", "item": "product", "case": "case_number",
}  # fmt: skip
#: A newspaper that has a day in its name.
_NEWSPAPER: Final = regex(
    r"\bsunday (?:times|independent|herald|mirror|telegraph|business post)\b|\bthe sunday (?:world|post|mail|express|people|star|sun|papers?)\b|\bmail on sunday\b"
)
_DIGIT: Final = regex(r"\d")
_HAN: Final = regex("[\u3400-\u9fff]")
#: A telephone number said digit by digit: 一三八 零零一三 八零零零. Ten and hundred are never said in one.
_READ_ALOUD: Final = regex(
    r"[零〇一二三四五六七八九幺两](?:[ -]?[零〇一二三四五六七八九幺两]){6,13}"
    # A mobile's eleven, partly in figures, with its pauses.
    r"|(?<![\d零〇一二三四五六七八九幺两])[一幺1][三-九3-9](?:[ ,、-]?[零〇一二三四五六七八九幺两\d]){9}(?![\d零〇一二三四五六七八九幺两])"
)
#: A telephone number and nothing else, in figures or read out.
_ONLY_NUMBER: Final = regex(
    r"(?:\b(?:oh|o|zero|nought|one|two|three|four|five|six|seven|eight|nine|ten|hundred|thousand|double|triple|treble|plus|my|number|phone|mobile|cell|is|it's|and|on|call|me)\b|[零〇一二两三四五六七八九幺洞拐]|[\d\W_])+"
)
#: A pause in a number that is read out.
_PAUSED: Final = regex(
    r"(?<=[零〇一二三四五六七八九幺两])[,、](?=[零〇一二三四五六七八九幺两\d])|(?<=\d)[,、](?=[零〇一二三四五六七八九幺两])"
)
#: Between a number and the one that was meant.
_TAKEN_BACK: Final = regex(
    r"[\s,.;~]*(?:[喔哦噢啊呃][\s,]*)?(?:不是|不对|唔系|唔对|唔啱|[说讲写打]错[了咗]?|no|sorry|wait|i mean|make that|rather)(?:[\s,.]|我|no|sorry|wait|i mean|it's|应该|其实|电话|是|系)*"
)
#: Characters of a message that may give up a wish.
_SAYING: Final = 80
#: Right before a number or an address that another is put in the place of.
_REJECTED: Final = regex(r"(?:不是|唔系|并非|而非|\bnot|n't)\s?(?:my |the |on |at |:)*\s?[+(]{0,2}$")
_BEFORE: Final = 16
_LONG: Final = 1800
_TAIL: Final = 800

#: The number of a lesson, a room, a flight.
_CODED: Final = regex(r"\b(?:course|class|order|booking|room|flight|product|item|promo)\b[^,.;]{0,8}\d{2}")
#: What one of them costs opens the answer: 4880一張.
_SUM_FIRST: Final = regex(r"\W*\d{2,7}(?:元|块|蚊)?[一每](?:张|包|双|盒|件|位|个|人|晚|堂|杯|支|只)")
#: What makes a number one of an order, and no sum.
_LETTER: Final = regex("[A-Za-z]")


def window(text: str, head: int = _LONG, tail: int = _TAIL) -> str:
    """The text, or the head and the tail of a very long one."""
    return text if len(text) <= head + tail else f"{text[:head]}\n{text[-tail:]}"


def slot_asked(context: Context) -> str | None:
    """The slot that the open question asks for."""
    return SLOT_OF.get(context.asked, context.asked) if context.asked else None


def extract(text: str, folded: str, context: Context, *, product: bool = True) -> dict[str, str]:
    """Slot → text, for what the (cleaned) text says; the open question lets its answer be bare.

    product: look for its patterns; not where a name is found otherwise.
    """
    asked = slot_asked(context)
    values: dict[str, str] = {}
    text, folded = pasted.without_notices(text, folded)
    written, said = text, folded
    contacts = asked in ("phone", "contact")
    spoken = spelt.read(text, folded, asked=contacts or asked == "order_number")
    text, folded = spoken.text, spoken.folded
    numbers = bool(_DIGIT.search(folded))
    reading = (
        read_out(_PAUSED.sub(" ", folded))
        if contacts
        else _READ_ALOUD.sub(lambda match: read_out(_PAUSED.sub(" ", match[0])), folded)
    )
    numbers = numbers or reading != folded
    found = (
        contact.phones(
            reading,
            asked=contacts,
            other=asked == "order_number",
            talking=bool(asked),
            local=detect(text, None) == "zh-Hant",
        )
        if numbers or contacts
        else []
    )
    # "Not this number but that one": the first is no way to reach anybody.
    found = [one for one in found if not _rejected(reading, one.start)] or found
    taken_back = [one for one, other in pairwise(found) if _TAKEN_BACK.fullmatch(folded[one.end : other.start])]
    if numbers or asked == "case_number":
        _put(values, "case_number", identifiers.case_number(folded))
    order = identifiers.order_number(text, folded, found, asked=asked == "order_number")
    _put(values, "order_number", order)
    # What was read within an order's number is no telephone.
    compact = re.sub(r"\D", "", order or "")
    phones = list(
        dict.fromkeys(one.number for one in found if one not in taken_back and one.number.lstrip("+") not in compact)
    )
    _put(values, "phone", next(iter(phones), None))
    addresses = _addresses(text, folded)
    _put(values, "email", next(iter(addresses), None))
    handles = contact.handles(folded)
    # What a customer can be reached by besides one telephone and one address, and whom the exchange is asked for.
    extended = [f"{one.number}-{one.extension}" for one in found if one.extension and one.number in phones[:1]]
    _put(
        values,
        "contact",
        ", ".join([*extended, *phones[1:], *addresses[1:], *(contact.handle(text, one) for one in handles)]),
    )
    taken = [(one.start, one.end) for one in found] + [(one.start, one.end) for one in handles]
    taken += identifiers.postal(folded) + identifiers.cases(folded)
    if order and _LETTER.search(order) and (at := folded.find(order.casefold())) >= 0:
        # "订单TX-4471的台灯": what is behind the letters of an order's number is no sum.
        taken.append((at, at + len(order)))
    _put(values, "amount", money.amount(_without(folded, taken), asked=asked == "amount"))
    chinese = bool(_HAN.search(folded)) or (context.language or "").startswith("zh")
    _date(values, written, spoken, context, asked == "date", chinese)
    wishes = remedy.remedies(said, asked=asked == "remedy")
    _put(values, "remedy", next(iter(wishes), None))
    if len(wishes) > 1:
        # The slot holds the first; all of them are kept beside it, in the order in which they were said.
        values["remedies"] = ",".join(wishes)
    if (context.form or context.filed) and len(said) <= _SAYING:
        # Only what was wished for can be given up.
        _put(values, "declined", ",".join(remedy.declined(said)))
    if product:
        _put(values, "product", things.product(written, said))
    _put(values, "place", places.place(written, said))
    _put(values, "person", persons.person(written, said))
    return values


def score(folded: str, *, asked: bool) -> str | None:
    """The rating, for a message that answers the survey or is one."""
    return rating.rating(folded, asked=asked)


def answer(values: dict[str, str], text: str, asked: str | None) -> None:
    """Take the whole of a short answer for a slot of free words that was asked and not found."""
    if (
        asked not in ("product", "place", "person")
        or asked in values
        or ("phone" in values and _ONLY_NUMBER.fullmatch(fold(text)))
    ):
        return
    if asked == "product" and things.answers_nothing(text):
        return
    if asked != "product" and _SUM_FIRST.match(fold(text)):
        # "4880 each, two of them" is nobody's name and no address.
        return
    if asked == "person" and ("place" in values or _CODED.search(fold(text))):
        # "The shop is called …" names nobody; nor does "course code YG-2201".
        return
    said = persons.named(text) if asked == "person" else things.whole(text)
    if said and asked == "product":
        said = things.tidy(text, spans.first_clause(said)) or said
    if not said and asked == "place":
        said = places.street(text)
    if said and asked == "person" and places.is_shop(said):
        # "Which of our staff?" "The Leeds branch."
        values.setdefault("place", said)
    elif said:
        values[asked] = said


def _rejected(folded: str, start: int) -> bool:
    return bool(_REJECTED.search(folded[max(0, start - _BEFORE) : start]))


def _addresses(text: str, folded: str) -> list[str]:
    """The e-mail addresses but those that are said to be wrong, where others are left."""
    addresses = contact.emails(text, folded)
    if len(addresses) == 1:
        return addresses
    kept = [one for one in addresses if not _rejected(folded, folded.find(fold(one)))]
    return kept or addresses


def _put(values: dict[str, str], key: str, value: str | None) -> None:
    if value:
        values[key] = value


def _date(
    values: dict[str, str], text: str, spoken: spelt.Reading, context: Context, asked: bool, chinese: bool
) -> None:
    today: date | None = context.now.date() if context.now else None
    sums = slot_asked(context) in ("amount", "rating")
    folded = _NEWSPAPER.sub(lambda match: "~" * len(match[0]), spoken.folded)
    # When it was ordered counts where nothing else is told.
    read = (
        dates.find(said, today, asked=asked, chinese=chinese, sum_asked=sums)
        for said in dict.fromkeys((receipts.undated(folded), folded))
    )
    if found := next(filter(None, read), None):
        # "12 Nov." at the end of a sentence.
        values["date"] = text[spoken.place(found.start) : spoken.place(found.end)].strip().rstrip(".")
        if found.day:
            values["occurred_at"] = found.day.isoformat()


def _without(folded: str, taken: list[tuple[int, int]]) -> str:
    """The text with numbers of other kinds blanked, so that none is taken for money."""
    for start, end in taken:
        folded = folded[:start] + "~" * (end - start) + folded[end:]
    return folded
