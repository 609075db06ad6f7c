"""What a message says about the open complaint: every value it holds goes into its slot, in any order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.dialogue.ask import CHANGEABLE, excerpt, open_question, value_of
from bot.dialogue.believed import believed
from bot.dialogue.besides import beside, clauses, is_day_of_it, words_of_wish
from bot.dialogue.details import listed, number_among, sort, to_answers
from bot.dialogue.form import Answers
from bot.dialogue.heard import (
    NAMED,
    REQUESTS,
    TRIMMED,
    is_card,
    is_known_sum,
    is_other_sum,
    is_second_way,
    prices_each,
)
from bot.dialogue.names import address_in, bare, is_name, is_thing, place_beside, postal_in
from bot.dialogue.numbers import is_truer_number, sum_taken_for_number
from bot.dialogue.phrases import fold, is_bare_opener, is_pure_abuse, is_stop, weight
from bot.dialogue.questions import is_trouble
from bot.dialogue.remarks import (
    adds,
    asks,
    begins_so,
    beyond_skip,
    corrects,
    is_all,
    is_any,
    is_none,
    is_short,
    plain,
)
from bot.dialogue.replies import (
    A_DAY,
    AMISS,
    SHORT_ANSWER,
    WORDS,
    describes,
    direct_answer,
    is_another_answer,
    may_describe,
    named_in_passing,
    remedy_alone,
)
from bot.dialogue.sorting import judgement, may_sort, tells_kind
from bot.dialogue.talk import Talk
from bot.dialogue.wishes import (
    account_wished,
    is_either,
    labelled_wish,
    only_wishes,
    says_wish,
    to_be_done,
    wish_in,
    wished,
    wished_instead,
)
from bot.messages import attachments_to_json
from bot.regex import regex

#: Values of an Understanding that are slots of the complaint form under the same name.
_VALUES: Final = ("product", "order_number", "date", "place", "person", "amount", "remedy")


#: From this chance it is talk of something else; below it, what says enough may be an odd remark about the matter.
_SMALL_TALK: Final = 0.8
_ODD: Final = 12
#: Below this chance a request is none.
_BELIEVED: Final = 0.5

#: Questions whose answer may name a place besides, and those whose answer may tell something besides.
_PLACED: Final = (*NAMED, "date", "order_number")
_ASKED: Final = (*_PLACED, "amount", "remedy", "contact", "evidence")

#: What is said beside a numbered list, from this weight.
_BESIDES: Final = 24

#: A wish in words of its own is no longer.
_A_WISH: Final = 120
#: From this weight on, something is told beside a wish.
_BESIDE_A_WISH: Final = 8
#: From this weight on, what stands around a remedy says something else than a wish.
_NOT_WISHED: Final = 16
#: A sum that is told roughly.
_ROUGH: Final = regex(
    r"(?:[百千万萬十]|\d)[几幾多来來余餘](?:[块塊元蚊文]|\s?(?:rm|ringgit|hkd|usd|$)|(?![\u3400-\u9fff])|[钱錢吧啊呀呢了啦])|(?:大概|大[约約]|差不多|[将將]近)[一二两兩三四五六七八九\d][百千万萬十\d]*|[百千万萬十\d](?:[块塊元蚊])?(?:左右|上下)|\b(?:about|around|roughly|nearly|almost|approx\w*|some)\b \W{0,2}\d"
)
_EXACTLY: Final = regex(r"\b(?:exactly|to be exact|precisely)\b|[准準][确確]|[确確]切|具[体體]|[刚剛]好|正好")
_SUM: Final = regex(r"\d{1,12}(?:\.\d{1,4})?")
#: Several sums are put together.
_IN_ALL: Final = regex(r"[總总]共|合[计計]|一共|加起[來来]|加埋|\b(?:in total|altogether|in all|totals?|totalling)\b")
#: So much of the rough sum the exact one is, at least and at most.
_LEAST, _MOST = 0.7, 2.0
_LONG_NUMBER: Final = regex(r"(?<![\d.,])\d{4,24}(?![\d.,]*\d)")


#: By which somebody is reached, beside its number.
_TELEPHONE: Final = regex(
    r"(?:我的?|my )?(?:手机|手機|电话|電話|(?:mobile|cell) ?phone|phone|mobile|cell)(?:号码?|號碼?| number)?"
)
#: What something cost besides: 打车来回46.
_FURTHER_COST: Final = regex(r"[\u3400-\u9fff]{2,8}\s*\d{1,6}(?:\.\d{1,2})?(?:[块塊元])?(?:[钱錢])?\W*")
_AGAIN: Final = regex(r"\bagain\b|\bonce more\b|又|再次|再一次")
_BOUGHT: Final = regex(
    r"[块塊元蚊万萬千百\d](?:[钱錢])?(?:[买買][来來]?|[办辦]|充|[订訂]|入手)的|\b(?:bought|cost me|purchased)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Absorbed:
    """What a message brought: slots filled for the first time, slots changed, and whether it told more of the story.

    `again`: it said nothing but what is known already.
    """

    filled: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    told: bool = False
    again: bool = False

    def __bool__(self) -> bool:
        return bool(self.filled or self.changed or self.told)


def absorb(talk: Talk) -> Absorbed:
    """Put all that the message says into the form on top."""
    frame = talk.frames[-1]
    before = dict(frame.answers)
    question = open_question(talk)
    heard = believed(talk, question)
    found = _found(talk, heard, before, question)
    parts, rest = sort(talk.text, listed(question)) if listed(question) else ({}, talk.text)
    told = False
    if not (parts or found.get("order_number") or before.get("order_number")):
        found |= number_among(talk.text, listed(question), heard)
    if parts:
        found |= {key: value for key, value in to_answers(talk, parts).items() if key != "description"}
        if said := parts.get("description"):
            found["description"] = said
        else:
            # What stands in the list is no part of the story.
            found.pop("description", None)
    elif question == "description" and "description" not in found:
        if may_describe(talk):
            # What led to the story stands before it.
            lead = before.get("description")
            found["description"] = f"{lead}\n{talk.text}" if lead else talk.text
            told = bool(lead)
    elif question and not found.get(question) and not before.get(question):
        found |= direct_answer(talk, heard, before, question)
    told_where = found or talk.meaning.intent == "add_information"
    if told_where and question in _PLACED and not (before.get("place") or found.get("place")):
        found |= place_beside(talk.text)
    if question == "place" and not (before.get("place") or found.get("place")) and (where := address_in(talk.text)):
        found["place"] = where
    if question and not (before.get("contact") or found.get("contact")):
        # Whoever has neither telephone nor e-mail gets a letter.
        where = postal_in(talk.text, asked=question == "contact")
        found |= {"contact": where} if where else {}
    if not found and not heard:
        found |= named_in_passing(talk, before, question)
    other = [
        key
        for key in found
        if before.get(key) and key in (*_VALUES, "contact", "evidence") and _differs(key, before, found)
    ]
    # What is told besides is new, not changed.
    added = [key for key in other if _is_kept(key, before, found)]
    changed = tuple(key for key in other if key not in added)
    filled = (*(key for key in found if not before.get(key) and key in CHANGEABLE), *added)
    more = weight(rest) >= _BESIDES if parts else _tells_more(talk, heard, before, found, question)
    whole = found.get("remedy_text") == talk.text
    if not (more or parts or whole) and found and question in _ASKED and _may_tell_beside(talk, changed):
        rest = beside(talk.text, before, found, str(question))
        more = bool(rest) and bool(before.get("description"))
    if "description" not in found and more:
        old = str(before.get("description") or "")
        found["description"] = f"{old}\n{rest}" if old else rest
        told = bool(old)
        if not old:
            filled = (*filled, "description")
    if "description" in found and not before.get("description"):
        found["description"] = talk.lead(str(found["description"]))
    tells = ("description" in found or "product" in found) and may_sort(talk)
    tells = tells and tells_kind(talk.text, talk.meaning.values, before)
    described = bool(found.get("description") or before.get("description"))
    found |= judgement(talk.meaning, before, tells=tells and described)
    talk.fill(found)
    return Absorbed(
        filled=tuple(key for key in filled if key != "category"),
        changed=changed,
        told=told,
        again=not found and (_is_known(talk.text, before) or (bool(heard) and heard.items() <= before.items())),
    )


def _is_known(text: str, before: Answers) -> bool:
    """Whether the words stand in the form already."""
    said = fold(bare(text))
    return weight(said) >= 4 and any(said == fold(str(value)) for key, value in before.items() if key in CHANGEABLE)


def _differs(key: str, before: Answers, found: Mapping[str, Any]) -> bool:
    words = key == "remedy" and before.get("remedy_text") != found.get("remedy_text")
    return words or bool(before[key] != found[key])


def _is_kept(key: str, before: Answers, found: Mapping[str, Any]) -> bool:
    """Whether the old answer stands in the new one: a second way to be reached, a further wish, another picture."""
    if key == "evidence":
        return True
    if key == "remedy":
        return bool(found.get("remedy_text")) and before[key] == found[key]
    return key == "contact" and str(before[key]) in str(found[key])


def _found(talk: Talk, heard: Mapping[str, str], before: Answers, question: str | None) -> dict[str, Any]:
    meaning, message = talk.meaning, talk.turn.message
    found: dict[str, Any] = {}
    besides = adds(talk.text) and not corrects(talk.text)
    replaces = (
        meaning.intent == "correct" or corrects(talk.text) or _is_put_right(talk, heard, question)
    ) and not besides
    for key in _VALUES:
        value = heard.get(key)
        if not value or (key == question and is_another_answer(talk, heard, key, value)):
            continue
        if key in NAMED and value == talk.text and (meaning.priority_hints or remedy_alone(value) or is_any(value)):
            continue
        if key == "date" and before.get("date") and _AGAIN.search(plain(talk.text)) and key != question:
            # What happened once more today happened on Monday all the same.
            continue
        if key == "product" and before.get("product") and key != question and _is_aside(talk, before, value, question):
            continue
        if key == "amount" and before.get("amount") and key != question and _is_beside(talk, before, value):
            continue
        named = (key == "remedy" and _wants_more(before, heard)) or _is_nearer(talk, before, key, heard)
        if not before.get(key) or key == question or replaces or named or (besides and key == "remedy"):
            found[key] = bare(value) or value if key in NAMED else value
    if "order_number" in found and not (before.get("amount") or found.get("amount")):
        figure = sum_taken_for_number(str(before.get("order_number") or ""), found["order_number"])
        found |= {"amount": figure} if figure else {}
    if "date" in found:
        found["occurred_at"] = heard.get("occurred_at")
    if "remedy" in found:
        kinds = (heard.get("remedies") or found["remedy"]).split(",")
        # Words that say a wish stay beside the name of another.
        found |= wished(talk, before, kinds, beside=besides or (before.get("remedy") == "other" and not replaces))
        if (
            question == "remedy"
            and besides
            and not before.get("remedy")
            and len(kinds) == 1
            and not begins_so(talk.text)
        ):
            # "I want it back, plus an apology": one of the two has no name here.
            found["remedy_text"] = talk.text
        elif question not in (None, "description") and len(kinds) == 1 and is_either(talk.text):
            found["remedy_text"] = _without_card(talk.text)
        elif (
            ((question == "remedy" and is_short(talk.text, _A_WISH)) or (question in _ASKED and only_wishes(talk.text)))
            and not (found["remedy_text"] or before.get("remedy_text"))
            and words_of_wish(talk.text, found)
            and not asks(talk.text)
        ):
            # "Half of it back", "an apology, in writing": the name of the remedy does not say it all.
            found["remedy_text"] = talk.text
    elif wish := _wish_besides(talk, before, question):
        found |= {"remedy": "other", "remedy_text": wish}
        if found.get("date", "\0") in wish:
            # "We want another room tonight": that is no day of what happened.
            del found["date"], found["occurred_at"]
    if prices_each(talk.text):
        # What one of them costs is told: the story has it, and the sum is not asked for.
        talk.offer("amount")
    found |= reached(talk, heard, before)
    if message.attachments:
        found["evidence"] = [*before.get("evidence", ()), *attachments_to_json(message.attachments)]
    if not before.get("description") and describes(talk):
        found["description"] = talk.text
    return found


def _wants_more(before: Answers, heard: Mapping[str, str]) -> bool:
    """Whether a remedy is named where only words stood, or the known one stands first among several."""
    named = (heard.get("remedies") or heard.get("remedy") or "").split(",")
    return before.get("remedy") == "other" or (len(named) > 1 and before.get("remedy") in named)


def _is_aside(talk: Talk, before: Answers, value: str, question: str | None) -> bool:
    """Whether a thing that was named takes the place of no other: it is a part of the name that is known, by which
    somebody is reached, or is only spoken of in the answer to another question."""
    held = str(before["product"])
    if fold(value) in fold(held) or (talk.meaning.values.get("phone") and _TELEPHONE.fullmatch(plain(value))):
        return True
    if question == "confirm" and _FURTHER_COST.fullmatch(plain(talk.text)):
        # "The taxi there and back, 46".
        return True
    replaced = fold(held) in fold(talk.text) or is_thing(talk.text)
    return question not in (None, "description", "confirm", "change") and not replaced


def _story(before: Answers) -> str:
    return f"{before.get('description') or ''}\n{before.get('product') or ''}"


def _is_beside(talk: Talk, before: Answers, amount: str) -> bool:
    """Whether a sum takes the place of none: another thing's, or the known one told roughly."""
    if is_other_sum(talk.text, _story(before)):
        return True
    rough = _ROUGH.search(plain(talk.text)) and not corrects(talk.text)
    return bool(rough) and _is_about(amount, str(before["amount"]))


def _is_about(rough: str, exact: str) -> bool:
    """Whether the exact sum is no less and no more than the rough one allows."""
    if not (_SUM.fullmatch(rough) and _SUM.fullmatch(exact)):
        return False
    return _LEAST * float(rough) <= float(exact) < _MOST * float(rough)


def _is_total(talk: Talk, before: Answers, amount: str) -> bool:
    """Whether the known sum is only a part of the one that is told: "2350 and the room for 4500, 6850 in all"."""
    known = str(before["amount"])
    sums = _SUM.fullmatch(known) and _SUM.fullmatch(amount)
    return bool(sums and _IN_ALL.search(plain(talk.text))) and known in talk.text and float(amount) > float(known)


def _is_nearer(talk: Talk, before: Answers, key: str, heard: Mapping[str, str]) -> bool:
    """Whether a sum or a day is told exactly that was told roughly before: 三百几 is 368."""
    if not before.get(key):
        return False
    if key == "date":
        exact = heard.get("occurred_at") and not before.get("occurred_at")
        return bool(exact) and is_day_of_it(talk.text, heard["date"], known=True)
    if key == "order_number":
        return is_truer_number(str(before[key]), heard[key])
    if key != "amount" or _ROUGH.search(plain(talk.text)):
        return False
    if is_known_sum(talk.text, _story(before)) or _is_total(talk, before, heard["amount"]):
        return True
    rough = _ROUGH.search(plain(_story(before))) or _EXACTLY.search(plain(talk.text))
    return bool(rough) and _is_about(str(before["amount"]), heard["amount"])


def _without_card(text: str) -> str:
    """A wish without the end of a card's number that was told in one with it."""
    return "，".join(one for one in clauses(text) if not is_card(one)) if is_card(text) else text


def _wish_besides(talk: Talk, before: Answers, question: str | None) -> str:
    """A wish that has no name of its own, told while something else was asked, or with the story."""
    if before.get("remedy"):
        return ""
    if talk.meaning.values.get("declined") and (wish := wished_instead(talk.text)):
        return wish
    if called := labelled_wish(talk.text):
        return called
    if question in (None, "description") or not before.get("description"):
        return account_wished(talk.text) or to_be_done(talk.text)
    return wish_in(talk.text)


def _is_put_right(talk: Talk, heard: Mapping[str, str], question: str | None) -> bool:
    """Whether a value answers "what is to be changed?", or stands by itself under the summary."""
    if question == "confirm" and _BOUGHT.search(plain(talk.text)):
        # What it cost is not what is in dispute.
        return False
    alone = weight(talk.text) - sum(weight(value) for value in heard.values()) <= TRIMMED
    told = weight(talk.text) - sum(weight(value) for value in heard.values())
    return (question == "change" and told <= A_DAY) or (question == "confirm" and alone)


def reached(talk: Talk, heard: Mapping[str, str], before: Answers) -> dict[str, Any]:
    """How the customer can be reached, by the old ways and the new ones."""
    ways = {key: heard[key] for key in ("phone", "email") if heard.get(key)}
    account = heard.get("contact", "")
    if not ways and not account:
        return {}
    known = {key: str(before[key]) for key in ("phone", "email") if before.get(key)}
    listed = list({**known, **ways}.values())
    if ways and before.get("contact") and is_second_way(talk.text):
        # The first one stays the one that is called.
        listed = [str(before["contact"]), *(way for way in ways.values() if way not in str(before["contact"]))]
        ways = {**ways, **known}
    if account:
        # "WhatsApp +44 7700 900123" tells more than the number alone.
        digits = re.sub(r"\D", "", account)
        # So does a number with its extension.
        number = account.partition("-")[0]
        same = (digits, digits.lstrip("0"), number if number.isdigit() else digits)
        listed = [one for one in listed if not digits or re.sub(r"\D", "", one) not in same]
        if not any(account in one for one in listed):
            listed.append(account)
    elif before.get("contact") and not known:
        # An account at a messenger that was told before.
        listed.insert(0, str(before["contact"]))
    return {**ways, "contact": talk.voice.join(list(dict.fromkeys(listed)))}


#: Intents of messages that add nothing to a story.
_SAYS_NOTHING: Final = ("affirm", "skip", "greet", "thank", "stop", "out_of_scope", "rate")


def is_statement(talk: Talk) -> bool:
    """Whether the message tells something, however little: no question, no request, no courtesy, no mere swearing."""
    text, intent = talk.text, talk.meaning.intent
    sure = _SMALL_TALK if intent == "out_of_scope" else _BELIEVED if intent in REQUESTS else 0.0
    odd = talk.meaning.confidence < sure and weight(text) >= _ODD
    return (
        (intent in ("add_information", "file_complaint", "correct", "deny", "skip") or odd or intent == "stop")
        and not (intent == "stop" and is_stop(text))
        and (beyond_skip(text) if intent in ("deny", "skip") else weight(text) >= 3 and not is_none(text))
        and not is_pure_abuse(text)
        and not is_bare_opener(text)
        and not asks(text)
        and bool(WORDS.search(text) or re.fullmatch(r"\W*\d{2,}\W*", text))
    )


def _tells_more(
    talk: Talk, heard: Mapping[str, str], before: Answers, found: Mapping[str, Any], question: str | None
) -> bool:
    """Whether the message adds to the story beyond the values it holds."""
    meaning, text = talk.meaning, talk.text
    if any(hint.kind != "loss" for hint in meaning.priority_hints):
        # Words of danger or of a threat are kept whole, whatever else they answer; a large sum alone is an answer.
        return bool(text)
    if not text or is_pure_abuse(text) or is_all(text) or meaning.intent in _SAYS_NOTHING:
        return False
    if question and found.get(question) in (text, bare(text)):
        return False
    if found.get("remedy_text") == text:
        return False
    if question in ("confirm", "change") and (meaning.intent == "correct" or corrects(text)):
        # What is to be put right is no part of the story.
        return False
    # A name that finds no place in the form is a word of the story.
    taken = [
        key
        for key in (*_VALUES, "phone", "email")
        if key not in NAMED or key in found or before.get(key) == heard.get(key)
    ]
    told = weight(text) - sum(weight(heard.get(key, "")) for key in taken)
    if meaning.intent == "file_complaint":
        return told >= 10 and not is_bare_opener(text)
    if meaning.intent in REQUESTS:
        return told >= SHORT_ANSWER and bool(before.get("description"))
    if meaning.intent == "correct" and not found:
        return told >= 12 and bool(before.get("description"))
    if adds(text) and any(heard.get(key) and key not in found and before.get(key) != heard[key] for key in _VALUES):
        # A second sum beside the first has no slot of its own.
        return bool(before.get("description"))
    if found.keys() & {"remedy"} and question not in (*found, "confirm", "change") and not says_wish(text):
        # "They said no receipt, no refund": a remedy is named and not wished for.
        return told >= _NOT_WISHED and bool(before.get("description"))
    if found.get("remedy") == "other" and weight(text) - weight(str(found["remedy_text"])) >= _BESIDE_A_WISH:
        # Beside a wish in words of its own stands what happened.
        return bool(before.get("description"))
    if _goes_uncaught(talk, before, found) or prices_each(text):
        return bool(before.get("description"))
    if found and question not in found and told >= _NOT_WISHED and not (is_name(text) or says_wish(text)):
        # What was not asked came in a sentence of its own.
        return bool(before.get("description"))
    if found and told >= _NOT_WISHED and (is_trouble(text) or AMISS.search(plain(text))) and beyond_skip(text):
        # "The fryer, used twice and it no longer heats": the name is an answer, the rest is the story.
        return bool(before.get("description"))
    if found or meaning.intent in ("deny", "correct"):
        return told >= 40 and bool(before.get("description"))
    return told >= 16 and bool(before.get("description"))


def _may_tell_beside(talk: Talk, changed: tuple[str, ...]) -> bool:
    """Whether clauses of the message may say something besides: it corrects nothing, and is no request."""
    text = talk.text
    if not text or changed or is_pure_abuse(text) or is_all(text):
        return False
    return talk.meaning.intent not in ("correct", "talk_to_human", "check_status", "withdraw", "stop")


def _goes_uncaught(talk: Talk, before: Answers, found: Mapping[str, Any]) -> bool:
    """Whether a long number was told that no answer holds: an account, a room, a card."""
    held = [str(value) for answers in (before, found, talk.meaning.values) for value in answers.values()]
    known = re.sub(r"\D", "", " ".join(held))
    return any(number not in known for number in _LONG_NUMBER.findall(unicodedata.normalize("NFKC", talk.text)))


def told_back(talk: Talk, keys: tuple[str, ...]) -> str:
    """The named answers of the form on top, as a list in a sentence."""
    answers = dict(talk.frames[-1].answers)
    return talk.voice.join(
        [f"{talk.voice.word(f'slot.{key}')} {excerpt(value_of(talk, key, answers), 40)}" for key in keys]
    )
