"""Sentence vectors: how text is cut into pieces, and that a text's vector is its own whatever it is read with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.errors import UnderstandingError
from nlu import encoder, parts
from nlu.encoder import MEANING, SIZE, Encoder
from nlu.parts import Bytes
from nlu.pieces import MARK, Vocabulary, code

WORDS = [MARK, f"{MARK}par", f"{MARK}parcel", "cel", f"{MARK}is", f"{MARK}la", "te", f"{MARK}late", "快", "快递", "递", f"{MARK}快递", "丢", "了", "."]  # fmt: skip


def vocabulary() -> tuple[Vocabulary, list[str]]:
    order = sorted(range(len(WORDS)), key=lambda at: code(WORDS[at]))
    scores = np.array([-10.0 + len(WORDS[at].strip(MARK)) for at in order], dtype=np.float32)
    known = np.array([code(WORDS[at]) for at in order], dtype=np.uint64)
    names = [WORDS[at] for at in order]
    return Vocabulary(known=known, scores=scores, unknown=len(names), unlikely=-30.0), [*names, "?"]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("parcel is late", [f"{MARK}parcel", f"{MARK}is", f"{MARK}late"]),
        ("快递丢了", [f"{MARK}快递", "丢", "了"]),
        ("parcel 快", [f"{MARK}parcel", MARK, "快"]),
        ("late⌘.", [f"{MARK}late", "?", "."]),
        ("", ["?"]),
    ],
)
def test_the_likeliest_pieces(text: str, pieces: list[str]) -> None:
    words, names = vocabulary()
    assert [names[number] for number in words.cut(text)] == pieces


def test_texts_that_are_cut_together_are_cut_alike() -> None:
    words, _ = vocabulary()
    texts = ["parcel is late", "", "快递丢了", "late", "la te", "⌘", "parcel", "快递 parcel.", ""]
    assert words.placed_all(texts) == [words.placed(text) for text in texts]
    assert words.placed_all([]) == []


def arrays() -> dict[str, NDArray[Any]]:
    """Weights of the right shapes, by chance."""
    chance = np.random.default_rng(1)

    def some(*shape: int) -> NDArray[Any]:
        return chance.normal(0, 0.05, shape).astype(np.float32)

    words, _ = vocabulary()
    rows = len(words.known) + 3
    held: dict[str, NDArray[Any]] = {
        "format": np.array(4), "row_scale": np.full(rows, 0.01, dtype=np.float32), "row_low": np.full(rows, -0.3, dtype=np.float32),
        "special": np.array([1, 2, len(words.known)]), "known": words.known, "scores": words.scores,
        "order": np.append(np.arange(len(words.known)) + 3, 0).astype(np.int32), "project": some(512, 768), "project_bias": some(768),
        "project_gain": np.ones(768, dtype=np.float32), "project_shift": some(768), "all_gain": np.ones(1280, dtype=np.float32),
        "all_shift": some(1280), "sum": some(1280, 640), "sum_bias": some(640), "tiny": np.array(1e-6),
    }  # fmt: skip
    for size in (2, 3, 5):
        held |= {f"first{size}": some(256, size * 256), f"first_bias{size}": some(256)}
        held |= {f"second{size}": some(size * 256, 64), f"back{size}": some(64, 256), f"second_bias{size}": some(256)}
    shapes = {
        "d1": (320, 320),
        "d2": (320, 512),
        "d3": (512, 512),
        "p3": (320, 512),
    }
    return held | {name: some(*shape) for name, shape in shapes.items()}


@dataclass
class Table:
    """A table in memory."""

    rows: Bytes

    def __len__(self) -> int:
        return len(self.rows)

    def take(self, lines: Sequence[int]) -> Bytes:
        """Some of its lines."""
        return self.rows[list(lines)]


@pytest.fixture(scope="module")
def reader() -> Encoder:
    held = arrays()
    table = Table(np.random.default_rng(2).integers(0, 64, (len(held["row_scale"]), 512), dtype=np.uint8))
    return Encoder(held, table)


def test_what_is_read_beside_a_text_changes_nothing(reader: Encoder) -> None:
    texts = ["parcel is late", "快递丢了", "", "了" * 900, "late", "快递 " * 200]
    together = reader.vectors(texts)
    assert together.shape == (len(texts), SIZE)
    for text, vector in zip(texts, together, strict=True):
        assert np.allclose(reader.vector(text), vector, atol=1e-4)
    assert np.allclose(np.linalg.norm(together[:, :MEANING], axis=1), 1, atol=1e-3)


def test_order_width_case_and_script(reader: Encoder) -> None:
    assert np.array_equal(reader.vector("Parcel IS late"), reader.vector("parcel\u200b is  ｌａｔｅ"))
    assert np.array_equal(reader.vector("快遞丟了"), reader.vector("快递丢了"))
    assert not np.allclose(reader.vector("late is parcel"), reader.vector("parcel is late"))


def test_a_vector_is_the_same_whatever_is_remembered() -> None:
    held = arrays()
    table = Table(np.random.default_rng(2).integers(0, 64, (len(held["row_scale"]), 512), dtype=np.uint8))
    fresh, forgetful = Encoder(held, table), Encoder(held, table, remembered=3)
    for text in ("parcel is late", "快递丢了", "parcel la.", "快递丢了", "is parcel late."):
        # A piece is rounded to eight bits: made beside others, its last one may fall otherwise. Another piece is far away.
        assert np.allclose(fresh.vector(text), forgetful.vector(text), rtol=0.005, atol=0.005)
    assert not np.allclose(fresh.vector("parcel is late"), fresh.vector("parcel la."), rtol=0.05, atol=0.05)


def test_what_was_met_is_kept_in_a_file(tmp_path: Path) -> None:
    held = arrays()
    table = Table(np.random.default_rng(2).integers(0, 64, (len(held["row_scale"]), 512), dtype=np.uint8))
    fresh = Encoder(held, table)
    texts = ("parcel is late", "快递丢了", "parcel is late.")
    vectors = [fresh.vector(text) for text in texts]
    fresh.keep(tmp_path / "parts.npy")
    kept = parts.read(tmp_path / "parts.npy", len(table))
    assert (kept.line[fresh.pieces("parcel is late")] >= 0).all()
    assert (kept.line[fresh.pieces("丢")[2:-1]] < 0).all()
    again = Encoder(held, table, kept=kept)
    for text, vector in zip(texts, vectors, strict=True):
        assert np.allclose(again.vector(text), vector, atol=1e-5)


def test_a_file_that_was_cut_short_is_told(tmp_path: Path) -> None:
    path = tmp_path / "table.npy"
    np.save(path, np.arange(40, dtype=np.uint8).reshape(10, 4))
    table = parts.File(path)
    assert len(table) == 10
    assert table.take([9, 0]).tolist() == [[36, 37, 38, 39], [0, 1, 2, 3]]
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size - 2)
    with pytest.raises(UnderstandingError, match="cut short"):
        table.take([9])
    with pytest.raises(ValueError, match="whole table"):
        parts.File(path)


def test_nothing_met_is_nothing_kept(tmp_path: Path) -> None:
    held = arrays()
    table = Table(np.zeros((len(held["row_scale"]), 512), dtype=np.uint8))
    Encoder(held, table).keep(tmp_path / "parts.npy")
    assert len(parts.read(tmp_path / "parts.npy", len(table)).lines) == 0


def test_kept_parts_that_are_damaged_are_told(tmp_path: Path) -> None:
    with pytest.raises(UnderstandingError, match="damaged"):
        parts.read(tmp_path / "parts.npy", 10)


def test_the_rest_of_a_text_is_not_read_again(reader: Encoder) -> None:
    text = "parcel is late, 快递丢了"
    vectors, pieces = reader.read(text, "parcel is late      ")
    assert np.allclose(vectors[0], reader.vector(text), atol=1e-5)
    # Its pieces were looked at beside what does not count: near, not the same.
    alone = reader.vector("parcel is late")[:MEANING]
    assert vectors[1, :MEANING] @ alone > vectors[0, :MEANING] @ alone
    assert len(pieces.starts) == len(reader.pieces(text))
    assert np.isfinite(reader.read(text, " " * len(text))[0]).all()


def test_long_texts_are_cut_short(reader: Encoder) -> None:
    assert len(reader.pieces("快递丢了" * 5_000)) <= 64


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04broken"])
def test_a_damaged_file_is_told(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "encoder.npz"
    path.write_bytes(damage)
    with pytest.raises(UnderstandingError, match="damaged"):
        encoder.read(path)


def test_the_real_one_is_trimmed_to_chinese_and_english(tmp_path: Path) -> None:
    path = tmp_path / "encoder.npz"
    real = encoder.ready(path)
    near = real.vector("my parcel never arrived")[:MEANING] @ real.vector("the package was not delivered")[:MEANING]
    far = real.vector("my parcel never arrived")[:MEANING] @ real.vector("tell me a joke")[:MEANING]
    across = real.vector("包裹一直没到")[:MEANING] @ real.vector("my parcel never arrived")[:MEANING]
    assert near > far + 0.2
    assert across > far + 0.2
    assert path.stat().st_size + path.with_suffix(".npy").stat().st_size < 60 * 2**20
