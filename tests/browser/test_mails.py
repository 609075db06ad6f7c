"""The HTML of our mails in a real browser: nothing is cut off, fetched, or hard to read, in light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from bot.messages import Address, Choice, OutboundMessage, Purpose
from channels.mail import Account, Brand, MailRules, Server
from channels.mail.marks import Mark, Marks
from channels.mail.writing import Writer
from storage.files import LocalFiles

_TO = Address(channel="mail", account="service", user="anna@home.test", thread="0123456789abcdef")
_NUMBER = "HY26-7KQM-4T9C"

_FILED = f"""这不该是您花钱买到的体验，抱歉。我来帮您登记。

我们记录的内容：
· 经过：我上周在你们网店买的羽绒服穿了一天就开线了，客服说不能换 {"A" * 90}
· 订单号：A20261105888

已为您提交投诉，编号 {_NUMBER}。

有进展会发邮件告诉您；也可以随时打开这个页面查看：https://complaints.shop.test/p/{"x" * 120}

下面几项如果方便，请直接回复：
1. 大概是哪天发生的
2. 您希望怎么解决（退款、换货、维修、补发、赔偿、道歉……）"""

_SURVEY = tuple(
    Choice(value=f"rate:{_NUMBER}:{score}", label=f"{score} {word}")
    for score, word in ((5, "Very satisfied"), (4, "Satisfied"), (3, "Neutral"), (2, "Dissatisfied"), (1, "Very bad"))
)

LETTERS = {
    "filed": OutboundMessage(id=1, conversation=1, to=_TO, text=_FILED, case_number=_NUMBER),
    "survey": OutboundMessage(
        id=2, conversation=1, to=_TO, text=f"How satisfied are you with how we handled complaint {_NUMBER}?",
        choices=_SURVEY, purpose=Purpose.SURVEY, language="en", case_number=_NUMBER,
    ),
    "proposal": OutboundMessage(
        id=3, conversation=1, to=_TO, text="關於投訴，我們的方案是：\n退還全部貨款 349 元。\n您接受嗎？", language="zh-Hant",
        choices=(Choice(value="accept:1", label="接受"), Choice(value="reject:1", label="不接受")), case_number=_NUMBER,
    ),
}  # fmt: skip


def _html(message: OutboundMessage, folder: Path) -> str:
    server = Server(host="127.0.0.1", port=9)
    account = Account(name="service", address="service@shop.test", sender={}, imap=server, smtp=server)
    brand = Brand(name={"zh-Hans": "晨光家居", "en": "Morning Light"}, footer={"zh-Hans": "上海市漕溪北路 1 号"})
    writer = Writer(
        MailRules(accounts=(account,), brand=brand),
        Marks(b"key"),
        LocalFiles(folder, 1000),
        survey=lambda number: f"https://complaints.shop.test/s/{number}",
        stop=lambda number: f"https://complaints.shop.test/u/{number}",
        loop_mark="ours",
    )
    mark = Mark(thread=_TO.thread, outbox=message.id)
    raw = writer.write(message, account, {"subject": "开线", "mails": []}, mark, datetime.now(UTC))[2]
    mail = message_from_bytes(raw, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    body = mail.get_body(("html",))
    assert body is not None
    return str(body.get_content())


@pytest.fixture(params=["light", "dark"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A mail program without a network."""
    context = browser.new_context(color_scheme=request.param, offline=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("width", [360, 800])
@pytest.mark.parametrize("name", LETTERS)
def test_a_mail_is_read_with_ease(page: Page, tmp_path: Path, name: str, width: int) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_viewport_size({"width": width, "height": 700})
    page.set_content(_html(LETTERS[name], tmp_path))
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("[...document.querySelectorAll('a')].every(a => a.getBoundingClientRect().height > 10)")
    found = Axe().run(page, options={"runOnly": ["color-contrast", "link-name", "html-has-lang", "document-title"]})
    assert found.violations_count == 0, found.generate_report()
    assert asked == []
    if name == "survey":
        links = page.locator("a.score")
        assert links.count() == 5
        # A thumb finds them.
        assert all((links.nth(n).bounding_box() or {"height": 0})["height"] >= 40 for n in range(5))
