"""Text as the pieces of a fixed vocabulary: the likeliest way to cut it (a unigram language model, Kudo 2018)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nlu.concepts import Hashes

Floats = NDArray[np.float32]

#: Marks the beginning of a word, as SentencePiece does.
MARK: Final = "\u2581"
#: Characters of the longest piece.
LONGEST: Final = 16
#: Parts texts that are cut together; no piece has it, nor has a text whose words are parted by single spaces.
_BREAK: Final = "\n"
#: How many of a hash's bits tell that it can't be a piece's: one strange hash in seventeen passes, the others need not be
#: searched for.
_BITS: Final = 20

_PRIME: Final = np.uint64(0x100000001B3)
_START: Final = np.uint64(0xCBF29CE484222325)
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)
_SHIFT: Final = np.uint64(29)


def code(piece: str) -> int:
    """The hash by which a piece is found."""
    return int(_spans(piece)[len(piece) - 1][0])


def _spans(text: str) -> list[Hashes]:
    """For each length, the hashes of all parts of that length."""
    codes = np.frombuffer(text.encode("utf-32-le", "replace"), dtype=np.uint32).astype(np.uint64)
    found = []
    rolling = np.full(len(codes), _START, dtype=np.uint64)
    with np.errstate(over="ignore"):
        for size in range(1, min(LONGEST, len(codes)) + 1):
            count = len(codes) - size + 1
            rolling = (rolling[:count] ^ codes[size - 1 :]) * _PRIME
            mixed = (rolling + np.uint64(size)) * _MIX
            found.append(mixed ^ (mixed >> _SHIFT))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The pieces' hashes, sorted, and how likely each is (log-probability). A hash's place is the piece's number."""

    known: Hashes
    scores: Floats
    #: The number of what no piece covers, and its score.
    unknown: int
    unlikely: float
    #: By the last bits of a hash: whether a piece has them.
    _likely: NDArray[np.bool_] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        likely = np.zeros(1 << _BITS, dtype=bool)
        likely[_last_bits(self.known)] = True
        object.__setattr__(self, "_likely", likely)

    def cut(self, text: str) -> list[int]:
        """The numbers of the pieces of `text`, whose words are parted by single spaces."""
        return [number for number, _ in self.placed(text)]

    def placed(self, text: str) -> list[tuple[int, int]]:
        """The numbers of the pieces, each with the place in `text` where it begins; −1: with a mark before the text."""
        return self.placed_all([text])[0]

    def placed_all(self, texts: Sequence[str]) -> list[list[tuple[int, int]]]:
        """The pieces of each of several texts; together they take a third of the time."""
        marked = [MARK + text.replace(" ", MARK) if text else "" for text in texts]
        spans = _spans(_BREAK.join(marked))
        flat = np.concatenate(spans) if spans else np.empty(0, dtype=np.uint64)
        hits = np.flatnonzero(self._likely[_last_bits(flat)])
        numbers = np.searchsorted(self.known, flat[hits])
        numbers[numbers == len(self.known)] = 0
        right = self.known[numbers] == flat[hits]
        hits, numbers = hits[right], numbers[right]
        ends = np.cumsum([len(span) for span in spans], dtype=np.intp)
        sizes = np.searchsorted(ends, hits, side="right") + 1
        starts = hits - np.concatenate(([0], ends))[sizes - 1]
        order = np.lexsort((sizes, starts))
        starts, sizes, numbers = starts[order], sizes[order], numbers[order]
        scores = self.scores[numbers]
        result = []
        begin = low = 0
        for one in marked:
            high = int(np.searchsorted(starts, begin + len(one)))
            here = slice(low, high)
            result.append(
                self._best(
                    len(one),
                    (starts[here] - begin).tolist(),
                    sizes[here].tolist(),
                    numbers[here].tolist(),
                    scores[here].tolist(),
                )
                if one
                else [(self.unknown, -1)]
            )
            begin, low = begin + len(one) + len(_BREAK), high
        return result

    def _best(
        self, length: int, starts: list[int], sizes: list[int], numbers: list[int], scores: list[float]
    ) -> list[tuple[int, int]]:
        """The likeliest path through the pieces found, which are sorted by where they start."""
        best = [0.0] + [-1e30] * length
        back = [(0, self.unknown)] * (length + 1)
        at, count = 0, len(starts)
        for start in range(length):
            base = best[start]
            # What no piece begins with counts as unknown, one character long.
            if base + self.unlikely > best[start + 1]:
                best[start + 1], back[start + 1] = base + self.unlikely, (start, self.unknown)
            while at < count and starts[at] == start:
                end, score = start + sizes[at], base + scores[at]
                if score > best[end]:
                    best[end], back[end] = score, (start, numbers[at])
                at += 1
        path = []
        end = length
        while end:
            end, number = back[end]
            # The mark before the text has no place in it.
            path.append((number, end - 1))
        return path[::-1]


def _last_bits(hashes: Hashes) -> NDArray[np.intp]:
    return (hashes & np.uint64((1 << _BITS) - 1)).astype(np.intp)
