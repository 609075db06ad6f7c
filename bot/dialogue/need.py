"""Who has nothing to live on: their complaint can't wait, and that they can't go on is no figure of speech. Closed
phrases, no model."""

from __future__ import annotations

from typing import Final

from bot.dialogue.phrases import weight
from bot.dialogue.remarks import plain
from bot.dialogue.talk import Talk
from bot.regex import regex

#: What is longer is looked at as far as this.
_CHARACTERS: Final = 2_000
#: A cry is short.
_CRY: Final = 70

_OURS: Final = r"(?:my|our|the|his|her|their)"
_NEED: Final = regex(
    rf"\b(?:can'?t|cannot|can not|couldn'?t|unable to|not able to|no way to|no money to) (?:even )?(?:feed|put food on|buy food|afford (?:food|to eat|groceries|milk|formula|nappies|diapers)|buy (?:groceries|milk|formula|nappies|diapers)|eat this (?:week|month)|heat {_OURS} (?:home|house|flat))\b"
    rf"|\bno (?:food|groceries) (?:left )?(?:in|for) {_OURS} (?:house|home|cupboards?|fridge|kids|children|family|baby)\b|\b(?:nothing|no money|not a penny|not a cent) (?:left )?(?:to (?:live on|eat)|for (?:food|rent))\b|\bgot nothing left\b|\bleft (?:me|us|her|him) with nothing\b"
    rf"|\b(?:kids|children|family|baby) (?:are |is |have |has )?(?:been )?(?:going hungry|go hungry|went hungry|starving|hungry|not eaten|haven'?t eaten|hasn'?t eaten)\b|\b(?:made|become|be|am|are|going to be) (?:homeless|evicted)\b|\b(?:sleep|sleeping|living) (?:rough|in (?:my|our) car|on the streets?)\b|\b(?:using|relying on|going to|at) (?:the |a )?food ?banks?\b"
    r"|(?:[没沒冇](?:有)?|[买買](?:不|唔)起|吃(?:不|唔)(?:上|起))(?:[饭飯](?:吃|食)|[饭飯]|米|奶粉|菜)(?!店|卡)|揭不[开開][锅鍋]|[断斷][粮糧炊]|(?:[没沒冇](?:有)?)[钱錢](?:吃|食|[买買](?:米|菜|奶|[药藥])|交房?租|生活|[过過]日子|看病)|(?:孩子|小朋友|[细細][路佬]|宝宝|寶寶|bb)[^,，。]{0,4}(?:[饿餓捱挨][肚着著]?|[没沒冇](?:有)?(?:奶|[饭飯]|[东東]西|嘢)(?:吃|喝|食|飲))|[无無]家可[归歸]|露宿|[瞓睡]街"
)
#: What somebody lives on, which was cut off or is held back; and not a meal that did not come.
_MEANS: Final = regex(
    r"\b(?:benefits?|allowance|pension|wages?|salary|pay(?:ment|out|slip|ing)?|paid|income|universal credit|disability|maintenance|grant|stipend|account|savings|money|card|bank|loan|rent|bills?|charg\w+|frozen|froze|block\w*|debit\w*|overdraft|refund|sanction\w*)\b"
    r"|工[资資钱錢]|薪|人工|低保|[综綜]援|[补補][贴貼助]|津[贴貼]|救[济濟]|退休金|[养養]老金|生活[费費]|[账帳][户戶号號]|[冻凍][结結]|扣|存款|[银銀]行|房租|[贷貸]款"
)
_MEAL: Final = regex(
    r"\b(?:takeaway|take-away|delivery|pizza|restaurant|flight|plane|airline|buffet)\b|外[卖賣]|送餐|餐[厅廳]|航班"
)
_GIVES_OUT: Final = regex(
    r"\W*(?:(?:honestly|really|look|please|sorry|and|but|so|just|oh god|god|i'?m sorry)\W+){0,3}(?:i|we) (?:just |really |honestly |simply )*(?:can'?t|cannot|can not|don'?t think (?:i|we) can|don'?t know how (?:i|we) can|don'?t know how to) (?:go on|carry on|keep going|take (?:it|this|much more|any ?more)|do (?:it|this)|cope|bear (?:it|this))(?: with (?:it|this)| like this)?(?: any ?more| any longer| much longer)?\W*"
    r"|\W*我?(?:真的?|真係|实在|實在|已[经經])?(?:不知道?|唔知)(?:要|該|该)?(?:怎[么麼]|點|点)(?:样|樣)?(?:活|[过過])(?:下去|落去)?(?:了|啦|喇)?\W*"
)


def is_in_need(text: str) -> bool:
    """Whether somebody has nothing to live on, because of what was cut off or is held back."""
    said = plain(text[:_CHARACTERS])
    return bool(_NEED.search(said) and _MEANS.search(said)) and not _MEAL.search(said)


def gives_out(talk: Talk) -> bool:
    """Whether somebody who told that they have nothing to live on says that they can't go on."""
    text = talk.text
    return weight(text) <= _CRY and bool(_GIVES_OUT.fullmatch(plain(text))) and is_in_need(talk.told())


def heed(talk: Talk) -> None:
    """Have it looked at before others."""
    if talk.text and is_in_need(talk.text):
        talk.warn("vulnerable")
