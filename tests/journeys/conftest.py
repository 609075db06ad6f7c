"""The whole product in this process, on SQLite and on PostgreSQL, driven over HTTP as its users drive it."""

from __future__ import annotations

import asyncio
import contextlib
import re
import uuid
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from argon2 import PasswordHasher

from bot.app import App, build, opened, web
from bot.console.access import SCOPES, new_token, new_user, to_hash
from bot.desk import timers
from bot.ports import Understander
from bot.records import Role, User
from bot.settings import Settings, load
from tests import understanding
from tests.clock import MovableClock

PASSWORD = "correct horse battery"


@pytest.fixture(scope="session")
def understander() -> Understander:
    """The real one."""
    return understanding.trained()


@dataclass
class Product:
    """A running product and a browserless client of it."""

    app: App
    clock: MovableClock
    http: httpx.AsyncClient
    users: dict[str, User] = field(default_factory=dict)

    async def visitor(self, language: str | None = None) -> Visitor:
        """A new customer on the website."""
        answer = await self.http.post("/api/v1/web/conversations", json={"language": language})
        assert answer.status_code == 201, answer.text
        return Visitor(product=self, token=answer.json()["token"])

    async def pass_time(self, by: timedelta) -> None:
        """Move the clock and fire what came due."""
        self.clock.move(by)
        while await timers.fire_one(self.app.database, self.app.rules):
            pass

    async def staff(self, role: Role = Role.AGENT, department: str = "", login: str | None = None) -> dict[str, str]:
        """Headers of a staff member's API token."""
        name = login or f"{role}-{uuid.uuid4().hex[:6]}"
        hash = await asyncio.to_thread(to_hash, PASSWORD)

        def body(uow: Any) -> tuple[User, str]:
            now = self.clock.now()
            user = new_user(
                uow, login=name, name=name.title(), role=role, password_hash=hash, now=now, department=department
            )
            scopes = SCOPES if role is Role.ADMINISTRATOR else SCOPES[:-1]
            return user, new_token(uow, name="test", user=user, scopes=scopes, now=now)

        user, token = await self.app.database.transact(body)
        self.users[name] = user
        return {"Authorization": f"Bearer {token}"}

    async def case(self, number: str, headers: dict[str, str]) -> dict[str, Any]:
        """A case as the staff API shows it."""
        answer = await self.http.get(f"/api/v1/cases/{number}", headers=headers)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found


@dataclass
class Visitor:
    """A customer on the website."""

    product: Product
    token: str
    last: int = 0
    seen: list[dict[str, Any]] = field(default_factory=list)

    @property
    def headers(self) -> dict[str, str]:
        """What proves who they are."""
        return {"Authorization": f"Bearer {self.token}"}

    async def post(self, text: str = "", **more: Any) -> httpx.Response:
        """Send, without waiting for the answer."""
        body = {"id": str(uuid.uuid4()), "text": text, **more}
        return await self.product.http.post("/api/v1/web/messages", json=body, headers=self.headers)

    async def news(self, wait: float = 0) -> list[dict[str, Any]]:
        """What has been said to them since they looked last."""
        answer = await self.product.http.get(
            "/api/v1/web/messages", params={"after": self.last, "wait": wait}, headers=self.headers
        )
        assert answer.status_code == 200, answer.text
        lines = answer.json()["messages"]
        if lines:
            self.last = lines[-1]["id"]
        self.seen += lines
        return [line for line in lines if line["from"] != "customer"]

    async def say(self, text: str = "", **more: Any) -> str:
        """Send and wait for the answer's text; what was said before stays in `seen`."""
        await self.news()
        answer = await self.post(text, **more)
        assert answer.status_code == 202, answer.text
        for _ in range(50):
            said = await self.news(wait=2)
            if said:
                return str(said[-1]["text"])
        raise AssertionError("no answer")

    async def complain(self, text: str = "你们的电饭煲用了一天就坏了，订单号 A20261105888，要求退款") -> str:
        """File a complaint and return its number."""
        await self.say(text)
        for _ in range(10):
            answer = await self.say("没有其他了，直接提交")
            if number := re.search(r"HY\d\d-\w{4}-\w{4}", answer):
                return number[0]
            answer = await self.say("没问题，提交")
            if number := re.search(r"HY\d\d-\w{4}-\w{4}", answer):
                return number[0]
        raise AssertionError(answer)


def settings_for(url: str, folder: Path, **environ: str) -> Settings:
    """Settings of a throw-away product."""
    return load(
        None,
        {
            "HUIYIN_STORAGE__URL": url,
            "HUIYIN_STORAGE__FILES": str(folder / "files"),
            "HUIYIN_SECRET__FILE": str(folder / "secret.key"),
            "HUIYIN_SECURITY__MESSAGES_PER_MINUTE": "100000",
            "HUIYIN_SECURITY__CONVERSATIONS_PER_HOUR_PER_IP": "100000",
            "HUIYIN_SECURITY__CHAT_REQUESTS_PER_MINUTE_PER_IP": "10000000",
            "HUIYIN_SECURITY__PAGE_REQUESTS_PER_MINUTE_PER_IP": "10000000",
            "HUIYIN_SECURITY__REFUSALS_PER_MINUTE_PER_IP": "10000000",
            "HUIYIN_SECURITY__UPLOADS_PER_HOUR_PER_IP": "100GB",
            "HUIYIN_STORAGE__MAX_FILE": "1MB",
            "HUIYIN_SERVER__MAX_REQUEST": "3MB",
            **environ,
        },
    )


@pytest.fixture(autouse=True)
def _quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Slow on purpose, and not what is tried here: tests/unit/console/test_access.py holds what a hash must cost."""
    monkeypatch.setattr("bot.console.access._HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/huiyin.db"
    made: str = request.getfixturevalue("migrated_url")()
    return made


@pytest.fixture
async def product(url: str, tmp_path: Path, understander: Understander) -> AsyncIterator[Product]:
    """The product, its loops running, its clock standing."""
    async with running(settings_for(url, tmp_path), understander) as started:
        yield started


@contextlib.asynccontextmanager
async def running(settings: Settings, understander: Understander) -> AsyncIterator[Product]:
    """A product with these settings, its loops running, its clock standing."""
    clock = MovableClock()
    app = build(settings, clock=clock, understander=understander)
    async with opened(app):
        stop = asyncio.Event()
        loops = asyncio.create_task(app.work(("worker", "delivery"), stop))
        transport = httpx.ASGITransport(app=web(app))
        async with httpx.AsyncClient(transport=transport, base_url="http://test", timeout=30) as http:
            yield Product(app=app, clock=clock, http=http)
        stop.set()
        await loops
