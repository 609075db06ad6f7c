"""Signed links to a single case: its progress page and its survey. They carry no personal data and can expire."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from itsdangerous import BadData, URLSafeTimedSerializer

from bot.errors import NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Makes and reads the links. `base` is our public address without a slash at the end."""

    base: str
    key: bytes
    progress_for: timedelta = timedelta(days=400)
    survey_for: timedelta = timedelta(days=60)

    def progress(self, number: str) -> str:
        """The private progress page of a case."""
        return f"{self.base}/p/{self._serializer('progress').dumps(number)}"

    def survey(self, number: str) -> str:
        """The survey page of a case. Opening it records nothing: mail scanners open links."""
        return f"{self.base}/s/{self._serializer('survey').dumps(number)}"

    def read_progress(self, token: str) -> str:
        """The case number of a progress link; raises NotFound where it is forged or too old."""
        return self._read("progress", token, self.progress_for)

    def read_survey(self, token: str) -> str:
        """The case number of a survey link; raises NotFound where it is forged or too old."""
        return self._read("survey", token, self.survey_for)

    def _serializer(self, salt: str) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(self.key, salt=f"link-{salt}")

    def _read(self, salt: str, token: str, age: timedelta) -> str:
        try:
            return str(self._serializer(salt).loads(token, max_age=int(age.total_seconds())))
        except BadData as error:
            raise NotFound("This link is not valid any more. Ask for the status in the conversation.") from error
