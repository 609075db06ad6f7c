"""`huiyin erase`, `huiyin export`, `huiyin retention`: personal data, beside a running product."""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from bot.cli.transacting import in_database
from bot.configure import SystemClock, to_rules
from bot.desk import erasing, expiring, export, privacy
from bot.desk.rules import Rules
from bot.errors import InvalidInput
from bot.links import Links
from bot.people import PrivacyRequest
from bot.ports import Limits, UnitOfWork
from bot.settings import Settings, signing_key
from storage.files import LocalFiles

#: Where customers fetch what is said.
_FETCHED: Final = {name: Limits(pull=True, lasting=False) for name in ("web", "terminal")}


def erase(settings: Settings, arguments: argparse.Namespace) -> int:
    """Erase a customer, after the question whether that is meant."""
    rules = rules_of(settings)

    def whom(uow: UnitOfWork) -> tuple[int, str]:
        id = erasing.find(
            uow, customer=arguments.customer, number=arguments.case or "", address=arguments.address or ""
        )
        person, cases = uow.people.get(id), uow.cases.of_customer(id, limit=1_000)
        numbers = ", ".join(case.number for case in cases) or "none"
        return id, f"customer {id} ({person.name or 'without a name'}), cases: {numbers}"

    id, described = in_database(settings, whom)
    if not arguments.yes:
        print(f"Everything personal of {described} goes for good.")
        if input('Type "erase" to go on: ').strip() != "erase":
            print("Nothing was changed.", file=sys.stderr)
            return 1
    now = rules.clock.now()
    erased = in_database(
        settings,
        lambda uow: privacy.erase(
            uow,
            rules,
            id,
            None,
            reason=arguments.reason,
            now=now,
            open_cases=arguments.withdraw_open,
            untold=arguments.untold,
        ),
    )
    if isinstance(erased, PrivacyRequest):
        print(f"The customer asked for it ({erased.number}) and is told first; then the running product erases them.")
        return 0
    while in_database(settings, lambda uow: erasing.sweep(uow, files_of(settings))):
        pass
    print(f"Customer {id} is erased; {len(erased.cases)} case(s) are counted still.")
    return 0


def export_customer(settings: Settings, arguments: argparse.Namespace) -> int:
    """Write everything about a customer into a ZIP that only its owner may read."""
    rules = rules_of(settings)

    def body(uow: UnitOfWork) -> tuple[int, dict[str, Any]]:
        id = erasing.find(
            uow, customer=arguments.customer, number=arguments.case or "", address=arguments.address or ""
        )
        return id, privacy.hand_out(uow, rules, id, None, now=rules.clock.now())

    id, found = in_database(settings, body)
    path: Path = arguments.into or Path(f"customer-{id}.zip")
    data = export.to_zip(found, rules, rules.files)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data)
    except FileExistsError as error:
        raise InvalidInput(f"--into: {path} is there already; name another file.") from error
    except OSError as error:
        raise InvalidInput(f"--into: {path} can't be written: {error.strerror}.") from error
    print(path)
    return 0


def retention(settings: Settings, arguments: argparse.Namespace) -> int:
    """Drop what is older than it is to be kept, now instead of at the next timer, or count it."""
    rules = rules_of(settings)
    now = rules.clock.now()
    if arguments.dry_run:
        found = in_database(settings, lambda uow: expiring.would(uow, rules, now=now))
        for kind, count in found.items():
            print(f"{kind:<14} {count}")
        return 0
    total: dict[str, int] = {}
    more = True
    while more:
        went, more = in_database(settings, lambda uow: expiring.run(uow, rules, now=now))
        for kind, count in went.items():
            total[kind] = total.get(kind, 0) + count
    while in_database(settings, lambda uow: erasing.sweep(uow, files_of(settings))):
        pass
    for kind, count in total.items():
        print(f"{kind:<14} {count}")
    return 0


def files_of(settings: Settings) -> LocalFiles:
    """Customers' files."""
    return LocalFiles(Path(settings.storage.files), settings.storage.max_file)


def rules_of(settings: Settings) -> Rules:
    """The rules without channels: what is said is sent by the running product."""
    clock = SystemClock()
    links = Links(base=settings.server.address, key=signing_key(settings.secret), now=clock.now)
    return replace(to_rules(settings, clock=clock, links=links, limits=_FETCHED), files=files_of(settings))
