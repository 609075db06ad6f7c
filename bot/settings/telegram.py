"""The settings of Telegram."""

from __future__ import annotations

import re
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, SecretStr

from bot.settings.kinds import Blank, Section, Url, wrong

_TOKEN: Final = re.compile(r"\d{3,20}:[A-Za-z0-9_-]{20,100}", re.ASCII)


def _token(value: SecretStr) -> SecretStr:
    if not _TOKEN.fullmatch(value.get_secret_value().strip()):
        raise wrong("a token from @BotFather, such as 123456789:AAH… (35 letters, digits, _ and - after the colon)")
    return SecretStr(value.get_secret_value().strip())


def _group(value: int) -> int:
    if value >= 0:
        raise wrong("a group's id, which is negative, such as -1001234567890")
    return value


class TelegramStaff(Section):
    """A group in which staff take over conversations, a topic for each case."""

    group: Annotated[Annotated[int, AfterValidator(_group)] | None, Blank] = None


class Telegram(Section):
    """A Telegram bot."""

    token: Annotated[Annotated[SecretStr, AfterValidator(_token)] | None, Blank] = None
    #: auto: webhook where server.public_url is https, else polling.
    receive: Literal["auto", "polling", "webhook"] = "auto"
    api_url: Url = "https://api.telegram.org"
    staff: TelegramStaff = TelegramStaff()

    def called(self, public_url: str | None) -> bool:
        """Whether Telegram is to call us."""
        https = (public_url or "").startswith("https:")
        return self.receive == "webhook" or (self.receive == "auto" and https)
