"""A row of a table from elsewhere as the case that it is, and everything that is wrong with the table, line by line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from typing import Final

from bot.cases import columns
from bot.cases.case import LIVE, Priority, Status
from bot.cases.columns import COLUMNS, NEEDED, folded
from bot.cases.policy import Policy
from bot.cases.sheet import Sheet
from bot.errors import InvalidInput, Said

#: Faults that are listed; so many tell what is wrong with a table.
MOST: Final = 1_000
_LONGEST: Final = 20_000
_SHORT: Final = 500
_KEY: Final = 200
#: Columns whose values may be called otherwise: see Mapped.
NAMED: Final = ("category", "department", "owner", "status", "priority", "channel", "language")
_DETAILS: Final = ("product", "order_number", "place", "person", "amount")
_STAGES: Final = ("opened", "answered", "solved", "closed")
_AHEAD: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What a table may name: folded name → id. `owners` are the staff's logins and names; None: two have it."""

    categories: Mapping[str, str]
    departments: Mapping[str, str]
    owners: Mapping[str, int | None]
    zone: tzinfo
    #: Of texts that do not tell.
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """What this table calls things: column → its header ("" leaves it out); column → value → what it means."""

    columns: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One case as it was."""

    line: int
    key: str
    text: str
    status: Status
    opened: datetime
    answered: datetime | None = None
    solved: datetime | None = None
    closed: datetime | None = None
    due: datetime | None = None
    category: str = "other"
    department: str = ""
    owner: int | None = None
    priority: Priority = Priority.NORMAL
    channel: str = "other"
    language: str = "zh-Hans"
    score: int | None = None
    comment: str = ""
    name: str = ""
    phone: str = ""
    email: str = ""
    agreed: bool = False
    solution: str = ""
    details: Mapping[str, str] = field(default_factory=dict)

    @property
    def live(self) -> bool:
        """Whether the customer still waits."""
        return self.status in LIVE


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table without a fault. unused: headers that mean nothing to us."""

    rows: tuple[Row, ...]
    unused: tuple[str, ...] = ()


class Faulty(InvalidInput):
    """The table can't be taken as it is; `faults` are lines for people, `more` how many are not listed."""

    def __init__(self, faults: Sequence[str], more: int = 0) -> None:
        self.faults = tuple(faults)
        self.more = more
        also = (Said("… and {more} more.", more=more),) if more else ()
        super().__init__(*faults, *also)


def names_of(policy: Policy, staff: Sequence[tuple[int, str, str]]) -> Names:
    """What can be named: categories and departments by id or name in any language, staff by login or name."""
    owners: dict[str, int | None] = {}
    for id, login, name in staff:
        for said in {folded(login), folded(name)} - {""}:
            owners[said] = id if owners.get(said, id) == id else None
    return Names(
        categories={
            folded(said): one.id for one in policy.categories.values() for said in (one.id, *one.names.values()) if said
        },
        departments={
            folded(said): id for id, names in policy.departments.items() for said in (id, *names.values()) if said
        },
        owners=owners,
        zone=policy.calendar.zone,
        language=policy.default_language,
    )


def check(sheet: Sheet, names: Names, mapped: Mapped, *, now: datetime, tick: Callable[[float], None]) -> Table:
    """The cases of the table. Raises Faulty with everything that is wrong with it. `tick` hears the share done."""
    where, unused = _columns(sheet.header, mapped)
    faults: list[str] = []
    more = 0
    rows: list[Row] = []
    seen: dict[str, int] = {}
    for at, (line, cells) in enumerate(sheet.rows):
        reader = _Reader(line, cells, where, sheet.header, names, mapped, now)
        row = reader.row()
        if row is not None:
            before = seen.setdefault(row.key, line)
            if before != line:
                reader.fault(
                    "id",
                    "“{said}” stands on line {before} already; each case needs an id of its own.",
                    said=row.key[:40],
                    before=before,
                )
            rows.append(row)
        for one in reader.faults:
            if len(faults) < MOST:
                faults.append(one)
            else:
                more += 1
        if at % 500 == 0:
            tick(at / len(sheet.rows))
    if faults:
        raise Faulty(faults, more)
    if not rows:
        raise Faulty([Said("line 2: there is no case in this table, only the names of columns.")])
    return Table(rows=tuple(rows), unused=unused)


def _columns(header: Sequence[str], mapped: Mapped) -> tuple[dict[str, int], tuple[str, ...]]:
    """Column → its place in a row. Raises Faulty."""
    faults: list[str] = []
    for key in {*mapped.columns, *mapped.values} - set(COLUMNS):
        faults.append(Said("mapping: there is no column {name!r}. Known: {known}.", name=key[:40], known=COLUMNS))
    for key in set(mapped.values) & set(COLUMNS) - set(NAMED):
        faults.append(Said("mapping: values of {name} can't be renamed, only those of {known}.", name=key, known=NAMED))
    given = {folded(said): key for key, said in mapped.columns.items() if said.strip()}
    where: dict[str, int] = {}
    unused: list[str] = []
    for at, said in enumerate(header):
        meant = given.get(folded(said)) or columns.column(said)
        elsewhere = meant in mapped.columns and given.get(folded(said)) != meant
        if meant is None or elsewhere:
            # Where it is one of ours, it is read from another header, or left out.
            unused.append(" ".join(said.split())[:60])
        elif meant in where:
            faults.append(
                Said(
                    "line {line}, column {column} ({header}): {what}",
                    line=1,
                    column=at + 1,
                    header=said.strip()[:40],
                    what=Said(
                        'this means {meant}, as column {other}. Say which one counts: {meant}="{first}".',
                        meant=meant,
                        other=where[meant] + 1,
                        first=header[where[meant]].strip()[:40],
                    ),
                )
            )
        else:
            where[meant] = at
    for key, said in mapped.columns.items():
        if said.strip() and key in COLUMNS and key not in where:
            faults.append(Said("mapping: no column is called {said!r} ({name}).", said=said[:40], name=key))
    for key in NEEDED:
        if key not in where:
            faults.append(
                Said(
                    "line 1: the column {name} is missing. Name it {name}, or say what it is called: {name}=HEADER. "
                    "Columns here: {known}.",
                    name=key,
                    known=tuple(one.strip()[:30] for one in header[:40]),
                )
            )
    if faults:
        raise Faulty(faults)
    return where, tuple(one for one in unused if one)


class _Reader:
    """One row in the reading; collects what is wrong with it."""

    def __init__(
        self,
        line: int,
        cells: Sequence[str],
        where: Mapping[str, int],
        header: Sequence[str],
        names: Names,
        mapped: Mapped,
        now: datetime,
    ) -> None:
        self._line = line
        self._cells = cells
        self._where = where
        self._header = header
        self._names = names
        self._mapped = mapped
        self._now = now
        self.faults: list[str] = []
        if any(cell.strip() for cell in cells[len(header) :]):
            self.faults.append(
                Said(
                    "line {line}: {cells} cells, but only {columns} columns have a name. A separator inside of a cell "
                    'needs quotes around the cell: "…".',
                    line=line,
                    cells=len(cells),
                    columns=len(header),
                )
            )

    def fault(self, key: str, words: str, /, **values: object) -> None:
        """Something is wrong with this cell."""
        at = self._where[key]
        self.faults.append(
            Said(
                "line {line}, column {column} ({header}): {what}",
                line=self._line,
                column=at + 1,
                header=self._header[at].strip()[:40],
                what=Said(words, **values),
            )
        )

    def _unknown(self, key: str, said: str) -> None:
        self.fault(
            key,
            "“{said}” is none of {known}.",
            said=said[:40],
            known=columns.words(key),
            # For readers of other languages.
            group=key,
            meant=columns.meanings(key),
        )

    def row(self) -> Row | None:
        """The case; None where it is none."""
        key = self._said("id")
        if not key:
            self.fault(
                "id", "empty; each case needs an id of its own, by which it is known when the table comes again."
            )
        elif len(key) > _KEY:
            self.fault("id", "at most {most} characters.", most=_KEY)
        text = self._raw("text").strip()
        if not text:
            self.fault("text", "empty; say what the customer complained of.")
        elif len(text) > _LONGEST:
            self.fault("text", "at most {most} characters.", most=_LONGEST)
        times = self._times()
        status = self._status(times)
        opened = times.get("opened")
        if self.faults or opened is None or status is None:
            # What is wrong with the rest is told in the same go.
            self._rest(text)
            return None
        rest = self._rest(text)
        if self.faults:
            return None
        return Row(line=self._line, key=key, text=text, status=status, opened=opened, **_ended(times, status), **rest)  # type: ignore[arg-type]  # by name

    def _rest(self, text: str) -> dict[str, object]:
        found: dict[str, object] = {
            "due": self._time("due", None),
            "category": self._known("category", self._names.categories, "other"),
            "department": self._known("department", self._names.departments, ""),
            "owner": self._owner(),
            "priority": Priority(int(str(self._word("priority", 0)))),
            "channel": self._channel(),
            "language": self._language(text),
            "score": self._word("score", None),
            "agreed": self._word("agreed", "") == "yes",
        }
        for key in ("name", "phone", "email"):
            found[key] = self._said(key)[:_SHORT]
        for key in ("comment", "solution"):
            said = self._raw(key).strip()
            if len(said) > _LONGEST:
                self.fault(key, "at most {most} characters.", most=_LONGEST)
            found[key] = said
        details = {key: said[:_SHORT] for key in _DETAILS if (said := self._said(key))}
        if wish := self._said("remedy"):
            known = columns.value("remedy", wish)
            details |= {"remedy": str(known)} if known else {"remedy": "other", "remedy_text": wish[:_SHORT]}
        if occurred := self._said("occurred"):
            details["date"] = occurred[:_SHORT]
        found["details"] = details
        return found

    def _raw(self, key: str) -> str:
        at = self._where.get(key)
        return self._cells[at] if at is not None and at < len(self._cells) else ""

    def _said(self, key: str) -> str:
        """On one line, and what this table calls otherwise by our name."""
        said = " ".join(self._raw(key).split())
        renamed = self._mapped.values.get(key)
        if said and renamed:
            return next((to for name, to in renamed.items() if folded(name) == folded(said)), said)
        return said

    def _time(self, key: str, start: datetime | None) -> datetime | None:
        """The time of this cell; a day without a time of day is no earlier than `start` on that day."""
        said = self._said(key)
        if not said:
            return None
        found = columns.moment(said, self._names.zone)
        if found is None:
            self.fault(key, "“{said}” is no time. Write 2026-03-01 or 2026-03-01 09:30.", said=said[:40])
            return None
        at, told = found
        zone = self._names.zone
        if not told and start is not None and at.astimezone(zone).date() == start.astimezone(zone).date():
            at = start
        return at

    def _times(self) -> dict[str, datetime]:
        found: dict[str, datetime] = {}
        for key in _STAGES:
            at = self._time(key, max(found.values(), default=None))
            if at is None:
                continue
            if at > self._now + _AHEAD:
                self.fault(key, "“{said}” lies in the future.", said=self._said(key)[:40])
            elif "opened" in found and at < found["opened"]:
                self.fault(key, "“{said}” is before the case was opened.", said=self._said(key)[:40])
            elif key == "closed" and "solved" in found and at < found["solved"]:
                self.fault(key, "“{said}” is before the case was solved.", said=self._said(key)[:40])
            found[key] = at
        if "opened" not in found and not self._said("opened"):
            self.fault("opened", "empty; say when the customer complained.")
        return found

    def _status(self, times: Mapping[str, datetime]) -> Status | None:
        said = self._said("status")
        if not said:
            if "closed" in times:
                return Status.CLOSED
            if "solved" in times:
                return Status.RESOLVED
            return Status.IN_PROGRESS if "answered" in times else Status.ACKNOWLEDGED
        found = columns.value("status", said)
        if not isinstance(found, Status):
            self._unknown("status", said)
            return None
        if found in LIVE:
            ended = [key for key in ("solved", "closed") if key in times]
            if ended and found is not Status.REOPENED:
                self.fault(
                    "status",
                    "“{said}” is not over, but {ended} has a date. One of the two is wrong.",
                    said=said[:40],
                    ended=ended[0],
                )
        elif "solved" not in times and "closed" not in times:
            self.fault(
                "status",
                "“{said}” is over, but neither solved nor closed has a date. Give one of them.",
                said=said[:40],
            )
        return found

    def _known(self, key: str, names: Mapping[str, str], otherwise: str) -> str:
        said = self._said(key)
        if not said:
            return otherwise
        found = names.get(folded(said))
        if found is None:
            self.fault(
                key,
                "“{said}” is none of {known}. Or say what it means: {name}:{said}=ID.",
                said=said[:40],
                known=tuple(dict.fromkeys(names.values())),
                name=key,
            )
        return found or otherwise

    def _owner(self) -> int | None:
        said = self._said("owner")
        if not said:
            return None
        found = self._names.owners.get(folded(said))
        if found is None:
            words = (
                "“{said}”: two members of staff are called so. Say who it is (owner:{said}=LOGIN), or leave the column "
                "out."
                if folded(said) in self._names.owners
                else "“{said}”: nobody is called so. Say who it is (owner:{said}=LOGIN), or leave the column out."
            )
            self.fault("owner", words, said=said[:40])
        return found

    def _word(self, key: str, otherwise: object) -> object:
        said = self._said(key)
        if not said:
            return otherwise
        found = columns.value(key, said)
        if found is None:
            self._unknown(key, said)
            return otherwise
        return found

    def _channel(self) -> str:
        said = self._said("channel")
        # A way that only they had keeps its name.
        return str(columns.value("channel", said) or said[:40]) if said else "other"

    def _language(self, text: str) -> str:
        said = self._said("language")
        if said:
            return str(self._word("language", self._names.language))
        if any("\u4e00" <= char <= "\u9fff" for char in text):
            return self._names.language if self._names.language.startswith("zh") else "zh-Hans"
        return "en"


def _ended(times: Mapping[str, datetime], status: Status) -> dict[str, datetime | None]:
    """The times that a case in this status has: one that is closed was solved, one that is live was not."""
    answered, solved, closed = (times.get(key) for key in ("answered", "solved", "closed"))
    if status in LIVE:
        return {"answered": answered}
    if status is Status.WITHDRAWN:
        return {"answered": answered, "closed": closed or solved}
    solved = solved or closed
    closed = (closed or solved) if status is Status.CLOSED else None
    return {"answered": answered, "solved": solved, "closed": closed}


def batches(rows: Sequence[Row], size: int) -> Iterator[Sequence[Row]]:
    """So many at a time."""
    for at in range(0, len(rows), size):
        yield rows[at : at + size]
