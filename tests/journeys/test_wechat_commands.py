"""`huiyin wechat` and the doctor before the fake platforms."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.cli import main
from bot.cli.wechat import findings
from bot.settings import load
from channels.wechat.scenes import case_of
from tests.clock import MovableClock
from tests.journeys.wechat import settings
from tests.peers.wechat import callbacks, corp, official
from tests.peers.wechat.corp import FakeCorp
from tests.peers.wechat.official import FakeOfficialAccount


@pytest.fixture
async def fake(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> AsyncIterator[FakeOfficialAccount]:
    async with FakeOfficialAccount(MovableClock()) as platform:
        for name, value in {
            "APP_ID": official.APP_ID,
            "APP_SECRET": official.APP_SECRET,
            "TOKEN": callbacks.TOKEN,
            "API": platform.url,
            "SCENES__STORE-12": "朝阳店",
        }.items():
            monkeypatch.setenv(f"HUIYIN_CHANNELS__WECHAT__{name}", value)
        monkeypatch.setenv("HUIYIN_SECRET__FILE", str(tmp_path / "secret.key"))
        monkeypatch.setenv("HUIYIN_CONFIG", str(tmp_path / "config.yaml"))
        (tmp_path / "config.yaml").write_text("{}")
        yield platform
        assert platform.wrong is None, platform.wrong


async def huiyin(*arguments: str) -> int:
    return await asyncio.to_thread(main, arguments)


async def test_the_menu(fake: FakeOfficialAccount) -> None:
    assert await huiyin("wechat", "menu") == 0
    assert fake.menu
    assert [(one["name"], one["key"]) for one in fake.menu["button"]] == [
        ("投诉", "menu:complain"),
        ("进度", "menu:status"),
        ("人工", "menu:human"),
    ]


async def test_codes(fake: FakeOfficialAccount, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert await huiyin("wechat", "qr", "--scene", "store-12") == 0
    assert await huiyin("wechat", "qr", "--case", "hy26-abcd-efgh", "--days", "7") == 0
    said = capsys.readouterr().out.split()
    assert said[0] == "https://mp.weixin.qq.com/cgi-bin/showqrcode?ticket=ticket%2F1%3D%3D"
    place, case = fake.codes
    assert place["action_info"]["scene"]["scene_str"] == "store-12"
    assert case["expire_seconds"] == 7 * 86_400
    from bot.settings import signing_key

    key = signing_key(load(None, {"HUIYIN_SECRET__FILE": str(tmp_path / "secret.key")}).secret)
    assert case_of(key, case["action_info"]["scene"]["scene_str"]) == "HY26-ABCD-EFGH"


async def test_what_is_wrong_is_said_plainly(fake: FakeOfficialAccount, capsys: pytest.CaptureFixture[str]) -> None:
    assert await huiyin("wechat", "qr", "--scene", "store-13") == 1
    assert "store-13 is not in channels.wechat.scenes (store-12)" in capsys.readouterr().err
    fake.troubles = ["40164"]
    assert await huiyin("wechat", "menu") == 1
    assert "this machine's IP address is not on the account's white list" in capsys.readouterr().err


async def test_the_doctor(tmp_path: Path) -> None:
    clock = MovableClock()
    async with FakeOfficialAccount(clock) as fake, FakeCorp(clock) as fake_corp:
        url = f"sqlite:///{tmp_path}/huiyin.db"
        accounts = {"HUIYIN_CHANNELS__WECHAT_KF__ACCOUNTS": f'["{corp.KF}"]'}
        given = settings(tmp_path, url, fake, fake_corp, accounts)
        found = [(name, *finding) async for name, finding in findings(given)]
        assert ("wechat", "ok", "gives a token") in found
        assert ("wechat_kf", "ok", "1 account(s)") in found
        assert ("wecom", "ok", "gives a token") in found
        assert not [one for one in found if one[1] == "fail"]

        fake.troubles = ["40125"]
        fake_corp.troubles = ["60020", "40001"]
        found = [(name, *finding) async for name, finding in findings(given)]
        failed = {name: text for name, level, text in found if level == "fail"}
        assert "the app_secret is wrong" in failed["wechat"]
        assert "list of trusted ones" in failed["wechat_kf"]
        assert failed["wecom"]


async def test_nothing_set_up_is_nothing_to_say() -> None:
    assert [one async for one in findings(load(None, {}))] == []


@pytest.mark.parametrize(
    ("environ", "fault"),
    [
        ({"CHANNELS__WECHAT__APP_ID": "wx1"}, "channels.wechat.app_secret"),
        ({"CHANNELS__WECHAT__ENCODING_AES_KEY": "short"}, "43 letters and digits"),
        ({"CHANNELS__WECHAT_KF__CORP_ID": "ww1"}, "channels.wechat_kf.encoding_aes_key"),
        ({"NOTICES__DIGEST": "25:00"}, "a time of day such as 09:00"),
        (
            {"NOTICES__WECOM__CORP_ID": "ww1", "NOTICES__WECOM__AGENT_ID": "1", "NOTICES__WECOM__SECRET": "s"},
            "must name somebody",
        ),
    ],
)
def test_half_a_set_up_is_a_fault(environ: dict[str, str], fault: str) -> None:
    from bot.errors import SettingsError

    with pytest.raises(SettingsError, match=fault):
        load(None, {f"HUIYIN_{key}": value for key, value in environ.items()})
