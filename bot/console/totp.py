"""Time-based one-time passwords (RFC 6238): six digits, 30 seconds, SHA-1, as every authenticator app reads them."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from datetime import datetime
from typing import Final
from urllib.parse import quote, urlencode

STEP: Final = 30
DIGITS: Final = 6
#: Steps that a phone's clock may be off, to either side (RFC 6238 5.2).
_DRIFT: Final = 1
#: RFC 4226 4: at least 128 bits, 160 recommended.
_BYTES: Final = 20


def new_secret() -> str:
    """A secret, in base32 as people type it."""
    return base64.b32encode(secrets.token_bytes(_BYTES)).decode()


def code(secret: str, step: int) -> str:
    """The code of a time step (RFC 4226 5.3)."""
    digest = hmac.new(base64.b32decode(secret), step.to_bytes(8, "big"), hashlib.sha1).digest()
    at = digest[-1] & 0x0F
    number = int.from_bytes(digest[at : at + 4], "big") & 0x7FFF_FFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def step_of(at: datetime) -> int:
    """The time step of a moment."""
    return int(at.timestamp()) // STEP


def matching(secret: str, given: str, at: datetime) -> int | None:
    """The step whose code was given, if it is near enough. Every candidate is compared, in constant time."""
    said = "".join(sign for sign in given if not sign.isspace())
    now = step_of(at)
    found = None
    for step in range(now - _DRIFT, now + _DRIFT + 1):
        if hmac.compare_digest(code(secret, step).encode(), said.encode()):
            found = step
    return found


def address(secret: str, *, issuer: str, account: str) -> str:
    """What the QR code holds (otpauth:, as Google Authenticator's wiki describes it)."""
    label = quote(f"{issuer}:{account}", safe="")
    query = urlencode({"secret": secret, "issuer": issuer, "digits": DIGITS, "period": STEP}, quote_via=quote)
    return f"otpauth://totp/{label}?{query}"


def new_recovery_codes(count: int = 10) -> list[str]:
    """Codes that stand in for the phone, once each: 80 bits, without signs that are taken for one another."""
    alphabet = "abcdefghjkmnpqrstuvwxyz23456789"
    return ["-".join("".join(secrets.choice(alphabet) for _ in range(4)) for _ in range(4)) for _ in range(count)]


def plain(recovery_code: str) -> str:
    """A recovery code as it is hashed: however it was typed."""
    return "".join(sign for sign in recovery_code.lower() if sign.isalnum())
