"""What is known of customers beside their cases, and the answers that are known already."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.knowledge import Article, Figures, Offer, Version
from bot.people import Consent, Mark, Person, Remark


class Knowledge(Protocol):
    """Articles in versions, and what became of offering them."""

    def revision(self) -> int:
        """Grows with every change of any article."""
        ...

    def all(self) -> list[tuple[Article, Version]]:
        """Every article with its newest version, by key."""
        ...

    def shelf(self) -> list[tuple[Article, Version | None]]:
        """Every article with its published version, by key."""
        ...

    def get(self, id: int) -> Article:
        """By id; raises NotFound."""
        ...

    def versions(self, id: int) -> list[Version]:
        """All versions, newest first."""
        ...

    def add(self, article: Article, version: Version) -> Article:
        """Store a new one; returns it with its id. Raises Conflict where the key is taken."""
        ...

    def write(self, article: Article, version: Version) -> Article:
        """Store the next version; raises Conflict where `article.version` is not the newest any more."""
        ...

    def set(self, article: Article) -> Article:
        """Store which version is published, and whether it is retired; raises Conflict likewise."""
        ...

    def offer(self, offer: Offer) -> int:
        """A customer was offered an article."""
        ...

    def offer_in(self, conversation: int) -> Offer | None:
        """The latest offer of a conversation."""
        ...

    def offers_to(self, customer: int, since: datetime) -> list[Offer]:
        """What a customer was offered since then, newest first."""
        ...

    def settle(self, offer: Offer) -> None:
        """Store outcome, settled_at and came_back."""
        ...

    def figures(self, since: datetime, until: datetime) -> list[Figures]:
        """What became of the offers made in that time, by article."""
        ...


class People(Protocol):
    """Customers, their marks, notes and consents."""

    def get(self, customer: int) -> Person:
        """By id; raises NotFound."""
        ...

    def named(self, name: str, limit: int = 20) -> list[int]:
        """Customers of exactly that name, newest first."""
        ...

    def reached_at(self, user: str, limit: int = 20) -> list[int]:
        """Customers with an address of exactly that user (mail address, platform's id) on any channel."""
        ...

    def add_mark(self, mark: Mark) -> int:
        """It holds from now on."""
        ...

    def lift_mark(self, customer: int, kind: str, *, at: datetime, by: int) -> bool:
        """It holds no more; False where it did not."""
        ...

    def marks(self, customer: int, limit: int = 50) -> list[Mark]:
        """All marks, newest first, lifted ones too."""
        ...

    def add_remark(self, remark: Remark) -> int:
        """Note it."""
        ...

    def remarks(self, customer: int, limit: int = 50) -> list[Remark]:
        """All notes, newest first."""
        ...

    def consent(self, consent: Consent) -> bool:
        """Allow or forbid it on all threads of this address, and write it down; False where it was so already."""
        ...

    def consents(self, customer: int, limit: int = 50) -> list[Consent]:
        """What was allowed and forbidden, newest first."""
        ...

    def part(self, customer: int, conversations: Sequence[int], *, name: str | None, now: datetime) -> int:
        """These conversations and their addresses are another person's: a new customer's, whose id is returned."""
        ...

    def give(self, case: int, customer: int, conversation: int) -> None:
        """The case is this customer's, told in this conversation."""
        ...
