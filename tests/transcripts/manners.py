"""What holds for every message of the bot in every dialogue, whatever was said."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Final

from bot.dialogue.state import State, dump, load
from bot.messages import LANGUAGES
from bot.records import Entry

CASE_NUMBER: Final = re.compile(r"HY\d\d-[0-9A-Z]{4}-[0-9A-Z]{4}")

_HAN: Final = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_URL: Final = re.compile(r"https?://\S+")
#: What a person must never see: a hole in a text, a value of ours, a key of the texts.
_RAW: Final = re.compile(
    r"\{[a-z_0-9]*\}|\bNone\b|\bnull\b|\bTrue\b|\bFalse\b|\[\]|\(\)|Traceback"
    r"|\b(?:ask|status|slot|button|remedy|update|survey|empathy|proposal|repair|rating|filed|when)\.[a-z_]+\b"
    r"|\b(?:order_number|occurred_at|remedy_text|category_confidence|price_adjust|zh-Han[st]"
    r"|product_quality|service_attitude|technical_support|after_sales|in_progress|customer_service)\b"
)
_DOUBLE: Final = re.compile(r"。。|，。|：。|、。|\.\. |,\.|:\.|\?\?|？？|  ")


def faults(entry: Entry, *, language: str, words: Iterable[str]) -> list[str]:
    """What is wrong with one message. `words` is what people have said: it may be quoted in any script."""
    text = entry.text
    found = []
    if not text.strip():
        found.append("an empty message")
    if len(text) > 4000:
        found.append(f"{len(text)} characters")
    said = tuple(words)
    own = unquoted(text, said, least=2)
    if wrong := script_faults(own, text, language):
        found.append(f"not {language}: {wrong}")
    for choice in entry.choices:
        if not choice.value or len(choice.value.encode()) > 64:
            found.append(f"the button's value {choice.value!r} is empty or has more than 64 bytes")
        if not choice.label.strip():
            found.append(f"the button {choice.value} has no label")
        if wrong := script_faults(unquoted(choice.label, said, least=2), choice.label, language):
            found.append(f"the button {choice.label!r} is not {language}: {wrong}")
    if len({choice.value for choice in entry.choices}) < len(entry.choices):
        found.append("two buttons with the same value")
    if len({choice.label for choice in entry.choices}) < len(entry.choices):
        found.append("two buttons with the same label")
    plain = unquoted(text, said, least=4)
    if raw := _RAW.search(plain):
        found.append(f"shows {raw[0]!r}")
    if double := _DOUBLE.search(plain):
        found.append(f"punctuation {double[0]!r}")
    return found


def unquoted(text: str, said: Iterable[str], *, least: int) -> str:
    """The text without links, case numbers, and runs of `least` or more characters that people said before."""
    text = CASE_NUMBER.sub("\0", _URL.sub("\0", text))
    corpus = "\n".join(said)
    kept: list[str] = []
    at = 0
    while at < len(text):
        end = at + least
        if end <= len(text) and text[at:end] in corpus:
            while end < len(text) and text[at : end + 1] in corpus:
                end += 1
            kept.append("\0")
            at = end
        else:
            kept.append(text[at])
            at += 1
    return "".join(kept)


def script_faults(own: str, whole: str, language: str) -> str:
    """The characters of our own words that another language's script has; "" where none."""
    assert language in LANGUAGES
    han = _HAN.findall(own)
    if language == "en":
        return "".join(han)
    codec = "gb2312" if language == "zh-Hans" else "big5"
    alien = "".join(dict.fromkeys(char for char in han if not _in(char, codec)))
    if alien:
        return alien
    if not _HAN.search(whole) and re.search(r"[A-Za-z]{3}", own):
        return "no Chinese at all"
    english = re.search(r"(?:\b[A-Za-z]{2,}[ ,.]+){4}", own)
    return english[0] if english else ""


def _in(char: str, codec: str) -> bool:
    try:
        char.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def state_faults(state: State) -> list[str]:
    """Whether the state survives being stored."""
    raw = json.loads(json.dumps(dump(state), ensure_ascii=False))
    again = load(raw)
    return [] if dump(again) == raw and again == state else [f"the state changes when it is stored: {raw}"]
