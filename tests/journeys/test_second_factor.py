"""The second factor: pairing, asking, recovering, guessing, being made to have one, losing the phone; and sessions."""

from __future__ import annotations

import argparse
import asyncio
import base64
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from bot.cli import staff
from bot.console import totp
from bot.errors import InvalidInput
from bot.ports import Understander
from bot.records import Role
from bot.sealing import Seal
from tests.journeys.conftest import Product, running, settings_for
from tests.journeys.test_console import NEW, csrf, enter, log_in


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The rows are looked at on both databases elsewhere."""
    return f"sqlite:///{tmp_path}/huiyin.db"


@pytest.mark.parametrize(
    ("at", "wanted"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (2000000000, "279037"),
     (20000000000, "353130")],
)  # fmt: skip
def test_the_vectors_of_the_rfc(at: int, wanted: str) -> None:
    """RFC 6238 appendix B, SHA-1, the last six digits."""
    secret = base64.b32encode(b"12345678901234567890").decode()
    moment = datetime.fromtimestamp(at, UTC)
    assert totp.code(secret, totp.step_of(moment)) == wanted
    assert totp.matching(secret, f" {wanted[:3]} {wanted[3:]} ", moment) == at // 30
    assert totp.matching(secret, wanted, moment + timedelta(seconds=30)) == at // 30
    assert totp.matching(secret, wanted, moment + timedelta(seconds=90)) is None


def test_a_seal_opens_with_its_own_key_and_for_its_own_purpose() -> None:
    sealed = Seal(b"k" * 32, "second-factor").close("SECRET")
    assert "SECRET" not in sealed
    assert Seal(b"k" * 32, "second-factor").open(sealed) == "SECRET"
    for other in (Seal(b"x" * 32, "second-factor"), Seal(b"k" * 32, "something else")):
        with pytest.raises(InvalidInput, match=r"secret\.key"):
            other.open(sealed)


def code(product: Product, secret: str) -> str:
    """What the app shows now."""
    return totp.code(secret, totp.step_of(product.clock.now()))


async def post(product: Product, path: str, token: str, **form: str) -> httpx.Response:
    return await product.http.post(path, data={"csrf": token, **form})


async def pair(product: Product, token: str) -> tuple[str, list[str]]:
    """Pair an app: its secret and the recovery codes."""
    await post(product, "/console/second/begin", token)
    page = (await product.http.get("/console/second")).text
    assert re.search(r"<svg[^>]* viewBox=", page), "without it a picture that is made smaller is cut off"
    assert "style=" not in page
    found = re.search(r'<code class="secret-text">([A-Z2-7]{32})</code>', page)
    assert found
    answer = await post(product, "/console/second/confirm", token, code=code(product, found[1]))
    assert answer.status_code == 200, answer.text
    return found[1], re.findall(r"<li><code>([a-z2-9-]{19})</code>", answer.text)


async def second_step(product: Product, given: str) -> httpx.Response:
    page = await product.http.get("/console/login/second")
    return await product.http.post("/console/login/second", data={"csrf": csrf(page.text), "code": given, "next": ""})


async def test_after_the_password_comes_the_code(product: Product) -> None:
    token = await enter(product, Role.AGENT)
    secret, codes = await pair(product, token)
    assert len(set(codes)) == 10
    stored = await product.app.database.read(lambda uow: uow.factors.of(product.users["user-agent"].id))
    assert stored is not None
    assert secret not in stored.sealed
    assert codes[0] not in (await product.http.get("/console/second")).text
    product.http.cookies.clear()
    assert await log_in(product, "user-agent", NEW) == "/console/login/second"
    # The password alone opens nothing.
    assert (await product.http.get("/console/cases")).status_code == 303
    assert (await product.http.get("/api/v1/cases")).status_code == 401
    # The code that paired the app was used.
    assert (await second_step(product, code(product, secret))).status_code == 403
    product.clock.move(timedelta(seconds=30))
    answer = await second_step(product, code(product, secret))
    assert answer.headers["location"] == "/console/cases"
    assert (await product.http.get("/console/cases")).status_code == 200
    # Whoever looked over the shoulder is too late.
    product.http.cookies.clear()
    await log_in(product, "user-agent", NEW)
    assert (await second_step(product, code(product, secret))).status_code == 403


async def test_a_recovery_code_stands_in_once(product: Product) -> None:
    token = await enter(product, Role.AGENT)
    _, codes = await pair(product, token)
    for given, status in ((codes[3].upper().replace("-", " "), 303), (codes[3], 403), (codes[4], 303)):
        product.http.cookies.clear()
        await log_in(product, "user-agent", NEW)
        assert (await second_step(product, given)).status_code == status, given
    page = (await product.http.get("/console/second", params={"lang": "en"})).text
    assert "Recovery codes left: 8." in page
    renewed = await post(product, "/console/second/codes", csrf(page), code=codes[5])
    fresh = re.findall(r"<li><code>([a-z2-9-]{19})</code>", renewed.text)
    assert len(fresh) == 10
    assert not set(fresh) & set(codes)
    product.http.cookies.clear()
    await log_in(product, "user-agent", NEW)
    assert (await second_step(product, codes[6])).status_code == 403


async def test_guessing_is_slowed_down(product: Product) -> None:
    token = await enter(product, Role.AGENT)
    secret, _ = await pair(product, token)
    product.http.cookies.clear()
    product.clock.move(timedelta(minutes=1))
    await log_in(product, "user-agent", NEW)
    statuses = [(await second_step(product, "000000")).status_code for _ in range(6)]
    assert statuses == [403] * 5 + [429]
    assert (await second_step(product, code(product, secret))).status_code == 429
    # A log-in begun anew starts no new count.
    product.http.cookies.clear()
    await log_in(product, "user-agent", NEW)
    assert (await second_step(product, code(product, secret))).status_code == 429
    product.clock.move(timedelta(minutes=16))
    assert (await product.http.get("/console/login/second")).headers["location"] == "/console/login"
    await log_in(product, "user-agent", NEW)
    assert (await second_step(product, code(product, secret))).status_code == 303


async def test_the_second_step_is_bound_to_its_browser(product: Product) -> None:
    token = await enter(product, Role.AGENT)
    secret, _ = await pair(product, token)
    product.http.cookies.clear()
    product.clock.move(timedelta(minutes=1))
    await log_in(product, "user-agent", NEW)
    for form in ({}, {"csrf": "forged"}):
        answer = await product.http.post("/console/login/second", data={**form, "code": code(product, secret)})
        assert answer.status_code == 403
    product.http.cookies.clear()
    answer = await product.http.post("/console/login/second", data={"csrf": "", "code": code(product, secret)})
    assert answer.status_code == 403


async def test_turning_it_off_takes_a_code(product: Product) -> None:
    token = await enter(product, Role.AGENT)
    secret, codes = await pair(product, token)
    assert (await post(product, "/console/second/off", token, code="123456")).status_code == 422
    assert (await post(product, "/console/second/begin", token)).status_code == 422
    product.clock.move(timedelta(minutes=1))
    answer = await post(product, "/console/second/off", token, code=code(product, secret))
    assert answer.headers["location"] == "/console/second?done=second_off"
    product.http.cookies.clear()
    assert await log_in(product, "user-agent", NEW) == "/console/cases"
    assert (await product.app.database.read(lambda uow: uow.factors.codes(product.users["user-agent"].id))) == 0
    del codes


@pytest.fixture
async def strict(url: str, tmp_path: Path, understander: Understander) -> AsyncIterator[Product]:
    """A product whose administrators must have a second factor."""
    settings = settings_for(url, tmp_path, HUIYIN_SECURITY__SECOND_FACTOR__REQUIRED_FOR='["administrator"]')
    async with running(settings, understander) as started:
        yield started


async def test_a_role_that_must_have_one_sees_nothing_before(strict: Product) -> None:
    product = strict
    await product.staff(Role.ADMINISTRATOR, login="boss")
    await log_in(product, "boss", "correct horse battery")
    page = await product.http.get("/console/password")
    form = {"current": "correct horse battery", "new": NEW, "again": NEW, "csrf": csrf(page.text)}
    await product.http.post("/console/password", data=form)
    for path in ("/console/cases", "/console/users", "/console/sessions"):
        assert "second" in (await product.http.get(path)).headers["location"]
    refused = await product.http.get("/api/v1/cases")
    assert refused.status_code == 403
    assert "/console/second" in refused.text
    page = await product.http.get("/console/second", params={"lang": "en"})
    assert "Pair an app to go on" in page.text
    secret, _ = await pair(product, csrf(page.text))
    assert (await product.http.get("/console/cases")).status_code == 200
    product.clock.move(timedelta(minutes=1))
    token = csrf((await product.http.get("/console/second")).text)
    refused = await post(product, "/console/second/off", token, code=code(product, secret))
    assert refused.status_code in (403, 422)
    product.http.cookies.clear()
    assert await log_in(product, "boss", NEW) == "/console/login/second"


async def test_an_administrator_helps_who_lost_the_phone_and_it_is_written_down(product: Product) -> None:
    token = await enter(product, Role.AGENT)
    await pair(product, token)
    agent = product.users["user-agent"]
    product.http.cookies.clear()
    token = await enter(product, Role.ADMINISTRATOR)
    assert "✓" in (await product.http.get("/console/users")).text
    answer = await post(product, f"/console/users/{agent.id}/unpair", token)
    assert answer.headers["location"] == "/console/users?done=unpair"
    assert (await post(product, f"/console/users/{agent.id}/unpair", token)).status_code == 422
    lines = await product.app.database.read(lambda uow: uow.staff.audited())
    assert [line["action"] for line in lines if "second" in line["action"]] == [
        "reset_second_factor", "add_second_factor",
    ]  # fmt: skip
    product.http.cookies.clear()
    assert await log_in(product, "user-agent", NEW) == "/console/cases"


BROWSERS = {
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140": "Edge · Windows",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15": "Safari · macOS",
    "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36 MicroMessenger/8.0": "WeChat · Android",
    "curl/8": "",
}


async def test_sessions_are_seen_and_ended(product: Product) -> None:
    await enter(product, Role.AGENT)
    browsers = []
    for agent in BROWSERS:
        http = httpx.AsyncClient(
            transport=product.http._transport, base_url="http://test", headers={"user-agent": agent}
        )
        kept, product.http = product.http, http
        await log_in(product, "user-agent", NEW)
        product.http = kept
        browsers.append(http)
    page = (await product.http.get("/console/sessions", params={"lang": "en"})).text
    for device in BROWSERS.values():
        assert (device or "Unknown device") in page
    assert page.count(">this one<") == 1
    ended = re.findall(r'name="session" value="([0-9a-f]{64})"', page)
    assert len(ended) == 4
    answer = await post(product, "/console/sessions/end", csrf(page), session=ended[0])
    assert answer.status_code == 303
    live = [http for http in browsers if (await http.get("/console/cases")).status_code == 200]
    assert len(live) == 3
    await post(product, "/console/sessions/end", csrf(page))
    assert [(await http.get("/console/cases")).status_code for http in browsers] == [303] * 4
    assert (await product.http.get("/console/cases")).status_code == 200
    # Another's session is none of one's own.
    assert (await post(product, "/console/sessions/end", csrf(page), session="0" * 64)).status_code == 404
    for http in browsers:
        await http.aclose()


async def test_a_new_role_is_a_new_log_in(product: Product) -> None:
    await enter(product, Role.AGENT)
    agent = product.users["user-agent"]
    browser = httpx.AsyncClient(transport=product.http._transport, base_url="http://test", cookies=product.http.cookies)
    product.http.cookies.clear()
    token = await enter(product, Role.ADMINISTRATOR)
    assert (await browser.get("/console/cases")).status_code == 200
    for role, department, status in (("king", "", 422), ("department", "", 422), ("department", "finance", 303)):
        answer = await post(product, f"/console/users/{agent.id}/role", token, role=role, department=department)
        assert answer.status_code == status, answer.text
    assert (await browser.get("/console/cases")).status_code == 303
    changed = await product.app.database.read(lambda uow: uow.staff.get(agent.id))
    assert (changed.role, changed.department) == (Role.DEPARTMENT, "finance")
    mine = product.users["user-administrator"].id
    assert (await post(product, f"/console/users/{mine}/role", token, role="agent")).status_code == 422
    await browser.aclose()


async def test_the_only_administrator_helps_themselves_at_the_command_line(
    product: Product, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    token = await enter(product, Role.ADMINISTRATOR)
    await pair(product, token)
    arguments = argparse.Namespace(action="unpair", login="user-administrator")
    await asyncio.to_thread(staff.user, product.app.settings, arguments)
    assert "is reset" in capsys.readouterr().out
    assert (await product.http.get("/console/cases")).status_code == 303
    product.http.cookies.clear()
    assert await log_in(product, "user-administrator", NEW) == "/console/cases"
