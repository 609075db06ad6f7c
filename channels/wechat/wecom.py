"""WeCom (企业微信) for staff: an application that writes to members, and robots that write into a group."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any, Final

import httpx

from bot.errors import ChannelError, Refused, RetryLater
from bot.ports import Clock, Notebook
from bot.records import Notice
from channels.wechat.api import Api, ask_for_token, exchange, open_client
from channels.wechat.faults import Failure, to_error
from channels.wechat.token import Fetch

HOST: Final = "https://qyapi.weixin.qq.com"
NAME: Final = "wecom"

#: Bytes of a card's title and text, and of a robot's message.
_TITLE: Final = 128
_TEXT: Final = 512
_MARKDOWN: Final = 4096

log = logging.getLogger(__name__)

_TITLES: Final[Mapping[str, tuple[str, str, str]]] = {
    "handoff": ("客户需要人工", "顧客需要專人", "A customer wants a person"),
    "overdue": ("投诉已逾期", "投訴已逾期", "A case is overdue"),
    "due_soon": ("投诉即将到期", "投訴即將到期", "A case is due soon"),
    "escalated": ("投诉已升级", "投訴已升級", "A case was escalated"),
    "low_score": ("客户评分很低", "顧客評分很低", "A low score"),
    "accepted": ("客户已接受方案", "顧客已接受方案", "A proposal was accepted"),
    "approval": ("有方案待审批", "有方案待審批", "A proposal waits for approval"),
    "step_due": ("计划步骤到期", "計畫步驟到期", "A step of a plan is due"),
    "capa": ("纠正措施提醒", "矯正措施提醒", "A corrective action"),
    "undeliverable": ("消息未送达客户", "訊息未送達顧客", "A message did not arrive"),
    "poison": ("有消息无法处理", "有訊息無法處理", "A message could not be handled"),
    "timer": ("定时任务失败", "定時工作失敗", "A timer keeps failing"),
    "digest": ("每日简报", "每日簡報", "The day's figures"),
}
_OTHER: Final = ("系统提醒", "系統提醒", "A notice")
_LABELS: Final[Mapping[str, tuple[str, str, str]]] = {
    "case": ("编号", "編號", "Case"),
    "category": ("类别", "類別", "Category"),
    "due": ("答复期限", "答覆期限", "Answer due"),
    "open": ("打开", "開啟", "Open"),
}
_PRIORITIES: Final = (("", "", ""), ("【重要】", "【重要】", "[high] "), ("【紧急】", "【緊急】", "[urgent] "))
_LANGUAGES: Final = ("zh-Hans", "zh-Hant", "en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """How a notice is worded. `case_link` leads to a case in the console, `home` to the console."""

    language: str
    zone: tzinfo
    categories: Mapping[str, str]
    case_link: Callable[[str], str]
    home: str

    def title(self, notice: Notice) -> str:
        """One line that says what it is about."""
        mark = self._of(_PRIORITIES[notice.priority or 0])
        return mark + self._of(_TITLES.get(notice.kind, _OTHER))

    def lines(self, notice: Notice) -> list[str]:
        """What is known, a line each."""
        found = []
        if notice.case:
            found.append(f"{self.label('case')}: {notice.case}")
        if notice.category:
            found.append(f"{self.label('category')}: {self.categories.get(notice.category, notice.category)}")
        if notice.due_at:
            found.append(f"{self.label('due')}: {notice.due_at.astimezone(self.zone):%m-%d %H:%M}")
        return [*found, notice.text, f"{notice.at.astimezone(self.zone):%Y-%m-%d %H:%M:%S}"]

    def link(self, notice: Notice) -> str:
        """Where staff go on."""
        return self.case_link(notice.case) if notice.case else self.home

    def label(self, key: str) -> str:
        """A word of ours."""
        return self._of(_LABELS[key])

    def _of(self, three: tuple[str, str, str]) -> str:
        return three[_LANGUAGES.index(self.language)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """The settings of the application."""

    corp_id: str
    agent_id: int
    secret: str
    users: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    host: str = HOST


class WeComApplication:
    """bot.ports.Notifier: a card with a link to the case."""

    name = NAME

    def __init__(
        self,
        application: Application,
        kinds: frozenset[str] | None,
        *,
        wording: Wording,
        notebook: Notebook,
        clock: Clock,
    ) -> None:
        self.kinds = kinds
        self._application = application
        self._wording = wording
        fetch = corp_token(application.host, application.corp_id, application.secret)
        self.api = Api(application.host, fetch, notebook, f"token:{application.agent_id}", clock)

    async def start(self) -> None:
        """Open the connection pool."""
        await self.api.start()

    async def close(self) -> None:
        """Close it."""
        await self.api.close()

    async def send(self, notice: Notice) -> None:
        """Send the card. The platform drops the same one within the interval: a repeated try is read once."""
        wording, application = self._wording, self._application
        body: dict[str, Any] = {
            "touser": "|".join(application.users),
            "toparty": "|".join(application.parties),
            "totag": "|".join(application.tags),
            "msgtype": "textcard",
            "agentid": application.agent_id,
            "textcard": {
                "title": _cut(wording.title(notice), _TITLE),
                "description": _cut("\n".join(wording.lines(notice)), _TEXT),
                "url": wording.link(notice),
                "btntxt": wording.label("open"),
            },
            "enable_duplicate_check": 1,
            "duplicate_check_interval": 1800,
        }
        try:
            answer = await self.api.deliver("/cgi-bin/message/send", body)
        except Failure as failure:
            raise _for_staff(to_error(failure)) from failure
        missed = [key for key in ("invaliduser", "invalidparty", "invalidtag") if answer.get(key)]
        if missed:
            log.warning("notice %s did not reach everybody: the application can't see some of %s", notice.id, missed)


class WeComRobot:
    """bot.ports.Notifier: a robot in a group. Its address is its secret, and stands in no message and no log."""

    def __init__(self, name: str, url: str, kinds: frozenset[str] | None, *, wording: Wording) -> None:
        self.name = name
        self.kinds = kinds
        self._url = url
        self._wording = wording
        self._http: httpx.AsyncClient | None = None

    async def start(self) -> None:
        """Open the connection pool."""
        self._http = open_client("")

    async def close(self) -> None:
        """Close it."""
        if self._http:
            await self._http.aclose()

    async def send(self, notice: Notice) -> None:
        """Write into the group."""
        assert self._http is not None, "start() first"
        wording = self._wording
        lines = "\n".join(f"> {_plain(line)}" for line in wording.lines(notice))
        link = f"[{wording.label('open')}]({wording.link(notice)})"
        head = f"**{_plain(wording.title(notice))}**\n"
        content = head + _cut(lines, _MARKDOWN - len((head + link).encode()) - 1) + "\n" + link
        body = {"msgtype": "markdown", "markdown": {"content": content}}
        try:
            await exchange(self._http, "POST", self._url, body=body)
        except Failure as failure:
            error = to_error(failure)
            if failure.code == 45009:
                # Of robots: twenty messages a minute.
                error = RetryLater("errcode 45009: too many messages this minute", 60.0)
            raise _for_staff(error, "the robot's address is refused or its message is") from failure
        except RetryLater as error:
            raise RetryLater(str(error).replace(self._url, "robot"), error.after) from error


def corp_token(host: str, corp_id: str, secret: str) -> Fetch:
    """Asks WeCom for a token. It gives the same one until it ends; there is no other to be had before."""

    async def fetch(anew: bool) -> tuple[str, float]:
        del anew
        return await ask_for_token(host, "GET", "/cgi-bin/gettoken", params={"corpid": corp_id, "corpsecret": secret})

    return fetch


def _for_staff(error: ChannelError, otherwise: str = "") -> RetryLater | Refused:
    if isinstance(error, RetryLater):
        return error
    return Refused(f"{otherwise}: {error}" if otherwise else str(error))


def _plain(line: str) -> str:
    """Without what would be markup."""
    return "".join(char for char in line if char not in "<>[]*`#").strip()


def _cut(text: str, most: int) -> str:
    data = text.encode(errors="replace")
    return text if len(data) <= most else data[: most - 3].decode(errors="ignore") + "…"
