"""The dashboard: figures of a period with their comparison, charts, tables, and the cases behind each number."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from fastapi import Request, Response

from bot.cases.figures import DIMENSIONS, PERIODS, Wanted
from bot.cases.solution import REMEDIES
from bot.console import sheets
from bot.console.figures_asked import cursor_of, flag_of, in_queue, name_of, read
from bot.console.figures_view import TOP, View
from bot.console.sheets import Named
from bot.console.staffroom import Route, Staffroom
from bot.desk import figures
from bot.messages import LANGUAGES
from bot.ports import UnitOfWork
from bot.records import User

#: Cases on one page behind a number.
_PAGE: Final = 50
#: Changes counted at once when somebody looks.
_FRESH: Final = 400
#: The figures on top of the page.
CARDS: Final = (
    "cases", "open", "solutions", "hit_rate", "csat", "repeat_rate", "answer_median", "solve_median",
)  # fmt: skip


class Figures(Staffroom):
    """The page of the figures, and the lists of cases behind them."""

    def routes(self) -> tuple[Route, ...]:
        """Dashboard and lists."""
        return (
            ("GET", "/console/figures", self._dashboard),
            ("GET", "/console/figures/cases", self._cases),
        )

    async def _dashboard(self, request: Request) -> Response:
        live = await self._live(request)
        user = live[1]
        now = self._rules.clock.now()
        asked = read(request.query_params, figures.today(self._rules, now))
        await self._database.transact(lambda uow: figures.refresh(uow, self._rules, _FRESH))

        def body(uow: UnitOfWork) -> tuple[figures.Report, list[User], dict[str, dict[str, str]]]:
            report = figures.report(uow, self._rules, user, asked.period, asked.where)
            return report, uow.staff.all(), figures.spellings(uow, report, TOP)

        report, staff, spelled = await self._database.read(body)
        language = self._rendering.language(request)
        named = self.named(language, {one.id: one.name for one in staff}, spelled)
        view = View(report, asked, language, named, self._rendering.texts)
        leads = figures.leads(user)
        return await self._page(
            request,
            live,
            "figures.html",
            "figures",
            report=report,
            asked=asked,
            view=view,
            top=[key for name in CARDS for key in view.keys if key.key == name],
            periods=PERIODS,
            dimensions=[key for key in DIMENSIONS if report.tables[key] and (key != "owner" or leads)],
            choices=self._choices(user, asked.where),
            owners=[one for one in staff if not one.disabled] if leads else [],
            limit=TOP,
            columns=sheets.COLUMNS,
        )

    async def _cases(self, request: Request) -> Response:
        live = await self._live(request)
        user, params = live[1], request.query_params
        asked = read(params, figures.today(self._rules, self._rules.clock.now()))
        flag = flag_of(params.get("figure", "cases"))
        after = cursor_of(params.get("after"))
        where = figures.restricted(user, asked.where)
        wanted = Wanted(first=asked.period.first, last=asked.period.last, where=where)
        found = await self._database.read(lambda uow: uow.figures.lines(wanted, flag, after=after, limit=_PAGE + 1))
        page = found[:_PAGE]
        return await self._page(
            request,
            live,
            "figures_cases.html",
            "figures",
            lines=[line for line, _ in page],
            asked=asked,
            where=where,
            flag=flag,
            name=name_of(flag),
            queue=in_queue(asked, flag),
            named=self.named(self._rendering.language(request), await self._people()),
            next="{}-{}".format(*page[-1][1]) if len(found) > _PAGE else None,
        )

    async def _people(self) -> dict[int, str]:
        staff = await self._database.read(lambda uow: uow.staff.all())
        return {one.id: one.name for one in staff}

    def _choices(self, user: User, where: Mapping[str, str]) -> dict[str, list[str]]:
        policy = self._rules.policy
        choices = {
            "category": list(policy.categories),
            "department": list(policy.departments),
            "channel": [name for name in self._rules.limits if name != "terminal"],
            "language": list(LANGUAGES),
            "priority": ["2", "1", "0"],
            "cause": list(policy.causes),
            "solution": list(REMEDIES),
        }
        for key, values in choices.items():
            # What is counted is still found though it is not in the settings any more.
            if (chosen := where.get(key)) and chosen not in values:
                values.append(chosen)
        if figures.restricted(user, {}).get("department"):
            del choices["department"]
        return choices

    def named(
        self, language: str, people: Mapping[int, str], spelled: Mapping[str, Mapping[str, str]] = MappingProxyType({})
    ) -> Named:
        """The names of values in this language."""
        return names(self._rules.policy, self._rendering.texts, language, people, spelled)


def names(
    policy: Any,
    texts: Any,
    language: str,
    people: Mapping[int, str],
    spelled: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
) -> Named:
    """The names of values: the operator's own, people's, as customers wrote them, the texts', else the value itself."""

    def other(key: str, value: str) -> str:
        group = {"solution": "remedy"}.get(key, key)
        words = texts.get(f"{group}.{value}")
        return str(words[language]) if words else value

    own = {
        **spelled,
        "category": {one.id: one.names.get(language, one.id) for one in policy.categories.values()},
        "department": {key: one.get(language, key) for key, one in policy.departments.items()},
        "cause": {key: one.get(language, key) for key, one in policy.causes.items()},
    }
    return sheets.namer(own, people, lambda key: str(texts[key][language]), other)
