"""The customer's private pages, opened by signed links: the progress of a case, and its survey."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from bot.cases.case import Case
from bot.console.rendering import Rendering
from bot.desk import surveys
from bot.desk.rules import Rules
from bot.errors import Conflict, NotFound
from bot.links import Links
from bot.ports import Database, UnitOfWork
from bot.records import Survey


def router(database: Database, rules: Rules, links: Links, rendering: Rendering) -> APIRouter:
    """`/p/TOKEN` shows where a case stands; `/s/TOKEN` asks for a rating, and only its POST records one."""
    pages = APIRouter(include_in_schema=False)

    def missing(request: Request) -> Response:
        return rendering.page(request, "notfound.html", {}, code=404)

    @pages.get("/p/{token}")
    async def progress(request: Request, token: str) -> Response:
        try:
            number = links.read_progress(token)
            case, timeline = await database.read(
                lambda uow: ((case := uow.cases.by_number(number)), uow.cases.timeline(case.id, public_only=True))
            )
        except NotFound:
            return missing(request)
        return rendering.page(request, "progress.html", {"case": case, "timeline": timeline})

    async def form(request: Request, number: str, *, error: str | None = None) -> Response:
        case, survey = await database.read(lambda uow: _both(uow, number))
        hinted = request.query_params.get("score", "")
        given = survey.score if survey else None
        score = given or (int(hinted) if hinted in ("1", "2", "3", "4", "5") else None)
        closed = survey is not None and survey.status == "expired"
        sent = survey.sent_at if survey else None
        values = {
            "number": case.number,
            "csrf": "",
            "score": score,
            "comment": survey.comment if survey else "",
            "answered": given is not None,
            "until": sent + rules.surveys.expires_after if sent else None,
            "closed": closed,
            "error": error,
        }
        return rendering.page(request, "survey.html", values, code=422 if error else 200)

    @pages.get("/s/{token}")
    async def survey(request: Request, token: str) -> Response:
        try:
            return await form(request, links.read_survey(token))
        except NotFound:
            return missing(request)

    @pages.post("/s/{token}")
    async def rate(request: Request, token: str) -> Response:
        try:
            number = links.read_survey(token)
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

    return pages


def _both(uow: UnitOfWork, number: str) -> tuple[Case, Survey | None]:
    case = uow.cases.by_number(number)
    return case, uow.surveys.of(case.id)
