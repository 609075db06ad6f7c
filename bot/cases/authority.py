"""Who may offer what by themselves (授权): a limit for each role and kind of remedy, and per category where needed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

#: As a limit: not even without money.
NEVER: Final = Decimal(-1)

#: Kind of remedy → the highest amount; None: any.
Limits = Mapping[str, Decimal | None]

_UNLIMITED: Final = "administrator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """The limits, in `currency`. What is not listed has no limit; an administrator has none at all."""

    currency: str = "CNY"
    #: Role → limits.
    limits: Mapping[str, Limits] = field(default_factory=dict)
    #: Category → role → limits that count instead.
    categories: Mapping[str, Mapping[str, Limits]] = field(default_factory=dict)

    def limit(self, role: str, kind: str, category: str) -> Decimal | None:
        """The highest amount that this role offers by itself; None: any."""
        if role == _UNLIMITED:
            return None
        own = self.categories.get(category, {}).get(role, {})
        return own[kind] if kind in own else self.limits.get(role, {}).get(kind)

    def why_not(self, role: str, kind: str, category: str, amount: Decimal | None, currency: str) -> str:
        """Why this role can't offer it alone: "never", "amount" or "currency"; "" where it can.

        Money of another currency is not converted: it needs approval wherever there is a limit.
        """
        limit = self.limit(role, kind, category)
        if limit is None:
            return ""
        if limit < 0:
            return "never"
        if amount is None:
            return ""
        if currency != self.currency:
            return "currency"
        return "amount" if amount > limit else ""
