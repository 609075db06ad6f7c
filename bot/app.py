"""The composition root: settings in, a running product out. The only module that knows every room."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from fastapi import APIRouter, FastAPI
from starlette.types import ASGIApp

import nlu
import storage
from bot import configure, server, wechat
from bot.console import (
    api,
    api_admin,
    api_desk,
    api_work,
    asides,
    customer,
    entry_api,
    figures_api,
    imports,
    incidents_api,
    people_api,
    privacy_api,
    quality_api,
    solution_api,
)
from bot.console.access import Access
from bot.console.account import Account as OwnAccount
from bot.console.actions import Actions
from bot.console.case import CaseRoom
from bot.console.customers import Customers
from bot.console.devices import Devices
from bot.console.entrance import Entrance
from bot.console.entry import Entry
from bot.console.exports import Exports
from bot.console.failures import Failures
from bot.console.figures import Figures
from bot.console.imports import Imports
from bot.console.incidents import Incidents
from bot.console.knowledge import Knowledge
from bot.console.live import Live
from bot.console.pace import Pace
from bot.console.pages import Pages
from bot.console.people import People
from bot.console.performance import Performance
from bot.console.preferences import Wishes
from bot.console.privacy import Privacy
from bot.console.queue import Queue
from bot.console.records import Records
from bot.console.rendering import Rendering
from bot.console.rules_api import router as rules_api
from bot.console.scripts import Scripts
from bot.console.second import SecondFactors
from bot.console.solving import Approvals
from bot.console.sso import SignOn
from bot.console.understanding import Understanding
from bot.console.uploads import Sizes
from bot.console.warnings import Warnings
from bot.console.working import Working
from bot.desk import arrivals, delivery, figures, intake, listening, notices, timers, turns
from bot.desk.rules import Rules
from bot.errors import StorageUnavailable
from bot.floods import FloodLimits, address_of
from bot.links import Links
from bot.messages import LANGUAGES, Address, InboundMessage
from bot.ports import Channel, Clock, Limits, Listener, Notifier, Reader, Understander, UnitOfWork, Webhook
from bot.records import Arrival, Delivered, NotDelivered, Role
from bot.sealing import Seal
from bot.server import web_application
from bot.settings import Settings, signing_key
from bot.settings.notices import EVENTS
from bot.telegram import in_telegram, telegram_account, telegram_channel
from channels import hook
from channels.hook import HookChannel, System
from channels.outward import Allowed
from channels.telegram.account import NAME as TELEGRAM
from channels.web import Site, WebChannel, WebChat, as_download, to_language
from channels.webhooks import Target, WebhookNotifier
from nlu import rasa
from nlu.fold import fold
from nlu.rasa import RasaUnderstander
from nlu.watchwords import Watchwords
from storage.files import LocalFiles

log = logging.getLogger(__name__)

#: What a process can be made to do; without `--only` it does everything.
ROLES: Final = ("web", "receive", "worker", "delivery", "timers")

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
    notifiers: tuple[Notifier, ...]
    systems: Mapping[str, System]
    access: Access
    key: bytes
    #: True once the process was asked to stop: whoever asks whether it is ready goes elsewhere.
    leaving: bool = False
    #: No request is taken any more.
    closing: bool = False

    async def ready(self) -> None:
        """Raises StorageUnavailable where new requests should go elsewhere."""
        if self.leaving:
            raise StorageUnavailable("this process is about to stop")
        await self.database.ping()

    async def receive(self, message: InboundMessage) -> bool:
        """Store an inbound message durably; False where it was there already."""
        return await intake.receive(self.database, message)

    async def report(self, fact: Delivered | NotDelivered) -> bool:
        """What became of a message of ours; False where that is no news."""
        now = self.clock.now()

        def body(uow: UnitOfWork) -> bool:
            if isinstance(fact, Delivered):
                return delivery.arrived(uow, fact)
            return delivery.returned(uow, self.rules, fact, now=now)

        return await self.database.transact(body)  # type: ignore[no-any-return]  # storage is Any here

    async def accept(self, *arrived: Arrival) -> int:
        """Store durably what a platform brought, to be read by its channel; how many were new."""
        return await arrivals.accept(self.database, *arrived)

    async def work(self, roles: tuple[str, ...], stop: asyncio.Event) -> None:
        """Run the loops of these roles until `stop`."""
        loops = []
        if "worker" in roles:
            loops.append(turns.work(self.database, self.rules, self.understander, stop))
        if "receive" in roles:
            for channel in self.channels.values():
                if isinstance(channel, Reader):
                    loops.append(arrivals.work(self.database, self.rules, channel, stop))
                if isinstance(channel, Listener):
                    for account in channel.accounts:
                        loops.append(listening.work(self.database, channel, account, stop))
        if "timers" in roles:
            loops.append(timers.work(self.database, self.rules, stop))
            loops.append(figures.work(self.database, self.rules, stop))
        if "delivery" in roles:
            for channel in self.channels.values():
                if not channel.limits.pull:
                    loops.append(delivery.work(self.database, self.rules, channel, stop))
            loops += [notices.work(self.database, self.rules, notifier, stop) for notifier in self.notifiers]
        async with contextlib.AsyncExitStack() as stack, asyncio.TaskGroup() as group:
            parts: list[Channel | Notifier] = [*self.channels.values(), *self.notifiers]
            for part in parts:
                await part.start()
                stack.push_async_callback(part.close)
            for loop in loops:
                group.create_task(loop)
            await stop.wait()
            self.database.wake()


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
    links = Links(base=settings.server.address, key=key, now=clock.now)
    systems = {
        api.name: System(
            name=api.name,
            callback_url=str(api.callback_url),
            secret=api.secret.get_secret_value().encode(),
            token=api.token.get_secret_value(),
            limits=Limits(max_text=api.max_text, per_second=api.per_second, per_recipient=api.per_recipient),
            allowed=Allowed.of(settings.security.private_receivers, everything=api.private),
        )
        for api in settings.channels.api
    }
    database = storage.open_database(
        settings.storage.url, pool=settings.storage.pool, exclusive=exclusive, on_statement=on_statement
    )
    channels: dict[str, Channel] = {TERMINAL: TerminalChannel()}
    if settings.channels.web.enabled:
        channels["web"] = WebChannel()
    channels |= {name: HookChannel(system, clock=clock) for name, system in systems.items()}
    files = LocalFiles(Path(settings.storage.files), settings.storage.max_file)
    bot = telegram_account(settings, key)
    if bot:
        channels[TELEGRAM] = telegram_channel(bot, settings, database=database, files=files, clock=clock, links=links)
    by_mail: list[Notifier] = []
    if settings.channels.mail.mailboxes:
        # Its libraries are large: only who uses e-mail loads them.
        from bot.mailboxes import mail_channel, mail_notifiers

        mail = mail_channel(settings, database=database, files=files, clock=clock, links=links, key=key)
        channels[mail.name] = mail
        by_mail = mail_notifiers(settings, clock=clock, links=links, database=database, key=key)
    channels |= wechat.channels(settings, database=database, files=files, clock=clock, links=links, key=key)
    notifiers = (
        *wechat.notifiers(settings, clock=clock, links=links, database=database),
        *by_mail,
        *webhook_notifiers(settings, clock=clock),
    )
    rules = configure.to_rules(
        settings,
        clock=clock,
        links=links,
        limits={name: channel.limits for name, channel in channels.items()},
        notifiers={notifier.name: notifier.kinds for notifier in notifiers},
    )
    watchwords = Watchwords({one.name: one.all for one in settings.early_warning.watchwords})
    rules = replace(rules, fold=fold, watchwords=watchwords.find, files=files)
    if boxes := settings.channels.mail.mailboxes:
        rules = replace(rules, mailbox=boxes[0].name)
    if bot and bot.room is not None:
        room = Address(channel=TELEGRAM, account=bot.id, user=str(bot.room))
        rules = replace(rules, staffrooms=(*rules.staffrooms, room))
    if bot:
        rules = replace(rules, chats={"Telegram": in_telegram})
    return App(
        settings=settings,
        clock=clock,
        links=links,
        rules=rules,
        database=database,
        files=files,
        understander=understander or load_understander(settings, progress),
        channels=channels,
        notifiers=notifiers,
        systems=systems,
        access=Access(
            database=database,
            clock=clock,
            session_for=timedelta(hours=settings.server.session_hours),
            attempts=settings.security.login_attempts,
            window=settings.security.login_window,
            pace=Pace(per_minute=settings.security.api.requests_per_minute),
            required=frozenset(Role(role) for role in settings.security.second_factor.required_for),
        ),
        key=key,
    )


def webhook_notifiers(settings: Settings, *, clock: Clock) -> list[Notifier]:
    """The other systems that are told of events."""
    return [
        WebhookNotifier(
            Target(
                name=hook.name,
                url=str(hook.url),
                secret=hook.secret.get_secret_value().encode(),
                kinds=frozenset(hook.events or EVENTS),
                allowed=Allowed.of(settings.security.private_receivers, everything=hook.private),
            ),
            clock=clock,
        )
        for hook in settings.webhooks
    ]


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
    second = SecondFactors(access=app.access, seal=Seal(app.key, "second-factor"))
    sign_on = configure.to_sign_on(settings, app.access)
    provider = sign_on.provider.name if sign_on else None
    sizes = Sizes(file=settings.storage.max_file, request=settings.server.max_request)
    rooms = (
        Entrance(*staff, secure=secure, second=second, devices=Devices(key=app.key), provider=provider),
        SignOn(*staff, secure=secure, sign_on=sign_on),
        OwnAccount(*staff, second=second),
        Wishes(*staff),
        Queue(*staff),
        CaseRoom(*staff, files=app.files, sizes=sizes, as_download=as_download),
        Entry(*staff, understander=app.understander, files=app.files, sizes=sizes),
        Imports(*staff),
        Scripts(*staff),
        Approvals(*staff),
        Performance(*staff),
        Actions(*staff),
        Pages(*staff),
        # Before the people: their form of any verb would take what is meant for this room.
        Working(*staff),
        People(*staff),
        Figures(*staff),
        Exports(*staff),
        Understanding(*staff),
        asides.Asides(*staff, files=app.files, as_download=as_download),
        Warnings(*staff),
        Incidents(*staff),
        Live(*staff),
        Records(*staff),
        # Before the customers: their form of any verb would take what is meant for this room.
        Privacy(*staff),
        Customers(*staff),
        Knowledge(*staff),
    )
    routers = [
        *platforms(app),
        # Before those of one case: /cases/bulk is no number.
        api_work.router(database, rules, app.access),
        api.router(database, rules, app.access, app.files, as_download),
        asides.router(database, rules, app.access),
        imports.router(database, rules, app.access),
        entry_api.router(database, rules, app.access, app.understander, app.files),
        rules_api(database, rules, app.access, app.understander),
        incidents_api.router(database, rules, app.access),
        people_api.router(database, rules, app.access),
        privacy_api.router(database, rules, app.access),
        solution_api.router(database, rules, app.access),
        quality_api.router(database, rules, app.access),
        api_desk.router(database, rules, app.access),
        api_admin.router(database, rules, app.access),
        figures_api.router(database, rules, app.access),
        *(room.router() for room in rooms),
        customer.router(database, rules, app.links, rendering, rules.chats),
    ]
    if "web" in app.channels:
        chat = WebChat(
            _site(app),
            database=database,
            files=app.files,
            clock=app.clock,
            key=app.key,
            receive=app.receive,
            client_ip=lambda request: address_of(request.client.host if request.client else ""),
            closing=lambda: app.closing,
        )
        # First: a route is looked for in their order, and this one is asked for most.
        routers[:0] = [chat.api, chat.pages]
    return web_application(
        database=database,
        ready=app.ready,
        routers=tuple(routers),
        failed_page=Failures(*staff).answer,
        allowed_origins=tuple(str(origin) for origin in settings.server.allowed_origins),
        max_request=settings.server.max_request,
        metrics_token=_metrics_token(settings),
        https=secure,
        floods=FloodLimits(
            chat=settings.security.chat_requests_per_minute_per_ip,
            pages=settings.security.page_requests_per_minute_per_ip,
            refusals=settings.security.refusals_per_minute_per_ip,
            uploads=settings.security.uploads_per_hour_per_ip,
        ),
    )


def platforms(app: App) -> list[APIRouter]:
    """What other systems and the channels' platforms call."""
    systems = hook.routes(
        app.systems, clock=app.clock, files=app.files, receive=app.receive, report=app.report, to_language=to_language
    )
    return [systems, *(channel.routes() for channel in app.channels.values() if isinstance(channel, Webhook))]


def operations(app: App) -> ASGIApp:
    """What a process without a web server shows: health and metrics."""
    shown = FastAPI(openapi_url=None)
    shown.include_router(server.operations(app.database, app.ready, _metrics_token(app.settings)))
    return shown


def _metrics_token(settings: Settings) -> str | None:
    token = settings.monitoring.token
    return token.get_secret_value() if token else None


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
