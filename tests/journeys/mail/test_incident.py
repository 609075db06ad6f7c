"""One notice to customers on the website, by mail and on Telegram: each gets it, once, in their language."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import build
from bot.ports import Understander
from bot.records import Role
from tests.clock import MovableClock
from tests.journeys.conftest import Product
from tests.journeys.mail.conftest import Desk, box, number_in, running, settings, words
from tests.journeys.telegram import until
from tests.journeys.test_incidents import complain, get, post
from tests.journeys.test_watching import past
from tests.peers.dovecot import Dovecot
from tests.peers.postfix import Postfix
from tests.peers.telegram.api import TOKEN, BotApi
from tests.peers.telegram.people import Person, text_of

TEXTS = {"zh-Hans": "电饭煲（{number}）请停用。", "en": "Stop using the rice cooker ({number})."}


@pytest.mark.timeout(300)
async def test_thirty_complaints_on_three_channels(
    tmp_path: Path, understander: Understander, dovecot: Dovecot, postfix: Postfix
) -> None:
    async with BotApi() as api:
        mail = {"mailboxes": [box(dovecot, postfix, "incidents")], "answers_per_hour": 100}
        whole = settings(tmp_path, mail)
        telegram = whole.channels.telegram.model_copy(
            update={"token": _secret(TOKEN), "api_url": api.server.url, "receive": "polling"}
        )
        whole = whole.model_copy(update={"channels": whole.channels.model_copy(update={"telegram": telegram})})
        clock = MovableClock()
        app = build(whole, clock=clock, understander=understander)
        async with running(app) as http:
            product = Product(app=app, clock=clock, http=http)
            desk = Desk(product=product, dovecot=dovecot, postfix=postfix, user="incidents")
            await app.database.transact(lambda uow: past(uow, product))

            on_the_web = await complain(product, 14)
            people = [Person(api, 5000 + at) for at in range(8)]
            for at, person in enumerate(people):
                await by_telegram(person, f"电饭煲坏了，订单号 C2026110{at:04}，要求退款")
            writers = [desk.person() for _ in range(8)]
            for at, writer in enumerate(writers):
                writer.send(
                    writer.mail(
                        f"My rice cooker is broken after one day. Order D2026110{at:04}. I want a refund.",
                        "Broken rice cooker",
                    )
                )
            letters = [(await writer.news())[-1] for writer in writers]

            cases = await desk.cases()
            assert len(cases) == 30
            await product.pass_time(timedelta(minutes=2))
            supervisor = await product.staff(Role.SUPERVISOR)
            warnings = (await get(product, "/warnings", supervisor))["warnings"]
            # "Rice cooker" is another name: it may be told of by itself, as a rise of the category.
            assert len(warnings) <= 2, [warning["series"] for warning in warnings]
            [warning] = [one for one in warnings if one["series"].get("product") == "电饭煲"]
            opened = await post(product, "/incidents", supervisor, title="电饭煲", warning=warning["id"])
            rest = await post(
                product, f"/incidents/{opened['id']}/link", supervisor, cases=[case.number for case in cases]
            )
            assert rest["refused"] == []

            path = f"/incidents/{opened['id']}/notices"
            preview = await post(product, f"{path}/preview", supervisor, texts=TEXTS)
            assert preview["customers"] == 30
            assert {one["channel"]: one["customers"] for one in preview["told"]} == {
                "web": 14,
                "telegram": 8,
                "mail": 8,
            }
            for visitor in on_the_web.values():
                await visitor.news()
            for person in people:
                person.news()
            started = await post(product, path, supervisor, texts=TEXTS)

            async def done() -> bool:
                await product.pass_time(timedelta(seconds=1))
                found = await get(product, f"{path}/{started['id']}", supervisor)
                return bool(found["progress"].get("sent") == 30 and found["status"] == "done")

            await desk.until(done, 60)
            for number, visitor in on_the_web.items():
                assert [line["text"] for line in await visitor.news()] == [TEXTS["zh-Hans"].replace("{number}", number)]
            numbers = {case.number for case in cases}
            for person in people:
                told = [text_of(one) for one in person.news() if "请停用" in text_of(one)]
                assert len(told) == 1, told
                assert any(number in told[0] for number in numbers)
            for writer, letter in zip(writers, letters, strict=True):
                [notice] = await writer.news()
                assert TEXTS["en"].replace("{number}", number_in(letter)) in words(notice)


async def by_telegram(person: Person, text: str) -> None:
    """File a complaint in the chat with the bot."""
    assert person.chat
    person.say(text)
    await until(person.news)
    person.say("没有其他了，直接提交")
    await until(person.news)
    person.tap("confirm:yes")
    found = await until(person.news)
    assert "HY26" in text_of(found[-1]), found


def _secret(value: str) -> object:
    from pydantic import SecretStr

    return SecretStr(value)
