"""What becomes of the customer's data is asked: answered as the business answers it, and no complaint of a breach."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.dialogue import requests
from bot.dialogue.ask import put, repeat
from bot.dialogue.phrases import weight
from bot.dialogue.remarks import plain
from bot.dialogue.talk import Talk
from bot.regex import regex

#: A question is short; what is longer tells.
_LONGEST: Final = 70
_DATA: Final = r"(?:[资資]料|[个個][资資]|隐私|隱私|[信讯資资]息|資訊|(?<![打回接来來])[电電][话話](?:[号號][码碼])?|手[机機](?:[号號][码碼]?)?|身[份分][证證]|姓名|名字|地址)"
_OTHERS: Final = r"(?:[别別]人|其他(?:人|公司)|人[哋家]?|第三方|外人|[厂廠]商|[广廣]告商?|[诈詐][骗騙]|[骗騙]子)"
_GIVE: Final = r"(?:[卖賣]|[给給俾畀]|交|[传傳]|外流|外泄|外洩|泄[露漏]|洩[露漏]|流出|分享|提供|[转轉][让讓交]|公[开開])(?![谁誰边邊我])"
_ASKS: Final = regex(
    rf"(?:怎么|怎麼|怎样|怎樣|如何|[点點][样樣]?)[^,，。!！]{{0,6}}(?:[处處]理|使用|运用|運用|用|保[存管护護]|[储儲]存|[对對]待)[^,，。!！]{{0,8}}{_DATA}|{_DATA}[^,，。!！]{{0,6}}(?:[会會]|[係是])?(?:怎么|怎麼|怎样|怎樣|如何|[点點][样樣]?)[^,，。!！]{{0,4}}(?:[处處]理|用|保[存管]|[储儲]存)"
    rf"|(?:[会會]不[会會]|[会會]唔[会會]|[会會]否|是否[会會]?|係咪[会會]?|有[没冇沒]有?|[会會])[^,，。!！]{{0,10}}(?:{_DATA}[^,，。!！]{{0,6}}{_GIVE}|{_GIVE}[^,，。!！]{{0,6}}(?:{_DATA}|{_OTHERS}))[^,，。!！]{{0,6}}(?:[吗嗎咩架㗎呀啊呢?？]|\W*$)"
    rf"|{_DATA}[^,，。!！]{{0,8}}(?:[会會]不[会會]|[会會]唔[会會]|[会會]否|[会會])[^,，。!！]{{0,6}}{_GIVE}[^,，。!！]{{0,8}}(?:[吗嗎咩架㗎呀啊呢?？]|\W*$)"
    rf"|{_DATA}[^,，。!！]{{0,6}}(?:保存|[储儲]存|存|留)(?:多久|[几幾][耐年]|到[几幾什])|{_DATA}[^,，。!！]{{0,4}}(?:安全|保密)(?:[吗嗎咩?？]|不|唔)"
)
#: It has happened.
_DONE: Final = regex(
    r"(?:已[经經]|竟然?|居然|被)[^,，。!！]{0,10}(?:[卖賣]|[泄洩]|外流|流出)|(?:[卖賣]|[泄洩][露漏]|外流|流出)(?:了|咗)|投[诉訴]|客[诉訴]"
)
#: In plain words, for the list of questions and answers.
_PLAINLY: Final = "你们怎么用我的个人信息"


def asks_about_data(text: str) -> bool:
    """Whether no more is asked than what we do with the customer's data."""
    said = plain(text)
    return weight(text) <= _LONGEST and bool(_ASKS.search(said)) and not _DONE.search(said)


def answered(talk: Talk) -> bool:
    """Give the business's own answer; False where nothing of the kind is asked, or none is listed."""
    if talk.turn.message.attachments or not asks_about_data(talk.text):
        return False
    if any(hint.kind != "data" for hint in talk.meaning.priority_hints):
        return False
    talk.meaning = replace(talk.meaning, priority_hints=())
    if not requests.listed_answer(talk, _PLAINLY):
        return False
    if talk.frames:
        repeat(talk)
    elif talk.facts.mode == "bot":
        put(talk, "menu")
    return True
