"""Reply codes, access tokens, signatures and marks of the mail channel."""

from __future__ import annotations

import asyncio
import json
import ssl
import subprocess
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import dkim
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from bot.errors import ChannelError, Refused, RetryLater, Unreachable
from bot.messages import Address, Choice, OutboundMessage, Purpose
from channels.mail.accounts import Account, Brand, Dkim, MailRules, OAuth, Server
from channels.mail.letter import bare
from channels.mail.marks import Mark, Marks
from channels.mail.sending import Post, later_after, verdict
from channels.mail.tokens import Tokens
from channels.mail.writing import Writer
from storage.files import LocalFiles
from tests.peers import certificate
from tests.peers.guests import receiving
from tests.peers.notes import Notes
from tests.peers.smtp import SmtpServer

_NOWHERE = Server(host="127.0.0.1", port=9, security="none")
ACCOUNT = Account(name="service", address="service@shop.test", sender={}, imap=_NOWHERE, smtp=_NOWHERE, delimiter="+")
MARK = Mark(thread="0123456789abcdef", outbox=12345)


@pytest.mark.parametrize(
    ("code", "words", "recipient", "kind"),
    [
        (450, "4.2.0 Greylisted", True, RetryLater),
        (451, "local error", False, RetryLater),
        (452, "4.2.2 mailbox full", True, RetryLater),
        (421, "too many connections", False, RetryLater),
        (535, "5.7.8 bad password", False, RetryLater),
        (530, "authentication required", False, RetryLater),
        (550, "5.1.1 user unknown", True, Unreachable),
        (550, "No such user here", True, Unreachable),
        (551, "user not local", True, Unreachable),
        (553, "mailbox name not allowed", True, Unreachable),
        (552, "5.2.2 over quota", True, Unreachable),
        (550, "Requested action not taken: mailbox unavailable", True, Unreachable),
        (550, "5.7.1 blocked by policy", True, Refused),
        (554, "5.7.1 looks like spam", False, Refused),
        (554, "5.7.1 Service unavailable; client host blocked using a blocklist", True, Refused),
        (552, "5.3.4 message too big", False, Refused),
        (550, "Mail content denied", False, Refused),
    ],
)
def test_reply_codes(code: int, words: str, recipient: bool, kind: type[ChannelError]) -> None:
    found = verdict(code, words, later=60.0, recipient=recipient)
    assert type(found) is kind
    assert "user" not in str(found)


def test_pauses_outlast_greylisting_and_an_outage_of_a_day() -> None:
    assert later_after(1) == 30
    assert sum(later_after(attempt) for attempt in range(1, 30)) > 20 * 3600
    assert max(later_after(attempt) for attempt in range(1, 100)) == 3600


def test_a_mark_is_found_again_and_cannot_be_made_up() -> None:
    marks = Marks(b"key")
    id, place = marks.message_id(ACCOUNT, MARK), marks.return_address(ACCOUNT, MARK)
    assert marks.find(ACCOUNT, [f"<{id}>"]) == MARK
    assert marks.find(ACCOUNT, ["someone@else.test", f"Service <{place.upper()}>"]) == MARK
    assert len(place.partition("@")[0]) <= 64
    assert marks.find(ACCOUNT, [id.replace("-9ix-", "-9iy-")]) is None
    assert Marks(b"other").find(ACCOUNT, [id]) is None
    assert marks.find(replace(ACCOUNT, address="other@shop.test"), [id]) is None
    long = replace(ACCOUNT, address=f"{'a' * 40}@shop.test")
    assert marks.return_address(long, MARK) == long.address
    assert marks.return_address(replace(ACCOUNT, delimiter=""), MARK) == ACCOUNT.address


@pytest.mark.parametrize(
    "subject", ["Re: 开线", "回复：开线", "RE: Re: 开线", "答复: 开线", "Fwd: Re[2]: 开线", "轉寄： 开线", "AW: 开线"]
)
def test_a_subject_without_its_prefixes(subject: str) -> None:
    assert bare(subject) == "开线"


def test_our_own_addresses_are_known_in_every_writing() -> None:
    account = replace(ACCOUNT, aliases=frozenset({"help@shop.test"}))
    assert all(
        map(account.is_own, ["Service@Shop.test", "service+x@shop.test", "help+y@shop.test", " help@shop.test "])
    )
    assert not any(map(account.is_own, ["service@shop.test.evil", "xservice@shop.test", "service@other.test", ""]))


def _write(folder: Path, account: Account, message: OutboundMessage) -> bytes:
    return _written(folder, account, message)[2]


def _written(folder: Path, account: Account, message: OutboundMessage) -> tuple[str, str, bytes]:
    writer = Writer(
        MailRules(accounts=(account,), brand=Brand(name={"en": "The <Shop> & Co"})),
        Marks(b"key"),
        LocalFiles(folder, 1000),
        survey=lambda number: f"https://shop.test/s/{number}",
        stop=lambda number: f"https://shop.test/u/{number}",
        loop_mark="ours",
    )
    note = {"subject": "Re: 很长的主题" * 20, "mails": [{"id": "1", "references": ["<a@b>", "<c@d>\r\nBcc: x@y"]}]}
    return writer.write(message, account, note, MARK, datetime(2026, 3, 5, tzinfo=UTC))


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("anna@home.test", "anna@home.test"),
        ("anna@straße.de", "anna@xn--strae-oqa.de"),
        ("anna@Bücher.example", "anna@xn--bcher-kva.example"),
        ("n..n@docomo.ne.jp", "n..n@docomo.ne.jp"),
        ("name.@ezweb.ne.jp", "name.@ezweb.ne.jp"),
        ('"a@b"@home.test', '"a@b"@home.test'),
        ("anna@[192.0.2.1]", "anna@[192.0.2.1]"),
    ],
)
def test_addresses_that_mail_is_sent_to(address: str, written: str, tmp_path: Path) -> None:
    message = _message()
    _, recipient, raw = _written(tmp_path, ACCOUNT, replace(message, to=replace(message.to, user=address)))
    assert recipient == written
    assert f"To: {written}".encode() in raw.splitlines()


@pytest.mark.parametrize("address", ["a@x..example", "a@b@x.example", "a(b)@x.example", "a\x01b@x.example", "anna", "@x.example", "a@", "a b@x.example", "a@é..x", "a@" + "é" * 70 + ".example"])  # fmt: skip
def test_what_is_no_address_is_told_as_such(address: str, tmp_path: Path) -> None:
    message = _message()
    with pytest.raises(Unreachable):
        _written(tmp_path, ACCOUNT, replace(message, to=replace(message.to, user=address)))


def _message(**more: Any) -> OutboundMessage:
    to = Address(channel="mail", account="service", user="anna@home.test", thread=MARK.thread)
    return OutboundMessage(
        id=MARK.outbox, conversation=1, to=to, text="Hello <b>you</b> https://shop.test/p/x.", language="en",
        case_number="HY26-ABCD-EFGH", **more,
    )  # fmt: skip


def _parse(raw: bytes) -> EmailMessage:
    mail = message_from_bytes(raw, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


def test_what_is_said_is_never_markup(tmp_path: Path) -> None:
    html = _parse(_write(tmp_path, ACCOUNT, _message())).get_body(("html",))
    assert html is not None
    page = html.get_content()
    assert "&lt;b&gt;you&lt;/b&gt;" in page
    assert "The &lt;Shop&gt; &amp; Co" in page
    assert 'href="https://shop.test/p/x"' in page
    assert "http" not in page.replace("https://shop.test", "").replace("http-equiv", "")


def test_seven_bits_and_short_lines(tmp_path: Path) -> None:
    raw = _write(tmp_path, ACCOUNT, _message())
    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert b"\n" not in raw.replace(b"\r\n", b"")


def test_a_survey_has_five_links_and_a_way_out(tmp_path: Path) -> None:
    choices = tuple(Choice(value=f"rate:HY26-ABCD-EFGH:{n}", label=f"{n}") for n in (5, 4, 3, 2, 1))
    mail = _parse(_write(tmp_path, ACCOUNT, _message(purpose=Purpose.SURVEY, choices=choices)))
    html = mail.get_body(("html",))
    assert html is not None
    assert [f"https://shop.test/s/HY26-ABCD-EFGH?score={n}" in html.get_content() for n in range(1, 6)] == [True] * 5
    assert "unsubscribe" in mail["List-Unsubscribe"]
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["References"] == mail["In-Reply-To"] == "<a@b>"
    plain = _parse(_write(tmp_path, ACCOUNT, _message(purpose=Purpose.STAFF)))
    assert plain["List-Unsubscribe"] is None
    assert plain["Auto-Submitted"] is None


def test_a_signature_holds(tmp_path: Path) -> None:
    key = rsa.generate_private_key(65537, 2048)
    pem = tmp_path / "dkim.pem"
    pem.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
        )
    )
    public = subprocess.run(
        ["openssl", "rsa", "-in", pem, "-pubout", "-outform", "DER"], capture_output=True, check=True
    ).stdout
    import base64

    record = b"v=DKIM1; k=rsa; p=" + base64.b64encode(public)
    account = replace(ACCOUNT, dkim=Dkim(domain="shop.test", selector="s1", key_file=pem))
    raw = _write(tmp_path, account, _message(purpose=Purpose.SURVEY))
    assert dkim.verify(raw, dnsfunc=lambda name, timeout=5: record)
    assert not dkim.verify(raw.replace(b"HY26-ABCD", b"HY26-ABCE", 1), dnsfunc=lambda name, timeout=5: record)
    assert b"list-unsubscribe" in raw.split(b"h=")[1].split(b";")[0].replace(b"\r\n", b"").replace(b" ", b"")


class _TokenServer:
    """Gives out a new access token and a new refresh token each time."""

    def __init__(self) -> None:
        self.asked: list[dict[str, str]] = []
        self.answer: tuple[int, dict[str, Any]] | None = None

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = int(head.partition("content-length: ")[2].partition("\r\n")[0])
        form = parse_qs((await reader.readexactly(length)).decode())
        self.asked.append({key: values[0] for key, values in form.items()})
        count = len(self.asked)
        given = {"access_token": f"access-{count}", "refresh_token": f"refresh-{count}", "expires_in": 3600}
        status, body = self.answer or (200, given)
        data = json.dumps(body).encode()
        writer.write(f"HTTP/1.1 {status} X\r\nContent-Length: {len(data)}\r\nConnection: close\r\n\r\n".encode() + data)
        await writer.drain()


@pytest.fixture
async def token_server() -> AsyncIterator[tuple[_TokenServer, str]]:
    """The server and its address."""
    tokens = _TokenServer()
    async with receiving(tokens.serve) as port:
        yield tokens, f"http://127.0.0.1:{port}/token"


async def test_tokens_are_kept_renewed_and_the_newest_refresh_token_remembered(
    token_server: tuple[_TokenServer, str],
) -> None:
    tokens, url = token_server
    account = replace(ACCOUNT, oauth=OAuth(token_url=url, client_id="id", refresh_token="first"))
    notes = Notes()
    mine = Tokens(notes, b"key")
    assert await mine.access(account) == await mine.access(account) == "access-1"
    assert await mine.access(account, renew=True) == "access-2"
    assert [one["refresh_token"] for one in tokens.asked] == ["first", "refresh-1"]
    assert "refresh-2" not in json.dumps(notes.kept)
    # After a restart the newest one is used; a new one in the settings takes its place.
    assert await Tokens(notes, b"key").access(account) == "access-3"
    assert tokens.asked[-1]["refresh_token"] == "refresh-2"
    changed = replace(account, oauth=replace(account.oauth, refresh_token="second"))  # type: ignore[type-var]
    await Tokens(notes, b"key").access(changed)
    assert tokens.asked[-1]["refresh_token"] == "second"


async def test_a_token_server_that_fails_and_one_that_refuses(token_server: tuple[_TokenServer, str]) -> None:
    tokens, url = token_server
    account = replace(ACCOUNT, oauth=OAuth(token_url=url, client_id="id"))
    tokens.answer = (503, {})
    with pytest.raises(RetryLater):
        await Tokens(Notes(), b"key").access(account)
    tokens.answer = (400, {"error": "invalid_grant"})
    with pytest.raises(Refused, match="invalid_grant"):
        await Tokens(Notes(), b"key").access(account)
    assert tokens.asked[-1]["grant_type"] == "client_credentials"


@pytest.mark.parametrize("login", ["xoauth2", "oauthbearer"])
async def test_a_refused_token_is_renewed_once(token_server: tuple[_TokenServer, str], login: str) -> None:
    _, url = token_server
    async with SmtpServer(tokens={"access-2"}) as server:
        smtp = Server(host="127.0.0.1", port=server.port, security="none", user="service@shop.test", login=login)
        account = replace(ACCOUNT, smtp=smtp, oauth=OAuth(token_url=url, client_id="id", refresh_token="first"))
        post = Post(account, Tokens(Notes(), b"key"))
        await post.send("service@shop.test", "anna@home.test", b"Subject: x\r\n\r\nx\r\n", attempts=1)
        await post.close()
    assert (len(server.mails), server.refused) == (1, 1)


async def test_the_servers_certificate_is_checked(tmp_path: Path) -> None:
    known, key = certificate.make(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(known, key)
    async with SmtpServer(tls=context) as server:
        smtp = Server(host="127.0.0.1", port=server.port, security="tls")
        with pytest.raises(RetryLater):
            await Post(replace(ACCOUNT, smtp=smtp), Tokens(Notes(), b"key")).send(
                "a@b.test", "c@d.test", b"x", attempts=1
            )
        post = Post(replace(ACCOUNT, smtp=replace(smtp, ca_file=known)), Tokens(Notes(), b"key"))
        await post.send("a@b.test", "c@d.test", b"Subject: x\r\n\r\nx\r\n", attempts=1)
        await post.close()
    assert len(server.mails) == 1


async def test_a_wrong_password_is_no_fault_of_the_mail() -> None:
    async with SmtpServer() as server:
        smtp = Server(host="127.0.0.1", port=server.port, security="none", user="a", password="b")
        post = Post(replace(ACCOUNT, smtp=smtp), Tokens(Notes(), b"key"))
        with pytest.raises(RetryLater) as caught:
            await post.send("a@b.test", "c@d.test", b"x", attempts=1)
        assert not caught.value.counts
