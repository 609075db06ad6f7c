"""Mails as programs really write them, each with its reading beside it (`NAME.yaml` holds what is checked)."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from channels.mail.reading import Mail, read

_ROOT: Final = Path(__file__).parent / "fixtures"
_MAILS: Final = sorted(_ROOT.glob("*/*.eml"))
_PLAIN: Final = ("from_address", "from_name", "subject", "text", "reply_text", "message_id", "in_reply_to", "signed", "encrypted", "automatic")  # fmt: skip


@pytest.mark.parametrize("path", _MAILS, ids=[f"{path.parent.name}/{path.stem}" for path in _MAILS])
def test_reading(path: Path) -> None:
    expected: dict[str, Any] = yaml.safe_load(path.with_suffix(".yaml").read_text("utf-8"))
    mail = read(path.read_bytes(), authserv_ids=["mx.acme.example"], loop_mark=("X-Huiyin-Loop", "acme"))
    assert {key: told(mail, key, value) for key, value in expected.items()} == expected


def told(mail: Mail, key: str, value: Any) -> Any:
    """What the mail says of one key of the expectation."""
    if key in _PLAIN:
        return getattr(mail, key)
    if key == "text_has":
        return [piece for piece in value if piece in mail.text]
    if key == "attachments":
        return [file.name for file in mail.attachments]
    if key == "inline":
        return [file.name for file in mail.attachments if file.inline]
    if key == "references":
        return list(mail.references)
    if key == "bounces":
        return [
            {name: getattr(bounce, name) for name in wanted} for bounce, wanted in zip(mail.bounces, value, strict=True)
        ]
    if key == "authentication":
        found = mail.authentication
        return found and {"spf": found.spf, "dkim": found.dkim, "dmarc": found.dmarc}
    if key in ("doubts", "faults"):
        return sorted(getattr(mail, key))
    raise AssertionError(f"unknown key {key}")


def test_there_are_enough_of_each_kind() -> None:
    kinds = Counter(path.parent.name for path in _MAILS)
    assert set(kinds) == {"chinese", "charset", "automatic", "malformed", "attachment", "forgery"}
    assert min(kinds.values()) >= 10
    assert all(path.with_suffix(".yaml").exists() for path in _MAILS)
