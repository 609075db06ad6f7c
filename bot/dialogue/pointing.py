"""What sounds like a wish for a human and is none: the name of one of our staff, and "call me on that number"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from bot.dialogue import forms
from bot.dialogue.ask import CHANGEABLE, ask_next, open_question, put
from bot.dialogue.fill import told_back
from bot.dialogue.names import bare
from bot.dialogue.refusals import none_of
from bot.dialogue.remarks import asks, is_short, plain
from bot.dialogue.talk import Talk
from bot.regex import regex

#: A surname, or a short name, and what somebody is: 林專員, 小王客服.
_TITLE: Final = (
    r"(?:[专專][员員]|主任|[经經]理|客服|店[长長]|[组組][长長]|[顾顧][问問]|助理|督[导導]|先生|小姐|女士|[师師]傅)"
)
_NAMED: Final = regex(
    rf"\W*(?:(?:[应應][该該]|好像|可能|就|是|係|系|一[位个個]|[那這这嗰][位个個]|姓|叫|你[们們哋]的?|[职職]?[员員]工|客服人[员員]|客服)[:：]?)*\s*"
    rf"(?P<name>[^\W\d_a-zA-Z找轉转接請请叫派換换想要和跟同你您我他她佢真人工客服線线個个位有某任何]{{1,3}}\s?{_TITLE}|[a-z]{{2,16}}\s?(?:[专專][员員]|主任|[经經]理|客服)|(?:agent|officer|specialist|consultant|representative|rep|advisor|adviser|manager)\s+(?!please|now|pls|asap|plz|thanks)[a-z]{{2,16}}(?:\s[a-z]{{2,16}})?)(?:[啊呀啦喇吧囉的]|\W)*"
)
#: Who serves customers, by what they are; and what is said by whoever wants one of them to come.
_STAFF: Final = regex(
    r"[经經]理|主管|主任|店[长長员員]|[员員]工|职员|職員|[师師]傅|司[机機]|客服|保安|[护護]士|[医醫]生|前[台臺]|收[银銀]|姑[娘嬢]|先生|小姐|女士|阿姨|大[姐哥叔]|男|女"
    r"|\b(?:managers?|supervisors?|staff|assistants?|cashiers?|clerks?|agents?|advis[eo]rs?|receptionists?|drivers?|nurses?|doctors?|waiters?|waitress(?:es)?|guards?|stewards?|engineers?|technicians?|officers?|bloke|fella|guy|lady|gent(?:leman)?|lads?|girl|wom[ae]n|m[ae]n)\b"
)
_WANTS_ONE: Final = regex(
    r"[?？吗嗎找叫轉转要想請请揾搵換换喊]|[给給俾畀]我|人工|真人|唔該|麻[烦煩]|\b(?:please|pls|plz|now|want|need|wish|like|get|give|fetch|bring|speak|talk|put me|through|connect|transfer|call|ring|human|real|person|someone|somebody|let me|i'?d|asap)\b"
)
#: What somebody did stands in the story.
_DID: Final = regex(
    r"[了过過咗被說说讲講话話骂罵鬧吼嘈]|[态態]度|\b(?:was|were|is|are|did|had|has|never|kept|keeps|made|gave|rude|\w{2,20}ed|\w{2,20}n't)\b"
)
#: Said of the number that was told before, or of the one that is written from.
_POINTS: Final = r"(?:(?:呢|嗰|這|这|那|上面|上邊|上边|之前|[刚剛]才|[头頭]先|原[来來]|同一|[写寫]|留)(?:[个個支隻只條条]|嗰|那|留|的|嘅|返|低|過|过|咗|[给給]你|俾你){0,4})"
_SAME_NUMBER: Final = regex(
    rf"{_POINTS}(?:[电電][话話]|手[机機]|手提|[号號][码碼]?|number).{{0,4}}(?:[搵打找覆回联聯致](?![不唔没沒冇了咗過过])|就[好行得可]|call|可以|得)"
    rf"|(?:打|[联聯][系繫絡络]|搵|覆|call).{{0,3}}{_POINTS}(?:[电電][话話]|手[机機]|手提|[号號][码碼]?|number)"
    r"|\b(?:call|ring|phone|text|contact|reach|get|whats ?app|message)(?: me| us)?(?: back)? (?:on|at|with|using|via|through) (?:this|that|the same|the above|the) (?:same |phone |mobile |above |other )?(?:number|phone|mobile|line|one)\b"
    r"|\b(?:use|same|on) (?:this|that|the same|the above|number)(?: phone| mobile)? (?:number|as (?:above|before))\b"
)
#: What ends a description: 高个子的.
_OF_THE_ONE: Final = regex(r"[的嘅]\W*$")
#: What the answer to "who was it?" is easily taken for.
_ANSWERS: Final = ("talk_to_human", "add_information", "file_complaint")
#: A number in the story that can be called.
_CALLABLE: Final = regex(r"(?<![\w+-])\+?\d(?:[ -]?\d){7,13}(?![\w-])")


def names_staff(text: str) -> str:
    """The name of somebody with what they are, where the text says no more; or ""."""
    match = _NAMED.fullmatch(plain(text)) if is_short(text) else None
    return bare(text) if match else ""


def describes_staff(text: str) -> bool:
    """Whether the text says no more than what somebody is and looks like: "the duty manager, a tall fella"."""
    said = plain(text)
    return is_short(text) and bool(_STAFF.search(said)) and not (_WANTS_ONE.search(said) or _DID.search(said))


def points_at_number(text: str) -> bool:
    """Whether the text says no more than that the number told before, or this one, is to be called."""
    said = plain(text)
    return is_short(text) and not re.search(r"\d{5}", said) and not asks(text) and bool(_SAME_NUMBER.search(said))


def is_meant(talk: Talk) -> bool:
    """Take a name for a name, and a number for one; True where that answers the message."""
    frame, message = talk.top, talk.turn.message
    question = open_question(talk)
    if (
        frame is None
        or frame.form != forms.COMPLAINT
        or question not in (*CHANGEABLE, "confirm")
        or message.attachments
        or message.choice
        or talk.meaning.priority_hints
    ):
        return False
    if question == "person" and talk.meaning.intent in _ANSWERS and describes_staff(talk.text):
        # Asked who it was, nobody calls for a manager by saying what one looked like.
        talk.text = _OF_THE_ONE.sub("", talk.text)
        values = {"person": bare(talk.text) or talk.text, **talk.meaning.values}
        talk.meaning = replace(talk.meaning, intent="add_information", values=values)
        return False
    if name := names_staff(talk.text):
        if talk.meaning.intent == "talk_to_human":
            values = {"person": name, **talk.meaning.values}
            talk.meaning = replace(talk.meaning, intent="add_information", values=values)
        return False
    none = none_of(talk.text, question)
    if question == "contact" and none and none[0] == "contact":
        # "Contact me in the chat" says where, and calls nobody; nor is a phone that is dead the matter.
        values = {key: value for key, value in talk.meaning.values.items() if key != "product"}
        intent = "add_information" if talk.meaning.intent == "talk_to_human" else talk.meaning.intent
        talk.meaning = replace(talk.meaning, intent=intent, values=values)
    if not points_at_number(talk.text):
        return False
    answers = frame.answers
    if not answers.get("contact"):
        told = [*dict.fromkeys(_CALLABLE.findall(str(answers.get("description") or "")))]
        told = [one for one in told if one != answers.get("order_number")]
        if len(told) == 1:
            talk.fill({"phone": re.sub(r"[^\d+]", "", told[0]), "contact": told[0]})
    if talk.frames[-1].answers.get("contact"):
        talk.say("noted", what=told_back(talk, ("contact",)))
        talk.offer("contact")
        if question == "contact":
            ask_next(talk)
        else:
            put(talk, str(question))
    elif none and none[0] == "contact":
        # None is to be used, or the one that is meant stands nowhere here: it is not asked for.
        return False
    else:
        talk.say("go_ahead.tell")
        put(talk, "contact")
    return True
