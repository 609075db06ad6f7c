"""Incidents (群体性事件): opened, changed, given cases by hand or by themselves, and told to whoever joins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.cases import incident as incidents
from bot.cases.case import SYSTEM, Case, Event, staff
from bot.cases.incident import HOW, Entry, Incident, Link, Rise, State
from bot.cases.series import Facets, Series, plain
from bot.desk import bulletins, counting, progress
from bot.desk.rules import Rules
from bot.dialogue.outcome import Effect, FileCase
from bot.errors import Conflict, InvalidInput
from bot.messages import LANGUAGES
from bot.ports import UnitOfWork
from bot.records import Alert, Conversation, Role, User

#: Who sees incidents: they reach over departments.
READERS: Final = (Role.AGENT, Role.SUPERVISOR)
#: Who decides what an incident is, and what customers are told.
LEADERS: Final = (Role.SUPERVISOR,)

_LONGEST_TITLE: Final = 200
_LONGEST_TEXT: Final = 2_000
#: Cases that one suggestion, or one look from a warning, brings.
_MOST: Final = 500
#: How far back an incident reaches that was opened without a warning.
_BACK: Final = timedelta(days=7)


def texts_of(given: Mapping[str, str], *, name: str) -> dict[str, str]:
    """Texts by language, without those that are empty. Raises InvalidInput."""
    found = {}
    for language, text in given.items():
        if language not in LANGUAGES:
            raise InvalidInput(
                "{name}: {language} is none of {languages}.", name=name, language=language, languages=LANGUAGES
            )
        if len(text) > _LONGEST_TEXT:
            raise InvalidInput(
                "{name}: {language} has {count} characters; at most {longest_text}.",
                name=name,
                language=language,
                count=len(text),
                longest_text=_LONGEST_TEXT,
            )
        if text.strip():
            found[language] = text.strip()
    return found


def open_(
    uow: UnitOfWork,
    rules: Rules,
    user: User,
    *,
    title: str,
    now: datetime,
    category: str = "",
    product: str = "",
    place: str = "",
    since: datetime | None = None,
    automatic: bool = False,
    known: Mapping[str, str] | None = None,
    warning: int | None = None,
    numbers: Sequence[str] = (),
) -> Incident:
    """A new one, suspected. From an early warning it gets what that was about, and its cases; `numbers` join as well.

    Only a supervisor may have cases join, or customers told, by itself.
    """
    progress.require(user, *READERS)
    rise = uow.rises.get(warning) if warning is not None else None
    if rise is not None:
        category = category or rise.series.value("category") or ""
        product, place = product or rise.series.value("product") or "", place or rise.series.value("place") or ""
        since = since or began(rules, rise)
    incident = _checked(
        rules,
        user,
        Incident(
            title=title,
            owner=user.id,
            category=category,
            product=product,
            place=place,
            since=since or now - _BACK,
            automatic=automatic,
            known=known or {},
            created_at=now,
            by=user.id,
        ),
    )
    incident = uow.incidents.add(incident)
    uow.incidents.record(Entry(incident=incident.id, at=now, kind="opened", actor=staff(user.id), to=incident.title))
    values = {"incident": incident.id, "title": incident.title}
    uow.alerts.add(Alert(kind="incident", key="incident", values=values, at=now))
    if rise is not None:
        uow.rises.save(replace(rise, incident=incident.id))
        cases = uow.counts.unlinked(rise.series, began(rules, rise), now + timedelta(hours=1), _MOST)
        _link(uow, incident, [uow.cases.get(id) for id in cases], "warning", user, now=now)
    if numbers:
        _link(uow, incident, [progress.find(uow, one, user) for one in numbers], "bulk", user, now=now)
    _done(uow, incident, user, "open_incident", now=now)
    return uow.incidents.get(incident.id)


def began(rules: Rules, rise: Rise) -> datetime:
    """When the count began that raised a warning."""
    day, hour = divmod(rise.start, 24)
    local = datetime.combine(datetime.fromordinal(day).date(), datetime.min.time(), rules.policy.calendar.zone)
    return (local + timedelta(hours=hour)).astimezone(rise.raised_at.tzinfo)


def change(
    uow: UnitOfWork, rules: Rules, id: int, user: User, *, now: datetime, version: int | None = None, **new: object
) -> Incident:
    """Another title, owner, category, product, place, time, way of joining, or text for customers (`known`)."""
    progress.require(user, *LEADERS)
    before = uow.incidents.get(id)
    if version is not None and version != before.version:
        raise Conflict("“{title}” was changed by somebody else meanwhile; read it again.", title=before.title)
    owner = new.get("owner")
    if isinstance(owner, int) and uow.staff.get(owner).disabled:
        raise InvalidInput("owner: this staff member is disabled.")
    incident = _checked(rules, user, replace(before, **new))  # type: ignore[arg-type]  # named by the callers
    if incident == before:
        return before
    incident = uow.incidents.save(incident)
    changed = [
        name
        for name in ("title", "owner", "category", "product", "place", "since", "automatic", "known")
        if getattr(incident, name) != getattr(before, name)
    ]
    uow.incidents.record(Entry(incident=id, at=now, kind="changed", actor=staff(user.id), note=", ".join(changed)))
    return _done(uow, incident, user, "change_incident", now=now)


def move(uow: UnitOfWork, id: int, user: User, *, to: str, note: str, now: datetime) -> Incident:
    """Confirmed, mitigated, closed, or confirmed once more. Raises Conflict where that can't follow."""
    progress.require(user, *LEADERS)
    if to not in tuple(State):
        raise InvalidInput("state: {to} is none of {state}.", to=to, state=State)
    before = uow.incidents.get(id)
    incident = uow.incidents.save(incidents.move(before, State(to), now=now))
    uow.incidents.record(
        Entry(incident=id, at=now, kind="state", actor=staff(user.id), from_=before.state, to=to, note=note.strip())
    )
    if incident.state is State.CLOSED:
        values = {"incident": id, "title": incident.title}
        uow.alerts.add(Alert(kind="incident_closed", key="incident_closed", values=values, at=now))
    return _done(uow, incident, user, "move_incident", now=now, detail=to)


def note(uow: UnitOfWork, id: int, user: User, *, text: str, now: datetime) -> Incident:
    """A remark on its timeline."""
    progress.require(user, *READERS)
    if not text.strip() or len(text) > 10_000:
        raise InvalidInput("text: 1 to 10000 characters.")
    incident = uow.incidents.get(id)
    uow.incidents.record(Entry(incident=id, at=now, kind="note", actor=staff(user.id), note=text.strip()))
    return _done(uow, incident, user, "note_incident", now=now)


def link(
    uow: UnitOfWork, id: int, user: User, *, numbers: Sequence[str], how: str = "hand", now: datetime
) -> tuple[int, list[str]]:
    """These cases belong to it; how many joined, and the numbers of those that belong to another incident."""
    progress.require(user, *READERS)
    if how not in HOW or how == "automatic":
        raise InvalidInput("how: hand, bulk, warning or similar.")
    incident = uow.incidents.get(id)
    if not incident.open:
        raise Conflict("“{title}” is closed; no complaint can join it.", title=incident.title)
    joined, refused = _link(uow, incident, [progress.find(uow, one, user) for one in numbers], how, user, now=now)
    if joined:
        _done(uow, incident, user, "link_case", now=now, detail=" ".join(numbers)[:500])
    return joined, refused


def unlink(uow: UnitOfWork, number: str, user: User, *, now: datetime) -> None:
    """The case has nothing to do with it."""
    progress.require(user, *READERS)
    case = progress.find(uow, number, user)
    found = uow.incidents.of_case(case.id)
    if found is None:
        raise Conflict("Case {number} belongs to no incident.", number=case.number)
    incident = uow.incidents.get(found.incident)
    uow.incidents.unlink(case.id)
    actor = staff(user.id)
    uow.incidents.record(Entry(incident=incident.id, at=now, kind="unlinked", actor=actor, to=case.number))
    uow.cases.record(Event(case=case.id, at=now, kind="incident_left", actor=actor, note=incident.title))
    uow.notify(f"case:{case.number}")
    _done(uow, incident, user, "unlink_case", now=now, detail=case.number)


def suggested(uow: UnitOfWork, incident: Incident, *, now: datetime, limit: int = 50) -> list[Case]:
    """Complaints that have in common what the incident's have and belong to none, newest first."""
    if not incident.open or not incident.series.values:
        return []
    found = uow.counts.unlinked(_counted(incident.series), incident.since, now + timedelta(hours=1), limit)
    cases = (uow.cases.get(id) for id in found)
    return [case for case in cases if (told := uow.counts.described(case.id)) and incident.matches(*told)]


def _counted(series: Series) -> Series:
    """As much of it as an index knows; the rest is compared."""
    return Series(series.values[:2])


def fitting(uow: UnitOfWork, case: Case) -> list[Incident]:
    """Open incidents that the case may belong to, the closest first."""
    told = uow.counts.described(case.id)
    if told is None:
        return []
    return sorted((one for one in uow.incidents.open() if one.matches(*told)), key=lambda one: -one.closeness)


def meet(uow: UnitOfWork, case: Case, facets: Facets, *, now: datetime) -> None:
    """A new complaint joins the closest incident that it matches, if that one takes complaints by itself."""
    found = [one for one in uow.incidents.open() if one.automatic and one.matches(facets, case.filed_at)]
    if found:
        _link(uow, max(found, key=lambda one: (one.closeness, one.id)), [case], "automatic", None, now=now)


def told(uow: UnitOfWork, rules: Rules, conversation: Conversation, effects: Sequence[Effect], *, now: datetime) -> str:
    """What the customer of a complaint filed in this turn is told of its incident: what is known, else what the
    website says of it. "": nothing.
    """
    number = next((effect.number for effect in effects if isinstance(effect, FileCase)), None)
    if number is None:
        return ""
    case = uow.cases.by_number(number)
    language = conversation.state.language or case.language
    found = uow.incidents.of_case(case.id)
    if found is not None and found.how == "automatic":
        known = uow.incidents.get(found.incident).known
        if known:
            return bulletins.in_language(known, language, rules.policy.default_language)
    described = uow.counts.described(case.id)
    for bulletin in uow.bulletins.current(now):
        if bulletin.incident is not None and bulletin.shown(now) and described is not None:
            incident = uow.incidents.get(bulletin.incident)
            if incident.open and incident.matches(*described):
                return bulletins.in_language(bulletin.texts, language, rules.policy.default_language)
    return ""


def woven(answer: str, told: str, *, asked: bool) -> str:
    """Both in one message: a question stays the last thing that is said."""
    if not told:
        return answer
    return f"{told}\n\n{answer}" if asked else f"{answer}\n\n{told}"


def _checked(rules: Rules, user: User, incident: Incident) -> Incident:
    title = incident.title.strip()
    if not 1 <= len(title) <= _LONGEST_TITLE:
        raise InvalidInput("title: 1 to {longest_title} characters.", longest_title=_LONGEST_TITLE)
    if incident.category and incident.category not in rules.policy.categories:
        raise InvalidInput(
            "category: {category} is none of {categories}.",
            category=incident.category,
            categories=rules.policy.categories,
        )
    named: dict[str, str] = {}
    for key in ("product", "place"):
        raw = getattr(incident, key)
        named[key] = plain(rules.fold(raw)) or ""
        if raw.strip() and not named[key]:
            raise InvalidInput("{key}: a name of at most 60 letters and digits.", key=key)
    known = texts_of(incident.known, name="known")
    incident = replace(incident, title=title, known=known, product=named["product"], place=named["place"])
    if incident.automatic or incident.known:
        progress.require(user, *LEADERS)
    if incident.automatic and not incident.series.values:
        raise InvalidInput("automatic: say by category, product or place which complaints join.")
    return incident


def _link(
    uow: UnitOfWork, incident: Incident, cases: Sequence[Case], how: str, user: User | None, *, now: datetime
) -> tuple[int, list[str]]:
    actor = staff(user.id) if user else SYSTEM
    joined, refused = [], []
    for case in cases:
        link = Link(incident=incident.id, case=case.id, how=how, at=now, by=user.id if user else None)
        if uow.incidents.link(link):
            joined.append(case.number)
            uow.cases.record(Event(case=case.id, at=now, kind="incident", actor=actor, note=incident.title))
            uow.notify(f"case:{case.number}")
        elif (other := uow.incidents.of_case(case.id)) and other.incident != incident.id:
            refused.append(case.number)
    if joined:
        shown = joined[0] if len(joined) == 1 else f"{len(joined)}"
        uow.incidents.record(Entry(incident=incident.id, at=now, kind="linked", actor=actor, to=shown, from_=how))
        uow.notify("cases")
    return len(joined), refused


def _done(uow: UnitOfWork, incident: Incident, user: User, action: str, *, now: datetime, detail: str = "") -> Incident:
    uow.staff.audit(now, user.id, action, f"incident {incident.id}", detail or incident.title)
    uow.notify("cases")
    return incident


def hours_of_incident(incident: Incident, *, now: datetime) -> tuple[int, int]:
    """From which whole hour since 1970 to which its chart reaches: two weeks before it began."""
    first = counting.hour_of(incident.since - timedelta(days=14))
    return max(first, counting.hour_of(now) - 24 * 60), counting.hour_of(now) + 1
