"""Money or a password went to a swindler: the bank and the police come first, whatever is complained of."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from bot.cases.case import Case
from bot.dialogue import live
from bot.dialogue.outcome import RequestHandoff
from bot.dialogue.phrases import weight
from bot.dialogue.remarks import plain
from bot.dialogue.talk import Talk
from bot.messages import PriorityHint

#: What is longer tells a story in which others may have been paid.
_LONGEST: Final = 400

#: Somebody from outside; that we are swindlers ourselves is said in anger.
_SWINDLER: Final = re.compile(
    r"(?:那|[这這]|有|遇到|碰到|遇上|接到|[给給]|被|[刚剛]才)[个個伙群帮幫]{0,2}[骗騙]子|[骗騙]子(?:又|再|[说說]|打|[让讓]|叫|[发發]|加|冒|[骗騙])|(?:[电電]信|[网網][络絡路])?[诈詐][骗騙](?:[电電][话話]|短信|分子|[团團]伙|集[团團]|[链鏈鍊][接结結])|冒充|假冒?的?(?:客服|快[递遞]|警察|公安|[银銀]行)|[钓釣][鱼魚](?:[网網]站|[链鏈鍊][接结結])|[杀殺][猪豬][盘盤]"
    r"|(?<!you )(?<!you are )(?<!you're )(?<!such )(?<!bunch of )\b(?:scammers?|fraudsters?|swindlers?|con ?(?:man|men|artists?)|phishing|impersonat\w+|pretend(?:ed|ing|s)? to be|fake (?:agent|courier|caller|rep\w*|website|site|page|text|link|customer (?:service|care)|account))\b"
)
_GAVE: Final = re.compile(
    r"(?:[转轉汇匯打付充交]|[给給])(?:了|[过過]去|[账帳]|款|出去){1,3}(?:[给給])?[^,，。]{0,8}(?:[钱錢块塊元万萬千百\d]|$|\W)|[骗騙](?:走|去|了)[^,，。]{0,8}(?:[钱錢块塊元万萬千百\d])|把[^,，。]{1,12}(?:[转轉]|汇|匯|打|付)(?:[过過]去|[给給])?了|(?:[验驗][证證][码碼]|密[码碼]|卡[号號])[^,，。]{0,6}(?:[给給]|告[诉訴]|[报報]|[说說]|[发發])(?:了|[给給])"
    r"|\b(?:sent|transferred|paid|wired|lost|gave|given|handed over)\b[^.!?\n]{0,40}(?:\bmoney\b|[£$€₦₹]|\d{2}|\b(?:card|otp|codes?|pin|password|bank details|savings|thousand|hundred)\b)"
)
_NOT: Final = re.compile(
    r"(?:[没沒未](?:有)?|差[点點]|幸[好亏虧]|[还還][没沒]|不[会會])[^,，。]{0,6}(?:[转轉汇匯付打]|上[当當]|信)|\b(?:did ?n'?t|did not|never|nearly|almost|luckily|not|without)\b[^.!?]{0,16}\b(?:sen[dt]|transfer\w*|pa(?:y|id)|los[te]|g[ai]ven?)\b"
)


def heard(talk: Talk, case: Case | None) -> bool:
    """Say what must be done at once. True where a filed case has the words, and nothing is left to answer."""
    told = str((case.answers if case else talk.frames[-1].answers if talk.frames else {}).get("description") or "")
    if not is_lost(talk.text, told) or is_lost(told, told):
        return False
    talk.say("fraud")
    hints = talk.meaning.priority_hints
    if not any(hint.kind == "data" for hint in hints):
        hints = (*hints, PriorityHint(kind="data", evidence=talk.text))
    talk.meaning = replace(talk.meaning, intent="file_complaint", priority_hints=hints)
    if case is None:
        return False
    live.keep(talk, case, talk.text)
    if talk.facts.mode == "bot":
        talk.do(RequestHandoff(number=case.number, reason="urgent"))
        talk.say("filed.urgent")
    return True


def is_lost(text: str, told: str) -> bool:
    """Whether the text says that a swindler, named there or in what was told before, was given money or a password."""
    if weight(text) > _LONGEST:
        return False
    said = plain(text)
    return bool(_GAVE.search(said)) and not _NOT.search(said) and bool(_SWINDLER.search(f"{plain(told)}\n{said}"))
