"""The prepared replies: all staff read them, supervisors write them."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from bot.console.staffroom import Route, Staffroom, whole
from bot.desk import scripts
from bot.errors import Conflict, HuiyinError, InvalidInput, NotFound
from bot.ports import UnitOfWork
from bot.records import Role, Script, Session, User


class Scripts(Staffroom):
    """The list, one with its versions, and a form."""

    def routes(self) -> tuple[Route, ...]:
        """Reading for all, writing for supervisors."""
        return (
            ("GET", "/console/scripts", self._list),
            ("POST", "/console/scripts", self._save),
            ("POST", "/console/scripts/{id}/{verb}", self._retire),
        )

    async def _list(self, request: Request) -> Response:
        live = await self._live(request)
        return await self._list_page(request, live)

    async def _list_page(
        self,
        request: Request,
        live: tuple[Session, User],
        *,
        form: Mapping[str, str] | None = None,
        error: HuiyinError | None = None,
    ) -> Response:
        edited = request.query_params.get("edit") if form is None else form.get("id")
        may_write = live[1].role in (Role.SUPERVISOR, Role.ADMINISTRATOR)

        def body(uow: UnitOfWork) -> tuple[list[Script], Script | None, list[Script]]:
            one = uow.scripts.get(whole(edited)) if edited and may_write else None
            return uow.scripts.all(), one, uow.scripts.versions(one.id) if one else []

        items, one, versions = await self._database.read(body)
        return await self._page(
            request,
            live,
            "scripts.html",
            "scripts",
            code=422 if error else 200,
            error=error,
            items=items,
            one=one,
            versions=versions,
            form=dict(form or {}),
            may_write=may_write,
            categories=list(self._rules.policy.categories),
            placeholders=[f"{{{name}}}" for name in scripts.PLACEHOLDERS],
        )

    async def _save(self, request: Request) -> Response:
        session, user, given = await self._posted(request, Role.SUPERVISOR)
        keys = ("id", "version", "title", "category", "language", "text")
        form = {key: str(given.get(key, ""))[:10_000] for key in keys}
        now = self._rules.clock.now()
        try:
            await self._database.transact(
                lambda uow: scripts.save(
                    uow,
                    self._rules,
                    user,
                    id=whole(form["id"]) if form["id"] else None,
                    version=whole(form["version"] or "1"),
                    title=form["title"],
                    category=form["category"],
                    language=form["language"],
                    text=form["text"],
                    now=now,
                )
            )
        except (InvalidInput, Conflict) as error:
            if isinstance(error, NotFound):
                raise
            return await self._list_page(request, (session, user), form=form, error=error)
        return RedirectResponse("/console/scripts?done=script", 303)

    async def _retire(self, request: Request) -> Response:
        _, user, _ = await self._posted(request, Role.SUPERVISOR)
        id, verb = whole(request.path_params["id"]), request.path_params["verb"]
        if verb not in ("retire", "restore"):
            raise NotFound("There is no such action.")
        now = self._rules.clock.now()
        await self._database.transact(lambda uow: scripts.retire(uow, user, id, retired=verb == "retire", now=now))
        return RedirectResponse(f"/console/scripts?done={verb}", 303)
