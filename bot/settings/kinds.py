"""The kinds of value that settings are made of: durations, sizes, opening hours, texts in several languages."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, RootModel, model_validator
from pydantic_core import PydanticCustomError

from bot.messages import LANGUAGES

Language = Literal["zh-Hans", "zh-Hant", "en"]

#: Which language stands in where a text is not given in the one asked for.
STAND_INS: Final[Mapping[str, tuple[str, ...]]] = {
    "zh-Hans": ("zh-Hant", "en"),
    "zh-Hant": ("zh-Hans", "en"),
    "en": ("zh-Hans", "zh-Hant"),
}

_UNITS: Final = {
    "ms": timedelta(milliseconds=1),
    "s": timedelta(seconds=1),
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
}
_DURATION: Final = re.compile(r"(?:\d+(?:\.\d+)?\s*(?:ms|s|m|h|d|w)\s*)+", re.ASCII)
_DURATION_PART: Final = re.compile(r"(\d+(?:\.\d+)?)\s*(ms|s|m|h|d|w)", re.ASCII)
_SIZE: Final = re.compile(r"(\d+(?:\.\d+)?)\s*([KMG]?)B?", re.ASCII | re.IGNORECASE)
_SPAN: Final = re.compile(r"(\d{1,2}):(\d{2})\s*[-–—~～]\s*(\d{1,2}):(\d{2})", re.ASCII)
_CLOCK: Final = re.compile(r"(\d{1,2}):(\d{2})", re.ASCII)
_NAME: Final = re.compile(r"[a-z][a-z0-9_-]{0,39}", re.ASCII)
_HOST: Final = re.compile(r"(?=.{1,253}$)(?!-)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*\.?", re.ASCII | re.IGNORECASE)
_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}", re.ASCII)
_LONGEST: Final = timedelta(days=3660)


def wrong(right: str) -> PydanticCustomError:
    """A fault of one value; `right` says what it must be, as an end to "it must be …"."""
    return PydanticCustomError("huiyin", "{right}", {"right": right})


class Section(BaseModel):
    """A frozen part of the settings that accepts no unknown key."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, validate_default=True)


def _to_duration(value: Any) -> Any:
    if isinstance(value, timedelta):
        return value
    right = wrong("a duration such as 30s, 10m, 2h, 3d, 500ms or 1h30m (a bare number is seconds)")
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise right
    text = str(value).strip().lower()
    try:
        if _DURATION.fullmatch(text):
            whole = sum((float(n) * _UNITS[unit] for n, unit in _DURATION_PART.findall(text)), timedelta())
        elif re.fullmatch(r"\d+(?:\.\d+)?", text, re.ASCII):
            whole = timedelta(seconds=float(text))
        else:
            raise right
    except OverflowError:
        whole = _LONGEST * 2
    if whole > _LONGEST:
        raise wrong("a duration of at most ten years")
    return whole


def _not_zero(value: timedelta) -> timedelta:
    if not value:
        raise wrong("a duration longer than zero, such as 30s or 10m")
    return value


def _to_bytes(value: Any) -> Any:
    match = None if isinstance(value, bool) else _SIZE.fullmatch(str(value).strip())
    if not match:
        raise wrong("a size such as 500KB, 20MB or 1GB (a bare number is bytes)")
    size = float(match[1]) * 1024 ** ("", "k", "m", "g").index(match[2].lower())
    if not 1 <= size <= 1024**4:
        raise wrong("a size from 1 byte to 1024GB")
    return int(size)


def _to_date(value: Any) -> Any:
    if isinstance(value, date):
        return value
    try:
        # Nothing but this form: pydantic alone takes 20261001 for a moment in 1970.
        return datetime.strptime(value, "%Y-%m-%d").date()  # noqa: DTZ007  # a day, not a moment
    except (TypeError, ValueError):
        raise wrong("a date such as 2026-10-01") from None


def _to_time(value: Any) -> Any:
    if isinstance(value, time):
        return value
    match = _CLOCK.fullmatch(value.strip()) if isinstance(value, str) else None
    if not match or int(match[1]) > 23 or int(match[2]) > 59:
        raise wrong("a time of day such as 09:00 (24-hour clock)")
    return time(int(match[1]), int(match[2]))


#: A time of day, from "09:00".
Time = Annotated[time, BeforeValidator(_to_time)]
#: "500ms", "30s", "10m", "2h", "3d", "1w", "1h30m", or plain seconds. May be zero.
Duration = Annotated[timedelta, BeforeValidator(_to_duration)]
#: A duration that is longer than zero.
PositiveDuration = Annotated[timedelta, BeforeValidator(_to_duration), AfterValidator(_not_zero)]
#: A calendar day, from "2026-10-01".
Date = Annotated[date, BeforeValidator(_to_date)]
#: Bytes, from "500KB", "20MB", "1GB" (1 KB = 1024 bytes).
Size = Annotated[int, BeforeValidator(_to_bytes)]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Hours:
    """One stretch of opening hours, in minutes after midnight; `closes` is at most 1440 and after `opens`."""

    opens: int
    closes: int

    def __str__(self) -> str:
        return f"{self.opens // 60:02}:{self.opens % 60:02}-{self.closes // 60:02}:{self.closes % 60:02}"


def _to_hours(value: Any) -> Any:
    if isinstance(value, Hours):
        return value
    match = _SPAN.fullmatch(value.strip()) if isinstance(value, str) else None
    if not match:
        raise wrong("opening hours such as 09:00-18:00 (24-hour clock)")
    hour, minute, hour_to, minute_to = map(int, match.groups())
    opens, closes = hour * 60 + minute, hour_to * 60 + minute_to
    if minute > 59 or minute_to > 59 or opens >= 1440 or closes > 1440:
        raise wrong("times that a clock shows, from 00:00 to 24:00")
    if opens >= closes:
        raise wrong("hours that open before they close (past midnight: 22:00-24:00 here and 00:00-02:00 the next day)")
    return Hours(opens=opens, closes=closes)


def _to_day(value: Any) -> Any:
    if isinstance(value, str):
        return [value]
    return [] if value is None else value


def _in_order(value: tuple[Hours, ...]) -> tuple[Hours, ...]:
    ordered = tuple(sorted(value))
    for earlier, later in pairwise(ordered):
        if later.opens < earlier.closes:
            raise wrong(f"hours that do not overlap ({earlier} and {later} do)")
    return ordered


#: The hours of one weekday, in order: a list of "09:00-18:00", or one of them; empty on closed days.
Day = Annotated[
    tuple[Annotated[Hours, BeforeValidator(_to_hours)], ...], BeforeValidator(_to_day), AfterValidator(_in_order)
]


class LocalText(RootModel[dict[Language, str]]):
    """A text in one or more languages; a plain string is the same in all of them."""

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _of_one_string(cls, value: Any) -> Any:
        if isinstance(value, str):
            return dict.fromkeys(LANGUAGES, value)
        return value

    @model_validator(mode="after")
    def _not_empty(self) -> LocalText:
        if not any(text.strip() for text in self.root.values()):
            raise wrong("a text, or one text a language: {zh-Hans: …, zh-Hant: …, en: …}")
        return self

    def of(self, language: str) -> str:
        """The text in that language, or in the nearest one that has it."""
        for candidate in (language, *STAND_INS.get(language, LANGUAGES)):
            text = self.root.get(candidate)  # type: ignore[call-overload]  # any string may be asked for
            if text:
                return str(text)
        return next(text for text in self.root.values() if text)


class LocalTexts(RootModel[dict[Language, tuple[str, ...]]]):
    """Several texts in each of one or more languages."""

    model_config = ConfigDict(frozen=True)

    def of(self, language: str) -> tuple[str, ...]:
        """The texts in exactly that language."""
        return next((texts for key, texts in self.root.items() if key == language), ())


def _none_if_blank(value: Any) -> Any:
    return None if isinstance(value, str) and not value.strip() else value


#: Makes an empty text the same as none, so that `${NAME:-}` leaves an optional setting out.
Blank = BeforeValidator(_none_if_blank)


def _url(value: str) -> str:
    try:
        parts = urlsplit(value)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        good = False
    if not good or any(ch.isspace() for ch in value):
        raise wrong("a web address such as https://example.com/path")
    return value.rstrip("/")


def _origin(value: str) -> str:
    plain = _url(value)
    parts = urlsplit(plain)
    if parts.path or parts.query or parts.fragment or "@" in parts.netloc:
        raise wrong("a web address without a path, such as https://www.example.com")
    return plain.lower()


def _origin_or_any(value: str) -> str:
    return value if value == "*" else _origin(value)


def _network(value: str) -> str:
    try:
        return str(ipaddress.ip_network(value, strict=False))
    except ValueError:
        raise wrong("an IP address or network such as 10.0.0.1 or 10.0.0.0/8") from None


def _receiver(value: str) -> str:
    try:
        return _network(value)
    except PydanticCustomError:
        if _HOST.fullmatch(value):
            return value.lower().rstrip(".")
        raise wrong("a host name, an IP address or a network, such as gateway.internal or 10.0.0.0/8") from None


def _name(value: str) -> str:
    if not _NAME.fullmatch(value):
        raise wrong("a short name of a-z, 0-9, _ and -, beginning with a letter (at most 40 characters)")
    return value


def _colour(value: str) -> str:
    if not _COLOUR.fullmatch(value):
        raise wrong('a colour such as "#0b6e4f" (with quotes: # begins a comment in YAML)')
    return value.lower()


Url = Annotated[str, AfterValidator(_url)]
Origin = Annotated[str, AfterValidator(_origin)]
OriginOrAny = Annotated[str, AfterValidator(_origin_or_any)]
Network = Annotated[str, AfterValidator(_network)]
Receiver = Annotated[str, AfterValidator(_receiver)]
Name = Annotated[str, AfterValidator(_name)]
Colour = Annotated[str, AfterValidator(_colour)]
