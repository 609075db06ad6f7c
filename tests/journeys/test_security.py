"""What every answer of the web server says to browsers, and what a log-in leaves there."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.ports import Understander
from bot.records import Role
from tests.journeys.conftest import PASSWORD, Product, running, settings_for

#: Pages, JSON, files of ours, what does not exist, what is refused before anything looks at it.
PATHS = (
    "/",
    "/embed.js",
    "/console/login",
    "/api/v1/web/config",
    "/api/openapi.json",
    "/api/docs",
    "/healthz",
    "/none",
)


@pytest.mark.parametrize("https", [False, True])
async def test_every_answer_tells_browsers_what_not_to_do(
    https: bool, tmp_path: Path, understander: Understander
) -> None:
    address = "https://complaints.example.com" if https else "http://complaints.example.com"
    settings = settings_for(f"sqlite:///{tmp_path}/huiyin.db", tmp_path, HUIYIN_SERVER__PUBLIC_URL=address)
    async with running(settings, understander) as product:
        answers = [await product.http.get(path) for path in PATHS]
        answers.append(await product.http.post("/api/v1/web/messages", content=b"x" * 4_000_000))
        assert answers[-1].status_code == 413
        for answer in answers:
            headers = answer.headers
            assert headers["x-content-type-options"] == "nosniff", answer.url
            assert headers["referrer-policy"] == "no-referrer", answer.url
            assert "default-src 'none'" in headers["content-security-policy"], answer.url
            assert "frame-ancestors" in headers["content-security-policy"], answer.url
            assert "unsafe-eval" not in headers["content-security-policy"]
            script = headers["content-security-policy"].partition("script-src")[2].partition(";")[0]
            assert "unsafe-inline" not in script, answer.url
            assert ("strict-transport-security" in headers) == https, answer.url
            assert "server" not in headers


async def test_a_session_is_out_of_scripts_and_other_sites_reach(tmp_path: Path, understander: Understander) -> None:
    settings = settings_for(
        f"sqlite:///{tmp_path}/huiyin.db", tmp_path, HUIYIN_SERVER__PUBLIC_URL="https://complaints.example.com"
    )
    async with running(settings, understander) as product:
        cookies = await logged_in(product)
    assert cookies, "nothing was set"
    for cookie in cookies:
        flags = {part.strip().lower() for part in cookie.split(";")[1:]}
        assert {"httponly", "secure", "samesite=strict"} <= flags, cookie


async def logged_in(product: Product) -> list[str]:
    """What the log-in sets."""
    await product.staff(Role.AGENT, login="li")
    page = await product.http.get("/console/login")
    token = page.text.partition('name="csrf" value="')[2].partition('"')[0]
    # The client leaves a Secure cookie out on plain http: it is handed back as a browser on https would.
    kept = "; ".join(cookie.partition(";")[0] for cookie in page.headers.get_list("set-cookie"))
    form = {"login": "li", "password": PASSWORD, "csrf": token}
    answer = await product.http.post("/console/login", data=form, headers={"Cookie": kept})
    assert answer.status_code == 303, answer.text
    made = [*page.headers.get_list("set-cookie"), *answer.headers.get_list("set-cookie")]
    # A cookie that is taken away again holds nothing.
    return [cookie for cookie in made if "Max-Age=0" not in cookie]
