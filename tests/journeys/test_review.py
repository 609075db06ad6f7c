"""A message that was hardly understood: a supervisor says what it means, and the next training knows it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

import nlu
from bot.ports import Understander
from bot.records import Role
from tests.journeys.conftest import Product, running, settings_for
from tests.journeys.test_console import enter

STRANGE = "blorp fizz wug 13812345678"


@pytest.fixture
async def product(url: str, tmp_path: Path, understander: Understander) -> AsyncIterator[Product]:
    """One that doubts whatever it has only learned."""
    async with running(settings_for(url, tmp_path, HUIYIN_NLU__REVIEW_BELOW="1"), understander) as started:
        yield started


async def judged(product: Product, token: str, **form: str) -> int:
    """Judge the newest message; the answer's status."""
    newest = await product.app.database.read(lambda uow: uow.doubts.open(limit=1)[0])
    data = {"csrf": token, **form}
    return (await product.http.post(f"/console/understanding/{newest.id}", data=data)).status_code


async def test_a_misread_message_teaches(product: Product, tmp_path: Path) -> None:
    visitor = await product.visitor("en")
    await visitor.say("39 ... 12 ???")
    await visitor.say(STRANGE)
    token = await enter(product, Role.SUPERVISOR)
    page = await product.http.get("/console/understanding", params={"lang": "en"})
    assert STRANGE in page.text
    assert "39 ... 12 ???" not in page.text

    assert await judged(product, token, intent="nonsense") == 422
    assert await judged(product, token, intent="file_complaint", category="nonsense") == 422
    assert await judged(product, token, intent="file_complaint", category="billing", urgent="data") == 303
    assert STRANGE not in (await product.http.get("/console/understanding")).text
    assert STRANGE in (await product.http.get("/console/understanding?view=settled")).text

    answer = await product.http.get("/console/understanding/corrections.yml")
    assert "13812345678" not in answer.text
    (tmp_path / "corrections.yml").write_text(answer.text, encoding="utf-8")
    taught = nlu.corpus.read([tmp_path / "corrections.yml"]).examples
    assert [(one.text, one.intent, one.category, one.urgent) for one in taught] == [
        ("blorp fizz wug 88888888888", "file_complaint", "billing", "data")
    ]


async def test_what_teaches_nothing_is_put_away(product: Product) -> None:
    visitor = await product.visitor("en")
    await visitor.say(STRANGE)
    token = await enter(product, Role.SUPERVISOR)
    assert await judged(product, token, verdict="nothing", intent="file_complaint") == 303
    for view in ("", "?view=settled"):
        assert STRANGE not in (await product.http.get(f"/console/understanding{view}")).text


async def test_agents_do_not_see_it(product: Product) -> None:
    await enter(product, Role.AGENT)
    for path in ("understanding", "understanding/corrections.yml"):
        assert (await product.http.get(f"/console/{path}")).status_code == 403


async def test_buttons_and_figures_are_no_doubts(product: Product) -> None:
    """They teach nothing."""
    visitor = await product.visitor("en")
    await visitor.say("39 ... 12 ???")
    await visitor.say("", choice="menu:complain")
    assert await product.app.database.read(lambda uow: uow.doubts.count()) == 0
