"""What staff say of doubtful messages becomes training data that both understanders read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from bot.desk.review import masked, to_yaml
from bot.records import Doubt
from nlu import corpus

DOUBT = Doubt(conversation=1, text="", intent="skip", confidence=0.2, at=datetime(2026, 1, 1, tzinfo=UTC))


def doubt(text: str, verdict: str | None, urgent: str | None = None) -> Doubt:
    return replace(DOUBT, text=text, verdict=verdict, urgent=urgent)


def test_the_file_is_read_as_it_was_meant(tmp_path: Path) -> None:
    """Whatever a text begins with or contains: YAML's own signs, several lines, quotes."""
    told = {
        "我的快递被扔在雨里了": ("file_complaint", "delivery", "none"),
        "- # nobody: [answers] {me} 'here' \"now\" | > & * ! %": ("file_complaint", "communication", None),
        "first line\n  - second line\n\nthird": ("add_information", None, None),
        ": 都行": ("affirm", None, None),
        "孩子吃了就吐": ("file_complaint", "product_quality", "safety"),
    }
    path = tmp_path / "corrections.yml"
    path.write_text(
        to_yaml(
            doubt(text, f"{intent}/{kind}" if kind else intent, urgent) for text, (intent, kind, urgent) in told.items()
        ),
        encoding="utf-8",
    )
    read = {
        example.text: (example.intent, example.category, example.urgent) for example in corpus.read([path]).examples
    }
    assert read == {" ".join(text.split()).lstrip("- "): meaning for text, meaning in told.items()}


def test_the_latest_verdict_on_a_text_counts() -> None:
    """The newest come first."""
    said = yaml.safe_load(
        to_yaml([doubt("那好吧", "affirm"), doubt("那好吧", "thank"), doubt("x", None), doubt("y", "")])
    )
    assert [block["intent"] for block in said["nlu"]] == ["affirm"]


def test_nothing_judged_is_still_a_file(tmp_path: Path) -> None:
    """An empty one."""
    path = tmp_path / "corrections.yml"
    path.write_text(to_yaml([]))
    assert corpus.read([path]).examples == ()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("我的电话 13812345678，王先生", "我的电话 88888888888，王先生"),
        ("call +44 20 7946 0958 please", "call +88 88 8888 8888 please"),
        ("order A2026110588, lee.k+x@mail.example.org", "order A8888888888, someone@example.com"),
        ("等了3天，罚了50元", "等了3天，罚了50元"),
    ],
)
def test_what_identifies_a_customer_is_masked(text: str, shown: str) -> None:
    """The shape stays, for the model learns from it."""
    assert masked(text) == shown
