"""What a supervisor does with a customer's personal data on their page."""

from __future__ import annotations

import asyncio

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from bot.console.customers import Customers
from bot.console.staffroom import Route, whole
from bot.desk import erasing, export, privacy
from bot.errors import Conflict, InvalidInput, NotFound
from bot.people import PrivacyRequest
from bot.ports import UnitOfWork
from bot.records import Erased, Role


class Privacy(Customers):
    """Requests, erasing and handing out; supervisors and administrators carry out, agents write down what was asked."""

    def routes(self) -> tuple[Route, ...]:
        """Forms of the customer's page."""
        return (
            ("POST", "/console/customers/{id}/erase", self._erase),
            ("POST", "/console/customers/{id}/export", self._export),
            ("POST", "/console/customers/{id}/requests", self._record),
            ("POST", "/console/customers/{id}/requests/{request}/refuse", self._deny),
        )

    async def _erase(self, request: Request) -> Response:
        session, user, form = await self._posted(request, Role.SUPERVISOR)
        id, now = whole(request.path_params["id"]), self._rules.clock.now()
        reason, sure = str(form.get("reason", ""))[:2_000], str(form.get("sure", ""))
        open_cases = form.get("open_cases") == "1"

        def body(uow: UnitOfWork) -> Erased | PrivacyRequest:
            if sure.strip() != str(id):
                raise InvalidInput("sure: type the customer's number, {id}, to say that you mean it.", id=id)
            return privacy.erase(uow, self._rules, id, user, reason=reason, now=now, open_cases=open_cases)

        try:
            done = await self._database.transact(body)
        except (InvalidInput, Conflict) as error:
            return await self._refused(request, (session, user), error, {"erase": reason})
        if isinstance(done, PrivacyRequest):
            return RedirectResponse(f"/console/customers/{id}?done=erasing", 303)
        await erasing.sweep_all(self._database, self._rules)
        return RedirectResponse(f"/console/customers/{id}?done=erase", 303)

    async def _export(self, request: Request) -> Response:
        session, user, _ = await self._posted(request, Role.SUPERVISOR)
        id, now = whole(request.path_params["id"]), self._rules.clock.now()
        try:
            found = await self._database.transact(lambda uow: privacy.hand_out(uow, self._rules, id, user, now=now))
        except (InvalidInput, Conflict) as error:
            return await self._refused(request, (session, user), error, {})
        data = await asyncio.to_thread(export.to_zip, found, self._rules, self._rules.files)
        return as_archive(data, id)

    async def _record(self, request: Request) -> Response:
        session, user, form = await self._posted(request, Role.AGENT, Role.SUPERVISOR)
        id, now, kind = whole(request.path_params["id"]), self._rules.clock.now(), str(form.get("kind", ""))[:20]
        try:
            await self._database.transact(lambda uow: privacy.record(uow, self._rules, id, user, kind=kind, now=now))
        except (InvalidInput, Conflict) as error:
            return await self._refused(request, (session, user), error, {})
        return RedirectResponse(f"/console/customers/{id}?done=request#privacy", 303)

    async def _deny(self, request: Request) -> Response:
        session, user, form = await self._posted(request, Role.SUPERVISOR)
        id, asked, now = (*(whole(request.path_params[one]) for one in ("id", "request")), self._rules.clock.now())
        reason = str(form.get("reason", ""))[:2_000]

        def body(uow: UnitOfWork) -> None:
            if uow.requests.get(asked).customer != id:
                raise NotFound("There is no privacy request {asked} of customer {id}.", asked=asked, id=id)
            privacy.refuse(uow, self._rules, asked, user, reason=reason, now=now)

        try:
            await self._database.transact(body)
        except (InvalidInput, Conflict) as error:
            return await self._refused(request, (session, user), error, {"refuse": reason, "request": str(asked)})
        return RedirectResponse(f"/console/customers/{id}?done=refused#privacy", 303)


def as_archive(data: bytes, customer: int) -> Response:
    """A download, never shown in the browser or kept by it."""
    return Response(
        data,
        media_type="application/zip",
        headers={
            "Content-Disposition": f'attachment; filename="customer-{customer}.zip"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
        },
    )
