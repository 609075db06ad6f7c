"""What a mail of ours says, apart from how it looks: the blocks of its text, its buttons, its foot."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from bot.messages import OutboundMessage, Purpose
from channels.mail.accounts import Brand

_URL: Final = re.compile(r"https?://[^\s<>\"'，。；）)]+")
_ROW: Final = re.compile(r"· ([^:：]{1,40})(?:：|: )(.*)")
_STARS: Final = re.compile(r"rate:[^:]+:([1-5])")

_GREETS: Final = re.compile(r"\s*(您好|你好|hello|hi\b|dear|尊敬|亲爱|親愛)", re.I)

#: What a mail says beside the message, by language.
WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "zh-Hans": {
        "hello": "您好：",
        "choose": "直接回复这封邮件，写上数字或用您自己的话都可以：",
        "rate": "点一下即可评价，也可以直接回复 1–5 的数字：",
        "reply": "想补充或更正，直接回复这封邮件即可。",
        "case": "投诉编号",
        "stop": "不再接收满意度回访",
        "from": "客户服务",
    },
    "zh-Hant": {
        "hello": "您好：",
        "choose": "直接回覆這封郵件，寫上數字或用您自己的話都可以：",
        "rate": "點一下即可評價，也可以直接回覆 1–5 的數字：",
        "reply": "想補充或更正，直接回覆這封郵件即可。",
        "case": "投訴編號",
        "stop": "不再接收滿意度回訪",
        "from": "客戶服務",
    },
    "en": {
        "hello": "Hello,",
        "choose": "Just reply to this mail with the number or in your own words:",
        "rate": "One click is enough, or reply with a number from 1 to 5:",
        "reply": "To add or correct something, just reply to this mail.",
        "case": "Case number",
        "stop": "No more surveys, please",
        "from": "Customer service",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of text, or a link."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph: its lines; or rows of name and value."""

    lines: tuple[tuple[Piece, ...], ...] = ()
    rows: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """Something to click, and what to write instead."""

    number: int
    label: str
    url: str
    #: A score from 1 to 5, which is drawn as one.
    score: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One mail's content, which both its texts are made of."""

    language: str
    brand: str
    colour: str
    subject: str
    #: "" where the message greets by itself.
    hello: str
    text: str
    blocks: tuple[Block, ...]
    buttons: tuple[Button, ...]
    hint: str
    case: str
    foot: str
    #: Where surveys are stopped; "" where this is none.
    stop: str
    words: Mapping[str, str]


def to_letter(
    message: OutboundMessage,
    *,
    brand: Brand,
    subject: str,
    answer_to: str,
    survey: Callable[[str], str],
    stop: Callable[[str], str],
) -> Letter:
    """The content of the mail that this message becomes. `survey` and `stop` give a case's private links."""
    words = WORDS.get(message.language, WORDS["zh-Hans"])
    number = message.case_number or ""
    page = survey(number) if number else ""
    buttons = []
    for position, choice in enumerate(message.choices, 1):
        stars = _STARS.fullmatch(choice.value)
        if stars and page:
            url = f"{page}?score={stars[1]}"
        else:
            url = f"mailto:{answer_to}?subject={quote('Re: ' + bare(subject))}&body={quote(choice.label)}"
        score = int(stars[1]) if stars else None
        buttons.append(Button(number=score or position, label=choice.label, url=url, score=score))
    rated = bool(buttons) and all(button.score for button in buttons)
    asks = message.purpose in (Purpose.SURVEY, Purpose.REMINDER)
    return Letter(
        language=message.language,
        brand=_of(brand.name, message.language) or words["from"],
        colour=brand.colour,
        subject=subject,
        hello="" if message.purpose is Purpose.STAFF or _GREETS.match(message.text) else words["hello"],
        text=message.text,
        blocks=tuple(_block(part) for part in re.split(r"\n[ \t]*\n", message.text.strip()) if part.strip()),
        buttons=tuple(buttons),
        hint=words["rate" if rated else "choose"] if buttons else "",
        case=number,
        foot=_of(brand.footer, message.language),
        stop=stop(number) if asks and number else "",
        words=words,
    )


def bare(subject: str) -> str:
    """Without what replies put before it."""
    return re.sub(
        r"^(\s*(re|aw|sv|回复|回覆|答复|答覆|fwd?|转发|轉寄)\s*(\[\d+\])?\s*[:：])+\s*", "", subject, flags=re.I
    )


def _block(text: str) -> Block:
    lines = text.split("\n")
    rows = [_ROW.fullmatch(line.strip()) for line in lines]
    if len(lines) > 1 and not rows[0] and all(rows[1:]):
        # A heading, then rows.
        return Block(lines=(_pieces(lines[0]),), rows=tuple((row[1], row[2]) for row in rows[1:] if row))
    if all(rows):
        return Block(rows=tuple((row[1], row[2]) for row in rows if row))
    return Block(lines=tuple(_pieces(line) for line in lines))


def _pieces(line: str) -> tuple[Piece, ...]:
    pieces = []
    at = 0
    for match in _URL.finditer(line):
        url = match[0].rstrip(".,;:!?")
        if match.start() > at:
            pieces.append(Piece(text=line[at : match.start()]))
        pieces.append(Piece(text=url, url=url))
        at = match.start() + len(url)
    if at < len(line):
        pieces.append(Piece(text=line[at:]))
    return tuple(pieces)


def _of(names: Mapping[str, str], language: str) -> str:
    return names.get(language) or next(iter(names.values()), "")
