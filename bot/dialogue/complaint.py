"""The complaint itself: opening it, filling it, asking on, confirming."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from bot.dialogue import forms, known, offers
from bot.dialogue.acknowledging import acknowledge, empathy
from bot.dialogue.amending import amended, is_trifle, once_more, tells_people
from bot.dialogue.ask import CHANGEABLE, ask_next, by_letter, next_slot, open_question, options, put
from bot.dialogue.besides import is_day_of_it
from bot.dialogue.corrections import empty, puts_right
from bot.dialogue.filing import file, is_danger
from bot.dialogue.fill import Absorbed, absorb, is_statement
from bot.dialogue.heard import is_to_come
from bot.dialogue.phrases import fold, is_bare_opener, is_done, is_pure_abuse, weight
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
#: From this weight the words of a letter tell something.
_TOLD: Final = 14


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
        talk.say(empathy(talk))
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
        if (by_letter(talk) and not absorbed and not is_trifle(talk)) or tells_people(talk, question, absorbed):
            talk.add(talk.text)
        case = talk.own(filed)
        amended(talk, case.answers if case else before, question)
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
            talk.add(talk.text)
        acknowledge(talk, absorbed, question)
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
            once_more(talk, str(question))
        elif not (question == "description" and offers.offered(talk)):
            ask_next(talk)
    elif absorbed.again and not tells and question not in (None, "description"):
        talk.say("ack")
        once_more(talk, str(question))
    elif question in ("confirm", "change") and puts_right(
        talk.text, "\n".join(str(before.get(key) or "") for key in CHANGEABLE)
    ):
        # "Not one was broken but eight": the story holds what is put right.
        talk.add(talk.text)
        talk.say("told.more")
        put(talk, "confirm")
    elif question == "confirm" and (intent in ("deny", "correct") or corrects(talk.text)) and not adds(talk.text):
        if weight(talk.text) >= _A_STATEMENT and not calls_wrong(talk.text):
            # Nothing is said to be wrong: it is more of the matter.
            talk.add(talk.text)
            talk.say("told.more")
            put(talk, "confirm")
            return
        if tells_right(talk.text):
            # What is right was told, though of no answer of ours: it is kept, and shown.
            talk.add(talk.text)
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
        once_more(talk, question)
    elif question == "description" and (intent in ("deny", "skip") or is_none(talk.text) or is_at_a_loss(talk.text)):
        talk.say("needed.description")
    elif question == "date" and weight(talk.text) <= _A_DAY and is_to_come(talk, talk.text):
        talk.say("date.to_come")
        once_more(talk, question)
    elif (is_statement(talk) or intent == "affirm") and was_told and question not in (None, "description", "change"):
        talk.add(talk.text)
        talk.fill(judged(talk))
        talk.say("told.more")
        once_more(talk, str(question))
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
        talk.add(talk.text)
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


def _keep_besides(talk: Talk) -> None:
    """No file came; what was said instead is kept, unless it was no more than that."""
    courtesy = talk.meaning.intent in ("affirm", "greet", "thank", "stop", "out_of_scope", "ask_faq")
    if courtesy or is_pure_abuse(talk.text) or is_all(talk.text) or not beyond_none(talk.text):
        talk.say("evidence.later" if is_later(talk.text) else "ack")
        return
    talk.add(talk.text)
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
