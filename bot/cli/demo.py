"""`huiyin demo`: fills a fresh database with four months of a business's complaints."""

from __future__ import annotations

import argparse
import asyncio
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import storage
from bot import configure
from bot.cli.progress import bar
from bot.console.access import first_administrator, one_time_password, to_hash
from bot.demo.story import DAYS, Story, StoryClock
from bot.errors import Conflict, InvalidInput
from bot.links import Links
from bot.ports import Limits
from bot.settings import Settings, signing_key

#: What the channels of the story can carry; none of them has to be set up.
_LIMITS = {
    "web": Limits(pull=True, lasting=False),
    "telegram": Limits(),
    "wechat": Limits(),
    "mail": Limits(manner="mail"),
}


def demo(settings: Settings, arguments: argparse.Namespace) -> int:
    """Play it into the database of the settings if it is empty, or into a new file."""
    into: Path | None = arguments.into
    if into is not None and into.exists():
        raise Conflict(f"--into: {into} is there already. Name a file that is not, or remove it first.")
    url = f"sqlite:///{into.resolve()}" if into else settings.storage.url
    now = datetime.now(UTC)
    if arguments.until:
        zone = configure.to_calendar(settings, now).zone
        now = datetime.combine(arguments.until, time(17, 30), zone).astimezone(UTC)
    # An administrator's log-in is made only where there is none.
    password = one_time_password()
    filed, made = asyncio.run(_play(settings, url, now, arguments.seed, to_hash(password)))
    print(f"{filed} cases of {DAYS} days are in {into or settings.storage.url}.")
    if made:
        print(f"Log in as admin / {password}   (one-time password; it must be changed at the first log-in)")
    print("Staff of the story: huiyin user list; a log-in for one of them: huiyin user reset demo.zhao")
    prefix = f"HUIYIN_STORAGE__URL={url} " if into else ""
    print(f"Start it: {prefix}huiyin run, then open /console/figures")
    return 0


async def _play(settings: Settings, url: str, now: datetime, seed: int, password_hash: str) -> tuple[int, bool]:
    clock = StoryClock(now)
    rules = configure.to_rules(
        settings,
        clock=clock,
        links=Links(base=settings.server.address, key=signing_key(settings.secret)),
        limits=_LIMITS,
    )
    if missing := {"other"} - set(rules.policy.categories):
        raise InvalidInput(f"categories: the demonstration needs {', '.join(missing)}.")
    async with storage.open_database(url, clock=clock) as database:
        counts, known = await database.read(lambda uow: (uow.cases.counts(), uow.staff.all()))
        if sum(counts.values()) or any(one.login.startswith("demo.") for one in known):
            raise Conflict(
                f"The database {settings.storage.url} holds {sum(counts.values())} case(s); the demonstration goes "
                "into an empty one only. Name a new file: huiyin demo --into demo.db"
            )
        clock.at = now - timedelta(days=DAYS)
        made = await database.transact(lambda uow: first_administrator(uow, now=clock.at, password_hash=password_hash))
        story = Story(database=database, rules=rules, clock=clock, last=now, seed=seed)
        return await story.play(password_hash, bar()), made is not None
