"""Cases filed on some days of the business, as an address asks for them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo

from bot.errors import InvalidInput


def to_day(text: str) -> date | None:
    """A day as the address has it; what is none counts as not set."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 1990 <= day.year <= 2200 else None


def filed_within(first: date | None, last: date | None, zone: tzinfo) -> tuple[datetime | None, datetime | None]:
    """From which moment, and before which, cases were filed on these days, both included. Raises InvalidInput."""
    if first and last and last < first:
        raise InvalidInput("to: the last day lies before the first.")
    for name, day in (("from", first), ("to", last)):
        if day and not 1990 <= day.year <= 2200:
            raise InvalidInput("{name}: the year must lie between 1990 and 2200.", name=name)
    return (
        datetime.combine(first, time(), zone) if first else None,
        datetime.combine(last + timedelta(days=1), time(), zone) if last else None,
    )
