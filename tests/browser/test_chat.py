"""The website chat, as a customer meets it."""

from __future__ import annotations

import re
import struct
import threading
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Product

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.timeout(180)]

NUMBER = re.compile(r"HY\w\w-\w{4}-\w{4}")

Visit = Callable[..., Page]


def picture() -> bytes:
    """A small PNG that decodes."""
    rows = b"".join(b"\0" + bytes((90, 120, 110)) * 64 for _ in range(48))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 64, 48, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def say(page: Page, text: str) -> None:
    """Send it and wait until the server shows it and something is answered."""
    before = page.locator(".message.bot:not(.typing)").count()
    page.fill("#text", text)
    page.press("#text", "Enter")
    expect(page.locator(".message.customer").last).to_contain_text(text[:40])
    expect(page.locator(".message.bot:not(.typing)")).not_to_have_count(before)


def finish(page: Page, no_more: str) -> str:
    """Answer what is still asked with "no more", confirm the summary by its button, and return the case's number."""
    number = page.locator(".message.bot .bubble", has_text=NUMBER)
    submit = page.get_by_role("button", name=re.compile("^(Yes, submit|没问题，提交|沒問題，送出)$"))
    for _ in range(8):
        if submit.count():
            submit.click()
            expect(number.first).to_be_visible()
        if number.count():
            break
        say(page, no_more)
    found = NUMBER.search(number.first.inner_text())
    assert found
    return found.group()


def mine(page: Page) -> list[str]:
    """The customer's bubbles."""
    return page.locator(".message.customer .bubble").all_inner_texts()


@pytest.mark.parametrize(
    ("language", "complaint", "confirm"),
    [
        ("zh-CN", "净水器装好第二天就漏水，把地板泡坏了，订单号20251018-4471，我要求换货", "没有"),
        ("zh-TW", "淨水器裝好第二天就漏水，把地板泡壞了，訂單編號20251018-4472，我要求換貨", "沒有"),
        (
            "en",
            "The water filter leaked on the second day and ruined my floor, order 20251018-4473, please replace",
            "no",
        ),
    ],
)
def test_a_complaint_with_a_photo_gets_its_number(
    product: Product, visit: Visit, language: str, complaint: str, confirm: str
) -> None:
    page = visit(language=language, width=390)
    page.goto(product.url)
    page.locator("#file").set_input_files({"name": "floor.png", "mimeType": "image/png", "buffer": picture()})
    expect(page.locator(".chip progress")).to_have_count(0)
    say(page, complaint)
    finish(page, confirm)
    number = page.locator(".message.bot .bubble", has_text=NUMBER)
    expect(number.first).to_be_visible()
    image = page.locator(".message.customer .picture img")
    expect(image).to_have_count(1)
    page.reload()
    expect(page.locator(".message.bot .bubble", has_text="HY").first).to_be_visible()
    # Pictures are fetched when they come near.
    page.locator(".picture").scroll_into_view_if_needed()
    expect(page.locator(".message.customer .picture:not(.loading):not(.broken)")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_what_could_not_be_sent_is_kept_over_a_reload_and_sent_once_in_order(product: Product, visit: Visit) -> None:
    page = visit(language="en")
    page.goto(product.url)
    say(page, "hello")
    page.context.route("**/api/v1/web/messages", lambda route: route.abort())
    for text in ("first of two", "second of two"):
        page.fill("#text", text)
        page.press("#text", "Enter")
    expect(page.locator(".state").first).to_have_text("Not sent yet, will retry")
    page.reload()
    expect(page.locator(".message.customer .bubble")).to_have_text(["hello", "first of two", "second of two"])
    page.context.unroute("**/api/v1/web/messages")
    expect(page.locator(".state")).to_have_count(0, timeout=20_000)
    page.reload()
    expect(page.locator(".message.customer .bubble")).to_have_text(["hello", "first of two", "second of two"])


def test_a_lost_acknowledgement_does_not_double_a_message(product: Product, visit: Visit) -> None:
    page = visit(language="en")
    page.goto(product.url)
    ids: list[str] = []

    def lose_the_first(route: Route) -> None:
        body = route.request.post_data_json
        assert body
        ids.append(body["id"])
        response = route.fetch()
        if len(ids) == 1:
            route.abort()
        else:
            route.fulfill(response=response)

    page.context.route("**/api/v1/web/messages", lose_the_first)
    page.fill("#text", "only once")
    page.press("#text", "Enter")
    expect(page.locator(".message.bot:not(.typing)")).not_to_have_count(1)
    page.wait_for_timeout(2500)
    assert len(set(ids)) == 1
    page.reload()
    expect(page.locator(".message.bot:not(.typing)")).not_to_have_count(1)
    assert mine(page) == ["only once"]


def test_a_refused_message_can_be_edited(product: Product, visit: Visit) -> None:
    page = visit(language="en")
    page.goto(product.url)
    refusal = '{"error": {"code": "invalid", "message": "not like this"}}'
    page.context.route(
        "**/api/v1/web/messages",
        lambda route: route.fulfill(status=422, content_type="application/json", body=refusal),
        times=1,
    )
    page.fill("#text", "refused text")
    page.press("#text", "Enter")
    expect(page.locator(".message[data-state=failed] .why")).to_have_text("not like this")
    page.click("text=Edit")
    expect(page.locator("#text")).to_have_value("refused text")
    expect(page.locator(".message.customer")).to_have_count(0)


def test_enter_that_ends_a_composition_does_not_send(product: Product, visit: Visit) -> None:
    page = visit()
    page.goto(product.url)
    page.fill("#text", "ni hao")
    page.evaluate(
        """() => {
            const box = document.getElementById("text");
            const press = (more) => box.dispatchEvent(
                new KeyboardEvent("keydown", {key: "Enter", bubbles: true, cancelable: true, ...more}));
            press({isComposing: true});
            press({keyCode: 229});
        }"""
    )
    page.press("#text", "Shift+Enter")
    expect(page.locator("#text")).to_have_value("ni hao\n")
    expect(page.locator(".message.customer")).to_have_count(0)


def test_markup_stays_text_and_addresses_become_safe_links(product: Product, visit: Visit) -> None:
    page = visit(language="en")
    page.goto(product.url)
    say(
        page,
        '<img src=x onerror="document.title=1"> javascript:alert(1) (https://a.example/x?y=(z)). https://b.example。',
    )
    links = page.locator(".message.customer a")
    assert links.evaluate_all("all => all.map((one) => one.getAttribute('href'))") == [
        "https://a.example/x?y=(z)",
        "https://b.example",
    ]
    assert links.first.get_attribute("rel") == "noopener noreferrer nofollow"
    expect(page.locator(".message.customer img")).to_have_count(0)


def test_a_new_conversation_is_asked_for_and_leaves_the_old_one(product: Product, visit: Visit) -> None:
    page = visit(language="en")
    page.goto(product.url)
    say(page, "hello")
    page.click("#restart")
    page.click("#confirm button[value=no]")
    assert mine(page) == ["hello"]
    page.click("#restart")
    page.click("#confirm button[value=yes]")
    expect(page.locator(".message.customer")).to_have_count(0)
    page.reload()
    expect(page.locator(".choice").first).to_be_visible()
    expect(page.locator(".message.customer")).to_have_count(0)


def test_an_unknown_token_begins_a_new_conversation_with_the_same_words(product: Product, visit: Visit) -> None:
    page = visit(language="en")
    page.goto(product.url)
    page.evaluate("localStorage.setItem('huiyin.session', JSON.stringify({conversation: 'x', token: 'forged'}))")
    page.reload()
    say(page, "still here")
    expect(page.locator(".note")).to_have_count(1)
    expect(page.locator(".state")).to_have_count(0)
    assert mine(page) == ["still here"]


def test_the_language_switch_is_kept_until_the_address_asks_otherwise(product: Product, visit: Visit) -> None:
    page = visit(language="en-GB")
    page.goto(product.url)
    page.click("#languages [lang=zh-Hant]")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hant")
    page.reload()
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hant")
    page.goto(f"{product.url}/?lang=zh-CN")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")


@pytest.fixture
def shop(product: Product, tmp_path: Path) -> Iterator[str]:
    """Another site, with our line in its page."""
    line = f'<script src="{product.url}/embed.js"></script>'
    page = f'<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><p>A shop.{line}'
    (tmp_path / "index.html").write_text(page, encoding="utf-8")
    handler = partial(QuietHandler, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


class QuietHandler(SimpleHTTPRequestHandler):
    """Files, without a line for each request."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_another_site_embeds_it_with_one_line(shop: str, visit: Visit, width: int) -> None:
    page = visit(width=width)
    page.goto(shop)
    button = page.get_by_role("button", name="Complaints")
    button.click()
    chat = page.frame_locator("iframe")
    chat.locator("#text").fill("hello from the shop")
    chat.locator("#text").press("Enter")
    expect(chat.locator(".message.bot:not(.typing)").nth(1)).to_be_visible()
    box = page.locator("iframe").bounding_box()
    assert box is not None
    assert box["width"] == (width if width < 600 else 400)
    chat.locator("#text").press("Escape")
    expect(page.locator("iframe")).to_be_hidden()
    expect(button).to_be_focused()
    page.reload()
    page.get_by_role("button", name="Complaints").click()
    expect(page.frame_locator("iframe").locator(".message.customer .bubble")).to_have_text(["hello from the shop"])


def test_an_idle_page_asks_rarely(product: Product, visit: Visit) -> None:
    page = visit()
    page.goto(product.url)
    say(page, "你好")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/messages?" in request.url else None)
    page.wait_for_timeout(4000)
    assert len(asked) <= 1
