"""`huiyin wechat`: the account's menu and QR codes; and what the doctor finds about WeChat."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import AsyncIterator
from typing import Final

from bot import wechat
from bot.configure import SystemClock
from bot.errors import HuiyinError, InvalidInput, RetryLater
from bot.settings import Settings, signing_key
from channels.wechat.api import Api
from channels.wechat.faults import MEND, Failure
from channels.wechat.menu import create_code, create_menu
from channels.wechat.scenes import to_case_scene

#: The longest that a code which ends may be good.
_MOST_DAYS: Final = 30

#: See bot.cli.doctor.
Finding = tuple[str, str]


def run(settings: Settings, arguments: argparse.Namespace) -> int:
    """Create the menu, or a code."""
    return asyncio.run(_menu(settings) if arguments.action == "menu" else _code(settings, arguments))


async def _menu(settings: Settings) -> int:
    await _call(settings, lambda api: create_menu(api, settings.business.language))
    print("The menu is set. Followers see it at once after following anew, all others within a day.")
    return 0


async def _code(settings: Settings, arguments: argparse.Namespace) -> int:
    if arguments.case:
        scene = to_case_scene(signing_key(settings.secret), arguments.case.strip().upper())
    else:
        scene = arguments.scene
        if scene not in settings.channels.wechat.scenes:
            known = ", ".join(settings.channels.wechat.scenes) or "none"
            raise InvalidInput(f"--scene: {scene} is not in channels.wechat.scenes ({known}). Add it with its place.")
    if arguments.days is not None and not 1 <= arguments.days <= _MOST_DAYS:
        raise InvalidInput(f"--days: 1 to {_MOST_DAYS}; without it the code is good for ever.")
    seconds = None if arguments.days is None else arguments.days * 86_400
    print(await _call(settings, lambda api: create_code(api, scene, seconds)))
    return 0


async def _call(settings: Settings, what: object) -> object:
    assert callable(what)
    api = wechat.official_api(settings, SystemClock())
    if api is None:
        raise InvalidInput("channels.wechat.app_id is not set: there is no Official Account.")
    await api.start()
    try:
        return await what(api)
    except Failure as failure:
        raise InvalidInput(f"WeChat refuses: {explained(failure)}") from failure
    finally:
        await api.close()


def explained(failure: Failure) -> str:
    """The code, and what it means where it is one that an administrator can mend."""
    return f"errcode {failure.code}" + (f", {MEND[failure.code]}." if failure.code in MEND else ".")


async def findings(settings: Settings) -> AsyncIterator[tuple[str, Finding]]:
    """What the doctor has to say; nothing where nothing is set up."""
    clock = SystemClock()
    official = settings.channels.wechat
    if (api := wechat.official_api(settings, clock)) is not None:
        yield "wechat", await _reached(api)
        if official.encoding_aes_key is None:
            yield "wechat", ("warn", "plain mode: set encoding_aes_key here and security mode (安全模式) there")
        if official.template.id is None and official.subscription.id is None:
            text = "no template: after 48 hours of silence customers hear nothing until they write; staff are told"
            yield "wechat", ("warn", text)
        if not settings.server.address.startswith("https:"):
            yield "wechat", ("warn", f"server.public_url must be reached from outside: {settings.server.address}")
    if (api := wechat.kf_api(settings, clock)) is not None:
        yield "wechat_kf", await _kf(api, settings.channels.wechat_kf.accounts)
    if (api := wechat.wecom_api(settings, clock)) is not None:
        yield "wecom", await _reached(api)
    for robot in settings.notices.robots:
        yield f"robot {robot.name}", ("ok", "set; whether its address is right shows with the first notice")


async def _reached(api: Api) -> Finding:
    await api.start()
    try:
        await api.token.get()
    except HuiyinError as error:
        return "fail", f"no token: {error}"
    finally:
        await api.close()
    return "ok", "gives a token"


async def _kf(api: Api, accounts: tuple[str, ...]) -> Finding:
    await api.start()
    try:
        answer = await api.post("/cgi-bin/kf/account/list", {"offset": 0, "limit": 100})
    except Failure as failure:
        return "fail", explained(failure)
    except RetryLater as error:
        return "fail", str(error)
    finally:
        await api.close()
    known = {str(item.get("open_kfid")) for item in answer.get("account_list") or []}
    if missing := [account for account in accounts if account not in known]:
        return "fail", f"accounts: {', '.join(missing)} is none of {', '.join(sorted(known)) or 'none'}"
    if not accounts:
        return "warn", f"accounts is empty: what a lost callback brought is not looked for ({', '.join(sorted(known))})"
    return "ok", f"{len(known)} account(s)"
