"""What one piece gives to the windows of the encoder, the same wherever it stands: half of all work, so it is kept.

A part is rounded to bytes before its first use, so that it makes no difference whether it was kept or made anew.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

import numpy as np
from numpy.typing import NDArray

from bot.errors import UnderstandingError

Floats = NDArray[np.float32]

#: Numbers that share a scale.
SEGMENT: Final = 256
_STEPS: Final = 127
#: Pieces that training keeps: the commonest. With them three of four strange messages need nothing made.
_KEPT: Final = 8_192
#: A piece met only once tells of a misspelling.
_LEAST: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Parts in a file, a line each, of which only lines that are used take memory."""

    #: By row of the encoder's table: the line, or −1.
    line: NDArray[np.int32]
    steps: NDArray[np.int8]
    #: What a step is, by line and segment.
    scales: Floats


class Parts:
    """Gives the parts of pieces. `make` makes them from rows of the table. Safe in any thread."""

    def __init__(
        self, make: Callable[[NDArray[np.intp]], Floats], *, rows: int, width: int, remembered: int, kept: Kept | None
    ) -> None:
        self._make = make
        self._width = width
        self._kept = kept or Kept(
            line=np.full(rows, -1, dtype=np.int32),
            steps=np.empty((0, width), dtype=np.int8),
            scales=np.empty((0, width // SEGMENT), dtype=np.float32),
        )
        self._remembered = remembered
        self._memory: dict[int, tuple[NDArray[np.int8], Floats]] = {}
        #: How often each row was met that is not in the file.
        self._met: Counter[int] = Counter()
        self._changing = threading.Lock()

    def of(self, rows: NDArray[np.intp]) -> Floats:
        """A line for each row, and one of nothing."""
        lines = self._kept.line[rows]
        steps, scales = self._kept.steps, self._kept.scales
        if len(missing := np.flatnonzero(lines < 0)):
            fresh = self._fresh(rows[missing].tolist())
            held = lines >= 0
            own_steps = np.empty((len(rows), self._width), dtype=np.int8)
            own_scales = np.empty((len(rows), self._width // SEGMENT), dtype=np.float32)
            own_steps[held], own_scales[held] = steps[lines[held]], scales[lines[held]]
            own_steps[missing], own_scales[missing] = [one[0] for one in fresh], [one[1] for one in fresh]
        else:
            own_steps, own_scales = steps[lines], scales[lines]
        result: Floats = np.zeros((len(rows) + 1, self._width), dtype=np.float32)
        np.multiply(
            own_steps.reshape(len(rows), -1, SEGMENT),
            own_scales[:, :, None],
            out=result[:-1].reshape(len(rows), -1, SEGMENT),
        )
        return result

    def _fresh(self, rows: list[int]) -> list[tuple[NDArray[np.int8], Floats]]:
        """The parts of rows that are not in the file."""
        with self._changing:
            self._met.update(rows)
        return self._parts(rows)

    def _parts(self, rows: list[int]) -> list[tuple[NDArray[np.int8], Floats]]:
        known = {row: self._memory.get(row) for row in dict.fromkeys(rows)}
        if missing := [row for row, part in known.items() if part is None]:
            made = dict(zip(missing, zip(*_rounded(self._make(np.array(missing))), strict=True), strict=True))
            known |= made
            with self._changing:
                for row, (steps, scales) in made.items():
                    while len(self._memory) >= self._remembered:
                        del self._memory[next(iter(self._memory))]
                    # Copies: what is cut from a matrix keeps all of it.
                    self._memory[row] = steps.copy(), scales.copy()
        return [known[row] for row in rows]  # type: ignore[misc]  # what was missing has been made

    def keep(self, path: Path) -> None:
        """Write the parts of the commonest pieces so far to `path` and the file beside it."""
        met = sorted(self._met.items(), key=lambda one: (-one[1], one[0]))[:_KEPT]
        chosen = np.array([row for row, times in met if times >= _LEAST], dtype=np.intp)
        steps = np.empty((len(chosen), self._width), dtype=np.int8)
        scales = np.empty((len(chosen), self._width // SEGMENT), dtype=np.float32)
        for start in range(0, len(chosen), SEGMENT):
            part = slice(start, start + SEGMENT)
            fresh = self._parts(chosen[part].tolist())
            steps[part], scales[part] = [one[0] for one in fresh], [one[1] for one in fresh]
        put(_scales(path), lambda file: np.savez(file, rows=chosen.astype(np.int32), scales=scales))
        put(path, lambda file: np.save(file, steps))


def beside(model: Path) -> Path:
    """Where the parts of a model's pieces are."""
    return model.with_name(f"{model.stem}-parts.npy")


def read(path: Path, rows: int) -> Kept:
    """The parts in `path`, for a table of so many rows. Raises UnderstandingError where a file is damaged or missing."""
    try:
        with _scales(path).open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            chosen, scales = arrays["rows"], arrays["scales"]
        # A view of the pages, without what a mapped array does at each step.
        steps = np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))
        line = np.full(rows, -1, dtype=np.int32)
        line[chosen] = np.arange(len(chosen))
        if len(steps) != len(scales) or steps.shape[1] != scales.shape[1] * SEGMENT:
            raise UnderstandingError(f"{path} was written by another release.")
        return Kept(line=line, steps=steps, scales=scales)
    except (OSError, ValueError, KeyError, IndexError, EOFError) as error:
        raise UnderstandingError(f"{path} is damaged ({type(error).__name__}); it will be made again.") from error


def _rounded(parts: Floats) -> tuple[NDArray[np.int8], Floats]:
    segments = parts.reshape(len(parts), -1, SEGMENT)
    scales = np.maximum(np.abs(segments).max(axis=2), np.float32(1e-12)) / np.float32(_STEPS)
    steps = np.rint(segments / scales[:, :, None]).astype(np.int8).reshape(parts.shape)
    return steps, scales


def _scales(path: Path) -> Path:
    return path.with_name(f"{path.stem}-scales.npz")


def put(path: Path, write: Callable[[IO[bytes]], None]) -> None:
    """Write a file in one step."""
    part = path.with_name(path.name + ".part")
    with part.open("wb") as file:
        write(file)
    part.replace(path)
