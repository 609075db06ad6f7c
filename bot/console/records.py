"""What was done and what was told: the audit log, and the notices that went out; for administrators."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo
from typing import Any
from urllib.parse import urlencode

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from bot.cases.number import normalise
from bot.console.staffroom import Route, Staffroom, whole
from bot.desk import notices
from bot.errors import InvalidInput
from bot.ports import UnitOfWork
from bot.records import Role

_PAGE = 50
_FILTERS = ("user", "action", "target", "from", "to")


class Records(Staffroom):
    """Two lists, newest first, and one button: to send a notice again."""

    def routes(self) -> tuple[Route, ...]:
        """The audit log and the notices."""
        return (
            ("GET", "/console/audit", self._audit),
            ("GET", "/console/notices", self._notices),
            ("POST", "/console/notices/{id}/again", self._again),
        )

    async def _audit(self, request: Request) -> Response:
        live = await self._live(request, Role.ADMINISTRATOR)
        given = {key: request.query_params.get(key, "").strip()[:100] for key in _FILTERS}
        before = request.query_params.get("before")
        zone = self._rules.policy.calendar.zone
        since, until = (day_of(given[key], key, zone) for key in ("from", "to"))

        def body(uow: UnitOfWork) -> Any:
            return uow.staff.audited(
                _PAGE + 1,
                before=whole(before) if before else None,
                user=whole(given["user"]) if given["user"] else None,
                action=given["action"],
                target=normalise(given["target"]) or given["target"],
                since=since,
                # The last day is meant as a whole.
                until=until + timedelta(days=1) if until else None,
            )

        lines = await self._database.read(body)
        language = self._rendering.language(request)
        kept = {key: value for key, value in given.items() if value}
        older = urlencode({**kept, "before": lines[_PAGE - 1]["id"]}) if len(lines) > _PAGE else None
        return await self._page(
            request, live, "audit.html", "audit", lines=lines[:_PAGE], given=given, older=older,
            actions=sorted(self._rendering.named("did"), key=lambda one: self._rendering.text(f"did.{one}", language)),
        )  # fmt: skip

    async def _notices(self, request: Request) -> Response:
        live = await self._live(request, Role.ADMINISTRATOR)
        before = request.query_params.get("before")
        last = whole(before) if before else None
        items = await self._database.read(lambda uow: uow.notices.latest(last, _PAGE + 1))
        older = items[_PAGE - 1].id if len(items) > _PAGE else None
        return await self._page(request, live, "notices.html", "notices", items=items[:_PAGE], older=older)

    async def _again(self, request: Request) -> Response:
        _, user, _ = await self._posted(request, Role.ADMINISTRATOR)
        id = whole(request.path_params["id"])
        now = self._rules.clock.now()

        def body(uow: UnitOfWork) -> None:
            uow.notices.again(id, now)
            uow.staff.audit(now, user.id, "replay_notice", str(id))
            uow.notify(notices.TOPIC)

        await self._database.transact(body)
        return RedirectResponse("/console/notices?done=again", 303)


def day_of(text: str, key: str, zone: tzinfo) -> datetime | None:
    """The beginning of a day such as 2026-10-01, where the business is; None for "". Raises InvalidInput."""
    if not text:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=zone)
    except ValueError as error:
        raise InvalidInput("{key}: a day such as 2026-10-01.", key=key) from error
