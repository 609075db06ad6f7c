"""By mail: who was erased is not taken in again from a mailbox that still has their mail, and is new when they write."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.desk import erasing
from bot.records import Role
from storage import spool
from tests.journeys.mail.conftest import Desk, number_in
from tests.journeys.test_erasure import everything

pytestmark = pytest.mark.xdist_group("mail")

WORDS = ("marmalade", "ZX88213345")


@pytest.fixture(autouse=True)
def _settled_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "_SETTLE", 0.5)


async def test_an_erased_mail_is_not_taken_in_again(desk: Desk) -> None:
    anna = desk.person("quillfeather")
    mail = anna.mail(
        "The kettle of order ZX88213345 leaks into my marmalade. I want a refund. It happened on 5 March.", "Kettle"
    )
    mail.add_attachment(b"%PDF-1.4 marmalade", maintype="application", subtype="pdf", filename="marmalade.pdf")
    anna.send(mail)
    number = number_in((await anna.news())[-1])
    url = desk.app.settings.storage.url
    files = Path(desk.app.settings.storage.files)

    def found() -> set[str]:
        theirs = (*WORDS, anna.address, "quillfeather")
        texts = {place for place, text in everything(url) for word in theirs if word.lower() in text.lower()}
        return texts | {str(one) for one in files.rglob("*") if one.is_file() and b"marmalade" in one.read_bytes()}

    assert len(found()) > 10
    chief = await desk.product.staff(Role.SUPERVISOR)
    customer = await desk.read(lambda uow: uow.cases.by_number(number).customer)
    body = {"reason": "asked", "open_cases": True}
    done = await desk.product.http.post(f"/api/v1/customers/{customer}/erase", json=body, headers=chief)
    assert done.status_code == 200, done.text
    # The spool lets go of what it has made durable after a while.
    await asyncio.sleep(2)
    assert found() == set()

    before = await desk.read(lambda uow: uow.arrivals.unread())
    assert before == 0
    anna.send(mail)
    other = desk.person()
    # Behind it in the mailbox: once this one is answered, that one was read.
    await other.write("The toaster is broken, order 77777777, I want a refund.", "Toaster")
    await desk.until(lambda: desk.read(lambda uow: uow.arrivals.unread() == 0))
    assert [one.number for one in await desk.cases() if one.customer == customer] == [number]
    assert await desk.read(lambda uow: uow.people.reached_at(anna.address)) == []
    await erasing.sweep_all(desk.app.database, desk.app.rules)
    await asyncio.sleep(2)
    assert found() == set()

    again = await anna.write("My new lamp flickers, order 55554444, please exchange it.", "Lamp")
    assert number_in(again) != number
    [new] = await desk.read(lambda uow: uow.people.reached_at(anna.address))
    assert new != customer
