"""The console's places: what the navigation lists, in groups, and for whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.records import Role

_LEADERS: Final = frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR})
#: Those who see the cases of every department.
_ALL_CASES: Final = frozenset(Role) - {Role.DEPARTMENT}
_ADMINISTRATORS: Final = frozenset({Role.ADMINISTRATOR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A page that the navigation leads to: its text is "nav.PAGE", its path /console/PAGE."""

    page: str
    roles: frozenset[Role] = frozenset(Role)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Places of one kind, behind one entry; its text is "nav.group.NAME"."""

    name: str
    places: tuple[Place, ...]


#: A place stands by itself, a group opens.
PLACES: Final[tuple[Place | Group, ...]] = (
    Place(page="cases"),
    Place(page="entry"),
    Place(page="alerts"),
    Place(page="approvals"),
    Group(
        name="insight",
        places=(
            Place(page="warnings", roles=_ALL_CASES),
            Place(page="incidents", roles=_ALL_CASES),
            Place(page="customers"),
            Place(page="performance"),
            Place(page="quality"),
            Place(page="actions"),
            Place(page="figures"),
            Place(page="understanding", roles=_LEADERS),
            Place(page="asides", roles=_LEADERS),
        ),
    ),
    Group(
        name="knowledge",
        places=(
            Place(page="scripts"),
            Place(page="knowledge"),
        ),
    ),
    Group(
        name="administration",
        places=(
            Place(page="users", roles=_ADMINISTRATORS),
            Place(page="tokens", roles=_ADMINISTRATORS),
            Place(page="notices", roles=_ADMINISTRATORS),
            Place(page="import", roles=_ADMINISTRATORS),
            Place(page="audit", roles=_ADMINISTRATORS),
        ),
    ),
)  # fmt: skip


def places(role: Role) -> list[Place | Group]:
    """What this role is shown; a group with one place left is that place."""
    shown: list[Place | Group] = []
    for entry in PLACES:
        if isinstance(entry, Place):
            if role in entry.roles:
                shown.append(entry)
            continue
        inside = tuple(place for place in entry.places if role in place.roles)
        if len(inside) == 1:
            shown.append(inside[0])
        elif inside:
            shown.append(Group(name=entry.name, places=inside))
    return shown
