"""Signed links to a single case: its progress page and its survey. They carry no personal data and can expire."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final

from itsdangerous import BadData, URLSafeTimedSerializer

from bot.cases.number import normalise
from bot.errors import NotFound

#: Kind, case number without dashes, seal: at most the 64 letters that Telegram takes.
_START: Final = re.compile(r"(case|survey)_([A-Z0-9]{6,20})_([A-Za-z0-9_-]{22})")

#: A signed link in running text, under whatever address we were known when it was sent.
_SIGNED: Final = re.compile(
    r"https?://[^\s<>\"']*?/([psu])/\.?[\w-]+\.[\w-]+\.[\w-]{16,}(?:[?#][\w=&%.-]*)?", re.IGNORECASE
)
_KINDS: Final = {"p": "progress", "s": "survey", "u": "unsubscribe"}


@lru_cache(maxsize=16)
def _serializer(key: bytes, salt: str) -> URLSafeTimedSerializer:
    # Every turn needs one.
    return URLSafeTimedSerializer(key, salt=salt)


def concealed(text: str, words: Callable[[str], str]) -> str:
    """The text with the customer's signed links as words(kind): whoever opens one acts as the customer."""
    return _SIGNED.sub(lambda found: words(_KINDS[found[1].lower()]), text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Makes and reads the links. `base` is our public address without a slash at the end."""

    base: str
    key: bytes
    #: When a link is made stands in it, so that those made before a moment can be made useless.
    now: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))
    progress_for: timedelta = timedelta(days=400)
    survey_for: timedelta = timedelta(days=60)

    def progress(self, number: str) -> str:
        """The private progress page of a case."""
        return f"{self.base}/p/{self._made('progress', number)}"

    def survey(self, number: str) -> str:
        """The survey page of a case. Opening it records nothing: mail scanners open links."""
        return f"{self.base}/s/{self._made('survey', number)}"

    def unsubscribe(self, number: str) -> str:
        """Where the customer of a case stops surveys and reminders. Only its POST does it."""
        return f"{self.base}/u/{self._made('unsubscribe', number)}"

    def read_progress(self, token: str) -> str:
        """The case number of a progress link; raises NotFound where it is forged or too old."""
        return self.opened("progress", token)[0]

    def read_survey(self, token: str) -> str:
        """The case number of a survey link; raises NotFound where it is forged or too old."""
        return self.opened("survey", token)[0]

    def read_unsubscribe(self, token: str) -> str:
        """The case number of such a link, however old; raises NotFound where it is forged."""
        return self.opened("unsubscribe", token)[0]

    def opened(self, kind: str, token: str) -> tuple[str, datetime]:
        """The case number of a link (kind: progress | survey | unsubscribe), and when it was made.

        Raises NotFound where it is forged or too old.
        """
        age = {"progress": self.progress_for, "survey": self.survey_for}.get(kind)
        try:
            held, signed = self._serializer(kind).loads(
                token, max_age=int(age.total_seconds()) if age else None, return_timestamp=True
            )
        except BadData as error:
            raise NotFound("This link is not valid any more. Ask for the status in the conversation.") from error
        if isinstance(held, list) and len(held) == 2:
            return str(held[0]), datetime.fromtimestamp(int(held[1]) / 1000, UTC)
        # Of an older release.
        return str(held), signed

    def start(self, kind: str, number: str) -> str:
        """What a chat link (t.me/BOT?start=…) carries to open a case ("case") or its survey ("survey")."""
        word = f"{kind}_{number.replace('-', '')}"
        return f"{word}_{self._seal(word)}"

    def read_start(self, payload: str) -> str | None:
        """The button that such a payload stands for ("open:case:NUMBER"); None where it is forged."""
        match = _START.fullmatch(payload)
        if match is None or not hmac.compare_digest(self._seal(f"{match[1]}_{match[2]}"), match[3]):
            return None
        number = normalise(match[2])
        return f"open:{match[1]}:{number}" if number else None

    def _seal(self, word: str) -> str:
        digest = hmac.new(self.key, b"start:" + word.encode(), hashlib.sha256).digest()[:16]
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()

    def _serializer(self, salt: str) -> URLSafeTimedSerializer:
        return _serializer(self.key, f"link-{salt}")

    def _made(self, kind: str, number: str) -> str:
        token = self._serializer(kind).dumps([number, int(self.now().timestamp() * 1000)])
        return token if isinstance(token, str) else token.decode()
