"""Corrective actions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import BigInteger, bindparam, delete, func, insert, select, update

from bot.cases.action import Action, Effect
from bot.errors import Conflict, NotFound
from storage.codec import dumps, from_us, from_us_or_none, loads, to_us, to_us_or_none
from storage.statements import ONE, Flavour, Statement, Transaction
from storage.tables import action_cases, actions, case_causes, cases

_CONTENT: Final = tuple(column for column in actions.c if column.name not in ("id", "by", "at", "version"))
_ADD: Final = Statement(
    insert(actions)
    .values(
        {column.name: bindparam(column.name, type_=column.type) for column in (*_CONTENT, actions.c.by, actions.c.at)}
        | {"version": ONE}
    )
    .returning(actions.c.id)
)
_SAVE: Final = Statement(
    update(actions)
    .where(actions.c.id == bindparam("id_"), actions.c.version == bindparam("version_"))
    .values(
        {column.name: bindparam(f"{column.name}_", type_=column.type) for column in _CONTENT}
        | {"version": actions.c.version + ONE}
    )
)
_GET: Final = Statement(select(actions).where(actions.c.id == bindparam("id_")))
_ALL: Final = Statement(select(actions).order_by(actions.c.id.desc()).limit(bindparam("count", type_=BigInteger())))
_CASES: Final = Statement(
    select(action_cases.c.case_id)
    .where(action_cases.c.action_id == bindparam("action_"))
    .order_by(action_cases.c.case_id)
)
_OF_CASE: Final = Statement(
    select(actions)
    .select_from(action_cases.join(actions, actions.c.id == action_cases.c.action_id))
    .where(action_cases.c.case_id == bindparam("case_"))
    .order_by(actions.c.id)
)


def _link(flavour: Flavour) -> Any:
    return (
        flavour.insert(action_cases)
        .values({column.name: bindparam(column.name, type_=column.type) for column in action_cases.c})
        .on_conflict_do_nothing()
    )


_LINK: Final = Statement(_link)
_UNLINK: Final = Statement(
    delete(action_cases).where(
        action_cases.c.action_id == bindparam("action_"), action_cases.c.case_id == bindparam("case_")
    )
)
_SINCE: Final = bindparam("since", type_=BigInteger())
_UNTIL: Final = bindparam("until", type_=BigInteger())
_COUNT_CAUSE: Final = Statement(
    select(func.count())
    .select_from(case_causes)
    .where(
        case_causes.c.cause == bindparam("cause_"), case_causes.c.filed_at >= _SINCE, case_causes.c.filed_at < _UNTIL
    )
)
_COUNT_CATEGORY: Final = Statement(
    select(func.count())
    .select_from(cases)
    .where(cases.c.category == bindparam("category_"), cases.c.filed_at >= _SINCE, cases.c.filed_at < _UNTIL)
)


class Actions:
    """bot.ports.Actions."""

    __slots__ = ("_tx",)

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def add(self, action: Action) -> Action:
        """Store a new one."""
        id = _ADD.value(self._tx, by=action.by, at=to_us(action.at), **_content(action))
        return replace(action, id=int(id), version=1)

    def save(self, action: Action) -> Action:
        """Store the next version."""
        content = {f"{name}_": value for name, value in _content(action).items()}
        if not _SAVE.run(self._tx, id_=action.id, version_=action.version, **content):
            self.get(action.id)
            raise Conflict("“{title}” was changed by somebody else meanwhile; read it again.", title=action.title)
        return replace(action, version=action.version + 1)

    def get(self, id: int) -> Action:
        """By id; raises NotFound."""
        row = _GET.one(self._tx, id_=id)
        if row is None:
            raise NotFound("There is no action {id}.", id=id)
        return _action(row)

    def all(self, limit: int = 200) -> list[Action]:
        """Newest first."""
        return [_action(row) for row in _ALL.all(self._tx, count=limit)]

    def cases(self, action: int) -> list[int]:
        """The cases it came of, oldest first."""
        return [row.case_id for row in _CASES.all(self._tx, action_=action)]

    def of_case(self, case: int) -> list[Action]:
        """Those that came of this case."""
        return [_action(row) for row in _OF_CASE.all(self._tx, case_=case)]

    def link(self, action: int, case: int) -> bool:
        """It came of this case too."""
        return bool(_LINK.run(self._tx, action_id=action, case_id=case))

    def unlink(self, action: int, case: int) -> None:
        """It did not come of this case."""
        _UNLINK.run(self._tx, action_=action, case_=case)

    def count(self, *, cause: str, category: str, since: datetime, until: datetime) -> int:
        """Cases filed in the period with that cause, or category."""
        span = {"since": to_us(since), "until": to_us(until)}
        if cause:
            return int(_COUNT_CAUSE.value(self._tx, cause_=cause, **span))
        return int(_COUNT_CATEGORY.value(self._tx, category_=category, **span))


def _content(action: Action) -> dict[str, Any]:
    effect = action.effect
    return {
        "title": action.title,
        "cause": action.cause,
        "category": action.category,
        "owner": action.owner,
        "due_on": action.due_on.isoformat() if action.due_on else None,
        "implemented_on": action.implemented_on.isoformat() if action.implemented_on else None,
        "effect_on": action.effect_on.isoformat() if action.effect_on else None,
        "texts": dumps(dict(action.texts)),
        "whys": dumps(list(action.whys)),
        "effect": dumps([effect.before, effect.after, effect.days, to_us(effect.at)]) if effect else None,
        "closed_at": to_us_or_none(action.closed_at),
    }


def _action(row: Any) -> Action:
    effect = None
    if row.effect:
        before, after, days, at = loads(row.effect)
        effect = Effect(before=before, after=after, days=days, at=from_us(at))
    return Action(
        id=row.id,
        title=row.title,
        cause=row.cause,
        category=row.category,
        owner=row.owner,
        due_on=_day(row.due_on),
        implemented_on=_day(row.implemented_on),
        effect_on=_day(row.effect_on),
        texts=loads(row.texts),
        whys=tuple(loads(row.whys)),
        effect=effect,
        closed_at=from_us_or_none(row.closed_at),
        by=row.by,
        at=from_us(row.at),
        version=row.version,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
