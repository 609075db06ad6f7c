"""The tree of a mail's parts, laid flat: each leaf with its bytes, and where in the tree it stood."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from channels.mail.reading import headers, pkcs7, transfer
from channels.mail.reading.mail import Caps, Fault

#: A line that may be a boundary nobody has announced, with a part's first header behind it.
_UNANNOUNCED: Final = re.compile(rb"(?m)^--([^\r\n]{4,200}?)[ \t]*\r?\nContent-[A-Za-z-]+[ \t]*:")
_SIGNED: Final = ("application/pkcs7-mime", "application/x-pkcs7-mime")
_TYPE: Final = re.compile(r"[a-z0-9!#$&^_.+*'-]+/[a-z0-9!#$&^_.+*'-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A part that holds no parts, decoded."""

    head: headers.Head
    content_type: str
    parameters: dict[str, str]
    disposition: str
    filename: str
    data: bytes = field(repr=False)
    #: The multiparts around it, the outermost first: ("mixed", "alternative").
    within: tuple[str, ...] = ()
    #: Which multipart it stood in, and at which place: leaves of one alternative share the number.
    group: int = 0
    place: int = 0

    @property
    def charset(self) -> str | None:
        """As the part names it."""
        return self.parameters.get("charset")

    @property
    def content_id(self) -> str | None:
        """Without its brackets."""
        return self.head.text("content-id").strip("<> ")[:300] or None


@dataclass(slots=True)
class _Walk:
    caps: Caps
    hint: str | None
    leaves: list[Leaf] = field(default_factory=list)
    faults: set[Fault] = field(default_factory=set)
    parts: int = 0
    groups: int = 0


def leaves(data: bytes, head: headers.Head, *, caps: Caps, hint: str | None = None) -> tuple[list[Leaf], set[Fault]]:
    """All leaves in the order of the mail. `data` is the whole mail, `head` its headers."""
    walk = _Walk(caps=caps, hint=hint)
    _part(walk, data[head.body_at :], head, (), 0, 0, "text/plain")
    return walk.leaves, walk.faults


def _part(
    walk: _Walk, body: bytes, head: headers.Head, within: tuple[str, ...], group: int, place: int, default: str
) -> None:
    content_type, parameters = headers.parameters(head.raw("content-type"), walk.hint)
    named = _TYPE.match(content_type)
    # "text" or "" for a type: what the standard says of a part that names none.
    content_type = (
        named.group() if named else {"html": "text/html", "text/html": "text/html"}.get(content_type, default)
    )
    if content_type.startswith("multipart/"):
        pieces = _pieces(walk, body, parameters.get("boundary", ""))
        if pieces and len(within) < walk.caps.depth:
            walk.groups += 1
            number = walk.groups
            inner = "message/rfc822" if content_type == "multipart/digest" else "text/plain"
            around = (*within, content_type.partition("/")[2])
            for at, piece in enumerate(pieces):
                if walk.parts >= walk.caps.parts:
                    walk.faults.add(Fault.TOO_MANY_PARTS)
                    return
                walk.parts += 1
                below = headers.split(piece, most=100, size=walk.caps.header_size, whole=False)
                _part(walk, piece[below.body_at :], below, around, number, at, inner)
            return
        if pieces:
            walk.faults.add(Fault.TOO_DEEP)
            content_type = "application/octet-stream"
        elif body.strip():
            walk.faults.add(Fault.NO_BOUNDARY)
            content_type = "text/html" if re.match(rb"(?i)\s*<(?:!doctype|html)", body) else "text/plain"
        else:
            return
    disposition, placed = headers.parameters(head.raw("content-disposition"), walk.hint)
    encoding = head.text("content-transfer-encoding")
    if content_type in ("message/rfc822", "message/global") and not re.search(r"(?i)base64|quoted", encoding):
        decoded, clean = body, True
    else:
        decoded, clean = transfer.undo(body, encoding)
    if not clean:
        walk.faults.add(Fault.BAD_ENCODING)
    if content_type in _SIGNED and len(within) < walk.caps.depth:
        inside = pkcs7.opened(decoded)
        if inside is not None:
            # Readable as if it had not been wrapped; the wrapping itself stays as a file, for whoever verifies it.
            below = headers.split(inside, most=100, size=walk.caps.header_size, whole=False)
            _part(walk, inside[below.body_at :], below, (*within, "signed"), group, place, default)
    filename = next(
        filter(
            None,
            (
                placed.get("filename"),
                parameters.get("name"),
                placed.get("name"),
                parameters.get("filename"),
                placed.get("file"),
                parameters.get("file"),
            ),
        ),
        "",
    )
    walk.leaves.append(
        Leaf(
            head=head,
            content_type=content_type,
            parameters=parameters,
            disposition=disposition.split(" ")[0],
            filename=filename,
            data=decoded,
            within=within,
            group=group,
            place=place,
        )
    )


def _pieces(walk: _Walk, body: bytes, boundary: str) -> list[bytes]:
    """The parts between boundary lines; a boundary that is missing or wrong is looked for in the body."""
    marks = _marks(body, boundary.rstrip().encode("utf-8", "replace")) if boundary.strip() else []
    if not marks:
        found = _UNANNOUNCED.search(body)
        if found is None:
            return []
        walk.faults.add(Fault.NO_BOUNDARY)
        marks = _marks(body, found.group(1))
    pieces = []
    for at, (_, start, closing) in enumerate(marks):
        stop = marks[at + 1][0] if at + 1 < len(marks) else len(body)
        if closing:
            # What follows is the epilogue, unless parts go on behind an end that came too early.
            if at + 1 == len(marks):
                break
            if not re.match(rb"\s*Content-", body[start : start + 200], re.IGNORECASE):
                continue
        piece = body[start:stop]
        # The line end before a boundary belongs to the boundary.
        if at + 1 < len(marks):
            piece = piece.removesuffix(b"\n").removesuffix(b"\r")
        pieces.append(piece)
    if marks and not marks[-1][2]:
        walk.faults.add(Fault.BOUNDARY_NOT_CLOSED)
        if pieces and not pieces[-1].strip():
            # The last line should have been the end.
            pieces.pop()
    return pieces


def _marks(body: bytes, boundary: bytes) -> list[tuple[int, int, bool]]:
    """Where each boundary line begins and ends, and whether it closes."""
    mark = b"--" + boundary
    found: list[tuple[int, int, bool]] = []
    at = body.find(mark)
    while at >= 0:
        after = at + len(mark)
        if at == 0 or body[at - 1] in b"\r\n":
            end = body.find(b"\n", after)
            end = len(body) if end < 0 else end + 1
            rest = body[after:end].strip() if end - after < 1000 else b"?"
            if rest in (b"", b"--"):
                found.append((at, end, rest == b"--"))
                after = end
        at = body.find(mark, after)
    return found
