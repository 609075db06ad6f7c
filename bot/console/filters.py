"""What the templates can call: texts in the reader's language, times in the business's zone, names of things."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from bot.cases.case import LIVE
from bot.cases.number import normalise
from bot.console import deeds
from bot.console.faults import Name, Say, told
from bot.errors import HuiyinError
from bot.links import concealed
from bot.messages import LANGUAGES

HERE: Final = Path(__file__).parent

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

#: Key → language → text.
Texts = Mapping[str, Mapping[str, str]]

#: Less than this left counts as soon.
SOON: Final = timedelta(hours=8)

#: An address in running text; where it ends is guessed as people write.
ADDRESS: Final = re.compile(r"https?://[^\s<>\"'`，。；：！？、（）《》【】「」『』“”‘’]+", re.IGNORECASE)
#: Filled by format(), which escapes.
LINK: Final = Markup('<a href="{0}" target="_blank" rel="noopener noreferrer nofollow">{0}</a>')
MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@cache
def read_texts(folder: Path = HERE / "texts") -> Texts:
    """The texts of all pages, from all files; raises ValueError where a key lacks a language or stands twice."""
    texts: dict[str, dict[str, str]] = {}
    for path in sorted(folder.glob("*.yaml")):
        found: dict[str, dict[str, str]] = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506  # a safe loader either way
        gaps = [f"{key}: {tag}" for key, words in found.items() for tag in LANGUAGES if not words.get(tag)]
        if gaps:
            raise ValueError(f"{path.name} lacks texts: {', '.join(gaps)}")
        twice = sorted(texts.keys() & found.keys())
        if twice:
            raise ValueError(f"{path.name} says again what another file says: {', '.join(twice)}")
        texts |= found
    return texts


@cache
def environment() -> Environment:
    """The templates, ready to render. Every render needs `lang`, `zone` (ZoneInfo) and `now` (aware)."""
    texts = read_texts()
    env = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

    @pass_context
    def t(context: Context, key: str, /, **values: object) -> str:
        return _say(texts, context["lang"], key, values)

    @pass_context
    def named(context: Context, value: object, group: str) -> str:
        own = context.get("names") or {}
        name = str(value)
        if name in own.get(group, {}):
            return str(own[group][name])
        words = texts.get(f"{group}.{name}")
        return words[context["lang"]] if words else name

    @pass_context
    def timeleft(context: Context, due: datetime) -> str:
        span = due - context["now"]
        side = "left" if span >= timedelta(0) else "over"
        unit, n = _largest(abs(span))
        return _say(texts, context["lang"], f"time.{side}.{unit}", {"n": n})

    @pass_context
    def ago(context: Context, at: datetime) -> str:
        span = context["now"] - at
        if span < timedelta(minutes=1):
            return _say(texts, context["lang"], "time.ago.now", {})
        if span > timedelta(days=30):
            return localtime(context, at)
        unit, n = _largest(span)
        return _say(texts, context["lang"], f"time.ago.{unit}", {"n": n})

    @pass_context
    def localtime(context: Context, at: datetime) -> str:
        return _written(texts, context, at, "time.minute")

    @pass_context
    def localday(context: Context, at: datetime) -> str:
        return _written(texts, context, at, "time.day")

    @pass_context
    def localclock(context: Context, at: datetime) -> str:
        return f"{at.astimezone(context['zone']):%H:%M}"

    @pass_context
    def actor(context: Context, who: str) -> str:
        kind, _, number = who.partition(":")
        if kind == "staff" and number.isdecimal():
            people: Mapping[int, str] = context.get("people") or {}
            return people.get(int(number), _say(texts, context["lang"], "author.staff", {}))
        words = texts.get(f"author.{kind}")
        return words[context["lang"]] if words else who

    @pass_context
    def urgency(context: Context, due: datetime) -> str:
        left: timedelta = due - context["now"]
        return "over" if left < timedelta(0) else "soon" if left < SOON else "calm"

    @pass_context
    def spoken(context: Context, value: object) -> str:
        """A value of a case's answers, for people."""
        if isinstance(value, datetime):
            return localtime(context, value)
        if isinstance(value, str):
            return value
        if isinstance(value, Mapping):
            return str(value.get("name") or value.get("label") or ", ".join(f"{k}: {v}" for k, v in value.items()))
        if isinstance(value, Sequence):
            return ", ".join(spoken(context, item) for item in value)
        return "" if value is None else str(value)

    def words_of(context: Context) -> tuple[Say, Name]:
        return (
            lambda key, values: _say(texts, context["lang"], key, values),
            lambda value, group: named(context, value, group),
        )

    @pass_context
    def faults(context: Context, error: HuiyinError | str) -> list[tuple[str, str]]:
        """What went wrong, for the reader: (text, detail) of each part."""
        return told(error, context["lang"], *words_of(context))

    @pass_context
    def deed_target(context: Context, line: Mapping[str, Any]) -> tuple[str, str]:
        """What a line of the audit log is about, and where it is shown."""
        return deeds.target(line["action"], line["target"], *words_of(context))

    @pass_context
    def deed_detail(context: Context, line: Mapping[str, Any]) -> str:
        """The note of a line of the audit log."""
        return deeds.detail(line["action"], line["detail"], *words_of(context))

    @pass_context
    def discreet(context: Context, text: str) -> str:
        """A customer's text as staff may see it: a signed link is named, not shown."""
        return concealed(text, lambda kind: _say(texts, context["lang"], f"link.{kind}", {}))

    env.globals["t"] = t
    env.globals["languages"] = LANGUAGES
    env.filters.update(
        named=named,
        faults=faults,
        deed_target=deed_target,
        deed_detail=deed_detail,
        timeleft=timeleft,
        ago=ago,
        localtime=localtime,
        localday=localday,
        localclock=localclock,
        actor=actor,
        urgency=urgency,
        spoken=spoken,
        filesize=filesize,
        linked=linked,
        discreet=discreet,
        query=query,
        money=money,
        initial=initial,
        moment=datetime.fromisoformat,
        files_of=files_of,
    )
    env.tests["live"] = lambda status: status in LIVE
    env.tests["number_of_case"] = lambda text: normalise(str(text)) is not None
    env.tests["day"] = _is_day
    env.tests["text"] = lambda key: key in texts
    env.tests["picture"] = lambda kind: kind in PICTURES
    return env


#: Kinds that a browser draws and that can't carry a script.
PICTURES: Final = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})


def _say(texts: Texts, language: str, key: str, values: Mapping[str, object]) -> str:
    return texts[key][language].format(**values) if values else texts[key][language]


def _largest(span: timedelta) -> tuple[str, int]:
    minutes = int(span.total_seconds() // 60)
    if minutes < 60:
        return "minutes", max(1, minutes)
    if minutes < 48 * 60:
        return "hours", minutes // 60
    return "days", minutes // (24 * 60)


def _written(texts: Texts, context: Context, at: datetime, key: str) -> str:
    local = at.astimezone(context["zone"])
    if local.year != context["now"].astimezone(context["zone"]).year:
        key += ".year"
    weekday = texts["time.weekdays"][context["lang"]].split()[local.weekday()]
    # Not strftime for names: it would follow the server's locale, not the reader.
    shape = texts[key][context["lang"]].replace("%b", MONTHS[local.month - 1]).replace("%a", weekday)
    shape = shape.replace("{weekday}", weekday).replace("%m", str(local.month)).replace("%d", str(local.day))
    return shape.replace("%Y", f"{local.year:04d}").replace("%H:%M", f"{local:%H:%M}")


def _is_day(text: str) -> bool:
    """Whether a date field of a browser holds it."""
    return re.fullmatch(r"\d{4}-\d\d-\d\d", text) is not None


def filesize(size: int) -> str:
    """12 KB, 3.4 MB."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} KB"
    return f"{size / 1_000_000:.1f} MB"


def money(sum: Decimal | int) -> str:
    """1,299 or 1,299.50."""
    return f"{sum:,.2f}".removesuffix(".00")


def linked(text: str) -> Markup:
    """Text with its web addresses as links; everything is escaped."""
    parts: list[Markup] = []
    done = 0
    for found in ADDRESS.finditer(text):
        address = _trimmed(found.group())
        if len(address) < len("http://a.b"):
            continue
        parts.append(escape(text[done : found.start()]))
        parts.append(LINK.format(address))
        done = found.start() + len(address)
    parts.append(escape(text[done:]))
    return Markup("").join(parts)


def _trimmed(address: str) -> str:
    address = address.rstrip(".,;:!?*_~")
    for opening, closing in ("()", "[]", "{}"):
        while address.endswith(closing) and address.count(closing) > address.count(opening):
            address = address[:-1].rstrip(".,;:!?")
    return address


def query(url: str, **values: object) -> str:
    """The address with these query parameters set; None takes one out."""
    parts = urlsplit(url)
    kept = [(key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if key not in values]
    kept += [(key, str(value)) for key, value in values.items() if value is not None]
    return urlunsplit(("", "", parts.path, urlencode(kept), ""))


def initial(name: str) -> str:
    """The sign that stands for a name in an avatar."""
    return name.strip()[:1].upper() or "·"


def files_of(value: object) -> list[Mapping[str, Any]]:
    """The files in a value of a case's answers: mappings with "hash" and "name", alone or in a list."""
    items = [value] if isinstance(value, Mapping) else value
    if not isinstance(items, list | tuple):
        return []
    return [item for item in items if isinstance(item, Mapping) and "hash" in item]
