"""A table from elsewhere, as bytes: its encoding, its separator, its rows with the lines on which they stand."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.errors import InvalidInput

#: The encodings that are told from one another, and that can be named.
ENCODINGS: Final = ("utf-8", "gb18030", "big5", "utf-16")
SEPARATORS: Final = (",", ";", "\t", "|", "，", "；")

#: Characters of one cell.
LONGEST: Final = 50_000
#: The encoding is told from so many bytes; nobody needs more to tell Chinese from noise.
_SAMPLE: Final = 400_000
_BOMS: Final = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
#: Python's names; Hong Kong's characters are part of what is called Big5.
_CODECS: Final = {"utf-8": "utf-8", "gb18030": "gb18030", "big5": "big5hkscs"}
_NAMES: Final = {
    "utf-8": "UTF-8", "gb18030": "GB18030", "big5": "Big5", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table that was read. encoding: its name for people."""

    encoding: str
    separator: str
    header: tuple[str, ...]
    #: Line on which a row begins (the header's is 1 or more), and its cells.
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read(data: bytes, *, known: Callable[[str], bool], encoding: str = "", separator: str = "") -> Sheet:
    """The table. `known`: whether a cell is the name of a column, by which separators are told apart.

    Raises InvalidInput, and nothing else, whatever the bytes are.
    """
    if separator and separator not in SEPARATORS:
        raise InvalidInput("separator: a comma, a semicolon, a tabulator or a bar.")
    codec, text = decode(data, encoding)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise InvalidInput("line {line}: this is no table of text (it holds NUL). Save it as CSV, in UTF-8.", line=line)
    if not text.strip():
        raise InvalidInput("line 1: the file is empty. It needs a line of column names, and a line for each case.")
    chosen = separator or _separator(text, known)
    lines = _lines(text, chosen)
    first = next(lines, None)
    if first is None:
        raise InvalidInput("line 1: the file has no line of column names.")
    return Sheet(encoding=_NAMES[codec], separator=chosen, header=first[1], rows=tuple(lines))


def decode(data: bytes, encoding: str = "") -> tuple[str, str]:
    """The codec and the text. Raises InvalidInput with the line that can't be read."""
    if encoding and encoding not in ENCODINGS:
        raise InvalidInput("encoding: {encoding} is none of {encodings}.", encoding=encoding[:40], encodings=ENCODINGS)
    codec, skipped = next(((name, len(mark)) for mark, name in _BOMS if data.startswith(mark)), ("", 0))
    if encoding and not (codec and codec.startswith(encoding)):
        codec = "utf-16-le" if encoding == "utf-16" else encoding
        skipped = 0
    codec = codec or _codec(data)
    try:
        return codec, data[skipped:].decode(_CODECS.get(codec, codec))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InvalidInput(
            "line {line}: this can't be read as {names}. Save the file in UTF-8, or name its encoding ({encodings}).",
            line=line,
            names=_NAMES[codec],
            encodings=ENCODINGS,
        ) from error


def _codec(data: bytes) -> str:
    head = data[:_SAMPLE]
    zeros = head.count(0)
    if zeros * 20 >= len(head) > 1:
        # Separators, digits and ends of lines have a zero byte in UTF-16: before or behind.
        return "utf-16-be" if head[::2].count(0) > head[1::2].count(0) else "utf-16-le"
    if _decoded(head, "utf-8") is not None:
        return "utf-8"
    scores = {name: _common(text, name) for name in ("gb18030", "big5") if (text := _decoded(head, _CODECS[name]))}
    return max(scores, key=lambda name: scores[name]) if scores else "utf-8"


def _decoded(head: bytes, codec: str) -> str | None:
    """The beginning, as far as it is a whole character; None where it is none of this encoding."""
    for short in range(4):
        try:
            return head[: len(head) - short].decode(codec)
        except UnicodeDecodeError as error:
            if error.start < len(head) - 8:
                return None
    return None


def _common(text: str, codec: str) -> float:
    """Which part of the Chinese characters are everyday ones of this encoding (level 1 of GB 2312, of Big5)."""
    strange = [char for char in text if char > "\x7f"]
    if not strange:
        return 0.0
    first, last = (0xB0, 0xD7) if codec == "gb18030" else (0xA4, 0xC6)
    everyday = 0
    for char in strange:
        raw = char.encode(_CODECS[codec], "ignore")
        everyday += len(raw) == 2 and first <= raw[0] <= last
    return everyday / len(strange)


def _separator(text: str, known: Callable[[str], bool]) -> str:
    """By which the first line falls into the most columns that have a name, else into the most columns."""

    def worth(separator: str) -> tuple[int, int]:
        try:
            first = next(_lines(text[: 4 * LONGEST], separator), None)
        except InvalidInput:
            return -1, 0
        cells = first[1] if first else ()
        return sum(map(known, cells)), len(cells)

    return max(SEPARATORS, key=worth)


def _lines(text: str, separator: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Rows that are not blank, each with the line on which it begins. Raises InvalidInput."""
    # Whatever ends a line ends a line here: a cell of several lines is told by its quotes.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    begins = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield begins, _cells(row, begins)
            begins = reader.line_num + 1
    except csv.Error as error:
        raise InvalidInput(
            "line {begins}: the quotes of this line do not match ({error}). A cell with quotes, separators or "
            'ends of lines stands in "…", and a quote inside of it is doubled.',
            begins=begins,
            error=error,
        ) from error


def _cells(row: Sequence[str], line: int) -> tuple[str, ...]:
    for column, cell in enumerate(row, 1):
        if len(cell) > LONGEST:
            raise InvalidInput(
                "line {line}, column {column}: more than {longest} characters.",
                line=line,
                column=column,
                longest=LONGEST,
            )
    return tuple(row)
