"""Money or a password went to a swindler: the bank and the police come first, whatever is complained of."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.cases.case import Case
from bot.dialogue import amending, forms, live
from bot.dialogue.filing import call_person, hand_over
from bot.dialogue.outcome import RequestHandoff
from bot.dialogue.phrases import weight
from bot.dialogue.remarks import plain
from bot.dialogue.talk import Talk, with_more
from bot.regex import regex

#: What is longer tells a story in which others may have been paid.
_LONGEST: Final = 400

#: Who is only said to be one of ours, or of the authorities, and a machine or a safe account that only swindlers ask for.
_OFFICIAL: Final = r"(?:客服|[专專][员員]|[职職][员員]|[员員]工|工作人[员員]|同事|官方|公司|[银銀]行|警|公安|法院|[检檢]察|海[关關]|快[递遞]|平[台臺]|保[险險]|[电電](?:力|[视視]|信|[讯訊])|社保|[医醫]保|[稅税][务務局])"
_OURS: Final = r"(?:你[们們哋]|您|[贵貴][司行]|[银銀]行|官方)"
#: Somebody from outside; that we are swindlers ourselves is said in anger.
_SWINDLER: Final = regex(
    r"(?<!你们)(?<!你們)(?<!你哋)(?:那|[这這]|有|遇到|碰到|遇上|接到|[给給]|被|[刚剛]才)[個个伙群帮幫]{0,2}[骗騙]子|[骗騙]子(?:又|再|[说說]|打|[让讓]|叫|[发發]|加|冒|[骗騙])|(?:[电電]信|[网網][络絡路])?[诈詐][骗騙](?:[电電][话話]|短信|分子|[团團]伙|集[团團]|[链鏈鍊][接结結])|冒充|假冒?的?(?:客服|快[递遞]|警察|公安|[银銀]行)|[钓釣][鱼魚](?:[网網]站|[链鏈鍊][接结結])|[杀殺][猪豬][盘盤]"
    rf"|(?:自[称稱]|假[扮装裝称稱]|[谎謊佯][称稱]|[伪偽][装裝])(?:自己)?(?:是|係|系|成|做|作|[为為])?[^,，。]{{0,10}}{_OFFICIAL}|(?<!打)扮(?:成|作|做|[晒埋])?(?:是|係|系)?(?:{_OURS}|{_OFFICIAL})"
    rf"|(?:有[个個]?人|[电電][话話]|短[信讯訊]|微信|陌生|打(?:给|給|畀|俾|过|過|[来來嚟]))[^。!！?？]{{0,16}}(?:[说說话話讲講])(?:自己|[他她佢])?(?:是|係|系){_OURS}(?:[^,，。]{{0,6}}{_OFFICIAL}|的?人)"
    r"|共享[屏桌萤螢]|(?:屏幕|[萤螢]幕)(?:共享|分享)|安全[账帳][户號号戶]|解除分期|[远遠]程(?:控制|操控|协助|協助)"
    r"|(?<!you )(?<!you are )(?<!you're )(?<!such )(?<!bunch of )\b(?:scammers?|fraudsters?|swindlers?|con ?(?:man|men|artists?)|phishing|impersonat\w+|pretend(?:ed|ing|s)? to be|fake (?:agent|courier|caller|rep\w*|website|site|page|text|link|customer (?:service|care)|account))\b"
    r"|\b(?:claim(?:ed|ing|s)?|purport(?:ed|ing|s)?) to be(?: calling)?(?: from)? (?:your|the|my|a|an|one of your|customer)\b|\b(?:said|says?|saying|told me|telling me|claim(?:ed|ing|s)?)(?: that)? (?:he|she|they|it)(?: was| were|'s|'re| is| are)(?: calling| phoning| ringing)? (?:from|with) (?:your|the|my)\b"
    r"|\b(?:call(?:er)?|phone call|text|message|e-?mail|someone|somebody|man|woman)(?: \w+){0,2} (?:from|supposedly|allegedly)(?: from)? [\"'“‘](?:your|you)\b|\bsafe account\b|\b(?:any ?desk|team ?viewer)\b"
)
_GAVE: Final = regex(
    r"(?:[转轉汇匯打付充交]|[给給俾畀])(?:了|咗|[过過]去|[账帳]|款|出去|[给給]){1,3}(?:[给給俾畀])?[^,，。]{0,8}(?:[钱錢块塊元蚊万萬千百\d]|$|\W)|[骗騙呃](?:走|去|了|咗|晒)[^,，。]{0,8}(?:[钱錢块塊元蚊万萬千百\d])|把[^,，。]{1,12}(?:[转轉]|汇|匯|打|付)(?:[过過]去|[给給])?了|(?:[验驗][证證][码碼]|密[码碼]|卡[号號])[^。!！?？]{0,10}(?:[给給俾畀]|告[诉訴]|[报報]|[说說讲講念读讀填]|[发發]|[输輸]入?)(?:了|咗|[给給俾畀])"
    r"|(?:照(?:着|著|住)?(?:他|她|佢|[对對]方)?(?:的|嘅)?(?:[说說话話指][示]?)?(?:做|[办辦]|操作|弄|[转轉]))(?:了|咗|\W|$)|(?:[转轉刷划劃扣提盗盜][走去])(?:了|咗)?[^,，。]{0,8}(?:[钱錢块塊元蚊万萬千百\d]|$|\W)|(?:卡|[户戶][头頭口]?|[账帳][户戶号號]|存款|[余餘][额額])[里裡裏入面上]{0,2}(?:的|嘅)?[^,，。]{0,8}(?:[没沒冇](?:了|咗|晒)|[没沒冇]$|少(?:了|咗)|不[见見]|唔見|清零|空了|[转轉刷划劃]走)|[过過]咗[数數]"
    r"|\b(?:sent|transferred|moved|paid|wired|lost|gave|given|handed over|read out|read (?:him|her|them)|told (?:him|her|them)|entered|typed in|took|taken|stole|stolen|withdrew|withdrawn)\b[^.!?\n]{0,40}(?:\bmoney\b|[£$€₦₹]|\d{2}|\b(?:card|otp|codes?|pin|password|bank details|savings|thousand|hundred)\b)"
    r"|(?:\b(?:money|savings|balance)\b|[£$€₦₹] ?\d[\d,.]{0,12}k?|\baccount\b)[^.!?\n]{0,24}\b(?:gone|vanished|disappeared|empt(?:y|ied)|drained|left my|cleaned out|been taken|was taken)\b|\b(?:emptied|drained|cleaned out) (?:my|our|her|his)\b"
)
_NOT: Final = regex(
    r"(?:[没沒未](?:有)?|差[点點]|幸[好亏虧]|[还還][没沒]|不[会會])[^,，。]{0,6}(?:[转轉汇匯付打念操]|照做|上[当當]|信)|\b(?:did ?n'?t|did not|never|nearly|almost|luckily|not|without)\b[^.!?]{0,16}\b(?:sen[dt]|transfer\w*|pa(?:y|id)|los[te]|g[ai]ven?)\b"
)


#: Asked by whoever may lose more: what to do about the card, the account, the caller; and that they want still more.
_WHAT_NOW: Final = regex(
    r"(?<!你们)(?<!你們)(?<!你哋)(?:怎么|怎麼|咋|[点點](?:样|樣)?|如何)(?:[办辦]|做|算|是好)(?![理公])|(?:要不要|[该該]不[该該]|[应應][该該]|[用使]不[用使]|[用使]唔[用使]|需不需要|是不是(?:要|[该該])|係咪要|[还還]?(?:要|能|可以|[会會])|[来來嚟]得及)[^,，。!！?？]{0,8}(?:[挂掛]失|[冻凍][结結]|停卡|停用|止付|[报報](?:警|案)|[换換改](?:密[码碼]|卡)|[销銷註注]|追(?:回|返)|截|接(?:他|佢)?[^,，。]{0,3}[电電])"
    r"|[又再还還仲][^,，。!！?？]{0,6}(?:打|叫|[让讓]|要|催|[发發])[^,，。!！?？]{0,10}(?:[来來嚟]|[转轉汇匯付]|[钱錢]|[验驗][证證]|[电電][话話])"
    r"|\b(?:should|shall|must|can|do) i\b[^.!?]{0,24}\b(?:do|freeze|block|cancel|stop|report|ring|call|phone|tell|answer|change|close|get it back)\b|\bwhat (?:now|do i do|should i do|can i do|to do)\b|\b(?:call|ring|phon|text|messag|email)(?:ed|ing|s)?(?: me| us| him| her)? (?:again|back)\b|\b(?:wants?|asking for|asks? for|demand\w*)(?: me to (?:send|pay|transfer))?(?: even)? (?:more|another)\b"
)
#: What is longer tells more than that.
_QUESTION: Final = 80


def heard(talk: Talk, case: Case | None) -> bool:
    """Say what must be done at once. True where nothing is left to answer: a filed case, or a person, has the words."""
    told = str((case.answers if case else talk.frames[-1].answers if talk.frames else {}).get("description") or "")
    if is_lost(told, told):
        return asks_what_now(talk.text) and _ask_person(talk, case)
    if not is_lost(talk.text, told):
        return False
    talk.say("fraud")
    talk.warn("data")
    talk.meaning = replace(talk.meaning, intent="file_complaint")
    if case is None:
        return False
    live.keep(talk, case, talk.text)
    if talk.facts.mode == "bot":
        talk.do(RequestHandoff(number=case.number, reason="urgent"))
        talk.say("filed.urgent")
    return True


def _ask_person(talk: Talk, case: Case | None) -> bool:
    """Whoever is about to lose more is told once more what to do now, and a person is called for the rest."""
    if case is None:
        answers = talk.frames[-1].answers
        if talk.frames[-1].form != forms.COMPLAINT:
            return False
        talk.say("fraud")
        hints = dict.fromkeys([*answers.get("hints", ()), "data"])
        talk.fill({"description": with_more(answers, talk.text), "hints": list(hints)})
        hand_over(talk, "wish")
        return True
    talk.say("fraud")
    if talk.facts.mode != "bot":
        amending.amend(talk, case, whole=True)
        return True
    talk.add_to(case, talk.text)
    call_person(talk, case.number, "wish")
    talk.asked = None
    return True


def asks_what_now(text: str) -> bool:
    """Whether whoever was swindled asks what to do, or tells that still more is wanted of them."""
    return weight(text) <= _QUESTION and bool(_WHAT_NOW.search(plain(text)))


def is_lost(text: str, told: str) -> bool:
    """Whether the text says that a swindler, named there or in what was told before, was given money or a password."""
    if weight(text) > _LONGEST:
        return False
    said = plain(text)
    return bool(_GAVE.search(said)) and not _NOT.search(said) and bool(_SWINDLER.search(f"{plain(told)}\n{said}"))
