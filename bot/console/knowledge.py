"""The knowledge base: all staff read it, supervisors write it; and whether its answers help."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from bot.console.staffroom import Route, Staffroom, whole
from bot.desk import articles
from bot.desk.articles import Draft
from bot.errors import Conflict, HuiyinError, InvalidInput, NotFound
from bot.knowledge import Version
from bot.messages import LANGUAGES
from bot.ports import UnitOfWork
from bot.records import Role, Session, User

#: Days of the figures.
PERIODS: Final = (7, 30, 90, 365)


class Knowledge(Staffroom):
    """The list with its figures, one article with its versions, and a form."""

    def routes(self) -> tuple[Route, ...]:
        """Reading for all, writing for supervisors."""
        return (
            ("GET", "/console/knowledge", self._list),
            ("POST", "/console/knowledge", self._save),
            ("GET", "/console/knowledge/{id}", self._one),
            ("POST", "/console/knowledge/{id}/{verb}", self._act),
        )

    async def _list(self, request: Request) -> Response:
        live = await self._live(request)
        asked = request.query_params.get("days", "30")
        days = int(asked) if asked.isdecimal() and int(asked[:6]) in PERIODS else 30
        now = self._rules.clock.now()

        def body(uow: UnitOfWork) -> Any:
            return *articles.all_of(uow, self._rules, days=days, now=now), articles.figures_of(uow, days=days, now=now)

        items, settings, figures = await self._database.read(body)
        return await self._page(
            request, live, "knowledge.html", "knowledge", items=items, settings=settings, figures=figures, days=days,
            periods=PERIODS, may_write=_may_write(live[1]),
        )  # fmt: skip

    async def _one(self, request: Request) -> Response:
        live = await self._live(request)
        return await self._one_page(request, live, request.path_params["id"])

    async def _one_page(
        self,
        request: Request,
        live: tuple[Session, User],
        id: str,
        *,
        form: Mapping[str, str] | None = None,
        error: HuiyinError | None = None,
    ) -> Response:
        instead = request.query_params.get("instead", "") if form is None else form.get("instead", "")
        compared = request.query_params.get("version", "")
        may_write = _may_write(live[1])
        if id == "new" and not may_write:
            raise NotFound("There is no such article.")

        def body(uow: UnitOfWork) -> tuple[Any, list[Version]]:
            if id == "new":
                return None, []
            one = uow.knowledge.get(whole(id))
            return one, uow.knowledge.versions(one.id)

        one, versions = await self._database.read(body)
        filled = dict(form) if form is not None else self._filled(versions, instead)
        shown = next((v for v in versions if str(v.version) == compared), versions[0] if versions else None)
        before = next((v for v in versions if shown and v.version < shown.version), None)
        return await self._page(
            request, live, "article.html", "knowledge", code=422 if error else 200, error=error, one=one,
            versions=versions, form=filled, shown=shown, before=before,
            changes=articles.differences(before, shown) if shown else [], may_write=may_write,
            categories=list(self._rules.policy.categories),
            placeholders=[f"{{{name}}}" for name in articles.PLACEHOLDERS],
        )  # fmt: skip

    def _filled(self, versions: list[Version], instead: str) -> dict[str, str]:
        """The form as it is first shown: the newest version, or the question of config.yaml that is to be replaced."""
        if versions:
            newest = versions[0]
            filled = {"title": newest.title, "category": newest.category, "offer": "1" if newest.offer else ""}
            for language in LANGUAGES:
                filled[f"examples.{language}"] = "\n".join(newest.examples.get(language, ()))
                filled[f"answer.{language}"] = newest.answer.get(language, "")
            return filled
        question = next((one for one in self._rules.policy.faq if one.id == instead), None)
        title = question.title.get(self._rules.policy.default_language, instead) if question else instead
        filled = {"title": title, "instead": instead if question else "", "offer": "" if question else "1"}
        if question:
            han = [text for text in question.examples if any("\u3400" <= char <= "\u9fff" for char in text)]
            filled["examples.zh-Hans"] = "\n".join(han)
            filled["examples.en"] = "\n".join(text for text in question.examples if text not in han)
            filled |= {f"answer.{language}": text for language, text in question.answer.items()}
        return filled

    async def _save(self, request: Request) -> Response:
        session, user, given = await self._posted(request, Role.SUPERVISOR)
        form = {key: value[:20_000] for key, value in given.items() if isinstance(value, str)}
        now = self._rules.clock.now()
        try:
            id, version = form.get("id", ""), form.get("version", "")
            article = await self._database.transact(
                lambda uow: articles.write(
                    uow,
                    self._rules,
                    user,
                    _draft(form),
                    id=whole(id) if id else None,
                    version=whole(version or "1"),
                    instead=form.get("instead", ""),
                    publish=form.get("publish") == "1",
                    now=now,
                )
            )
        except (InvalidInput, Conflict) as error:
            if isinstance(error, NotFound):
                raise
            return await self._one_page(request, (session, user), id or "new", form=form, error=error)
        return RedirectResponse(f"/console/knowledge/{article.id}?done=article", 303)

    async def _act(self, request: Request) -> Response:
        _, user, form = await self._posted(request, Role.SUPERVISOR)
        id, verb = whole(request.path_params["id"]), request.path_params["verb"]
        version = str(form.get("version", ""))
        now = self._rules.clock.now()

        def body(uow: UnitOfWork) -> None:
            if verb == "publish":
                articles.publish_version(uow, user, id, whole(version), now=now)
            elif verb == "restore":
                articles.restore(uow, user, id, whole(version), now=now)
            elif verb == "retire":
                articles.retire(uow, user, id, now=now)
            else:
                raise NotFound("There is no such action.")

        await self._database.transact(body)
        return RedirectResponse(f"/console/knowledge/{id}?done={verb}_article", 303)


def _draft(form: Mapping[str, str]) -> Draft:
    return Draft(
        title=form.get("title", ""),
        examples={language: form.get(f"examples.{language}", "") for language in LANGUAGES},
        answer={language: form.get(f"answer.{language}", "") for language in LANGUAGES},
        offer=form.get("offer") == "1",
        category=form.get("category", ""),
        change=form.get("change", ""),
    )


def _may_write(user: User) -> bool:
    return user.role in (Role.SUPERVISOR, Role.ADMINISTRATOR)
