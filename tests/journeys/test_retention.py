"""Time passes and the timer fires: what is due goes, in batches, and nothing else; the audit tells; a dry run says so before."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from bot.desk import expiring
from bot.ports import UnitOfWork
from bot.records import Role
from tests.journeys.conftest import Product, Visitor, running, settings_for
from tests.journeys.test_erasure import everything

KEPT = {
    "HUIYIN_RETENTION__CASES": "400d",
    "HUIYIN_RETENTION__CONVERSATIONS": "100d",
    "HUIYIN_RETENTION__ARRIVALS": "100d",
    "HUIYIN_RETENTION__OUTBOX": "100d",
    "HUIYIN_RETENTION__DOUBTS": "100d",
    "HUIYIN_RETENTION__AUDIT": "900d",
    "HUIYIN_SURVEYS__EXPIRES_AFTER": "7d",
}


async def would(product: Product) -> dict[str, int]:
    """What a dry run counts."""
    found: dict[str, int] = await product.app.database.read(
        lambda uow: expiring.would(uow, product.app.rules, now=product.clock.now())
    )
    return found


async def audited(product: Product) -> list[dict[str, int]]:
    """What each run says that it dropped, the newest first."""
    lines = await product.app.database.read(lambda uow: uow.staff.audited(200, action="retention"))
    return [
        {kind: int(count) for kind, count in re.findall(r"(\w+) (\d+)", line["detail"])} for line in lines
    ]  # fmt: skip


async def resolved(product: Product, headers: dict[str, str], word: str) -> tuple[Visitor, str]:
    """A complaint that has been dealt with."""
    visitor = await product.visitor("en")
    number = await visitor.complain(f"The kettle of order ZX88213345 broke into the {word}, I want a refund")
    answer = await product.http.post(f"/api/v1/cases/{number}/resolve", json={"note": "done"}, headers=headers)
    assert answer.status_code == 200, answer.text
    return visitor, number


async def test_what_is_due_goes_in_batches_and_nothing_else(
    url: str, tmp_path: Path, understander: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(expiring, "_BATCH", 4)
    monkeypatch.setattr(expiring, "_PEOPLE", 2)
    async with running(settings_for(url, tmp_path, **KEPT), understander) as product:
        agent = await product.staff()
        old = [await resolved(product, agent, f"marmalade{at}") for at in range(5)]
        talker = await product.visitor("en")
        await talker.say("hello, is this the zebracrossing office?")
        # Those whose talk or case goes on: one writes later, one has a case that is still open.
        writer, _ = await resolved(product, agent, "hippogriff")
        waiting = await product.visitor("en")
        open_case = await waiting.complain("The wyvern of order ZX88213346 never came, I want a refund")
        await product.app.database.transact(lambda uow: expiring.begin(uow, now=product.clock.now()))
        # The surveys run out, the cases are closed.
        await product.pass_time(timedelta(days=30))
        assert await audited(product) == []
        await product.pass_time(timedelta(days=60))
        assert (await would(product))["cases"] == 0
        assert await audited(product) == []

        await product.pass_time(timedelta(days=290))
        await writer.say("thanks again for the hippogriff")
        await product.pass_time(timedelta(hours=6))
        for _ in range(60):
            await product.pass_time(timedelta(seconds=10))
        gone = {word for _, text in everything(url) for word in re.findall(r"marmalade\d", text)}
        # Their cases are not yet old enough; who had none is not known any more.
        assert gone == {f"marmalade{at}" for at in range(5)}
        assert not [place for place, text in everything(url) if "zebracrossing" in text]
        before = len(await audited(product))

        # So long after they were closed that all five are due, counted before anything is done.
        product.clock.move(timedelta(days=120))
        found = await would(product)
        assert found["cases"] == 5
        assert found["conversations"] == 0
        assert (await would(product)) == found
        await product.pass_time(timedelta())
        for _ in range(60):
            await product.pass_time(timedelta(seconds=10))
        runs = (await audited(product))[: len(await audited(product)) - before]
        done: dict[str, int] = {}
        for run in runs:
            assert run.get("cases", 0) <= 2
            for kind, count in run.items():
                done[kind] = done.get(kind, 0) + count
        assert done == {kind: count for kind, count in found.items() if count}
        assert len(runs) >= 3
        assert (await would(product)) == dict.fromkeys(found, 0)

        left = {text for _, text in everything(url)}
        assert not [text for text in left if "marmalade" in text]
        assert [text for text in left if "hippogriff" in text]
        assert [text for text in left if "wyvern" in text]
        chief = await product.staff(Role.SUPERVISOR)
        assert (await product.case(open_case, chief))["answers"]["description"]
        # They are counted still: the figures know of all that were filed.
        counts = await product.app.database.read(lambda uow: uow.cases.counts())
        assert sum(counts.values()) == 7
        erased = [number for _, number in old]
        for number in erased:
            assert (await product.case(number, chief))["answers"] == {}


async def test_what_must_be_kept_is_kept_and_the_command_counts_what_it_then_does(
    tmp_path: Path, understander: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{tmp_path}/huiyin.db"
    async with running(settings_for(url, tmp_path, **KEPT), understander) as product:
        agent = await product.staff()
        _, number = await resolved(product, agent, "marmalade")
        for _ in range(2):
            await product.pass_time(timedelta(days=8))
        assert (await product.case(number, agent))["status"] == "closed"
        ago = timedelta(days=500)

        def age(uow: UnitOfWork) -> None:
            tx = uow.transaction  # type: ignore[attr-defined]  # the test makes them old; the command has the machine's clock
            for sql in (
                "UPDATE cases SET closed_at = closed_at - :ago",
                "UPDATE conversations SET last_inbound_at = last_inbound_at - :ago, created_at = created_at - :ago",
                "UPDATE inbox SET received_at = received_at - :ago",
            ):
                tx.cursor.execute(sql, {"ago": int(ago.total_seconds()) * 1_000_000})

        await product.app.database.transact(age)
    monkeypatch.chdir(tmp_path)
    for key, value in {**KEPT, "HUIYIN_STORAGE__URL": url, "HUIYIN_SECRET__FILE": str(tmp_path / "secret.key")}.items():
        monkeypatch.setenv(key, value)

    def run(*more: str) -> dict[str, int]:
        assert main(["retention", *more]) == 0
        return {kind: int(count) for kind, count in re.findall(r"^(\w+)\s+(\d+)$", capsys.readouterr().out, re.M)}

    first = await asyncio.to_thread(run, "--dry-run")
    assert first["cases"] == 1
    assert first["arrivals"] > 0
    assert await asyncio.to_thread(run, "--dry-run") == first
    done = await asyncio.to_thread(run)
    assert done == {kind: count for kind, count in first.items() if count}
    assert set((await asyncio.to_thread(run, "--dry-run")).values()) == {0}
    assert not [text for _, text in everything(url) if "marmalade" in text]
