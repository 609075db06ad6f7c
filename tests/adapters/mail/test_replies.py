"""What is new in a reply, in the styles of the world's mail programs."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from channels.mail.reading import read

_HERE: Final = Path(__file__).parent
_CASES: Final[list[dict[str, Any]]] = [
    case
    for name in ("replies_western.yaml", "replies_chinese.yaml")
    for case in yaml.safe_load((_HERE / name).read_text("utf-8"))
]


@pytest.mark.parametrize("case", _CASES, ids=[case["name"] for case in _CASES])
def test_reply(case: dict[str, Any]) -> None:
    subject = case.get("subject") or ("Kettle" if case.get("first") else "Re: Kettle")
    head = f"From: a@b.example\nSubject: {subject}\nContent-Type: text/plain; charset=utf-8\n\n"
    assert read((head + case["text"]).encode()).reply_text == case["reply"].strip("\n")
