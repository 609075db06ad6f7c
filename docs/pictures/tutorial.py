"""Takes the tutorial's pictures again: `python -m docs.pictures.tutorial` (Chromium, and the packages for tests)."""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from tests import understanding
from tests.peers.product import Installation, Process, Shell

HERE = Path(__file__).resolve().parent
PASSWORD = "otter canal plum 93"  # noqa: S105  # of a product that lives for a minute
STORY = "My new water filter leaked on the second day and ruined my floor, order 20251018-4473, I want a replacement"


def main() -> None:
    """Live through the tutorial, and photograph it."""
    chromium = next((found for name in ("chromium", "google-chrome") if (found := shutil.which(name))), None)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        home = Path(folder)
        product = Installation(
            folder=home,
            url=f"sqlite:///{home}/huiyin.db",
            cache=understanding.HOME,
            launcher=Shell(),
            settings={"HUIYIN_SURVEYS__DELAY": "1s"},
        )
        product.start(Process(name="all"))
        try:
            password = started(product)
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
            url = f"http://127.0.0.1:{product.port}"
            live(
                browser.new_page(locale="en", viewport={"width": 420, "height": 780}),
                browser.new_page(locale="en", viewport={"width": 1280, "height": 800}),
                url,
                password,
            )
            browser.close()
        finally:
            product.stop()


def started(product: Installation) -> str:
    """Wait for it; returns the administrator's one-time password."""
    until = time.monotonic() + 180
    while "Ctrl+C" not in (said := product.log.read_text(encoding="utf-8")):
        if product.ended() or time.monotonic() > until:
            sys.exit(said)
        time.sleep(0.2)
    found = re.search(r"admin / (\S+)", said)
    assert found, said
    return found[1]


def live(chat: Page, desk: Page, url: str, password: str) -> None:
    """The customer at one page, staff at the other."""
    for page in (chat, desk):
        page.set_default_timeout(60_000)
    chat.goto(url)
    answers = [STORY, "last Tuesday", "ann.lee@example.com"]
    found = None
    for _ in range(8):
        before = chat.locator(".message.bot").count()
        submit = chat.get_by_role("button", name=re.compile("submit|^yes|correct", re.I))
        if answers:
            chat.fill("#text", answers.pop(0))
            chat.press("#text", "Enter")
        elif submit.count():
            submit.last.click()
        else:
            chat.fill("#text", "no")
            chat.press("#text", "Enter")
        expect(chat.locator(".message.bot").nth(before)).to_be_visible(timeout=60_000)
        chat.wait_for_timeout(1500)
        if found := re.search(r"HY\d\d-\w{4}-\w{4}", chat.inner_text("body")):
            break
    if not found:
        sys.exit("No complaint was filed:\n" + chat.inner_text("body"))
    chat.screenshot(path=HERE / "tutorial-chat.png")

    desk.goto(f"{url}/console")
    desk.fill("[name=login]", "admin")
    desk.fill("[name=password]", password)
    desk.click("main button[type=submit]")
    desk.fill("[name=current]", password)
    desk.fill("[name=new]", PASSWORD)
    desk.fill("[name=again]", PASSWORD)
    desk.click("main button[type=submit]")
    desk.goto(f"{url}/console/cases?view=all")
    desk.screenshot(path=HERE / "tutorial-queue.png")
    desk.goto(f"{url}/console/cases/{found[0]}")
    desk.get_by_role("button", name="Take over").click()
    desk.wait_for_load_state()
    desk.locator(".reply textarea").fill(
        "This is Li. A new filter is on its way; a fitter comes tomorrow for the floor."
    )
    desk.locator(".reply textarea").press("Control+Enter")
    expect(chat.locator(".message.staff .bubble")).to_be_visible(timeout=60_000)
    desk.reload()
    desk.screenshot(path=HERE / "tutorial-case.png")
    summary = desk.locator("details[data-key=resolve] > summary")
    summary.click()
    desk.locator("details[data-key=resolve] textarea").first.fill("The filter was replaced and the floor mended.")
    desk.locator("details[data-key=resolve] button[type=submit]").first.click()
    desk.wait_for_load_state()
    before = chat.locator(".message.bot").count()
    expect(chat.locator(".message.bot").nth(before)).to_be_visible(timeout=60_000)
    chat.wait_for_timeout(2500)
    chat.screenshot(path=HERE / "tutorial-survey.png")


if __name__ == "__main__":
    main()
