"""Mailboxes that want access tokens: a Dovecot and a Postfix that look them up at a token server."""

from __future__ import annotations

import asyncio
import itertools
import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.app import build
from bot.mailboxes import to_mail_rules
from bot.ports import Understander
from channels.mail import listening, sending
from channels.mail.checking import check
from tests.clock import MovableClock
from tests.journeys.conftest import Product
from tests.journeys.mail.conftest import Desk, box, number_in, running, settings
from tests.peers.dovecot import Dovecot
from tests.peers.notes import Notes
from tests.peers.oauth import TokenServer
from tests.peers.postfix import Postfix

pytestmark = pytest.mark.xdist_group("mail")

COMPLAINT = "我上周在你们网店买的羽绒服穿了一天就开线了，客服说不能换。订单号 A20261105888"
_NUMBERS = itertools.count(1)


@pytest.fixture(scope="module")
def token_server() -> Iterator[TokenServer]:
    with TokenServer("nobody") as server:
        yield server


@pytest.fixture
def tokens(token_server: TokenServer) -> TokenServer:
    """As if it were new, for a mailbox that nobody has had."""
    token_server.renew(f"tokendesk{next(_NUMBERS)}")
    return token_server


@pytest.fixture(scope="module")
def servers(token_server: TokenServer) -> Iterator[tuple[Dovecot, Postfix]]:
    """Who has no token may neither read nor send."""
    with (
        Dovecot(introspect=f"{token_server.url}/introspect") as dovecot,
        Postfix(dovecot.lmtp_port, dovecot.domain, auth_port=dovecot.auth_port) as postfix,
    ):
        yield dovecot, postfix


def _box(servers: tuple[Dovecot, Postfix], tokens: TokenServer, login: str, **oauth: str) -> dict[str, Any]:
    dovecot, postfix = servers
    mailbox = box(dovecot, postfix, tokens.user, poll="1s")
    del mailbox["imap"]["password"]
    mailbox["imap"]["login"] = mailbox["smtp"]["login"] = login
    mailbox["smtp"]["user"] = tokens.user
    client = {"token_url": f"{tokens.url}/token", "client_id": "huiyin", "client_secret": "known to both"}
    mailbox["oauth"] = client | (oauth or {"refresh_token": tokens.refresh})
    return mailbox


def _desk(app: Any, clock: MovableClock, http: Any, servers: tuple[Dovecot, Postfix], tokens: TokenServer) -> Desk:
    product = Product(app=app, clock=clock, http=http)
    return Desk(product=product, dovecot=servers[0], postfix=servers[1], user=tokens.user)


def _hang_up(servers: tuple[Dovecot, Postfix]) -> None:
    dovecot, postfix = servers
    dovecot.kick()
    postfix.stop()
    postfix.start()


@pytest.mark.parametrize("login", ["xoauth2", "oauthbearer"])
async def test_tokens_let_us_in_and_are_renewed(
    login: str,
    tmp_path: Path,
    understander: Understander,
    servers: tuple[Dovecot, Postfix],
    tokens: TokenServer,
) -> None:
    chosen = settings(tmp_path, {"mailboxes": [_box(servers, tokens, login)]})
    clock = MovableClock()
    app = build(chosen, clock=clock, understander=understander)
    async with running(app) as http:
        desk = _desk(app, clock, http, servers, tokens)
        anna = desk.person()
        first = await anna.write(COMPLAINT, "开线")
        assert tokens.asked == ["refresh_token"], "one token serves both ways"

        # It ends before its time, and both servers hang up.
        tokens.revoke()
        await asyncio.to_thread(_hang_up, servers)
        second = await anna.write("我要退款", to=first)
        assert number_in(second) == number_in(first)
        assert set(tokens.asked) == {"refresh_token"}
        assert 2 <= len(tokens.asked) <= 3
        assert await desk.alerts() == []

    # A new start knows the newest refresh token: the one in the settings has been used up.
    app = build(chosen, clock=clock, understander=understander)
    async with running(app) as http:
        third = await _desk(app, clock, http, servers, tokens).person().write(COMPLAINT, "又开线了")
        assert number_in(third) != number_in(first)


async def test_a_token_is_renewed_before_it_ends(
    tmp_path: Path, understander: Understander, servers: tuple[Dovecot, Postfix], tokens: TokenServer
) -> None:
    tokens.lasts = 121
    clock = MovableClock()
    chosen = settings(tmp_path, {"mailboxes": [_box(servers, tokens, "xoauth2")]})
    app = build(chosen, clock=clock, understander=understander)
    async with running(app) as http:
        desk = _desk(app, clock, http, servers, tokens)
        anna = desk.person()
        await anna.write(COMPLAINT, "开线")
        await asyncio.sleep(1.2)
        before = len(tokens.asked)
        # Both: a Postfix keeps its line to the Dovecot that it asks, and notices late that this is another.
        await asyncio.to_thread(_hang_up, servers)
        await anna.write("快点，我很生气，你们的店员态度太差了", "态度")
        assert len(tokens.asked) > before


async def test_credentials_of_the_application_alone(
    tmp_path: Path, understander: Understander, servers: tuple[Dovecot, Postfix], tokens: TokenServer
) -> None:
    clock = MovableClock()
    mailbox = _box(servers, tokens, "xoauth2", scope="https://outlook.office365.com/.default")
    app = build(settings(tmp_path, {"mailboxes": [mailbox]}), clock=clock, understander=understander)
    async with running(app) as http:
        await _desk(app, clock, http, servers, tokens).person().write(COMPLAINT, "开线")
    assert tokens.asked == ["client_credentials"]


async def test_a_withdrawn_grant_is_told_with_its_remedy_and_loses_nothing(
    tmp_path: Path,
    understander: Understander,
    servers: tuple[Dovecot, Postfix],
    tokens: TokenServer,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(listening, "_LOCKED_OUT", 1.0)
    monkeypatch.setattr(sending, "_DOWN", 1.0)
    clock = MovableClock()
    chosen = settings(tmp_path, {"mailboxes": [_box(servers, tokens, "xoauth2")]})
    app = build(chosen, clock=clock, understander=understander)
    async with running(app) as http:
        desk = _desk(app, clock, http, servers, tokens)
        anna = desk.person()
        first = await anna.write(COMPLAINT, "开线")
        tokens.withdrawn = True
        tokens.revoke()
        await asyncio.to_thread(_hang_up, servers)
        anna.send(anna.mail("我要退款", to=first))

        async def told() -> bool:
            return any(alert.key == "mailbox.oauth" for alert in await desk.alerts())

        with caplog.at_level(logging.ERROR):
            await desk.until(told)
        [alert] = await desk.alerts()
        assert "invalid_grant" in alert.values["reason"]
        assert "oauth.refresh_token" in alert.values["reason"]
        assert "oauth.refresh_token" in caplog.text

        # An answer that is due meanwhile waits; it is not given up. The database's own clock goes on.
        clock.move(datetime.now(UTC) - clock.now())
        staff = await desk.product.staff()
        number = number_in(first)
        started = {"status": "in_progress", "note": "我们正在处理"}
        answer = await http.post(f"/api/v1/cases/{number}/status", json=started, headers=staff)
        assert answer.status_code == 200, answer.text
        await asyncio.sleep(2.5)
        counts = await desk.read(lambda uow: uow.outbox.counts())
        assert not counts.get("failed")
        assert [alert.key for alert in await desk.alerts()] == ["mailbox.oauth"], "told once"

        [account] = to_mail_rules(chosen).accounts
        found = [text async for _, text in check(account, Notes(), b"key")]
        assert any("oauth.refresh_token" in text for text in found)

        tokens.withdrawn = False

        async def all_sent() -> bool:
            counts = await desk.read(lambda uow: uow.outbox.counts())
            return not counts.get("pending") and not counts.get("sending")

        await anna.news(2, seconds=40)
        await desk.until(all_sent)
        assert len(await desk.cases()) == 1


async def test_a_wrong_token_is_no_wrong_password(
    tmp_path: Path, servers: tuple[Dovecot, Postfix], tokens: TokenServer
) -> None:
    """A token of somebody else's."""
    chosen = settings(tmp_path, {"mailboxes": [_box(servers, tokens, "oauthbearer")]})
    user = tokens.user
    tokens.user = "somebody"
    [account] = to_mail_rules(chosen).accounts
    account = replace(account, smtp=replace(account.smtp, user=user))
    found = {text.split()[0]: text async for _, text in check(account, Notes(), b"key")}
    assert f"refuses the log-in of {user}" in found["IMAP"]
    assert "the log-in is refused" in found["SMTP"]
