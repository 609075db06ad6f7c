"""Reading Rasa's NLU YAML."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import InvalidInput
from nlu import corpus

GOOD = """
version: "3.1"
nlu:
- intent: file_complaint/delivery
  examples: |
    - my parcel is late
    - 快遞[三天](date)還沒到
- intent: greet
  examples:
  - text: |
      - hello
  - text: hi
- intent: file_complaint/other
  metadata:
    urgent: safety
  examples: |
    - loose cable over the pavement
- lookup: safety
  examples: |
    - chlorine
"""


def test_examples_categories_urgency_and_keywords(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text(GOOD, encoding="utf-8")
    read = corpus.read(corpus.files([tmp_path, tmp_path / "missing"]))
    assert [(one.text, one.intent, one.category, one.urgent) for one in read.examples] == [
        ("my parcel is late", "file_complaint", "delivery", None),
        ("快遞三天還沒到", "file_complaint", "delivery", None),
        ("hello", "greet", None, None),
        ("hi", "greet", None, None),
        ("loose cable over the pavement", "file_complaint", "other", "safety"),
    ]
    assert read.keywords == {"safety": ("chlorine",)}


def test_the_same_example_counts_once_and_keeps_its_urgency(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("nlu:\n- intent: greet\n  examples: |\n    - hi\n", encoding="utf-8")
    (tmp_path / "b.yml").write_text(
        "nlu:\n- intent: greet\n  metadata: {urgent: none}\n  examples: |\n    - hi\n", encoding="utf-8"
    )
    read = corpus.read(corpus.files([tmp_path]))
    assert [(one.text, one.urgent) for one in read.examples] == [("hi", "none")]


def test_where_the_product_stands(tmp_path: Path) -> None:
    lines = [
        "the [blue kettle](product) leaks at [Leeds](place)", '[电饭煲]{"entity": "product", "role": "x"}坏了, [盖](product)也坏',
        "[Ms Li](person) was rude", "lost [bag](product:luggage)",
    ]  # fmt: skip
    examples = "\n".join(f"    - {line}" for line in lines)
    (tmp_path / "a.yml").write_text(
        f"nlu:\n- intent: file_complaint/other\n  examples: |\n{examples}\n", encoding="utf-8"
    )
    found = corpus.read(corpus.files([tmp_path])).examples
    assert [(one.text, one.text[slice(*one.product)] if one.product else None) for one in found] == [
        ("the blue kettle leaks at Leeds", "blue kettle"),
        ("电饭煲坏了, 盖也坏", "电饭煲"),
        ("Ms Li was rude", None),
        ("lost bag", "bag"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "nlu: 3",
        "- a\n- b",
        "nlu:\n- intent: x\n  examples: 7",
        "nlu: [1, 2]",
        "a: [unclosed",
        "nlu:\n- intent: x\n  examples: {a: 1}",
    ],
)
def test_what_is_not_rasa_yaml_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "bad.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInput, match=r"bad\.yml"):
        corpus.read([path])


def test_an_empty_file_has_nothing(tmp_path: Path) -> None:
    path = tmp_path / "empty.yml"
    path.write_text("", encoding="utf-8")
    assert corpus.read([path]).examples == ()


def test_the_digest_changes_with_the_data_and_with_the_code(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_text(GOOD, encoding="utf-8")
    first = corpus.digest([path])
    assert corpus.digest([path]) == first
    assert corpus.digest([path], b"other code") != first
    path.write_text(GOOD + "\n", encoding="utf-8")
    assert corpus.digest([path]) != first


def test_the_products_own_data_is_readable() -> None:
    folder = Path(corpus.__file__).parent / "data"
    read = corpus.read(corpus.files([folder]))
    assert len(read.examples) > 1000
    assert {one.intent for one in read.examples} == {
        "file_complaint", "add_information", "correct", "check_status", "talk_to_human", "withdraw", "affirm", "deny", "skip",
        "rate", "greet", "thank", "stop", "ask_faq", "out_of_scope",
    }  # fmt: skip
    assert {one.category for one in read.examples if one.intent == "file_complaint"} >= {"delivery", "billing", "other"}
    assert all(one.category is None for one in read.examples if one.intent != "file_complaint")
