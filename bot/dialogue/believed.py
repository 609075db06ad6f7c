"""The values of a message that can be believed: a sentence is no name, the number of a paper no order's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from bot.dialogue.heard import (
    NAMED,
    REQUESTS,
    TRIMMED,
    account_in,
    is_card,
    is_day_wished,
    is_no_day_of_it,
    is_of_a_room,
    is_quality,
    is_surname,
    labelled_number,
    tells_sums,
)
from bot.dialogue.names import (
    bare,
    called,
    counted_thing,
    first_thing,
    is_address,
    is_name,
    is_paper,
    is_thing,
    is_titled,
    named_in,
    who_is_called,
)
from bot.dialogue.phrases import weight
from bot.dialogue.remarks import asks, is_short, plain
from bot.dialogue.talk import Talk
from bot.dialogue.whose import whose_way
from bot.regex import regex

#: Slot → value; the steps below take away, move and narrow.
Heard = dict[str, str]

#: The number of some paper, which is no place.
_NUMBERED: Final = regex(r"[a-z]{2,5}[- ]?\d{4,12}|#?\d{4,12}(?:-\d{1,8}){0,3}", re.I)
#: Figures and nothing else, too many to count or to pay; or a number with the name of its paper.
_BARE_NUMBER: Final = regex(
    r"#?\s?(?P<number>\d{5,7})\W*"
    r"|(?:(?:ok|okay|um|er|so|well|yes|it'?s|that'?s|the|my|our)[\s,]+){0,4}(?:job|ord(?:er)?|booking|bkg|invoice|inv|docket|quote|ref(?:erence)?|reservation|contract|agreement|policy|claim|trip|ride|seller|merchant|vendor|client|ticket|tenancy|application|consignment|permit|licen[cs]e|loan|patient|nhs|hospital|enrol?ment|registration|tracking|waybill)(?: (?:no\.?|number|nr|num|ref|id|code|is))*[\s:#.?-]{1,3}(?P<labelled>(?=[a-z\d/-]{0,12}\d{2})[a-z\d]{1,12}(?:[-/][a-z\d]{1,8}){0,3}|\d{3}(?: \d{3,4}){1,3})\W*"
    r"|(?:(?:ok|okay|um|er|so|well|yes|it'?s|that'?s)[\s,]+){1,3}(?P<said>\d{6,10})\W*",
    re.I,
)
#: Right before figures that look like a telephone's: the number of a patient, a member, a paper.
_OF_A_FILE: Final = regex(
    r"\b(?:nhs|patient|hospital|passport|licen[cs]e|policy|member\w*|customer|order|booking|reference|tracking|invoice|vat|tax|insurance|ni|ssn|imei|serial|ticket|student|seller|merchant|contract|tenancy|application|card)(?: (?:number|no\.?|id|ref|nr|code)){1,2}(?: is|'s)?[\s:#?.-]{0,3}$"
)
#: A number of a paper as a whole message: letters, a stroke, figures. What only hyphens hold together may be a model.
_REFERENCE: Final = regex(
    r"(?:ref(?:erence)?\W{1,3})?(?P<number>[a-z]{1,5}(?:[-/][a-z0-9]{1,6}){0,3}[-/]\d{3,12}|[a-z]{2,5}\d{5,12})\W*",
    re.I,
)
_OF_PAPERS: Final = regex(r"/|\d{5}")
#: We ourselves are not what is complained of, however useless.
_BOT: Final = regex(r"(?:your |this |the )?(?:stupid |useless )?(?:chat ?)?bot", re.I)
_HAN: Final = regex(r"[\u3400-\u9fff]")
_CALLED: Final = regex(r"^(?:名?叫做?)\s*")
#: A telephone, and its number or the end of it.
_PHONE: Final = regex(r"(?:手[机機提]|[电電][话話])(?:[号號][码碼]?)?")
_PHONE_NUMBER: Final = regex(
    r"(?:手[机機提]|[电電][话話])(?:[号號]|尾|[后後][四4]|(?:是|係|[:：])?\s*[+(]?\d[\d ()-]{6,})"
)
#: So long a number is that of an order or a parcel, whatever was asked.
_WAYBILL: Final = regex(r"#?[a-z]{0,4}[- ]?\d{8,20}[a-z]{0,2}", re.I)
#: A paper, and its number behind it.
_OF_PAPER: Final = regex(
    r"(?:合[约約同]|契[约約]|[订訂][单單]|收[据據]|保[单單]|[单單][号號])[^\d]{0,8}[a-z]{0,4}-?\d{2}"
)
#: In the answer to "what shall we do?" it is what is to be done: 補牆, 重新油漆.
_DEED: Final = regex(r"[补補修换換退赔賠重油拆清]\S")
#: More figures than these are hardly a sum that somebody wants back.
_PAID_DIGITS: Final = 6
#: A clause that was cut; what is well; where somebody lay or stood.
_CUT_OFF: Final = regex(r"\b(?:when|while|because|where|until|since)$")
_IS_WELL: Final = regex(r" (?:is|are|'s|was|were) (?:all )?(?:ok(?:ay)?|fine|al(?:l )?right|safe|unhurt|unharmed)\b")
_IS_THEN: Final = regex(
    r" (?:is|are|'s) (?:on |for )?(?:the )?(?:\d{1,2}(?:st|nd|rd|th)\b|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|tomorrow\b|next \w+)\W*$"
)
_LAY: Final = regex(
    r"\b(?:slept|sleep(?:ing)?|sat|sit(?:ting)?|lay|lying|lie|stood)(?: \w+){0,2} (?:on|in) (?:the|an?|my|our|his|her) $"
)
_GROUND: Final = regex(r"(?:floor|ground|stairs|pavement|road|street|lounge|lobby|hall|corridor|doorstep|grass)\b")
_ON_IT: Final = regex(r"\b(?:on|in|at|down|outside) (?:the|my|our|his|her) $")


def believed(talk: Talk, question: str | None) -> Mapping[str, str]:
    """The values of the message that can be believed: a sentence is no name, and the day of telling no date."""
    text = talk.text
    heard = dict(talk.meaning.values)
    account = account_in(text, asked=question == "contact")
    _ways(heard, text, question, account)
    _figures(heard, text)
    _things(heard, text, question, account)
    _days(talk, heard, question)
    _answered_by_number(heard, text, question)
    _narrowed(heard, text, question)
    if not _person_told(heard, text, question):
        _names(talk, heard, question)
    return heard


def _ways(heard: Heard, text: str, question: str | None, account: str | None) -> None:
    """To reach the customer, and nobody else."""
    if question != "contact" and whose_way(text) in ("old", "stranger"):
        # Nobody is reached at the number of whoever cheated them.
        heard.pop("phone", None)
        heard.pop("email", None)
    if account and not heard.get("contact"):
        heard["contact"] = account
    if account and heard.get("order_number", "").casefold() in account.casefold():
        heard.pop("order_number", None)
    if question != "person" and is_surname(text):
        heard.pop("person", None)
    if question == "contact" and (number := re.sub(r"\D", "", labelled_number(text))):
        # The number of an account is none to call.
        for key in [key for key, value in heard.items() if re.sub(r"\D", "", value) == number]:
            del heard[key]


def _figures(heard: Heard, text: str) -> None:
    """Which figure is an order's number, a sum, a person's, a door's."""
    if heard.get("phone") and _OF_A_FILE.search(plain(text).partition(heard["phone"][:3])[0]):
        # By which a patient or a member is known, and nobody is called at.
        del heard["phone"]
    if "order_number" in heard and heard["order_number"] in heard.get("person", ""):
        # A staff number, or the paper's that lies before the customer.
        del heard["person" if _OF_PAPER.search(plain(text)) else "order_number"]
    if "product" in heard and _is_no_matter(text, heard["product"]):
        del heard["product"]
    if heard.get("product", "\0") in heard.get("date", ""):
        # "It should be the 19th": a day is no thing.
        del heard["product"]
    if "amount" in heard and is_address(text):
        # The number of a door is no sum.
        del heard["amount"]
    if (sum_ := heard.get("amount")) and re.search(rf"(?:末|[后後]|尾)[^\d]{{0,6}}{re.escape(sum_)}(?!\d)", text):
        # The last figures of a card are no sum.
        del heard["amount"]
    if "order_number" in heard and (is_card(text) or is_of_a_room(text, heard["order_number"])):
        del heard["order_number"]
    if _is_paid(text, heard.get("order_number", "")):
        heard.setdefault("amount", heard.pop("order_number"))
    if heard.get("order_number", "-").isdigit() and tells_sums(text, heard):
        del heard["order_number"]


def _things(heard: Heard, text: str, question: str | None, account: str | None) -> None:
    """What is a thing, and what only stands where one may."""
    if "product" in heard and heard["product"] in bare(text) and is_thing(text) and _HAN.search(text):
        # A few characters alone are the name, whole; English ones may begin with an article.
        heard["product"] = bare(text)
    if question in NAMED and account and is_short(heard.get(question, ""), weight(account) + TRIMMED):
        heard.pop(question, None)
    if question == "place" and heard.get("place") == heard.get("product"):
        # "The one with the washing machine": a thing is nowhere.
        heard.pop("place", None)
    if _PHONE.fullmatch(heard.get("product", "")) and _PHONE_NUMBER.search(plain(text)):
        del heard["product"]
    if (
        is_paper(heard.get("product", ""))
        or is_titled(heard.get("product", ""))
        or _BOT.fullmatch(heard.get("product", ""))
        or (question == "remedy" and _DEED.match(heard.get("product", "")))
    ):
        del heard["product"]


def _days(talk: Talk, heard: Heard, question: str | None) -> None:
    """Only the day of the matter."""
    text = talk.text
    if question == "remedy" and is_day_wished(text, heard.get("occurred_at", ""), talk.voice.today(talk.facts.now)):
        # "Send somebody today": that is when it is wanted.
        heard.pop("date", None)
        heard.pop("occurred_at", None)
    if "date" in heard and is_no_day_of_it(talk, heard["date"]):
        heard.pop("date")
        heard.pop("occurred_at", None)


def _answered_by_number(heard: Heard, text: str, question: str | None) -> None:
    """Something else was asked, and a number was given."""
    if question in ("product", "person") and not heard.get("phone") and _WAYBILL.fullmatch(heard.get(question, "")):
        heard.setdefault("order_number", heard.pop(question).upper())
    bare_number = _BARE_NUMBER.fullmatch(text.strip())
    asked = question in ("product", "person", "date", "remedy") and not heard.keys() & {"phone", "date"}
    asked = asked or (question == "order_number" and not heard.keys() & {"phone", "order_number"})
    if bare_number and asked:
        # "Trip 9fe2-11ab" names no thing.
        heard.pop("product" if question == "order_number" else str(question), None)
        heard["order_number"] = next(filter(None, bare_number.groups())).upper()
    if question == "place" and not heard.get("phone") and _NUMBERED.fullmatch(heard.get("place", "")):
        number = heard.pop("place").upper()
        heard.setdefault("order_number", number)
    if question and not heard.keys() & {"order_number", "phone"} and (number := _reference(text, question)):
        if heard.get(question, "") in text:
            heard.pop(question, None)
        heard["order_number"] = number


def _narrowed(heard: Heard, text: str, question: str | None) -> None:
    """A thing without how many of it, and one of several."""
    if heard.get("product") == text.strip() and (counted := counted_thing(text)):
        heard["product"] = counted
    if question == "product" and (value := heard.get("product")) and _is_more(heard, value, text):
        if (thing := first_thing(text)) and thing in value:
            heard["product"] = thing
        else:
            del heard["product"]


def _person_told(heard: Heard, text: str, question: str | None) -> bool:
    """Who it was, as a sentence says it; True where that was asked, and is all."""
    if question in NAMED and heard.get(question) and (named := who_is_called(text)):
        # "The one in Banqiao, the coach is called Kai": a place and a person.
        heard |= {"person": named[1]}
        heard |= {"place": named[0]} if named[0] and question in ("place", "person") else {}
        if question == "product":
            del heard["product"]
    if question == "person" and heard.get("person") and heard["person"] in (name := called(text)):
        # "She's called Wang Xiuying, staff number 0378".
        heard["person"] = _CALLED.sub("", name)
    if question == "person" and not is_name(heard.get("person", "")) and (who := named_in(text)):
        heard["person"] = who
        return True
    return False


def _names(talk: Talk, heard: Heard, question: str | None) -> None:
    """What was asked for by its name: a sentence is none."""
    text = talk.text
    own = text.strip().startswith("姓") and heard.get("phone")
    if question in ("place", "product", "remedy") and not own and (who := called(text)):
        heard |= {"person": who}
        if who in heard.get(question, "") or heard.get("order_number", "\0") in who:
            heard.pop(question, None)
            heard.pop("order_number", None)
    if question in NAMED and is_card(text) and is_card(heard.get(question, "")):
        del heard[question]
    if question in NAMED and (value := heard.get(question)):
        whole = weight(value) >= weight(bare(text)) - TRIMMED
        if not is_name(value) or (
            whole and (is_quality(question, text) or asks(text) or talk.meaning.intent in REQUESTS)
        ):
            del heard[question]
        elif question in ("product", "person") and whole and is_address(text):
            del heard[question]
            heard.setdefault("place", bare(text))


def _is_more(heard: Mapping[str, str], value: str, text: str) -> bool:
    """Whether the whole of an answer was taken for a name that says more than one."""
    if weight(value) < weight(bare(text)) - TRIMMED:
        return False
    return not is_name(value) or any(said in value for key in ("date", "place") if (said := heard.get(key)))


def _is_no_matter(text: str, product: str) -> bool:
    """Whether what was taken for the thing is a piece of a clause, where somebody lay, or what is said to be well."""
    before, _, after = plain(text).partition(plain(product))
    if _CUT_OFF.search(plain(product)) or _IS_WELL.match(after) or _IS_THEN.match(after):
        return True
    return bool(_LAY.search(before)) or bool(_GROUND.match(plain(product)) and _ON_IT.search(before))


def _reference(text: str, question: str) -> str:
    """The number of some paper that is the whole answer to a question for something else, or ""."""
    match = _REFERENCE.fullmatch(text.strip()) if question != "person" else None
    if not match or (question in ("product", "description") and not _OF_PAPERS.search(match["number"])):
        return ""
    return match["number"].upper()


def _is_paid(text: str, number: str) -> bool:
    """Whether a bare figure is what is to be paid back, or was paid: 要么重拍要么退6800."""
    figure = number.isdigit() and len(number) <= _PAID_DIGITS
    return figure and bool(
        re.search(rf"(?:[退赔賠补補扣花]|[收交付](?:了|我|咗)?)(?:回|我|了)?\s?{number}(?!\d)", plain(text))
    )
