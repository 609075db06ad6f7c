"""Attachments: what counts as one, its name made safe, and what winmail.dat hides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from tnefparse import TNEF  # type: ignore[import-untyped]

from channels.mail.reading import charsets, headers
from channels.mail.reading.mail import Caps, Fault, MailFile
from channels.mail.reading.mime import Leaf

_ENDINGS: Final = {
    "image/jpeg": "jpg",
    "image/jpg": "jpg",
    "image/pjpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "image/bmp": "bmp",
    "image/webp": "webp",
    "image/heic": "heic",
    "image/svg+xml": "svg",
    "image/tiff": "tif",
    "application/pdf": "pdf",
    "application/zip": "zip",
    "application/pgp-signature": "asc",
    "application/pgp-encrypted": "asc",
    "application/pgp-keys": "asc",
    "application/pkcs7-signature": "p7s",
    "application/x-pkcs7-signature": "p7s",
    "application/pkcs7-mime": "p7m",
    "application/x-pkcs7-mime": "p7m",
    "application/msword": "doc",
    "application/vnd.ms-excel": "xls",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/ics": "ics",
    "application/rtf": "rtf",
    "application/json": "json",
    "application/xml": "xml",
    "application/ms-tnef": "dat",
    "text/calendar": "ics",
    "text/vcard": "vcf",
    "text/x-vcard": "vcf",
    "text/directory": "vcf",
    "text/html": "html",
    "text/csv": "csv",
    "text/xml": "xml",
    "text/rtf": "rtf",
    "text/rfc822-headers": "txt",
    "message/rfc822": "eml",
    "message/global": "eml",
    "message/delivery-status": "txt",
    "message/disposition-notification": "txt",
    "message/feedback-report": "txt",
    "audio/mpeg": "mp3",
    "audio/amr": "amr",
    "audio/wav": "wav",
    "video/mp4": "mp4",
    "video/quicktime": "mov",
    "video/3gpp": "3gp",
}
_STEMS: Final = {
    "text/calendar": "invite",
    "application/pgp-signature": "signature",
    "application/pkcs7-signature": "smime",
    "application/x-pkcs7-signature": "smime",
    "application/pkcs7-mime": "smime",
    "application/x-pkcs7-mime": "smime",
    "application/pgp-encrypted": "version",
    "message/delivery-status": "delivery-status",
    "message/disposition-notification": "disposition-notification",
    "message/feedback-report": "feedback-report",
    "text/rfc822-headers": "headers",
    "application/ms-tnef": "winmail",
}
_SIGNATURES: Final = frozenset({"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"})  # fmt: skip
_BAD: Final = re.compile(r'[\x00-\x1f\x7f<>:"|?*\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]')
_DEVICES: Final = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
_TNEF_TYPES: Final = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})


def collect(leaves: Sequence[Leaf], *, html: str, caps: Caps) -> tuple[list[MailFile], set[Fault]]:
    """Every leaf that is not the body, in the order of the mail; names are made unique."""
    files: list[MailFile] = []
    faults: set[Fault] = set()
    for leaf in leaves:
        if _is_signature(leaf):
            continue
        found = _opened(leaf, faults) or [_file(leaf, html)]
        files.extend(found)
    if len(files) > caps.attachments:
        faults.add(Fault.TOO_MANY_PARTS)
    return unique(files[: caps.attachments]), faults


def _is_signature(leaf: Leaf) -> bool:
    """The proof beside a signed mail, which is nothing that somebody wanted to show us; the whole mail keeps it."""
    named = leaf.content_type == "application/octet-stream" and leaf.filename.lower().endswith((".p7s", ".asc", ".sig"))
    return leaf.within[-1:] == ("signed",) and (named or leaf.content_type in _SIGNATURES)


def _file(leaf: Leaf, html: str) -> MailFile:
    content_id = leaf.content_id
    shown = bool(content_id and f"cid:{content_id}" in html)
    inline = shown or (leaf.disposition == "inline" and leaf.content_type.startswith("image/"))
    inline = inline or bool(
        leaf.within and leaf.within[-1] == "related" and content_id and leaf.disposition != "attachment"
    )
    return MailFile(
        name=name_of(leaf), content_type=leaf.content_type, data=leaf.data, inline=inline, content_id=content_id
    )


def name_of(leaf: Leaf) -> str:
    """The part's own name made safe, or one that says what it is."""
    ending = _ENDINGS.get(leaf.content_type, "")
    name = leaf.filename or headers.one_line(leaf.head.text("content-location").rpartition("/")[2])
    if leaf.content_type in ("message/rfc822", "message/global") and not name:
        inner = headers.split(leaf.data[:65536], most=100, size=4096)
        name = (inner.text("subject") or leaf.head.text("content-description") or "message")[:120].replace(
            "/", "-"
        ) + ".eml"
    name = name or leaf.head.text("content-description")[:120]
    if name and ending and "." not in name[1:]:
        name = f"{name}.{ending}"
    if not name:
        stem = _STEMS.get(leaf.content_type) or leaf.content_type.partition("/")[0]
        stem = "file" if stem in ("application", "text", "multipart") else stem
        name = f"{stem}.{ending}" if ending else f"{stem}.txt" if leaf.content_type == "text/plain" else stem
    return safe(name)


def safe(name: str) -> str:
    """A file's name and nothing else: no folders, drives, control or direction marks, at most 200 characters."""
    name = charsets.clean(name).replace("\\", "/").rstrip("/ ").rpartition("/")[2]
    name = re.sub(r"\s+", " ", _BAD.sub("_", name)).strip(" .") if name.strip(" .") else ""
    if not name:
        return "file"
    if _DEVICES.match(name):
        name = f"_{name}"
    if len(name) > 200 or len(name.encode()) > 250:
        stem, dot, ending = name.rpartition(".")
        ending = f".{ending}" if dot and len(ending) <= 12 else ""
        stem = (stem if ending else name)[:200].encode()[: 240 - len(ending.encode())].decode("utf-8", "ignore")
        name = stem + ending
    return name


def unique(files: Sequence[MailFile]) -> list[MailFile]:
    """The second "image.png" becomes "image (2).png"."""
    seen: dict[str, int] = {}
    out: list[MailFile] = []
    for file in files:
        count = seen[file.name.lower()] = seen.get(file.name.lower(), 0) + 1
        if count > 1:
            stem, dot, ending = file.name.rpartition(".")
            name = f"{stem} ({count}).{ending}" if dot and stem else f"{file.name} ({count})"
            file = MailFile(
                name=name,
                content_type=file.content_type,
                data=file.data,
                inline=file.inline,
                content_id=file.content_id,
            )
        out.append(file)
    return out


def _opened(leaf: Leaf, faults: set[Fault]) -> list[MailFile]:
    """The files in a winmail.dat. Nothing, if it is none or holds none: then it stays as it is."""
    if not is_tnef(leaf):
        return []
    tnef = tnef_of(leaf.data)
    if tnef is None:
        faults.add(Fault.BAD_TNEF)
        return []
    out = []
    for attached in tnef.attachments:
        data = attached.data
        if isinstance(data, (bytes, bytearray)) and data:
            name = safe(str(attached.long_filename() or attached.name or "file").strip("\x00"))
            out.append(MailFile(name=name, content_type=kind_of(name), data=bytes(data)))
    return out


def is_tnef(leaf: Leaf) -> bool:
    """It is a winmail.dat, by its type or by its name and its first bytes."""
    named = leaf.filename.lower() in ("winmail.dat", "win.dat")
    return leaf.content_type in _TNEF_TYPES or (named and leaf.data.startswith(b"\x78\x9f\x3e\x22"))


def tnef_of(data: bytes) -> TNEF | None:
    """What is in a winmail.dat, or None where it can't be read."""
    try:
        return TNEF(data, do_checksum=False)
    except Exception:
        # The library has no error of its own: a broken file raises whatever its reading ran into.
        return None


def kind_of(name: str) -> str:
    """A content type by a name's ending."""
    ending = name.rpartition(".")[2].lower()
    return next((kind for kind, value in _ENDINGS.items() if value == ending), "application/octet-stream")
