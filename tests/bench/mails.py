"""How fast mail is taken in: the product's own process against bare loops over the same mails on the same server."""

from __future__ import annotations

import asyncio
import itertools
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Final

from tests.bench import machine
from tests.bench.measure import Bench, Progress
from tests.journeys.crash.audit import rows
from tests.peers.dovecot import PASSWORD, Dovecot
from tests.peers.product import Installation
from tests.peers.smtp import SmtpServer

_COUNT: Final = 1000
_PATIENCE: Final = 240.0
#: Mails of one command of the bare loop that works in sets, as the product does.
_SET: Final = 50
_RECEIVING: Final = ("tests.bench.receiving",)
_WHOLE: Final = ("bot", "run")
_users = itertools.count()


@dataclass(kw_only=True)
class Mails:
    """Mails a second, round by round. `taken`: in the inbox, fetched, stored, moved and read. `filed`: became cases."""

    database: str
    count: int
    taken: list[float] = field(default_factory=list)
    filed: list[float] = field(default_factory=list)
    cpu_ms: list[float] = field(default_factory=list)
    #: The bare loops: one mail at a time fetched and moved, only fetched; in sets fetched and moved.
    moved: list[float] = field(default_factory=list)
    fetched: list[float] = field(default_factory=list)
    sets: list[float] = field(default_factory=list)

    def ratio(self, bare: Sequence[float]) -> float:
        """Of what is taken in to a bare loop, the median over pairs."""
        return statistics.median(ours / theirs for ours, theirs in zip(self.taken, bare, strict=True))


async def mails(bench: Bench, database: str, progress: Progress) -> Mails:
    """Fill mailboxes and empty them, the product and the bare loops by turns."""
    count = _COUNT if bench.seconds >= 1 else 100
    result = Mails(database=database, count=count)
    letters = [_letter(number) for number in range(count)]
    smtp = SmtpServer()
    await smtp.start()
    with Dovecot() as server:
        for at in range(bench.rounds):
            for loop, into in ((_move, result.moved), (_fetch, result.fetched), (_in_sets, result.sets)):
                into.append(count / await asyncio.to_thread(_bare, server, letters, loop))
            taken, cpu = await _product(
                bench, database, server, smtp, letters, _RECEIVING, "SELECT count(*) FROM inbox"
            )
            result.taken.append(count / taken)
            result.cpu_ms.append(1000 * cpu / count)
            progress((at + 0.6) / bench.rounds)
            filed, _ = await _product(bench, database, server, smtp, letters, _WHOLE, "SELECT count(*) FROM cases")
            result.filed.append(count / filed)
            progress((at + 1) / bench.rounds)
    await smtp.stop()
    return result


async def _product(
    bench: Bench,
    database: str,
    server: Dovecot,
    smtp: SmtpServer,
    letters: list[bytes],
    module: tuple[str, ...],
    sql: str,
) -> tuple[float, float]:
    """Seconds from the log-in at the mail server until all are there, and those of the processor."""
    user = f"ours{next(_users)}"
    await asyncio.to_thread(server.deliver_all, letters, f"{user}@{server.domain}")
    product = bench.installation(bench.empty(database))
    environ = {
        **product.environ,
        "HUIYIN_LOGGING__LEVEL": "info",
        "HUIYIN_CHANNELS__MAIL__MAILBOXES": json.dumps([_box(server, smtp, user)]),
    }
    process = _start(product, module, environ)

    async def until(holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(_PATIENCE):
            while not await asyncio.to_thread(holds):
                if process.poll() is not None:
                    raise RuntimeError(f"The product ended by itself:\n{product.said()}")
                await asyncio.sleep(0.01)

    try:
        await until(lambda: f"mailbox {user}: connected" in product.log.read_text())
        since, cpu = time.perf_counter(), machine.cpu_seconds(process.pid) or 0.0
        await until(lambda: rows(product.url, sql)[0][0] >= len(letters))
        return time.perf_counter() - since, (machine.cpu_seconds(process.pid) or 0.0) - cpu
    finally:
        process.terminate()
        await asyncio.to_thread(process.wait)


def _start(product: Installation, module: tuple[str, ...], environ: dict[str, str]) -> subprocess.Popen[bytes]:
    with product.log.open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", *module], env=environ, cwd=product.folder, stdout=log, stderr=log
        )


def _box(server: Dovecot, smtp: SmtpServer, user: str) -> dict[str, object]:
    imap = {
        "host": "127.0.0.1",
        "port": server.imap_port,
        "security": "none",
        "user": user,
        "password": PASSWORD,
    }
    sending = {"host": "127.0.0.1", "port": smtp.port, "security": "none"}
    return {"name": user, "address": f"{user}@{server.domain}", "imap": imap, "smtp": sending, "existing": "all"}


def _bare(server: Dovecot, letters: list[bytes], loop: Callable[[object, list[int]], None]) -> float:
    """Seconds of a bare loop, logged in before."""
    user = f"bare{next(_users)}"
    server.deliver_all(letters, f"{user}@{server.domain}")
    client = server.client(user)
    client.create_folder("Done")
    client.select_folder("INBOX")
    uids = client.search(["ALL"])
    since = time.perf_counter()
    loop(client, uids)
    took = time.perf_counter() - since
    client.logout()
    return took


def _move(client, uids: list[int]) -> None:  # type: ignore[no-untyped-def]  # imapclient has no types
    for uid in uids:
        client.fetch([uid], ["BODY.PEEK[]"])
        client.move([uid], "Done")


def _fetch(client, uids: list[int]) -> None:  # type: ignore[no-untyped-def]
    for uid in uids:
        client.fetch([uid], ["BODY.PEEK[]"])


def _in_sets(client, uids: list[int]) -> None:  # type: ignore[no-untyped-def]
    for at in range(0, len(uids), _SET):
        client.fetch(uids[at : at + _SET], ["BODY.PEEK[]"])
        client.move(uids[at : at + _SET], "Done")


def _letter(number: int) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"] = f"p{number}@home.test", "service@shop.test"
    mail["Subject"], mail["Message-ID"] = f"投诉 {number}", f"<pace-{number}@home.test>"
    mail.set_content("我上周在你们网店买的羽绒服穿了一天就开线了，客服说不能换。\n" * 20)
    return mail.as_bytes()
