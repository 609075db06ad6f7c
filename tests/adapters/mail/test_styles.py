"""Announcements of history, signatures and footers one by one, each in plain text and in HTML."""

from __future__ import annotations

import html
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from channels.mail.reading import read

_HERE: Final = Path(__file__).parent
_STYLES: Final[dict[str, list[str]]] = yaml.safe_load((_HERE / "styles.yaml").read_text("utf-8"))
_PAGES: Final[list[dict[str, Any]]] = yaml.safe_load((_HERE / "replies_html.yaml").read_text("utf-8"))
_OWN: Final = "还是没有解决，请在周五之前退款。"


def fresh(text: str, *, subject: str, kind: str = "plain") -> str:
    """What is new in a mail with this body."""
    head = f"From: a@b.example\nSubject: {subject}\nContent-Type: text/{kind}; charset=utf-8\n\n"
    return read((head + text).encode()).reply_text


@pytest.mark.parametrize("announced", _STYLES["announcements"])
@pytest.mark.parametrize("mark", ["> ", ""], ids=["marked", "bare"])
def test_history_is_announced(announced: str, mark: str) -> None:
    if announced.startswith("> "):
        history = f"{announced}\n>\n> Dear customer"
    else:
        history = f"{announced}\n\n{mark}Dear customer"
    assert fresh(f"{_OWN}\n\n{history}\n", subject="Re: x") == _OWN


@pytest.mark.parametrize("announced", [text for text in _STYLES["announcements"] if not text.startswith(">")])
def test_history_is_announced_in_html(announced: str) -> None:
    lines = [_OWN, "", *announced.split("\n"), "", "Dear customer"]
    page = "".join(f"<div>{html.escape(line) or '<br>'}</div>" for line in lines)
    assert fresh(page, subject="Re: x", kind="html") == _OWN


@pytest.mark.parametrize("below", _STYLES["below"])
def test_what_stands_below_is_left_out(below: str) -> None:
    assert fresh(f"{_OWN}\n\n{below}\n", subject="x") == _OWN


@pytest.mark.parametrize("words", _STYLES["words"])
def test_what_only_looks_like_it_stays(words: str) -> None:
    assert fresh(words, subject="x") == words
    assert fresh(f"The kettle leaks.\n\n{words}", subject="x") == f"The kettle leaks.\n\n{words}"


@pytest.mark.parametrize("page", _PAGES, ids=[page["name"] for page in _PAGES])
def test_pages(page: dict[str, Any]) -> None:
    assert fresh(page["html"], subject="Re: x", kind="html") == page["reply"]


@pytest.mark.parametrize("told", ["Jane Roe wrote:", "On Fri, 3 May 2024, Jane Roe\n<jane@r.example> wrote:", ""])
def test_history_below_a_desk_s_line(told: str) -> None:
    history = f"{told}\n\n-- Reply above this line --\n\nYour case A-12"
    assert fresh(f"{_OWN}\n\n{history}\n", subject="Re: x") == _OWN
