"""The sentences of all examples, read by two processes where a second one can be made.

The second one reads the texts whose names are marked, notes their pieces, and learns from them while the first goes on.
What else there is to be read is taken by whichever has nothing better to do.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path
from typing import Final

import numpy as np

from nlu import encoder, tagging
from nlu.corpus import Example
from nlu.encoder import MEANING, SIZE, Encoder
from nlu.pieces import Floats
from nlu.tagger import Tagger
from nlu.tagging import Lesson

#: Pieces that the encoder remembers while training: nearly all that there are.
REMEMBERED: Final = 16_384
#: Examples that are read in one go.
_HEAP: Final = 1_000
#: Fewer are read before a second process is ready.
_WORTH: Final = 2_000


class Sentences:
    """Reads the examples, from when its context is entered on."""

    def __init__(self, examples: Sequence[Example], reader: Encoder, weights: Path) -> None:
        """`weights`: the file of `reader`, for the second process."""
        told = tagging.marked(examples)
        self._known = tagging.names(told)
        self._chance = np.random.default_rng(0)
        noted = {id(example) for example in tagging.fitting(told, self._chance)}
        self._examples = examples
        rows = [[at for at, one in enumerate(examples) if (id(one) in noted) is marked] for marked in (True, False)]
        self._marked, self._others = (
            [some[start : start + _HEAP] for start in range(0, len(some), _HEAP)] for some in rows
        )
        self._reader = reader
        self._weights = weights
        self._pool: ProcessPoolExecutor | None = None
        #: What the second process reads: a heap of examples each, the marked ones first; and what it learns then.
        self._read: list[Future[Floats]] = []
        self._learnt: Future[tuple[Tagger, Counter[int]]] | None = None
        self._lesson = Lesson()

    def __enter__(self) -> Sentences:
        if len(self._examples) < _WORTH:
            return self
        try:
            pool = ProcessPoolExecutor(
                1, mp_context=get_context("spawn"), initializer=_begin, initargs=(self._weights,)
            )
            self._pool = pool
            read = [pool.submit(_note, self._of(rows)) for rows in self._marked]
            self._read = read + [pool.submit(_see, self._of(rows)) for rows in self._others]
            self._learnt = pool.submit(_learn, self._known, self._chance)
        except (OSError, ImportError, NotImplementedError, BrokenProcessPool):
            # No second process may be made here, or it died at once: no shared semaphores, no memory left. This one reads
            # everything then, which takes longer and teaches the same.
            self._read = []
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def _of(self, rows: Sequence[int]) -> list[Example]:
        return [self._examples[row] for row in rows]

    def vectors(self, progress: Callable[[float], None]) -> tuple[Floats, Floats]:
        """The meanings of all examples, in their order, and the sums that they are made from.

        From the last on, this process reads what the second one has not begun; all where there is none.
        """
        count = len(self._examples)
        meaning, summed = (np.empty((count, size), dtype=np.float32) for size in (MEANING, SIZE - MEANING))

        def put(rows: list[int], vectors: Floats) -> None:
            meaning[rows], summed[rows] = vectors[:, :MEANING], vectors[:, MEANING:]

        heaps = self._marked + self._others
        if not self._read:
            for at, rows in enumerate(heaps):
                some = self._of(rows)
                marked = at < len(self._marked)
                put(rows, self._lesson.read(some, self._reader) if marked else self._seen(some))
                progress((at + 1) / len(heaps))
            return meaning, summed
        waiting = deque(zip(heaps, self._read, strict=True))
        self._read = []
        for rows, reading in reversed(list(waiting)[len(self._marked) :]):
            if reading.cancel():
                put(rows, self._seen(self._of(rows)))
                progress(sum(one.done() for _, one in waiting) / len(heaps))
        # From the first on: what was read is kept no longer than needed.
        while waiting:
            rows, reading = waiting.popleft()
            if not reading.cancelled():
                try:
                    put(rows, reading.result())
                except BrokenProcessPool:
                    put(rows, self._seen(self._of(rows)))
                progress(1 - sum(not one.done() for _, one in waiting) / len(heaps))
        return meaning, summed

    def _seen(self, examples: Sequence[Example]) -> Floats:
        return self._reader.vectors([example.text for example in examples])

    def tagger(self) -> Tagger | None:
        """What was learnt of the marks; None where they are too few. Where the second process died (little memory), this
        one reads the marked texts again."""
        if not self._marked:
            return None
        if self._learnt:
            try:
                tagger, met = self._learnt.result()
            except BrokenProcessPool:
                for rows in self._marked:
                    self._lesson.read(self._of(rows), self._reader)
            else:
                self._reader.meet(met)
                return tagger
        return self._lesson.learn(self._known, self._chance)


class _Second:
    """What the second process reads with, and what it has noted."""

    reader: Encoder
    lesson: Lesson


def _begin(weights: Path) -> None:
    _Second.reader = encoder.read(weights, REMEMBERED)
    _Second.lesson = Lesson()


def _note(examples: Sequence[Example]) -> Floats:
    return _Second.lesson.read(examples, _Second.reader)


def _see(examples: Sequence[Example]) -> Floats:
    return _Second.reader.vectors([example.text for example in examples])


def _learn(known: frozenset[str], chance: np.random.Generator) -> tuple[Tagger, Counter[int]]:
    return _Second.lesson.learn(known, chance), _Second.reader.met
