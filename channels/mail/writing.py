"""From an outbound message to the bytes of a mail: headers, text and HTML of one letter, files, signature."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address as HeaderAddress
from email.message import EmailMessage
from email.policy import SMTP as POLICY
from email.utils import format_datetime
from typing import Any, Final

import idna
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from bot.errors import Refused, Unreachable
from bot.messages import OutboundMessage, Purpose
from bot.ports import FileStore
from channels.mail.accounts import Account, MailRules
from channels.mail.letter import Letter, bare, to_letter
from channels.mail.marks import Mark, Marks

#: Old servers are sent seven bits only; lines are folded as they have always been.
_POLICY: Final = POLICY.clone(cte_type="7bit", max_line_length=78)
_LOGO: Final = "logo@huiyin"

#: A header of every mail of ours; whoever sends one back to us is not answered.
LOOP_HEADER: Final = "X-Huiyin-Mark"

#: What DKIM covers: those which readers see and answers go by.
_SIGNED: Final = (
    b"from", b"to", b"subject", b"date", b"message-id", b"in-reply-to", b"references", b"reply-to", b"mime-version",
    b"content-type", b"list-unsubscribe", b"list-unsubscribe-post",
)  # fmt: skip


_LOCAL: Final = re.compile(r'[^\s<>()\[\],;:\\"@\x00-\x1f\x7f]+|"(?:[^\s"\\\x00-\x1f\x7f]|\\[!-~])+"')
_DOMAIN: Final = re.compile(r"(?:[\w-]+\.)*[\w-]+|\[[0-9A-Za-z.:]+\]", re.ASCII)


class Writer:
    """Writes our mails."""

    def __init__(
        self,
        rules: MailRules,
        marks: Marks,
        files: FileStore,
        *,
        survey: Callable[[str], str],
        stop: Callable[[str], str],
        loop_mark: str,
    ) -> None:
        self._rules = rules
        self._marks = marks
        self._files = files
        self._survey = survey
        self._stop = stop
        self._loop_mark = loop_mark
        self._logo = rules.brand.logo.read_bytes() if rules.brand.logo else b""
        self._keys = {account.name: account.dkim.key_file.read_bytes() for account in rules.accounts if account.dkim}
        self._environment = Environment(
            loader=PackageLoader("channels.mail"),
            autoescape=select_autoescape(("html",)),
            undefined=StrictUndefined,
        )

    def write(
        self, message: OutboundMessage, account: Account, note: Mapping[str, Any], mark: Mark, now: datetime
    ) -> tuple[str, str, bytes]:
        """Envelope sender, recipient and bytes. Raises Unreachable or Refused. Reads files: a thread's work."""
        answer_to = self._marks.return_address(account, mark)
        mail = EmailMessage(policy=_POLICY)
        subject = _subject(message, note, _named(self._rules.brand.name, message.language))
        letter = to_letter(
            message,
            brand=self._rules.brand,
            subject=subject,
            answer_to=answer_to,
            survey=self._survey,
            stop=self._stop,
        )
        try:
            local, _, domain = account.address.rpartition("@")
            sender = _named(account.sender, message.language) or letter.brand
            mail["From"] = HeaderAddress(display_name=_one_line(sender), username=local, domain=domain)
            to = _address(message.to.user.removeprefix("?"))
            mail["To"] = to
        except (ValueError, IndexError, MessageError) as error:
            raise Unreachable("this is no address that mail can be sent to") from error
        mail["Subject"] = letter.subject
        mail["Date"] = format_datetime(now)
        mail["Message-ID"] = f"<{self._marks.message_id(account, mark)}>"
        if answer_to != account.address:
            mail["Reply-To"] = answer_to
        self._thread(mail, message, note)
        self._manners(mail, message, letter, answer_to)
        mail.set_content(self._environment.get_template("letter.txt").render(letter=letter), cte=_cte(message.text))
        logo = _LOGO if self._logo else ""
        page = self._environment.get_template("letter.html").render(letter=letter, logo=logo)
        mail.add_alternative(page, subtype="html", cte=_cte(message.text))
        if self._logo and self._rules.brand.logo:
            kind = (mimetypes.guess_type(self._rules.brand.logo.name)[0] or "image/png").partition("/")[2]
            html = mail.get_body(("html",))
            assert isinstance(html, EmailMessage)
            html.add_related(self._logo, "image", kind, cid=f"<{_LOGO}>", disposition="inline", filename="logo")
        self._attach(mail, message)
        return answer_to, to.addr_spec, self._sign(mail.as_bytes(), account)

    def _thread(self, mail: EmailMessage, message: OutboundMessage, note: Mapping[str, Any]) -> None:
        """Below the mail that it answers; what we say unasked, below the last one."""
        mails = note.get("mails", ())
        answered = next((one for one in mails if one["id"] == message.in_reply_to), mails[-1] if mails else None)
        ids = [_one_line(id) for id in answered["references"]] if answered else []
        ids = [id for id in ids if re.fullmatch(r"<[^<>\s]{1,250}>", id) and id.isascii()]
        if ids:
            mail["In-Reply-To"] = ids[-1]
            mail["References"] = " ".join(ids)

    def _manners(self, mail: EmailMessage, message: OutboundMessage, letter: Letter, answer_to: str) -> None:
        """What tells machines that a machine wrote, and how surveys are stopped."""
        mail[LOOP_HEADER] = self._loop_mark
        if message.purpose is not Purpose.STAFF:
            mail["Auto-Submitted"] = "auto-replied" if message.purpose is Purpose.REPLY else "auto-generated"
            mail["X-Auto-Response-Suppress"] = "All"
        if letter.stop:
            ways = [f"<mailto:{answer_to}?subject=unsubscribe>"]
            if letter.stop.startswith("https:"):
                # RFC 8058 wants HTTPS and a signature that covers both headers.
                ways.insert(0, f"<{letter.stop}>")
                mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
            mail["List-Unsubscribe"] = ", ".join(ways)
        if message.case_number:
            mail["X-Case"] = message.case_number

    def _attach(self, mail: EmailMessage, message: OutboundMessage) -> None:
        for file in message.attachments:
            main, _, sub = file.content_type.partition("/")
            if main in ("message", "multipart", "") or not sub:
                main, sub = "application", "octet-stream"
            mail.add_attachment(self._files.open(file.hash), main, sub, filename=_one_line(file.name))

    def _sign(self, raw: bytes, account: Account) -> bytes:
        if account.dkim is None:
            return raw
        # Loaded by whoever signs.
        import dkim

        key = self._keys[account.name]
        algorithm = b"rsa-sha256" if b"RSA" in key or len(key) > 300 else b"ed25519-sha256"
        try:
            signature = dkim.sign(
                raw,
                account.dkim.selector.encode(),
                account.dkim.domain.encode(),
                key,
                canonicalize=(b"relaxed", b"relaxed"),
                signature_algorithm=algorithm,
                include_headers=[name for name in _SIGNED if re.search(rb"(?im)^" + name + rb":", raw)],
            )
        except (dkim.DKIMException, ValueError) as error:
            raise Refused(f"the mail can't be signed: {type(error).__name__}. Check dkim.key_file.") from error
        return bytes(signature) + raw


def _subject(message: OutboundMessage, note: Mapping[str, Any], brand: str) -> str:
    """The customer's own, so that their program keeps the thread, else our name; with the number of the case."""
    if message.subject:
        subject = _one_line(message.subject)
    else:
        said = bare(_one_line(str(note.get("subject", ""))))[:120]
        subject = f"Re: {said}" if said else brand
    number = message.case_number
    if number and number not in subject:
        subject = f"{subject} [{number}]".strip()
    return subject


def _address(address: str) -> HeaderAddress:
    """By its two parts: such as "n..n@docomo.ne.jp", which the standard's grammar refuses, do exist."""
    local, _, domain = address.rpartition("@")
    if not domain.isascii():
        # As it is today (2008): by the rules of 2003 "straße.de" would become the name of somebody else.
        domain = idna.encode(domain, uts46=True).decode()
    if not _LOCAL.fullmatch(local) or not _DOMAIN.fullmatch(domain):
        raise ValueError(address)
    return HeaderAddress(username=re.sub(r"\\(.)", r"\1", local[1:-1]) if local[0] == '"' else local, domain=domain)


def _cte(text: str) -> str:
    return "quoted-printable" if sum(char < "\x80" for char in text) * 10 > len(text) * 9 else "base64"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _named(names: Mapping[str, str], language: str) -> str:
    return names.get(language) or next(iter(names.values()), "")
