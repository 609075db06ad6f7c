"""The customer wants to see what we hold about them, or to have it erased: a request for staff, never done by the bot."""

from __future__ import annotations

import re
from typing import Final

from bot.dialogue import forms, identity
from bot.dialogue.ask import human, repeat
from bot.dialogue.outcome import AskPrivacy
from bot.dialogue.phrases import weight
from bot.dialogue.talk import Talk
from bot.regex import regex

COPY: Final = "copy"
ERASURE: Final = "erasure"

_MY: Final = r"(?:我|本人|我们|我們|我哋|咱)(?:自己)?(?:的|嘅|之|啲|个|個)?(?:所有|全部|一切|全數|全数|相关|相關|整份)?(?:的|嘅)?(?:个人|個人|私人|隐私|隱私|客户|客戶|顾客|顧客)?"
_DATA: Final = r"(?:资料|資料|数据|數據|信息|資訊|讯息|訊息|个资|個資|档案|檔案|隐私|隱私|记录|紀錄|記錄|身[份分][证證](?:字?[号號][码碼]?)?|[护護]照(?:[号號][码碼]?)?|[银銀信]行?用?卡(?:[号號][码碼]?)?|[电電][话話](?:[号號][码碼]?)?|手[机機](?:[号號][码碼]?)?|地址|姓名|data|info)"
_ERASE: Final = (
    r"(?:删除|刪除|删掉|刪掉|删了|刪了|删|刪|清除|清空|清掉|抹除|抹掉|抹去|擦除|移除|注销|註銷|销毁|銷毀|delete|erase)"
)
_FETCH: Final = r"(?:导出|匯出|導出|下载|下載|拷贝|拷貝|复制|複製|索取|调取|調取|获取|獲取|取得|查阅|查閱|查看|睇|看看|要求提供|提供|发给我|發給我|给我|給我|攞|拎)"
_HELD_OF_ME: Final = r"(?:我|本人|关于我|關於我|有关我|有關我)(?:的|嘅|啲)?"
_OUR: Final = r"(?:my|our)(?: own)?(?: personal| private| customer)?"
_DATA_EN: Final = r"(?:data|information|info|details|records?|files?|personal (?:data|information|details))\b"

#: One of the things told, "what I wrote just now": staff see to it, as to all of it.
_ITEM: Final = r"(?:身[份分][证證](?:字?[号號][码碼]?)?|[护護]照(?:[号號][码碼]?)?|[银銀]行卡[号號]?|信用卡(?:[号號][码碼]?)?|卡[号號]|[电電][话話](?:[号號][码碼]?)?|手[机機](?:[号號][码碼]?)?|地址|姓名)"
_JUST_NOW: Final = r"(?:我)?(?:刚刚|剛剛|刚才|剛才|头先|頭先|上面|之前)(?:说|說|讲|講|发|發|写|寫|打|传|傳|给|給)?(?:过|過|咗|了)?(?:的|嘅|那个|那個|嗰個)*"

_ERASURE: Final = regex(
    rf"{_ERASE}(?:掉|咗|了)?{_JUST_NOW}{_ITEM}|[把将將](?:{_JUST_NOW}|{_MY}){_ITEM}(?:全部|都|给我|給我)?{_ERASE}|(?:{_JUST_NOW}|{_MY})?{_ITEM}[\s,，…]*(?:我|你)?(?:想|要|可以|可唔可以|[帮幫]我|[请請]|唔該|麻[烦煩])+{_ERASE}"
    rf"|{_ERASE}(?:掉|晒|咗|了)?(?:你们|你們|你哋|贵司|貴司)?(?:有关|有關|关于|關於|保存的?|存有的?|持有的?)?{_MY}{_DATA}"
    rf"|[把将將]{_MY}{_DATA}(?:全部|全|都|统统|統統|彻底|徹底|永久|给我|給我|一并|一併)*{_ERASE}"
    rf"|{_MY}{_DATA}(?:请|請|麻烦|麻煩|要|帮我|幫我|全部|都)+{_ERASE}|被遗忘权|被遺忘權"
    rf"|\b(?:delete|erase|remove|wipe|destroy|purge) (?:please )?(?:all |any |every(?:thing)? )?(?:of )?(?:the )?{_OUR} {_DATA_EN}"
    r"|\b(?:delete|erase|remove|wipe|destroy) (?:all |any |every(?:thing)? )?(?:of )?(?:the )?(?:personal )?(?:data|information|info|details|records|everything)"
    r" (?:that )?(?:you (?:have|hold|keep|store|know|got)|held|stored|kept) ?(?:on|about|of)? ?(?:me|us)\b"
    rf"|\b(?:have|get|want|like) (?:all )?(?:of )?{_OUR} {_DATA_EN} (?:to be )?(?:deleted|erased|removed|wiped)\b"
    r"|\b(?:delete|erase|wipe|forget) everything (?:about|on) me\b|\berasure of (?:all )?(?:of )?(?:my|our)\b|\bright to (?:be forgotten|erasure)\b|\berasure request\b",
    re.I,
)
_COPY: Final = regex(
    rf"{_FETCH}(?:一份|一下|晒|咗)?(?:你们|你們|你哋|贵司|貴司)?(?:有关|有關|关于|關於|保存的?|存有的?|持有的?|手上)?{_MY}{_DATA}"
    rf"|[把将將]{_MY}{_DATA}(?:全部|都)?(?:导出|匯出|導出|发给我|發給我|给我|給我|寄给我|寄給我)"
    rf"|我(?:想|要|想要|需要).{{0,4}}{_MY}{_DATA}(?:副本|拷贝|拷貝|备份|備份|copy)"
    rf"|(?:你们|你們|你哋|贵司|貴司|公司|系统|系統)(?:都|手上|到底|究竟)?(?:有|存|保存|储存|儲存|留|掌握|收集|持有|知道|记录|記錄|知)(?:了|着|著|咗)?{_HELD_OF_ME}(?:的|嘅)?(?:什么|甚麼|什麼|哪些|乜嘢|咩|邊啲|啲乜)(?:个人|個人)?(?:{_DATA}|$|[?？])"
    rf"|(?:你们|你們|你哋|贵司|貴司)(?:都)?(?:有|保存|储存|儲存|掌握|收集|持有|知道)(?:了|咗)?(?:什么|甚麼|什麼|哪些|乜嘢|咩|邊啲)(?:关于|關於|有关|有關)?{_MY}{_DATA}"
    rf"|\bwhat (?:personal |private )?(?:do you (?:know|have|hold|store|keep|save)|(?:data|info(?:rmation)?|details|records) (?:do you |you |have you )?(?:know|have|hold|store|keep|collect(?:ed)?|got|held)?)(?: (?:do you )?(?:have|hold|store|keep))?(?: on file)? ?(?:about|on|of) (?:me|us)\b"
    rf"|\b(?:export|download|access|see|get|send me|give me|show me|provide) (?:a copy of )?(?:all )?(?:of )?(?:the )?{_OUR} (?:data|personal (?:data|information|details)|information)\b"
    rf"|\bcopy of (?:all )?(?:of )?(?:the )?(?:{_OUR} {_DATA_EN}|(?:personal )?(?:data|information) (?:that )?(?:you (?:have|hold|keep|store)|held) (?:on|about) me)"
    r"|\b(?:subject access|data access|data subject access) request\b|\bdsar\b|\bright of access\b",
    re.I,
)
#: Said of what was done, not done, or how one does it: no request of this kind.
_TOLD: Final = regex(
    r"投诉|投訴|客訴|举报|舉報|泄露|洩露|泄漏|洩漏|外泄|外洩|为什么|為什麼|为何|為何|點解|竟然|居然|擅自|偷偷|不小心|误删|誤刪|拒绝|拒絕|不肯|不给|不給|不让|不讓|(?:^|[，。；,;\s])(?:你们|你們|你哋|系统|系統)(?:就|又|都|已经|已經)?[把将將]|没有?删|沒有?刪|冇刪|别删|不要删|不要刪|唔好刪|先别|恢复|恢復"
    r"|\b(?:complain|leak|breach|stolen|sold|hacked|why|refus\w*|didn'?t|did not|don'?t|do not|never|won'?t|wouldn'?t|not to|still have(?:n'?t)?|recover|restore)\w*",
    re.I,
)
_HOW: Final = regex(
    r"怎么|怎麼|怎样|怎樣|如何|點樣|点样|哪里可以|哪裡可以|\bhow (?:do|can|could|to|would|should)\b", re.I
)
#: More than this beside the wish, and a story is told.
_BESIDE: Final = 40
_BESIDE_BY_LETTER: Final = 150


def wish(text: str, *, letter: bool = False) -> str | None:
    """copy, erasure, or None where the text is no mere request of that kind."""
    found, kind = _ERASURE.search(text), ERASURE
    if found is None:
        found, kind = _COPY.search(text), COPY
    if found is None or _TOLD.search(text):
        return None
    beside = weight(text) - weight(found[0])
    return kind if beside <= (_BESIDE_BY_LETTER if letter else _BESIDE) else None


def wished(talk: Talk) -> bool:
    """Take the request down, or explain how one is made to whoever asks for that."""
    kind = wish(talk.text, letter=talk.facts.manner == "mail") if talk.text else None
    if kind is None:
        return False
    number = talk.meaning.values.get("case_number")
    if number and talk.own(number) is None:
        # What is known under a number of elsewhere is theirs once they have proved it.
        identity.not_here(talk, number, wish=kind)
    elif _HOW.search(talk.text):
        _explain(talk)
    else:
        ask(talk, kind)
    return True


def ask(talk: Talk, kind: str) -> None:
    """Take it down, once; the customer hears its number and until when it is answered."""
    if talk.top and talk.top.form == forms.PROOF:
        talk.pop()
    known = talk.facts.privacy.get(kind)
    due = known[1] if known else talk.facts.now + talk.facts.policy.privacy_within
    number = known[0] if known else "PR" + talk.facts.number[2:]
    if not known:
        talk.do(AskPrivacy(kind=kind, number=number, due_at=due))
    day = talk.voice.day(due)
    talk.say(f"privacy.{'again' if known else kind}", number=number, due=day)
    if not known and not talk.facts.cases:
        talk.say("privacy.elsewhere")
    talk.show((human(talk),))
    repeat(talk)


def _explain(talk: Talk) -> None:
    talk.say("privacy.how")
    talk.show(
        (talk.button("privacy:copy", "button.privacy.copy"), talk.button("privacy:erasure", "button.privacy.erasure"))
    )
    if talk.frames:
        shown = talk.choices
        repeat(talk)
        talk.show((*shown, *talk.choices) if talk.choices != shown else shown)


def chosen(talk: Talk, kind: str) -> bool:
    """A button."""
    if kind not in (COPY, ERASURE):
        return False
    ask(talk, kind)
    return True
