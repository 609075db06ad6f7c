"""What was cancelled and is charged all the same: the day of the charge is that of the matter. Folded text."""

from __future__ import annotations

from typing import Final

from bot.regex import regex

_AFTER: Final = regex(
    r"(?:我|就|已经?|都|也|点了?|申请了?|办了?|,| ){0,4}(?:取消|退订|解约|注销|停用|关掉|cut咗)|,? (?:i|we) (?:had )?(?:already )?cancel\w*"
)
_BEFORE: Final = regex(
    r"\b(?:i|we)(?:'d|'ve| had| have)? (?:already )?(?:cancel\w*|ended|closed|unsubscribed)(?: (?:it|this|that|the \w+|my \w+(?: \w+)?|online|by phone|from it)){0,2} (?:on |in |back in |at )?$"
)
_CHARGED: Final = regex(r"扣|收了|收咗|刷了|续费|续订|\b(?:charg\w+|billed|debited|taken|took|renewed)\b")


def given_up(folded: str, start: int, end: int) -> bool:
    """Whether on the day that is told there something was cancelled, and charged later."""
    told = _AFTER.match(folded, end) or _BEFORE.search(folded[max(0, start - 60) : start])
    return bool(told and _CHARGED.search(folded, end))
