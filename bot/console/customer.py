"""The customer's private pages, opened by signed links: the progress of a case, and its survey."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from fastapi import APIRouter, Request, Response

from bot.cases.case import Case
from bot.console.rendering import Rendering
from bot.desk import consent, filing, linking, merging, ratings, revoking, surveys
from bot.desk.rules import Rules
from bot.errors import Conflict, NotFound
from bot.links import Links
from bot.ports import Database, UnitOfWork
from bot.records import Survey

#: A chat's name → the address that opens it with a one-time code; None while we don't know who we are there.
Chats = Mapping[str, Callable[[UnitOfWork, str], str | None]]


def router(
    database: Database, rules: Rules, links: Links, rendering: Rendering, chats: Chats = MappingProxyType({})
) -> APIRouter:
    """`/p/TOKEN` shows where a case stands; `/s/TOKEN` asks for a rating, and only its POST records one.

    From `/p/TOKEN` the customer can ask for a link by which they go on in a chat.
    """
    pages = APIRouter(include_in_schema=False)

    def read(uow: UnitOfWork, kind: str, token: str) -> str:
        return revoking.check(uow, *links.opened(kind, token))

    def missing(request: Request) -> Response:
        return rendering.page(request, "notfound.html", {}, code=404)

    @pages.get("/p/{token}")
    async def progress(request: Request, token: str) -> Response:
        return await shown(request, token)

    async def shown(request: Request, token: str, *, sent: str = "") -> Response:
        def body(uow: UnitOfWork) -> dict[str, Any]:
            # A duplicate's link shows how the main case stands.
            case = merging.main_of(uow, uow.cases.by_number(read(uow, "progress", token)))
            return {
                "case": case,
                "timeline": uow.cases.timeline(case.id, public_only=True),
                "chats": [name for name, open_with in chats.items() if open_with(uow, "") is not None],
            }

        try:
            values = await database.read(body)
        except NotFound:
            return missing(request)
        return rendering.page(request, "progress.html", {**values, "follow": f"/p/{token}/follow", "sent": sent})

    @pages.post("/p/{token}/follow")
    async def follow(request: Request, token: str) -> Response:
        """The customer gets a link into the chat where the case is at home: this page's own link may be forwarded."""
        chat = str((await request.form()).get("chat", ""))
        open_with = chats.get(chat)
        if open_with is None:
            return missing(request)

        def body(uow: UnitOfWork) -> None:
            case = uow.cases.by_number(read(uow, "progress", token))
            linking.send_invitation(uow, rules, case, chat, open_with, now=rules.clock.now())

        try:
            await database.transact(body)
        except NotFound:
            return missing(request)
        return await shown(request, token, sent=chat)

    async def form(request: Request, number: str, *, error: str | None = None) -> Response:
        case, survey = await database.read(lambda uow: _both(uow, number))
        hinted = request.query_params.get("score", "")
        given = survey.score if survey else None
        score = given or (int(hinted) if hinted in ("1", "2", "3", "4", "5") else None)
        closed = ratings.over(rules, case, survey, rules.clock.now())
        values = {
            "number": case.number,
            "csrf": "",
            "score": score,
            "comment": survey.comment if survey else "",
            "answered": given is not None,
            "until": ratings.until(rules, case, survey),
            "closed": closed,
            "error": error,
        }
        return rendering.page(request, "survey.html", values, code=422 if error else 200)

    @pages.get("/s/{token}")
    async def survey(request: Request, token: str) -> Response:
        try:
            number = await database.read(lambda uow: read(uow, "survey", token))
            return await form(request, number)
        except NotFound:
            return missing(request)

    @pages.post("/s/{token}")
    async def rate(request: Request, token: str) -> Response:
        try:
            number = await database.read(lambda uow: read(uow, "survey", token))
        except NotFound:
            return missing(request)
        given = await request.form()
        score, words = str(given.get("score", "")), str(given.get("comment", "")).strip()[:10_000]
        if score not in ("1", "2", "3", "4", "5"):
            return await form(request, number, error="score")
        now = rules.clock.now()

        def body(uow: UnitOfWork) -> tuple[Case, bool]:
            before, told = _both(uow, number)
            case = surveys.record(uow, rules, before, int(score), by="customer", now=now)
            if words and (told is None or words != told.comment):
                surveys.comment(uow, case, words, now=now)
            return case, case.status != before.status and case.recomplaints > before.recomplaints

        try:
            case, reopened = await database.transact(body)
        except Conflict:
            return await form(request, number)
        values = {
            "number": case.number,
            "score": int(score),
            "reopened": reopened,
            "again": request.url.path,
            "progress": links.progress(case.number),
        }
        return rendering.page(request, "survey_done.html", values)

    @pages.get("/u/{token}")
    async def unsubscribe(request: Request, token: str) -> Response:
        try:
            links.read_unsubscribe(token)
        except NotFound:
            return missing(request)
        return rendering.page(request, "unsubscribe.html", {"done": ""})

    @pages.post("/u/{token}")
    async def unsubscribed(request: Request, token: str) -> Response:
        """By a person on the page, or by their mail program in one click (RFC 8058).

        what=all: no message at all that was not asked for; what=again: all of them again.
        """
        now = rules.clock.now()
        what = str((await request.form()).get("what", ""))

        def body(uow: UnitOfWork) -> None:
            talk = uow.cases.by_number(links.read_unsubscribe(token)).conversation
            if what != "again":
                filing.opt_out(uow, talk, now=now)
            if what in ("all", "again"):
                consent.by_link(uow, talk, given=what == "again", now=now)

        try:
            await database.transact(body)
        except NotFound:
            return missing(request)
        return rendering.page(request, "unsubscribe.html", {"done": what or "surveys"})

    return pages


def _both(uow: UnitOfWork, number: str) -> tuple[Case, Survey | None]:
    case = merging.main_of(uow, uow.cases.by_number(number))
    return case, uow.surveys.of(case.id)
