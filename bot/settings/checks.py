"""What settings must hold together, beyond each single value."""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.holidays import country_problem
from bot.settings.faults import nearest
from bot.settings.model import Settings
from bot.settings.shape import Path

#: What the answer to a frequent question may hold.
FAQ_PLACEHOLDERS: Final = frozenset({"business", "days", "hours"})

#: Channels of the product's own; no other system may be called so.
RESERVED_CHANNELS: Final = frozenset({"web", "terminal", "cli", "telegram", "wechat", "mail", "email", "api", "bot"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """A key whose value does not go with another one's. `other` is that one's path."""

    path: Path
    text: str
    other: Path = ()


def contradictions(settings: Settings) -> Iterator[Contradiction]:
    """Everything in `settings` that can't work together or on this machine."""
    yield from _business(settings)
    yield from _places(settings)
    yield from _storage(settings)
    yield from _routing(settings)
    yield from _durations(settings)
    yield from _faq(settings)
    yield from _channels(settings)


def _business(settings: Settings) -> Iterator[Contradiction]:
    business = settings.business
    try:
        ZoneInfo(business.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield Contradiction(
            path=("business", "timezone"),
            text=f'this machine knows no time zone "{business.timezone}". It must be a name such as Asia/Shanghai, '
            "Asia/Hong_Kong or Europe/London (on a machine without any, install the package tzdata).",
        )
    if business.country is not None and (problem := country_problem(business.country)):
        yield Contradiction(path=("business", "country"), text=f"{problem}, or leave it empty for no holidays.")
    if not any(business.hours.week):
        yield Contradiction(
            path=("business", "hours"), text="every day is closed, so no deadline could ever be met. Open one day."
        )
    for position, day in enumerate(business.holidays.working):
        if day in business.holidays.extra:
            yield Contradiction(
                path=("business", "holidays", "working", position),
                text=f"{day} is listed as closed too (business.holidays.extra). Remove it from one of the two.",
                other=("business", "holidays", "extra"),
            )


def _places(settings: Settings) -> Iterator[Contradiction]:
    folders: tuple[tuple[Path, FilePath | None], ...] = (
        (("dialogue", "texts"), settings.dialogue.texts),
        (("nlu", "data"), settings.nlu.data),
    )
    for path, folder in folders:
        if folder is not None and not folder.is_dir():
            yield Contradiction(path=path, text=f"there is no folder {folder}. Create it, or leave this key empty.")


def _storage(settings: Settings) -> Iterator[Contradiction]:
    try:
        parts = urlsplit(settings.storage.url)
        scheme, path, host = parts.scheme, parts.path, parts.netloc
    except ValueError:
        scheme = path = host = ""
    sqlite = scheme == "sqlite" and not host and len(path) > 1 and ":memory:" not in path
    # PostgreSQL may be reached over a socket: postgresql:///name
    postgresql = scheme in ("postgresql", "postgresql+psycopg", "postgres") and bool(host or path.strip("/"))
    if not (sqlite or postgresql):
        yield Contradiction(
            path=("storage", "url"),
            text="must be sqlite:///folder/file.db (four slashes for a path from the root) or "
            "postgresql://user:password@host:5432/name; what was found is not shown because it may be secret.",
        )
    if settings.storage.max_file > settings.server.max_request:
        yield Contradiction(
            path=("storage", "max_file"),
            text="must not be more than server.max_request, or no such file could ever arrive.",
            other=("server", "max_request"),
        )


def _routing(settings: Settings) -> Iterator[Contradiction]:
    departments = [department.id for department in settings.departments]
    yield from _unique("departments", departments)
    yield from _unique("categories", [category.id for category in settings.categories])
    if not departments:
        yield Contradiction(path=("departments",), text="must name at least one department.")
    if not settings.categories:
        yield Contradiction(path=("categories",), text="must name at least one category.")
    for position, category in enumerate(settings.categories):
        if departments and category.department not in departments:
            guess = nearest(category.department, departments)
            yield Contradiction(
                path=("categories", position, "department"),
                text=f'category "{category.id}" goes to "{category.department}", which is not one of departments '
                f"({', '.join(departments)})." + (f' Did you mean "{guess}"?' if guess else ""),
                other=("departments",),
            )
        repeated = {detail for detail in category.details if category.details.count(detail) > 1}
        if repeated:
            yield Contradiction(
                path=("categories", position, "details"),
                text=f"each detail may stand once; {', '.join(sorted(repeated))} stands twice or more.",
            )


def _unique(section: str, ids: list[str]) -> Iterator[Contradiction]:
    for position, name in enumerate(ids):
        if name in ids[:position]:
            yield Contradiction(
                path=(section, position), text=f'"{name}" is used twice in {section}; every id must be its own.'
            )


def _durations(settings: Settings) -> Iterator[Contradiction]:
    surveys, delivery, engine, dialogue = settings.surveys, settings.delivery, settings.engine, settings.dialogue
    ordered = (
        (("surveys", "reminder_after"), surveys.reminder_after, ("surveys", "expires_after"), surveys.expires_after),
        (("delivery", "first_retry"), delivery.first_retry, ("delivery", "longest_retry"), delivery.longest_retry),
        (("engine", "understand_timeout"), engine.understand_timeout, ("engine", "lease"), engine.lease),
        (
            ("dialogue", "nudge_after"),
            dialogue.nudge_after,
            ("dialogue", "file_unfinished_after"),
            dialogue.file_unfinished_after,
        ),
    )
    for path, shorter, other, longer in ordered:
        if shorter >= longer and not (path[0] == "delivery" and shorter == longer):
            yield Contradiction(path=path, text=f"must be shorter than {'.'.join(other)}.", other=other)


def _faq(settings: Settings) -> Iterator[Contradiction]:
    yield from _unique("faq", [question.id for question in settings.faq])
    for position, question in enumerate(settings.faq):
        if not any(question.examples.root.values()):
            yield Contradiction(
                path=("faq", position, "examples"), text="must hold at least one way in which customers ask this."
            )
        for language, answer in question.answer.root.items():
            if problem := _placeholders(answer):
                yield Contradiction(path=("faq", position, "answer", language), text=problem)


def _placeholders(answer: str) -> str | None:
    known = ", ".join(f"{{{name}}}" for name in sorted(FAQ_PLACEHOLDERS))
    try:
        names = {name for _, name, _, _ in string.Formatter().parse(answer) if name is not None}
    except ValueError:
        return "has a single { or }; write {{ or }} for the sign itself."
    if strange := sorted(names - FAQ_PLACEHOLDERS):
        return f"may hold only {known}, not {{{strange[0]}}}. Write {{{{ and }}}} for the signs themselves."
    return None


def _channels(settings: Settings) -> Iterator[Contradiction]:
    channels = settings.channels.api
    names = [channel.name for channel in channels]
    tokens = [channel.token.get_secret_value() for channel in channels]
    for position, name in enumerate(names):
        if name in RESERVED_CHANNELS:
            yield Contradiction(
                path=("channels", "api", position, "name"), text=f'"{name}" is a name of our own; choose another one.'
            )
        if name in names[:position]:
            yield Contradiction(
                path=("channels", "api", position, "name"), text=f'"{name}" is used twice; every name must be its own.'
            )
        if tokens[position] in tokens[:position]:
            yield Contradiction(
                path=("channels", "api", position, "token"),
                text="is the token of another channel too; every channel needs its own.",
            )


def touches(one: Path, paths: Iterable[Path]) -> bool:
    """Whether `one` is, holds or lies within one of `paths`."""
    return any(one[: len(path)] == path or path[: len(one)] == one for path in paths)
