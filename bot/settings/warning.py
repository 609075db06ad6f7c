"""Settings of the early warning (投诉预警): rises of complaints, and words that staff hear of at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Final

from pydantic import Field, StringConstraints

from bot.settings.kinds import Language, Name, Section

Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=60)]


class Watchwords(Section):
    """Words of one kind, by language; a Chinese word is found in either script."""

    name: Name
    words: Mapping[Language, tuple[Word, ...]]

    @property
    def all(self) -> tuple[str, ...]:
        """In every language."""
        return tuple(word for words in self.words.values() for word in words)


WATCHWORDS: Final = (
    Watchwords(
        name="safety",
        words={
            "zh-Hans": ("起火", "着火", "爆炸", "中毒", "触电", "漏电", "漏气", "窒息", "过敏性休克", "食物中毒"),
            "en": (
                "fire",
                "explosion",
                "exploded",
                "poisoning",
                "poisoned",
                "electrocuted",
                "gas leak",
                "burst into flames",
            ),
        },
    ),
    Watchwords(name="recall", words={"zh-Hans": ("召回", "批次问题"), "en": ("recall",)}),
)


class EarlyWarning(Section):
    """When complaints of a kind count as a rise."""

    enabled: bool = True
    #: A month, over up to a hundred series or over all of them if they are more.
    false_alarms: Annotated[float, Field(ge=0.01, le=100)] = 1.0
    minimum: Annotated[int, Field(ge=2, le=1_000)] = 5
    rise: Annotated[float, Field(ge=1.1, le=10)] = 1.5
    watchwords: tuple[Watchwords, ...] = WATCHWORDS
