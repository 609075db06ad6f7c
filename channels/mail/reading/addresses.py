"""Who is named in From, To and the like, also where the form of the standard is not kept."""

from __future__ import annotations

import re
from typing import Final

from channels.mail.reading import charsets, headers
from channels.mail.reading.mail import Mailbox

#: Each begins where a run of its signs begins: tried within the run too, a long one takes the square of its length.
_ADDRESS: Final = re.compile(
    r"""(?<![^\s<>()\[\],;:"'“”@＜＞])[^\s<>()\[\],;:"'“”@＜＞]+@[^\s<>()\[\],;:"'“”@＜＞]+|"[^"\s<>]{1,64}"@[^\s<>()\[\],;:"@]+"""
)
_LITERAL: Final = re.compile(r"(?<![^\s<>()\",;:@])[^\s<>()\",;:@]+@\[[0-9a-fA-F.:IPv]+\]")


def parse(value: bytes, *, most: int, hint: str | None = None) -> tuple[list[Mailbox], bool]:
    """The mailboxes of a header, and whether there were more than `most`. Groups are opened, comments become names."""
    # The structure is found before words are decoded: a decoded name may hold a comma or an angle bracket.
    text, _ = charsets.decode(value[: most * 400 + 4000], None, hint=hint)
    text = re.sub(r"[\r\n]+", " ", text).replace("＜", "<").replace("＞", ">")
    text = re.sub(r"<[<\s]+", "<", re.sub(r">[>\s]+>", ">", text.replace(">>", ">")))
    boxes: list[Mailbox] = []
    for piece in _pieces(text):
        box = _mailbox(piece)
        if box is None:
            continue
        if len(boxes) >= most:
            return boxes, True
        boxes.append(box)
    return boxes, False


def _pieces(text: str) -> list[str]:
    """Cut at commas and semicolons that stand in no quotes, comments or brackets."""
    pieces: list[str] = []
    start = 0
    depth = 0
    quoted = angle = False
    # An opening sign that is never closed is just a sign.
    quotes_end, comments_end, angles_end = text.rfind('"'), text.rfind(")"), text.rfind(">")
    at = 0
    while at < len(text):
        sign = text[at]
        if sign == "\\":
            at += 2
            continue
        if sign == '"' and not depth and (quoted or at < quotes_end):
            quoted = not quoted
        elif quoted:
            pass
        elif sign == "(" and at < comments_end:
            depth += 1
        elif sign == ")" and depth:
            depth -= 1
        elif depth:
            pass
        elif sign == "<" and at < angles_end:
            angle = True
        elif sign == ">":
            angle = False
        elif sign in ",;" and not angle:
            pieces.append(text[start:at])
            start = at + 1
        elif sign == ":" and not angle and "@" not in text[start:at] and not text[start:at].lower().endswith("mailto"):
            # The name of a group.
            start = at + 1
        at += 1
    pieces.append(text[start:])
    return _rejoined(pieces)


def _rejoined(pieces: list[str]) -> list[str]:
    """`Doe, John <a@b>` with its comma unquoted is one mailbox, not two."""
    out: list[str] = []
    waiting = ""
    for piece in pieces:
        whole = f"{waiting},{piece}" if waiting else piece
        if "@" in piece or "<" in piece:
            out.append(whole)
            waiting = ""
        else:
            waiting = whole if whole.strip() else ""
    if waiting:
        out.append(waiting)
    return out


def _mailbox(piece: str) -> Mailbox | None:
    piece = piece.strip()
    if not piece:
        return None
    # Signs behind a backslash are taken in pairs, so that none of them opens a quote that is sought to the end.
    outside = re.sub(
        r'"(?:\\.|[^"\\])*"|\\.', lambda m: " " * len(m.group()) if m.group()[0] == '"' else m.group(), piece
    )
    opening = outside.rfind("<")
    closing = outside.find(">", opening)
    if opening >= 0:
        inner = piece[opening + 1 : closing if closing >= 0 else len(piece)]
        rest = piece[:opening] + (" " + piece[closing + 1 :] if closing >= 0 else "")
        address = _bare(inner)
        if not address:
            # The brackets hold no address: look for one in the name.
            found = _ADDRESS.search(headers.words(piece))
            return Mailbox(address=_lowered(found.group()), name="") if found else _nameless(rest)
        return Mailbox(address=address, name=_name(rest))
    comment = re.search(r"\(((?:[^()]|\([^()]*\))*)\)", outside)
    plain = piece[: comment.start()] + piece[comment.end() :] if comment else piece
    found = _LITERAL.search(plain) or _ADDRESS.search(plain) or _ADDRESS.search(headers.words(plain))
    if found is None:
        return _nameless(piece)
    name = piece[comment.start(1) : comment.end(1)] if comment else ""
    if not name and found.group() in plain:
        name = plain.replace(found.group(), " ", 1)
    return Mailbox(address=_lowered(found.group()), name=_name(name))


def _nameless(text: str) -> Mailbox | None:
    """A name without an address ("MAILER-DAEMON", "undisclosed-recipients")."""
    name = _name(text)
    return Mailbox(address="", name=name) if name and "undisclosed" not in name.lower() else None


def _bare(inner: str) -> str:
    inner = re.sub(r"(?i)^\s*mailto:", "", inner).strip()
    inner = re.sub(r"\((?:[^()]|\([^()]*\))*\)", "", inner)
    if inner.startswith("@") and ":" in inner:
        # A source route: <@relay:name@host>
        inner = inner.partition(":")[2]
    inner = headers.words(inner).strip().strip("<>'").strip()
    quoted = re.fullmatch(r'"((?:\\.|[^"\\])+)"@(.+)', inner)
    if quoted:
        local = quoted.group(1)
        local = local if re.fullmatch(r"[\w.+-]+", local) else f'"{local}"'
        inner = f"{local}@{quoted.group(2)}"
    else:
        inner = re.sub(r"\s+", "", inner).strip("\"'")
    return _lowered(headers.one_line(inner)) if "@" in inner.strip("@") else ""


def _lowered(address: str) -> str:
    local, _, domain = address.rpartition("@")
    return f"{local}@{domain.lower().strip('.')}"[:320]


def _name(text: str) -> str:
    text = text.strip()
    text = headers.words(re.sub(r"\\(.)", r"\1", text.strip('"')) if '"' in text else text)
    text = headers.one_line(text).strip().strip('"').strip()
    if len(text) > 1 and text[0] == text[-1] == "'":
        text = text[1:-1]
    comment = re.fullmatch(r"\((.*)\)", text)
    return re.sub(r"\s+", " ", comment.group(1) if comment else text).replace('"', "").strip()[:300]


def domain(address: str) -> str:
    """The part behind the last "@"."""
    return address.rpartition("@")[2]
