"""Whom a danger is told of: an animal, or a child that was in somebody's care. Closed phrases, no model."""

from __future__ import annotations

from typing import Final

from bot.dialogue.deaths import KIN, KIN_EN, PET, PET_EN
from bot.dialogue.remarks import plain
from bot.dialogue.wellbeing import suffers
from bot.regex import regex

#: What is longer is looked at as far as this.
_CHARACTERS: Final = 2_000

_ANIMAL: Final = regex(rf"{PET}|\b{PET_EN}\b")
_PEOPLE: Final = regex(
    rf"{KIN}|客人|路人|我(?:自己|本人|也)|\b{KIN_EN}\b|\b(?:bit|bitten|scratched|attacked) (?:me|him|her|us|my (?!{PET_EN}))|\b(?:i|we)(?:'?m| am| was| got| felt| have been| had to be)(?: \w+)? (?:sick|ill|hurt|bitten|burn\w*|injured|unwell|bleeding|vomiting)\b"
)
#: It bit somebody, and was not bitten itself.
_BITES: Final = regex(rf"(?<!被.)(?<!被..)(?<!被...)(?<!被....)(?:咬|抓[伤傷]|[扑撲])(?:了|咗|[伤傷到])*(?!{PET})")
_BITTEN: Final = regex(rf"{PET}[^,，。]{{0,6}}被|\b{PET_EN} (?:was|were|got|has been) (?:bitten|attacked)")
_CHILD: Final = regex(
    r"[儿兒]子|女[儿兒]|孩|[宝寶]{2}|[娃囡]|[学學]生|[细細]路|[幼小]童|[個个](?:仔|女)|\b(?:son|daughter|child(?:ren)?|kids?|bab(?:y|ies)|toddlers?|pupils?|boys?|girls?|year[- ]olds?)\b"
)
_CARER: Final = regex(
    r"老[师師]|[园園][长長]|幼[儿兒稚][园園]|托[儿兒班管]|[学學]校|校[车車]|[补補][习習]|保姆|月嫂|阿姨|教[练練]|[辅輔][导導]|夏令[营營]|早教|午睡|[课課]室|教室|\b(?:teachers?|nurser(?:y|ies)|day ?care|cr[eè]che|kindergarten|school|nanny|babysitter|childminder|coach|camp|club|carers?)\b"
)


def is_of_animal(text: str) -> bool:
    """Whether it befell an animal, and nobody else."""
    said = plain(text[:_CHARACTERS])
    if not _ANIMAL.search(said) or _PEOPLE.search(said):
        return False
    return bool(_BITTEN.search(said)) or not _BITES.search(said)


def is_of_child(text: str) -> bool:
    """Whether it befell a child in the care of others, who is not said to be ill or hurt."""
    said = plain(text[:_CHARACTERS])
    return bool(_CHILD.search(said) and _CARER.search(said)) and not suffers(said)
