"""Signs that a mail does not come from whom it names."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

import idna

from channels.mail.reading.addresses import domain
from channels.mail.reading.headers import Head
from channels.mail.reading.mail import Authentication, Doubt, Mailbox

_ONCE: Final = ("subject", "date", "message-id", "to", "sender", "reply-to", "content-type")
_SHOWN_ADDRESS: Final = re.compile(r"[\w.+'-]+[@＠][\w-]+(?:\.[\w-]+)+")
_HIDING: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_PLAIN: Final = re.compile(r"""[^\s@<>()\[\]\\,;:"]+@[^\s@<>()\[\]\\,;:"]+\.[^\s@<>()\[\]\\,;:"]+""")
#: Endings under which everybody registers a name of their own: "a.com.cn" and "b.com.cn" are strangers.
_SECOND_LEVEL: Final = frozenset({"com", "net", "org", "gov", "edu", "co", "ac", "or", "ne", "go", "idv", "gob", "mil"})


def doubt(
    head: Head,
    people: list[Mailbox],
    *,
    sender: str,
    reply_to: tuple[Mailbox, ...],
    names: list[str],
    authentication: Authentication | None,
    forged: bool,
) -> frozenset[Doubt]:
    """All doubts about a mail. `people` are those in From; `names` are raw display names, before cleaning."""
    doubts: set[Doubt] = set()
    if len(head.every("from")) > 1 or len(people) > 1:
        doubts.add(Doubt.SEVERAL_FROM)
    if not any(person.address for person in people):
        doubts.add(Doubt.NO_FROM)
    if any(len(set(head.every(name))) > 1 for name in _ONCE):
        doubts.add(Doubt.SEVERAL_HEADERS)
    address = people[0].address if people else ""
    if address:
        if not _PLAIN.fullmatch(address):
            doubts.add(Doubt.ODD_ADDRESS)
        if sender and not related(sender, address):
            doubts.add(Doubt.SENDER_DIFFERS)
        if any(box.address and not related(box.address, address) for box in reply_to):
            doubts.add(Doubt.REPLY_TO_DIFFERS)
        if lookalike(domain(address)):
            doubts.add(Doubt.LOOKALIKE_DOMAIN)
        shown = _SHOWN_ADDRESS.search(people[0].name)
        if shown and shown.group().replace("＠", "@").lower() != address.lower():
            doubts.add(Doubt.NAME_SHOWS_ADDRESS)
    if any(_HIDING.search(name) for name in names):
        doubts.add(Doubt.NAME_HIDES)
    if authentication and _failed(authentication):
        doubts.add(Doubt.FAILED_AUTHENTICATION)
    if forged:
        doubts.add(Doubt.FORGED_AUTHENTICATION)
    return frozenset(doubts)


def _failed(found: Authentication) -> bool:
    """DMARC decides where it speaks; else SPF or DKIM failed and the other did not pass."""
    if found.dmarc in ("pass", "fail"):
        return found.dmarc == "fail"
    results = (found.spf, found.dkim)
    return "pass" not in results and any(result in ("fail", "softfail", "permerror") for result in results)


def related(one: str, other: str) -> bool:
    """Whether two addresses belong to one organisation, by their domains."""
    return organisation(domain(one)) == organisation(domain(other))


def organisation(name: str) -> str:
    """The part of a domain that somebody has registered: "mail.shop.com.cn" → "shop.com.cn"."""
    labels = name.lower().strip(".").split(".")
    size = 3 if len(labels) >= 3 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL else 2
    return ".".join(labels[-size:])


def lookalike(name: str) -> bool:
    """A label that mixes Latin with another alphabet, or is nothing but letters that look Latin."""
    for label in name.split("."):
        if label.startswith("xn--"):
            try:
                label = idna.decode(label)
            except UnicodeError:
                return True
        if label.isascii():
            continue
        scripts = {unicodedata.name(sign, "?").split()[0] for sign in label if sign.isalpha()}
        if "LATIN" in scripts and scripts & {"CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"}:
            return True
        if scripts <= {"CYRILLIC", "GREEK"} and re.fullmatch("[аеорсухіјѕԁԛԝһӏοαυνρ0-9-]+", label):
            return True
    return False
