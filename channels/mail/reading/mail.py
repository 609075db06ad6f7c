"""What is known of a mail once it has been read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

_WRAPPINGS: Final = frozenset({"application/pgp-encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})
_ARMOUR: Final = b"-----BEGIN PGP MESSAGE-----"


class Automatic(StrEnum):
    """Why a mail counts as written by a machine; such a mail is recorded and never answered."""

    #: A report of what became of a mail of ours: undeliverable, delayed, delivered. `Mail.bounce` has the details.
    BOUNCE = "bounce"
    #: Out of office, "we have got your mail": a machine answered a mail of ours.
    AUTO_REPLY = "auto-reply"
    #: A machine wrote by itself: monitoring, a job, another desk's notice.
    AUTO_GENERATED = "auto-generated"
    #: It came through a mailing list.
    LIST = "list"
    #: A newsletter, a mass mailing.
    BULK = "bulk"
    #: Somebody offers something, or wants to cheat us: a sales pitch, a lure, a threat for money.
    OFFER = "offer"
    #: An invitation or the answer to one.
    CALENDAR = "calendar"
    #: A report that a person has opened or deleted a mail of ours (RFC 8098, Exchange).
    READ_RECEIPT = "read-receipt"
    #: An abuse or authentication report (RFC 5965, DMARC).
    REPORT = "report"
    #: A challenge: "prove that you are human, then your mail is delivered".
    CHALLENGE = "challenge"
    #: It carries our own loop mark: we wrote it ourselves.
    LOOP = "loop"


class Doubt(StrEnum):
    """Why the mail may not come from whom it names. Such a mail goes to staff, and is told nothing of a case."""

    #: From stands there more than once, or names more than one person.
    SEVERAL_FROM = "several-from"
    #: There is no From, or no address can be made out in it.
    NO_FROM = "no-from"
    #: Sender names another domain than From.
    SENDER_DIFFERS = "sender-differs"
    #: Reply-To leads to another domain than From.
    REPLY_TO_DIFFERS = "reply-to-differs"
    #: The display name shows an address that is not the sender's.
    NAME_SHOWS_ADDRESS = "name-shows-address"
    #: The display name hides something: direction marks, invisible letters, control characters.
    NAME_HIDES = "name-hides"
    #: The domain mixes scripts or is a look-alike written in punycode.
    LOOKALIKE_DOMAIN = "lookalike-domain"
    #: Our own server says that SPF, DKIM or DMARC failed.
    FAILED_AUTHENTICATION = "failed-authentication"
    #: A header that claims our server's verdict stands where only a stranger can have put it.
    FORGED_AUTHENTICATION = "forged-authentication"
    #: The address is malformed: blanks, control characters, several "@".
    ODD_ADDRESS = "odd-address"
    #: A header that may stand only once (Subject, Date, Message-ID, To) stands there several times.
    SEVERAL_HEADERS = "several-headers"


class Fault(StrEnum):
    """What was wrong with the mail's form, and was read all the same."""

    EMPTY = "empty"
    TOO_LARGE = "too-large"
    TOO_DEEP = "too-deep"
    TOO_MANY_PARTS = "too-many-parts"
    TOO_MANY_HEADERS = "too-many-headers"
    TOO_MANY_RECIPIENTS = "too-many-recipients"
    TEXT_CUT = "text-cut"
    MALFORMED_HEADER = "malformed-header"
    NO_BLANK_LINE = "no-blank-line"
    NO_BOUNDARY = "no-boundary"
    BOUNDARY_NOT_CLOSED = "boundary-not-closed"
    UNKNOWN_CHARSET = "unknown-charset"
    WRONG_CHARSET = "wrong-charset"
    BAD_ENCODING = "bad-encoding"
    BAD_TNEF = "bad-tnef"
    BAD_DATE = "bad-date"
    #: A part could not be read at all; its bytes are attached as they are.
    UNREADABLE_PART = "unreadable-part"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """Somebody's name and address; the address in the writing of the mail, its domain in lower case."""

    address: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailFile:
    """One attachment with its bytes. `name` is safe: no folders, no control characters, never empty."""

    name: str
    content_type: str
    data: bytes = field(repr=False)
    #: Shown within the text (a picture that the HTML refers to), rather than attached to it.
    inline: bool = False
    #: Without its angle brackets.
    content_id: str | None = None

    @property
    def seals(self) -> bool:
        """What encryption or a signature wraps a whole mail in: nothing that somebody wanted to show us."""
        return self.content_type in _WRAPPINGS or self.data.startswith(_ARMOUR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounce:
    """What a server says of a mail that we sent."""

    #: Whom it did not reach; empty where the report does not tell.
    recipient: str = ""
    #: failed, delayed, delivered, relayed, expanded (RFC 3464).
    action: str = "failed"
    #: RFC 3463 ("5.1.1"), or a three-digit SMTP code where there is nothing better; empty if unknown.
    status: str = ""
    #: What the other server said, in its words, on one line.
    diagnostic: str = ""
    #: The Message-ID of our mail, where the report quotes it.
    original_message_id: str | None = None
    #: Trying again is of no use.
    permanent: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Authentication:
    """What our own server found (RFC 8601), in lower case: pass, fail, softfail, none … or "" where it is silent."""

    spf: str = ""
    dkim: str = ""
    dmarc: str = ""

    @property
    def passed(self) -> bool:
        """Whether From's domain is proven: DMARC passed."""
        return self.dmarc == "pass"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail, read. Every text is free of NUL and lone surrogates; every list is capped."""

    from_address: str = ""
    from_name: str = ""
    #: The Sender header, where there is one.
    sender: str = ""
    reply_to: tuple[Mailbox, ...] = ()
    to: tuple[Mailbox, ...] = ()
    cc: tuple[Mailbox, ...] = ()
    #: Addresses of Delivered-To, X-Original-To, Envelope-To and the like: which of our mailboxes was meant.
    delivered_to: tuple[str, ...] = ()
    #: The envelope's sender as the last server noted it; "" is the null sender `<>`, None is unknown.
    return_path: str | None = None
    subject: str = ""
    #: As it stands in the mail, angle brackets included. Blank ones (`<>`) are None: they identify nothing.
    message_id: str | None = None
    in_reply_to: str | None = None
    #: The oldest first, each with its angle brackets.
    references: tuple[str, ...] = ()
    date: datetime | None = None
    #: The whole body as readable text.
    text: str = ""
    #: Only what the sender wrote this time: no quoted history, signature or legal footer.
    reply_text: str = ""
    #: The HTML body as it came, or "": never show it without cleaning it.
    html: str = field(default="", repr=False)
    attachments: tuple[MailFile, ...] = ()
    automatic: Automatic | None = None
    #: One for each recipient that the report names. `bounce` is the first.
    bounces: tuple[Bounce, ...] = ()
    #: Signed, encrypted: "smime" or "pgp"; None if not. Nothing is verified or decrypted here.
    signed: str | None = None
    encrypted: str | None = None
    #: None if our server noted nothing, or its name (`authserv_ids`) was not given.
    authentication: Authentication | None = None
    doubts: frozenset[Doubt] = frozenset()
    faults: frozenset[Fault] = frozenset()
    #: Every header by its lower-case name, decoded, in the order of the mail (capped).
    headers: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)

    @property
    def sealed(self) -> bool:
        """Its words are encrypted: none of them can be read here."""
        text = self.text.strip()
        return bool(self.encrypted) and (not text or text.startswith(_ARMOUR.decode()))

    @property
    def bounce(self) -> Bounce | None:
        """The first report, if this mail is one."""
        return self.bounces[0] if self.bounces else None

    def header(self, name: str) -> str:
        """The first value of a header, or ""."""
        return next(iter(self.headers.get(name.lower(), ())), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Caps:
    """How much of a mail is read. What is beyond is left out and noted as a fault; it never raises."""

    #: Bytes of a mail that are looked at; parts beyond are cut.
    size: int = 64 * 1024 * 1024
    depth: int = 40
    parts: int = 500
    headers: int = 1000
    #: Bytes of one header.
    header_size: int = 64 * 1024
    recipients: int = 200
    attachments: int = 200
    #: Characters of the readable text.
    text: int = 200_000
    #: Characters of HTML that are turned into text.
    html: int = 2_000_000
