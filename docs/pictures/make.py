"""Takes the pictures of the guides again: `python docs/pictures/make.py` (needs Chromium and the packages for tests).

A product of its own is started in an empty folder, some customers complain, and the console is photographed in English
and in Chinese. `--all FOLDER` photographs every page, on a desk and on a phone, in light and in dark, for looking at.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PASSWORD = "otter canal plum 93"  # noqa: S105  # of a product that lives for a minute
LANGUAGES = {"en": "en", "zh": "zh-CN"}

COMPLAINTS = (
    ("zh-Hans", "我要投诉：电饭煲用了一天就坏了，订单号 A20261105888，要求退款", "王芳"),
    ("zh-Hans", "快递把箱子摔烂了，里面的杯子全碎了，订单号 A20261105889，我要求换货", "陈静"),
    ("en", "My order A20261105890 arrived broken and nobody answers the phone. I want a refund.", "Ann Lee"),
    ("zh-Hant", "客服態度很差，一直掛我電話，訂單 A20261105891，請道歉", "林小姐"),
)


@dataclass
class Product:
    """A running product, and who works there."""

    url: str
    numbers: list[str]


def post(url: str, body: Any, token: str = "") -> Any:
    """A JSON request."""
    headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {token}"} if token else {})}
    request = urllib.request.Request(url, json.dumps(body).encode(), headers)  # noqa: S310  # our own product
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
        return json.load(answer)


def get(url: str, token: str) -> Any:
    """A JSON answer."""
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {token}"})  # noqa: S310
    with urllib.request.urlopen(request, timeout=40) as answer:  # noqa: S310
        return json.load(answer)


def complain(url: str, language: str, story: str) -> str:
    """One customer files a complaint; returns its number."""
    token = post(f"{url}/api/v1/web/conversations", {"language": language})["token"]
    last, text, choice = 0, story, None
    for turn in range(8):
        post(f"{url}/api/v1/web/messages", {"id": str(turn), "text": text, "choice": choice}, token)
        said: list[Any] = []
        while not any(line["from"] == "bot" for line in said):
            said += get(f"{url}/api/v1/web/messages?after={last}&wait=10", token)["messages"]
            last = said[-1]["id"] if said else last
        if found := re.search(r"HY\d\d-\w{4}-\w{4}", said[-1]["text"]):
            return found[0]
        buttons = [one["value"] for line in said for one in line["choices"]]
        choice = next((one for one in ("confirm:yes", "done") if one in buttons), None)
        text = "好的"
    raise SystemExit(f"This story filed no complaint: {story}")


@contextmanager
def running() -> Iterator[tuple[str, str, Path]]:
    """The product in an empty folder: its address, the administrator's one-time password, the folder."""
    with tempfile.TemporaryDirectory(prefix="huiyin-pictures-") as folder:
        home = Path(folder)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        cache = ROOT / ".cache" / "tests" / "cache"
        if cache.exists():
            (home / "cache").symlink_to(cache, target_is_directory=True)
        settings = {
            "SERVER__PORT": str(port),
            "SECRET__FILE": f"{home}/secret.key",
            "STORAGE__URL": f"sqlite:///{home}/huiyin.db",
            "STORAGE__FILES": f"{home}/files",
            "NLU__REVIEW_BELOW": "1",
        }
        env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
        env |= {f"HUIYIN_{key}": value for key, value in settings.items()}
        log = home / "log"
        with log.open("wb") as out:
            process = subprocess.Popen([sys.executable, "-m", "bot", "run"], cwd=home, env=env, stdout=out, stderr=out)
            try:
                until = time.monotonic() + 180
                while "Ctrl+C" not in (said := log.read_text(encoding="utf-8")):
                    if process.poll() is not None or time.monotonic() > until:
                        raise SystemExit(said)
                    time.sleep(0.2)
                password = re.search(r"admin / (\S+)", said)
                assert password, said
                yield f"http://127.0.0.1:{port}", password[1], home
            finally:
                process.send_signal(signal.SIGTERM)
                process.wait(30)


def log_in(page: Page, url: str, login: str, password: str) -> None:
    """Log in; a one-time password is changed."""
    page.goto(f"{url}/console")
    page.fill("[name=login]", login)
    page.fill("[name=password]", password)
    page.click("main button[type=submit]")
    page.wait_for_load_state()
    if "/password" in page.url:
        page.fill("[name=current]", password)
        page.fill("[name=new]", PASSWORD)
        page.fill("[name=again]", PASSWORD)
        page.click("main button[type=submit]")
    page.wait_for_url("**/console/cases**")


def colleague(page: Page, url: str, login: str, name: str, role: str) -> str:
    """Add somebody; returns the one-time password."""
    page.goto(f"{url}/console/users")
    page.fill(".grid-form [name=login]", login)
    page.fill(".grid-form [name=name]", name)
    page.select_option(".grid-form [name=role]", role)
    page.click(".grid-form button[type=submit]")
    return page.locator(".secret code").inner_text()


def open_page(browser: Browser, *, width: int = 1280, locale: str = "en", dark: bool = False) -> Page:
    """A page in a profile of its own."""
    context = browser.new_context(
        viewport={"width": width, "height": 844 if width < 600 else 800},
        locale=locale,
        color_scheme="dark" if dark else "light",
        device_scale_factor=1,
    )
    context.set_default_timeout(60_000)
    return context.new_page()


def prepare(browser: Browser, url: str, password: str) -> list[str]:
    """Customers complain; Li Ming and the administrator begin to work. Returns the cases' numbers."""
    numbers = [complain(url, language, story) for language, story, _ in COMPLAINTS]
    boss = open_page(browser)
    log_in(boss, url, "admin", password)
    once = colleague(boss, url, "li", "Li Ming", "agent")
    boss.goto(f"{url}/console/scripts")
    for title, text in (
        ("Apology", "{name}, we are sorry about {number}."),
        ("致歉", "{name}，{number} 给您添麻烦了，非常抱歉。"),
    ):
        boss.fill("[name=title]", title)
        boss.fill("main [name=text]", text)
        boss.locator("form[action='/console/scripts'] button[type=submit]").click()
        boss.wait_for_load_state()
    li = open_page(browser)
    log_in(li, url, "li", once)
    li.goto(f"{url}/console/cases/{numbers[0]}")
    li.locator("form[data-key=claim] button").click()
    li.wait_for_load_state()
    li.fill(".reply textarea", "王女士您好，我是李明，正在为您核实退款，今天 17:00 前答复您。")
    li.locator(".reply button[type=submit]").click()
    li.wait_for_load_state()
    li.goto(f"{url}/console/cases/{numbers[1]}")
    li.locator("form[data-key=start] button").click()
    li.wait_for_load_state()
    li.context.close()
    boss.context.close()
    return numbers


def guides(browser: Browser, url: str, numbers: list[str]) -> None:
    """The pictures of docs/agent."""
    for name, locale in LANGUAGES.items():
        page = open_page(browser, locale=locale)
        log_in(page, url, "li", PASSWORD)

        def shot(what: str, page: Page = page, name: str = name) -> None:
            page.wait_for_timeout(400)
            page.screenshot(path=HERE / f"{what}-{name}.png")

        page.goto(f"{url}/console/cases?view=all")
        shot("queue")
        page.goto(f"{url}/console/cases/{numbers[0]}")
        shot("case")
        page.locator(".acts summary").first.click()
        shot("propose")
        page.goto(f"{url}/console/preferences")
        shot("notifications")
        page.goto(f"{url}/console/second")
        begin = page.locator("form[action='/console/second/begin'] button")
        if begin.count():
            begin.click()
        page.wait_for_load_state()
        shot("second-factor")
        page.context.close()
        phone = open_page(browser, width=390, locale=locale)
        log_in(phone, url, "li", PASSWORD)
        phone.goto(f"{url}/console/cases/{numbers[0]}")
        phone.wait_for_timeout(400)
        phone.screenshot(path=HERE / f"phone-{name}.png")
        phone.context.close()


#: Every page of the console, for looking at.
PAGES = (
    "cases?view=all", "cases/{0}", "cases/{1}", "alerts", "scripts", "understanding", "users", "tokens", "notices",
    "audit", "second", "sessions", "preferences", "password",
)  # fmt: skip


def everything(browser: Browser, url: str, numbers: list[str], folder: Path, password: str = PASSWORD) -> None:
    """Every page, in every look."""
    folder.mkdir(parents=True, exist_ok=True)
    for locale, width, dark in (("en", 1280, False), ("zh-CN", 1280, True), ("zh-CN", 390, False), ("en", 390, True)):
        page = open_page(browser, width=width, locale=locale, dark=dark)
        look = f"{locale[:2]}-{width}{'-dark' if dark else ''}"
        page.goto(f"{url}/console/login")
        page.screenshot(path=folder / f"login-{look}.png", full_page=True)
        log_in(page, url, "admin", password)
        for path in PAGES:
            page.goto(f"{url}/console/{path.format(*numbers)}")
            if path == "second" and page.locator("form[action='/console/second/begin']").count():
                page.locator("form[action='/console/second/begin'] button").click()
                page.wait_for_load_state()
            page.wait_for_timeout(300)
            name = re.sub(r"\W+", "-", path.replace("{", "").replace("}", ""))
            page.screenshot(path=folder / f"{name}-{look}.png", full_page=not path.startswith("cases/"))
        page.goto(f"{url}/console/cases/{numbers[2]}")
        for act in ("merge", "split"):
            page.locator(f"details[data-key={act}] > summary").click()
            page.locator(f"details[data-key={act}]").scroll_into_view_if_needed()
            page.wait_for_timeout(200)
            page.screenshot(path=folder / f"{act}-{look}.png")
        page.goto(f"{url}/console/cases?view=all")
        page.check(f"input[value='{numbers[0]}']")
        page.check(f"input[value='{numbers[1]}']")
        page.select_option("[name=change]", "category")
        page.wait_for_timeout(200)
        page.screenshot(path=folder / f"bulk-{look}.png")
        page.context.close()


def main() -> None:
    """Take them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="every page in every look, there")
    asked = parser.parse_args()
    found = next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
    )
    with running() as (url, password, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        numbers = prepare(browser, url, password)
        take: Callable[[], None] = (
            (lambda: everything(browser, url, numbers, asked.all))
            if asked.all
            else lambda: guides(browser, url, numbers)
        )
        take()
        browser.close()


if __name__ == "__main__":
    main()
