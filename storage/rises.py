"""How many complaints were filed, what each was counted by, and the rises that were told."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import BigInteger, bindparam, case, delete, func, insert, literal_column, select, update

from bot.cases.incident import Rise
from bot.cases.series import Facets, Series
from bot.errors import NotFound
from storage.codec import dumps, from_us, from_us_or_none, loads, to_us, to_us_or_none
from storage.statements import ONE, Flavour, Statement, Transaction
from storage.tables import case_counts, case_facets, incident_cases, rises


def _count(flavour: Flavour) -> Any:
    new = flavour.insert(case_counts).values(
        series=bindparam("series"), hour=bindparam("hour"), cases=bindparam("by", type_=case_counts.c.cases.type)
    )
    return new.on_conflict_do_update(
        index_elements=[case_counts.c.series, case_counts.c.hour],
        set_={"cases": case_counts.c.cases + new.excluded.cases},
    ).returning(case_counts.c.cases)


_from = case_counts.c.hour >= bindparam("since", type_=BigInteger())
_COUNT: Final = Statement(_count)
_BUSY: Final = Statement(
    select(
        case_counts.c.series,
        func.sum(case_counts.c.cases).label("all"),
        func.sum(
            case((case_counts.c.hour >= bindparam("recent", type_=BigInteger()), case_counts.c.cases), else_=0)
        ).label("recent"),
    )
    .where(_from)
    .group_by(case_counts.c.series)
    .having(func.sum(case_counts.c.cases) > 0)
)
_HOURS: Final = Statement(
    select(case_counts.c.hour, case_counts.c.cases).where(case_counts.c.series == bindparam("series_"), _from)
)
_FIRST: Final = Statement(
    select(case_counts.c.hour).where(case_counts.c.series == "").order_by(case_counts.c.hour).limit(ONE)
)
_FORGET: Final = Statement(delete(case_counts).where(case_counts.c.hour < bindparam("before", type_=BigInteger())))


def _describe(flavour: Flavour) -> Any:
    new = flavour.insert(case_facets).values({column.name: bindparam(column.name) for column in case_facets.c})
    kept = ("category", "channel", "product", "place")
    return new.on_conflict_do_update(
        index_elements=[case_facets.c.case_id], set_={name: new.excluded[name] for name in kept}
    )


_DESCRIBE: Final = Statement(_describe)
_DESCRIBED: Final = Statement(select(case_facets).where(case_facets.c.case_id == bindparam("case_")))


def _unlinked(dimension: str | None) -> Statement:
    """By the index of one dimension; what else the series says is compared afterwards."""
    wanted = [
        case_facets.c.at >= bindparam("since", type_=BigInteger()),
        case_facets.c.at < bindparam("until", type_=BigInteger()),
        ~select(ONE).where(incident_cases.c.case_id == case_facets.c.case_id).exists(),
    ]
    if dimension is not None:
        wanted.append(case_facets.c[dimension] == bindparam("value"))
    return Statement(
        select(case_facets)
        .where(*wanted)
        .order_by(case_facets.c.at.desc())
        .limit(bindparam("most", type_=BigInteger()))
    )


_UNLINKED: Final = _unlinked(None)
_OF_CATEGORY: Final = _unlinked("category")
_OF_PRODUCT: Final = _unlinked("product")
_OF_CHANNEL: Final = _unlinked("channel")
_OF_PLACE: Final = _unlinked("place")
#: The dimension that picks fewest comes first.
_BY: Final = (("product", _OF_PRODUCT), ("place", _OF_PLACE), ("category", _OF_CATEGORY), ("channel", _OF_CHANNEL))
#: Rows that are looked through for a series of two dimensions.
_LOOKED_THROUGH: Final = 2_000


class Counts:
    """bot.ports.Counts."""

    __slots__ = ("_tx",)

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def add(self, series: Series, hour: int, by: int = 1) -> int:
        """Count `by` more; the hour's new count."""
        return int(_COUNT.value(self._tx, series=series.key, hour=hour, by=by))

    def busy(self, since: int, recent: int) -> list[tuple[str, int, int]]:
        """Each series that had any since that hour: key, cases, cases from hour `recent` on."""
        rows = _BUSY.all(self._tx, since=since, recent=recent)
        return [(row.series, int(row.all), int(row.recent)) for row in rows]

    def hours(self, series: str, since: int) -> dict[int, int]:
        """The counts of one series by hour."""
        return {row.hour: row.cases for row in _HOURS.all(self._tx, series_=series, since=since)}

    def first(self) -> int | None:
        """The first hour that is counted: that of all complaints together."""
        found: int | None = _FIRST.value(self._tx)
        return found

    def forget(self, before: int) -> int:
        """Drop the hours before; how many rows that were."""
        return _FORGET.run(self._tx, before=before)

    def describe(self, case: int, facets: Facets, at: datetime) -> None:
        """Keep what this case is counted by, in place of what was kept before."""
        _DESCRIBE.run(
            self._tx,
            case_id=case,
            at=to_us(at),
            category=facets.category,
            channel=facets.channel,
            product=facets.product,
            place=facets.place,
        )

    def described(self, case: int) -> tuple[Facets, datetime] | None:
        """What it is counted by, and when it was filed."""
        row = _DESCRIBED.one(self._tx, case_=case)
        return None if row is None else (_facets(row), from_us(row.at))

    def unlinked(self, series: Series, since: datetime, until: datetime, limit: int = 200) -> list[int]:
        """Cases of this series, filed in this time, that belong to no incident; newest first."""
        wanted = dict(series.values)
        given: dict[str, Any] = {"since": to_us(since), "until": to_us(until)}
        statement = _UNLINKED
        for dimension, one in _BY:
            if dimension in wanted:
                statement, given["value"] = one, wanted[dimension]
                break
        most = limit if len(wanted) < 2 else _LOOKED_THROUGH
        rows = statement.all(self._tx, most=most, **given)
        fitting = (row for row in rows if all(getattr(row, name) == value for name, value in wanted.items()))
        return [row.case_id for row in fitting][:limit]


def _facets(row: Any) -> Facets:
    return Facets(category=row.category, channel=row.channel, product=row.product, place=row.place)


_COLUMNS: Final = tuple(column for column in rises.c if column.name != "id")
_ADD: Final = Statement(
    insert(rises).values({column.name: bindparam(column.name) for column in _COLUMNS}).returning(rises.c.id)
)
_CHANGING: Final = (
    "window",
    "status",
    "count",
    "expected",
    "chance",
    "also",
    "calm_since",
    "ended_at",
    "why",
    "incident_id",
)
_SAVE: Final = Statement(
    update(rises)
    .where(rises.c.id == bindparam("id_"))
    .values({name: bindparam(f"{name}_", type_=rises.c[name].type) for name in _CHANGING})
)
_GET: Final = Statement(select(rises).where(rises.c.id == bindparam("id_")))
# Written out: as a parameter it would hide from the planner which partial index fits.
_OPEN: Final = Statement(select(rises).where(rises.c.status == literal_column("'open'")).order_by(rises.c.id))
_SINCE: Final = Statement(
    select(rises).where(rises.c.raised_at >= bindparam("since", type_=BigInteger())).order_by(rises.c.raised_at)
)
_LATEST: Final = Statement(
    select(rises)
    .where(rises.c.id < bindparam("before", type_=BigInteger()))
    .order_by(rises.c.id.desc())
    .limit(bindparam("most", type_=BigInteger()))
)


class Rises:
    """bot.ports.Rises."""

    __slots__ = ("_tx",)

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def add(self, rise: Rise) -> Rise:
        """Store a new one."""
        given = {"series": rise.series.key, "raised_at": to_us(rise.raised_at), "start": rise.start, **_changing(rise)}
        return replace(rise, id=int(_ADD.value(self._tx, **given)))

    def save(self, rise: Rise) -> None:
        """Store a changed one."""
        _SAVE.run(self._tx, id_=rise.id, **{f"{name}_": value for name, value in _changing(rise).items()})

    def get(self, id: int) -> Rise:
        """By id; raises NotFound."""
        row = _GET.one(self._tx, id_=id)
        if row is None:
            raise NotFound("There is no early warning {id}.", id=id)
        return _rise(row)

    def open(self) -> list[Rise]:
        """Those that are not over, oldest first."""
        return [_rise(row) for row in _OPEN.all(self._tx)]

    def since(self, at: datetime) -> list[Rise]:
        """Those that were raised since then, oldest first."""
        return [_rise(row) for row in _SINCE.all(self._tx, since=to_us(at))]

    def latest(self, before: int | None = None, limit: int = 50) -> list[Rise]:
        """Newest first; `before` is the id of the last one seen."""
        return [_rise(row) for row in _LATEST.all(self._tx, before=before or 2**62, most=limit)]


def _changing(rise: Rise) -> dict[str, Any]:
    return {
        "window": rise.window,
        "status": rise.status,
        "count": rise.count,
        "expected": rise.expected,
        "chance": rise.chance,
        "also": dumps(list(rise.also)),
        "calm_since": to_us_or_none(rise.calm_since),
        "ended_at": to_us_or_none(rise.ended_at),
        "why": rise.why,
        "incident_id": rise.incident,
    }


def _rise(row: Any) -> Rise:
    return Rise(
        id=row.id,
        series=Series.of_key(row.series),
        window=row.window,
        status=row.status,
        raised_at=from_us(row.raised_at),
        start=row.start,
        count=row.count,
        expected=row.expected,
        chance=row.chance,
        also=tuple(loads(row.also)),
        calm_since=from_us_or_none(row.calm_since),
        ended_at=from_us_or_none(row.ended_at),
        why=row.why,
        incident=row.incident_id,
    )
