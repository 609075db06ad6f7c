"""What is done with personal data, once each: for the test that looks at how every statement finds its rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.cases.series import series_of
from bot.messages import Address
from bot.people import PrivacyRequest
from bot.ports import UnitOfWork
from bot.records import Conversation, Notice
from tests.contract.storage.build import NOW


def request(talk: Conversation, number: str = "PR26-0000-0000", **more: object) -> PrivacyRequest:
    """What a customer asks for."""
    asked = PrivacyRequest(
        number=number,
        customer=talk.customer,
        conversation=talk.id,
        channel=talk.address.channel,
        kind="erasure",
        asked_at=NOW,
        due_at=NOW + timedelta(days=30),
    )
    return replace(asked, **more)  # type: ignore[arg-type]


def everything(work: UnitOfWork, person: Conversation, sent: int) -> None:
    """Call each method; nothing is known of this person afterwards."""
    asked = request(person)
    asked = replace(asked, id=work.requests.add(asked))
    work.requests.save(asked)
    assert work.requests.get(asked.id) == asked
    work.requests.of_customer(person.customer)
    work.requests.in_state("open")
    work.requests.open()
    work.requests.untold(sent)
    for queue in (work.arrivals, work.inbox, work.outbox):
        queue.oldest()
    before = NOW - timedelta(days=4_000)
    for kind in ("cases", "conversations"):
        work.expiry.customers(kind, before, 5)
    for kind in ("arrivals", "outbox", "doubts", "audit"):
        work.expiry.count(kind, before, 5)
        work.expiry.drop(kind, before, 5)
    own = work.cases.of_customer(person.customer)[0]
    work.origins.add("crm", "T-2", own.id)
    work.notices.add(Notice(notifier="n", kind="x", text=own.number, at=NOW))
    described = work.counts.described(own.id)
    assert described is not None
    facets, at = described
    for series in series_of(facets):
        work.counts.add(series, int(at.timestamp()) // 3_600)
    work.privacy.erase(person.customer, now=NOW, seal=lambda text: f"erased:{text}")
    work.privacy.known(Address(channel="telegram", user="p720"), "erased:p720")
    work.privacy.drop_file("0" * 64, NOW)
    work.privacy.dropped()
    work.privacy.gone("0" * 64)
