"""Settings: the defaults, the shipped file, the environment, and the report of everything that is wrong."""

from __future__ import annotations

import re
import stat
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.errors import SettingsError
from bot.settings import Hours, LocalText, Settings, load, shape, signing_key
from bot.settings.faults import dotted
from bot.settings.model import SecretKey

SHIPPED = Path(__file__).parents[2] / "config.yaml"

Load = Callable[..., Settings]


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Load:
    """Loads a settings file of the given text, in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def load_text(text: str | bytes = "", **environ: str) -> Settings:
        Path("config.yaml").write_bytes(text if isinstance(text, bytes) else text.encode())
        return load(None, environ)

    return load_text


@pytest.fixture
def faults(config: Load) -> Callable[..., list[str]]:
    """The report on a settings file of the given text."""

    def report(text: str | bytes = "", **environ: str) -> list[str]:
        with pytest.raises(SettingsError) as caught:
            config(text, **environ)
        assert str(caught.value) == "\n".join(caught.value.faults)
        return caught.value.faults

    return report


def _faults_of(attempt: Callable[[], Settings]) -> list[str]:
    """The report, empty where the settings are good; any other exception is a failure."""
    try:
        attempt()
    except SettingsError as error:
        return error.faults
    return []


# --- defaults and the shipped file ---


@pytest.mark.parametrize("text", ["", "# nothing", "---", "server:\nbusiness:\n  hours:\n  name:\ncategories:\nfaq:"])
def test_empty_file_and_empty_groups_mean_the_defaults(config: Load, text: str) -> None:
    assert config(text) == Settings()


def test_missing_default_file_means_the_defaults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load(None, {}) == Settings()


def test_shipped_file_is_the_defaults() -> None:
    assert load(SHIPPED, {}).model_dump() == Settings().model_dump()


def _written(node: yaml.Node, path: tuple[str | int, ...] = ()) -> set[tuple[str | int, ...]]:
    if isinstance(node, yaml.MappingNode):
        below = {(*path, key.value): value for key, value in node.value}
        return set(below).union(*(_written(value, place) for place, value in below.items()))
    if isinstance(node, yaml.SequenceNode):
        return set().union(*(_written(item, (*path, 0)) for item in node.value))
    return set()


def _with_example() -> str:
    """The shipped file with its commented examples put in force: each stands before the empty list that it fills."""
    text = SHIPPED.read_text(encoding="utf-8")
    example = re.compile(
        r"(?P<lines>(?:^(?P<at> *)# (?:- | +)\w+:(?: .*)?\n)+)(?P=at)(?P<key>\w+): \[\]\n", re.MULTILINE
    )
    text = example.sub(lambda found: f"{found['at']}{found['key']}:\n{found['lines'].replace('# ', '')}", text)
    assert all(f"- name: {name}\n" in text for name in ("sms", "complaints", "service", "crm"))
    return text


def test_shipped_file_names_every_setting() -> None:
    document = yaml.compose(_with_example(), Loader=yaml.SafeLoader)
    assert document is not None
    missing = set(shape.every_key()) - _written(document)
    assert sorted(dotted(path) for path in missing) == []


def test_shipped_examples_of_channels_work(config: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "dkim.pem").touch()
    secrets = {name: name.lower() * 3 for name in re.findall(r"\$\{(MAIL_\w+)\}", SHIPPED.read_text(encoding="utf-8"))}
    loaded = config(
        _with_example(),
        SMS_SECRET="s" * 20,
        SMS_TOKEN="t" * 20,
        CRM_SECRET="c" * 20,
        ROBOT_URL="https://robot",
        **secrets,
    )
    (box,) = loaded.channels.mail.mailboxes
    assert (box.imap.port_of("imap"), box.smtp.port_of("smtp"), box.done) == (993, 465, "Huiyin")
    (channel,) = loaded.channels.api
    assert (channel.name, channel.per_second, channel.per_recipient, channel.max_text) == ("sms", 10.0, 0.2, 500)
    assert channel.secret.get_secret_value() == "s" * 20
    assert (loaded.webhooks[0].events, loaded.notices.mail[0].to) == (("filed", "low_score"), "desk@example.com")


def test_defaults_speak_all_languages() -> None:
    loaded = Settings()
    texts = [
        loaded.business.name,
        loaded.channels.web.title,
        *(department.names for department in loaded.departments),
        *(category.names for category in loaded.categories),
        *(question.answer for question in loaded.faq),
    ]
    assert all(set(text.root) == {"zh-Hans", "zh-Hant", "en"} and all(text.root.values()) for text in texts)
    assert all(len(question.examples.of(code)) >= 3 for question in loaded.faq for code in ("zh-Hans", "zh-Hant", "en"))
    assert all({"remedy", "contact", "evidence"} <= set(category.details) for category in loaded.categories)


# --- values ---


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("500ms", timedelta(milliseconds=500)),
        ("30s", timedelta(seconds=30)),
        ("10m", timedelta(minutes=10)),
        ("2h", timedelta(hours=2)),
        ("3d", timedelta(days=3)),
        ("1w", timedelta(weeks=1)),
        ("1h30m", timedelta(minutes=90)),
        ("1.5 h", timedelta(minutes=90)),
        ("45", timedelta(seconds=45)),
        ("0.25", timedelta(milliseconds=250)),
        ('"2H"', timedelta(hours=2)),
    ],
)
def test_durations(config: Load, text: str, value: timedelta) -> None:
    assert config(f"surveys: {{delay: {text}}}").surveys.delay == value


@pytest.mark.parametrize("text", ["soon", "-5s", "10 minutes", "true", "", "1y", "5s!", "[1]", "１０s", "1e9d", "NaN"])
def test_no_durations(faults: Callable[..., list[str]], text: str) -> None:
    (fault,) = faults(f"surveys:\n  delay: {text}")
    assert fault.startswith("config.yaml:2: surveys.delay: must be a duration such as 30s, 10m, 2h, 3d, 500ms or 1h30m")


def test_absurd_and_zero_durations(faults: Callable[..., list[str]]) -> None:
    assert "at most ten years" in faults(f"surveys: {{delay: {'9' * 400}d}}")[0]
    assert "longer than zero" in faults("engine: {lease: 0s}")[0]


@pytest.mark.parametrize(
    ("text", "value"), [("500KB", 512000), ("20MB", 20 * 2**20), ("1gb", 2**30), ("2M", 2**21), ("1234", 1234)]
)
def test_sizes(config: Load, text: str, value: int) -> None:
    assert config(f"server: {{max_request: 1GB}}\nstorage: {{max_file: {text}}}").storage.max_file == value


@pytest.mark.parametrize("text", ["big", "0", "-1MB", "20 potatoes", "1e400", "9999999GB"])
def test_no_sizes(faults: Callable[..., list[str]], text: str) -> None:
    assert "storage.max_file: must be a size" in faults(f"storage: {{max_file: {text}}}")[0]


def test_opening_hours(config: Load) -> None:
    hours = config('business: {hours: {mon: ["13:30-18:00", "09:00–12:00"], sat: 10:00-24:00, sun: []}}').business.hours
    assert [str(span) for span in hours.mon] == ["09:00-12:00", "13:30-18:00"]
    assert hours.sat == (Hours(opens=600, closes=1440),)
    assert hours.tue == (Hours(opens=540, closes=1080),), "days that are left out keep their default"
    assert hours.week[5:] == (hours.sat, ())


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ('["9-5"]', "opening hours such as 09:00-18:00"),
        ('["22:00-02:00"]', "open before they close (past midnight: 22:00-24:00 here"),
        ('["09:00-09:00"]', "open before they close"),
        ('["09:00-25:00"]', "times that a clock shows"),
        ('["09:75-18:00"]', "times that a clock shows"),
        ('["09:00-12:00", "11:00-15:00"]', "do not overlap (09:00-12:00 and 11:00-15:00 do)"),
        ("{from: 9}", "a list"),
    ],
)
def test_no_opening_hours(faults: Callable[..., list[str]], day: str, words: str) -> None:
    (fault,) = faults(f"business:\n  hours:\n    wed: {day}")
    assert fault.startswith("config.yaml:3: business.hours.wed")
    assert words in fault


def test_scalars_are_what_was_written(config: Load) -> None:
    """YAML's guesses (no → false, 0123 → 83, 12:30 → 750) must not reach a text."""
    loaded = config(
        "business: {name: no, country: NO}\nnlu: {rasa: {token: 0123}}\nstorage: {files: 12:30}\nlogging: {level: info}"
    )
    assert loaded.business.name.of("en") == "no"
    assert loaded.business.country == "NO"
    assert loaded.nlu.rasa.token is not None
    assert loaded.nlu.rasa.token.get_secret_value() == "0123"
    assert loaded.storage.files == Path("12:30")


def test_dates(config: Load, faults: Callable[..., list[str]]) -> None:
    assert config("business: {holidays: {extra: [2026-12-24]}}").business.holidays.extra == (date(2026, 12, 24),)
    for wrong in ("24.12.2026", "20261224", "2026-02-30", "tomorrow", "0"):
        (fault,) = faults(f"business: {{holidays: {{extra: [2026-12-24, {wrong}]}}}}")
        assert "business.holidays.extra[1]: must be a date such as 2026-10-01; found" in fault


def test_local_text_falls_back_to_the_nearest_language() -> None:
    text = LocalText({"zh-Hant": "繁", "en": "E"})
    assert [text.of(language) for language in ("zh-Hans", "zh-Hant", "en", "fr", "")] == ["繁", "繁", "E", "繁", "繁"]
    assert LocalText({"zh-Hans": "简"}).of("en") == "简"
    assert LocalText.model_validate("ACME").of("zh-Hant") == "ACME"


def test_empty_means_none_where_a_setting_is_optional(config: Load) -> None:
    loaded = config(
        "server: {public_url: ''}\nbusiness: {country: }\nsecret: {key: ''}\ndialogue: {texts: ''}\n"
        "channels: {web: {welcome: ''}}"
    )
    assert loaded.server.public_url is None
    assert loaded.business.country is None
    assert loaded.secret.key is None
    assert loaded.dialogue.texts is None
    assert loaded.channels.web.welcome is None


@pytest.mark.parametrize(
    ("server", "address"),
    [
        ("{}", "http://127.0.0.1:8000"),
        ("{host: 0.0.0.0, port: 9000}", "http://127.0.0.1:9000"),
        ("{host: '::1'}", "http://[::1]:8000"),
        ("{public_url: 'https://Example.com/'}", "https://example.com"),
    ],
)
def test_address(config: Load, server: str, address: str) -> None:
    assert config(f"server: {server}").server.address == address


def test_settings_are_frozen() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Settings().server.port = 1


def test_a_category_that_went_counts_as_other() -> None:
    assert Settings().category("delivery").id == "delivery"
    assert Settings().category("sold_off").id == "other"


# --- the environment ---


@pytest.mark.parametrize(
    ("name", "value", "read"),
    [
        ("HUIYIN_SERVER__PORT", "80", lambda s: s.server.port == 80),
        ("huiyin_server__port", "80", lambda s: s.server.port == 80),
        ("HUIYIN_STORAGE__URL", "postgresql://a:b@h/db", lambda s: s.storage.url == "postgresql://a:b@h/db"),
        ("HUIYIN_SURVEYS__ENABLED", "false", lambda s: s.surveys.enabled is False),
        ("HUIYIN_SURVEYS__DELAY", "1d", lambda s: s.surveys.delay == timedelta(days=1)),
        ("HUIYIN_BUSINESS__NAME", "ACME", lambda s: s.business.name.of("zh-Hant") == "ACME"),
        ("HUIYIN_BUSINESS__NAME", '{"en": "ACME"}', lambda s: s.business.name.root == {"en": "ACME"}),
        ("HUIYIN_BUSINESS__NAME__ZH_HANS", "艾", lambda s: s.business.name.of("zh-Hans") == "艾"),
        ("HUIYIN_BUSINESS__NAME__EN", "ACME", lambda s: s.business.name.of("zh-Hans") == "客户服务中心"),
        ("HUIYIN_BUSINESS__HOURS__SAT", '["10:00-12:00"]', lambda s: str(s.business.hours.sat[0]) == "10:00-12:00"),
        ("HUIYIN_BUSINESS__HOURS__SAT", "9:00-10:00,11:00-12:00", lambda s: len(s.business.hours.sat) == 2),
        ("HUIYIN_BUSINESS__HOURS__MON", "", lambda s: s.business.hours.mon == ()),
        ("HUIYIN_BUSINESS__HOLIDAYS__EXTRA", "2026-12-24", lambda s: len(s.business.holidays.extra) == 1),
        ("HUIYIN_BUSINESS__COUNTRY", "", lambda s: s.business.country is None),
        ("HUIYIN_SERVER__TRUSTED_PROXIES", '["10.0.0.0/8"]', lambda s: s.server.trusted_proxies == ("10.0.0.0/8",)),
        (
            "HUIYIN_SECURITY__PRIVATE_RECEIVERS",
            '["Gateway.internal.", "10.1.2.3/16", "::1"]',
            lambda s: s.security.private_receivers == ("gateway.internal", "10.1.0.0/16", "::1/128"),
        ),
        ("HUIYIN_SERVER__ALLOWED_ORIGINS", "*", lambda s: s.server.allowed_origins == ("*",)),
        ("HUIYIN_SERVER", '{"port": 81}', lambda s: s.server.port == 81 and s.server.host == "127.0.0.1"),
        ("HUIYIN_CATEGORIES__DELIVERY__OWNER", "li.wei", lambda s: s.category("delivery").owner == "li.wei"),
        ("HUIYIN_CATEGORIES__DELIVERY__OWNER", "li.wei", lambda s: len(s.categories) == 8),
        (
            "HUIYIN_DEPARTMENTS__LOGISTICS__NAMES__EN",
            "Lorries",
            lambda s: s.department("logistics").names.of("en")[0] == "L",
        ),
        (
            "HUIYIN_DIALOGUE__OVERRIDES__EN__GREETING",
            "Hi",
            lambda s: s.dialogue.overrides == {"en": {"greeting": "Hi"}},
        ),
        ("HUIYIN_DIALOGUE__OVERRIDES", '{"en": {"a.b": "Hi"}}', lambda s: s.dialogue.overrides["en"]["a.b"] == "Hi"),
        ("HUIYIN_CHANNELS__WEB__COLOUR", "#FFFFFF", lambda s: s.channels.web.colour == "#ffffff"),
        ("HUIYIN_SECRET__KEY", "0123456789abcdef", lambda s: s.secret.key.get_secret_value() == "0123456789abcdef"),
        ("HUIYIN_IMAGE", "somebody else's", lambda s: s == Settings()),
        ("HUIYIN_DB_PASSWORD", "for ${HUIYIN_DB_PASSWORD}", lambda s: s == Settings()),
        ("HUIYINX_SERVER__PORT", "5", lambda s: s == Settings()),
    ],
)
def test_environment_overrides(config: Load, name: str, value: str, read: Callable[[Settings], bool]) -> None:
    assert read(config("", **{name: value}))


def test_environment_wins_over_the_file_and_deeper_keys_over_groups(config: Load) -> None:
    loaded = config(
        "server: {port: 1, host: a.example, session_hours: 3}",
        HUIYIN_SERVER__PORT="3",
        HUIYIN_SERVER='{"port": 2, "host": "b.example"}',
    )
    assert (loaded.server.port, loaded.server.host) == (3, "b.example")


def test_environment_may_repair_the_file(config: Load) -> None:
    assert config("server: {port: eighty}", HUIYIN_SERVER__PORT="80").server.port == 80


def test_every_setting_can_be_overridden_by_the_environment(config: Load) -> None:
    """Each key outside lists, set by its own variable to what it is by default."""
    environ: dict[str, str] = {}
    for path in shape.every_key():
        kind = shape.kind_at(path)
        if any(isinstance(part, int) for part in path) or shape.is_section(kind):
            continue
        value: Any = Settings()
        for part in path:
            value = getattr(value, str(part))
        name = "HUIYIN_" + "__".join(str(part).upper() for part in path)
        environ[name] = _as_text(value)
    assert len(environ) > 50
    assert config("", **environ) == Settings()


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, timedelta):
        return str(value.total_seconds())
    if isinstance(value, (tuple, dict, LocalText)):
        plain = value if isinstance(value, dict) else None
        if isinstance(value, LocalText):
            plain = value.root
        return (
            str(yaml.safe_dump(plain, allow_unicode=True, default_flow_style=True))
            if plain is not None
            else _list(value)
        )
    return str(value).lower() if isinstance(value, bool) else str(value)


def _list(value: Any) -> str:
    items = [item.model_dump(mode="json") if hasattr(item, "model_dump") else str(item) for item in value]
    return str(yaml.safe_dump(items, allow_unicode=True, default_flow_style=True))


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("HUIYIN_SERVER__PROT", "1", "unknown setting. Did you mean HUIYIN_SERVER__PORT?"),
        ("HUIYIN_SEVER__PORT", "1", "unknown setting. Did you mean HUIYIN_SERVER?"),
        ("HUIYIN_SERVR", "{}", "unknown setting. Did you mean HUIYIN_SERVER?"),
        ("HUIYIN_PORT", "1", "unknown setting. Did you mean HUIYIN_SERVER__PORT?"),
        ("HUIYIN_SERVER_PORT", "1", "unknown setting. Did you mean HUIYIN_SERVER__PORT?"),
        ("HUIYIN_CHANNELS_TELEGRAM_TOKEN", "1", "unknown setting. Did you mean HUIYIN_CHANNELS__TELEGRAM__TOKEN?"),
        ("HUIYIN_SERVER__PORT__X", "1", "server.port has no keys below it. Write HUIYIN_SERVER__PORT."),
        ("HUIYIN_SERVER__PORT", "many", 'server.port: must be a whole number from 0 to 65535; found "many".'),
        ("HUIYIN_SERVER__ALLOWED_ORIGINS", "[a", "is not correct YAML, column 1: did not find expected ',' or ']'."),
        ("HUIYIN_CATEGORIES__DELIVRY__OWNER", "x", 'categories: unknown item "delivry". Did you mean "delivery"?'),
        (
            "HUIYIN_CHANNELS__API__SMS__NAME",
            "x",
            "channels.api is a list; give it as a whole: HUIYIN_CHANNELS__API=[…].",
        ),
        ("HUIYIN_BUSINESS__NAME__FR", "x", 'unknown setting in business.name: "fr". Known here: zh-Hans, zh-Hant, en.'),
        ("HUIYIN_LOGGING__LEVEL", "a\x07", "holds a control character, or is not UTF-8. Set it again."),
        ("HUIYIN_LOGGING__LEVEL", "\udcff", "holds a control character, or is not UTF-8. Set it again."),
        ("HUIYIN___", "x", 'unknown setting at the top: "". Known here: business, server'),
    ],
)
def test_faults_of_the_environment(faults: Callable[..., list[str]], name: str, value: str, fault: str) -> None:
    (found,) = faults("", **{name: value})
    assert found.startswith(f"environment variable {name}: {fault}")


def test_variables(config: Load, faults: Callable[..., list[str]]) -> None:
    text = "storage: {url: 'postgresql://u:${DB_PASSWORD}@${DB_HOST:-localhost}/huiyin'}"
    assert config(text, DB_PASSWORD="p").storage.url == "postgresql://u:p@localhost/huiyin"
    assert config(text, DB_PASSWORD="${X}", DB_HOST="h").storage.url == "postgresql://u:${X}@h/huiyin"
    assert config("business: {name: '$${X} $5 {a}'}").business.name.of("en") == "${X} $5 {a}"
    assert config("server: {port: '${PORT:-81}'}", PORT="").server.port == 81
    assert config("server: {public_url: '${URL:-}'}").server.public_url is None
    assert faults(f"# one\n{text}") == [
        "config.yaml:2: storage.url: the environment variable DB_PASSWORD is not set. "
        "Set it, or write ${DB_PASSWORD:-default}."
    ]
    assert 'has a "${" that is no variable' in faults("server: {host: '${1}'}")[0]
    assert 'has a "${" that is no variable' in faults("server: {host: '${OPEN'}")[0]


def test_a_variable_of_the_files_own_may_begin_like_ours(config: Load) -> None:
    loaded = config("secret: {key: '${HUIYIN_KEY}'}", HUIYIN_KEY="k" * 16)
    assert loaded.secret.key is not None


# --- the report ---


def test_all_faults_in_one_report(faults: Callable[..., list[str]]) -> None:
    text = """\
business:
  timezone: Asia/Shangai
server:
  prot: 80
  port: eighty
surveys:
  reopen_at_or_below: 9
  reminder_after: 9d
categories:
  - id: a
    names: {en: A}
    department: qualty
    details: [product, colour]
  - id: a
    names: B
    department: quality
secret: {key: "${NOPE}"}
logging:
  level: warn
  level: info
channels:
  web: {colour: red}
  api:
    - name: web
      secret: short
      callback_url: ftp://x
port: 3
"""
    assert faults(text, HUIYIN_ENGINE__WORKERS="0") == [
        'config.yaml:2: business.timezone: this machine knows no time zone "Asia/Shangai". It must be a name such as '
        "Asia/Shanghai, Asia/Hong_Kong or Europe/London (on a machine without any, install the package tzdata).",
        'config.yaml:4: server.prot: unknown key "prot". Did you mean "port"?',
        'config.yaml:5: server.port: must be a whole number from 0 to 65535; found "eighty".',
        'config.yaml:7: surveys.reopen_at_or_below: must be a whole number from 1 to 5; found "9".',
        "config.yaml:8: surveys.reminder_after: must be shorter than surveys.expires_after.",
        'config.yaml:12: categories[0].department: category "a" goes to "qualty", which is not one of departments '
        '(quality, customer_service, logistics, technical, after_sales, finance, marketing). Did you mean "quality"?',
        "config.yaml:13: categories[0].details[1]: must be one of product, order_number, date, place, person, amount, "
        'remedy, contact, evidence; found "colour".',
        'config.yaml:14: categories[1]: "a" is used twice in categories; every id must be its own.',
        "config.yaml:17: secret.key: the environment variable NOPE is not set. Set it, or write ${NOPE:-default}.",
        "config.yaml:20: logging.level: stands here twice, first in line 19. Remove one of the two.",
        'config.yaml:22: channels.web.colour: must be a colour such as "#0b6e4f" (with quotes: # begins a comment in '
        'YAML); found "red".',
        "config.yaml:24: channels.api[0].token: is missing; it has no default.",
        "config.yaml:25: channels.api[0].secret: must be a secret of at least 16 characters; found something that is "
        "not shown here because it may be secret.",
        "config.yaml:26: channels.api[0].callback_url: must be a web address such as https://example.com/path; found "
        '"ftp://x".',
        'config.yaml:27: port: unknown key "port". Did you mean "server.port"?',
        'environment variable HUIYIN_ENGINE__WORKERS: engine.workers: must be a whole number from 1 to 64; found "0".',
    ]


CONTRADICTIONS = {
    "business: {hours: {mon: [], tue: [], wed: [], thu: [], fri: []}}": "business.hours: every day is closed",
    "business: {holidays: {extra: [2026-12-24], working: [2026-12-24]}}": "business.holidays.working[0]: 2026-12-24 is",
    "business: {country: XX}": 'business.country: no calendar knows the country "XX"',
    "business: {country: US-ZZ}": 'business.country: the calendar of US knows no part "ZZ"',
    "business: {country: China}": "business.country: must be a country's two letters",
    "business: {timezone: ../etc/passwd}": "business.timezone: this machine knows no time zone",
    "business: {language: zh}": "business.language: must be one of zh-Hans, zh-Hant, en; found",
    "business: {name: {en: ' '}}": "business.name: must be a text, or one text a language",
    "business: {name: {fr: A}}": "business.name.fr: must be one of zh-Hans, zh-Hant, en; found",
    "business: {name: [a]}": "business.name: must be a group of keys (zh-Hans, zh-Hant, en); found a list of 1.",
    "server: {public_url: example.com}": "server.public_url: must be a web address such as https://example.com/path",
    "server: {public_url: 'https://a.com/x'}": "server.public_url: must be a web address without a path",
    "server: {allowed_origins: ['https://a.com', 'a b']}": "server.allowed_origins[1]: must be a web address",
    "server: {allowed_origins: 'https://a.com'}": "server.allowed_origins: must be a list",
    "server: {trusted_proxies: [everyone]}": "server.trusted_proxies[0]: must be an IP address or network",
    "security: {private_receivers: ['a b']}": (
        "security.private_receivers[0]: must be a host name, an IP address or a network"
    ),
    "security: {private_receivers: ['http://a.internal/']}": "security.private_receivers[0]: must be a host name",
    "server: {port: 65536}": "server.port: must be a whole number from 0 to 65535",
    "server: {port: 80.5}": "server.port: must be a whole number",
    "server: {port: }": "server.port: must be a whole number from 0 to 65535; found nothing.",
    "server: {host: ''}": "server.host: must be a text that is not empty",
    "server: 8000": "server: must be a group of keys (host, port, public_url,",
    "storage: {url: 'mysql://u:hunter2@h/d'}": "storage.url: must be sqlite:///folder/file.db",
    "storage: {url: 'sqlite://'}": "storage.url: must be sqlite:///folder/file.db",
    "storage: {url: 'sqlite:///:memory:'}": "storage.url: must be sqlite:///folder/file.db",
    "storage: {url: 'postgresql://'}": "storage.url: must be sqlite:///folder/file.db",
    "storage: {url: 'postgresql://u:hunter2@h:port/d'}": "storage.url: must be sqlite:///folder/file.db",
    "storage: {url: 'postgresql://[x'}": "storage.url: must be sqlite:///folder/file.db",
    "storage: {max_file: 26MB}": "storage.max_file: must not be more than server.max_request",
    "departments: []": "departments: must name at least one department.",
    "categories: []": "categories: must name at least one category.",
    "categories: [{id: Bad Id, names: a, department: quality}]": "categories[0].id: must be a short name of a-z",
    "categories: [{id: a, names: a, department: quality, details: [date, date]}]": "categories[0].details: each detail",
    "dialogue: {texts: nowhere}": "dialogue.texts: there is no folder nowhere",
    "nlu: {data: nowhere}": "nlu.data: there is no folder nowhere",
    "dialogue: {nudge_after: 2d}": "dialogue.nudge_after: must be shorter than dialogue.file_unfinished_after.",
    "dialogue: {overrides: {en: [a]}}": "dialogue.overrides.en: must be a group of keys, each with a value",
    "delivery: {first_retry: 2h}": "delivery.first_retry: must be shorter than delivery.longest_retry.",
    "nlu: {rasa: {timeout: 2m}}": "nlu.rasa.timeout: must be shorter than engine.lease.",
    "faq: [{id: a, examples: {en: []}, answer: b}]": "faq[0].examples: must hold at least one way",
    "faq: [{id: a, examples: {en: [x]}, answer: {en: 'At {time}'}}]": "faq[0].answer.en: may hold only {business},",
    "faq: [{id: a, examples: {en: [x]}, answer: {en: 'a { b'}}]": "faq[0].answer.en: has a single { or }",
    "nlu: {backend: magic}": "nlu.backend: must be one of embedded, rasa; found",
    "nlu: {rasa: {timeout: 0}}": "nlu.rasa.timeout: must be a duration longer than zero",
    "surveys: {enabled: maybe}": "surveys.enabled: must be true or false; found",
    "channels: {api: [{name: web}]}": "channels.api[0].callback_url: is missing; it has no default.",
    "chanels: {}": 'chanels: unknown key "chanels". Did you mean "channels"?',
    "xyzzy: {}": 'xyzzy: unknown key "xyzzy". Known here: business, server, storage,',
}


@pytest.mark.parametrize(("text", "fault"), CONTRADICTIONS.items())
def test_faults(faults: Callable[..., list[str]], text: str, fault: str) -> None:
    report = faults(text)
    assert any(line.startswith(f"config.yaml:1: {fault}") for line in report), report


def test_two_channels_must_differ(faults: Callable[..., list[str]]) -> None:
    channel = f"{{name: sms, secret: {'s' * 16}, callback_url: 'https://a.com/x', token: {'t' * 16}}}"
    own = channel.replace("sms", "telegram")
    report = faults(f"channels:\n  api:\n  - {channel}\n  - {channel}\n  - {own}")
    assert [line.partition(": ")[2].partition(":")[0] for line in report] == [
        "channels.api[1].name",
        "channels.api[1].token",
        "channels.api[2].name",
        "channels.api[2].token",
    ]


def test_own_departments_need_own_categories(faults: Callable[..., list[str]]) -> None:
    report = faults("departments: [{id: all, names: All}]")
    assert len(report) == 8
    assert report[0].startswith('config.yaml: categories[0].department: category "')


def test_a_fault_brings_no_faults_of_its_own(faults: Callable[..., list[str]]) -> None:
    """Departments that can't be read must not make every category's department unknown."""
    report = faults(
        "departments: [{id: all, names: {xx: All}}]\ncategories: [{id: a, names: A, department: all}]\n"
        "server: {max_request: 1XB}\nstorage: {max_file: 1GB}"
    )
    assert [line.split(": ")[1] for line in report] == ["departments[0].names.xx", "server.max_request"]


BAD_FILES: Mapping[str, tuple[str | bytes, str]] = {
    "a list at the top": ("- server", 'config.yaml: must hold sections such as "server:"'),
    "a text": ("hello", 'config.yaml: must hold sections such as "server:"'),
    "UTF-16": ("server:".encode("utf-16"), "config.yaml: is saved as UTF-16. Save it as UTF-8."),
    "Latin-1": (b"server:\n  host: caf\xe9", "config.yaml:2: this line is not UTF-8 text. Save the file as UTF-8."),
    "binary": (bytes(range(256)), "config.yaml:2: this line is not UTF-8 text."),
    "zero bytes": (b"server:\0", "config.yaml: holds zero bytes: it is not a text file."),
    "10 MB": (b"#" * 10_000_000, "config.yaml: is larger than 1 MB. Is it a settings file?"),
    "a tab": ("server:\n\tport: 1", "config.yaml:2: is not correct YAML, column 1: found character that cannot"),
    "a colon": ("server: a: b", "config.yaml:1: is not correct YAML, column 10: mapping values are not allowed"),
    "an open quotation": ('server: {host: "a', "config.yaml:1: is not correct YAML, column 18: found unexpected end"),
    "an open bracket": ("server: [a", "config.yaml:2: is not correct YAML, column 1: did not find expected ','"),
    "indentation": ("server:\n  port: 1\n host: x", "config.yaml:3: is not correct YAML, column 2: did not find"),
    "two documents": ("a: 1\n---\nb: 2", "config.yaml:2: is not correct YAML, column 1: but found another document."),
    "control characters": ('a: "\x07"', "config.yaml:1: is not correct YAML: control characters are not allowed."),
    "an escape": ('server: {host: "\\0"}', "config.yaml:1: server.host: holds a control character. Remove it."),
    "an alias": ("faq: *x", "config.yaml:1: is not correct YAML, column 6: found undefined alias."),
    "a tag": ("faq: !!python/name:os.system", "config.yaml:1: faq: the tag tag:yaml.org,2002:python/name:os.system"),
    "a list as key": ("? [a]\n: b", "config.yaml:1: a key must be a plain word."),
    "a key twice": ("server: {}\nserver: {}", "config.yaml:2: server: stands here twice, first in line 1."),
    "deep lists": ("faq: " + "[" * 200_000, "config.yaml:1: is nested more than 20 levels deep."),
    "deep groups": ("{a: " * 200_000, "config.yaml:1: is nested more than 20 levels deep."),
    "an alias in itself": ("faq: &a [*a]", "config.yaml:1: faq[0][0]"),
    "aliases of aliases": (
        "a0: &a0 ["
        + "x, " * 9
        + "x]\n"
        + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 9)),
        "config.yaml:1: a0: unknown key",
    ),
}


@pytest.mark.parametrize(("content", "fault"), BAD_FILES.values(), ids=BAD_FILES)
def test_bad_files(faults: Callable[..., list[str]], content: str | bytes, fault: str) -> None:
    assert faults(content)[0].startswith(fault)


def test_hints(faults: Callable[..., list[str]]) -> None:
    assert faults("server:\n\tport: 1")[0].endswith("Indent with spaces, never with tabs.")
    assert faults("server: {host: @x}")[0].endswith("Put quotes around a text that begins with a special character.")
    assert faults("server: a: b")[0].endswith("Check the indentation, and put quotes around a text that holds ': '.")


def test_files_that_are_not_there(tmp_path: Path) -> None:
    missing = tmp_path / "nope.yaml"
    for path, environ in ((missing, {}), (None, {"HUIYIN_CONFIG": str(missing)})):
        with pytest.raises(SettingsError, match=r"nope\.yaml: there is no such file"):
            load(path, environ)
    with pytest.raises(SettingsError, match="can't be read"):
        load(tmp_path, {})


def test_a_link_that_leads_nowhere_is_no_missing_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the product would run with its defaults where the settings' disk is not there yet."""
    monkeypatch.chdir(tmp_path)
    assert load(None, {}) == Settings()
    (tmp_path / "config.yaml").symlink_to("elsewhere/config.yaml")
    with pytest.raises(SettingsError, match=r"config\.yaml: is a link to elsewhere/config\.yaml, which is not there"):
        load(None, {})


def test_environment_names_the_file(tmp_path: Path) -> None:
    file = tmp_path / "other.yaml"
    file.write_text("\ufeffserver: {port: 5}", encoding="utf-8")
    assert load(None, {"HUIYIN_CONFIG": str(file)}).server.port == 5


def test_secrets_are_never_shown(config: Load, faults: Callable[..., list[str]]) -> None:
    secret = "hunter2-hunter2-hunter2"
    channel = f"{{name: sms, secret: {secret}, callback_url: 'https://a.com', token: {secret}x}}"
    loaded = config(
        f"secret: {{key: {secret}}}\nstorage: {{url: 'postgresql://u:{secret}@h/d'}}\n"
        f"nlu: {{rasa: {{token: {secret}}}}}\nchannels: {{api: [{channel}]}}"
    )
    assert secret not in repr(loaded) + str(loaded)
    wrong = [
        f"secret: {secret}",
        f"secret: {{key: [{secret}]}}",
        f"secret: {{ky: {secret}}}",
        f"channels: {{api: {secret}}}",
        f"channels: {{api: [{secret}]}}",
        f"nlu: {{rasa: {secret}}}",
        f"nlu: {secret}",
        f"storage: {{url: 'oracle://u:{secret}@h/d'}}",
        f"storage: {{url: [{secret}]}}",
        f"server: {{port: '{secret}' x}}",
    ]
    for text in wrong:
        assert not any(secret in fault for fault in faults(text)), text
    report = faults("server: {port: '${P}'}", P=secret) + faults("", HUIYIN_SECRET=secret, HUIYIN_SECRET__KY=secret)
    assert not any(secret in fault for fault in report)
    assert 'found "${P}"' in report[0]


ODD = [
    "",
    "x",
    "0",
    "-1",
    "[]",
    "{}",
    "[[]]",
    "{a: b}",
    "[1, {a: [b]}]",
    "~",
    "1e999",
    "'\\'",
    '"\\x85"',
    "${X:-}",
    "!a b",
]


@pytest.mark.parametrize("odd", ODD)
def test_any_value_anywhere_is_settings_or_a_fault_of_that_key(config: Load, odd: str) -> None:
    for path in shape.every_key():
        text = odd
        for part in reversed(path):
            text = f"[{text}]" if isinstance(part, int) else f"{{{part}: {text}}}"
        report = _faults_of(lambda text=text: config(text))  # type: ignore[misc]  # a default can't be annotated here
        assert all(f": {path[0]}" in fault or "YAML" in fault for fault in report), report


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))))
def test_any_bytes_are_settings_or_a_report(config: Load, content: bytes) -> None:
    report = _faults_of(lambda: config(content))
    assert report or config(content) == Settings()
    assert all(fault.startswith("config.yaml") and fault.encode() for fault in report)


NAMES = [dotted(path).upper().replace(".", "__").replace("[0]", "__0") for path in shape.every_key()]


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.one_of(st.sampled_from(NAMES), st.text("ABCDEFGHIJ_0", max_size=20)).map(lambda name: f"HUIYIN_{name}"),
        st.one_of(st.text(max_size=30), st.sampled_from(["[", "{a: 1}", "[1, [2]]", "null", "true", "\udc80"])),
        max_size=4,
    )
)
def test_any_environment_is_settings_or_a_report(config: Load, environ: dict[str, str]) -> None:
    environ.pop("HUIYIN_CONFIG", None)
    report = _faults_of(lambda: config("", **environ))
    assert all(
        fault.startswith(("environment variable HUIYIN_", "config.yaml: ")) and fault.encode() for fault in report
    )


# --- the signing key ---


def test_signing_key_is_made_once_and_readable_by_its_owner_only(tmp_path: Path) -> None:
    secret = SecretKey(file=tmp_path / "data" / "secret.key")
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: signing_key(secret), range(32)))
    assert len(keys) == 1
    assert len(keys.pop()) >= 32
    assert stat.S_IMODE(secret.file.stat().st_mode) == 0o600
    assert [file.name for file in secret.file.parent.iterdir()] == ["secret.key"], "no drafts are left"


def test_signing_key_of_the_operator(tmp_path: Path) -> None:
    secret = SecretKey.model_validate({"key": "k" * 16, "file": tmp_path / "secret.key"})
    assert signing_key(secret) == b"k" * 16
    assert not secret.file.exists()


def test_signing_key_that_can_not_be_used(tmp_path: Path) -> None:
    short = tmp_path / "short.key"
    short.write_text("abc\n")
    with pytest.raises(SettingsError, match=r"fewer than 16 characters\. Restore it from a backup"):
        signing_key(SecretKey(file=short))
    with pytest.raises(SettingsError, match=r"secret\.file: .* can't be used: .*\. Let this user write it"):
        signing_key(SecretKey(file=short / "secret.key"))


# --- how staff come in ---


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("security:\n  oidc:\n    issuer: https://login.example.com", "security.oidc.client_id: is needed too"),
        ("security:\n  oidc:\n    client_id: huiyin", "security.oidc.issuer: is needed too"),
        ("security:\n  oidc: {issuer: 'http://login.example.com', client_id: x}", "must begin with https"),
        ("security:\n  oidc: {issuer: 'https://login.example.com/?a=1', client_id: x}", "can't have a ? or #"),
        ("security:\n  oidc: {scopes: [email]}", 'security.oidc.scopes: must hold "openid"'),
        ("security:\n  oidc: {create: true, role: department}", "security.oidc.department: is needed too"),
        ("security:\n  oidc: {department: nowhere}", "security.oidc.department: must be one of quality"),
        ("security:\n  oidc: {role: king}", "security.oidc.role"),
        ("security:\n  second_factor: {required_for: [boss]}", "security.second_factor.required_for"),
        ("security:\n  api: {requests_per_minute: 0}", "security.api.requests_per_minute"),
    ],
)
def test_faults_of_the_ways_in(faults: Callable[..., list[str]], text: str, fault: str) -> None:
    [found] = faults(text)
    assert fault in found
    assert re.match(r"config\.yaml:\d+: ", found), found


def test_a_provider_on_the_loopback_needs_no_https(config: Load) -> None:
    oidc = config("security:\n  oidc: {issuer: 'http://localhost:8080/realms/acme/', client_id: x}").security.oidc
    assert oidc.issuer == "http://localhost:8080/realms/acme"
