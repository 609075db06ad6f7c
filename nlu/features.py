"""A text as hashed n-grams: characters within words, and words (each Han character is one) in sequence."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from bot.regex import regex
from nlu.concepts import PREFIX, Concepts, Hashes
from nlu.fold import clean, fold, gloss

#: Raised whenever the features change, so that cached weights of another shape are not used.
VERSION: Final = 3

#: What each block of features counts for: characters, words, concepts. Words count double: with whole files left out, that
#: is worth half a point of intents and a point of categories.
WEIGHTS: Final = (1.0, 2.0, 0.4)

#: Characters of a longer text that are looked at: its head, and its tail.
HEAD: Final = 900
TAIL: Final = 300

_ADDRESS: Final = regex(r"[\w.+-]{1,64}@[\w-]{1,64}\.[\w.]{1,64}|https?://\S+|www\.\S+")
_DIGITS: Final = regex(r"\d+")
_REPEATED: Final = regex(r"(\D)\1{2,}", re.DOTALL)
#: Boundaries of words: Han beside Latin, and every sign by itself.
_SPLIT: Final = regex(r"(?<=[\u3400-\u9fff])(?=[a-z0-9])|(?<=[a-z0-9])(?=[\u3400-\u9fff])")
_SIGN: Final = regex(r"([?!\u2600-\u27bf\U0001f000-\U0001faff])")
_OTHER: Final = regex(r"[^\w\s?!'\u2600-\u27bf\U0001f000-\U0001faff]+|_+")
_TOKEN: Final = regex(r"[\u3400-\u9fff]|[^\s\u3400-\u9fff]+")

_PRIME: Final = np.uint64(0x100000001B3)
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)
_SHIFT: Final = np.uint64(29)
_CHARACTERS: Final = 5
_WORDS: Final = 3


def _shape(match: re.Match[str]) -> str:
    length = len(match[0])
    return "0" * (length if length < 3 else 3 if length < 6 else 6)


def prepare(text: str) -> str:
    """The text as the features see it: folded, glossed, numbers reduced to their shape."""
    text = clean(text)
    if len(text) > HEAD + TAIL:
        text = f"{text[:HEAD]} {text[-TAIL:]}"
    text = gloss(fold(text))
    text = _ADDRESS.sub(" \x02 ", text)
    text = _DIGITS.sub(_shape, text)
    text = _REPEATED.sub(r"\1\1", text)
    text = _SPLIT.sub(" ", text)
    text = _OTHER.sub(" ", text)
    return " ".join(_SIGN.sub(r" \1 ", text).split())


def _mixed(values: Hashes) -> Hashes:
    values = values * _MIX
    return values ^ (values >> _SHIFT)


def hashes(text: str, concepts: Concepts) -> tuple[Hashes, ...]:
    """The n-grams of characters, those of words, and the concepts, with repetitions, as 64-bit hashes."""
    prepared = prepare(text)
    with np.errstate(over="ignore"):
        return _characters(f" {prepared} "), _words(prepared), concepts.hashes(prepared)


def concepts_of(keywords: Mapping[str, Sequence[str]]) -> Concepts:
    """The concepts among the lookup tables of the training data."""
    return Concepts(
        {name: [prepare(word) for word in words] for name, words in keywords.items() if name.startswith(PREFIX)}
    )


def _characters(padded: str) -> Hashes:
    codes = np.frombuffer(padded.encode("utf-32-le", "replace"), dtype=np.uint32).astype(np.uint64)
    space = codes == 32
    found = []
    rolling = np.full(len(codes), 0xCBF29CE484222325, dtype=np.uint64)
    # How many of the inner characters so far are spaces: an n-gram may touch one at its ends only.
    broken = np.zeros(len(codes), dtype=bool)
    for size in range(1, _CHARACTERS + 1):
        count = len(codes) - size + 1
        if count <= 0:
            break
        rolling = (rolling[:count] ^ codes[size - 1 :]) * _PRIME
        broken = broken[:count]
        if size > 2:
            broken = broken | space[size - 2 : size - 2 + count]
        keep = ~broken
        if size == 1:
            keep = keep & ~space
        found.append(_mixed(rolling[keep] + np.uint64(size)))
    return np.concatenate(found) if found else np.empty(0, dtype=np.uint64)


def _words(prepared: str) -> Hashes:
    tokens = ["\x01", *_TOKEN.findall(prepared), "\x03"]
    codes = np.array([zlib.crc32(token.encode("utf-8", "replace")) for token in tokens], dtype=np.uint64)
    found = []
    rolling = np.full(len(codes), 0x84222325CBF29CE4, dtype=np.uint64)
    for size in range(1, _WORDS + 1):
        count = len(codes) - size + 1
        if count <= 0:
            break
        rolling = (rolling[:count] ^ codes[size - 1 :]) * _PRIME * _MIX
        found.append(_mixed(rolling + np.uint64(1000 + size)))
    return np.concatenate(found)
