"""`huiyin doctor`: checks settings, database, files, understander, calendar and channels, and says what to do."""

from __future__ import annotations

import argparse
import asyncio
import os
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Final

import storage
from bot import configure
from bot.app import load_embedded, reach_rasa
from bot.cli import wechat
from bot.cli.progress import bar
from bot.desk.notebook import Notebook
from bot.errors import DatabaseInUse, HuiyinError, UnderstandingError
from bot.holidays import estimated
from bot.mailboxes import to_mail_rules
from bot.messages import Context
from bot.settings import Settings, signing_key
from bot.telegram import telegram_account
from channels.mail.checking import check as check_mailbox
from channels.outward import Allowed, Forbidden, Outward
from storage.migrate import state

#: What a check found: "ok", "warn" or "fail", and what it is about.
Finding = tuple[str, str]

_SIGNS: Final = {"ok": "✓", "warn": "!", "fail": "✗"}


def doctor(settings: Settings, arguments: argparse.Namespace) -> int:
    """Print every finding; 1 where something must be mended before the product can run."""
    del arguments
    return asyncio.run(_doctor(settings))


async def _doctor(settings: Settings) -> int:
    failed = 0
    async for name, (level, text) in _findings(settings):
        print(f"  {_SIGNS[level]} {name:<16} {text}")
        failed += level == "fail"
    print(f"\n{failed} thing(s) to mend." if failed else "\nAll is well.")
    return 1 if failed else 0


async def _findings(settings: Settings) -> AsyncIterator[tuple[str, Finding]]:
    yield "settings", ("ok", "valid")
    checks: tuple[tuple[str, Callable[[Settings], Awaitable[Finding]]], ...] = (
        ("secret", _secret),
        ("database", _database),
        ("files", _files),
        ("understander", _understander),
        ("texts", _texts),
        ("calendar", _calendar),
        ("web address", _address),
    )
    for name, check in checks:
        try:
            yield name, await check(settings)
        except HuiyinError as error:
            yield name, ("fail", str(error))
        except OSError as error:
            yield name, ("fail", f"{error}. Give this user the right to it, or set another place.")
    yield "web chat", ("ok", "enabled") if settings.channels.web.enabled else ("warn", "channels.web.enabled is false")
    async for named in _mail(settings):
        yield named
    bot = telegram_account(settings, signing_key(settings.secret))
    if bot:
        # Its library is large: only who uses Telegram loads it.
        from channels.telegram.check import findings as telegram_findings

        async for name, finding in telegram_findings(bot):
            yield name, finding
    async for name, finding in wechat.findings(settings):
        yield name, finding
    async for name, finding in receivers(settings):
        yield name, finding


async def _secret(settings: Settings) -> Finding:
    signing_key(settings.secret)
    if settings.secret.key:
        return "ok", "set"
    file = settings.secret.file
    if os.name == "posix" and file.stat().st_mode & 0o077:
        return "warn", f"others on this machine may read or change {file}, and with it make links and tokens: chmod 600"
    return "ok", f"kept in {file}; back it up with the database"


async def _database(settings: Settings) -> Finding:
    started = time.perf_counter()
    database = storage.open_database(settings.storage.url, pool=1)
    try:
        await database.start()
    except DatabaseInUse:
        current, head = await asyncio.to_thread(state, settings.storage.url)
        level = "ok" if current == head else "fail"
        return level, f"in use by a running Huiyin; schema {current}, this release needs {head}"
    try:
        await database.ping()
        took = (time.perf_counter() - started) * 1000
    finally:
        await database.close()
    current, _ = await asyncio.to_thread(state, settings.storage.url)
    return "ok", f"answers, schema {current} ({took:.0f} ms)"


async def _files(settings: Settings) -> Finding:
    folder = Path(settings.storage.files)
    folder.mkdir(parents=True, exist_ok=True)
    probe = folder / ".doctor"
    probe.write_bytes(b"")
    probe.unlink()
    return "ok", f"{folder} can be written"


async def _understander(settings: Settings) -> Finding:
    understander = await asyncio.to_thread(load_embedded, settings, bar())
    started = time.perf_counter()
    meaning = understander.understand("快递迟到一周了，我要投诉", Context())
    took = (time.perf_counter() - started) * 1000
    if meaning.intent != "file_complaint":
        return (
            "warn",
            f"a plain complaint was taken for {meaning.intent}; look at nlu.data, or run: huiyin train --force",
        )
    if settings.nlu.backend == "rasa":
        rasa = reach_rasa(settings, understander)
        try:
            return "ok", await asyncio.to_thread(rasa.check)
        except UnderstandingError as error:
            return "warn", f"{error} Until then the embedded understander answers."
    return "ok", f"embedded, answers in {took:.1f} ms"


async def _texts(settings: Settings) -> Finding:
    configure.to_texts(settings)
    return "ok", "complete in three languages"


async def _calendar(settings: Settings) -> Finding:
    now = configure.SystemClock().now()
    calendar = configure.to_calendar(settings, now)
    if not any(calendar.week):
        return "fail", "business.hours has no open day: no deadline can be met. Set some hours."
    guessed = estimated(settings.business.country, (now.year, now.year + 1))
    if guessed:
        years = ", ".join(map(str, guessed))
        return "warn", (
            f"the official holidays of {years} are not known to this release: only statutory days are. "
            "Add business.holidays.extra and .working once they are announced, or update Huiyin."
        )
    return "ok", "opening hours and official holidays are known"


async def _address(settings: Settings) -> Finding:
    server = settings.server
    if server.public_url is None:
        return "warn", f"server.public_url is not set: links in messages say {server.address}, which others can't open"
    if not server.address.startswith("https:"):
        return "warn", f"{server.address} is not https: put a proxy with TLS before it"
    return "ok", server.address


async def _mail(settings: Settings) -> AsyncIterator[tuple[str, Finding]]:
    accounts = to_mail_rules(settings).accounts if settings.channels.mail.mailboxes else ()
    if not accounts:
        return
    database = storage.open_database(settings.storage.url, pool=1, exclusive=False)
    try:
        await database.start()
        notebook = Notebook(database, "mail")
        for account in accounts:
            async for finding in check_mailbox(account, notebook, signing_key(settings.secret)):
                yield f"mail {account.name}", finding
    except HuiyinError as error:
        yield "mail", ("fail", str(error))
    finally:
        await database.close()


async def receivers(settings: Settings) -> AsyncIterator[tuple[str, Finding]]:
    """Whether other systems are reached, and may be."""
    private = settings.security.private_receivers
    for system in settings.channels.api:
        allowed = Allowed.of(private, everything=system.private)
        yield f"api {system.name}", await _receiver(str(system.callback_url), allowed, "callback_url")
    for hook in settings.webhooks:
        allowed = Allowed.of(private, everything=hook.private)
        yield f"webhook {hook.name}", await _receiver(str(hook.url), allowed, "url")


async def _receiver(url: str, allowed: Allowed, key: str) -> Finding:
    outward = Outward(allowed, timeout=5)
    try:
        answer = await outward.post(url, b"", {}, method="HEAD")
    except Forbidden as error:
        meant = "If that is meant, set private: true, or security.private_receivers."
        return "fail", f"{error}; nothing is sent there. {meant}"
    except OSError as error:
        why = str(error) or type(error).__name__
        return "fail", f"{url} can't be reached ({why}). Check {key} and that the system runs."
    finally:
        await outward.close()
    if answer.status >= 500:
        return "warn", f"{url} answers {answer.status}"
    return "ok", f"{url} answers"
