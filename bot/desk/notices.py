"""Staff are told outside the console: every alert becomes a notice for each notifier that wants it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from datetime import datetime, timedelta
from typing import Final

from bot.cases.case import LIVE, Case
from bot.desk import metrics, personal
from bot.desk.rules import Rules
from bot.desk.telling import said
from bot.errors import Refused, RetryLater, StorageError, StorageUnavailable
from bot.ports import Database, Notifier, UnitOfWork
from bot.records import Alert, Notice

log = logging.getLogger(__name__)

TOPIC: Final = "notices"

#: A notice is tried for so long, however often that is.
_PATIENCE: Final = timedelta(days=1)
#: Notices of one look.
_PAGE: Final = 10
#: An alert older than this is no news: nobody was there to be told.
_STALE: Final = timedelta(days=1)
#: Seconds between two looks where no bell rings: alerts are raised in many places.
_POLL: Final = 2.0


async def work(database: Database, rules: Rules, notifier: Notifier, stop: asyncio.Event) -> None:
    """Send this notifier's notices until `stop`."""
    async with database.watch(TOPIC, "cases") as bell:
        while not stop.is_set():
            try:
                busy = await send_some(database, rules, notifier)
            except StorageUnavailable as error:
                log.debug("notices of %s wait: %s", notifier.name, error)
                busy = False
            except StorageError:
                log.exception("notices of %s can't be sent", notifier.name)
                busy = False
            if not busy:
                await bell.wait(_POLL)
                with contextlib.suppress(TimeoutError):
                    # A bell that rings all day long is no reason to look all day long.
                    await asyncio.wait_for(stop.wait(), 0.2)


async def send_some(database: Database, rules: Rules, notifier: Notifier) -> bool:
    """Send what is due; False where nothing was."""
    lease = rules.engine.lease
    spread_some = await database.transact(lambda uow: spread(uow, rules, now=rules.clock.now()))
    claimed = await database.transact(lambda uow: uow.notices.claim(notifier.name, rules.clock.now(), _PAGE, lease))
    for notice in claimed:
        outcome = await _send(notifier, notice, rules)
        result = "sent" if outcome is None else "later" if isinstance(outcome, RetryLater) else "refused"
        metrics.NOTICES.labels(notifier.name, result).inc()
        await database.transact(lambda uow, n=notice, o=outcome: settle(uow, rules, n, o))  # type: ignore[misc]
    return bool(spread_some or claimed)


def spread(uow: UnitOfWork, rules: Rules, *, now: datetime) -> int:
    """Make notices of the alerts that were raised; how many alerts there were."""
    alerts = uow.alerts.untold()
    for alert in alerts:
        if now - alert.at < _STALE:
            for name, kinds in rules.notifiers.items():
                if kinds is None or alert.kind in kinds:
                    uow.notices.add(_notice(uow, rules, alert, name))
            personal.tell(uow, rules, alert)
    return len(alerts)


def pass_on(uow: UnitOfWork, rules: Rules, alert: Alert) -> None:
    """Tell the notifiers of an alert that one person alone has in the console."""
    wanted = [name for name, kinds in rules.notifiers.items() if kinds is None or alert.kind in kinds]
    for name in wanted:
        uow.notices.add(_notice(uow, rules, alert, name))
    if wanted:
        uow.notify(TOPIC)


def news(uow: UnitOfWork, rules: Rules, kind: str, case: Case, *, now: datetime, **values: object) -> None:
    """Tell those notifiers that name this kind. It is no alert: nobody has to look at it in the console."""
    alert = Alert(kind=kind, key=kind, values=values, case=case.id, at=now)
    wanted = [name for name, kinds in rules.notifiers.items() if kinds is not None and kind in kinds]
    for name in wanted:
        uow.notices.add(_notice(uow, rules, alert, name))
    personal.tell(uow, rules, alert)
    if wanted or personal.PEOPLE in rules.notifiers:
        uow.notify(TOPIC)


def _notice(uow: UnitOfWork, rules: Rules, alert: Alert, notifier: str) -> Notice:
    case = uow.cases.get(alert.case) if alert.case else None
    return Notice(
        notifier=notifier,
        kind=alert.kind,
        text=said(rules, rules.policy.default_language, alert),
        at=alert.at,
        case=case.number if case else None,
        category=case.category if case else None,
        priority=int(case.priority) if case else None,
        due_at=case.due_at if case and case.status in LIVE else None,
    )


async def _send(notifier: Notifier, notice: Notice, rules: Rules) -> RetryLater | Refused | None:
    try:
        async with asyncio.timeout(rules.delivery.call_timeout.total_seconds()):
            await notifier.send(notice)
    except (RetryLater, Refused) as error:
        return error
    except TimeoutError:
        return RetryLater("no answer in time")
    except Exception as error:
        log.exception("notifier %s failed on notice %s", notifier.name, notice.id)
        return RetryLater(type(error).__name__)
    return None


def settle(uow: UnitOfWork, rules: Rules, notice: Notice, outcome: RetryLater | Refused | None) -> None:
    """Record what became of it. What can't be sent stands in the console, where the alert is anyway."""
    if outcome is None:
        uow.notices.sent(notice.id)
        return
    exhausted = notice.attempts >= rules.delivery.max_attempts and rules.clock.now() - notice.at >= _PATIENCE
    if isinstance(outcome, Refused) or exhausted:
        log.error("notice %s of %s was given up: %s", notice.id, notice.notifier, outcome)
        uow.notices.failed(notice.id, str(outcome))
        return
    delay = min(rules.delivery.longest_retry, rules.delivery.first_retry * (1 << min(20, notice.attempts - 1)))
    if outcome.after is not None:
        delay = timedelta(seconds=outcome.after)
    uow.notices.retry(notice.id, rules.clock.now() + delay, str(outcome))
