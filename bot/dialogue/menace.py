"""Whether somebody who serves us frightens a customer now: does not let them go, takes them elsewhere, waits outside.

Closed phrases, no model.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.dialogue.phrases import weight
from bot.dialogue.remarks import plain
from bot.dialogue.talk import Talk
from bot.regex import regex

#: What is longer tells a story of long ago.
_LONGEST: Final = 600

#: Who is met alone: at the wheel, at the door, in the house.
_WHO: Final = regex(
    r"司[机機]|[师師]傅|快[递遞]|外[卖賣]|[骑騎]手|小哥|工人|[维維安裝装]修?工|保安|中介|房[东東]|[业業][务務][员員]|推[销銷]|教[练練]|技[师師]|男的|男人|有[个個]人|人[员員]|店[员員长長]|代[驾駕]|的士|网[约約][车車]|滴滴|佢|他(?![们們])"
    r"|\b(?:drivers?|couriers?|riders?|delivery (?:guy|man|person)|technicians?|engineers?|plumbers?|workm[ae]n|guards?|security|landlords?|agents?|salesm[ae]n|man|men|guys?|someone|somebody|he)\b"
)
#: What nobody does who only serves.
_PLAIN: Final = regex(
    r"(?:不|唔)(?:[让讓准許许]|[给給俾畀])(?:我|我[们們哋])?(?:下[车車]|落[车車]|出[去門门]|走(?![后後正大捷])|[离離][开開])|[锁鎖](?:了|咗|上|住|[着著])*[车車][门門]|硬(?:要|是|闯|闖|往){1,2}[^,，。]{0,6}(?:[进進入]|[闯闖])|[强強]行[进進]|(?:[说說]|[话話]|要|想)(?:要|[会會])?把我(?:[拉带帶载載弄扔丢丟])"
    r"|\b(?:wo ?n'?t|would ?n'?t|did ?n'?t|refus\w+ to|not) (?:stop the (?:car|cab|taxi|van)|let me (?:out|off|go))\b|\block(?:ed|s)? (?:me in|the (?:car )?doors?)\b|\bforc(?:ed|ing) (?:his|their) way in"
)
#: What frightens whoever is alone.
_ODD: Final = (
    regex(
        r"[问問](?:我|人家)?[^,，。]{0,8}(?:住(?:哪|[几幾]|址|在|[边邊])|(?:一[个個]|[自独獨])(?:人|居|己)?住|[单單]身|[独獨]居)|\bask(?:s|ed|ing)?(?: me)? (?:if|whether|where) i (?:live|stay)\b"
    ),
    regex(
        r"(?:不|唔)[停]?[车車](?=$|[\s,，。!！])|(?:[让讓叫])(?:他|佢|[师師]傅|司[机機])停[^,，。]{0,4}(?:不|唔|没|沒|冇)(?:停|理)|(?:佢|他|司[机機])(?:都|就)?(?:不|唔)停|\b(?:wo ?n'?t|would ?n'?t|did ?n'?t|not) stop(?:ping)?\b"
    ),
    regex(
        r"(?:[拉带帶载載开開绕繞拐兜驶駛])(?:我|咗|了|[进進])?(?:到|去|[进進]|入|咗)+[^,，。]{0,10}(?:[没沒冇]人|[无無]人|偏僻|荒|郊|野外|小路|小巷|山上|[树樹]林|工地|(?:不|唔)[认認識识知]|陌生)"
        r"|\b(?:took|taking|drove|driving|turned)\b[^.!?]{0,20}\b(?:somewhere|nowhere|deserted|remote|dark|isolated|middle of nowhere|back ?road|don'?t (?:know|recogni[sz]e))\b"
    ),
    regex(
        r"(?:[还還]|一直|仍|又|就|[现現]在|都)[^,，。]{0,4}(?:在|停|守|站|蹲|徘徊|[转轉]悠)[^,，。]{0,8}(?:[门門](?:口|外)|[楼樓](?:下|道)|外面|[窗]外|(?:那|[这這])[里裡裏儿兒]?(?:[没沒]走|不走)|(?:[没沒]|不|唔)(?:肯)?走)|(?:[赖賴]|[坐站]|待|留)[^,，。]{0,6}(?:不|唔)(?:肯)?走|完[^,，。]{0,6}不走"
        r"|\b(?:still|waiting|standing|sitting|parked|hanging around|lurking)\b[^.!?]{0,20}\b(?:outside|by|at|in front of) (?:my|our|the) (?:house|home|flat|door|building|gate|window)\b|\b(?:wo ?n'?t|would ?n'?t|refus\w+ to) leave (?:my|our|the|until)\b"
    ),
    regex(
        r"(?:[敲砸踹撞拍][我]?[^,，。]{0,2}[门門])|(?:[跟盯][着著住]|尾[随隨])(?:我|[看睇])|(?:[说說]|[发發][^,，。]{0,4}|[威][^,，。]{0,3})要?[来來](?:我家)?(?:找|堵|弄|搞)我(?![^,，。]{0,4}(?:道歉|[协協]商|核[实實]|解[决決]|[谈談]|拿|取|聊))|\b(?:bang(?:ing|ed|s)|knock(?:ing|ed|s)|kick(?:ing|ed|s)|pound(?:ing|ed|s)) (?:on|at|in)? ?my door\b|\b(?:staring|stares?|stared) at me\b|\bfollow(?:ing|s|ed) me\b"
    ),
)
#: How somebody feels, or that nobody is with them.
_FEAR: Final = regex(
    r"(?<![不别別没沒])(?:(?:好|很|真|非常|特[别別])?(?:害)?怕(?![麻])|[吓嚇]死|好[惊驚]|慌|[发發]抖|腿[软軟])|不敢(?:[开開][门門]|出|回|下|睡|[动動])|(?:我|家[里裡])(?:就|[只]有?|[现現]在|[这這][会會][儿兒]?|自己)?(?:我)?一[个個](?:人|女)|[独獨]自|救命|女[生的孩]"
    r"|\b(?:scared|terrified|frightened|afraid|shaking|alone|by myself|on my own|help me|creep(?:y|ed|ing)?|unsafe)\b"
)


def is_menaced(text: str) -> bool:
    """Whether it is told that somebody frightens a customer who is with them, or alone."""
    if weight(text) > _LONGEST:
        return False
    said = plain(text)
    if not _WHO.search(said):
        return False
    odd = sum(1 for pattern in _ODD if pattern.search(said))
    plainly = bool(_PLAIN.search(said))
    return odd > 1 or ((odd > 0 or plainly) and bool(_FEAR.search(said))) or (plainly and weight(said) <= _LONGEST // 4)


def heard(talk: Talk) -> None:
    """Such a message is urgent, and nobody's words of stolen data or of rudeness."""
    if not talk.turn.message.choice and is_menaced(talk.text):
        hints = tuple(hint for hint in talk.meaning.priority_hints if hint.kind != "data")
        intent = talk.meaning.intent if talk.meaning.intent == "talk_to_human" else "file_complaint"
        talk.meaning = replace(talk.meaning, intent=intent, priority_hints=hints)
        talk.warn("safety")
