"""What our own servers say of a sender, told from what others write in their name."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from channels.mail.accounts import Account, Brand, MailRules, Server
from channels.mail.marks import Marks
from channels.mail.reading import Authentication, Doubt, Mail, forms, read
from channels.mail.routing import Ahead, Route, Router, identity, notes_of
from tests.peers.notes import Notes

_IN = (
    "Received: from home.test (home.test [192.0.2.1]) by mx.shop.test with ESMTPS id 1; Thu, 26 Nov 2026 10:00:00 +0000"
)
_LMTP = "Received: from mx.shop.test by store.shop.test with LMTP id 2; Thu, 26 Nov 2026 10:00:01 +0000"
_BY = "Received: by 2002:a05:6a10:: with SMTP id 3; Thu, 26 Nov 2026 10:00:01 +0000"
_GOOD = "Authentication-Results: mx.shop.test; spf=pass; dkim=pass; dmarc=pass"
_BAD = "Authentication-Results: mx.shop.test; spf=fail; dkim=none; dmarc=fail"
_NOW = datetime(2026, 11, 26, 10, tzinfo=UTC)
_PASSED = Authentication(spf="pass", dkim="pass", dmarc="pass")


def mail(*headers: str, below: bool = False) -> Mail:
    """A mail with these headers on top."""
    return read(_raw(*headers), authserv_ids=("mx.shop.test",), results_below=below)


def _raw(*headers: str) -> bytes:
    head = list(headers)
    if not any(line.startswith("From:") for line in head):
        head.append("From: anna@home.test")
    return "\n".join([*head, "Subject: kettle", "", "It leaks."]).encode()


@pytest.mark.parametrize("above", [[], [_LMTP], [_BY], [_BY, _LMTP]])
def test_ours_stand_above_where_the_mail_came_in(above: list[str]) -> None:
    assert mail(*above, _GOOD, _IN).authentication == _PASSED


def test_each_of_our_programs_has_a_say() -> None:
    found = mail(
        "Authentication-Results: mx.shop.test; spf=pass", "Authentication-Results: mx.shop.test; dmarc=fail", _IN
    )
    assert found.authentication == Authentication(spf="pass", dkim="", dmarc="fail")
    assert Doubt.FAILED_AUTHENTICATION in found.doubts
    assert mail(_GOOD, _BAD, _IN).authentication == _PASSED


def test_what_stands_below_is_the_senders() -> None:
    assert mail(_IN, _GOOD).authentication is None
    assert mail(_LMTP, _IN, _GOOD).authentication is None
    assert Doubt.FORGED_AUTHENTICATION in mail(_IN, _IN, _GOOD).doubts
    named_like_us = _IN.replace("from home.test", "from mx.shop.test")
    assert mail(named_like_us, _GOOD).authentication is None
    assert mail("Authentication-Results: mx.shop.test; spf=pass", _IN, _GOOD).authentication == Authentication(
        spf="pass", dkim="", dmarc=""
    )


def test_nobody_writes_of_himself_that_he_failed() -> None:
    assert Doubt.FAILED_AUTHENTICATION in mail(_IN, _BAD).doubts


def test_servers_that_write_below_their_own_line() -> None:
    assert mail(_IN, _GOOD, below=True).authentication == _PASSED
    assert mail(_IN, _IN, _GOOD, below=True).authentication is None


_NOWHERE = Server(host="127.0.0.1", port=9, security="none")
_ACCOUNT = Account(
    name="service",
    address="service@shop.test",
    sender={},
    imap=_NOWHERE,
    smtp=_NOWHERE,
    forms=frozenset({"form@shop.test"}),
)


async def test_a_forged_form_opens_no_thread() -> None:
    notes = Notes()
    router = Router(MailRules(accounts=(_ACCOUNT,), brand=Brand(name={})), Marks(b"key"), "mail")

    async def route(*headers: str) -> Route:
        raw = _raw(*headers)
        found = read(raw, authserv_ids=("mx.shop.test",))
        if found.from_address in _ACCOUNT.forms:
            found = forms.as_written(found, {_ACCOUNT.address})
        route = await router.route(_ACCOUNT, found, identity(found, raw), Ahead(notes), _NOW)
        for key, value in notes_of(route, _ACCOUNT, found, identity(found, raw), _NOW).items():
            await notes.put(key, value)
        return route

    first = await route(_GOOD, "Message-ID: <1@home.test>")
    form = ("From: form@shop.test", "Reply-To: anna@home.test", "In-Reply-To: <1@home.test>", "Sender: web@host.test")
    forged = await route(_BAD, *form)
    assert forged.doubt == "failed-authentication"
    assert forged.address.thread != first.address.thread
    genuine = await route(_GOOD, *form)
    assert genuine.doubt is None
    assert (genuine.address.user, genuine.address.thread) == ("anna@home.test", first.address.thread)


@pytest.mark.parametrize(
    ("domain", "lookalike"),
    [("straße.de", False), ("xn--strae-oqa.de", False), ("xn--fsqu00a.test", False), ("xn--pple-43d.test", True)],
)
def test_domains_that_only_look_like_others(domain: str, lookalike: bool) -> None:
    assert (Doubt.LOOKALIKE_DOMAIN in mail(f"From: anna@{domain}").doubts) is lookalike
