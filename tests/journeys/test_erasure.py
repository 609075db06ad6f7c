"""After a life with everything in it, a customer is erased: nothing of theirs is found in any table or file."""

from __future__ import annotations

import io
import sqlite3
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest

from bot.app import App, web
from bot.desk import consent, figures, timers
from bot.ports import Understander, UnitOfWork
from bot.records import Alert, Doubt, Notice, Role, User
from storage.tables import METADATA
from tests.clock import MovableClock
from tests.journeys.conftest import Product, Visitor
from tests.journeys.telegram import ROOM, World, until, world
from tests.peers.telegram.api import BotApi

PNG = bytes.fromhex("89504e470d0a1a0a") + b"the photo of Quillfeather's kettle"
#: What was theirs alone: name, phone, mail address, Telegram's ids, order number, words, a street.
THEIRS = (
    "Quillfeather", "13912345678", "quill.feather@priv.test", "470011", "ZX88213345", "marmalade", "zebracrossing",
    "Tumbledown", "hippogriff", "wyvern", "基希纳乌",
)  # fmt: skip


def everything(url: str) -> list[tuple[str, str]]:
    """Every text in every column of every table, and where it stands."""
    names = [table.name for table in METADATA.sorted_tables]
    connection: Any = (
        sqlite3.connect(url.removeprefix("sqlite:///")) if url.startswith("sqlite") else psycopg.connect(url)
    )
    try:
        found = []
        for name in names:
            selected = "rowid, words::text" if name == "case_search" and not url.startswith("sqlite") else "*"
            cursor = connection.execute(f'SELECT {selected} FROM "{name}"')
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                found += [(f"{name}.{column}", str(value)) for column, value in zip(columns, row, strict=True)]
        return found
    finally:
        connection.close()


def traces(url: str, files: Path, theirs: tuple[str, ...] = THEIRS) -> set[tuple[str, str]]:
    """Where something of theirs stands."""
    found = {(place, word) for place, text in everything(url) for word in theirs if word.casefold() in text.casefold()}
    for path in files.rglob("*"):
        if path.is_file() and b"Quillfeather" in path.read_bytes():
            found.add(("files", str(path)))
    return found


async def product_staff(app: App, clock: MovableClock, http: httpx.AsyncClient) -> dict[str, str]:
    return await Product(app=app, clock=clock, http=http).staff(Role.SUPERVISOR)


async def rich(app: App, telegram: World, http: httpx.AsyncClient, clock: MovableClock) -> tuple[int, User]:
    """A life with everything in it; the customer's id and an administrator."""
    product = Product(app=app, clock=clock, http=http)
    headers = await product.staff(Role.ADMINISTRATOR, login="boss")
    boss = product.users["boss"]
    visitor: Visitor = await product.visitor("en")
    upload = await http.post(
        "/api/v1/web/files", files={"file": ("Quillfeather.png", PNG, "image/png")}, headers=visitor.headers
    )
    assert upload.status_code in (200, 201), upload.text
    number = await visitor.complain(
        "My name is Quillfeather, phone 13912345678, mail quill.feather@priv.test. The kettle of order ZX88213345 broke "
        "into the marmalade at Tumbledown store, I want a refund"
    )
    await visitor.say("here is a photo of the zebracrossing", attachments=[upload.json()["id"]])
    person = telegram.customer(470011, name="Quillfeather")
    await telegram.answer(person, "电饭煲在基希纳乌冒烟了，订单号 ZX88213345")
    await telegram.answer(person, "转人工")
    await until(lambda: telegram.api.chat(ROOM).topics)
    talk = await telegram.talk(person)
    assert talk is not None
    now = clock.now()

    def one_person(uow: UnitOfWork) -> int:
        case = uow.cases.by_number(number)
        uow.conversations.join(uow.conversations.get(case.conversation), talk.customer)
        return talk.customer

    customer = await app.database.transact(one_person)
    await http.post(f"/api/v1/cases/{number}/note", json={"text": "a hippogriff called"}, headers=headers)
    await http.post(f"/api/v1/customers/{customer}/notes", json={"text": "likes a wyvern"}, headers=headers)
    marked = {"mark": "vip", "reason": "Quillfeather is known"}
    assert (await http.post(f"/api/v1/customers/{customer}/marks", json=marked, headers=headers)).status_code == 200
    await http.post(f"/api/v1/cases/{number}/assign", json={"owner": boss.id}, headers=headers)
    step = {"text": "send Quillfeather a new kettle"}
    assert (await http.post(f"/api/v1/cases/{number}/steps", json=step, headers=headers)).status_code < 300
    offer = {"kind": "refund", "amount": 49, "solution": "49 back to Quillfeather"}
    proposed = await http.post(f"/api/v1/cases/{number}/propose", json=offer, headers=headers)
    assert proposed.status_code == 200, proposed.text
    await visitor.say("I accept", choice="proposal:accept")
    resolved = await http.post(f"/api/v1/cases/{number}/resolve", json={"note": "done, wyvern"}, headers=headers)
    assert resolved.status_code == 200, resolved.text
    clock.move(timedelta(hours=1))

    while await timers.fire_one(app.database, app.rules):
        pass
    link = app.links.survey(number).removeprefix(app.links.base)
    rated = await http.post(link, data={"score": "4", "comment": "thanks from Quillfeather"})
    assert rated.status_code == 200, rated.text[:300]

    def more(uow: UnitOfWork) -> None:
        case = uow.cases.by_number(number)
        consent.set_consent(
            uow,
            customer,
            address=talk.address,
            given=False,
            how="staff",
            now=now,
            by=boss.id,
            reason="Quillfeather said",
        )
        uow.doubts.add(Doubt(conversation=case.conversation, text="marmalade?", intent="thank", confidence=0.2, at=now))
        uow.alerts.add(Alert(kind="alarm", text="Quillfeather and a zebracrossing", case=case.id, at=now))
        uow.notices.add(Notice(notifier="hook", kind="alarm", text="Quillfeather", case=number, at=now))

    await app.database.transact(more)
    return customer, boss


@pytest.fixture
def both(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/huiyin.db"
    made: str = request.getfixturevalue("migrated_url")()
    return made


@pytest.mark.parametrize("both", ["sqlite", "postgresql"], indirect=True)
async def test_nothing_of_an_erased_customer_is_found(both: str, tmp_path: Path, understander: Understander) -> None:
    async with BotApi(limits=True) as api:
        api.chat(ROOM, kind="supergroup", forum=True)
        async with world(
            both, tmp_path, understander, api, HUIYIN_CHANNELS__TELEGRAM__STAFF__GROUP=str(ROOM)
        ) as telegram:
            app, clock = telegram.app, telegram.clock
            transport = httpx.ASGITransport(app=web(app))
            async with httpx.AsyncClient(transport=transport, base_url="http://test", timeout=30) as http:
                customer, _ = await rich(app, telegram, http, clock)
                await telegram.settled()
                await app.database.transact(lambda uow: figures.refresh(uow, app.rules))
                before = traces(both, tmp_path / "files")
                # The test would prove nothing if it had not stood in all these places.
                assert {word for _, word in before} >= set(THEIRS)
                tables = {place.partition(".")[0] for place, _ in before}
                assert tables >= {
                    "customers", "conversations", "messages", "cases", "case_search", "case_events", "surveys", "alerts",
                    "doubts", "notices", "offers", "plan_steps", "customer_notes", "customer_marks", "consents", "addresses",
                    "case_facts", "outbox", "inbox", "channel_notes", "lanes", "arrivals", "files",
                }, tables  # fmt: skip
                handed = await http.post(
                    f"/api/v1/customers/{customer}/export", headers=await product_staff(app, clock, http)
                )
                assert handed.headers["content-disposition"].startswith("attachment")
                with zipfile.ZipFile(io.BytesIO(handed.content)) as archive:
                    names = archive.namelist()
                    told = archive.read("data.json").decode() + archive.read("data.html").decode()
                    assert all(word in told for word in THEIRS)
                    assert [archive.read(name) for name in names if name.startswith("files/")] == [PNG]
                counted = await app.database.read(lambda uow: (uow.cases.counts(), uow.quality))
                product = Product(app=app, clock=clock, http=http)
                agent = await product.staff(Role.AGENT)
                path = f"/api/v1/customers/{customer}/erase"
                refused = await http.post(path, json={"reason": "asked"}, headers=agent)
                assert refused.status_code == 403
                chief = await product.staff(Role.SUPERVISOR)
                still = await http.post(path, json={"reason": "asked"}, headers=chief)
                assert still.status_code == 409
                assert "Still open" in still.text
                performance = (await http.get("/api/v1/performance", headers=chief)).json()
                done = await http.post(path, json={"reason": "asked", "open_cases": True}, headers=chief)
                assert done.status_code == 200, done.text
                assert len(done.json()["cases"]) == 2

                await app.database.transact(lambda uow: figures.refresh(uow, app.rules))
                assert traces(both, tmp_path / "files") == set()
                again = await http.post(path, json={"reason": "asked"}, headers=chief)
                assert again.status_code == 409
                counts = await app.database.read(lambda uow: uow.cases.counts())
                assert sum(counts.values()) == sum(counted[0].values())
                assert (await http.get("/api/v1/performance", headers=chief)).json() == performance
                audit = await app.database.read(lambda uow: uow.staff.audited(action="erase_customer"))
                assert [(one["target"], one["detail"]) for one in audit] == [(f"customer {customer}", "asked")]
                for number in done.json()["cases"]:
                    shown = await http.get(f"/api/v1/cases/{number}", headers=chief)
                    assert shown.status_code == 200, shown.text

                # Who writes again is somebody new.
                person = telegram.customer(470011, name="Quillfeather")
                await telegram.answer(person, "你好")
                talk = await telegram.talk(person)
                assert talk is not None
                assert talk.customer != customer
                assert await telegram.cases(person) == []
