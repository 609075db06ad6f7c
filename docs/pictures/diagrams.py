"""Draws the diagrams of the documentation again: `python docs/pictures/diagrams.py`."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent

STYLE = (
    "text{font:14px sans-serif;fill:#12302f}.small{font-size:12px;fill:#3c5553}"
    ".box{fill:#e8f3f2;stroke:#14646a;stroke-width:1.5}.zone{fill:none;stroke:#a04a00;stroke-dasharray:6 4}"
    ".zone-name{fill:#8a3f00;font-size:12px}.line{stroke:#14646a;stroke-width:1.5;fill:none;marker-end:url(#to)}"
)


class Box(NamedTuple):
    """A box with a name and what it does below it."""

    x: int
    y: int
    name: str
    text: str = ""
    width: int = 150

    def drawn(self) -> str:
        """As SVG."""
        middle = self.x + self.width // 2
        line = self.y + (24 if self.text else 33)
        name = f'<text x="{middle}" y="{line}" text-anchor="middle">{escape(self.name)}</text>'
        text = f'<text class="small" x="{middle}" y="{self.y + 42}" text-anchor="middle">{escape(self.text)}</text>'
        box = f'<rect class="box" x="{self.x}" y="{self.y}" width="{self.width}" height="54" rx="6"/>'
        return box + name + (text if self.text else "")


class Line(NamedTuple):
    """An arrow through points, with a word at its middle."""

    points: str
    x: int = 0
    y: int = 0
    text: str = ""

    def drawn(self) -> str:
        """As SVG."""
        word = f'<text class="small" x="{self.x}" y="{self.y}" text-anchor="middle">{escape(self.text)}</text>'
        return f'<polyline class="line" points="{self.points}"/>' + (word if self.text else "")


class Zone(NamedTuple):
    """A boundary of trust."""

    x: int
    y: int
    width: int
    height: int
    name: str

    def drawn(self) -> str:
        """As SVG."""
        return (
            f'<rect class="zone" x="{self.x}" y="{self.y}" width="{self.width}" height="{self.height}" rx="8"/>'
            f'<text class="zone-name" x="{self.x + 10}" y="{self.y + 18}">{escape(self.name)}</text>'
        )


def save(name: str, title: str, width: int, height: int, parts: Iterable[Box | Line | Zone]) -> None:
    """Write one drawing. Its ground is white, so that it can be read in the dark too."""
    body = "\n".join(part.drawn() for part in parts)
    text = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f'aria-label="{escape(title)}">'
        f"\n<title>{escape(title)}</title>\n<style>{STYLE}</style>\n"
        '<defs><marker id="to" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
        f'<path d="M0 0L8 4L0 8z" fill="#14646a"/></marker></defs>\n'
        f'<rect width="{width}" height="{height}" fill="#fff"/>\n'
        f"{body}\n</svg>\n"
    )
    (HERE / name).write_text(text, encoding="utf-8")


def main() -> None:
    """Draw all."""
    save(
        "message.svg",
        "A message's way through the product",
        860,
        270,
        (
            Box(10, 30, "Platform", "website, mail, …", 130),
            Line("140,57 220,57", 180, 47, "brings"),
            Box(220, 30, "receive", "verify, store, confirm"),
            Line("370,57 440,57", 405, 47, "inbox"),
            Box(440, 30, "worker", "understand, step, file"),
            Line("590,57 680,57", 635, 47, "outbox"),
            Box(680, 30, "delivery", "send until known", 150),
            Line("755,84 755,150 75,150 75,84", 415, 142, "the answer"),
            Box(440, 190, "timers", "surveys, deadlines"),
            Line("515,84 515,190", 560, 180, "set, cancel"),
            Line("590,217 700,217 700,84", 755, 210, "due: outbox"),
        ),
    )
    save(
        "parts.svg",
        "Which part knows which: arrows are imports",
        860,
        390,
        (
            Box(355, 10, "bot/app.py", "puts it together"),
            Line("355,37 90,37 90,270"),
            Line("505,37 760,37 760,270"),
            Line("430,64 430,100"),
            Box(355, 100, "bot/console", "pages, API"),
            Line("430,154 430,185"),
            Box(355, 185, "bot/desk", "use cases"),
            Line("430,239 430,270"),
            Box(325, 270, "bot/ports, bot/records", "protocols, values", 210),
            Box(15, 270, "channels", "platforms", 150),
            Box(685, 270, "storage, nlu", "SQL, files, words", 150),
            Line("165,297 325,297"),
            Line("685,297 535,297"),
            Line("430,324 430,335"),
            Box(285, 335, "bot/dialogue, cases, messages", "pure", 290),
        ),
    )
    save(
        "trust.svg",
        "Boundaries of trust",
        900,
        400,
        (
            Zone(5, 5, 220, 390, "The world: nothing is believed"),
            Box(25, 40, "Customers", "chat, links, files"),
            Box(25, 110, "Telegram, WeChat", "signed callbacks"),
            Box(25, 180, "Anybody's mail", "SMTP"),
            Box(25, 250, "Other systems", "bearer, HMAC"),
            Box(25, 320, "Staff's browsers", "session, CSRF"),
            Zone(245, 5, 150, 390, "Your network"),
            Box(260, 40, "Proxy", "HTTPS", 120),
            Box(260, 180, "Mail server", "IMAP, SMTP", 120),
            Zone(415, 5, 250, 390, "The product's user"),
            Box(465, 75, "web"),
            Box(465, 180, "receive, worker"),
            Box(465, 285, "delivery, timers"),
            Zone(685, 5, 210, 390, "Data: whoever is here sees all"),
            Box(720, 75, "Database"),
            Box(720, 180, "Customers' files"),
            Box(720, 285, "Keys, backups"),
            Line("175,67 260,67"),
            Line("175,137 240,137 240,80 260,80"),
            Line("175,207 260,207"),
            Line("175,277 248,277 248,88 260,88"),
            Line("175,347 254,347 254,92 260,92"),
            Line("380,67 440,67 440,102 465,102"),
            Line("465,207 380,207"),
            Line("615,102 720,102"),
            Line("615,207 660,207 660,115 720,115"),
            Line("615,207 720,207"),
            Line("615,312 720,312"),
        ),
    )


if __name__ == "__main__":
    main()
