"""The composition root: settings in, a running product out. The only module that knows every room."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from starlette.types import ASGIApp

import nlu
import storage
from bot import configure
from bot.console import api, customer
from bot.console.access import Access
from bot.console.entrance import Entrance
from bot.console.pages import Pages
from bot.console.people import People
from bot.console.rendering import Rendering
from bot.desk import delivery, intake, timers, turns
from bot.desk.rules import Rules
from bot.links import Links
from bot.messages import LANGUAGES, InboundMessage
from bot.ports import Channel, Clock, Limits, Understander
from bot.server import web_application
from bot.settings import Settings, signing_key
from channels import hook
from channels.hook import HookChannel, System
from channels.web import Site, WebChannel, WebChat, as_download, to_language
from nlu import rasa
from nlu.rasa import RasaUnderstander
from storage.files import LocalFiles

log = logging.getLogger(__name__)

#: What a process can be made to do; without `--only` it does everything.
ROLES: Final = ("web", "worker", "delivery", "timers")

#: The conversation of the command line: like the website's, it fetches what is said.
TERMINAL: Final = "terminal"


class TerminalChannel:
    """bot.ports.Channel of `huiyin chat`: it reads the transcript."""

    name = TERMINAL
    limits = Limits(max_text=100_000, choices=20, pull=True, lasting=False)

    async def start(self) -> None:
        """Nothing to open."""

    async def send(self, message: Any) -> Any:
        """Never called: pull channels have no outbox."""
        raise AssertionError(message)

    async def close(self) -> None:
        """Nothing to close."""


@dataclass(slots=True, kw_only=True)
class App:
    """The parts, put together. `database` is started by `open`."""

    settings: Settings
    clock: Clock
    links: Links
    rules: Rules
    database: Any
    files: LocalFiles
    understander: Understander
    channels: Mapping[str, Channel]
    systems: Mapping[str, System]
    access: Access
    key: bytes

    async def receive(self, message: InboundMessage) -> bool:
        """Store an inbound message durably; False where it was there already."""
        return await intake.receive(self.database, message)

    async def work(self, roles: tuple[str, ...], stop: asyncio.Event) -> None:
        """Run the loops of these roles until `stop`."""
        loops = []
        if "worker" in roles:
            loops.append(turns.work(self.database, self.rules, self.understander, stop))
        if "timers" in roles:
            loops.append(timers.work(self.database, self.rules, stop))
        if "delivery" in roles:
            for channel in self.channels.values():
                if not channel.limits.pull:
                    loops.append(delivery.work(self.database, self.rules, channel, stop))
        async with contextlib.AsyncExitStack() as stack, asyncio.TaskGroup() as group:
            for channel in self.channels.values():
                await channel.start()
                stack.push_async_callback(channel.close)
            for loop in loops:
                group.create_task(loop)


def build(
    settings: Settings,
    *,
    clock: Clock | None = None,
    understander: Understander | None = None,
    on_statement: Callable[[Any], None] | None = None,
    exclusive: bool = True,
    progress: Callable[[float, str], None] | None = None,
) -> App:
    """Put the product together. Raises SettingsError; the database is opened by `opened`."""
    clock = clock or configure.SystemClock()
    key = signing_key(settings.secret)
    links = Links(base=settings.server.address, key=key)
    systems = {
        api.name: System(
            name=api.name,
            callback_url=str(api.callback_url),
            secret=api.secret.get_secret_value().encode(),
            token=api.token.get_secret_value(),
            limits=Limits(max_text=api.max_text, per_second=api.per_second, per_recipient=api.per_recipient),
        )
        for api in settings.channels.api
    }
    channels: dict[str, Channel] = {TERMINAL: TerminalChannel()}
    if settings.channels.web.enabled:
        channels["web"] = WebChannel()
    channels |= {name: HookChannel(system, clock=clock) for name, system in systems.items()}
    rules = configure.to_rules(
        settings, clock=clock, links=links, limits={name: channel.limits for name, channel in channels.items()}
    )
    database = storage.open_database(
        settings.storage.url, pool=settings.storage.pool, exclusive=exclusive, on_statement=on_statement
    )
    return App(
        settings=settings,
        clock=clock,
        links=links,
        rules=rules,
        database=database,
        files=LocalFiles(Path(settings.storage.files), settings.storage.max_file),
        understander=understander or load_understander(settings, progress),
        channels=channels,
        systems=systems,
        access=Access(
            database=database,
            clock=clock,
            session_for=timedelta(hours=settings.server.session_hours),
            attempts=settings.security.login_attempts,
            window=settings.security.login_window,
        ),
        key=key,
    )


def load_understander(settings: Settings, progress: Callable[[float, str], None] | None = None) -> Understander:
    """What understands, as the settings say."""
    embedded = load_embedded(settings, progress)
    return reach_rasa(settings, embedded) if settings.nlu.backend == "rasa" else embedded


def data_folders(settings: Settings) -> list[Path]:
    """Where the training data lies: the product's own, and the operator's."""
    return [nlu.DATA, *([settings.nlu.data] if settings.nlu.data else [])]


def load_embedded(settings: Settings, progress: Callable[[float, str], None] | None = None) -> nlu.EmbeddedUnderstander:
    """The embedded understander, trained if its data changed."""
    keywords = {category.id: category.keywords for category in settings.categories}
    return nlu.load(
        data_folders(settings), configure.cache_folder(settings), extra_keywords=keywords, progress=progress
    )


def reach_rasa(settings: Settings, fallback: nlu.EmbeddedUnderstander) -> RasaUnderstander:
    """The Rasa server of the settings, with the embedded understander behind it."""
    server = settings.nlu.rasa
    token = server.token.get_secret_value() if server.token else None
    return rasa.connect(str(server.url), token, server.timeout, fallback)


@contextlib.asynccontextmanager
async def opened(app: App) -> AsyncIterator[App]:
    """The app with its database open."""
    await app.database.start()
    try:
        yield app
    finally:
        await app.database.close()


def web(app: App) -> ASGIApp:
    """The web application of this app: website chat, other systems, staff API, console, customers' pages."""
    settings, rules, database = app.settings, app.rules, app.database
    rendering = Rendering(rules.policy, app.clock)
    secure = settings.server.address.startswith("https:")
    staff = (database, rules, app.access, rendering)
    rooms = (
        Entrance(*staff, secure=secure),
        Pages(*staff, files=app.files, as_download=as_download),
        People(*staff),
    )
    routers = [
        hook.routes(app.systems, clock=app.clock, files=app.files, receive=app.receive, to_language=to_language),
        api.router(database, rules, app.access, app.files, as_download),
        *(room.router() for room in rooms),
        customer.router(database, rules, app.links, rendering),
    ]
    if "web" in app.channels:
        chat = WebChat(
            _site(app),
            database=database,
            files=app.files,
            clock=app.clock,
            key=app.key,
            receive=app.receive,
            client_ip=lambda request: request.client.host if request.client else "",
        )
        routers += [chat.api, chat.pages]
    return web_application(
        database=database,
        ready=database.ping,
        routers=tuple(routers),
        allowed_origins=tuple(str(origin) for origin in settings.server.allowed_origins),
        max_request=settings.server.max_request,
    )


def _site(app: App) -> Site:
    settings, texts = app.settings, app.rules.texts
    chat, security = settings.channels.web, settings.security
    business = app.rules.policy.business
    welcome = {}
    for language in LANGUAGES:
        text = chat.welcome.of(language) if chat.welcome else texts[language]["greet"][0]
        welcome[language] = {
            "text": text.replace("{business}", business[language]),
            "choices": [
                {"value": f"menu:{value}", "label": texts[language][f"button.{value}"][0]}
                for value in ("complain", "status", "human")
            ],
        }
    return Site(
        title=configure.three(chat.title),
        colour=chat.colour,
        welcome=welcome,
        default_language=settings.business.language,
        frame_ancestors=tuple(str(origin) for origin in settings.server.allowed_origins),
        max_file=settings.storage.max_file,
        messages_per_minute=security.messages_per_minute,
        conversations_per_hour=security.conversations_per_hour_per_ip,
    )
