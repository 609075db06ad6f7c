"""`huiyin import`: cases that another system had, beside a running product."""

from __future__ import annotations

import argparse
import asyncio
import sys
from pathlib import Path

import storage
from bot.cases.imported import Mapped
from bot.cli.privacy import rules_of
from bot.cli.progress import bar
from bot.desk import importing
from bot.desk.importing import Outcome
from bot.errors import InvalidInput, NotFound
from bot.records import User
from bot.settings import Settings


def import_cases(settings: Settings, arguments: argparse.Namespace) -> int:
    """Check the whole table, then store it in batches; --dry-run only checks."""
    path: Path = arguments.file
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InvalidInput(f"FILE: {path} can't be read: {error.strerror}.") from error
    mapped = importing.to_mapped([*(arguments.map or ()), *(arguments.value or ())])
    outcome = asyncio.run(_import(settings, arguments, data, mapped))
    if outcome is not None:
        print(f"{outcome.stored} case(s) stored, {outcome.known} were there already.")
        if outcome.live:
            print(f"{outcome.live} of them are open, {outcome.overdue} of these overdue.")
    return 0


async def _import(settings: Settings, arguments: argparse.Namespace, data: bytes, mapped: Mapped) -> Outcome | None:
    rules, show = rules_of(settings), bar()
    async with storage.open_database(settings.storage.url, pool=1, exclusive=False) as database:
        user: User | None = None
        if arguments.user:
            user = await database.read(lambda uow: uow.staff.by_login(arguments.user))
            if user is None:
                raise NotFound(f"--user: there is no user {arguments.user}.")
        found, table = await importing.read(
            database,
            rules,
            data,
            mapped,
            encoding=arguments.encoding or "",
            separator=arguments.separator.replace("\\t", "\t") if arguments.separator else "",
            tick=lambda share: show(share * 0.99, "checking"),
        )
        show(1.0, "checking")
        print(f"{len(table.rows)} case(s), {found.encoding}, {sum(row.live for row in table.rows)} open. No faults.")
        if table.unused:
            print(f"Not used: {', '.join(table.unused)}", file=sys.stderr)
        if arguments.dry_run:
            return None
        whole = len(table.rows)
        return await importing.store(
            database, rules, table, source=arguments.source, user=user, tick=lambda done: show(done / whole, "storing")
        )
