"""Whoever can't hear or speak is told at once that nobody will ring them: all goes in writing. Closed phrases."""

from __future__ import annotations

from typing import Final

from bot.dialogue.remarks import plain
from bot.dialogue.talk import Talk
from bot.regex import regex

#: What is longer tells a story in which others may not hear.
_LONGEST: Final = 400
_CANNOT_HEAR: Final = regex(
    r"(?:我|本人|俺|咱|我[们們]?(?:家)?(?:[爸妈媽爷爺奶]|老[公婆伴人]|[儿兒]子|女[儿兒]|孩子)?)[^,，。!！?？你您]{0,5}"
    r"(?:[聋聾]|听障|聽障|失[聪聰]|[听聽]力(?:障|有?[问問]题|不好|很?差)|[哑啞](?:巴|人|$|[,，\s])|不(?:能|[会會])[说說][话話]|[说說]不(?:了|出)[话話])"
    r"|\bi(?:'m| am)(?: \w+){0,2} (?:deaf|hard of hearing|hearing[- ]impaired|mute|non[- ]?verbal)\b"
    r"|\bi (?:can(?:'?t|not)|can not) (?:hear|speak) (?:on|over) the phone\b"
)


def cannot_ring(text: str) -> bool:
    """Whether the customer, or one of theirs, says that they can't hear or speak."""
    return bool(_CANNOT_HEAR.search(plain(text[:_LONGEST])))


def heed(talk: Talk) -> None:
    """Say that no call comes, once."""
    if cannot_ring(talk.text) and not cannot_ring(talk.told()):
        talk.say("in_writing")
