"""`huiyin read-mail`: one line a mail, whatever the files are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.cli import main

_MAIL = b"From: John <john@roe.example>\nSubject: Kettle\nMessage-ID: <1@roe.example>\n\nIt leaks.\n"


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    """What was written, line by line."""
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_one_mail(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.eml").write_bytes(_MAIL)
    assert main(["read-mail", "a.eml"]) == 0
    assert lines(capsys) == [
        {
            "from": "john@roe.example",
            "from_name": "John",
            "subject": "Kettle",
            "message_id": "<1@roe.example>",
            "in_reply_to": None,
            "references": [],
            "text": "It leaks.",
            "reply_text": "It leaks.",
            "attachments": [],
            "automatic": None,
            "bounce": None,
            "file": "a.eml",
        }
    ]


def test_what_is_no_mail_does_not_stop_the_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "b.eml").write_bytes(_MAIL)
    (tmp_path / "picture").write_bytes(bytes(range(256)) * 50)
    assert main(["read-mail", "folder", "missing", "picture", "b.eml"]) == 1
    folder, missing, picture, mail = lines(capsys)
    assert "directory" in str(folder["error"])
    assert "No such file" in str(missing["error"])
    assert picture["file"] == "picture"
    assert mail["subject"] == "Kettle"


def test_an_mbox_holds_several_mails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = b"From john@roe.example Tue Apr  5 15:04:00 2022\n"
    second = _MAIL.replace(b"Kettle", b"Lamp").replace(b"It leaks.", b">From the first day it was dark.")
    (tmp_path / "box").write_bytes(line + _MAIL + b"\n" + line + second)
    assert main(["read-mail", "box"]) == 0
    first, other = lines(capsys)
    assert (first["subject"], other["subject"]) == ("Kettle", "Lamp")
    assert other["text"] == "From the first day it was dark."
