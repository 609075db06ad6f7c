"""One customer on several channels: linked by codes, and written to only where they allow it."""

from __future__ import annotations

import contextlib
import re
from datetime import timedelta
from itertools import permutations
from pathlib import Path
from typing import Any, Final

import pytest

from bot.desk import handoff, progress
from bot.errors import Conflict
from bot.ports import Understander, UnitOfWork
from tests.transcripts.hook_carrier import HookCarrier
from tests.transcripts.kf_carrier import KfCarrier
from tests.transcripts.mail_carrier import MailCarrier
from tests.transcripts.stage import WEB, Stage, staged
from tests.transcripts.telegram_carrier import TelegramCarrier
from tests.transcripts.wechat_carrier import OfficialCarrier

PUSHED: Final = (HookCarrier, TelegramCarrier, OfficialCarrier, KfCarrier, MailCarrier)
CHANNELS: Final[dict[str, Any]] = {
    WEB: None, "mail": MailCarrier, "telegram": TelegramCarrier, "wechat": OfficialCarrier,
}  # fmt: skip
PAIRS: Final = list(permutations(CHANNELS, 2))


@contextlib.asynccontextmanager
async def on(folder: Path, understander: Understander, *carriers: Any) -> Any:
    async with contextlib.AsyncExitStack() as stack:
        opened = [await stack.enter_async_context(carrier()) for carrier in carriers if carrier]
        yield await stack.enter_async_context(staged(folder, understander, *opened))


async def act(stage: Stage, number: str, verb: str, text: str) -> None:
    """What staff do."""

    def body(uow: UnitOfWork) -> None:
        now, rules, user = stage.clock.now(), stage.app.rules, stage.staff
        if verb == "reply":
            handoff.reply(uow, rules, uow.cases.by_number(number), user, text, now=now)
        else:
            getattr(progress, verb)(
                uow, rules, number, user, **{"solution" if verb == "propose" else "note": text}, now=now
            )

    await stage.app.database.transact(body)
    await stage.work()


@pytest.mark.parametrize("carrier", PUSHED, ids=lambda one: one.channel)
async def test_nothing_is_pushed_where_the_customer_forbids_it(
    carrier: Any, tmp_path: Path, understander: Understander
) -> None:
    async with on(tmp_path, understander, carrier) as stage:
        channel = carrier.channel
        number = await stage.complain(channel)
        await act(stage, number, "start", "已联系仓库核实。")
        assert "已联系仓库核实" in await stage.shown(channel)

        assert re.search("不再.*主动联系|不再给您发", await stage.say(channel, "以后任何方式都不要再联系我"))
        await act(stage, number, "propose", "全额退款")
        await act(stage, number, "resolve", "退款已退回。")
        await stage.pass_time(timedelta(minutes=5))
        await stage.pass_time(timedelta(days=3))
        assert await stage.shown(channel) == ""
        # What is asked for is answered all the same.
        assert number in await stage.say(channel, "查一下进度")

        kinds = [alert.key for alert in await stage.app.database.read(lambda uow: uow.alerts.unseen())]
        assert kinds.count("withheld") == 2
        assert (await stage.conversation(channel)).consented is False

        assert "进展" in await stage.say(channel, "恢复通知")
        await act(stage, number, "reopen", "再核实一次。")
        assert "再核实一次" in await stage.shown(channel)


@pytest.mark.parametrize("carrier", [TelegramCarrier, MailCarrier], ids=lambda one: one.channel)
async def test_staff_do_not_begin_where_it_is_forbidden(
    carrier: Any, tmp_path: Path, understander: Understander
) -> None:
    async with on(tmp_path, understander, carrier) as stage:
        number = await stage.complain(carrier.channel)
        await stage.say(carrier.channel, "以后任何方式都不要再联系我")
        with pytest.raises(Conflict, match="does not want to be written to"):
            await act(stage, number, "reply", "您好")
        await stage.say(carrier.channel, "还有一件事，发票也没开")
        await act(stage, number, "reply", "您好，我看一下。")
        assert "我看一下" in await stage.shown(carrier.channel)


async def test_news_goes_where_it_is_allowed(tmp_path: Path, understander: Understander) -> None:
    async with on(tmp_path, understander, MailCarrier, TelegramCarrier) as stage:
        number = await stage.complain("mail")
        code = await code_of(stage, "mail")
        await stage.say("telegram", code)
        assert "邮件" in await stage.say("telegram", "别再给我发邮件了")
        await stage.shown("mail")
        await act(stage, number, "start", "已联系仓库核实。")
        assert await stage.shown("mail") == ""
        assert "已联系仓库核实" in await stage.shown("telegram")
        # Another letter is answered, and is no consent.
        await stage.say("mail", "另外，我的吸尘器也坏了，昨天买的，要求换货")
        talks = await stage.app.database.read(lambda uow: stage._threads(uow, "mail", "customer"))
        assert talks
        assert not any(talk.consented for talk in talks)


async def code_of(stage: Stage, channel: str) -> str:
    """The code that is given out there."""
    said = await stage.say(channel, "我想绑定其他渠道")
    found = re.search(r"LK-[0-9A-Z]{4}-[0-9A-Z]{4}", said)
    assert found, said
    return found[0]


@pytest.mark.parametrize(("there", "here"), PAIRS, ids=["-".join(pair) for pair in PAIRS])
async def test_an_address_is_linked_by_a_code(
    there: str, here: str, tmp_path: Path, understander: Understander
) -> None:
    async with on(tmp_path, understander, CHANNELS[there], CHANNELS[here]) as stage:
        number = await stage.complain(there)
        code = await code_of(stage, there)
        wrong = code[:-1] + ("2" if code[-1] != "2" else "3")
        assert number not in await stage.say(here, wrong)
        assert number in await stage.say(here, f"绑定 {code.lower()}")
        assert await stage.numbers(here) == [number]
        assert (await stage.conversation(here)).customer == (await stage.conversation(there)).customer
        # Whose address it was learns of it; the code works once.
        assert "不是您本人操作" in await stage.shown(there)
        assert number not in await stage.say(here, code, "stranger")
        actions = await stage.app.database.read(lambda uow: [line["action"] for line in uow.staff.audited()])
        assert actions.count("link_address") == 1


@pytest.mark.parametrize(("there", "here"), PAIRS, ids=["-".join(pair) for pair in PAIRS])
async def test_the_status_is_shown_elsewhere_after_proof(
    there: str, here: str, tmp_path: Path, understander: Understander
) -> None:
    async with on(tmp_path, understander, CHANNELS[there], CHANNELS[here]) as stage:
        number = await stage.complain(there)
        await stage.shown(there)
        first = await stage.say(here, f"帮我查一下 {number}")
        other = await stage.say(here, "帮我查一下 HY26-ZZZZ-ZZZZ")
        assert "电饭煲" not in first
        assert "隐私" in first
        assert "隐私" in other
        await stage.say(here, f"帮我查一下 {number}")
        await stage.say(here, "发验证码")
        told = await stage.shown(there)
        code = re.search(r"\d{3} \d{3}", told)
        assert code, told
        assert number not in await stage.say(here, "000000" if code[0] != "000 000" else "111111")
        assert number in await stage.say(here, code[0])
        assert await stage.numbers(here) == [number]


async def test_codes_run_out_and_guessing_is_limited_for_each_case(tmp_path: Path, understander: Understander) -> None:
    async with on(tmp_path, understander, TelegramCarrier) as stage:
        number = await stage.complain("telegram")
        await stage.shown("telegram")
        sent = 0
        for guesser in range(6):
            await stage.say(WEB, f"帮我查一下 {number}", f"guesser{guesser}")
            assert "验证码" in await stage.say(WEB, "发验证码", f"guesser{guesser}")
            sent += "验证码" in await stage.shown("telegram")
        assert sent == 3
        await stage.pass_time(timedelta(hours=2))
        await stage.say(WEB, f"帮我查一下 {number}", "late")
        await stage.say(WEB, "发验证码", "late")
        code = re.search(r"\d{3} \d{3}", await stage.shown("telegram"))
        assert code
        await stage.pass_time(timedelta(minutes=16))
        assert number not in await stage.say(WEB, code[0], "late")

        given = await code_of(stage, "telegram")
        await stage.pass_time(timedelta(minutes=31))
        assert number not in await stage.say(WEB, given, "late")
        for _ in range(10):
            await stage.say(WEB, "LK-2222-2222", "late")
        right = await code_of(stage, "telegram")
        assert number not in await stage.say(WEB, right, "late")
