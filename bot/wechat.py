"""WeChat's part of the composition: its settings in, its channels and notifiers out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import SecretStr

from bot.desk import arrivals
from bot.desk.notebook import Notebook
from bot.links import Links
from bot.ports import Channel, Clock, Database, FileStore, Notifier
from bot.records import Arrival
from bot.settings import Settings
from bot.settings.wechat import WeChatTemplate
from channels.web import as_download
from channels.wechat import kf, official, wecom
from channels.wechat.api import Api
from channels.wechat.callback import Door
from channels.wechat.crypto import Cipher
from channels.wechat.kf import KfChannel
from channels.wechat.kf_sending import KfAccount
from channels.wechat.official import Account, OfficialAccount, stable_token
from channels.wechat.papers import Papers
from channels.wechat.templates import Announcer, Template
from channels.wechat.wecom import Application, WeComApplication, WeComRobot, Wording, corp_token


def to_account(settings: Settings) -> Account | None:
    """The Official Account, if one is set up."""
    given = settings.channels.wechat
    if given.app_id is None or given.app_secret is None or given.token is None:
        return None
    return Account(
        app_id=given.app_id,
        app_secret=given.app_secret.get_secret_value(),
        token=given.token.get_secret_value(),
        aes_keys=_keys(given.encoding_aes_key, given.previous_encoding_aes_key),
        host=str(given.api),
        tolerance=given.tolerance,
        template=_template(given.template),
        subscription=_template(given.subscription),
        scenes=given.scenes,
        max_file=settings.storage.max_file,
    )


def to_kf_account(settings: Settings) -> KfAccount | None:
    """WeChat KF, if it is set up."""
    given = settings.channels.wechat_kf
    if None in (given.corp_id, given.secret, given.token, given.encoding_aes_key):
        return None
    assert given.corp_id is not None
    assert given.secret is not None
    return KfAccount(
        corp_id=given.corp_id,
        secret=given.secret.get_secret_value(),
        accounts=given.accounts,
        queue=given.queue,
        scenes=settings.channels.wechat.scenes,
        max_file=settings.storage.max_file,
        host=str(given.api),
    )


class _Once:
    """bot.ports.Notebook of one command, forgotten with it: the platform gives every process the same token."""

    def __init__(self) -> None:
        self._notes: dict[str, Mapping[str, Any]] = {}

    async def get(self, key: str) -> Mapping[str, Any] | None:
        return self._notes.get(key)

    async def put(self, key: str, value: Mapping[str, Any] | None) -> None:
        await self.change(key, lambda _: value)

    async def change(self, key: str, to: Callable[[Mapping[str, Any] | None], Mapping[str, Any] | None]) -> None:
        value = to(self._notes.pop(key, None))
        if value is not None:
            self._notes[key] = value

    async def starting(self, prefix: str, limit: int = 1000) -> dict[str, Mapping[str, Any]]:
        return {key: self._notes[key] for key in sorted(self._notes)[:limit] if key.startswith(prefix)}


def official_api(settings: Settings, clock: Clock) -> Api | None:
    """The Official Account's interfaces, for a command."""
    account = to_account(settings)
    if account is None:
        return None
    fetch = stable_token(account.host, account.app_id, account.app_secret)
    return Api(account.host, fetch, _Once(), "token", clock)


def kf_api(settings: Settings, clock: Clock) -> Api | None:
    """WeChat KF's interfaces, for a command."""
    account = to_kf_account(settings)
    if account is None:
        return None
    return Api(account.host, corp_token(account.host, account.corp_id, account.secret), _Once(), "token", clock)


def wecom_api(settings: Settings, clock: Clock) -> Api | None:
    """The WeCom application's interfaces, for a command."""
    given = settings.notices.wecom
    if given.corp_id is None or given.secret is None:
        return None
    fetch = corp_token(str(given.api), given.corp_id, given.secret.get_secret_value())
    return Api(str(given.api), fetch, _Once(), "token", clock)


def channels(
    settings: Settings, *, database: Database, files: FileStore, clock: Clock, links: Links, key: bytes
) -> dict[str, Channel]:
    """The channels for customers that are set up."""

    async def accept(*arrived: Arrival) -> int:
        return await arrivals.accept(database, *arrived)

    made: dict[str, Channel] = {}
    if account := to_account(settings):
        made[official.NAME] = OfficialAccount(
            account,
            door=Door(
                account.token,
                Cipher(account.aes_keys, account.app_id) if account.aes_keys else None,
                clock=clock,
                tolerance=account.tolerance,
            ),
            notebook=Notebook(database, official.NAME),
            files=files,
            clock=clock,
            accept=accept,
            announcer=Announcer(
                zone=ZoneInfo(settings.business.timezone), progress_link=links.progress, survey_link=links.survey
            ),
            papers=Papers(links.base, key, files, as_download),
            key=key,
        )
    if kf_account := to_kf_account(settings):
        given = settings.channels.wechat_kf
        assert given.token is not None
        keys = _keys(given.encoding_aes_key, given.previous_encoding_aes_key)
        made[kf.NAME] = KfChannel(
            kf_account,
            door=Door(
                given.token.get_secret_value(),
                Cipher(keys, kf_account.corp_id),
                clock=clock,
                tolerance=given.tolerance,
            ),
            notebook=Notebook(database, kf.NAME),
            files=files,
            clock=clock,
            accept=accept,
            key=key,
        )
    return made


def notifiers(settings: Settings, *, clock: Clock, links: Links, database: Database) -> list[Notifier]:
    """What tells staff in WeCom, if it is set up."""
    language = settings.business.language
    wording = Wording(
        language=language,
        zone=ZoneInfo(settings.business.timezone),
        categories={category.id: category.names.of(language) for category in settings.categories},
        case_link=lambda number: f"{links.base}/console/cases/{number}",
        home=f"{links.base}/console/cases",
    )
    made: list[Notifier] = []
    given = settings.notices.wecom
    if given.corp_id is not None and given.agent_id is not None and given.secret is not None:
        application = Application(
            corp_id=given.corp_id,
            agent_id=given.agent_id,
            secret=given.secret.get_secret_value(),
            users=given.users,
            parties=given.parties,
            tags=given.tags,
            host=str(given.api),
        )
        notebook = Notebook(database, wecom.NAME)
        made.append(WeComApplication(application, _kinds(given.kinds), wording=wording, notebook=notebook, clock=clock))
    made += [
        WeComRobot(robot.name, robot.url.get_secret_value(), _kinds(robot.kinds), wording=wording)
        for robot in settings.notices.robots
    ]
    return made


def _kinds(given: tuple[str, ...]) -> frozenset[str] | None:
    return frozenset(given) or None


def _keys(*given: SecretStr | None) -> tuple[str, ...]:
    return tuple(key.get_secret_value() for key in given if key is not None)


def _template(given: WeChatTemplate) -> Template | None:
    return Template(id=given.id, fields=given.fields) if given.id else None
