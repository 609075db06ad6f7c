"""Log-in through an identity provider: a real one on the loopback, and everything that it or a stranger may try."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives import serialization

from bot.ports import Understander
from bot.records import Role
from tests.clock import MovableClock
from tests.journeys.conftest import Product, running, settings_for
from tests.peers.provider import CLIENT, SECRET, Provider

CALLBACK = "http://test/console/login/oidc/callback"


@pytest.fixture
async def provider() -> AsyncIterator[Provider]:
    clock = MovableClock()
    async with Provider(now=clock.now, redirect=CALLBACK).serving() as opened:
        yield opened


@pytest.fixture
async def product(provider: Provider, tmp_path: Path, understander: Understander) -> AsyncIterator[Product]:
    settings = settings_for(
        f"sqlite:///{tmp_path}/huiyin.db",
        tmp_path,
        HUIYIN_SERVER__PUBLIC_URL="http://test",
        HUIYIN_SECURITY__OIDC__ISSUER=provider.issuer,
        HUIYIN_SECURITY__OIDC__CLIENT_ID=CLIENT,
        HUIYIN_SECURITY__OIDC__CLIENT_SECRET=SECRET,
        HUIYIN_SECURITY__OIDC__NAME="ACME",
        HUIYIN_SECURITY__OIDC__CREATE="true",
        HUIYIN_SECURITY__OIDC__DOMAINS='["example.com"]',
    )
    async with running(settings, understander) as started:
        provider.now = started.clock.now
        yield started


async def leave(product: Product) -> str:
    """To the provider and, as the browser does, to the address that it sends us back to."""
    away = await product.http.get("/console/login/oidc", params={"next": "/console/alerts"})
    assert away.status_code == 303, away.text
    async with httpx.AsyncClient() as browser:
        back = await browser.get(away.headers["location"])
    assert back.status_code == 302, back.text
    return str(back.headers["location"])


async def sign_on(product: Product) -> httpx.Response:
    return await product.http.get(await leave(product))


def why(answer: httpx.Response) -> str:
    """What became of a log-in that failed."""
    assert answer.status_code == 303
    return parse_qs(urlsplit(answer.headers["location"]).query)["error"][0]


async def whoami(product: Product) -> str | None:
    page = await product.http.get("/console/sessions")
    return page.text if page.status_code == 200 else None


async def test_the_first_time_makes_an_account_and_later_times_find_it(product: Product, provider: Provider) -> None:
    login = await product.http.get("/console/login", params={"next": "/console/alerts", "lang": "en"})
    assert "Log in with ACME" in login.text
    answer = await sign_on(product)
    assert answer.status_code == 200
    assert 'content="0;url=/console/alerts"' in answer.text
    assert (await product.http.get("/console/alerts")).status_code == 200
    user = await product.app.database.read(lambda uow: uow.staff.by_login("wang@example.com"))
    assert user is not None
    assert (user.name, user.role, user.must_change_password) == ("王芳", Role.AGENT, False)
    # The address may change; the subject is who it is.
    product.http.cookies.clear()
    provider.person |= {"email": "li@example.com"}
    await sign_on(product)
    users = await product.app.database.read(lambda uow: uow.staff.all())
    assert [one.login for one in users] == ["wang@example.com"]
    assert "by single sign-on" in (await product.http.get("/console/sessions", params={"lang": "en"})).text
    # No password opens such an account.
    product.http.cookies.clear()
    page = await product.http.get("/console/login")
    token = page.text.split('name="csrf" value="')[1].split('"')[0]
    form = {"login": "wang@example.com", "password": "!", "csrf": token, "next": ""}
    assert (await product.http.post("/console/login", data=form)).status_code == 403
    assert provider.faults == []


async def test_who_has_an_account_is_found_by_their_verified_address(product: Product, provider: Provider) -> None:
    await product.staff(Role.SUPERVISOR, login="Wang@Example.com")
    await sign_on(product)
    user = product.users["Wang@Example.com"]
    bound = await product.app.database.read(lambda uow: uow.entrances.known(provider.issuer, provider.person["sub"]))
    assert bound == user.id
    # Somebody else who was given the address is not they.
    product.http.cookies.clear()
    provider.person["sub"] = "another"
    assert why(await sign_on(product)) == "sso_stranger"


@pytest.mark.parametrize(
    "change",
    [{"email_verified": False}, {"email_verified": "false"}, {"email_verified": None}, {"email": ""},
     {"email": "wang@elsewhere.example"}, {"email": "wang@example.com.evil.example"}],
)  # fmt: skip
async def test_an_address_that_is_not_vouched_for_opens_nothing(
    product: Product, provider: Provider, change: dict[str, Any]
) -> None:
    await product.staff(Role.ADMINISTRATOR, login="boss@example.com")
    provider.person |= change
    assert why(await sign_on(product)) == "sso_stranger"
    assert await whoami(product) is None


async def test_the_disabled_stay_outside(product: Product) -> None:
    await sign_on(product)

    def disable(uow: Any) -> None:
        from dataclasses import replace

        user = uow.staff.by_login("wang@example.com")
        uow.staff.save(replace(user, disabled=True))
        uow.staff.close_sessions(user.id)

    await product.app.database.transact(disable)
    assert await whoami(product) is None
    assert why(await sign_on(product)) == "sso_stranger"


async def test_a_new_key_of_the_providers_is_fetched(product: Product, provider: Provider) -> None:
    assert (await sign_on(product)).status_code == 200
    for curve in (False, True):
        provider.rotate(curve=curve)
        product.http.cookies.clear()
        assert (await sign_on(product)).status_code == 200
    assert (await sign_on(product)).status_code == 200
    assert provider.asked.count("GET /realms/acme/keys") == 3


def later(claims: dict[str, Any]) -> None:
    claims["exp"] = claims["iat"] - 61


def future(claims: dict[str, Any]) -> None:
    claims["iat"] += 120


TWISTS: dict[str, Callable[[dict[str, Any]], None]] = {
    "another nonce": lambda claims: claims.update(nonce="x" * 43),
    "no nonce": lambda claims: claims.pop("nonce"),
    "for somebody else": lambda claims: claims.update(aud="another-client"),
    "for several": lambda claims: claims.update(aud=[CLIENT, "another-client"]),
    "made for another": lambda claims: claims.update(azp="another-client"),
    "from another": lambda claims: claims.update(iss="https://evil.example"),
    "expired": later,
    "not yet": future,
    "never": lambda claims: claims.update(exp="tomorrow"),
    "for ever": lambda claims: claims.pop("exp"),
    "nobody": lambda claims: claims.update(sub=""),
}


@pytest.mark.parametrize("name", TWISTS)
async def test_a_token_that_does_not_hold_opens_nothing(product: Product, provider: Provider, name: str) -> None:
    provider.twist = TWISTS[name]
    assert why(await sign_on(product)) == "sso"
    assert await whoami(product) is None


def unsigned(provider: Provider) -> Callable[[dict[str, Any]], str]:
    return lambda claims: jwt.encode(claims, "", algorithm="none")


def another_key(provider: Provider) -> Callable[[dict[str, Any]], str]:
    other = Provider(now=provider.now)
    return lambda claims: jwt.encode(claims, other.key, algorithm="RS256", headers={"kid": provider.kid})


def unknown_key(provider: Provider) -> Callable[[dict[str, Any]], str]:
    other = Provider(now=provider.now)
    return lambda claims: jwt.encode(claims, other.key, algorithm="RS256", headers={"kid": other.kid})


def public_key_as_secret(provider: Provider) -> Callable[[dict[str, Any]], str]:
    """The old trick: a symmetric signature made with what everybody can read."""
    import hmac
    from hashlib import sha256

    public = provider.key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )

    def sign(claims: dict[str, Any]) -> str:
        good = jwt.encode(claims, "k" * 32, algorithm="HS256", headers={"kid": provider.kid})
        signed = good.rpartition(".")[0]
        return f"{signed}.{jwt.utils.base64url_encode(hmac.new(public, signed.encode(), sha256).digest()).decode()}"

    return sign


def client_secret(provider: Provider) -> Callable[[dict[str, Any]], str]:
    return lambda claims: jwt.encode(claims, SECRET.ljust(32, "x"), algorithm="HS256", headers={"kid": provider.kid})


def torn(provider: Provider) -> Callable[[dict[str, Any]], str]:
    return lambda claims: jwt.encode(claims, provider.key, algorithm="RS256", headers={"kid": provider.kid})[:-6]


@pytest.mark.parametrize("how", [unsigned, another_key, unknown_key, public_key_as_secret, client_secret, torn])
async def test_a_token_that_the_provider_did_not_sign_opens_nothing(
    product: Product, provider: Provider, how: Callable[[Provider], Callable[[dict[str, Any]], str]]
) -> None:
    provider.sign = how(provider)
    assert why(await sign_on(product)) == "sso"
    assert await whoami(product) is None


async def test_an_answer_is_taken_once_in_time_and_in_the_same_browser(product: Product, provider: Provider) -> None:
    back = await leave(product)
    cookies = dict(product.http.cookies)
    assert (await product.http.get(back)).status_code == 200
    # Again, with the very cookie of then: the state is used up, and the code is not even tried.
    product.http.cookies.clear()
    for name, value in cookies.items():
        product.http.cookies.set(name, value, domain="test.local", path="/console/login/oidc")
    redeemed = provider.asked.count("POST /realms/acme/token")
    assert (
        why(await product.http.get(back, headers={"cookie": "; ".join(f"{k}={v}" for k, v in cookies.items())}))
        == "sso"
    )
    assert provider.asked.count("POST /realms/acme/token") == redeemed
    # A link that somebody else began and sends along.
    product.http.cookies.clear()
    back = await leave(product)
    product.http.cookies.clear()
    assert why(await product.http.get(back)) == "sso"
    # Too late.
    back = await leave(product)
    product.clock.move(timedelta(minutes=11))
    assert why(await product.http.get(back)) == "sso"
    # Another state, none, another issuer's answer.
    for change in ({"state": "x"}, {"state": ""}, {"iss": "https://evil.example"}):
        back = await leave(product)
        asked = {**{key: values[0] for key, values in parse_qs(urlsplit(back).query).items()}, **change}
        assert why(await product.http.get("/console/login/oidc/callback", params=asked)) == "sso"
    assert await whoami(product) is None


async def test_a_refusal_and_an_absent_provider_are_said(product: Product, provider: Provider) -> None:
    provider.refuse = "access_denied"
    assert why(await sign_on(product)) == "sso"
    page = await product.http.get("/console/login", params={"error": "sso", "lang": "en"})
    assert "Single sign-on did not work" in page.text
    page = await product.http.get("/console/login", params={"error": "wrong<script>"})
    assert "<script>alert" not in page.text
    assert 'role="alert"' not in page.text


async def test_the_address_may_come_from_userinfo(product: Product, provider: Provider) -> None:
    provider.email_in_token = False
    provider.iss_in_answer = False
    assert (await sign_on(product)).status_code == 200
    assert await product.app.database.read(lambda uow: uow.staff.by_login("wang@example.com"))


async def test_a_provider_that_is_somebody_else_is_not_asked(
    tmp_path: Path, understander: Understander, provider: Provider
) -> None:
    settings = settings_for(
        f"sqlite:///{tmp_path}/other.db",
        tmp_path,
        HUIYIN_SECURITY__OIDC__ISSUER=provider.issuer.replace("localhost", "127.0.0.1"),
        HUIYIN_SECURITY__OIDC__CLIENT_ID=CLIENT,
    )
    async with running(settings, understander) as product:
        assert why(await product.http.get("/console/login/oidc")) == "sso_away"
    async with running(settings_for(f"sqlite:///{tmp_path}/none.db", tmp_path), understander) as product:
        assert "login/oidc" not in (await product.http.get("/console/login")).text
        for path in ("/console/login/oidc", "/console/login/oidc/callback?code=1&state=1"):
            assert (await product.http.get(path)).headers["location"] == "/console/login"
