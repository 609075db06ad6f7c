"""The complaint itself: opening it, filling it, asking on, confirming, amending."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from bot.cases.case import Case, Priority
from bot.cases.triage import Verdict
from bot.dialogue import dangers, forms, known, offers
from bot.dialogue.ask import CHANGEABLE, ask_next, by_letter, next_slot, open_question, options, put
from bot.dialogue.besides import is_day_of_it
from bot.dialogue.corrections import corrected_later, empty, puts_right
from bot.dialogue.deaths import is_death, is_mourning
from bot.dialogue.filing import asks_after_all, file, file_as_told, is_danger, judge, passed_on
from bot.dialogue.fill import Absorbed, absorb, is_statement, told_back
from bot.dialogue.heard import is_to_come, lone_number
from bot.dialogue.outcome import AmendCase, RequestHandoff
from bot.dialogue.phrases import fold, is_bare_opener, is_done, is_pure_abuse, weight
from bot.dialogue.put_right import tell
from bot.dialogue.questions import asks_several
from bot.dialogue.refusals import none_of
from bot.dialogue.remarks import (
    adds,
    asks,
    beyond_files,
    beyond_none,
    beyond_yes,
    calls_wrong,
    corrects,
    denies_files,
    is_all,
    is_any,
    is_at_a_loss,
    is_later,
    is_none,
    is_pause,
    lacks,
    promises,
    tells_right,
)
from bot.dialogue.repair import miss, repeat_or_ask
from bot.dialogue.sameness import is_same_order
from bot.dialogue.sayings import beside_yes, is_yes
from bot.dialogue.sorting import judged
from bot.dialogue.state import Frame
from bot.dialogue.talk import Talk
from bot.dialogue.wellbeing import suffers
from bot.regex import regex

#: From this weight words that sound like a score tell something.
_RATES_NOTHING: Final = 8
#: Words by which a customer names the slot that is wrong, folded.
_SLOT_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "order_number": ("订单", "訂單", "单号", "單號", "order", "編號", "编号"),
    "product": ("产品", "產品", "商品", "product", "item", "service"),
    "date": ("时间", "時間", "日期", "几号", "date", "time", "when", "day"),
    "place": ("地点", "地點", "地址", "门店", "門市", "分店", "place", "where", "store", "location"),
    "person": ("人员", "人員", "员工", "員工", "工号", "person", "staff", "name"),
    "amount": ("金额", "金額", "多少钱", "多少錢", "amount", "price"),
    "remedy": ("诉求", "訴求", "要求", "希望", "remedy", "want", "request", "solution"),
    "contact": ("联系", "聯繫", "聯絡", "电话", "電話", "手机", "手機", "邮箱", "郵箱", "contact", "phone", "email"),
    "category": ("类别", "類別", "类型", "類型", "分类", "分類", "category", "type"),
    "description": ("经过", "經過", "内容", "內容", "描述", "事情", "description", "happened", "details"),
    "evidence": ("照片", "图片", "圖片", "相片", "证据", "證據", "photo", "picture", "evidence", "file"),
}


#: Up to this weight an answer is a day and no more.
_A_DAY: Final = 24
#: From this weight words beside new values are kept.
_BESIDE_VALUES: Final = 6
#: From this weight words under the summary tell something.
_A_STATEMENT: Final = 44
#: From this weight words beside a telephone number tell something.
_NAMED: Final = 4
#: From this weight the words of a letter tell something.
_TOLD: Final = 14
#: Of what makes a complaint urgent, what the first sentence speaks of.
_WORRIES: Final = frozenset({"vulnerable", "data"})
#: From this certainty the first sentence may speak of the kind of the complaint.
_SURE_OF_KIND: Final = 0.75
#: Kinds whose first sentence speaks of goods; and those who serve people, whom nobody buys or sends.
_OF_GOODS: Final = frozenset({"product_quality", "delivery", "technical_support"})
_SERVED: Final = regex(
    r"月嫂|保姆|[护護]工|阿姨|家政|[钟鐘][点點]工|老[师師]|教[练練]|私教|瑜伽|瑜珈|[驾駕]校|[补補][习習]|[课課]程|[会會][籍员員]|司[仪儀]|主持|中介|仲介|搬家|搬屋|律[师師]|[医醫]生|[导導][游遊]|旅行社|酒店|民宿|婚[庆慶礼禮]|[殡殯葬輓挽]|告[别別]式|[讣訃]"
    r"|\b(?:nann(?:y|ies)|babysitters?|cleaners?|carers?|maids?|teachers?|tutors?|coach|trainers?|yoga|gym|memberships?|lessons?|driving school|dj|priest|wedding|funeral|estate agents?|movers|removal|lawyers?|doctors?|tour guide|travel agents?|hotel|plumbers?|electricians?|hairdressers?)\b",
    re.I,
)


def begin(talk: Talk, *, quietly: bool = False) -> None:
    """Open a complaint with what the message says already."""
    frame = talk.top
    if frame and frame.form == forms.COMPLAINT and frame.about is None:
        repeat_or_ask(talk)
        return
    talk.push(Frame(form=forms.COMPLAINT))
    talk.asked = None
    talk.kept = {}
    absorbed = absorb(talk)
    known.remember(talk)
    if (none := none_of(talk.text, None)) and none[0] == "order_number":
        # Whoever says so from the beginning is not asked for it.
        talk.offer("order_number")
    if is_danger(talk):
        return
    if not quietly:
        talk.say(_empathy(talk))
        if asks_several(talk.text):
            talk.say("questions.colleague")
    if absorbed and is_same_order(talk):
        return
    if by_letter(talk):
        told_by_letter(talk)
        return
    if talk.frames[-1].answers.get("evidence"):
        talk.say("got.files")
    if not offers.offered(talk):
        ask_next(talk)


def begin_with_number(talk: Talk, number: str) -> None:
    """A complaint of which nothing is told but the number it has elsewhere."""
    talk.push(Frame(form=forms.COMPLAINT, answers={"order_number": number}))
    talk.say("foreign_number", number=number)
    ask_next(talk)


def told_by_letter(talk: Talk) -> None:
    """Whoever writes a letter has told: it is filed at once, and what is missing is asked for in the same answer."""
    frame = talk.frames[-1]
    text = talk.text
    if not frame.answers.get("description") and weight(text) >= _TOLD and not is_bare_opener(text):
        talk.fill({"description": text})
    if not talk.frames[-1].answers.get("description"):
        ask_next(talk)
        return
    file(talk)


def go_on(talk: Talk) -> None:
    """A message while a complaint is open: fill, correct, skip, confirm, or repair."""
    question = open_question(talk)
    if talk.meaning.intent == "rate" and "rating" not in talk.meaning.values and weight(talk.text) >= _RATES_NOTHING:
        # Nothing is there to be rated yet: "20 cm too short" is told.
        talk.meaning = replace(talk.meaning, intent="add_information")
    tells = question == "confirm" and _leave_day(talk)
    intent = talk.meaning.intent
    agrees = intent in ("affirm", "thank") or is_yes(talk.text)
    if question == "confirm" and agrees and not _brings_values(talk) and _confirmed(talk):
        return
    if question == "change" and _slot_named(talk):
        return
    if question in CHANGEABLE and question != "description" and is_any(talk.text):
        talk.say("ack")
        ask_next(talk)
        return
    if _is_done(talk) and talk.frames[-1].answers.get("description"):
        if question in ("confirm", "change"):
            file(talk)
        else:
            skip_rest(talk)
        return
    before = dict(talk.frames[-1].answers)
    was_told = bool(before.get("description"))
    absorbed = absorb(talk)
    if filed := talk.frames[-1].about:
        if (by_letter(talk) and not absorbed and not _is_trifle(talk)) or _tells_people(talk, question, absorbed):
            _keep_words(talk)
        case = talk.own(filed)
        _amended(talk, case.answers if case else before, question)
        return
    named = {"order_number", "product"} & {*absorbed.filled, *absorbed.changed}
    if is_danger(talk) or (named and is_same_order(talk)):
        return
    if by_letter(talk):
        if absorbed or weight(talk.text) >= _TOLD:
            told_by_letter(talk)
        else:
            miss(talk)
        return
    if absorbed:
        beside = question == "confirm" and not absorbed.told and (intent == "affirm" or adds(talk.text))
        if (beside and _says_besides(talk, absorbed)) or (tells and not absorbed.told):
            _keep_words(talk)
        _acknowledge(talk, absorbed, question)
        unanswered = question and question not in absorbed.filled + absorbed.changed
        if unanswered and absorbed.changed and not absorbed.filled and question not in ("confirm", "change"):
            # A correction in between is no answer: what was asked stays asked.
            put(talk, str(question))
        elif (
            question in CHANGEABLE and set(absorbed.filled) == {"evidence"} and question != "evidence" and not talk.text
        ):
            # Nor are pictures, of which several come one after the other.
            put(talk, question)
        elif (
            unanswered
            and not (absorbed.told and question == "description")
            and ((absorbed.told and not absorbed.filled) or _is_no_wish(absorbed, question))
        ):
            _once_more(talk, str(question))
        elif not (question == "description" and offers.offered(talk)):
            ask_next(talk)
    elif absorbed.again and not tells and question not in (None, "description"):
        talk.say("ack")
        _once_more(talk, str(question))
    elif question in ("confirm", "change") and puts_right(
        talk.text, "\n".join(str(before.get(key) or "") for key in CHANGEABLE)
    ):
        # "Not one was broken but eight": the story holds what is put right.
        _keep_words(talk)
        talk.say("told.more")
        put(talk, "confirm")
    elif question == "confirm" and (intent in ("deny", "correct") or corrects(talk.text)) and not adds(talk.text):
        if weight(talk.text) >= _A_STATEMENT and not calls_wrong(talk.text):
            # Nothing is said to be wrong: it is more of the matter.
            _keep_words(talk)
            talk.say("told.more")
            put(talk, "confirm")
            return
        if tells_right(talk.text):
            # What is right was told, though of no answer of ours: it is kept, and shown.
            _keep_words(talk)
            talk.say("told.more")
        put(talk, "change")
    elif question == "evidence":
        if asks(talk.text) and not denies_files(talk.text):
            # "How do I send it?" is answered by the question itself.
            put(talk, "evidence")
            return
        # "I'll send it later", "no photo", "finish": whatever it is, there is no file now.
        _keep_besides(talk)
        ask_next(talk)
    elif (promises(talk.text) or (intent == "affirm" and not beyond_yes(talk.text))) and question in CHANGEABLE:
        # "Yes" to "which product?" is a promise to tell.
        talk.say("go_ahead.tell")
        _once_more(talk, question)
    elif question == "description" and (intent in ("deny", "skip") or is_none(talk.text) or is_at_a_loss(talk.text)):
        talk.say("needed.description")
    elif question == "date" and weight(talk.text) <= _A_DAY and is_to_come(talk, talk.text):
        talk.say("date.to_come")
        _once_more(talk, question)
    elif (is_statement(talk) or intent == "affirm") and was_told and question not in (None, "description", "change"):
        _keep_words(talk)
        talk.fill(judged(talk))
        talk.say("told.more")
        _once_more(talk, str(question))
    elif (
        (intent in ("skip", "deny") or is_none(talk.text))
        and question
        and question not in ("description", "change", "confirm")
    ):
        talk.say("ack")
        ask_next(talk)
    elif question == "change" and intent in ("affirm", "deny", "skip"):
        ask_next(talk)
    elif is_pure_abuse(talk.text):
        talk.say("empathy.abuse")
        repeat_or_ask(talk)
    else:
        miss(talk)


def _leave_day(talk: Talk) -> bool:
    """Under the summary, "I called again on Monday" tells something, and puts no other day in the form."""
    values, known = talk.meaning.values, bool(talk.frames[-1].answers.get("date"))
    if not values.get("date") or is_day_of_it(talk.text, values["date"], known=known):
        return False
    left = {key: value for key, value in values.items() if key not in ("date", "occurred_at")}
    intent = "add_information" if talk.meaning.intent in ("correct", "deny", "file_complaint") else talk.meaning.intent
    talk.meaning = replace(talk.meaning, values=left, intent=intent)
    return True


def _confirmed(talk: Talk) -> bool:
    """A yes under the summary files it; what is said besides is kept first. False where that must be looked at."""
    besides = beside_yes(talk.text)
    if besides and (talk.meaning.priority_hints or corrects(besides) or lacks(besides)):
        return False
    if besides and is_pause(besides):
        talk.say("take_time")
        talk.show(options(talk, "confirm"))
        return True
    if besides:
        _keep_words(talk)
        talk.say("told.more")
    file(talk)
    return True


def _is_no_wish(absorbed: Absorbed, question: str | None) -> bool:
    """Whether a place or a name was told where it was asked what is wanted: that is still not known."""
    return question == "remedy" and bool(absorbed.filled) and set(absorbed.filled) <= {"place", "person"}


def _says_besides(talk: Talk, absorbed: Absorbed) -> bool:
    """Whether a yes with new values says something of them: "yes, and your clerk Wang shouted at me"."""
    answers = talk.frames[-1].answers
    values = sum(weight(str(answers.get(key) or "")) for key in (*absorbed.filled, *absorbed.changed))
    return not corrects(talk.text) and weight(beside_yes(talk.text)) - values >= _BESIDE_VALUES


def _once_more(talk: Talk, question: str) -> None:
    """Something was told and the question not answered: it is put once more, and then let be."""
    mark = f"again:{question}"
    if question in ("confirm", "change", "evidence") or mark in talk.frames[-1].offered:
        ask_next(talk)
        return
    talk.offer(mark)
    put(talk, question)


def _keep_besides(talk: Talk) -> None:
    """No file came; what was said instead is kept, unless it was no more than that."""
    courtesy = talk.meaning.intent in ("affirm", "greet", "thank", "stop", "out_of_scope", "ask_faq")
    if courtesy or is_pure_abuse(talk.text) or is_all(talk.text) or not beyond_none(talk.text):
        talk.say("evidence.later" if is_later(talk.text) else "ack")
        return
    _keep_words(talk)
    talk.say("told.more")


#: While we ask for more they end it; elsewhere they say that it is all right.
_ENOUGH: Final = frozenset({"可以了", "行了", "好了", "好啦", "得喇", "得啦", "ok了", "ok喇"})


def _is_done(talk: Talk) -> bool:
    return (
        is_done(talk.text)
        or fold(talk.text) in _ENOUGH
        or is_done(beyond_files(talk.text))
        or fold(talk.text) == fold(talk.voice.word("button.done"))
    )


def listen(talk: Talk) -> None:
    """While staff speak the bot is silent, but keeps what the customer says with the case."""
    case = talk.current()
    if case is None or not (talk.text or talk.turn.message.attachments):
        return
    frame = Frame(form=forms.COMPLAINT, answers=case.answers, about=case.number)
    talk.push(frame)
    absorb(talk)
    right = corrected_later(talk, case.answers).found
    talk.fill({key: value for key, value in right.items() if not key.startswith("category")})
    after = talk.frames.pop()
    if news := _news(case.answers, after.answers):
        talk.do(AmendCase(number=case.number, answers=news))


def keep_for_staff(talk: Talk) -> None:
    """What may not come from whom it names: filed, or kept with its case, and left to people without a word."""
    case = talk.own(talk.case)
    if case is None and talk.frames:
        # The customer is being asked: the line stands in the talk, and staff are told.
        return
    if case is None:
        talk.push(Frame(form=forms.COMPLAINT))
        absorb(talk)
        if not talk.frames[-1].answers.get("description"):
            talk.fill({"description": talk.text or talk.voice.word("slot.evidence")})
        number = file_as_told(talk)
        talk.pop()
    else:
        number = case.number
    talk.do(RequestHandoff(number=number, reason="doubt"))


def amend(talk: Talk, case: Case, *, whole: bool = False) -> None:
    """More about a case that is filed already. whole: the words stay with it, whatever was read from them."""
    question = open_question(talk)
    offered = CHANGEABLE if by_letter(talk) else forms.HANDED_OVER
    talk.push(Frame(form=forms.COMPLAINT, answers=case.answers, about=case.number, offered=offered))
    if not case.answers.get("contact") and (number := lone_number(talk.text)):
        talk.meaning = replace(talk.meaning, intent="add_information", values={"phone": number})
    absorbed = absorb(talk)
    untold = talk.text not in str(talk.frames[-1].answers.get("description"))
    if (whole and untold) or not (absorbed or _is_trifle(talk)) or _tells_people(talk, None, absorbed):
        _keep_words(talk)
    _amended(talk, case.answers, question)


def _tells_people(talk: Talk, question: str | None, absorbed: Absorbed) -> bool:
    """Whether whoever is awaited should read the words: they say more than the values that were taken from them."""
    text, answers = talk.text, talk.frames[-1].answers
    if (
        talk.facts.mode != "waiting"
        or absorbed.told
        or text in str(answers.get("description") or "")
        or _is_trifle(talk)
    ):
        return False
    if question == "contact" and (is_none(text) or talk.meaning.intent in ("skip", "deny", "affirm")):
        # "She can't stand up" is no refusal to leave a number, whatever it was taken for.
        return bool(talk.meaning.priority_hints) or suffers(text)
    ways = sum(weight(str(answers.get(key) or "")) for key in ("phone", "email") if str(answers.get(key)) in text)
    return weight(text) - ways >= _NAMED


def _is_trifle(talk: Talk) -> bool:
    return not talk.text or (weight(talk.text) <= 8 and talk.meaning.intent in ("affirm", "deny", "skip", "thank"))


def _keep_words(talk: Talk) -> None:
    """Nothing for a slot, but it was said about this case: keep it with the case."""
    talk.add(talk.text)


def _amended(talk: Talk, before: Mapping[str, Any], question: str | None = None) -> None:
    frame = talk.frames[-1]
    number = str(frame.about)
    talk.case = number
    news = _news(before, frame.answers)
    fresh = set(frame.answers.get("hints", ())) - set(before.get("hints", ()))
    urgent = _urgent_verdict(talk, frame) if fresh else None
    if news:
        talk.do(AmendCase(number=number, answers=news, verdict=urgent))
    again = talk.facts.mode == "bot" and any(hint.kind == "safety" for hint in talk.meaning.priority_hints)
    again = again and not asks_after_all(talk, frame.answers)
    none = none_of(talk.text, question) if question == "contact" and not frame.answers.get("contact") else None
    unreached = none is not None and none[0] == "contact"
    if (urgent and "safety" in fresh) or (again and news):
        talk.do(RequestHandoff(number=number, reason="safety"))
        talk.say(dangers.afterwards(talk.text, str(before.get("description") or "")))
    elif news and talk.facts.mode == "bot":
        case = talk.own(number)
        if not (case and tell(talk, case, news)):
            talk.say("amended", number=number)
    elif unreached:
        talk.say("contact.here")
    elif news or talk.facts.mode == "waiting":
        talk.say(passed_on(talk, frame.answers, told="description" in news))
    elif by_letter(talk):
        talk.say("ack")
    elif not next_slot(talk):
        talk.pop()
        if talk.meaning.intent in ("skip", "deny", "affirm") or is_none(talk.text):
            talk.say("kept")
        else:
            miss(talk)
        return
    if question == "contact" and "description" in news and not unreached and not talk.frames[-1].answers.get("contact"):
        # Something else was told: whoever is awaited still can't call.
        _once_more(talk, question)
        return
    ask_next(talk)


def _urgent_verdict(talk: Talk, frame: Frame) -> Verdict | None:
    verdict = judge(talk, frame.answers)
    return verdict if verdict.priority is Priority.URGENT else None


def _news(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in after.items() if before.get(key) != value and key != "category_confidence"}


def chosen(talk: Talk, kind: str, value: str) -> bool:
    """A button of the complaint form."""
    frame = talk.top
    if not frame or frame.form != forms.COMPLAINT:
        return False
    match kind:
        case "remedy" if value in forms.EVERY_REMEDY:
            talk.fill({"remedy": value, "remedy_text": None})
            talk.say("ack")
        case "category" if value in talk.facts.policy.categories:
            talk.fill({"category": value, "category_by": "customer"})
            talk.say("ack")
        case "use" if frame.about is None and (filled := known.use(talk, value)):
            if filled == "order_number" and is_same_order(talk):
                return True
            talk.say("ack")
        case "skip" if value == open_question(talk):
            talk.offer(value)
            talk.say("ack")
        case "done" if frame.answers.get("description"):
            skip_rest(talk)
            return True
        case "confirm" if frame.about is None and not next_slot(talk):
            if value == "yes":
                file(talk)
            else:
                put(talk, "change")
            return True
        case "change" if value in CHANGEABLE:
            _ask_again(talk, value)
            return True
        case _:
            return False
    ask_next(talk)
    return True


def skip_rest(talk: Talk) -> None:
    """The customer has said all that they want to say: on to the summary, if the complaint is not filed already."""
    if talk.frames[-1].about is not None:
        talk.say("waiting.noted" if talk.facts.mode == "waiting" else "ack")
    talk.offer(*(slot for slot in CHANGEABLE))
    ask_next(talk)


def _slot_named(talk: Talk) -> bool:
    """Which answer is wrong, in words: asks that slot again unless the new value came along."""
    if _brings_values(talk):
        return False
    folded = fold(talk.text)
    for key, words in _SLOT_WORDS.items():
        if any(word in folded for word in words):
            _ask_again(talk, key)
            return True
    return False


def _ask_again(talk: Talk, key: str) -> None:
    # A complaint always has a kind; it is kept until another is named.
    if key != "category":
        empty(talk, key)
    put(talk, key)


def _brings_values(talk: Talk) -> bool:
    return bool(talk.meaning.values.keys() - {"rating"}) or bool(talk.turn.message.attachments)


def _acknowledge(talk: Talk, absorbed: Absorbed, question: str | None) -> None:
    """A word on what was taken in: corrections by value, files by name, the rest briefly."""
    if absorbed.changed:
        talk.say("corrected", what=told_back(talk, absorbed.changed))
        if new := tuple(key for key in absorbed.filled if key not in (question, "description", "evidence")):
            talk.say("noted", what=told_back(talk, new))
    elif absorbed.raised & _WORRIES:
        # What is worse than the complaint in which it comes up is not answered with the slot that it fills.
        talk.say(_empathy(talk))
    elif "evidence" in absorbed.filled or talk.turn.message.attachments:
        talk.say("got.files")
    elif question == "description" and ("description" in absorbed.filled or absorbed.told):
        talk.say(_empathy(talk))
    elif next_slot(talk) or question in ("confirm", "change"):
        unasked = tuple(key for key in absorbed.filled if key != question and key != "description")
        if unasked and question:
            talk.say("noted", what=told_back(talk, unasked))
        elif absorbed.told:
            talk.say("told.more")
        else:
            talk.say("ack")


def _empathy(talk: Talk) -> str:
    answers = talk.frames[-1].answers
    hints = set(answers.get("hints", ()))
    if not answers.get("description"):
        return "open.complaint"
    if is_death(str(answers["description"])) or is_mourning(str(answers["description"])):
        return "empathy.death"
    if "vulnerable" in hints:
        return "empathy.vulnerable"
    if "data" in hints:
        return "empathy.data"
    if talk.meaning.emotion in ("angry", "anxious") or hints & {"repeated", "legal", "media"}:
        return "empathy.angry"
    category = str(answers.get("category") or "other")
    sure = float(answers.get("category_confidence") or 0.0) >= _SURE_OF_KIND
    if not sure or (category in _OF_GOODS and _SERVED.search(str(answers["description"]))):
        # "That's not what you should get for your money" is no word for a nanny who left.
        return "empathy"
    return f"empathy.{category}" if talk.voice.has(f"empathy.{category}") else "empathy"
