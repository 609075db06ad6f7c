"""The whole product as its own process, and a real Chromium in front of it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from tests import understanding

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "otter canal plum 93"

_ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

#: On a busy machine a page takes longer than the five seconds that Playwright waits.
expect.set_options(timeout=15_000)

#: Faults that tests cause on purpose are refused requests; a script or policy fault is never one of them.
_EXPECTED = re.compile(r"Failed to load resource|net::ERR_")


@dataclass
class Product:
    """A running product. `password` is the administrator's as it stands now."""

    url: str
    password: str
    changed: bool = False
    log: Path = field(default_factory=Path)
    #: The administrator's session, once there is one.
    session: list[Any] = field(default_factory=list)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's path; without one these tests are skipped by name."""
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"):
        if found := shutil.which(name):
            return found
    pytest.skip("needs Chromium: apt-get install -y chromium")


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """One browser for a module's tests. Closed before other modules run: it keeps an event loop in this thread."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=list(_ARGS))
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def product(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The product as `huiyin run` starts it, on a free port, with a survey that follows at once."""
    del chromium  # asked for so that nothing is started where there is no browser
    home = tmp_path_factory.mktemp("product")
    understanding.CACHE.mkdir(parents=True, exist_ok=True)
    (home / "cache").symlink_to(understanding.CACHE, target_is_directory=True)
    port = _free_port()
    env = {
        **os.environ,
        "HUIYIN_SERVER__PORT": str(port),
        "HUIYIN_STORAGE__URL": f"sqlite:///{home}/huiyin.db",
        "HUIYIN_STORAGE__FILES": str(home / "files"),
        "HUIYIN_SECRET__FILE": str(home / "secret.key"),
        "HUIYIN_SURVEYS__DELAY": "1s",
        # Whatever was only learned is shown to staff.
        "HUIYIN_NLU__REVIEW_BELOW": "1",
        "PYTHONUNBUFFERED": "1",
    }
    log = home / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "run"], cwd=ROOT, env=env, stdout=out, stderr=subprocess.STDOUT
        )
        try:
            url = f"http://127.0.0.1:{port}"
            _await_ready(url, process, log)
            found = re.search(r"admin / (\S+)", log.read_text(encoding="utf-8"))
            assert found, log.read_text(encoding="utf-8")
            yield Product(url=url, password=found.group(1), log=log)
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _await_ready(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    # A first start trains the understanding.
    until = time.monotonic() + 100
    while time.monotonic() < until:
        if process.poll() is not None:
            pytest.fail(f"the product ended with {process.returncode}:\n{log.read_text(encoding='utf-8')}")
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=2):
                # The log-in line is printed after the port opens.
                if "Ctrl+C" in log.read_text(encoding="utf-8"):
                    return
        except (urllib.error.URLError, OSError):
            pass
        time.sleep(0.1)
    pytest.fail(f"the product did not start in time:\n{log.read_text(encoding='utf-8')}")


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a page in a fresh profile: visit(width=390, language="en"). Script and policy faults fail the test."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        if message.type == "error" and not _EXPECTED.search(message.text):
            faults.append(message.text)

    def opened(*, width: int = 1280, language: str = "zh-CN") -> Page:
        phone = width < 600
        context = browser.new_context(
            viewport={"width": width, "height": 844 if phone else 800}, locale=language, has_touch=phone
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", heard)
        page.on("pageerror", lambda error: faults.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not faults, faults


@pytest.fixture
def staff(product: Product, visit: Callable[..., Page]) -> Callable[..., Page]:
    """A page of the logged-in administrator, who has chosen a password."""

    def entered(**how: object) -> Page:
        page = visit(**how)
        if product.session:
            # Logged in before: that is tried elsewhere, and a password's hash is slow on purpose.
            page.context.add_cookies(product.session)
            page.goto(f"{product.url}/console/cases")
            if "/console/login" not in page.url:
                return page
        page.goto(f"{product.url}/console")
        page.fill("[name=login]", "admin")
        page.fill("[name=password]", product.password)
        page.click("main button[type=submit]")
        if not product.changed:
            page.wait_for_url("**/console/password")
            page.fill("[name=current]", product.password)
            page.fill("[name=new]", PASSWORD)
            page.fill("[name=again]", PASSWORD)
            page.click("main button[type=submit]")
            product.password, product.changed = PASSWORD, True
        page.wait_for_url("**/console/cases**")
        product.session = list(page.context.cookies())
        return page

    return entered
