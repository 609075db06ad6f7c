"""How text is cut into words that are found again."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.words import MAX_LENGTH, MAX_WORDS, fold, query, to_match, to_tsquery, words


def found(text: str, asked: str) -> bool:
    """What SQLite says."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5(words, tokenize = 'ascii', detail = 'none')")
    connection.execute("INSERT INTO t VALUES (?)", (" ".join(words([text])),))
    match = to_match(query(asked))
    row = bool(match) and connection.execute("SELECT 1 FROM t WHERE t MATCH ?", (match,)).fetchone() is not None
    connection.close()
    return row


def test_chinese_becomes_pairs_and_its_last_character() -> None:
    assert words(["退款太慢"]) == {"退款", "款太", "太慢", "慢"}
    assert words(["差"]) == {"差"}
    assert words(["退款，慢"]) == {"退款", "款", "慢"}


def test_traditional_and_simplified_are_one() -> None:
    assert words(["貨運損壞"]) == words(["货运损坏"])


def test_words_are_folded_and_numbers_found_with_and_without_dashes() -> None:
    assert words(["ＷｉＦｉ Router"]) == {"wifi", "router"}
    assert words(["HY26-7KQM"]) == {"hy26", "7kqm", "hy267kqm"}
    assert words(["商品ABC坏了"]) == {"商品", "品", "abc", "坏了", "了"}


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("\u30b5\u30fc\u30d3\u30b9が悪い", "サービス"),
        ("𠮷野家", "𠮷野"),
        ("ПРИВЕТ мир", "привет"),
        ("don't", "don't"),
        ("a.b@example.com", "a.b@example.com"),
        ("a.b@example.com", "example"),
        ("I am in Ｔｏｋｙｏ", "tokyo"),
        ("HY26-GATA-93R3", "gata93r3"),
        ("HY26-GATA-93R3", "hy26gata93r3"),
    ],
)
def test_other_writing_is_found(text: str, asked: str) -> None:
    assert found(text, asked)


@given(st.text(max_size=40))
def test_every_text_finds_itself(text: str) -> None:
    if query(text):
        assert found(text, text)
    else:
        assert not words([text])


@given(st.text(st.sampled_from("退款太慢貨运ab1- '\"*()|&:!.\\"), min_size=1, max_size=12), st.data())
def test_every_piece_of_chinese_finds_the_whole(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    piece = text[start:end]
    if all(character in "退款太慢貨运" for character in piece):
        assert found(text, piece)


@given(st.text())
def test_queries_are_always_well_formed(text: str) -> None:
    wanted = query(text)
    tsquery = to_tsquery(wanted)
    assert tsquery.count("'") % 2 == 0
    assert "\\" not in tsquery
    found("x", text)


def test_a_pasted_novel_has_its_bounds() -> None:
    novel = " ".join(f"word{at}" for at in range(20_000)) + "x" * 500
    cut = words([novel])
    assert len(cut) <= MAX_WORDS
    assert max(map(len, cut)) <= MAX_LENGTH
    assert len(query(novel)) <= 32


def test_folding_keeps_plain_text() -> None:
    assert fold("plain text 123") == "plain text 123"
