"""Browsers in which somebody has logged in before: whoever guesses at an account elsewhere does not lock these out."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from itsdangerous import BadData, URLSafeTimedSerializer

from bot.records import User

#: Seconds for which a browser is known after the last log-in in it.
KNOWN_FOR: Final = 180 * 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Devices:
    """Makes and reads the cookies by which a browser is known for one user; `key` signs them.

    A cookie opens nothing: it only has failed log-ins counted by the browser instead of by the account.
    """

    key: bytes

    @staticmethod
    def cookie(user: User) -> str:
        """Its name: people who share a browser are known each by their own."""
        return f"huiyin_device_{user.id}"

    def fresh(self, user: User) -> str:
        """What the cookie says after a log-in."""
        return str(self._serializer().dumps([user.id, secrets.token_urlsafe(12)]))

    def known(self, cookies: Mapping[str, str], user: User) -> str | None:
        """Under what this browser's failures are counted; None where nobody has logged in as this user here."""
        shown = cookies.get(self.cookie(user), "")
        try:
            said = self._serializer().loads(shown, max_age=KNOWN_FOR)
        except BadData:
            return None
        if not isinstance(said, list) or said[:1] != [user.id]:
            return None
        # What is counted is what was signed: a cookie can be written in several ways.
        return hashlib.sha256(repr(said).encode()).hexdigest()

    def _serializer(self) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(self.key, salt="device")
