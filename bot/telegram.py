"""Telegram, put together: its settings as the values that the channel works with, and the channel itself."""

from __future__ import annotations

import hashlib
import hmac

from bot import configure
from bot.desk import arrivals
from bot.desk.notebook import Notebook
from bot.links import Links
from bot.messages import LANGUAGES
from bot.ports import Channel, Clock, Database, FileStore, UnitOfWork
from bot.records import Arrival
from bot.settings import Settings
from channels.telegram.account import COMMANDS, NAME, WEBHOOK_PATH, Account
from channels.web import to_language


def telegram_account(settings: Settings, key: bytes) -> Account | None:
    """Our bot on Telegram; None where none is set."""
    telegram, server = settings.channels.telegram, settings.server
    if telegram.token is None:
        return None
    token = telegram.token.get_secret_value()
    secret = hmac.new(key, b"telegram webhook:" + token.encode(), hashlib.sha256).hexdigest()
    return Account(
        token=token,
        api_url=telegram.api_url,
        webhook=server.address + WEBHOOK_PATH if telegram.called(server.public_url) else None,
        secret=secret,
        room=telegram.staff.group,
    )


def telegram_channel(
    account: Account, settings: Settings, *, database: Database, files: FileStore, clock: Clock, links: Links
) -> Channel:
    """The channel of this bot."""
    # Its library is large: only who uses Telegram loads it.
    from channels.telegram.channel import TelegramChannel, Words

    texts, default = configure.to_texts(settings), settings.business.language

    def menu(language: str) -> list[tuple[str, str]]:
        return [(command, texts[language][f"command.{command}"][0]) for command in COMMANDS]

    async def accept(*arrived: Arrival) -> int:
        return await arrivals.accept(database, *arrived)

    chinese = default if default.startswith("zh") else "zh-Hans"
    return TelegramChannel(
        account,
        notebook=Notebook(database, NAME),
        files=files,
        clock=clock,
        accept=accept,
        words=Words(
            menus={"": menu(default), "zh": menu(chinese), "en": menu("en")},
            groups={language: texts[language]["group.private"][0] for language in LANGUAGES},
            default_language=default,
        ),
        read_link=links.read_start,
        to_language=to_language,
    )


def in_telegram(uow: UnitOfWork, code: str) -> str | None:
    """Where a customer goes on in Telegram with a one-time code."""
    me = uow.notes.get(NAME, "me")
    return f"https://t.me/{me['username']}?start=link_{code}" if me and me.get("username") else None
