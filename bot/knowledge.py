"""Answers that are known already: what staff have written, in versions, and what became of offering it to customers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """An article as it was saved once. The answers may hold {hours}, {days} and {business}."""

    version: int = 1
    #: What staff call it.
    title: str
    #: language → ways in which customers ask or tell of it. A language without an answer is not served.
    examples: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    answer: Mapping[str, str] = field(default_factory=dict)
    #: It is offered before a complaint is filed, not only to whoever asks.
    offer: bool = True
    #: The only category of complaint that it is for; "": any.
    category: str = ""
    #: What was changed, in staff's words.
    change: str = ""
    at: datetime
    by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A question and its answer. `key` is its own, or that of the question of config.yaml in whose place it stands."""

    id: int = 0
    key: str
    #: The newest one, which may be a draft.
    version: int = 1
    #: The one that customers get; None: none.
    published: int | None = None
    retired: bool = False

    @property
    def state(self) -> str:
        """draft | published | changed (published, and a newer draft) | retired"""
        if self.retired:
            return "retired"
        if self.published is None:
            return "draft"
        return "published" if self.published == self.version else "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """An answer that a customer was given before filing. outcome: helped | not_helped | unanswered; None: still open"""

    id: int = 0
    key: str
    conversation: int
    customer: int
    category: str = ""
    language: str
    at: datetime
    outcome: str | None = None
    settled_at: datetime | None = None
    #: They said that it helped, and complained of it all the same soon after: the number of that case.
    came_back: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What became of an article's offers."""

    key: str
    offered: int
    helped: int
    not_helped: int
    unanswered: int
    came_back: int
