"""Settings of how staff and other systems are told of what happens."""

from __future__ import annotations

from typing import Annotated, Final, Literal, get_args

from pydantic import AfterValidator, SecretStr

from bot.settings.kinds import Blank, Name, Section, Url, wrong
from bot.settings.mail import Address

#: What other systems and people can be told of.
Event = Literal[
    "filed", "assigned", "handoff", "due_soon", "overdue", "escalated", "low_score", "accepted",
    "approval", "step_due", "capa",
    "undeliverable", "privacy", "poison", "timer", "stalled", "digest", "mailbox",
    "early_warning", "early_warning_over", "alarm", "incident", "incident_closed",
]  # fmt: skip

EVENTS: Final[tuple[Event, ...]] = get_args(Event)


def _secret(value: SecretStr) -> SecretStr:
    if len(value.get_secret_value()) < 16:
        raise wrong("a secret of at least 16 characters")
    return value


class Webhook(Section):
    """Another system that is told of events, at an address of its own."""

    name: Name
    url: Url
    #: Signs what we post (HMAC-SHA256).
    secret: Annotated[SecretStr, AfterValidator(_secret)]
    #: Empty: all.
    events: tuple[Event, ...] = ()
    #: The address may lie in a private network.
    private: bool = False


class MailNotice(Section):
    """A person or a list that is told by e-mail, from the first mailbox."""

    to: Address
    #: Empty: what staff must see.
    kinds: tuple[Event, ...] = ()
    #: Of the digest. Empty: business.language.
    language: Annotated[Literal["zh-Hans", "zh-Hant", "en"] | None, Blank] = None
