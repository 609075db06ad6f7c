"""`huiyin demo`: a story that the product itself has lived through, the same each time, and never over real cases."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import storage
from bot import configure
from bot.cli import demo as command
from bot.cli import main
from bot.demo.story import Story, StoryClock, complaints
from bot.links import Links
from bot.ports import UnitOfWork
from tests.contract.storage.build import case, talk
from tests.journeys.conftest import settings_for

LAST = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)


async def played(url: str, folder: Path, seed: int) -> dict[str, Any]:
    """What stands in the database after a short story."""
    settings = settings_for(url, folder)
    clock = StoryClock(LAST)
    rules = configure.to_rules(settings, clock=clock, links=Links(base="", key=b"x" * 16), limits=command._LIMITS)
    shown: list[float] = []
    async with storage.open_database(url, clock=clock) as database:
        story = Story(database=database, rules=rules, clock=clock, last=LAST, seed=seed, cases=60)
        count = await story.play("no hash", lambda share, _: shown.append(share))
        assert count == 60
        assert shown == sorted(shown)
        assert shown[-1] == 1.0

        def found(uow: UnitOfWork) -> dict[str, Any]:
            lines = uow.cases.search(sort="newest", limit=100)
            cases = [uow.cases.get(line.id) for line in lines]
            return {
                "cases": [
                    (one.number, one.status, one.category, one.channel, one.filed_at, one.level) for one in cases
                ],
                "events": [
                    [(event.kind, event.at, event.actor, event.to) for event in uow.cases.timeline(one.id)]
                    for one in cases
                ],
                "languages": Counter(one.language for one in cases),
                "channels": Counter(one.channel for one in cases),
                "departments": {one.department for one in cases},
                "surveys": [survey.score for one in cases if (survey := uow.surveys.of(one.id))],
                "lines": sum(len(uow.transcript.of(one.conversation)) for one in cases),
                "outbox": uow.outbox.counts(),
                "untold": len(uow.alerts.untold()),
                "waiting": uow.figures.waiting(),
            }

        return await database.transact(found)


async def test_the_same_seed_tells_the_same_story(tmp_path: Path) -> None:
    first, second = [await played(f"sqlite:///{tmp_path}/{name}.db", tmp_path, 7) for name in ("a", "b")]
    assert first == second
    assert set(first["languages"]) == {"zh-Hans", "zh-Hant", "en"}
    assert len(first["channels"]) >= 3
    assert len(first["departments"]) >= 5
    assert Counter(first["surveys"])[None] < len(first["surveys"])
    assert first["lines"] > 200
    kinds = {kind for events in first["events"] for kind, *_ in events}
    assert {"filed", "status", "cause", "solution", "handoff", "rated", "assigned", "escalated"} <= kinds
    # Nothing is left that could be sent to anybody.
    assert first["outbox"]["pending"] == first["outbox"]["sending"] == 0
    assert first["untold"] == first["waiting"] == 0
    # The product of the rise came up in the last days.
    newest = [one for one in first["cases"] if (LAST - one[4]).days < 4]
    assert sum(one[2] == "product_quality" for one in newest) >= 14


async def test_another_seed_is_another_story(tmp_path: Path) -> None:
    first, second = [await played(f"sqlite:///{tmp_path}/{seed}.db", tmp_path, seed) for seed in (1, 2)]
    assert first["cases"] != second["cases"]


def test_no_text_is_written_twice() -> None:
    ordinary, rise = complaints()
    texts = [one.text for one in (*ordinary, *rise)]
    assert len(texts) == len(set(texts)) >= 170


def test_real_cases_are_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{tmp_path}/real.db"

    async def filed() -> None:
        async with storage.open_database(url) as database:
            await database.transact(lambda uow: uow.cases.add(case(talk(uow))))

    asyncio.run(filed())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HUIYIN_STORAGE__URL", url)
    monkeypatch.setenv("HUIYIN_SECRET__FILE", str(tmp_path / "secret.key"))
    assert main(["demo"]) == 1
    assert "holds 1 case(s)" in capsys.readouterr().err
    assert main(["demo", "--into", "real.db"]) == 1
    assert "is there already" in capsys.readouterr().err

    async def count() -> int:
        async with storage.open_database(url) as database:
            return sum((await database.read(lambda uow: uow.cases.counts())).values())

    assert asyncio.run(count()) == 1
