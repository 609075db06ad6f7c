"""E-mail, put together: its settings as the values that the channel works with, and the channel itself."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot import configure
from bot.configure import three
from bot.desk import arrivals
from bot.desk.notebook import Notebook
from bot.desk.personal import PEOPLE
from bot.links import Links
from bot.messages import LANGUAGES
from bot.ports import Clock, Database, FileStore, Notifier, UnitOfWork
from bot.records import Alert, Arrival
from bot.settings import Settings
from bot.settings.mail import MailBox, MailServer
from channels.mail import Account, Brand, Dkim, MailChannel, MailNotifier, MailRules, OAuth, Server, Tokens
from storage.files import LocalFiles


def mail_channel(
    settings: Settings, *, database: Database, files: FileStore, clock: Clock, links: Links, key: bytes
) -> MailChannel:
    """The channel of all mailboxes."""
    mail = settings.channels.mail

    async def accept(*arrived: Arrival) -> int:
        return await arrivals.accept(database, *arrived)

    async def tell(key: str, values: Mapping[str, Any]) -> None:
        def body(uow: UnitOfWork) -> None:
            uow.alerts.add(Alert(kind="mailbox", key=key, values=values, at=clock.now()))
            uow.notify("cases")

        await database.transact(body)

    return MailChannel(
        to_mail_rules(settings),
        key=key,
        clock=clock,
        files=files,
        originals=LocalFiles(Path(settings.storage.files), mail.max_size),
        notebook=Notebook(database, "mail"),
        accept=accept,
        survey=links.survey,
        stop=links.unsubscribe,
        tell=tell,
    )


def mail_notifiers(settings: Settings, *, clock: Clock, links: Links, database: Database, key: bytes) -> list[Notifier]:
    """Who tells staff by e-mail, from the first mailbox."""
    boxes = settings.channels.mail.mailboxes
    texts = configure.to_texts(settings)
    people = MailNotifier(
        _account(boxes[0]),
        "",
        # Each of them is told of what they chose: see bot.desk.personal.
        frozenset(),
        base=links.base,
        clock=clock,
        tokens=Tokens(Notebook(database, "mail"), key),
        name=PEOPLE,
        footers={language: texts[language]["team.mail.footer"][0] for language in LANGUAGES},
    )
    others: list[Notifier] = [
        MailNotifier(
            _account(boxes[0]),
            one.to,
            frozenset(one.kinds) or None,
            base=links.base,
            clock=clock,
            tokens=Tokens(Notebook(database, "mail"), key),
        )
        for one in settings.notices.mail
    ]
    return [people, *others]


def to_mail_rules(settings: Settings) -> MailRules:
    """Mailboxes, looks and limits."""
    mail = settings.channels.mail
    brand = mail.brand
    return MailRules(
        accounts=tuple(_account(box) for box in mail.mailboxes),
        brand=Brand(
            name=three(brand.name or settings.business.name),
            colour=brand.colour,
            logo=brand.logo,
            footer=three(brand.footer) if brand.footer else {},
        ),
        answers_per_hour=mail.answers_per_hour,
        max_size=mail.max_size,
    )


def _account(box: MailBox) -> Account:
    oauth = box.oauth
    return Account(
        name=box.name,
        address=box.address,
        sender=three(box.sender) if box.sender else {},
        imap=_server(box.imap, "imap", box.address),
        smtp=_server(box.smtp, "smtp", "" if box.smtp.login == "password" else box.address),
        oauth=OAuth(
            token_url=str(oauth.token_url),
            client_id=oauth.client_id,
            client_secret=oauth.client_secret.get_secret_value() if oauth.client_secret else "",
            refresh_token=oauth.refresh_token.get_secret_value() if oauth.refresh_token else "",
            scope=oauth.scope or "",
        )
        if oauth
        else None,
        folder=box.folder,
        done=box.done or "",
        existing=box.existing,
        delimiter=box.delimiter or "",
        authserv_ids=box.authserv_ids,
        results_below=box.results_below,
        forms=frozenset(address.lower() for address in box.forms),
        aliases=frozenset(address.lower() for address in box.aliases),
        dkim=Dkim(domain=box.dkim.domain, selector=box.dkim.selector, key_file=box.dkim.key_file) if box.dkim else None,
        poll=box.poll.total_seconds(),
    )


def _server(server: MailServer, protocol: str, user: str) -> Server:
    return Server(
        host=server.host,
        port=server.port_of(protocol),
        security=server.security,
        user=server.user or user,
        password=server.password.get_secret_value() if server.password else "",
        login=server.login,
        ca_file=server.ca_file,
    )
