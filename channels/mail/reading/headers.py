"""The head of a mail or of a part: its lines, their decoding (RFC 2047) and their parameters (RFC 2231)."""

from __future__ import annotations

import binascii
import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote_to_bytes

from channels.mail.reading import charsets

_LINE: Final = re.compile(rb"([\x21-\x39\x3b-\x7e]{1,200})[ \t]*:(.*)", re.DOTALL)
#: A line of these begins a header for certain, even where what stands before it is broken.
_KNOWN: Final = re.compile(
    rb"(?i)(?:from|to|cc|subject|date|message-id|mime-version|content-[\w-]{1,100}|received|"
    rb"reply-to|in-reply-to|references|return-path|x-[\w-]{1,100}|sender|delivered-to|dkim-signature)[ \t]*:"
)
#: A word ends before the next one begins: else each of many that never end is read up to the limit.
_WORD: Final = re.compile(
    r"=\?([^?\s]{0,60})\?([BbQq])\?((?:[^=]|=(?!\?[^?\s]{0,60}\?[BbQq]\?)){0,3000}?)\?=", re.DOTALL
)
_BETWEEN: Final = re.compile(r"(?<=\?=)\s+(?==\?[^?\s]{0,60}\?[BbQq]\?)")
_PARAMETER: Final = re.compile(
    r""";\s*([^\s=;"]+?)(?:\*(\d+))?(\*)?\s*=\s*(?:"((?:\\.|[^"\\])*)("|$)|((?:[^;"\s]|[ \t](?![ \t]{0,20}[\w.*-]{1,60}=))*))""",
    re.DOTALL,
)


#: After so many lines that are no headers it is no head any more.
_MOST_BROKEN: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The headers of one part in their order, undecoded, and where its body begins."""

    lines: tuple[tuple[str, bytes], ...]
    body_at: int
    blank_line: bool = True
    cut: bool = False
    broken: bool = False

    def raw(self, name: str) -> bytes:
        """The first value of a header, unfolded, as bytes."""
        return next((value for key, value in self.lines if key == name), b"")

    def every(self, name: str) -> list[bytes]:
        """All values of a header."""
        return [value for key, value in self.lines if key == name]

    def text(self, name: str, hint: str | None = None) -> str:
        """The first value of a header, decoded."""
        return decode(self.raw(name), hint)


def split(data: bytes, *, most: int, size: int, start: int = 0, whole: bool = True) -> Head:
    """Read the head at `start`. `whole` is the mail itself, not a part of it: an mbox line may stand before it."""
    at = start
    if whole:
        if data.startswith(b"\xef\xbb\xbf", at):
            at += 3
        while at < len(data) and data[at] in b"\r\n":
            at += 1
        while data.startswith((b"From ", b">From "), at):
            at = _next(data, at)
    lines: list[tuple[str, bytearray]] = []
    blank = False
    cut = False
    broken = 0
    while at < len(data):
        after = _next(data, at)
        line = data[at:after].rstrip(b"\r\n")
        if not line.strip():
            if line and lines and _continues(data, after):
                at = after
                continue
            at = after
            blank = True
            break
        if whole and not lines and _KNOWN.match(line.lstrip()):
            # Nothing that it could continue.
            line = line.lstrip()
        if line[0] in b" \t":
            if lines:
                if len(lines[-1][1]) < size:
                    lines[-1][1].extend(b"\n" + line)
                else:
                    cut = True
            elif not whole or not _KNOWN.search(data[after : after + 2000]):
                break
            at = after
            continue
        found = _LINE.fullmatch(line)
        if found is None or (not lines and b" " in line[: found.end(1)]):
            broken += 1
            if broken > _MOST_BROKEN or not _more(data, after):
                break
            # A header that was wrapped without a blank in front: it belongs to the line before.
            if lines and found is None and len(lines[-1][1]) < size:
                lines[-1][1].extend(b" " + line)
            at = after
            continue
        if len(lines) < most:
            lines.append((found.group(1).decode("ascii").lower(), bytearray(found.group(2).strip()[:size])))
        else:
            cut = True
        at = after
    kept = tuple((name, re.sub(rb"\r?\n(?=[ \t])", b"", bytes(value)).strip()) for name, value in lines)
    return Head(lines=kept, body_at=at, blank_line=blank or at >= len(data), cut=cut, broken=broken > 0 and blank)


def _next(data: bytes, at: int) -> int:
    end = data.find(b"\n", at)
    return len(data) if end < 0 else end + 1


def _continues(data: bytes, at: int) -> bool:
    """After a line of blanks only: does the head go on?"""
    return bool(_KNOWN.match(data, at))


def _more(data: bytes, at: int) -> bool:
    """After a line that is no header: do headers follow before the next blank line?"""
    ahead = data[at : at + 4000]
    end = re.search(rb"\n[ \t\r]*\n", ahead)
    ahead = ahead[: end.start()] if end else ahead
    if ahead.lstrip(b" \t")[:1] in (b"\n", b"\r"):
        return False
    return bool(
        re.match(_KNOWN, ahead) or re.search(rb"\n" + _KNOWN.pattern.replace(b"(?i)", b""), ahead, re.IGNORECASE)
    )


def decode(value: bytes, hint: str | None = None) -> str:
    """A header's value as text on one line; encoded words undone, raw bytes read by the likeliest charset."""
    text, _ = charsets.decode(value, None, hint=hint)
    return one_line(words(text))


def one_line(text: str) -> str:
    """Without line ends and control characters."""
    return re.sub(r"[\x00-\x1f\x7f\u2028\u2029\x85]+", " ", text).strip()


def words(text: str) -> str:
    """Undo RFC 2047, also where a sign of many bytes is torn between two words."""
    if "=?" not in text:
        return text
    text = re.sub(r"(=\?[^?\s]*\?[Bb]\?)([^?]*)(?=\?=)", lambda m: m.group(1) + re.sub(r"\s+", "", m.group(2)), text)
    text = _BETWEEN.sub("", text)
    out: list[str] = []
    pending: list[bytes] = []
    charset = ""
    at = 0

    def flush() -> None:
        if pending:
            out.append(charsets.decode(b"".join(pending), charset)[0])
            pending.clear()

    for word in _WORD.finditer(text):
        if word.start() > at:
            flush()
            out.append(text[at : word.start()])
        if word.group(1).partition("*")[0].lower() != charset:
            flush()
        charset = word.group(1).partition("*")[0].lower()
        pending.append(_unword(word.group(2), word.group(3)))
        if re.search("2022|hz", charset):
            # Stateful charsets begin every word anew.
            flush()
        at = word.end()
    flush()
    out.append(text[at:])
    return "".join(out)


def _unword(kind: str, body: str) -> bytes:
    raw = body.encode("utf-8", "replace")
    if kind in "Qq":
        return binascii.a2b_qp(raw.replace(b"_", b" "))
    plain = re.sub(rb"[^A-Za-z0-9+/]", b"", raw.replace(b"-", b"+") if b"-" in raw else raw)
    plain = plain[: len(plain) - (len(plain) % 4 == 1)]
    try:
        return binascii.a2b_base64(plain + b"=" * (-len(plain) % 4))
    except (binascii.Error, ValueError):
        return raw


def parameters(value: bytes, hint: str | None = None) -> tuple[str, dict[str, str]]:
    """ "text/plain; charset=x" → its main word in lower case and its parameters, names in lower case."""
    text, _ = charsets.decode(value, None, hint=hint)
    main, _, _ = text.partition(";")
    pieces: dict[str, list[tuple[int, bool, str]]] = {}
    for found in _PARAMETER.finditer(text[:20_000]):
        name, number, star, quoted, _, bare = found.groups()
        content = re.sub(r'\\(["\\])', r"\1", quoted) if quoted is not None else (bare or "").strip()
        pieces.setdefault(name.lower(), []).append((int((number or "0")[:4]), bool(star), content))
    return one_line(main).lower(), {name: _joined(parts) for name, parts in pieces.items()}


def _joined(parts: list[tuple[int, bool, str]]) -> str:
    if len(parts) > 1 and len({number for number, _, _ in parts}) == 1:
        # The same parameter twice: the extended form says it better.
        parts = [next((part for part in parts if part[1]), parts[0])]
    parts = sorted(parts, key=lambda part: part[0])
    if not any(star for _, star, _ in parts):
        return one_line(words("".join(content for _, _, content in parts)))
    charset = ""
    data = b""
    for place, (_, star, content) in enumerate(parts):
        if star and place == 0 and content.count("'") >= 2:
            charset, _, content = content.split("'", 2)
        data += unquote_to_bytes(content) if star else content.encode("utf-8", "replace")
    text = charsets.decode(data, charset or None)[0]
    return one_line(words(text))
