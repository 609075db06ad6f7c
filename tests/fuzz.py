"""Throws broken input at every reader of what comes from outside, and counts what becomes of it: `make fuzz`.

Good inputs are torn, doubled, mixed and peppered, the same ones for the same seed. A reader may read what comes or
refuse it with its own error; anything else that it raises is a fault, and so is an input on which it spends more than a
second of the processor's time. The exit status is 1 if there was one.

A run can be done in parts (`--seed 1`, `--seed 2` …), which `--record FILE` adds up. `--calls N` throws no bytes: it
calls every operation of the API N times and more, as its description allows and forbids (see tests.calls).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError
from rich.console import Console
from rich.table import Table

from bot.cases.number import normalise
from bot.errors import HuiyinError, SettingsError
from bot.links import Links
from bot.messages import Context
from bot.settings import load
from channels.hook import HookMessage
from channels.mail.reading import read
from channels.telegram.content import command_in
from channels.telegram.updates import Unreadable as BadUpdate
from channels.wechat import envelope
from channels.wechat.crypto import Cipher, Unreadable
from nlu import dates, money
from nlu.extract import extract
from nlu.fold import fold
from storage.codec import dumps
from tests import calls, understanding
from tests.adapters.mail.test_fuzz import accident
from tests.adapters.test_telegram_updates import GOOD, Harness, arrival
from tests.peers.wechat import callbacks, official

ROOT = Path(__file__).parents[1]
NOW = datetime(2026, 11, 29, 9, 0, tzinfo=UTC)
SLOW = 1.0
LINKS = Links(base="https://example.com", key=b"a key that only fuzzing uses", now=lambda: NOW)

JUNK = (
    b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"\r\n", b"\n\n", b"<", b"&", b"]]>", b"<!DOCTYPE x>", b'"', b"\\", b"\\ud800",
    b"{", b"[", b"[[[[[[", b"}", b":", b": ", b"- ", b"&a ", b"*a", b"!!python/object:os.system ", b"9" * 40, b"-1", b"1e999",
    b"null", "٣".encode(), "〇".encode(), "亿".encode(), "年月日".encode(), "\u202e".encode(), "👩‍👩‍👧".encode(), b"%00", b"../",
    b"${X}", b"${", b"A" * 300, b"=?utf-8?b?", b"/start ", b"\t",
)  # fmt: skip

TEXTS = (
    "我11月5号买的电饭煲，用了一天就坏了，订单号 A20261105888，花了三千二百块，要求退款，电话13800138000",
    "上上周五在朝阳店买的，多收了我 1,280.50 元", "十月初五，一万二", "大前天下午", "去年国庆节",
    "My kettle leaked on 3 March 2026, order 20251018-4473, I paid $1,299.99 and want it back: ann@example.com",
    "last Friday", "two weeks ago", "03/04/2026", "HY26-7K3M-Q2PD", "twelve hundred pounds", "給我退款，NT$3,500",
)  # fmt: skip


def torn(raw: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    """An input after some accidents: a few for a short one, of which nothing would be left else."""
    if chance.random() < 0.15:
        other = chance.choice(others)
        raw = raw[: chance.randrange(len(raw) + 1)] + other[chance.randrange(len(other) + 1) :]
    for _ in range(chance.randrange(1, 9 if len(raw) > 1000 else 4)):
        at, size = chance.randrange(len(raw) + 1), chance.randrange(1, 60)
        match chance.randrange(6):
            case 0:
                raw = raw[:at] + raw[at + size :]
            case 1:
                raw = raw[:at] + raw[max(0, at - size) : at] * chance.randrange(1, 4) + raw[at:]
            case 2 | 3:
                raw = raw[:at] + chance.choice(JUNK) + raw[at:]
            case 4:
                raw = raw[:at] + bytes(byte ^ (1 << chance.randrange(8)) for byte in raw[at : at + 3]) + raw[at + 3 :]
            case _:
                raw = raw[:at] + chance.randbytes(chance.randrange(1, 6)) + raw[at:]
    return raw


def text_of(raw: bytes) -> str:
    """What a channel would hand on: some text, lone surrogates and all."""
    return raw.decode("utf-8", "replace")


@dataclass(frozen=True, kw_only=True)
class Reader:
    """One reader: its good inputs, how it is called, what it may raise. `call` returns whether it made sense of it."""

    name: str
    seeds: tuple[bytes, ...]
    call: Callable[[bytes], object]
    refusals: tuple[type[Exception], ...] = ()


@dataclass
class Result:
    """What became of a reader's inputs."""

    read: int = 0
    refused: int = 0
    slowest: float = 0.0
    seconds: float = 0.0
    faults: Counter[str] = field(default_factory=Counter)
    worst: dict[str, bytes] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """All inputs."""
        return self.read + self.refused + sum(count for kind, count in self.faults.items() if kind != "slow")


def mail(raw: bytes) -> object:
    """A mail, and that what was read of it is clean."""
    found = read(raw, authserv_ids=["mx.acme.example"])
    for text in (found.text, found.reply_text, found.subject, found.from_name, found.from_address):
        assert "\x00" not in text
        text.encode()
    assert not any({"/", "\\"} & set(file.name) or file.name in ("", ".", "..") for file in found.attachments)
    return found


@lru_cache(maxsize=1)
def bot() -> Harness:
    """The bot's channel with nothing behind it."""
    return Harness(Path(tempfile.mkdtemp(prefix="huiyin-fuzz-")))


def telegram(raw: bytes) -> object:
    """An update, from the webhook's bytes to the messages in it; files can't be fetched."""
    reading = bot().read(arrival(raw, attempts=9))
    if reading.unreadable:
        raise BadUpdate(reading.unreadable)
    return [dumps({"text": message.text, "name": message.name}).encode() for message in reading.messages]


def wechat(raw: bytes) -> object:
    """A callback's XML or JSON, and its cipher text where there is one."""
    fields = envelope.parse(raw)
    if sealed := envelope.text(fields, "Encrypt"):
        Cipher((callbacks.AES_KEY,), official.APP_ID).decrypt(sealed)
    return fields


def hook(raw: bytes) -> object:
    """What another system posts."""
    return HookMessage.model_validate_json(raw)


def settings(raw: bytes) -> object:
    """A config.yaml."""
    with tempfile.NamedTemporaryFile(suffix=".yaml") as file:
        file.write(raw)
        file.flush()
        return load(Path(file.name), {})


def words(raw: bytes) -> object:
    """Dates, sums and all other details of a text, asked for and not."""
    text = text_of(raw)
    folded = fold(text)
    for asked in (False, True):
        found = dates.find(folded, date(2026, 11, 29), asked=asked)
        money.amount(folded, asked=asked)
        assert found is None or isinstance(found, dates.Found)
    return extract(text, folded, Context(now=NOW))


def commands(raw: bytes) -> object:
    """A command in a chat, and what a chat's link carries."""
    text = text_of(raw)
    LINKS.read_start(text)
    normalise(text)
    return command_in(text)


def tokens(raw: bytes) -> object:
    """A link's token. None but the untouched one opens anything."""
    text = text_of(raw)
    number = LINKS.read_progress(text)
    assert number == "HY26-7K3M-Q2PD", "a forged token opened something"
    return number


def readers() -> list[Reader]:
    """All of them."""
    updates = tuple(json.dumps({"update_id": 7, **one}, ensure_ascii=False).encode() for one in GOOD)
    plain = {"ToUserName": "gh_1", "FromUserName": "o1", "CreateTime": 1764400000, "MsgType": "text", "Content": "投诉"}
    hooks = {
        "id": "1", "user": "+8613800000000", "text": "快递迟到", "sent_at": "2026-11-29T09:00:00Z", "choice": None,
        "attachments": [{"name": "a.png", "data": "iVBORw0KGgo="}], "language": "zh", "automatic": False,
    }  # fmt: skip
    whole = (ROOT / "config.yaml").read_bytes()
    parts = tuple(
        b"\n".join(line for line in part.splitlines() if not line.lstrip().startswith(b"#"))
        for part in whole.split(b"\n\n")
        if part.strip()
    )
    texts = tuple(text.encode() for text in TEXTS)
    starts = tuple(
        f"/start {payload}".encode() for payload in ("case_X", LINKS.start("case", "HY26-7K3M-Q2PD"), "link_1")
    )
    refused = (ValidationError,)
    return [
        Reader(name="mail", seeds=(b"",), call=mail),
        Reader(name="Telegram update", seeds=updates, call=telegram, refusals=(BadUpdate,)),
        Reader(
            name="WeChat callback",
            seeds=(
                callbacks.to_xml({**plain, "MsgId": 7}).encode(),
                callbacks.to_xml({"Encrypt": "QUJD" * 20}).encode(),
            ),
            call=wechat,
            refusals=(envelope.Malformed, Unreadable),
        ),
        Reader(name="hook JSON", seeds=(json.dumps(hooks).encode(),), call=hook, refusals=refused),
        Reader(name="settings", seeds=parts, call=settings, refusals=(SettingsError,)),
        Reader(name="dates, sums, details", seeds=texts, call=words),
        Reader(name="chat commands", seeds=(*starts, b"/status", b"/note@bot a b"), call=commands),
        Reader(
            name="link tokens",
            seeds=(LINKS.progress("HY26-7K3M-Q2PD").rpartition("/")[2].encode(),),
            call=tokens,
            refusals=(HuiyinError,),
        ),
    ]


def tried(reader: Reader, inputs: int, seed: int) -> Result:
    """Throw so many inputs at it."""
    result = Result()
    began = time.monotonic()
    for number in range(inputs):
        chance = random.Random(f"{seed} {reader.name} {number}")
        raw = (
            accident(seed + number)
            if reader.name == "mail"
            else torn(chance.choice(reader.seeds), reader.seeds, chance)
        )
        # The processor's time, which does not count who else uses the machine.
        since = time.process_time()
        try:
            reader.call(raw)
            result.read += 1
        except reader.refusals:
            result.refused += 1
        except Exception as error:
            kind = f"{type(error).__name__}: {error}"[:90]
            result.faults[kind] += 1
            result.worst.setdefault(kind, raw)
        took = time.process_time() - since
        result.slowest = max(result.slowest, took)
        if took > SLOW:
            result.faults["slow"] += 1
            result.worst.setdefault("slow", raw)
    result.seconds = time.monotonic() - began
    return result


def shown(results: Mapping[str, Result], console: Console) -> None:
    """The table, and the first input of each kind of fault."""
    table = Table("reader", "inputs", "read", "refused", "faults", "slowest, ms", "seconds")
    for name, one in results.items():
        faults = sum(one.faults.values())
        numbers = (one.total, one.read, one.refused, faults, round(one.slowest * 1000), round(one.seconds))
        table.add_row(name, *(f"{number:,}" for number in numbers))
    console.print(table)
    for name, one in results.items():
        for kind, count in one.faults.most_common():
            console.print(f"{name}: {count} × {kind}\n  first: {one.worst[kind][:300]!r}", markup=False)


def record(file: Path, results: Mapping[str, Result], seed: int) -> None:
    """Add this run: for each reader its seeds, and all inputs, faults and the slowest so far."""
    told = json.loads(file.read_text("utf-8")) if file.exists() else {}
    for name, one in results.items():
        so_far = told.setdefault(name, {"seeds": [], "inputs": 0, "read": 0, "faults": 0, "slowest_ms": 0})
        if seed in so_far["seeds"]:
            continue
        so_far["seeds"].append(seed)
        so_far["inputs"] += one.total
        so_far["read"] += one.read
        so_far["faults"] += sum(one.faults.values())
        so_far["slowest_ms"] = max(so_far["slowest_ms"], round(one.slowest * 1000))
    file.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", "utf-8")


def called(examples: int, seed: int, only: str, database: str | None) -> int:
    """Call the API, and tell."""
    with tempfile.TemporaryDirectory(prefix="huiyin-calls-") as folder:
        url = database or f"sqlite:///{folder}/huiyin.db"
        result = asyncio.run(
            calls.tried(url, Path(folder), understanding.trained(), examples=examples, number=seed, only=only)
        )
    answers = ", ".join(f"{count:,} × {status}" for status, count in sorted(result.answers.items()))
    print(f"{result.operations} operations, {result.calls:,} calls: {answers}; faults: {sum(result.faults.values())}")
    print(result)
    return int(bool(result.faults))


def main(argv: Sequence[str] | None = None) -> int:
    """Fuzz, and tell."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--inputs", type=int, default=20_000, help="for each reader (default: 20000)")
    parser.add_argument("--seed", type=int, default=1, help="another number is other inputs")
    parser.add_argument("--only", metavar="WORD", default="", help="readers with this word in their name")
    parser.add_argument("--record", metavar="FILE", type=Path, help="add this run to those that FILE (JSON) holds")
    parser.add_argument("--calls", metavar="N", type=int, help="call each operation of the API instead")
    parser.add_argument("--database", metavar="URL", help="of the calls (default: SQLite, of this run alone)")
    asked = parser.parse_args(argv)
    # What can't be read is logged, as it should be; here it is counted.
    logging.disable()
    if asked.calls:
        return called(asked.calls, asked.seed, asked.only, asked.database)
    chosen = [reader for reader in readers() if asked.only in reader.name]
    results = {reader.name: tried(reader, asked.inputs, asked.seed) for reader in chosen}
    shown(results, Console(width=120))
    if asked.record:
        record(asked.record, results, asked.seed)
    return int(any(one.faults for one in results.values()))


if __name__ == "__main__":
    sys.exit(main())
