"""Access tokens for mail servers that want OAuth 2.0 (RFC 6749) instead of a password."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import time

import httpx
from cryptography.fernet import Fernet, InvalidToken

from bot.errors import Refused, RetryLater
from bot.ports import Notebook
from channels.mail.accounts import Account, OAuth

#: Seconds before its end at which a token is renewed.
_EARLY = 120.0


class Tokens:
    """The access tokens of our mailboxes, renewed when they run out or are refused."""

    def __init__(self, notebook: Notebook, key: bytes) -> None:
        self._notebook = notebook
        self._seal = Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"mail-oauth\0" + key).digest()))
        self._known: dict[str, tuple[str, float]] = {}
        self._locks: dict[str, asyncio.Lock] = {}

    async def access(self, account: Account, *, renew: bool = False) -> str:
        """A token that is good now. `renew`: the one before was refused. Raises RetryLater, or Refused where it is
        the settings that are wrong.
        """
        assert account.oauth is not None
        async with self._locks.setdefault(account.name, asyncio.Lock()):
            token, until = self._known.get(account.name, ("", 0.0))
            if token and not renew and time.monotonic() < until:
                return token
            token, lasts = await self._fetch(account.name, account.oauth)
            self._known[account.name] = (token, time.monotonic() + max(0.0, lasts - _EARLY))
            return token

    async def _fetch(self, name: str, oauth: OAuth) -> tuple[str, float]:
        refresh = await self._refresh_token(name, oauth)
        form = {"client_id": oauth.client_id}
        if oauth.client_secret:
            form["client_secret"] = oauth.client_secret
        if oauth.scope:
            form["scope"] = oauth.scope
        form |= (
            {"grant_type": "refresh_token", "refresh_token": refresh}
            if refresh
            else {"grant_type": "client_credentials"}
        )
        try:
            async with httpx.AsyncClient(timeout=20) as client:
                response = await client.post(oauth.token_url, data=form)
            answer = response.json()
        except (httpx.HTTPError, ValueError) as error:
            raise RetryLater(f"token server: {type(error).__name__}") from error
        if not isinstance(answer, dict) or not isinstance(answer.get("access_token"), str):
            reason = answer.get("error") if isinstance(answer, dict) else None
            if response.status_code in (400, 401, 403):
                raise Refused(f"token server: {reason or response.status_code}")
            raise RetryLater(f"token server: {response.status_code}")
        new = answer.get("refresh_token")
        if isinstance(new, str) and new and new != refresh:
            # Some servers give out a new one each time, and the old one ends.
            sealed = self._seal.encrypt(new.encode()).decode()
            await self._notebook.put(f"oauth:{name}", {"from": _print_of(oauth), "sealed": sealed})
        lasts = answer.get("expires_in")
        return answer["access_token"], float(lasts) if isinstance(lasts, int | float) else 3600.0

    async def _refresh_token(self, name: str, oauth: OAuth) -> str:
        """The newest one, unless the settings hold another than the one it descends from."""
        kept = await self._notebook.get(f"oauth:{name}") if oauth.refresh_token else None
        if kept and kept.get("from") == _print_of(oauth):
            try:
                return self._seal.decrypt(str(kept.get("sealed", "")).encode()).decode()
            except InvalidToken:
                return oauth.refresh_token
        return oauth.refresh_token


def _print_of(oauth: OAuth) -> str:
    return hashlib.sha256(oauth.refresh_token.encode()).hexdigest()
