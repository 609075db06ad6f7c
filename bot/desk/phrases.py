"""An offer in words, in the language of whoever reads it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal


def phrased(
    texts: Mapping[str, Sequence[str]], language: str, kind: str, amount: Decimal | None, currency: str, words: str
) -> str:
    """The kind and the sum, then the words."""
    head = texts[f"remedy.{kind}"][0] if kind != "other" else ""
    if amount is not None:
        shape = texts.get(f"money.{currency}", ("{currency} {sum}",))[0]
        sum = shape.format(currency=currency, sum=money(amount))
        head = texts["proposal.sum"][0].format(remedy=head, sum=sum) if head else sum
    stop = ". " if language == "en" else "。"
    return f"{head}{stop}{words}" if head and words else head or words


def money(amount: Decimal, currency: str = "") -> str:
    """CNY 299, CNY 1,299.50."""
    return f"{currency} {f'{amount:,.2f}'.removesuffix('.00')}".strip()
