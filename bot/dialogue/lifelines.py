"""Who needs help now though nothing broke or hurt: somebody whose life hangs on a supply that is off, and somebody who
can't look after themselves and was left behind alone. Closed phrases, no model."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.dialogue.remarks import plain
from bot.dialogue.talk import Talk
from bot.regex import regex

#: What is longer is looked at as far as this.
_CHARACTERS: Final = 2_000
#: Below this chance what was understood gives way.
_BELIEVED: Final = 0.5
_TAKEN_FOR: Final = ("skip", "deny", "affirm", "out_of_scope", "ask_faq", "file_complaint", "add_information", "thank")

_HOME_CARE: Final = (
    r"\b(?:ventilators?|life support|dialysis|home oxygen|(?:on|needs|using|uses) oxygen|oxygen (?:at home|machine|concentrator|supply|tank|bottle)s?"
    r"|concentrators?|nebuli[sz]ers?|feeding (?:pump|tube)|tube[- ]fed|suction (?:machine|pump)|apn(?:o?e)a (?:monitor|alarm)|breathing machine)\b"
    r"|呼吸[机機]|制氧[机機]|[氧養][气氣][机機]|家[用中]?[氧吸][气氣氧]|透析|洗[肾腎]|吸痰[机機]|[喂餵]食泵|鼻[饲飼]泵|胃管"
)
_CARE: Final = regex(_HOME_CARE)
_SUPPLY: Final = r"(?:power|electric(?:ity)?|elec|mains|current|lights?|supply|water)"
#: What keeps somebody alive has nothing to run on, now.
_OFF: Final = regex(
    rf"\b{_SUPPLY}(?:'s|s)?(?: \w+){{0,4}} (?:off|gone|out|cut|down|failed|died)\b|\b(?:no|without|lost|lose) (?:any |all )?{_SUPPLY}\b"
    rf"|\b(?:cut|switched|turned|shut|disconnected)(?: off)? (?:our|my|the|his|her|their|\w+'s) {_SUPPLY}\b|\b(?:power ?cut|blackout|outage)\b"
    r"|停[了咗]?[电電水]|[断斷][了咗]?[电電水]|冇[电電水]|[没沒]有?[电電水]|跳[闸閘掣]"
)
#: A few words about it, once it is told who hangs on it.
_OFF_AGAIN: Final = regex(
    r"\b(?:it'?s|its|it has|power'?s|power|we'?re|we are) (?:just |now |all |been |has |have )*(?:gone (?:off|again|down|out)|(?:off|out|down|cut out|cut off|tripped)(?= ?(?:$|[,.;!?]|again|now|and|for the|since|here|still|as we)))"
    r"|\b(?:machine|ventilator|concentrator|pump|monitor|nebuli[sz]er|dialysis)(?:'s| is| has| keeps|s)? (?:just |now |started |is |gone )*(?:beep\w*|bleep\w*|alarm\w*|stopp\w*|off|dead|died|fail\w*|running out|on battery)\b"
    r"|又停[了咗]|又[断斷][了咗]|[机機](?:器|子)?(?:又|一直|在|已[经經]|開始|开始)*(?:[报報]警|[响響嘟叫]|停[了咗]|[没沒冇]反[应應])"
)
#: It is over, or long ago.
_PAST: Final = regex(
    r"\b(?:back on|came back|is back|restored|working again|(?:days?|weeks?|months?|years?) ago|last (?:week|month|year)|used to)\b"
    r"|[来來嚟](?:[电電水])了|恢[复復]|上(?:[周週]|[个個]?月|[个個]?星期|[个個]?[礼禮]拜)|去年"
)

#: Who can't look after themselves.
_FRAIL: Final = (
    r"(?:\b(?:he|she)(?:'?s| is) (?:only |just )?(?:\d|1[01]|two|three|four|five|six|seven|eight|nine|ten)\b(?! (?:stone|feet|foot|ft|weeks|months|hours|out|of|to|minutes))|\b(?:\d|1[01]|two|three|four|five|six|seven|eight|nine|ten)[- ](?:yr|years?)[- ]olds?\b|\baged? (?:\d|1[01])\b"
    r"|\b(?:dementia|alzheimer'?s|toddler|learning (?:difficult\w+|disabilit\w+)|autis\w+|is blind|non-?verbal|special needs)\b"
    r"|[失痴][智呆]|老年[痴癡]呆|阿[兹茲][海尔爾]默|[认認]知障[碍礙]|自[闭閉]症|[智][障]|(?<!\d)[2-9一二三四五六七八九][岁歲](?!半?以上))"
)
#: Left where nobody looked after them, by those who had them in their care.
_LEFT: Final = regex(
    r"\b(?:left|drove off|went|gone|dropped|forgot|abandoned)\b[^.!?]{0,40}\b(?:without (?:him|her|them)|(?:my|our) (?:\w+ ){0,2}(?:son|daughter|child|boy|girl|kid|toddler|baby|grand\w+|gran|nan\w*|mum|mom|mam|mother|dad|father|brother|sister|wife|husband|aunt\w*|uncle|client)s?(?: \w+){0,4} (?:at|in|on|by|outside)|(?:him|her|them)(?: \w+){0,3} (?:at|in|on|by|outside|behind|alone|there)|behind)\b"
    r"|\b(?:stood|standing|waiting|sat|sitting|found|wandering|alone|walk\w*|stranded)\b[^.!?]{0,40}\b(?:on (?:his|her|their) own|by (?:him|her)self|alone|wandering)\b|\bwandering (?:the|around|about|alone|off|in)\b"
    r"|(?:[丢丟]|落|扔|留|漏)(?:下|低|在|喺)[^,，。]{0,12}(?:[一自][个個己]人?|路[边邊]|[车車]上|站)|一[个個]人(?:站|坐|走|留|喺|在)[^,，。]{0,8}(?:路|街|站|[车車]|外)"
)
_CARRIER: Final = regex(
    r"\b(?:bus|coach|taxi|cab|driver|minibus|train|tram|school|nursery|club|camp|carer|escort|care home|day cent(?:re|er)|transport|respite|hospital|ward|crew|staff|teacher)\b"
    r"|校[车車]|司[机機]|巴士|的士|[车車]|[园園]|[学學]校|老[师師]|[护護]工|院"
)
_FRAIL_ONE: Final = regex(_FRAIL)


def is_cut_off(said: str, told: str = "") -> bool:
    """Whether what somebody needs to live has no supply now; `told` is what was told before."""
    said, told = plain(said[:_CHARACTERS]), plain(told[:_CHARACTERS])
    if _PAST.search(said):
        return False
    if _CARE.search(said) and _OFF.search(said):
        return True
    return bool(_CARE.search(f"{told}\n{said}")) and bool(told) and bool(_OFF_AGAIN.search(said) or _OFF.search(said))


def is_left_alone(said: str) -> bool:
    """Whether a small child or somebody helpless was left alone by those who had them in their care."""
    said = plain(said[:_CHARACTERS])
    return bool(_FRAIL_ONE.search(said) and _LEFT.search(said) and _CARRIER.search(said))


def heed(talk: Talk) -> None:
    """Have it treated as the danger it is, whatever the words were taken for."""
    told = talk.told()
    if not talk.text or not (is_cut_off(talk.text, told) or is_left_alone(talk.text)):
        return
    talk.warn("safety")
    meaning = talk.meaning
    if meaning.intent in _TAKEN_FOR or meaning.confidence < _BELIEVED:
        intent = "add_information" if told else "file_complaint"
        talk.meaning = replace(meaning, intent=intent, confidence=max(meaning.confidence, _BELIEVED))
