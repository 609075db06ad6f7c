"""Settings of how the product is watched."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from pydantic import AfterValidator, Field, SecretStr

from bot.settings.kinds import Blank, PositiveDuration, Section, Url, wrong


def _token(value: SecretStr) -> SecretStr:
    if len(value.get_secret_value()) < 16:
        raise wrong("a token of at least 16 characters")
    return value


class Monitoring(Section):
    """Metrics, traces, and when staff are told that something waits too long."""

    #: None: whoever asks from this machine or a private network is answered.
    token: Annotated[Annotated[SecretStr, AfterValidator(_token)] | None, Blank] = None
    #: Where a process without a web server shows its metrics and its health; None: nowhere.
    port: Annotated[Annotated[int, Field(ge=1, le=65535)] | None, Blank] = None
    stalled_after: PositiveDuration = timedelta(minutes=5)
    #: An OpenTelemetry collector (OTLP over HTTP).
    traces: Annotated[Url | None, Blank] = None
