"""What is said first to somebody in danger: whether a thing or a person threatens them, and whether it is over."""

from __future__ import annotations

import unicodedata
from typing import Final

from bot.dialogue.deaths import is_death
from bot.dialogue.lifelines import is_cut_off, is_left_alone
from bot.dialogue.menace import is_menaced
from bot.dialogue.wellbeing import help_comes, is_in_care, is_made_safe, is_well, suffers, tells_hurt
from bot.dialogue.whom import is_of_animal, is_of_child
from bot.regex import regex

#: What may be in the air: switches and flames must be let be.
_GAS: Final = regex(
    r"[煤燃沼][气氣]|瓦斯|天然[气氣]|石油[气氣]|一氧化碳|[焦糊燶]味|[烧燒]焦|(?:汽油|煤油|化[学學]|刺鼻).{0,4}味"
    r"|\bfumes\b|\b(?<!to do with )(?<!about )(?:gas|propane|butane)\b"
    r"(?! (?:bill|station|money|mileage|account|tariff|prices?|meter reading|got to do)\b)|\bcarbon monoxide\b"
    r"|\bsmell\w* (?:of |like )?(?:something )?(?:burn\w*|petrol)|\bburn\w* smell|\bsmell\w* (?:(?:a bit|bit|strongly|really|just) )?(?:of |like )?rotten eggs?\b|\brotten eggs? smell|[臭坏壞][鸡雞]?蛋(?:的|嘅|一[样樣]的)?[气氣]?味"
)
_VICTIM: Final = r"(?:我|他|她|佢|孩子|小孩|[学學]生|[儿兒]子|女[儿兒]|老人|客人|人(?!工))(?!的?(?:[电電]|手[机機]))"
#: A person threatens, follows, shuts in or strikes somebody: nothing can be switched off, but the police can come.
_PERSON: Final = regex(
    r"威[胁脅]|恐[吓嚇]|跟[踪蹤]|尾[随隨]|堵(?:我|住我|在|[门門]|人)|收拾我|[找叫]人(?:收拾|打|弄|搞|砍|教[训訓])|弄死|打死|砍(?:我|死|人)|[报報][复復]我"
    r"|(?:[晓曉]得|知道?)(?:我|我们|我們|我哋)?(?:住|家)(?:在|喺|哪|[几幾]|[边邊])|[闯闖](?:[进進]|入)|破[门門]|[动動]手(?!术|術|[册冊])|出手[打推]|[殴毆]打|体罚|體罰|虐待|小黑屋|[扇掴摑](?:了|咗|我|耳)|(?:踢|踹|掐)(?:了|咗)?(?:我|孩子)|(?:性|一直|半夜)[骚騷][扰擾]|[骚騷][扰擾]我|猥[亵褻]|非[礼禮]|偷拍|[持拿]刀|[走等][着著]瞧|摸(?:了|咗)?我"
    rf"|打(?:了|咗|[伤傷])?{_VICTIM}|老[师師][^，。,.!?\n]{{0,8}}打(?![电電])|[锁鎖](?:住|了|咗|上|[门門])[^。.!?\n]{{0,24}}(?:不|唔)(?:[让讓]|俾|畀|[给給]|准)(?:我|人)?(?:们|們|哋)?(?:走|[离離][开開]|出)"
    r"|\b(?<!life-)(?<!life )threaten\w*|\bfollow(?:ed|ing|s) (?:me|us|her|him|my \w+)\b|\boutside (?:my|our|her|his) (?:house|home|flat|door|building|work\w*|window)\b|\bstalk\w*|\bknows? where (?:i|we|she|he) lives?\b|\bassault\w*|\b(?:slapp|punch|flogg|can|whipp|spank|thrash|grop|molest)(?:ed|ing)\b|\bharass\w*|\bbroke in(?:to)?\b|\bbarged in\b|\bwith a knife\b"
    r"|\b(?:he|she|they|driver|man|men|guy|guards?|security|bouncers?|teachers?|staff|manager|waiter|courier|employee|nurse|carer|worker|coach|owner|landlord|bailiffs?)(?: \w+){0,3} (?:hit|hits|hitting|pushed|shoved|beat|beats|beating|grabbed|kicked|attacked|choked) (?:me|him|her|us|my|our|a|an|the|pupils|children|kids)\b|\b(?:would ?n'?t|did ?n'?t|not|refused to) let (?:me|us|him|her) (?:leave|go(?! (?:to|through|on|ahead|back))\b|out)\b"
)
_HELPS: Final = r"(?:insulin|inhalers?|ventolin|epi-?pens?|oxygen|dialysis|ventilator|warfarin|medicines?|medications?|meds|pills?|tablets?|prescriptions?)"
#: What somebody can't do without is missing or is another: nothing is to be left, something must be got.
_MEDICINE: Final = regex(
    r"(?:[药藥]|胰[岛島]素|救心丸|[喷噴][雾霧]|氧[气氣]|透析|制氧[机機]|呼吸[机機])[^!?！？\n]{0,30}?(?:[没沒冇](?:有)?[药藥了得氧收到送]|[断斷](?:了|[药藥货貨供氧])|停[药藥机機]|[用打吃喷噴]完|[发發送寄拿配派给給][错錯]|[丢丟](?:了|件)|[坏壞]|(?:未|没|沒|冇)(?:收|送|到))|[没沒冇](?:有)?[药藥](?:[打吃用食])|[断斷停][药藥]"
    rf"|\b{_HELPS}\b[^.!?\n]{{0,40}}\b(?:r[au]n(?:ning)? (?:out|low)|none left|missing|n'?t (?:been )?(?:arrive|come|deliver|turn)\w*|never|wrong|lost|last (?:dose|one)|empty|out of stock|without|stopped working|broken)|\b(?:r[au]n(?:ning)? (?:out|low)|without|out of|no|never|n'?t|lost|wrong|last)\b[^.!?\n]{{0,24}}\b{_HELPS}\b"
)
#: What goes on whoever is well: fire, current, what may still fall. Nor is "nobody was hurt" the end of a danger.
_LASTS: Final = regex(
    r"火|[烟煙]|爆|炸|[漏触觸带帶][电電]|塌|玻璃|(?:没|沒|冇|[无無])(?:有)?人?受[伤傷]"
    r"|\b(?:fire|smok\w*|spark\w*|electr\w*|explo\w*|burn\w*|melt\w*|leak\w*|glass|collapsed|ceiling|no injuries)\b|\b(?:nobody|no ?one|no one|none of us)(?: \w+){0,2} (?:hurt|injured|harmed|ill|sick)\b"
)


def wording(told: str, said: str) -> str:
    """Which text fits what was told so far, of which `said` was said just now."""
    told = unicodedata.normalize("NFKC", told).casefold().replace("’", "'")
    if _GAS.search(told):
        return "safety.gas"
    if is_death(told):
        return "safety.death"
    if is_cut_off(said, told):
        return "safety.lifeline"
    if is_over(told, said):
        return "safety.well"
    if _PERSON.search(told) or is_menaced(told):
        return "safety.threat"
    if _MEDICINE.search(told):
        return "safety.medicine"
    if is_of_animal(told) and not _LASTS.search(told):
        return "safety.animal"
    if is_of_child(told) and not _LASTS.search(told):
        return "safety.child"
    if is_left_alone(told):
        return "safety.alone"
    return "safety.treated" if suffers(told) and is_in_care(told) else "safety"


def is_gas(text: str) -> bool:
    """Whether gas or fumes may be in the air."""
    return bool(_GAS.search(unicodedata.normalize("NFKC", text).casefold().replace("’", "'")))


def is_anywhere(language: str, told: str) -> bool:
    """Whether a Chinese text is written alike in both scripts: it may come from where 120 is nobody's number."""
    if language != "zh-Hans":
        return False
    try:
        return bool(_han(told).encode("gb2312") and _han(told).encode("big5"))
    except UnicodeEncodeError:
        return False


def _han(text: str) -> str:
    return "".join(char for char in text if "\u3400" <= char <= "\u9fff")


def afterwards(said: str, told: str = "") -> str:
    """Which text fits what was said of a case that is with a person already, and of which `told` was told before."""
    if is_made_safe(said):
        return "waiting.well"
    if help_comes(said) and not suffers(said):
        return "waiting.coming"
    if is_gas(said):
        return "safety.gas"
    if is_death(said):
        return "safety.death"
    if is_cut_off(said, told):
        return "safety.lifeline"
    if is_over(said, said) and not tells_hurt(said):
        return "waiting.well"
    known = while_awaited(said, told)
    return "safety.again" if known == "waiting.grave" else known


def while_awaited(said: str, told: str) -> str:
    """Which text fits what was said of a danger while a person is awaited, and of which `told` was told before."""
    if is_death(said):
        return "waiting.death"
    if is_of_animal(f"{told}\n{said}") and not _LASTS.search(said.casefold()):
        return "waiting.animal"
    return "waiting.treated" if is_treated(said, told) else "waiting.grave"


def is_treated(said: str, told: str) -> bool:
    """Whether whom it happened to is with doctors already, and no fire or current threatens others."""
    return is_in_care(f"{told}\n{said}") and not _LASTS.search(said.casefold())


def is_over(told: str, said: str) -> bool:
    """Whether who fell ill or was hurt is well by now, and nothing goes on that could hurt others."""
    return is_well(said) and not _LASTS.search(told.casefold()) and not _PERSON.search(told.casefold())
