"""Windows that close and quotas that are used up: in the end the customer knows, or staff do."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.desk.speech import speak
from bot.messages import Purpose
from bot.ports import Understander, UnitOfWork
from channels.wechat.scenes import to_case_scene
from tests.journeys.wechat import Customer, Wechat, running
from tests.peers.callbacks import Callback, CallbackServer
from tests.peers.wechat import official

DAYS = timedelta(days=1)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/huiyin.db"
    made: str = request.getfixturevalue("migrated_url")()
    return made


@pytest.fixture
async def wechat(tmp_path: Path, url: str, understander: Understander) -> AsyncIterator[Wechat]:
    async with running(tmp_path, url, understander) as started:
        yield started


@pytest.fixture
async def bare(tmp_path: Path, url: str, understander: Understander) -> AsyncIterator[Wechat]:
    """Without any template."""
    async with running(tmp_path, url, understander, template=False) as started:
        yield started


async def staff_does(wechat: Wechat, number: str, what: str, **body: str) -> None:
    headers = await wechat.supervisor()
    answer = await wechat.http.post(f"/api/v1/cases/{number}/{what}", json=body, headers=headers)
    assert answer.status_code < 300, answer.text


async def reply(wechat: Wechat, customer: Customer, number: str, *texts: str) -> None:
    headers = await wechat.supervisor()
    for text in texts:
        answer = await wechat.http.post(f"/api/v1/cases/{number}/reply", json={"text": text}, headers=headers)
        assert answer.status_code < 300, answer.text
        await wechat.quiet()


async def test_the_window_closes_in_mid_dialogue(wechat: Wechat) -> None:
    customer = wechat.customer()
    number = await customer.complain()
    wechat.clock.move(3 * DAYS)
    await reply(wechat, customer, number, "请问您方便提供照片吗？")

    assert await customer.shown() == []
    [told] = customer.app.told
    assert told["data"]["thing2"]["value"] == "客服给您留言了"
    assert number in told["data"]["character_string1"]["value"]
    assert "/p/" in told["url"]
    assert (await wechat.counts())["held"] == 1
    assert not [alert for alert in await wechat.alerts() if alert.startswith("undeliverable")]

    await customer.write("在的")
    assert "请问您方便提供照片吗？" in "\n".join(one.text for one in await customer.shown())
    assert (await wechat.counts())["held"] == 0


async def test_without_a_template_staff_are_told_and_nothing_is_lost(bare: Wechat) -> None:
    customer = bare.customer()
    number = await customer.complain()
    bare.clock.move(3 * DAYS)
    await reply(bare, customer, number, "第一句", "第二句")

    [*_, last] = await bare.alerts()
    assert "waits until the customer writes again on wechat" in last
    await customer.write("在的")
    [first, *_] = await customer.shown()
    assert "第一句\n\n第二句" in first.text


async def test_the_fifth_message(wechat: Wechat) -> None:
    """Talk leaves the last two for the outcome and the survey, and what was held goes along with the outcome."""
    customer = wechat.customer()
    number = await customer.complain()
    await reply(wechat, customer, number, *(f"第{n}句" for n in range(1, 6)))
    shown = "\n".join(one.text for one in await customer.shown())
    assert "第2句" in shown
    assert "第3句" not in shown
    assert customer.app.told

    await staff_does(wechat, number, "resolve", note="已为您退款。")
    [outcome] = await customer.shown()
    assert "第3句\n\n第4句\n\n第5句" in outcome.text
    assert "已为您退款。" in outcome.text

    await wechat.pass_time(timedelta(minutes=2))
    [survey] = await customer.shown()
    assert len(survey.buttons) >= 5
    assert (await wechat.counts())["held"] == 0
    assert not [call for call in wechat.fake.calls if call.path.endswith("custom/send") and not call.body]


async def test_a_tap_on_the_survey_is_answered_within_its_minute(wechat: Wechat) -> None:
    customer = wechat.customer()
    number = await customer.complain()
    await staff_does(wechat, number, "resolve", note="已为您退款。")
    await wechat.pass_time(timedelta(minutes=2))
    await customer.shown()
    # Only the minute of the tap is left.
    customer.app.windows = []
    await customer.tap(f"rate:{number}:5")
    [thanks] = await customer.shown()
    assert thanks.text
    headers = await wechat.staff()
    found = await wechat.case(number, headers)
    assert found["status"] == "closed"


async def test_a_typed_score_counts_as_well(wechat: Wechat) -> None:
    customer = wechat.customer()
    number = await customer.complain()
    await staff_does(wechat, number, "resolve", note="已为您退款。")
    await wechat.pass_time(timedelta(minutes=2))
    await customer.shown()
    await customer.say("4")
    survey = await wechat.app.database.read(lambda uow: uow.surveys.of(uow.cases.by_number(number).id))
    assert survey.score == 4


async def test_the_resolution_on_day_three(wechat: Wechat) -> None:
    customer = wechat.customer()
    number = await customer.complain()
    wechat.clock.move(3 * DAYS)
    await staff_does(wechat, number, "resolve", note="已为您退款。")
    await wechat.quiet()
    assert [told["data"]["thing2"]["value"] for told in customer.app.told] == ["您的投诉有处理结果"]

    await wechat.pass_time(timedelta(minutes=2))
    await wechat.quiet()
    assert "/s/" in customer.app.told[-1]["url"]
    assert (await wechat.counts())["held"] == 2
    await customer.write("收到了吗")
    assert "已为您退款。" in (await customer.shown())[0].text


async def test_who_unsubscribed_is_not_written_to_and_staff_know(wechat: Wechat) -> None:
    customer = wechat.customer()
    number = await customer.complain()
    customer.app.follows = False
    await customer.does(MsgType="event", Event="unsubscribe", EventKey="")
    await wechat.quiet()
    calls = len(wechat.fake.calls)
    await staff_does(wechat, number, "resolve", note="已为您退款。")
    await wechat.quiet()

    assert len(wechat.fake.calls) == calls
    assert any("unsubscribed" in alert for alert in await wechat.alerts())
    # Following again makes them reachable.
    customer.app.follows = True
    assert await customer.say("我又回来了")


async def test_a_template_that_is_refused_is_told_to_staff(wechat: Wechat) -> None:
    customer = wechat.customer()
    number = await customer.complain()
    wechat.clock.move(3 * DAYS)
    await reply(wechat, customer, number, "在吗？")
    await customer.does(MsgType="event", Event="TEMPLATESENDJOBFINISH", MsgID=1000, Status="failed:user block")
    await wechat.quiet()

    assert any("failed:user block" in alert for alert in await wechat.alerts())


async def test_the_token_was_invalidated_by_another_process(wechat: Wechat) -> None:
    customer = wechat.customer()
    await customer.say("你好")
    asked = wechat.fake.asked
    wechat.fake.replace_token()
    assert await customer.say("我要投诉")
    assert (wechat.fake.asked - asked, wechat.fake.forced) == (1, 0)


async def test_the_token_is_renewed_before_its_end_and_a_refused_one_never_recurses(wechat: Wechat) -> None:
    customer = wechat.customer()
    await customer.say("你好")
    wechat.clock.move(timedelta(minutes=116))
    assert await customer.say("我要投诉")
    calls = len(wechat.fake.calls)
    wechat.fake.troubles = ["40001"] * 4
    await customer.write("快递丢了")
    await wechat.until(lambda: not wechat.fake.troubles)
    await wechat.until(lambda: customer.app.shown)
    assert len(wechat.fake.calls) - calls < 12


async def test_a_consented_notice_stands_in_once(tmp_path: Path, understander: Understander) -> None:
    settings = {"HUIYIN_CHANNELS__WECHAT__SUBSCRIPTION__ID": official.SUBSCRIPTION}
    for name, text in official.FIELDS.items():
        settings[f"HUIYIN_CHANNELS__WECHAT__SUBSCRIPTION__FIELDS__{name}"] = text
    async with running(
        tmp_path, f"sqlite:///{tmp_path}/huiyin.db", understander, template=False, more=settings
    ) as wechat:
        customer = wechat.customer()
        number = await customer.complain()
        customer.app.consents[official.SUBSCRIPTION] = 1
        popup = {"List": {"TemplateId": official.SUBSCRIPTION, "SubscribeStatusString": "accept", "PopupScene": 0}}
        await customer.does(MsgType="event", Event="subscribe_msg_popup_event", SubscribeMsgPopupEvent=popup)
        await wechat.quiet()
        wechat.clock.move(3 * DAYS)
        await reply(wechat, customer, number, "第一句")
        assert len(customer.app.told) == 1
        assert not any("undeliverable" in alert for alert in await wechat.alerts())
        await reply(wechat, customer, number, "第二句")
        assert len(customer.app.told) == 1
        assert any("waits until" in alert for alert in await wechat.alerts())


async def test_another_consented_address_stands_in(tmp_path: Path, understander: Understander) -> None:
    """A customer of the gateway opens their case in WeChat by its code; what WeChat can't carry goes to the gateway."""
    heard: list[Callback] = []
    async with CallbackServer("the gateway's own secret", heard.append) as gateway:
        system = (
            '[{"name": "sms", "secret": "the gateway\'s own secret", "token": "the gateway\'s own token", '
            f'"callback_url": "{gateway.url}", "private": true}}]'
        )
        url = f"sqlite:///{tmp_path}/huiyin.db"
        async with running(
            tmp_path, url, understander, template=False, more={"HUIYIN_CHANNELS__API": system}
        ) as wechat:
            headers = {"Authorization": "Bearer the gateway's own token"}
            for n, text in enumerate(("快递丢了，订单 E99887766554，要求补发", "没有其他了，直接提交", "提交")):
                body = {"id": str(n), "user": "+8613900001111", "text": text}
                answer = await wechat.http.post("/api/v1/channels/sms/messages", json=body, headers=headers)
                assert answer.status_code == 202
                await wechat.quiet()
            cases = await wechat.app.database.read(lambda uow: uow.cases.search())
            number = cases[0].number
            customer = wechat.customer()
            await customer.scan(to_case_scene(wechat.app.key, number), new=True)
            assert number in (await customer.shown())[0].text

            # It is filed at the gateway: that is where news go; in WeChat they talk on.
            await customer.say("请问什么时候能处理好")
            wechat.clock.move(3 * DAYS)

            def tell(uow: UnitOfWork) -> None:
                talk = uow.conversations.of(customer.address)
                assert talk
                case = uow.cases.by_number(number)
                now = wechat.clock.now()
                speak(uow, wechat.app.rules, talk, "包裹找到了", now=now, purpose=Purpose.STATUS, case=case)

            await wechat.app.database.transact(tell)
            await wechat.quiet()
            await wechat.until(lambda: any("包裹找到了" in one.body["text"] for one in heard))
            assert (await wechat.counts())["held"] == 0
