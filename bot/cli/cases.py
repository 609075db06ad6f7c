"""`huiyin case`: the queue and single cases in the terminal."""

from __future__ import annotations

import argparse
from zoneinfo import ZoneInfo

from bot.cases.case import LIVE, Case, Event
from bot.cli.transacting import in_database
from bot.ports import UnitOfWork
from bot.records import CaseLine, Entry
from bot.settings import Settings


def case(settings: Settings, arguments: argparse.Namespace) -> int:
    """List cases, most urgent first, or show one."""
    zone = ZoneInfo(settings.business.timezone)
    if arguments.action == "show":
        return _show(settings, arguments.number, zone)
    statuses = () if arguments.all or arguments.text else tuple(sorted(LIVE))
    limit = max(1, min(1000, arguments.limit))

    def body(uow: UnitOfWork) -> list[CaseLine]:
        return uow.cases.search(text=arguments.text, status=statuses, limit=limit)

    for line in in_database(settings, body):
        due = line.due_at.astimezone(zone)
        summary = " ".join(line.summary.split())[:60]
        mark = "!" * line.priority
        print(f"{line.number}  {mark:<2} {line.status:<13} {line.category:<18} {due:%m-%d %H:%M}  {summary}")
    return 0


def _show(settings: Settings, number: str, zone: ZoneInfo) -> int:
    def body(uow: UnitOfWork) -> tuple[Case, list[Event], list[Entry]]:
        found = uow.cases.by_number(number)
        return found, uow.cases.timeline(found.id), uow.transcript.latest(found.conversation)

    found, timeline, lines = in_database(settings, body)
    print(f"{found.number}  {found.status}  {found.category}  {found.priority.name.lower()}  level {found.level}")
    print(f"due {found.due_at.astimezone(zone):%Y-%m-%d %H:%M}, department {found.department}")
    for key, value in found.answers.items():
        print(f"  {key}: {value}")
    print("\nTimeline")
    for event in timeline:
        change = f"{event.from_} → {event.to}" if event.from_ else event.to
        at = f"{event.at.astimezone(zone):%Y-%m-%d %H:%M:%S}"
        print(f"  {at}  {event.kind:<12} {event.actor:<10} {change}  {event.note}")
    print("\nConversation")
    for entry in lines:
        text = entry.text.replace("\n", "\n             ")
        print(f"  {entry.author.value:<10} {text}")
    return 0
