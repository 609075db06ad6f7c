"""Which parts are the body, and what they say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from channels.mail.reading import charsets, files, markup, quotes, transfer
from channels.mail.reading.files import kind_of, safe
from channels.mail.reading.mail import Caps, Fault, MailFile
from channels.mail.reading.mime import Leaf

_READABLE: Final = ("text/plain", "text/html")
#: Stands in plain text for what can't be shown there.
_SHOWN_ELSEWHERE: Final = re.compile(r"https?://\S{1,2000}|\[[^\[\]]{0,200}\]")
#: Words that say something: not the short ones, which are in every text.
_TELLING: Final = re.compile(
    r"[a-zÀ-ÿ]{4,}|[\u0370-\u1fff\uac00-\ud7af]{3,}|\d{3,}|(?=([\u3040-\u30ff\u4e00-\u9fff]{2}))", re.I
)
_META: Final = re.compile(rb"""(?i)<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{2,40})""")


@dataclass(slots=True)
class Body:
    """What the body says, and the leaves that are not part of it."""

    text: str = ""
    #: The text without what the marks in the HTML say is history; None where there is no HTML or no mark.
    fresh: str | None = None
    #: Such marks were found; a signature alone is none.
    marked: bool = False
    html: str = ""
    #: The text was made from the HTML.
    from_html: bool = False
    #: Written between the lines of the text (uuencode).
    files: list[MailFile] = field(default_factory=list)
    rest: list[Leaf] = field(default_factory=list)
    faults: set[Fault] = field(default_factory=set)


def choose(leaves: Sequence[Leaf], *, caps: Caps, hint: str | None) -> Body:
    """Find the body: all text that is shown without being opened. What has a name and is not the first is a file."""
    body = Body()
    shown: list[Leaf] = []
    for leaf in leaves:
        (shown if _is_body(leaf, shown) else body.rest).append(leaf)
    plain, htmls = _sides(shown)
    body.html = "\n".join(_decoded(leaf, body, hint) for leaf in htmls)[: caps.html]
    text = "\n\n".join(filter(None, (_plain(leaf, body, hint).strip("\n") for leaf in plain)))
    if htmls:
        page = markup.read(body.html, most=caps.html)
        apart = _separate(plain, htmls)
        if not text.strip() or (not apart and (_is_stub(text, page.text) or quotes.is_flattened(text))):
            text, body.from_html = page.text, True
        elif apart and not _same(text, page.text):
            text = f"{text}\n\n{page.text}"
        body.marked = page.marked
        if page.marked or (page.signed and body.from_html):
            body.fresh = page.fresh
    if not text.strip():
        text = _from_tnef(body.rest, caps)
    if len(text) > caps.text:
        body.faults.add(Fault.TEXT_CUT)
        text = text[: caps.text]
        body.fresh = body.fresh[: caps.text] if body.fresh else body.fresh
    body.text = text.strip("\n")
    return body


def _from_tnef(rest: Sequence[Leaf], caps: Caps) -> str:
    """What Outlook wrote into winmail.dat instead of a body."""
    for leaf in rest:
        tnef = files.tnef_of(leaf.data) if files.is_tnef(leaf) else None
        if tnef is None:
            continue
        if plain := _unpacked(tnef.body, tnef.codepage):
            return plain.replace("\r\n", "\n").replace("\r", "\n")
        if html := _unpacked(tnef.htmlbody, tnef.codepage):
            return markup.read(html, most=caps.html).text
    return ""


def _unpacked(value: object, charset: str | None) -> str:
    if isinstance(value, bytes):
        value = charsets.decode(value.rstrip(b"\x00"), charset)[0]
    return value.strip("\x00").strip() if isinstance(value, str) else ""


def _is_body(leaf: Leaf, before: Sequence[Leaf]) -> bool:
    if leaf.content_type in ("text/x-amp-html", "text/watch-html", "text/enriched", "text/richtext"):
        # Other forms of what the plain or HTML part beside them says.
        return bool(leaf.within and leaf.within[-1] == "alternative")
    if leaf.content_type not in _READABLE:
        return (
            not leaf.within
            and leaf.content_type.startswith("text/")
            and not leaf.filename
            and "calendar" not in leaf.content_type
        )
    if leaf.disposition == "attachment":
        # A mail that is nothing but one part marked so: its text all the same, unless it has a name.
        return not leaf.within and not leaf.filename
    if not leaf.filename:
        return True
    return not any(other.content_type == leaf.content_type for other in before) and (
        leaf.place == 0 or leaf.within[-1] in ("alternative", "related")
    )


def _sides(shown: Sequence[Leaf]) -> tuple[list[Leaf], list[Leaf]]:
    plain = [
        leaf
        for leaf in shown
        if leaf.content_type != "text/html"
        and leaf.content_type not in ("text/x-amp-html", "text/watch-html", "text/enriched", "text/richtext")
    ]
    htmls = [leaf for leaf in shown if leaf.content_type == "text/html"]
    if not plain and not htmls:
        plain = list(shown)
    return plain, htmls


def _separate(plain: Sequence[Leaf], htmls: Sequence[Leaf]) -> bool:
    """The HTML is no other form of the plain text but stands after it."""
    return not any("alternative" in leaf.within for leaf in (*plain, *htmls))


def _same(one: str, other: str) -> bool:
    words = [set(re.findall(r"\w+", text[:20_000])) for text in (one, other)]
    return not words[1] or len(words[0] & words[1]) * 10 >= len(words[1]) * 7


def _is_stub(text: str, shown: str) -> bool:
    """Nothing of a short plain text is in the page that it should be another form of: it only says to look there."""
    text = text.strip()
    if len(text) >= 300 or len(shown.strip()) <= len(text) // 2:
        return False
    said, page = _telling(text), _telling(shown)
    return len(said & page) * 2 < len(said) or not (said or re.search(r"\w", _SHOWN_ELSEWHERE.sub(" ", text)))


def _telling(text: str) -> set[str]:
    found = _TELLING.finditer(_SHOWN_ELSEWHERE.sub(" ", text[:20_000]))
    return {(word[1] or word[0]).lower() for word in found}


def _decoded(leaf: Leaf, body: Body, hint: str | None) -> str:
    charset = leaf.charset
    if leaf.content_type == "text/html" and (not charset or charsets.codec(charset) in (None, "ascii")):
        meta = _META.search(leaf.data[:4096])
        charset = meta.group(1).decode("ascii") if meta else charset
    if charset and charsets.codec(charset) is None and not leaf.data.isascii():
        body.faults.add(Fault.UNKNOWN_CHARSET)
    text, right = charsets.decode(leaf.data, charset, hint=hint)
    if not right:
        body.faults.add(Fault.WRONG_CHARSET)
    return text


def _plain(leaf: Leaf, body: Body, hint: str | None) -> str:
    if b"begin " in leaf.data:
        found = transfer.uu(leaf.data)
        if found:
            return _without_files(leaf, found, body, hint)
    text = _decoded(leaf, body, hint).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    if leaf.parameters.get("format", "").lower() == "flowed":
        text = unflow(text, delete=leaf.parameters.get("delsp", "").lower() == "yes")
    if leaf.content_type == "text/plain" and re.match(r"(?i)\s*<(?:!doctype html|html[\s>])", text):
        # HTML that calls itself plain.
        body.html = body.html or text
        return markup.read(text, most=len(text)).text
    return "\n".join(line.rstrip() if line != "-- " else line for line in text.replace("\u00a0", " ").split("\n"))


def _without_files(leaf: Leaf, found: list[tuple[str, bytes, int, int]], body: Body, hint: str | None) -> str:
    kept = b""
    at = 0
    for name, data, start, end in found:
        kept += leaf.data[at:start]
        at = end
        body.files.append(MailFile(name=safe(name), content_type=kind_of(name), data=data))
    text, _ = charsets.decode(kept + leaf.data[at:], leaf.charset, hint=hint)
    return text.replace("\r\n", "\n")


def unflow(text: str, *, delete: bool) -> str:
    """RFC 3676: lines that end with a blank go on in the next one of the same depth."""
    out: list[list[str]] = []
    depth_before, open_line = 0, False
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        content = line[depth:]
        if content.startswith(" ") and (depth or not open_line or content != " "):
            content = content[1:]
        soft = content.endswith(" ") and content != "-- "
        piece = content[:-1] if soft and delete else content
        if open_line and depth == depth_before and out and content != "-- ":
            out[-1].append(piece)
        else:
            out.append([(">" * depth + " " if depth else "") + piece])
        depth_before, open_line = depth, soft
    return "\n".join("".join(pieces) for pieces in out)
