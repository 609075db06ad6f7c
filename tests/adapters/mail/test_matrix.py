"""Every way to quote in every charset that such mails come in, named rightly, wrongly and not at all."""

from __future__ import annotations

import base64
import quopri
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest
import yaml

from channels.mail.reading import Mail, read

HERE = Path(__file__).parent

NEW: Final = {
    "hans": "我上周买的电热水壶漏水，厨房地板都泡坏了，请尽快退款。",
    "hant": "我上週買的電熱水壺漏水，廚房地板都泡壞了，請儘快退款。",
    "en": "The kettle that I bought last week leaks, and the floor is ruined. Please refund me.",
}
OLD: Final = {
    "hans": "您好，您的投诉已经受理，我们会在三个工作日内答复您。",
    "hant": "您好，您的投訴已經受理，我們會在三個工作日內答覆您。",
    "en": "Dear customer, your complaint has been filed and we shall answer within three days.",
}
#: codec → what mails that are written in it say of their charset.
NAMES: Final = {
    "hans": {
        "utf-8": ("utf-8", "UTF-8", "gb2312", None),
        "gb18030": ("gb2312", "GBK", "gb18030", "iso-8859-1", None),
        "hz": ("hz-gb-2312", "us-ascii", None),
    },
    "hant": {
        "utf-8": ("utf-8", "big5", None),
        "big5hkscs": ("big5", "Big5-HKSCS", "us-ascii", None),
    },
    "en": {"ascii": ("us-ascii", "utf-8", "gb2312", None), "utf-16": ("utf-16",)},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A mail program's frame: `text` or `html` with {new} and {old} in it."""

    name: str
    script: str
    text: str
    html: bool


def _ways() -> list[Way]:
    found = yaml.safe_load((HERE / "ways.yaml").read_text(encoding="utf-8"))
    return [
        Way(name=f"{one['name']} {kind}", script=one["script"], text=one[kind], html=kind == "html")
        for one in found
        for kind in ("text", "html")
        if kind in one
    ]


def _mails(way: Way) -> list[tuple[str, bytes]]:
    said = way.text.replace("{new}", NEW[way.script]).replace("{old}", OLD[way.script])
    mails = []
    for codec, names in NAMES[way.script].items():
        try:
            body = said.encode(codec)
        except UnicodeEncodeError:
            continue
        for name in names:
            for transfer in ("8bit", "base64", "quoted-printable"):
                if transfer == "8bit" and codec == "utf-16":
                    continue
                kind = "text/html" if way.html else "text/plain"
                charset = f"; charset={name}" if name else ""
                head = (
                    "From: anna@home.test\r\nTo: service@shop.test\r\nSubject: Re: kettle\r\nMIME-Version: 1.0\r\n"
                    f"In-Reply-To: <1@shop.test>\r\nContent-Type: {kind}{charset}\r\n"
                    f"Content-Transfer-Encoding: {transfer}\r\n\r\n"
                )
                mails.append((f"{codec} as {name} in {transfer}", head.encode() + _coded(body, transfer)))
    return mails


def _coded(body: bytes, transfer: str) -> bytes:
    if transfer == "base64":
        return base64.encodebytes(body)
    return quopri.encodestring(body) if transfer == "quoted-printable" else body


def _squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("way", _ways(), ids=lambda way: way.name)
def test_what_is_new_is_found_and_nothing_else(way: Way) -> None:
    wrong = []
    for name, raw in _mails(way):
        mail: Mail = read(raw, authserv_ids=())
        said = _squeezed(mail.reply_text)
        if _squeezed(NEW[way.script]) not in said or _squeezed(OLD[way.script])[:12] in said:
            wrong.append(f"{name}: {mail.reply_text!r}")
    assert not wrong, "\n".join(wrong)
