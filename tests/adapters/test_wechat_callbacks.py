"""The door for callbacks: what is rightly signed gets in, whoever signed it; anything else is a clean refusal."""

from __future__ import annotations

import base64
import json
import random
import subprocess
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.records import Arrival
from channels.wechat import envelope
from channels.wechat.crypto import Cipher, Unreadable, signature
from channels.wechat.envelope import Malformed
from channels.wechat.official import PATH, OfficialAccount
from storage.files import LocalFiles
from tests.clock import MovableClock
from tests.peers.wechat import callbacks, corp, official
from tests.peers.wechat.callbacks import AES_KEY, Posted, encrypted, plain
from tests.peers.wechat.made import MemoryNotebook, kf_channel, official_account

ROOT = Path(__file__).parents[2]
OLD_KEY = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG"
TEXT = {
    "ToUserName": "gh_123456789abc",
    "FromUserName": "otFpruAK8D-E6EfStSYonYSBZ8_4",
    "CreateTime": 1714112445,
    "MsgType": "text",
    "Content": "我要投诉 <b>]]></b> 😡 &amp;",
    "MsgId": 24540210034461870,
}


@dataclass
class Site:
    """A web server with the channel's routes; what it stored."""

    clock: MovableClock
    channel: OfficialAccount
    http: httpx.AsyncClient
    stored: list[Arrival] = field(default_factory=list)

    @property
    def now(self) -> int:
        """As the platform stamps it."""
        return int(self.clock.now().timestamp())

    async def post(self, posted: Posted, path: str = PATH) -> int:
        """Bring it; the status."""
        answer = await self.http.post(path, params=dict(posted.query), content=posted.body)
        assert answer.status_code < 500, answer.text
        if answer.status_code == 200:
            assert answer.text == "success"
        return answer.status_code


async def opened(folder: Path, keys: tuple[str, ...]) -> AsyncIterator[Site]:
    clock = MovableClock()
    stored: list[Arrival] = []

    async def accept(*arrivals: Arrival) -> int:
        known = {one.key for one in stored}
        fresh = [one for one in arrivals if one.key not in known]
        stored.extend(fresh)
        return len(fresh)

    files = LocalFiles(folder, 1_000_000)
    channel = official_account("http://127.0.0.1:9", clock, files, notebook=MemoryNotebook(), accept=accept, keys=keys)
    kf = kf_channel("http://127.0.0.1:9", clock, files, notebook=MemoryNotebook(), accept=accept)
    app = FastAPI()
    app.include_router(channel.routes())
    app.include_router(kf.routes())
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=True)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as http:
        yield Site(clock=clock, channel=channel, http=http, stored=stored)


@pytest.fixture
async def open_mode(tmp_path: Path) -> AsyncIterator[Site]:
    async for site in opened(tmp_path, ()):
        yield site


@pytest.fixture
async def secure(tmp_path: Path) -> AsyncIterator[Site]:
    async for site in opened(tmp_path, (AES_KEY, OLD_KEY)):
        yield site


async def test_the_address_is_verified_as_the_platforms_own_example_has_it(open_mode: Site) -> None:
    query = {
        "signature": "899cf89e464efb63f54ddac96b0a0a235f53aa78",
        "timestamp": "1714037059",
        "nonce": "486452656",
        "echostr": "4375120948345356249",
    }
    answer = await open_mode.http.get(PATH, params=query)
    assert (answer.status_code, answer.text) == (200, "4375120948345356249")
    assert answer.headers["content-type"].startswith("text/plain")
    for wrong in ({"signature": "0" * 40}, {"nonce": "486452657"}, {"signature": "签名"}):
        assert (await open_mode.http.get(PATH, params={**query, **wrong})).status_code == 403
    assert (await open_mode.http.get(PATH)).status_code == 403


@pytest.mark.parametrize("as_json", [False, True])
async def test_plain_and_encrypted_callbacks_are_the_same_message(open_mode: Site, secure: Site, as_json: bool) -> None:
    assert await open_mode.post(plain(TEXT, open_mode.now, as_json=as_json)) == 200
    posted = encrypted(TEXT, secure.now, receiver=official.APP_ID, as_json=as_json)
    assert await secure.post(posted) == 200
    [one], [other] = open_mode.stored, secure.stored
    assert one.key == other.key == "m:24540210034461870"
    assert json.loads(one.body)["Content"] == json.loads(other.body)["Content"] == TEXT["Content"]


async def test_the_old_key_is_good_while_keys_are_changed(secure: Site) -> None:
    assert await secure.post(encrypted(TEXT, secure.now, receiver=official.APP_ID, key=OLD_KEY)) == 200
    third = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abcdefg"
    assert await secure.post(encrypted(TEXT, secure.now, receiver=official.APP_ID, key=third)) == 403
    assert len(secure.stored) == 1


async def test_what_is_for_another_account_is_refused(secure: Site) -> None:
    assert await secure.post(encrypted(TEXT, secure.now, receiver="wx0000000000000000")) == 403
    assert secure.stored == []


async def test_plain_callbacks_are_refused_in_security_mode(secure: Site) -> None:
    assert await secure.post(plain(TEXT, secure.now)) == 403
    assert secure.stored == []


async def test_redelivered_ones_are_stored_once(secure: Site) -> None:
    """The platform's three retries: the same message in a fresh envelope, or the very same bytes."""
    posted = encrypted(TEXT, secure.now, receiver=official.APP_ID)
    for again in (posted, posted, encrypted(TEXT, secure.now, receiver=official.APP_ID)):
        assert await secure.post(again) == 200
    assert len(secure.stored) == 1


async def test_events_have_no_id_and_are_told_apart_all_the_same(secure: Site) -> None:
    event = {**TEXT, "MsgType": "event", "Event": "CLICK", "EventKey": "menu:status"}
    del event["MsgId"]
    for fields in (event, event, {**event, "EventKey": "menu:human"}, {**event, "CreateTime": 1714112446}):
        await secure.post(encrypted(fields, secure.now, receiver=official.APP_ID))
    assert len(secure.stored) == 3


async def test_old_ones_are_refused(secure: Site, open_mode: Site) -> None:
    posted = encrypted(TEXT, secure.now, receiver=official.APP_ID)
    secure.clock.move(timedelta(minutes=11))
    assert await secure.post(posted) == 403
    posted = plain(TEXT, open_mode.now)
    open_mode.clock.move(timedelta(hours=3))
    assert await open_mode.post(posted) == 403


async def test_a_plain_signature_serves_for_one_body_only(open_mode: Site) -> None:
    posted = plain(TEXT, open_mode.now)
    assert await open_mode.post(posted) == 200
    assert await open_mode.post(posted) == 200
    forged = replace(posted, body=callbacks.to_xml({**TEXT, "Content": "forged", "MsgId": 9}).encode())
    assert await open_mode.post(forged) == 403
    assert [json.loads(one.body)["Content"] for one in open_mode.stored] == [TEXT["Content"]]


async def test_a_thousand_mutated_callbacks(secure: Site) -> None:
    """None raises, none is handled: whatever is changed, the signature is not right any more."""
    chance = random.Random(7)
    good = encrypted(TEXT, secure.now, receiver=official.APP_ID)
    sealed = envelope.parse(good.body)["Encrypt"]
    for _ in range(1000):
        posted = _mutated(good, sealed, chance)
        status = await secure.post(posted)
        unchanged = posted.query["msg_signature"] == signature(
            callbacks.TOKEN, posted.query["timestamp"], posted.query["nonce"], _encrypt_of(posted.body)
        )
        if not unchanged:
            assert 400 <= status < 500, posted
    # Some mutations leave what is signed as it was: they are the same message, and stored once.
    assert {one.key for one in secure.stored} <= {"m:24540210034461870"}


def _encrypt_of(body: bytes) -> str:
    try:
        return envelope.text(envelope.parse(body), "Encrypt")
    except Malformed:
        return ""


def _mutated(good: Posted, sealed: str, chance: random.Random) -> Posted:
    query, body = dict(good.query), bytearray(good.body)
    match chance.randrange(8):
        case 0:
            body[chance.randrange(len(body))] = chance.randrange(256)
        case 1:
            del body[chance.randrange(len(body)) :]
        case 2:
            at = chance.randrange(len(body))
            body[at:at] = chance.randbytes(chance.randrange(1, 50))
        case 3:
            key = chance.choice(sorted(query))
            query[key] = query[key][:-1] + chance.choice("0123456789abcdef签\x00")
        case 4:
            query.pop(chance.choice([key for key in query if key not in ("timestamp", "nonce", "msg_signature")]))
            query["nonce"] += "1"
        case 5:
            data = bytearray(base64.b64decode(sealed))
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            body = bytearray(good.body.replace(sealed.encode(), base64.b64encode(data)))
        case 6:
            body = bytearray(
                chance.choice([b"", b"<", b"{}", b"[1]", b"<xml/>", b"\xff\xfe", b"<xml><Encrypt/></xml>"])
            )
        case 7:
            entity = b'<!DOCTYPE xml [<!ENTITY a "aaaa">]>'
            body = bytearray(entity + bytes(body))
    return Posted(query=query, body=bytes(body))


async def test_a_rightly_signed_but_unreadable_content_is_refused(secure: Site) -> None:
    """The signature is right, and what it covers is garbage: not base64, no blocks, another key, no XML inside."""
    for content in ("", "!", "AAAA", base64.b64encode(bytes(64)).decode(), base64.b64encode(bytes(7)).decode()):
        nonce = "1"
        stamp = str(secure.now)
        query = {
            "timestamp": stamp,
            "nonce": nonce,
            "msg_signature": signature(callbacks.TOKEN, stamp, nonce, content),
        }
        body = callbacks.to_xml({"Encrypt": content}).encode()
        assert await secure.post(Posted(query=query, body=body)) in (400, 403)
    assert secure.stored == []


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_fields_or_malformed(data: bytes) -> None:
    for body in (data, b"<xml>" + data + b"</xml>", b"{" + data + b"}"):
        try:
            fields = envelope.parse(body)
        except Malformed:
            continue
        assert isinstance(fields, dict)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=120))
def test_any_text_is_decrypted_or_unreadable(text: str) -> None:
    with pytest.raises(Unreadable):
        Cipher((AES_KEY,), official.APP_ID).decrypt(text)


def test_a_bomb_is_malformed() -> None:
    deep = b"<xml>" + b"<a>" * 5_000 + b"</a>" * 5_000 + b"</xml>"
    lol = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><xml><c>&b;</c></xml>'
    for bomb in (deep, lol, b"<xml>" + b"x" * 600_000 + b"</xml>", b"[" * 100_000, b'{"a":' * 50_000):
        with pytest.raises(Malformed):
            envelope.parse(bomb)


@dataclass
class Node:
    """Libraries of others, in a process of their own."""

    process: subprocess.Popen[str]

    def ask(self, **order: str) -> dict[str, str]:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        found: dict[str, str] = json.loads(self.process.stdout.readline())
        return found


@pytest.fixture(scope="module")
def node() -> Iterator[Node]:
    modules = ROOT / ".cache" / "npm" / "huiyin-witnesses" / "node_modules"
    assert modules.is_dir(), "make test installs them; by hand: sh .ci/npm"
    command = ["node", str(ROOT / "tests/peers/node/sign.js"), str(modules)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Node(process=process)
        process.stdin.close()  # type: ignore[union-attr]  # it is a pipe


@pytest.mark.parametrize("by", ["wechat-crypto", "@wecom/crypto"])
async def test_callbacks_of_independent_signers_get_in(secure: Site, node: Node, by: str) -> None:
    """An Official Account's message, and WeChat KF's notice and verification."""
    stamp, nonce = str(secure.now), "1372623149"
    for path, receiver, fields in (
        (PATH, official.APP_ID, TEXT),
        ("/wechat/kf", corp.CORP_ID, corp.FakeCorp(MovableClock(datetime.now(UTC))).notice()),
    ):
        text = callbacks.to_xml(fields)
        common = {"by": by, "token": callbacks.TOKEN, "key": AES_KEY, "receiver": receiver}
        made = node.ask(**common, text=text, timestamp=stamp, nonce=nonce)
        query = {"timestamp": stamp, "nonce": nonce, "msg_signature": made["signature"]}
        body = callbacks.to_xml({"Encrypt": made["encrypt"]}).encode()
        assert await secure.post(Posted(query=query, body=body), path) == 200
        if path != PATH:
            answer = await secure.http.get(path, params={**query, "echostr": made["encrypt"]})
            assert (answer.status_code, answer.text) == (200, text)
    assert json.loads(secure.stored[0].body)["Content"] == TEXT["Content"]
    assert secure.stored[1].lane == f"sync:{corp.KF}"


@pytest.mark.parametrize("by", ["wechat-crypto", "@wecom/crypto"])
def test_the_makers_of_our_test_callbacks_agree_with_them(node: Node, by: str) -> None:
    """What the tests here send is what the platform would send: others read it, and sign it alike."""
    posted: Any = encrypted(TEXT, 1_800_000_000, receiver=official.APP_ID)
    found = node.ask(
        by=by,
        token=callbacks.TOKEN,
        key=AES_KEY,
        receiver=official.APP_ID,
        encrypt=envelope.parse(posted.body)["Encrypt"],
        timestamp=posted.query["timestamp"],
        nonce=posted.query["nonce"],
    )
    assert found["text"] == callbacks.to_xml(TEXT)
    assert found["signature"] == posted.query["msg_signature"]
