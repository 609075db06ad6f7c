"""The name of what is complained of, found in the text: a small network judges each piece by itself and its neighbours."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from typing import Final

import numpy as np

from bot.regex import regex
from nlu.encoder import Pieces
from nlu.pieces import Floats

#: What a piece is: no part of a name, its first, a further one.
OUTSIDE, BEGIN, INSIDE = range(3)
TAGS: Final = 3
#: Whose neurons a piece is judged by.
_NEIGHBOURS: Final = (-1, 0, 1)
#: A name may be overlooked rather than made up; but what is overlooked is asked for, though it was said.
_EAGER: Final = 0.5
_SURE: Final = 0.6
#: A known name that goes this much further on either side is meant.
_BEFORE: Final = 4
_BEHIND: Final = 6
_LONGEST: Final = 40
#: Ends a name, also where a part of the text was left out behind it.
_END: Final = regex(r"[，。；！？\n]|[,.;!?](?=\s)")
#: Links a name to what is said before it; pieces may hold both.
_LINK: Final = regex("^(?:的(?![士确])|嘅)")
_WORD: Final = regex("[A-Za-z0-9À-ɏ]")
#: The rest of a Chinese word, and a model, that stand directly behind a name; an order number has more figures.
_MODEL: Final = regex(
    r"[^\W\da-zA-Z坏壞了的在是有没沒不漏断斷被给給我你他她和跟就都也又还還到买買用修退换換订訂定单單号號]{0,3}"
    r" ?[A-Za-z]{1,8}-?\d{1,4}[A-Za-z]{0,4}(?![\w-])"
)
#: What things are called by in the end, where a name was cut before it, and is no other word's beginning.
_TAIL: Final = regex(
    "煲|锅(?![里底盖边炉巴])|壶|机(?![器身会构票油长主场型位顶盖箱])|炉(?!子)|仪(?!式)|椅(?!子)|柜(?![台员面门])|垫|灯"
)
_HAN: Final = regex("[\u3400-\u9fff]")
_TRIM: Final = " ,.;!?，。！？、；：:\"'“”‘’「」『』()（）\t\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagger:
    """Weights of the hidden layer, and of the scores for each tag over three neighbours' neurons; names that are known."""

    first: Floats
    first_bias: Floats
    second: Floats
    second_bias: Floats
    #: Folded names from the data: they say where a name ends that was found.
    known: Set[str]

    def find(self, text: str, folded: str, pieces: Pieces) -> str | None:
        """The name in `text` that is the surest, as said; None where none is sure enough."""
        scores = self.scores(pieces.seen)
        scores[:, OUTSIDE] -= _EAGER
        chances = np.exp(scores - scores.max(axis=1, keepdims=True))
        chances /= chances.sum(axis=1, keepdims=True)
        starts = [*pieces.starts, len(text)]
        best, surest = None, _SURE
        for first, end in _names(best_tags(scores)):
            # Where a name begins may be open while that it is one is not.
            sure = float(1 - chances[first:end, OUTSIDE].mean())
            if sure >= surest:
                best, surest = (starts[first], starts[end]), sure
        if best is None:
            return None
        start, stop = self._whole(text, folded, *best)
        said = _END.split(text[start:stop].strip(_TRIM))[0].strip(_TRIM)
        return said if 1 < len(said) <= _LONGEST else None

    def scores(self, seen: Floats) -> Floats:
        """A score for each piece and tag."""
        inner = np.maximum(seen @ self.first + self.first_bias, 0)
        result: Floats = beside(inner) @ self.second + self.second_bias
        return result

    def _whole(self, text: str, folded: str, start: int, end: int) -> tuple[int, int]:
        """From there, whole words, and the longest known name that has it all."""
        while start < end and text[start] in _TRIM:
            start += 1
        while end > start and text[end - 1] in _TRIM:
            end -= 1
        if link := _LINK.match(text[start:end]):
            start += link.end()
        if start == end:
            return start, end
        while start > 0 and _WORD.match(text[start - 1]) and _WORD.match(text[start]):
            start -= 1
        while end < len(text) and _WORD.match(text[end - 1]) and _WORD.match(text[end]):
            end += 1
        longer = [
            (low, high)
            for low in range(max(0, start - _BEFORE), start + 1)
            for high in range(end, min(len(text), end + _BEHIND) + 1)
            if folded[low:high] in self.known
        ]
        start, end = max(longer, key=lambda one: one[1] - one[0], default=(start, end))
        if _HAN.match(text[end - 1]):
            if not longer and not _TAIL.match(folded, end - 1) and (tail := _TAIL.match(folded, end)):
                end = tail.end()
            if model := _MODEL.match(text, end):
                end = model.end()
        return start, end


def beside(inner: Floats) -> Floats:
    """Each row with those before and behind it; nothing stands beyond the ends."""
    count, width = inner.shape
    result = np.zeros((count, width * len(_NEIGHBOURS)), dtype=np.float32)
    for place, shift in enumerate(_NEIGHBOURS):
        low, high = max(0, -shift), min(count, count - shift)
        result[low:high, place * width : (place + 1) * width] = inner[low + shift : high + shift]
    return result


def apart(both: Floats) -> Floats:
    """The opposite of `beside`, for slopes: what each row got from its places, summed."""
    count, width = both.shape[0], both.shape[1] // len(_NEIGHBOURS)
    result = np.zeros((count, width), dtype=np.float32)
    for place, shift in enumerate(_NEIGHBOURS):
        low, high = max(0, -shift), min(count, count - shift)
        result[low + shift : high + shift] += both[low:high, place * width : (place + 1) * width]
    return result


def best_tags(scores: Floats) -> list[int]:
    """The likeliest tags of all pieces in which nothing goes on that has not begun (Viterbi)."""
    total = scores[0].copy()
    total[INSIDE] = -np.inf
    back: list[tuple[int, int, int]] = []
    for row in scores[1:]:
        anywhere = int(total.argmax())
        going = BEGIN if total[BEGIN] >= total[INSIDE] else INSIDE
        back.append((anywhere, anywhere, going))
        total = np.array([total[anywhere], total[anywhere], total[going]]) + row
    tags = [int(total.argmax())]
    for sources in reversed(back):
        tags.append(sources[tags[-1]])
    return tags[::-1]


def _names(tags: list[int]) -> list[tuple[int, int]]:
    """Where names begin, and where what follows them does."""
    found = []
    for at, tag in enumerate(tags):
        if tag == BEGIN:
            end = at + 1
            while end < len(tags) and tags[end] == INSIDE:
                end += 1
            found.append((at, end))
    return found
