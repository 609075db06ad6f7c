"""What one piece is to the encoder, the same wherever it stands: half of all work, so it is kept.

It is rounded to bytes before its first use, so that it makes no difference whether it was kept or made anew. Files are
read line by line: a mapped one would take sixteen pages of memory for each line that is used.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from bot.errors import UnderstandingError

Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]

#: Numbers that share a scale.
SEGMENT: Final = 256
_STEPS: Final = 127
#: Pieces that training keeps: the commonest. With them three of four strange messages need nothing made.
_KEPT: Final = 8_192
#: A piece met only once tells of a misspelling.
_LEAST: Final = 2


class Lines(Protocol):
    """A table of bytes."""

    def __len__(self) -> int: ...

    def take(self, lines: Sequence[int]) -> Bytes:
        """Some of its lines."""


class File:
    """The lines of a table in NumPy's format; read when they are asked for. Safe in any thread."""

    def __init__(self, path: Path) -> None:
        """Raises OSError, ValueError where it is no such table."""
        self._reading = threading.Lock()
        self._file = path.open("rb", buffering=0)
        np.lib.format.read_magic(self._file)
        (self._count, self._width), _, kind = np.lib.format.read_array_header_1_0(self._file)
        self._offset = self._file.tell()
        if kind != np.uint8 or self._offset + self._count * self._width != path.stat().st_size:
            raise ValueError("a whole table of bytes was expected")

    def __len__(self) -> int:
        return int(self._count)

    def __del__(self) -> None:
        if hasattr(self, "_file"):
            self._file.close()

    def take(self, lines: Sequence[int]) -> Bytes:
        """Some of its lines. Raises UnderstandingError where the file has become shorter."""
        result = np.empty((len(lines), self._width), dtype=np.uint8)
        with self._reading:
            for at, line in enumerate(lines):
                self._file.seek(self._offset + line * self._width)
                if self._file.readinto(memoryview(result[at])) != self._width:
                    raise UnderstandingError(f"{self._file.name} was cut short while it was in use.")
        return result


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What pieces are, in a file: a line each."""

    #: By row of the encoder's table: the line, or −1.
    line: NDArray[np.int32]
    lines: Lines


class Parts:
    """What pieces are: `width` bytes of the encoder's table, and `given` numbers that `make` makes of them. Safe in any
    thread."""

    def __init__(
        self,
        table: Lines,
        make: Callable[[NDArray[np.intp], Bytes], Floats],
        *,
        width: int,
        given: int,
        remembered: int,
        kept: Kept | None,
    ) -> None:
        self._table = table
        self._make = make
        self._width = width
        self._given = given
        self._remembered = remembered
        self._kept = kept
        self._memory: dict[int, Bytes] = {}
        #: How often each row was met that is not in the file.
        self._met: Counter[int] = Counter()
        self._changing = threading.Lock()

    def of(self, rows: list[int]) -> tuple[Bytes, Floats]:
        """For each row a line of the table, and a line of what was made of it."""
        known = {row: self._memory.get(row) for row in dict.fromkeys(rows)}
        if missing := [row for row, part in known.items() if part is None]:
            found = dict(zip(missing, self._found(missing), strict=True))
            known |= found
            self._remember(found)
        if self._kept is None:
            with self._changing:
                self._met.update(rows)
        lines = np.array([known[row] for row in rows])
        ends = self._width, self._width + self._given
        result: Floats = lines[:, ends[0] : ends[1]].view(np.int8).astype(np.float32, order="C")
        segments = result.reshape(len(rows), -1, SEGMENT)
        segments *= np.ascontiguousarray(lines[:, ends[1] :]).view(np.float32)[:, :, None]
        return lines[:, : self._width], result

    def _found(self, rows: list[int]) -> list[Bytes]:
        """The lines of rows, from the file or made anew."""
        found: dict[int, Bytes] = {}
        if self._kept:
            lines = self._kept.line[rows].tolist()
            held = [(row, line) for row, line in zip(rows, lines, strict=True) if line >= 0]
            taken = self._kept.lines.take([line for _, line in held])
            found = {row: one for (row, _), one in zip(held, taken, strict=True)}
        if missing := [row for row in rows if row not in found]:
            raw = self._table.take(missing)
            made = np.concatenate([raw, _rounded(self._make(np.array(missing), raw))], axis=1)
            found |= dict(zip(missing, made, strict=True))
        return [found[row] for row in rows]

    def _remember(self, found: dict[int, Bytes]) -> None:
        with self._changing:
            for row, line in found.items():
                while len(self._memory) >= self._remembered:
                    del self._memory[next(iter(self._memory))]
                # A copy: what is cut from a matrix keeps all of it.
                self._memory[row] = line.copy()

    def keep(self, path: Path) -> None:
        """Write the commonest pieces so far to `path` and the file beside it."""
        met = sorted(self._met.items(), key=lambda one: (-one[1], one[0]))[:_KEPT]
        chosen = [row for row, times in met if times >= _LEAST]
        lines = [
            line for start in range(0, len(chosen), SEGMENT) for line in self._found(chosen[start : start + SEGMENT])
        ]
        put(_rows(path), lambda file: np.save(file, np.array(chosen, dtype=np.int32)))
        width = self._width + self._given + 4 * self._given // SEGMENT
        put(path, lambda file: np.save(file, np.array(lines, dtype=np.uint8).reshape(len(lines), width)))


def beside(model: Path) -> Path:
    """Where the pieces of a model are."""
    return model.with_name(f"{model.stem}-parts.npy")


def read(path: Path, rows: int) -> Kept:
    """The pieces in `path`, for a table of so many rows. Raises UnderstandingError where a file is damaged or missing."""
    try:
        chosen = np.load(_rows(path), allow_pickle=False)
        lines = File(path)
        if len(lines) != len(chosen):
            raise UnderstandingError(f"{path} was written by another release.")
        line = np.full(rows, -1, dtype=np.int32)
        line[chosen] = np.arange(len(chosen))
        return Kept(line=line, lines=lines)
    except (OSError, ValueError, IndexError, EOFError) as error:
        raise UnderstandingError(f"{path} is damaged ({type(error).__name__}); it will be made again.") from error


def _rounded(made: Floats) -> Bytes:
    """Lines of bytes: the numbers as steps, then the size of a step for each segment."""
    segments = made.reshape(len(made), -1, SEGMENT)
    scales = np.maximum(np.abs(segments).max(axis=2), np.float32(1e-12)) / np.float32(_STEPS)
    steps = np.rint(segments / scales[:, :, None]).astype(np.int8).reshape(made.shape)
    return np.concatenate([steps.view(np.uint8), scales.astype(np.float32).view(np.uint8)], axis=1)


def _rows(path: Path) -> Path:
    return path.with_name(f"{path.stem}-rows.npy")


def put(path: Path, write: Callable[[IO[bytes]], None]) -> None:
    """Write a file in one step."""
    part = path.with_name(path.name + ".part")
    with part.open("wb") as file:
        write(file)
    part.replace(path)
