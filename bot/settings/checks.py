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
from bot.settings import solution
from bot.settings.faults import nearest
from bot.settings.kinds import Section
from bot.settings.model import WEEKDAYS, Settings
from bot.settings.routing import findings
from bot.settings.shape import Path

#: What the answer to a frequent question may hold.
FAQ_PLACEHOLDERS: Final = frozenset({"business", "days", "hours"})

#: Channels of the product's own; no other system may be called so.
RESERVED_CHANNELS: Final = frozenset(
    {"web", "terminal", "cli", "telegram", "wechat", "wechat_kf", "wecom", "mail", "email", "api", "bot", "spoken"}
)


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
    yield from _rules(settings)
    yield from _durations(settings)
    yield from _faq(settings)
    yield from _channels(settings)
    yield from _wechat(settings)
    yield from solution.contradictions(settings)
    yield from _oidc(settings)


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
    mail = settings.channels.mail
    files: list[tuple[Path, FilePath | None]] = [(("channels", "mail", "brand", "logo"), mail.brand.logo)]
    for position, box in enumerate(mail.mailboxes):
        at: Path = ("channels", "mail", "mailboxes", position)
        files.append(((*at, "dkim", "key_file"), box.dkim.key_file if box.dkim else None))
        files.append(((*at, "imap", "ca_file"), box.imap.ca_file))
        files.append(((*at, "smtp", "ca_file"), box.smtp.ca_file))
    for path, file in files:
        if file is not None and not file.is_file():
            yield Contradiction(path=path, text=f"there is no file {file}. Put it there, or leave this key empty.")
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
        _ = parts.port  # raises where it is none
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


def _rules(settings: Settings) -> Iterator[Contradiction]:
    """Routing rules, deadlines and hours that name what is not there or can never matter."""
    departments = [department.id for department in settings.departments]
    categories = [category.id for category in settings.categories]
    for at, text in findings(settings.routing, departments, categories):
        yield Contradiction(path=("routing", *at), text=text)
    for position, term in enumerate(settings.deadlines.terms):
        path: Path = ("deadlines", "terms", position)
        if not term.to_term().allowances:
            yield Contradiction(path=path, text="sets no deadline: give it acknowledge, answer or solution.")
        for key, given, known in (
            ("category", term.category, categories),
            ("department", term.department, departments),
        ):
            for number, one in enumerate(given):
                if one not in known:
                    yield Contradiction(path=(*path, key, number), text=f'"{one}" is not one of {", ".join(known)}.')
    for position, department in enumerate(settings.departments):
        own = {**dict(zip(WEEKDAYS, settings.business.hours.week, strict=True)), **department.hours}
        if not any(own.values()):
            yield Contradiction(
                path=("departments", position, "hours"),
                text="every day is closed, so no deadline could ever be met. Open one.",
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
        (("nlu", "rasa", "timeout"), settings.nlu.rasa.timeout, ("engine", "lease"), engine.lease),
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
    boxes = settings.channels.mail.mailboxes
    for key, held in (("name", [box.name for box in boxes]), ("address", [box.address.lower() for box in boxes])):
        for position, value in enumerate(held):
            if value in held[:position]:
                yield Contradiction(
                    path=("channels", "mail", "mailboxes", position, key),
                    text=f'"{value}" is used twice; every mailbox must have its own.',
                )
    telegram = settings.channels.telegram
    if telegram.token and telegram.receive == "webhook" and not settings.server.address.startswith("https:"):
        yield Contradiction(
            path=("channels", "telegram", "receive"),
            text="Telegram calls only addresses with https. Set server.public_url, or leave this at auto.",
            other=("server", "public_url"),
        )
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


def _wechat(settings: Settings) -> Iterator[Contradiction]:
    """What is switched on by its first key needs the others."""
    channels, wecom = settings.channels, settings.notices.wecom
    wholes: tuple[tuple[Path, Section, tuple[str, ...]], ...] = (
        (("channels", "wechat"), channels.wechat, ("app_id", "app_secret", "token")),
        (("channels", "wechat_kf"), channels.wechat_kf, ("corp_id", "secret", "token", "encoding_aes_key")),
        (("notices", "wecom"), wecom, ("corp_id", "agent_id", "secret")),
    )
    for path, section, keys in wholes:
        given = [key for key in keys if getattr(section, key) is not None]
        if given:
            for key in keys:
                if key not in given:
                    yield Contradiction(
                        path=(*path, key), text=f"is needed too, because {'.'.join(map(str, path))}.{given[0]} is set."
                    )
        old = getattr(section, "previous_encoding_aes_key", None)
        if old is not None and getattr(section, "encoding_aes_key", None) is None:
            yield Contradiction(
                path=(*path, "previous_encoding_aes_key"), text="is of no use without encoding_aes_key."
            )
    for name in ("template", "subscription"):
        template = getattr(channels.wechat, name)
        if template.id is not None and not template.fields:
            yield Contradiction(
                path=("channels", "wechat", name, "fields"),
                text='must hold the template\'s fields: {character_string1: "{number}", thing2: "{news}"}.',
            )
    if wecom.corp_id and not (wecom.users or wecom.parties or wecom.tags):
        yield Contradiction(
            path=("notices", "wecom", "users"), text='must name somebody (or parties or tags): ["@all"] is everybody.'
        )
    names = ["wecom"]
    for position, robot in enumerate(settings.notices.robots):
        if robot.name in names:
            yield Contradiction(
                path=("notices", "robots", position, "name"), text=f'"{robot.name}" is used twice; choose another one.'
            )
        names.append(robot.name)
    if settings.notices.mail and not channels.mail.mailboxes:
        yield Contradiction(
            path=("notices", "mail"), text="needs a mailbox to send from: set channels.mail.mailboxes, or remove it."
        )
    hooks = [hook.name for hook in settings.webhooks]
    for position, name in enumerate(hooks):
        if name in hooks[:position]:
            yield Contradiction(
                path=("webhooks", position, "name"), text=f'"{name}" is used twice; choose another one.'
            )


def _oidc(settings: Settings) -> Iterator[Contradiction]:
    oidc = settings.security.oidc
    if (oidc.issuer is None) != (oidc.client_id is None):
        given, missing = ("issuer", "client_id") if oidc.issuer else ("client_id", "issuer")
        yield Contradiction(
            path=("security", "oidc", missing), text=f"is needed too, because security.oidc.{given} is set."
        )
    if oidc.issuer is not None:
        place = urlsplit(oidc.issuer)
        if place.scheme != "https" and place.hostname not in ("localhost", "127.0.0.1", "::1"):
            yield Contradiction(
                path=("security", "oidc", "issuer"), text="must begin with https: who may log in is decided there."
            )
        if place.query or place.fragment:
            yield Contradiction(path=("security", "oidc", "issuer"), text="can't have a ? or #; copy it from there.")
    if "openid" not in oidc.scopes:
        yield Contradiction(path=("security", "oidc", "scopes"), text='must hold "openid".')
    if oidc.create and oidc.role == "department" and oidc.department is None:
        yield Contradiction(
            path=("security", "oidc", "department"),
            text='is needed too, because security.oidc.role is "department".',
            other=("security", "oidc", "role"),
        )
    if oidc.department is not None and settings.department(oidc.department) is None:
        known = ", ".join(item.id for item in settings.departments)
        yield Contradiction(path=("security", "oidc", "department"), text=f"must be one of {known}.")


def touches(one: Path, paths: Iterable[Path]) -> bool:
    """Whether `one` is, holds or lies within one of `paths`."""
    return any(one[: len(path)] == path or path[: len(one)] == one for path in paths)
