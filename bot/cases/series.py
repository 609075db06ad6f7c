"""What complaints are counted by: category, product, channel and place, each alone and in the useful pairs."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Final

#: Dimensions, in the order in which a series names them.
DIMENSIONS: Final = ("category", "product", "channel", "place")

#: Pairs that are counted besides each dimension alone and all complaints together. A fault lies with a thing (product),
#: a trade (category) or a house (place); how complaints about it reach us tells of our own front, so the channel is
#: paired with the category alone (a form that fails, a mailbox that is flooded with one matter).
PAIRS: Final = (("category", "product"), ("category", "channel"), ("category", "place"), ("product", "place"))

#: Longer than any product's or place's name; what is longer is a story.
_LONGEST: Final = 60
_BETWEEN: Final = "\x1f"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """What one complaint is counted by; None: not told."""

    category: str
    channel: str
    product: str | None = None
    place: str | None = None

    def value(self, dimension: str) -> str | None:
        """Of one dimension."""
        found: str | None = getattr(self, dimension)
        return found


@dataclass(frozen=True, slots=True, order=True)
class Series:
    """One stream of complaints: (dimension, value) pairs in the order of DIMENSIONS; none: all complaints."""

    values: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> str:
        """One line that is unique to it."""
        return _BETWEEN.join(f"{dimension}={value}" for dimension, value in self.values)

    @classmethod
    def of_key(cls, key: str) -> Series:
        """Back from its key."""
        parts = (part.partition("=") for part in key.split(_BETWEEN) if part)
        return cls(tuple((dimension, value) for dimension, _, value in parts))

    def value(self, dimension: str) -> str | None:
        """The value of this dimension; None where the series does not tell."""
        return dict(self.values).get(dimension)

    def apart(self, other: Series) -> bool:
        """Whether no complaint can be in both."""
        theirs = dict(other.values)
        return any(theirs.get(dimension, value) != value for dimension, value in self.values)

    def both(self, other: Series) -> Series | None:
        """The series of the complaints that are in both, where such a one is counted."""
        joined = dict(self.values) | dict(other.values)
        wanted = tuple((dimension, joined[dimension]) for dimension in DIMENSIONS if dimension in joined)
        names = tuple(dimension for dimension, _ in wanted)
        return Series(wanted) if len(names) < 2 or names in PAIRS else None


EVERYTHING: Final = Series()


def series_of(facets: Facets) -> list[Series]:
    """Every series that this complaint counts in, in the order of their keys: rows are locked in one order."""
    known = {name: value for name in DIMENSIONS if (value := facets.value(name))}
    found = [EVERYTHING, *(Series(((name, value),)) for name, value in known.items())]
    found += [
        Series(tuple((name, known[name]) for name in pair)) for pair in PAIRS if all(name in known for name in pair)
    ]
    return sorted(found, key=lambda series: series.key)


def plain(text: object) -> str | None:
    """A product's or place's name as it is compared: letters and digits alone; None where it is no name."""
    if not isinstance(text, str):
        return None
    folded = unicodedata.normalize("NFKC", text).casefold()
    kept = "".join(char for char in folded if unicodedata.category(char)[0] in "LNM")
    return kept if 0 < len(kept) <= _LONGEST else None
