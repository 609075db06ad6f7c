"""Bytes to a `Mail`: the one place where all readings come together."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

from channels.mail.reading import (
    addresses,
    authentication,
    automatic,
    bodies,
    bounces,
    charsets,
    doubts,
    files,
    headers,
    mime,
    pkcs7,
    pointers,
    quotes,
)
from channels.mail.reading.headers import Head
from channels.mail.reading.mail import Automatic, Bounce, Caps, Doubt, Fault, Mail, Mailbox, MailFile
from channels.mail.reading.mime import Leaf

_ID: Final = re.compile(r"<[^<>\s]+>")
#: Programs in Hebrew and Arabic put them around "Re:" as well.
_DIRECTIONS: Final = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_REPLY: Final = re.compile(
    r"(?i)^\s*(?:\[[^\]]{0,40}\]\s*)?(?:re|aw|antw|antwort|sv|vs|odp|ynt|回复|回覆|答复|答覆|回信|答:|返信|회신|rv|rif|res|отв|vá|ref|bls|atb)\s*(?:\[\d+\]|\(\d+\))?\s*[:：]"
)
_FORWARD: Final = re.compile(
    r"(?i)^\s*(?:\[[^\]]{0,40}\]\s*)?(?:fwd?|wg|tr|i|vs|rv|enc|doorst|vb|vl|pd|továbbítás|转发|轉寄|轉發|转寄|転送|전달|i̇lt|ilt|пересл|fs)\s*(?:\[\d+\])?\s*[:：]"
)
_MAILS: Final = ("message/rfc822", "message/global")
#: Attached letters that are read.
_MOST_LETTERS: Final = 5
#: More headers of that kind are no way that a mail took.
_MOST_DELIVERED: Final = 50
_DELIVERED: Final = ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-delivered-to", "original-recipient", "x-rcpt-to", "apparently-to", "x-forwarded-to", "x-real-to")  # fmt: skip


def is_reply(subject: str) -> bool:
    """The subject says that the mail answers another one."""
    return bool(_REPLY.match(subject))


def read(
    raw: bytes,
    *,
    authserv_ids: Collection[str] = (),
    results_below: bool = False,
    loop_mark: tuple[str, str] | None = None,
    own: Collection[str] = (),
    caps: Caps | None = None,
) -> Mail:
    """Read any bytes as a mail; never raises.

    `authserv_ids`: the names under which our own servers sign Authentication-Results; others are not believed.
    `results_below`: they write them below their own Received.
    `loop_mark`: a header's name and value that our own outgoing mails carry.
    `own`: the addresses of our mailboxes.
    """
    caps = caps or Caps()
    faults: set[Fault] = set()
    if len(raw) > caps.size:
        raw = raw[: caps.size]
        faults.add(Fault.TOO_LARGE)
    if b"\n" not in raw and b"\r" in raw:
        raw = raw.replace(b"\r", b"\n")
    elif b"\r\r\n" in raw[:2000]:
        raw = raw.replace(b"\r\r\n", b"\r\n")
    elif raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raw = raw.decode("utf-16", "replace").encode()
    if not raw.strip():
        faults.add(Fault.EMPTY)
    head = headers.split(raw, most=caps.headers, size=caps.header_size)
    faults |= {
        fault
        for fault, found in (
            (Fault.TOO_MANY_HEADERS, head.cut),
            (Fault.MALFORMED_HEADER, head.broken),
            (Fault.NO_BLANK_LINE, not head.blank_line and bool(raw.strip())),
        )
        if found
    }
    if not head.lines and _is_binary(raw):
        return _no_mail(raw, faults)
    hint = headers.parameters(head.raw("content-type"))[1].get("charset")
    if not hint and not raw.isascii() and b"charset" not in raw:
        hint = charsets.likely(raw[:100_000])
    leaves, found_faults = mime.leaves(raw, head, caps=caps, hint=hint)
    hint = hint or next((leaf.charset for leaf in leaves if leaf.charset), None)
    faults |= found_faults
    return _mail(head, leaves, hint, faults, caps, (authserv_ids, results_below), loop_mark, own)


def _is_binary(raw: bytes) -> bool:
    """No mail at all but some other file: a picture, an archive, Outlook's own format."""
    sample = raw[:4096]
    return sum(byte < 9 or 13 < byte < 27 or 27 < byte < 32 for byte in sample) * 20 > len(sample)


def _no_mail(raw: bytes, faults: set[Fault]) -> Mail:
    """Kept whole as a file, for somebody to look at."""
    outlook = raw.startswith(b"\xd0\xcf\x11\xe0")
    name, kind = ("mail.msg", "application/vnd.ms-outlook") if outlook else ("file", "application/octet-stream")
    return Mail(
        attachments=(MailFile(name=name, content_type=kind, data=raw),),
        doubts=frozenset({Doubt.NO_FROM}),
        faults=frozenset(faults | {Fault.UNREADABLE_PART}),
    )


def _mail(
    head: Head,
    leaves: list[Leaf],
    hint: str | None,
    faults: set[Fault],
    caps: Caps,
    servers: tuple[Collection[str], bool],
    loop_mark: tuple[str, str] | None,
    own: Collection[str],
) -> Mail:
    body = bodies.choose(leaves, caps=caps, hint=hint)
    attached, found_faults = files.collect(body.rest, html=body.html, caps=caps)
    attached = files.unique([*body.files, *attached]) if body.files else attached
    faults |= body.faults | found_faults

    people: list[Mailbox] = []
    for value in head.every("from")[:5]:
        boxes, _ = addresses.parse(value, most=20, hint=hint)
        people.extend(boxes)
    people = [box for box in people if box.address] or people
    reply_to, _ = addresses.parse(head.raw("reply-to"), most=20, hint=hint)
    sender = next((box.address for box in addresses.parse(head.raw("sender"), most=2, hint=hint)[0]), "")
    to, more_to = addresses.parse(b",".join(head.every("to")[:20]), most=caps.recipients, hint=hint)
    cc, more_cc = addresses.parse(b",".join(head.every("cc")[:20]), most=caps.recipients, hint=hint)
    if more_to or more_cc:
        faults.add(Fault.TOO_MANY_RECIPIENTS)
    return_path = _return_path(head)
    who = next(iter(people), None) or Mailbox(address="")
    if not who.address:
        bare = who.name if re.fullmatch(r"[\w.+-]+", who.name) else ""
        others = [*(box.address for box in reply_to), return_path or "", sender, bare]
        who = Mailbox(address=next((other for other in others if other), ""), name=who.name)

    subject = _DIRECTIONS.sub("", headers.decode(head.raw("subject"), hint)[:2000]).strip()
    date, bad_date = _date(head)
    if bad_date:
        faults.add(Fault.BAD_DATE)
    in_reply_to = _ids(head.raw("in-reply-to"))
    references = _ids(head.raw("references"))
    text = body.text or _nested_text(body.rest, caps) or "\n\n".join(_attached_texts(body.rest, hint, caps, own))

    fresh = _reply_text(body, text, subject, reply=bool(in_reply_to or references or is_reply(subject)))
    if pointers.attached(fresh):
        fresh = "\n\n".join([fresh, *_attached_texts(body.rest, hint, caps, own)])[: caps.text]
    _, parameters = headers.parameters(head.raw("content-type"))
    kind = automatic.kind_of(
        head,
        leaves,
        sender=who.address or who.name,
        subject=subject,
        text=text,
        fresh=fresh,
        report_type=parameters.get("report-type", "").lower(),
        loop_mark=loop_mark,
        own=own,
    )
    reports: list[Bounce] = []
    if kind is Automatic.BOUNCE:
        named = [box.address for box in (*to, *cc)]
        reports = bounces.standard(leaves)
        if not any(report.recipient for report in reports):
            reports = bounces.informal(head, subject, text, leaves, named)
    proof, forged = authentication.authenticate(head, servers[0], below=servers[1])
    signed, encrypted = _secured(head, leaves, text)
    return Mail(
        from_address=who.address,
        from_name=who.name,
        sender=sender,
        reply_to=tuple(reply_to),
        to=tuple(to),
        cc=tuple(cc),
        delivered_to=_delivered(head, caps),
        return_path=return_path,
        subject=subject,
        message_id=next(iter(_ids(head.raw("message-id"), loose=True)), None),
        in_reply_to=next(iter(in_reply_to), None),
        references=tuple(references),
        date=date,
        text=text,
        reply_text=fresh,
        html=body.html,
        attachments=tuple(attached),
        automatic=kind,
        bounces=tuple(reports),
        signed=signed,
        encrypted=encrypted,
        authentication=proof,
        doubts=doubts.doubt(
            head,
            people,
            sender=sender,
            reply_to=tuple(reply_to),
            names=[charsets.decode(value, None, hint=hint)[0] for value in head.every("from")[:5]] + [who.name],
            authentication=proof,
            forged=forged,
        ),
        faults=frozenset(faults),
        headers=_headers(head, hint),
    )


def _reply_text(body: bodies.Body, text: str, subject: str, *, reply: bool) -> str:
    """Without history; with what is written into it where the words above it say only that it is."""
    fresh = _without_history(body, text, subject, reply=reply)
    if not (reply and pointers.below(fresh)):
        return fresh
    return f"{fresh}\n\n{quotes.below(text)}".strip("\n")


def _without_history(body: bodies.Body, text: str, subject: str, *, reply: bool) -> str:
    """By the lines of the text; by the marks of the HTML where the lines show no history and the marks do."""
    forward = bool(_FORWARD.match(subject)) and not is_reply(subject)
    if forward:
        reply = False
    trimmed = quotes.trim(text, reply=reply, forward=forward)
    if forward or body.fresh is None or (trimmed.carries and not reply):
        return trimmed.text
    if body.from_html or not trimmed.quoted:
        fresh = quotes.trim(body.fresh, reply=reply or body.marked)
        if fresh.text.strip() or reply:
            return fresh.text
    return trimmed.text


def _nested_text(rest: Sequence[Leaf], caps: Caps) -> str:
    """What the only nested mail says, where the mail around it says nothing."""
    nested = [leaf for leaf in rest if leaf.content_type in _MAILS]
    if len(nested) != 1 or any(leaf.content_type == "message/delivery-status" for leaf in rest):
        return ""
    return _said(nested[0], caps)


def _said(leaf: Leaf, caps: Caps, own: Collection[str] = ()) -> str:
    """The words of a nested mail; none where it comes from one of `own`."""
    head = headers.split(leaf.data, most=caps.headers, size=caps.header_size)
    hint = headers.parameters(head.raw("content-type"))[1].get("charset")
    writers = addresses.parse(head.raw("from"), most=1, hint=hint)[0] if own else ()
    if any(box.address.lower() in own for box in writers):
        return ""
    return bodies.choose(mime.leaves(leaf.data, head, caps=caps, hint=hint)[0], caps=caps, hint=hint).text


def _attached_texts(rest: Sequence[Leaf], hint: str | None, caps: Caps, own: Collection[str]) -> list[str]:
    """What letters say that were attached as plain text or as a mail, in a mail that says nothing itself."""
    texts: list[str] = []
    for leaf in rest:
        if len(texts) >= _MOST_LETTERS:
            break
        if leaf.content_type == "text/plain" and leaf.filename.lower().endswith(".txt"):
            said = charsets.decode(leaf.data[: caps.text * 4], leaf.charset, hint=hint)[0].replace("\r\n", "\n")
        else:
            said = _said(leaf, caps, own) if leaf.content_type in _MAILS else ""
        if said.strip():
            texts.append(said.strip())
    return texts


def _ids(value: bytes, *, loose: bool = False) -> list[str]:
    """Message-IDs as they stand there. `loose`: one without brackets counts too, if it is all there is."""
    text = re.sub(r"[\r\n]+", " ", value[:60_000].decode("utf-8", "replace")).replace("\x00", "")
    found = list(dict.fromkeys(_ID.findall(text)))[:200]
    if found or not loose:
        return found
    bare = text.strip().strip("<>").strip()
    return [f"<{bare}>"] if bare and len(bare) < 1000 and not re.search(r"\s", bare) else []


def _return_path(head: Head) -> str | None:
    if not any(name == "return-path" for name, _ in head.lines):
        return None
    boxes, _ = addresses.parse(head.raw("return-path"), most=1)
    return next((box.address for box in boxes), "")


def _delivered(head: Head, caps: Caps) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for value in [value for name, value in head.lines if name in _DELIVERED][:_MOST_DELIVERED]:
        if len(found) < caps.recipients:
            boxes, _ = addresses.parse(
                value.partition(b";")[2] if value.lower().startswith(b"rfc822;") else value, most=20
            )
            found.update((box.address, None) for box in boxes if box.address)
    return tuple(found)


def _date(head: Head) -> tuple[datetime | None, bool]:
    """The Date header in UTC, or the last server's stamp; and whether the header was there but unreadable."""
    value = head.text("date")
    for candidate in (value, value.partition("(")[0], head.text("received").rpartition(";")[2]):
        try:
            moment = parsedate_to_datetime(candidate.strip())
        except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
            continue
        try:
            moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
            return moment.astimezone(UTC), bool(value) and candidate is not value and not value.startswith(candidate)
        except (ValueError, OverflowError):
            continue
    return None, bool(value)


def _secured(head: Head, leaves: Sequence[Leaf], text: str) -> tuple[str | None, str | None]:
    signed = encrypted = None
    for leaf in leaves:
        kind = leaf.content_type
        if kind in ("application/pkcs7-signature", "application/x-pkcs7-signature"):
            signed = "smime"
        elif kind in ("application/pkcs7-mime", "application/x-pkcs7-mime"):
            kind_of_message = leaf.parameters.get("smime-type", "")
            if "signed" in kind_of_message or pkcs7.opened(leaf.data) is not None:
                signed = "smime"
            else:
                encrypted = "smime"
        elif kind == "application/pgp-signature":
            signed = signed or "pgp"
        elif kind == "application/pgp-encrypted":
            encrypted = encrypted or "pgp"
    main, parameters = headers.parameters(head.raw("content-type"))
    protocol = parameters.get("protocol", "")
    if main == "multipart/signed" and not signed:
        signed = "smime" if "pkcs7" in protocol else "pgp" if "pgp" in protocol else None
    if text.lstrip().startswith("-----BEGIN PGP SIGNED MESSAGE-----"):
        signed = signed or "pgp"
    if text.lstrip().startswith("-----BEGIN PGP MESSAGE-----"):
        encrypted = encrypted or "pgp"
    return signed, encrypted


def _headers(head: Head, hint: str | None) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name, value in head.lines:
        values = found.setdefault(name, [])
        if len(values) < 50:
            values.append(headers.decode(value, hint))
    return {name: tuple(values) for name, values in found.items()}
