"""In Telegram: an offer above the limit waits, is approved, carried out, and confirmed or found missing by a tap."""

from __future__ import annotations

from collections.abc import AsyncIterator
from decimal import Decimal
from pathlib import Path

import pytest

from bot.cases.case import Status
from bot.cases.solution import Stage
from bot.desk import offers, progress
from bot.errors import NotAllowed
from bot.ports import Understander
from bot.records import Role
from tests.journeys.telegram import World, world
from tests.peers.telegram.api import BotApi
from tests.peers.telegram.people import buttons_of, text_of


@pytest.fixture
async def telegram(tmp_path: Path, understander: Understander) -> AsyncIterator[World]:
    """The product polls."""
    async with BotApi() as api, world(f"sqlite:///{tmp_path}/huiyin.db", tmp_path, understander, api) as opened:
        yield opened


@pytest.mark.parametrize("done", [True, False])
async def test_an_approved_offer_is_carried_out_and_asked_about(telegram: World, done: bool) -> None:
    person = telegram.customer()
    case = await telegram.complain(person)
    number, rules, now = case.number, telegram.app.rules, telegram.clock.now()
    agent, chief = await telegram.user("li"), await telegram.user("chen", Role.SUPERVISOR)
    transact = telegram.app.database.transact
    await transact(lambda uow: progress.assign(uow, rules, number, agent, owner=agent.id, now=now))
    money = Decimal(900)
    await transact(
        lambda uow: progress.propose(
            uow, rules, number, agent, solution="原路退回", kind="refund", amount=money, now=now
        )
    )
    [waiting] = await telegram.read(lambda uow: uow.solutions.waiting())
    await transact(lambda uow: offers.decide(uow, rules, waiting.id, chief, verb="approve", now=now))
    # The first that the person hears of it is what was approved.
    [offer] = await telegram.heard(person)
    assert "退款 900 元。原路退回" in text_of(offer)
    await telegram.tap(person, f"accept:{number}")
    await transact(lambda uow: progress.resolve(uow, rules, number, agent, note="已退款", now=now))
    asked = (await telegram.heard(person))[-1]
    assert buttons_of(asked) == (f"received:{number}", f"missing:{number}")
    said = await telegram.tap(person, f"{'received' if done else 'missing'}:{number}")
    [after] = await telegram.cases(person)
    [kept] = await telegram.read(lambda uow: uow.solutions.offers(case.id))
    if done:
        assert "办结" in said or "办妥" in said
        assert (after.status, kept.stage) == (Status.RESOLVED, Stage.CONFIRMED)
        return
    assert "主管" in said
    assert (after.status, after.level, after.recomplaints, kept.stage) == (Status.REOPENED, 2, 1, Stage.MISSING)
    [again] = await telegram.read(lambda uow: uow.solutions.recomplaints(case.id))
    assert (again.way, again.owner) == ("missing", agent.id)
    with pytest.raises(NotAllowed):
        await transact(lambda uow: progress.resolve(uow, rules, number, agent, note="已处理", now=now))
    lines = await telegram.read(lambda uow: uow.cases.search(recomplained=True))
    assert [line.number for line in lines] == [number]
