"""The settings as frozen values: one class a section of config.yaml, every default a sound one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Final, Literal, get_args

from pydantic import AfterValidator, Field, SecretStr, StringConstraints

from bot.settings import defaults
from bot.settings.access import ApiLimits, Oidc, SecondFactor
from bot.settings.deadlines import DeadlineSettings
from bot.settings.kinds import (
    Blank,
    Colour,
    Date,
    Day,
    Duration,
    Hours,
    Language,
    LocalText,
    LocalTexts,
    Name,
    Network,
    Origin,
    OriginOrAny,
    PositiveDuration,
    Receiver,
    Section,
    Size,
    Time,
    Url,
    wrong,
)
from bot.settings.mail import MailChannelSettings
from bot.settings.monitoring import Monitoring
from bot.settings.notices import MailNotice, Webhook
from bot.settings.retention import Privacy, Retention
from bot.settings.routing import RoutingRule
from bot.settings.solution import CAUSES, Authority, Cause, Quality, Recomplaints, RemedyValue
from bot.settings.telegram import Telegram
from bot.settings.warning import EarlyWarning
from bot.settings.wechat import OfficialAccount, WeChatKf, WeCom, WeComRobot

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]

#: What a category may ask for besides what happened; in the order in which it is asked.
Detail = Literal["product", "order_number", "date", "place", "person", "amount", "remedy", "contact", "evidence"]

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

WEEKDAYS: Final[tuple[Weekday, ...]] = get_args(Weekday)

_WORKDAY: Final = (Hours(opens=9 * 60, closes=18 * 60),)


def _country(value: str) -> str:
    code, _, part = value.upper().partition("-")
    if not (len(code) == 2 and code.isascii() and code.isalpha()) or (part and not part.isalnum()):
        raise wrong("a country's two letters (ISO 3166), such as CN, HK or US, or with a part: US-CA")
    return value.upper()


def _secret(value: SecretStr) -> SecretStr:
    if len(value.get_secret_value()) < 16:
        raise wrong("a secret of at least 16 characters")
    return value


Secret = Annotated[SecretStr, AfterValidator(_secret)]
OptionalSecret = Annotated[Secret | None, Blank]


class OpeningHours(Section):
    """Opening hours by weekday; an empty day is closed."""

    mon: Day = _WORKDAY
    tue: Day = _WORKDAY
    wed: Day = _WORKDAY
    thu: Day = _WORKDAY
    fri: Day = _WORKDAY
    sat: Day = ()
    sun: Day = ()

    @property
    def week(self) -> tuple[tuple[Hours, ...], ...]:
        """Monday to Sunday."""
        return (self.mon, self.tue, self.wed, self.thu, self.fri, self.sat, self.sun)


class Holidays(Section):
    """What the public calendar does not know: additional closed days, and make-up working days."""

    extra: tuple[Date, ...] = ()
    working: tuple[Date, ...] = ()


class Business(Section):
    """Who we are and when we work."""

    name: LocalText = LocalText({"zh-Hans": "客户服务中心", "zh-Hant": "客戶服務中心", "en": "our service team"})
    timezone: Text = "Asia/Shanghai"
    #: None: no public holidays.
    country: Annotated[Annotated[str, AfterValidator(_country)] | None, Blank] = "CN"
    hours: OpeningHours = OpeningHours()
    holidays: Holidays = Holidays()
    language: Language = "zh-Hans"


class Server(Section):
    """The web server."""

    host: Text = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8000
    public_url: Annotated[Origin | None, Blank] = None
    trusted_proxies: tuple[Network, ...] = ()
    allowed_origins: tuple[OriginOrAny, ...] = ()
    max_request: Size = 25 * 1024**2
    session_hours: Annotated[int, Field(ge=1, le=24 * 30)] = 12
    drain: Duration = timedelta(0)

    @property
    def address(self) -> str:
        """Where people reach us, without a slash at the end: public_url, else made of host and port."""
        if self.public_url:
            return self.public_url
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104  # shown, not bound
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"


class Storage(Section):
    """The database and the folder of customers' files. Relative paths start at the working directory."""

    #: Left out of repr: it may carry a password.
    url: Annotated[Text, Field(repr=False)] = "sqlite:///data/huiyin.db"
    files: Path = Path("data/files")
    max_file: Size = 20 * 1024**2
    pool: Annotated[int, Field(ge=1, le=200)] = 4


class SecretKey(Section):
    """The key that signs links and tokens; without one it is generated once into `file`."""

    key: OptionalSecret = None
    file: Path = Path("data/secret.key")


class Department(Section):
    """A department that answers complaints."""

    id: Name
    names: LocalText
    #: Of the days on which its hours are not the business's.
    hours: Mapping[Weekday, Day] = {}


class Category(Section):
    """A kind of complaint: who answers it, until when, and what it asks for besides what happened."""

    id: Name
    names: LocalText
    department: Name
    #: A staff member's login.
    owner: Annotated[Text | None, Blank] = None
    #: Working days.
    answer_within_days: Annotated[int, Field(ge=1, le=365)] = 3
    details: tuple[Detail, ...] = ("order_number", "date", "remedy", "contact", "evidence")
    keywords: tuple[Text, ...] = ()


class Dialogue(Section):
    """How the bot talks."""

    nudge_after: PositiveDuration = timedelta(minutes=30)
    file_unfinished_after: PositiveDuration = timedelta(hours=24)
    misses_before_human: Annotated[int, Field(ge=1, le=10)] = 3
    #: A folder of YAML files, one a language, that replace texts of ours.
    texts: Annotated[Path | None, Blank] = None
    #: language → key → text
    overrides: Mapping[Language, Mapping[str, str]] = {}


class Question(Section):
    """A frequent question. The answer may hold {hours}, {days} and {business}."""

    id: Name
    examples: LocalTexts
    answer: LocalText
    #: Also offered to whoever complains of such a thing, before the complaint is filed.
    offer: bool = False


class Knowledge(Section):
    """Answers that are offered before a complaint is filed."""

    offer: bool = True
    #: How much a complaint must be like an example.
    offer_from: Annotated[float, Field(ge=0.3, le=1.0)] = 0.62


class Customers(Section):
    """What the marks that staff give customers mean for their complaints."""

    #: The least priority of whatever they complain of.
    vip: Literal["normal", "high", "urgent"] = "high"
    vulnerable: Literal["normal", "high", "urgent"] = "urgent"


class HandoffRules(Section):
    """When a human takes over."""

    lease: PositiveDuration = timedelta(minutes=10)
    escalate_after: PositiveDuration = timedelta(minutes=15)


class SurveyRules(Section):
    """The satisfaction survey of each case."""

    enabled: bool = True
    delay: Duration = timedelta(minutes=1)
    reminder_after: PositiveDuration = timedelta(days=2)
    expires_after: PositiveDuration = timedelta(days=7)
    reopen_at_or_below: Annotated[int, Field(ge=1, le=5)] = 2


class Delivery(Section):
    """How messages are sent."""

    max_attempts: Annotated[int, Field(ge=1, le=100)] = 8
    first_retry: PositiveDuration = timedelta(seconds=5)
    longest_retry: PositiveDuration = timedelta(hours=1)
    concurrency: Annotated[int, Field(ge=1, le=256)] = 8


class Engine(Section):
    """How messages become turns."""

    workers: Annotated[int, Field(ge=1, le=64)] = 4
    lease: PositiveDuration = timedelta(seconds=60)
    park_after: Annotated[int, Field(ge=1, le=100)] = 5
    poll: PositiveDuration = timedelta(milliseconds=500)


class WebChat(Section):
    """The website chat."""

    enabled: bool = True
    title: LocalText = LocalText({"zh-Hans": "投诉与建议", "zh-Hant": "投訴與建議", "en": "Complaints and feedback"})
    colour: Colour = "#14646a"
    #: Shown before the first message instead of the bot's own words.
    welcome: Annotated[LocalText | None, Blank] = None


class ApiChannel(Section):
    """Another system (an SMS gateway, a hotline) that brings messages and takes answers over HTTP."""

    name: Name
    #: Signs what we send to callback_url (HMAC-SHA256).
    secret: Secret
    callback_url: Url
    #: The bearer token that the other system shows to us.
    token: Secret
    per_second: Annotated[float | None, Field(gt=0, le=10_000), Blank] = None
    per_recipient: Annotated[float | None, Field(gt=0, le=10_000), Blank] = None
    max_text: Annotated[int, Field(ge=20, le=100_000)] = 4000
    #: The callback may lie in a private network.
    private: bool = False


class Channels(Section):
    """The ways to reach us."""

    web: WebChat = WebChat()
    mail: MailChannelSettings = MailChannelSettings()
    telegram: Telegram = Telegram()
    wechat: OfficialAccount = OfficialAccount()
    wechat_kf: WeChatKf = WeChatKf()
    api: tuple[ApiChannel, ...] = ()


class Notices(Section):
    """How staff are told outside the console."""

    #: Local time of the day's figures, on working days.
    digest: Annotated[Time | None, Blank] = None
    #: Local time of the week's figures, on its first working day.
    weekly: Annotated[Time | None, Blank] = None
    wecom: WeCom = WeCom()
    robots: tuple[WeComRobot, ...] = ()
    mail: tuple[MailNotice, ...] = ()


class Rasa(Section):
    """A Rasa server that understands in place of the embedded understander."""

    url: Url = "http://127.0.0.1:5005"
    token: Annotated[SecretStr | None, Blank] = None
    timeout: PositiveDuration = timedelta(seconds=2)


class Nlu(Section):
    """What understands the customer's words."""

    backend: Literal["embedded", "rasa"] = "embedded"
    #: A folder of the operator's own training examples.
    data: Annotated[Path | None, Blank] = None
    #: Messages understood with less confidence are shown in the console, for the next training; 0: only those that the
    #: bot did not understand at all.
    review_below: Annotated[float, Field(ge=0.0, le=1.0)] = 0.5
    rasa: Rasa = Rasa()


class Security(Section):
    """Limits against guessing and flooding."""

    login_attempts: Annotated[int, Field(ge=1, le=1000)] = 5
    login_window: PositiveDuration = timedelta(minutes=15)
    messages_per_minute: Annotated[int, Field(ge=1, le=100_000)] = 300
    conversations_per_hour_per_ip: Annotated[int, Field(ge=1, le=1_000_000)] = 1000
    chat_requests_per_minute_per_ip: Annotated[int, Field(ge=1, le=100_000_000)] = 6000
    page_requests_per_minute_per_ip: Annotated[int, Field(ge=1, le=100_000_000)] = 300
    refusals_per_minute_per_ip: Annotated[int, Field(ge=1, le=100_000_000)] = 120
    uploads_per_hour_per_ip: Size = 1024**3
    second_factor: SecondFactor = SecondFactor()
    oidc: Oidc = Oidc()
    api: ApiLimits = ApiLimits()
    #: Of private networks: what webhooks and callbacks may reach.
    private_receivers: tuple[Receiver, ...] = ()


class Logging(Section):
    """The log, on standard error."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["text", "json"] = "text"


def _of(kind: type[Any], raw: list[dict[str, Any]]) -> Any:
    return tuple(kind.model_validate(item) for item in raw)


class Settings(Section):
    """All settings. `bot.settings.load` makes them of config.yaml and the environment."""

    business: Business = Business()
    server: Server = Server()
    storage: Storage = Storage()
    secret: SecretKey = SecretKey()
    departments: tuple[Department, ...] = _of(Department, defaults.DEPARTMENTS)
    categories: tuple[Category, ...] = _of(Category, defaults.CATEGORIES)
    causes: tuple[Cause, ...] = _of(Cause, CAUSES)
    deadlines: DeadlineSettings = DeadlineSettings()
    routing: tuple[RoutingRule, ...] = ()
    authority: Authority = Authority()
    remedy_value: RemedyValue = RemedyValue()
    recomplaints: Recomplaints = Recomplaints()
    quality: Quality = Quality()
    dialogue: Dialogue = Dialogue()
    faq: tuple[Question, ...] = _of(Question, defaults.FAQ)
    knowledge: Knowledge = Knowledge()
    customers: Customers = Customers()
    handoff: HandoffRules = HandoffRules()
    surveys: SurveyRules = SurveyRules()
    early_warning: EarlyWarning = EarlyWarning()
    delivery: Delivery = Delivery()
    engine: Engine = Engine()
    channels: Channels = Channels()
    notices: Notices = Notices()
    webhooks: tuple[Webhook, ...] = ()
    nlu: Nlu = Nlu()
    security: Security = Security()
    retention: Retention = Retention()
    privacy: Privacy = Privacy()
    monitoring: Monitoring = Monitoring()
    logging: Logging = Logging()

    def category(self, id: str) -> Category:
        """The category with that id; one that is no longer configured counts as "other", or the last one."""
        by_id = {category.id: category for category in self.categories}
        return by_id.get(id) or by_id.get("other") or self.categories[-1]

    def department(self, id: str) -> Department | None:
        """The department with that id."""
        return next((department for department in self.departments if department.id == id), None)
