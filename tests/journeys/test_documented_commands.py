"""The commands that the documentation shows, run as it shows them, in an empty folder."""

from __future__ import annotations

import io
import json
import os
import re
import shlex
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.cli import main
from tests import understanding
from tests.unit.test_docs import PAGES, blocks, commands

pytestmark = pytest.mark.timeout(400)

#: What can be run without accounts elsewhere, in an order in which each finds what it needs.
ORDER = ("db", "user", "token", "doctor", "understand", "route", "evaluate", "read-mail", "case", "backup")

MAIL = b"From: Ann <ann@example.com>\r\nTo: service@example.com\r\nSubject: Kettle\r\nMessage-ID: <1@x>\r\n\r\nIt leaks.\r\n"


def documented() -> list[list[str]]:
    """Every `huiyin` command of the pages that this test can run, each once, in order."""
    found: dict[str, list[str]] = {}
    for page in PAGES:
        for script in blocks(page.read_text("utf-8"), "sh"):
            for words in commands(script):
                words = words[: words.index("<")] if "<" in words else words
                # A number of no case of ours, and a Rasa that does not run.
                elsewhere = {"--case", "--backend"} & set(words)
                if words and words[0].rpartition("/")[2] == "huiyin" and words[1] in ORDER and not elsewhere:
                    found.setdefault(shlex.join(words[1:]), words[1:])
    # Somebody is added before anything is done with them.
    return sorted(found.values(), key=lambda words: (ORDER.index(words[0]), "add" not in words))


def prepared(words: list[str], home: Path) -> list[str]:
    """With files that are there in place of the examples' names."""
    mail = home / "mail.eml"
    mail.write_bytes(MAIL)
    archives = sorted((home / "backups").glob("huiyin-*.tar.gz"))
    given = []
    for word in words:
        if re.fullmatch(r"(FILE|文件)…", word) or word.endswith((".eml", ".mbox")):
            word = str(mail)
        elif word.startswith("backups/huiyin-"):
            word = str(archives[-1])
        elif word.endswith(".jsonl"):
            lines = (
                {"text": "快递迟到一周了", "category": "delivery"},
                {"text": "The kettle leaks", "category": "product_quality"},
            )
            (home / word).write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        elif words[:2] == ["user", "absent"] and re.fullmatch(r"\d{4}-\d\d-\d\d", word):
            # The example's days pass by; an absence is told beforehand.
            word = word.replace(word[:4], str(date.today().year + 1), 1)
        given.append(word)
    return given


Run = Callable[[list[str]], tuple[int, str]]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in which the commands run, with settings that lead nowhere else."""
    for name in [name for name in os.environ if name.startswith("HUIYIN_")]:
        monkeypatch.delenv(name)
    # Here the understander lies that all tests share.
    monkeypatch.setenv("HUIYIN_SECRET__FILE", str(understanding.HOME / "secret.key"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    return tmp_path


@pytest.fixture
def huiyin(home: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command there; gives its status and what it said."""
    assert home.is_dir()

    def run(words: list[str]) -> tuple[int, str]:
        code = main(words)
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


def test_every_documented_command_that_can_run_here_runs(home: Path, huiyin: Run) -> None:
    understanding.trained()
    # The administrator, whom the first start makes, and the colleagues of whom the pages tell.
    first = [["db", "upgrade"], *(["user", "add", login] for login in ("admin", "wang", "li", "li.wei", "anna"))]
    faults, ran = [], set()
    shown = [words for words in documented() if words[:3] != ["user", "add", "li"]]
    # Copies are compared only after one was made.
    shown.sort(key=lambda words: ("--check" in words, "disable" in words))
    for words in [*first, *shown]:
        code, said = huiyin(prepared(words, home))
        ran.add(words[0])
        if code != 0:
            faults.append(f"huiyin {shlex.join(words)} → {code}: {said[-400:]}")
    assert faults == []
    assert ran == set(ORDER)
    assert list((home / "backups").glob("huiyin-*.tar.gz"))


def test_a_wrong_file_gets_a_clear_error(huiyin: Run) -> None:
    code, said = huiyin(["backup", "--check", "nothing.tar.gz"])
    assert code == 1
    assert "nothing.tar.gz" in said
