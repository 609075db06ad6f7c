"""The marks by which an answer is known: unguessable, made of our own message's id, the same at every try."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from channels.mail.accounts import Account

_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
#: Letter case may be lost on the way: everything is lower case.
_MARK: Final = re.compile(r"(?<![a-z0-9])([a-z0-9]{16})-([a-z0-9]{1,13})-([a-z2-7]{20})(?![a-z0-9])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A thread of mails, and one message of ours in it."""

    thread: str
    outbox: int


@dataclass(frozen=True, slots=True)
class Marks:
    """Makes and reads marks. `key` is the product's own."""

    key: bytes

    def message_id(self, account: Account, mark: Mark) -> str:
        """The Message-ID of that message, without angle brackets."""
        return f"{self._text(account, mark)}@{account.domain}"

    def return_address(self, account: Account, mark: Mark) -> str:
        """Where answers and bounces go: tagged where the mailbox takes tags."""
        if not account.delimiter:
            return account.address
        local, _, domain = account.address.rpartition("@")
        tagged = f"{local}{account.delimiter}{self._text(account, mark)}"
        # RFC 5321, 4.5.3.1.1
        return f"{tagged}@{domain}" if len(tagged) <= 64 else account.address

    def find(self, account: Account, texts: Iterable[str]) -> Mark | None:
        """The first genuine mark in these headers or addresses."""
        for text in texts:
            for match in _MARK.finditer(text.lower()):
                thread, number, seal = match.groups()
                if hmac.compare_digest(seal, self._seal(account, thread, number)):
                    return Mark(thread=thread, outbox=int(number, 36))
        return None

    def _text(self, account: Account, mark: Mark) -> str:
        number = _base36(mark.outbox)
        return f"{mark.thread}-{number}-{self._seal(account, mark.thread, number)}"

    def _seal(self, account: Account, thread: str, number: str) -> str:
        # The address and not the name: mailboxes may be renamed.
        said = "\0".join(("mail", account.address.lower(), thread, number)).encode()
        return base64.b32encode(hmac.digest(self.key, said, "sha256"))[:20].decode().lower()


def digest(*parts: str, length: int = 16) -> str:
    """A short name for these parts; also the name of a thread."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:length]


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
    return digits or "0"
