"""Customers who complain, ask and chatter while the product is killed under them, and remember what they were told."""

from __future__ import annotations

import asyncio
import random
import re
from abc import abstractmethod
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final

from tests.peers.callbacks import Callback
from tests.peers.wire import Broken, Connection

NUMBER: Final = re.compile(r"HY\d\d-[0-9A-Z]{4}-[0-9A-Z]{4}")
#: What the bot says when it has filed a complaint.
FILED: Final = re.compile(r"(?:已为您提交投诉|投诉已登记)，编号 (HY\d\d-[0-9A-Z]{4}-[0-9A-Z]{4})")

_CHATTER: Final = ("你好", "进度怎么样了", "谢谢", "你们几点下班", "投诉要收费吗", "嗯嗯", "在吗")
_GOODS: Final = ("电饭煲用了一天就坏了", "快递把箱子摔烂了", "衣服洗一次就褪色", "手机屏幕有划痕")
#: Seconds after which a customer gives up on an answer.
PATIENCE: Final = 40.0
#: Seconds before a request that failed is made again.
PAUSE: Final = 0.05


class NotAnswered(Exception):
    """A message was acknowledged, and no answer came."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the bot said, and the buttons under it."""

    text: str
    choices: tuple[str, ...]


@dataclass(kw_only=True)
class Tally:
    """What all customers together went through."""

    broken: int = 0
    refused: Counter[int] = field(default_factory=Counter)
    #: Messages that were stored although their first 202 never arrived.
    known: int = 0
    repeated: int = 0


class Customer:
    """One conversation.

    `posted`: what was acknowledged, in order, as (the customer's id of it, text). `answers`: what the bot answered.
    `heard`: everything that it said, answers and news. `filed`: the numbers of the customer's complaints.
    """

    def __init__(self, name: str, port: int, tally: Tally, seed: int) -> None:
        self.name = name
        self.tally = tally
        self.posted: list[tuple[str, str]] = []
        self.answers: list[Answer] = []
        self.heard: list[str] = []
        self.filed: list[str] = []
        self._random = random.Random(seed)
        self._connection = Connection(port)
        self._orders = 0

    async def live(self, stop: asyncio.Event) -> None:
        """Complain and chatter until `stop`, then wait for the last answer."""
        while not stop.is_set():
            if self._random.random() < 0.6:
                await self._complain()
            else:
                await self._chatter()

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

    async def _complain(self) -> None:
        """Tell a story, press the buttons that come, until there is a number."""
        self._orders += 1
        order = f"{self.name.upper()}{self._orders:05d}"
        answer = await self.say(f"我要投诉：{self._random.choice(_GOODS)}，订单号 {order}，要求退款")
        for _ in range(8):
            if found := FILED.search(answer.text):
                self.filed.append(found[1])
                return
            press = next((choice for choice in ("confirm:yes", "same:no", "done") if choice in answer.choices), None)
            if press is None:
                return
            answer = await self.say("好的", press)

    async def _chatter(self) -> None:
        """Several messages without waiting: they are to be answered in order."""
        for _ in range(self._random.randint(2, 4)):
            await self.post(self._random.choice(_CHATTER), None)
        await self._hear_all()

    async def say(self, text: str, choice: str | None = None) -> Answer:
        """Send, and wait for the answer."""
        await self.post(text, choice)
        await self._hear_all()
        return self.answers[-1]

    async def post(self, text: str, choice: str | None) -> None:
        """Send until it is acknowledged, always under the same id; now and then once more after that."""
        id = f"m{len(self.posted)}"
        body = {"id": id, "text": text, "choice": choice}
        tried = 0
        while True:
            tried += 1
            try:
                status, said = await self._send(body)
            except Broken:
                self.tally.broken += 1
                await asyncio.sleep(PAUSE)
                continue
            if status == 202:
                break
            self.tally.refused[status] += 1
            await asyncio.sleep(PAUSE)
        self.tally.known += bool(said["duplicate"])
        assert tried > 1 or not said["duplicate"], f"{self.name}: {id} is new and was taken for a duplicate"
        self.posted.append((id, text))
        if self._random.random() < 0.1:
            with_luck = None
            try:
                with_luck = await self._send(body)
            except Broken:
                self.tally.broken += 1
            if with_luck and with_luck[0] == 202:
                assert with_luck[1]["duplicate"], f"{self.name}: {id} was stored a second time"
                self.tally.repeated += 1

    async def _hear_all(self) -> None:
        """Wait until everything that was posted is answered."""
        try:
            async with asyncio.timeout(PATIENCE):
                while len(self.answers) < len(self.posted):
                    await self._hear()
        except TimeoutError:
            raise NotAnswered(
                f"{self.name}: {len(self.posted)} posted, {len(self.answers)} answered; the last one: {self.posted[-1]}"
            ) from None

    @abstractmethod
    async def _send(self, body: dict[str, Any]) -> tuple[int, dict[str, Any]]: ...

    @abstractmethod
    async def _hear(self) -> None: ...


class Visitor(Customer):
    """Writes on the website chat and reads its transcript."""

    def __init__(self, name: str, port: int, tally: Tally, seed: int) -> None:
        super().__init__(name, port, tally, seed)
        self.user = ""
        self._token = ""
        self.lines: list[dict[str, Any]] = []

    async def live(self, stop: asyncio.Event) -> None:
        """Open a conversation first."""
        while not self._token:
            try:
                status, said = await self._connection.request("POST", "/api/v1/web/conversations", {})
            except Broken:
                await asyncio.sleep(PAUSE)
                continue
            if status == 201:
                self.user, self._token = said["conversation"], said["token"]
        await super().live(stop)

    async def _send(self, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        return await self._connection.request("POST", "/api/v1/web/messages", body, token=self._token)

    async def _hear(self) -> None:
        await self._read_on(wait=2)

    async def _read_on(self, wait: int) -> bool:
        page = await self.read(self.lines[-1]["id"] if self.lines else 0, wait)
        for line in page:
            assert not self.lines or line["id"] > self.lines[-1]["id"], f"{self.name}: the transcript went back"
            if line["from"] == "bot":
                self.heard.append(line["text"])
                # An answer stands right below its question; what else the bot says is news.
                if self.lines and self.lines[-1]["from"] == "customer":
                    self.answers.append(Answer(line["text"], tuple(choice["value"] for choice in line["choices"])))
            self.lines.append(line)
        return bool(page)

    async def catch_up(self) -> None:
        """Read what was said since, without waiting."""
        while await self._read_on(wait=0):
            pass

    async def whole(self) -> list[dict[str, Any]]:
        """The transcript from its beginning, as the product has it now."""
        whole: list[dict[str, Any]] = []
        while page := await self.read(whole[-1]["id"] if whole else 0):
            whole += page
        return whole

    async def read(self, after: int, wait: int = 0) -> list[dict[str, Any]]:
        """The transcript after a line; nothing where the product is down."""
        try:
            status, said = await self._connection.request(
                "GET", f"/api/v1/web/messages?after={after}&wait={wait}", token=self._token
            )
        except Broken:
            self.tally.broken += 1
            status = 0
        if status != 200:
            await asyncio.sleep(PAUSE)
            return []
        found: list[dict[str, Any]] = said["messages"]
        return found


class Caller(Customer):
    """Writes through another system, which is called back with the answers."""

    def __init__(self, name: str, port: int, tally: Tally, seed: int, *, channel: str, token: str) -> None:
        super().__init__(name, port, tally, seed)
        self._path = f"/api/v1/channels/{channel}/messages"
        self._token = token
        self._news = asyncio.Event()
        #: Idempotency-Key → what was said under it, in the order of first arrival.
        self.calls: dict[str, dict[str, Any]] = {}
        self.resent: Counter[str] = Counter()
        self.late: list[str] = []

    def hear(self, callback: Callback) -> None:
        """The other system was called back about this customer."""
        if callback.key in self.calls:
            self.resent[callback.key] += 1
            assert callback.body == self.calls[callback.key], f"{callback.key} says two different things"
            if callback.key != next(reversed(self.calls)):
                self.late.append(callback.key)
            return
        body = self.calls[callback.key] = callback.body
        self.heard.append(body["text"])
        if body["purpose"] == "reply":
            self.answers.append(Answer(body["text"], tuple(choice["value"] for choice in body["choices"])))
            self._news.set()

    async def _send(self, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        return await self._connection.request("POST", self._path, {**body, "user": self.name}, token=self._token)

    async def _hear(self) -> None:
        self._news.clear()
        await self._news.wait()
