"""What became of the answers that customers were offered before filing, so that it is known which of them help."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.cases.case import Case
from bot.dialogue.outcome import OfferAnswer, SettleOffer
from bot.knowledge import Offer
from bot.ports import UnitOfWork
from bot.records import Conversation

#: Whoever was helped and complains of it within this time was not helped. An answer is not offered twice in it either.
SOON: Final = timedelta(days=7)


def offer(uow: UnitOfWork, conversation: Conversation, effect: OfferAnswer, *, now: datetime) -> None:
    """It was put before the customer."""
    uow.knowledge.offer(
        Offer(
            key=effect.key,
            conversation=conversation.id,
            customer=conversation.customer,
            category=effect.category,
            language=conversation.state.language or "",
            at=now,
        )
    )


def settle(uow: UnitOfWork, conversation: Conversation, effect: SettleOffer, *, now: datetime) -> None:
    """The customer has said whether it helped, or gone on without a word on it."""
    latest = uow.knowledge.offer_in(conversation.id)
    # Whoever was helped and says otherwise later comes back: that is seen when they file.
    if latest and latest.key == effect.key and latest.outcome != "helped":
        uow.knowledge.settle(replace(latest, outcome=effect.outcome, settled_at=now))


def offered(uow: UnitOfWork, customer: int, *, now: datetime) -> frozenset[str]:
    """What this customer was offered lately."""
    return frozenset(one.key for one in uow.knowledge.offers_to(customer, now - SOON))


def filed(uow: UnitOfWork, case: Case, key: str, *, now: datetime) -> None:
    """A case: did an answer that helped lately not help after all? `key` is the answer that its text is like, or ""."""
    for one in uow.knowledge.offers_to(case.customer, now - SOON):
        same = one.key == key or (one.category == case.category and case.category != "other")
        if one.outcome == "helped" and one.came_back is None and same:
            uow.knowledge.settle(replace(one, came_back=case.number))
