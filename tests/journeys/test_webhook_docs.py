"""The examples of docs/admin/webhooks.md are run as they stand there, on what the product itself posts."""

from __future__ import annotations

import json
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.records import Notice
from bot.settings.notices import EVENTS
from channels.outward import Allowed
from channels.webhooks import Target, WebhookNotifier
from tests.clock import MovableClock
from tests.journeys.test_notices import Receiver

PAGE = (Path(__file__).parents[2] / "docs" / "admin" / "webhooks.md").read_text(encoding="utf-8")
SECRET = "a secret of sixteen and more"
NOTICE = Notice(
    id=1207, notifier="webhook:crm", kind="overdue", text="已逾期 “x”", at=datetime(2026, 11, 23, 2, tzinfo=UTC),
    case="HY26-7KQM-4T9C", category="delivery", priority=1, due_at=datetime(2026, 11, 23, 1, tzinfo=UTC),
)  # fmt: skip


def block(language: str) -> str:
    """The page's first example in that language that defines something."""
    found: str = next(text for text in re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL) if "genuine" in text)
    return found


@pytest.fixture
async def posted() -> tuple[dict[str, str], bytes, int]:
    """A real post: its headers, its body, and when it was signed."""
    clock = MovableClock()
    async with Receiver() as receiver:
        target = Target(
            name="crm", url=receiver.url, secret=SECRET.encode(), kinds=frozenset(), allowed=Allowed(everything=True)
        )
        notifier = WebhookNotifier(target, clock=clock)
        await notifier.start()
        await notifier.send(NOTICE)
        await notifier.close()
    headers, body = receiver.posts[0]
    return headers, body, int(clock.now().timestamp())


def test_python(posted: tuple[dict[str, str], bytes, int]) -> None:
    headers, body, at = posted
    names: dict[str, Any] = {}
    exec(compile(block("python"), "webhooks.md", "exec"), names)
    genuine = names["genuine"]
    assert genuine(SECRET, headers, body, now=at + 299)
    assert not genuine(SECRET, headers, body, now=at + 301)
    assert not genuine(SECRET, headers, body + b" ", now=at)
    assert not genuine("another secret", headers, body, now=at)
    assert not genuine(SECRET, {**headers, "x-huiyin-timestamp": str(at + 1)}, body, now=at)
    assert not genuine(SECRET, {}, body, now=at)


def test_shell(posted: tuple[dict[str, str], bytes, int], tmp_path: Path) -> None:
    headers, body, at = posted
    file = tmp_path / "body"

    def genuine(secret: str = SECRET, stamp: str = str(at), now: int = at, sent: bytes = body) -> bool:
        file.write_bytes(sent)
        script = block("sh") + '\ngenuine "$@"\n'
        arguments = ["sh", "-c", script, "sh", secret, stamp, headers["x-huiyin-signature"], str(file)]
        return subprocess.run(arguments, env={"PATH": "/usr/bin:/bin", "NOW": str(now)}, check=False).returncode == 0

    assert genuine()
    assert genuine(now=at + 299)
    assert not genuine(now=at + 301)
    assert not genuine(sent=body + b" ")
    assert not genuine(secret="another secret")
    assert not genuine(stamp=str(at + 1))


def test_the_page_shows_what_is_posted(posted: tuple[dict[str, str], bytes, int]) -> None:
    headers, body, _ = posted
    shown = json.loads(re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)[0])
    sent = json.loads(body)
    assert shown.keys() == sent.keys()
    assert shown["case"] == sent["case"]
    for name in re.findall(r"^\| `([\w-]+)` \|", PAGE, re.MULTILINE):
        assert name.lower() in headers, name
    assert set(EVENTS) <= set(re.findall(r"`(\w+)`", PAGE))
