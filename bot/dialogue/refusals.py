"""A no that names what there is none of: "no order number", "no photos", "I don't know her name"."""

from __future__ import annotations

import re
from typing import Final

from bot.dialogue import forms
from bot.dialogue.ask import ask_next, open_question, put
from bot.dialogue.fill import absorb, is_statement, told_back
from bot.dialogue.names import bought_at
from bot.dialogue.phrases import weight
from bot.dialogue.remarks import has_no_files, is_short, names_files, plain
from bot.dialogue.sameness import is_same_order
from bot.dialogue.talk import Talk

#: What is longer tells a story.
_LONGEST: Final = 90
#: From this weight what is said besides is kept.
_BESIDES: Final = 8

_NO_ZH: Final = r"(?:(?<!有)(?:没有?|沒有?|木有|冇|无|無)|[边邊]有|哪里?有|哪裡有|哪[来來])(?:什么|什麼|任何|乜(?:嘢)?|咩|[过過]|到)?"
_NUMBER: Final = r"(?:[订訂定預预][单單]?(?:[编編]?[号號][码碼]?)|[订訂][单單]|[单單][号號據]|[编編][号號])"
_PAPER: Final = r"(?:[单單][号號據]|[编編][号號]|[号號][码碼]|[张張][单單](?:[据據])?|[发發]票|收[据據]|小票|明[细細]|[凭憑][证證据據])"
_GONE: Final = r"(?:唔[见見]|不[见見]|弄?丢|弄?丟|[扔掉](?:了|咗)|冇咗|[没沒冇](?:有)?(?:保?留|[带帶]|了|咗)|放咗去[边邊]|放(?:在|到)?哪|[搵揾找]唔?不?到|唔[记記]得|不[记記]得|忘)"
_SINGULAR: Final = r"(?:order|booking|reservation|reference|ref)"
#: By what words a customer says that there is none of a slot, whatever is asked just then.
_NONE: Final = {
    "order_number": re.compile(
        rf"{_NO_ZH}{_NUMBER}|{_NUMBER}[^,，。]{{0,3}}(?:没有?|沒有?|冇|無|无)\W*$|(?:找|[揾搵])(?:不|唔)到{_NUMBER}"
        rf"|\b(?:there(?:'?s| is| are| was) no|there (?:isn'?t|is not|wasn'?t|aren'?t)(?: an?| any)?|have no|has no|got no|(?:don'?t|do not|doesn'?t|didn'?t|never) (?:have|had|get|got)(?: an?| any| the| my)?|haven'?t(?: got)?(?: an?| any| the| my)?|without (?:an?|any)) {_SINGULAR}s?(?: (?:numbers?|nos?|num|id|ref))?(?! (?:confirm|e-?mail|form|came|arriv))\b"
        rf"|\bno {_SINGULAR} (?:number|no|num|id)s?\b"
    ),
    "person": re.compile(
        r"(?:不知道?|唔知|不清楚|唔清楚|不[晓曉]得)[^,，。]{0,4}(?:叫|名)(?:什么|什麼|甚麼|乜|咩)?(?:名字?)?|(?:睇|看|望)(?:唔|不|[没沒])(?:到|清)?(?:楚)?[^,，。]{0,3}(?:[个個]?名|工牌|名牌)"
        r"|\b(?:don'?t|do not|didn'?t|did not|never) (?:know|get|catch|see|ask)(?: what)? (?:his|her|their|the)(?: \w+)? ?names?\b|\bno idea (?:of|what) (?:his|her|their|the) names?\b"
    ),
    "contact": re.compile(
        r"(?:[别別]|不要|不用|不必|唔使|唔好|唔需要|不需要|[无無]需|毋[须須])(?:再|你[们們哋]?|[您打])*(?:[联聯][络絡系繫]|回?[覆复復]|回(?=我)|[来來][电電]|[致打][电電][话話]|打(?=[给給俾畀]))(?:[给給俾畀])?(?:我|番我)?"
        r"|\b(?:no need to|don'?t|do not|please don'?t|you needn'?t) (?:call|contact|ring|phone|e-?mail|reply to|get back to)(?: me)?(?: back)?\b"
    ),
}
#: The same where the slot was just asked for.
_NONE_ASKED: Final = {
    "order_number": re.compile(
        rf"^\W*(?:歹[势勢]|拍[谢謝]|不好意思|唔好意思|sorry)?\W*(?:冇|[没沒]有?|[无無]|攏[无無]|[无無]啦|唔[见見]咗)(?:[㗎呀啊喎喇啦囉咯了ㄟ欸耶哦喔ㄚ吔的嘅]){{0,3}}(?=[\s,，。;；]|$)|[单單][仔子尾]?(?:[攏拢都也早就]){{0,2}}(?:[无無]去|[无無][了矣]|唔[见見]|不[见見]|[丢丟扔])"
        rf"|(?:{_PAPER}|^[^,，。]{{0,4}}早)[^,，。]{{0,8}}{_GONE}|{_NO_ZH}(?:[张張]?[单單](?![独獨位])|{_PAPER})"
        r"|\bno (?:receipt|order|paperwork|number|invoice)s?\b(?! (?:came|arriv))"
        r"|\b(?:there (?:isn'?t|is not|wasn'?t|never was)(?: an?y?)?(?: one)?|(?:don'?t|do not|didn'?t|never) (?:have|had|get|got) (?:one|it|any|that)|haven'?t (?:got )?(?:one|it|any|that)|(?:lost|threw away|binned) (?:the|my) (?:receipt|order|paperwork|e-?mail|number))\b"
        r"|\b(?:find|look|search)(?: (?:for )?(?:it|me|this|them|my \w+))?(?: up)? (?:by|under|with) (?:my )?(?:name|address|e-?mail|surname|phone)\b(?: instead)?|\blook (?:it|me|this|that) up\b",
    ),
    "person": re.compile(r"(?:睇|看)(?:唔|不)清"),
}
_CLAUSE: Final = re.compile(
    r"[,，。;；!！?？\n…]+|(?<=[\u3400-\u9fffㄅ-ㄩ])\s+(?=[\u3400-\u9fff])|\.(?!\w)|\s+but\s+|不[过過]|但[是係]?"
)
#: What is said around it.
_AROUND: Final = re.compile(
    r"[啊呀啦喇喎㗎嘅咯囉欸耶哦喔吧呢的了咗都早就已经經其实實真是因为為而且我又]|[张張][单單]|[唔不]知道?|[丢丟扔掉]|講|\b(?:sorry|i'?m afraid|it'?s|well|oh|no|and|but|for (?:it|this|that)|i|number|please|could|can|you|sadly|unfortunately|as|because|at all)\b"
)


def none_of(text: str, question: str | None) -> tuple[str, str] | None:
    """The slot of which the text says that there is none, and the clauses that say something else."""
    if not is_short(text, _LONGEST):
        return None
    if has_no_files(text) and names_files(text):
        return "evidence", ""
    said = plain(text)
    for slot, pattern in _NONE.items():
        asked = _NONE_ASKED.get(slot)
        if pattern.search(said) or (asked and slot == question and asked.search(said)):
            clauses = [one for one in _CLAUSE.split(text) if one.strip()]
            rest = [
                one
                for one in clauses
                if not (pattern.search(plain(one)) or (asked and asked.search(plain(one))) or _says_nothing(one))
            ]
            return slot, ", ".join(one.strip() for one in rest)
    return None


def _says_nothing(clause: str) -> bool:
    return weight(_AROUND.sub("", plain(clause))) <= 2


def heard(talk: Talk) -> bool:
    """Note that there is none of a slot of the open complaint, and keep what is said besides."""
    frame, question = talk.frames[-1], open_question(talk)
    found = none_of(talk.text, question) if frame.form == forms.COMPLAINT else None
    if found is None or question in (None, "description", "confirm", "change"):
        return False
    slot, rest = found
    if slot == question == "evidence":
        return False
    if slot == "contact" and (frame.answers.get(slot) or talk.meaning.values.keys() & {"phone", "email"}):
        # "Don't ring me, write": the wish goes with the way to be reached.
        rest = talk.text
    elif frame.answers.get(slot):
        return False
    talk.offer(slot)
    noted: tuple[str, ...] = ()
    if weight(rest) >= _BESIDES:
        noted = _kept(talk, rest)
    else:
        talk.say("ack")
    if {"order_number", "product"} & {*noted} and is_same_order(talk):
        return True
    if slot == question or talk.frames[-1].answers.get(str(question)):
        ask_next(talk)
    else:
        put(talk, str(question))
    return True


def _kept(talk: Talk, rest: str) -> tuple[str, ...]:
    """Take in what was said besides."""
    talk.text = rest
    absorbed = absorb(talk)
    told = str(talk.frames[-1].answers.get("description") or "")
    unwanted = _NONE["contact"].search(plain(rest)) is not None
    kept = not absorbed.told and (unwanted or (not absorbed and is_statement(talk)))
    if kept:
        talk.fill({"description": f"{told}\n{rest}".strip()})
    noted = tuple(key for key in absorbed.filled if key != "description")
    if not noted and not absorbed.changed and (shop := {} if talk.frames[-1].answers.get("place") else bought_at(rest)):
        talk.fill(shop)
        noted = ("place",)
    if noted:
        talk.say("noted", what=told_back(talk, noted))
    else:
        talk.say("told.more" if absorbed or kept else "ack")
    return (*noted, *absorbed.changed)
