"""Words that are to be taken out of the story: take out "you didn't answer", 把“没人回”删掉."""

from __future__ import annotations

import re
from typing import Final

from bot.dialogue.ask import CHANGEABLE, put
from bot.dialogue.corrections import empty
from bot.dialogue.phrases import fold
from bot.dialogue.slot_words import LEAD
from bot.dialogue.talk import Talk
from bot.regex import regex

#: One character for one, so that a place in the text is one in what was written.
_SIGNS: Final = str.maketrans({"“": '"', "”": '"', "„": '"', "「": '"', "」": '"', "『": '"', "』": '"', "’": "'"})
_WORDS: Final = r"(?:words?|bits?|parts?|sentences?|lines?|phrases?)"
_QUOTED: Final = r"(?:\"(?P<x>[^\"]{2,200})\"|'(?P<y>[^\n]{2,200})')"
_OUT: Final = regex(
    rf"{LEAD}(?:remove|delete|drop|take out|leave out|cut out|cut|scrap|strike out|erase|get rid of) (?:(?:the |that |this |those |my )?{_WORDS}? ?(?:that says|where (?:it|i) says?|saying|about)?[:,]? ?{_QUOTED}.{{0,40}}|(?:the |that |this |those |my )(?:last |first |second )?{_WORDS}\b(?P<part>.{{0,120}}))"
    rf"|{LEAD}(?:[删刪][掉除]?|去掉|拿掉|[划劃]掉)[^\"']{{0,6}}{_QUOTED.replace('P<', 'P<z_')}.{{0,12}}"
    rf"|{LEAD}[^\"']{{0,4}}{_QUOTED.replace('P<', 'P<w_')}[^\"']{{0,8}}(?:[删刪][掉除]?|去掉|拿掉|[划劃]掉).{{0,6}}",
    re.I | re.S,
)
#: Longer than the longest that may be quoted.
_LONGEST: Final = 320
#: What stood between the words and the rest of a clause.
_LEFT: Final = regex(r"^[\s,，;；。.]+|[\s,，;；]+(?:and|but|so)?\s*$|(?<=[,，;；。.])\s*[,，;；]|\n\s*(?=\n)")


def cut(talk: Talk) -> bool:
    """Take the words out that the customer names under the summary; False where none are named."""
    said = talk.text.translate(_SIGNS).strip()
    match = _OUT.fullmatch(said) if len(said) <= _LONGEST else None
    if match is None:
        return False
    words = next((value for key, value in match.groupdict().items() if value and key != "part"), "").strip()
    answers = talk.frames[-1].answers
    slot = next((key for key in CHANGEABLE if words and fold(words) == fold(str(answers.get(key) or ""))), "")
    story = str(answers.get("description") or "")
    if slot and slot not in ("description", "category"):
        talk.say("removed", what=talk.voice.word(f"slot.{slot}"))
        empty(talk, slot)
        talk.offer(slot)
    elif words and (stands := _in(story, words)):
        left = _LEFT.sub("", f"{story[: stands.start()]}{story[stands.end() :]}")
        talk.say("removed", what=story[stands.start() : stands.end()])
        talk.fill({"description": left.strip() or None})
        if not left.strip():
            put(talk, "description")
            return True
    else:
        talk.say("words.which")
    put(talk, "confirm")
    return True


def _in(story: str, words: str) -> re.Match[str] | None:
    """Where the words stand; gaps may be others."""
    wanted = r"\s+".join(re.escape(word) for word in words.split())
    return re.search(wanted, story.translate(_SIGNS), re.I)
