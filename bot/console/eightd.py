"""The 8D report of a corrective action as a PDF, in the reader's language."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from bot.cases.action import DISCIPLINES, Action
from bot.console.filters import read_texts
from bot.desk import actions, sight
from bot.desk.rules import Rules
from bot.ports import UnitOfWork
from bot.records import User

if TYPE_CHECKING:
    from bot.console.pdf import Document


def report(uow: UnitOfWork, rules: Rules, user: User, id: int, *, language: str, now: datetime) -> bytes:
    """The file, for whoever may read the action; cases that they may not see are left out."""
    # Its library is large: only who wants such a file loads it.
    from bot.console.pdf import Document

    action = actions.seen(uow, user, id)
    texts, zone = read_texts(), rules.policy.calendar.zone

    def t(key: str, **values: object) -> str:
        return texts[key][language].format(**values)

    def named(group: str, value: str) -> str:
        own = rules.policy.causes if group == "cause" else {}
        names = own.get(value) or (
            rules.policy.categories[value].names
            if group == "category" and value in rules.policy.categories
            else texts.get(f"{group}.{value}", {})
        )
        return names.get(language) or value

    when = f"{now.astimezone(zone):%Y-%m-%d %H:%M}"
    paper = Document(
        f"{t('actions.report.title')}: {action.title}",
        language=language,
        made=f"{t('actions.report.number', id=id)} · {t('actions.report.made', when=when)}",
    )
    owner = uow.staff.get(action.owner).name if action.owner is not None else t("none")
    of = named("cause", action.cause) if action.cause else named("category", action.category)
    paper.facts(
        [
            (t("actions.of"), of),
            (t("actions.owner"), owner),
            (t("actions.due"), _day(action.due_on) or t("none")),
            (t("actions.implemented"), _day(action.implemented_on) or t("none")),
            (t("actions.effect_on"), _day(action.effect_on) or t("none")),
            (t("case.status"), t("actions.closed" if action.closed_at else "actions.open")),
        ]
    )
    for key in DISCIPLINES:
        paper.heading(t(f"d.{key}"))
        paper.paragraph(action.texts.get(key) or t("none"), soft=not action.texts.get(key))
        if key == "d4" and action.whys:
            paper.table(
                [t("actions.whys"), ""],
                [(t("actions.why", n=number), why) for number, why in enumerate(action.whys, 1)],
                shares=(1, 4),
            )
    _effect(paper, uow, rules, action, t, now=now)
    cases = [case for case in map(uow.cases.get, uow.actions.cases(id)) if sight.sees(user, case)]
    if cases:
        paper.heading(t("actions.cases"))
        paper.table(
            [t("cases.col.case"), t("case.filed"), t("case.category"), t("case.status"), t("slot.description")],
            [
                (
                    case.number,
                    f"{case.filed_at.astimezone(zone):%Y-%m-%d}",
                    named("category", case.category),
                    named("status", case.status),
                    " ".join(str(case.answers.get("description") or "").split())[:160],
                )
                for case in cases
            ],
            shares=(2.2, 1.6, 1.6, 1.4, 4),
        )
    return paper.render()


def _effect(paper: Document, uow: UnitOfWork, rules: Rules, action: Action, t: object, *, now: datetime) -> None:
    assert callable(t)
    effect = action.effect or actions.figure(uow, rules, action, now=now)
    paper.heading(t("actions.effect"))
    if effect:
        paper.paragraph(t("actions.effect.figure", before=effect.before, after=effect.after, days=effect.days))
    else:
        paper.paragraph(t("actions.effect.none"), soft=True)


def _day(day: object) -> str:
    return str(day) if day else ""
