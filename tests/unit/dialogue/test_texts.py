"""What the bot says: complete in every language, no placeholder forgotten, operators' wordings checked."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot import wording
from bot.cases.calendar import Calendar
from bot.dialogue import (
    aftercare,
    asides,
    ask,
    commands,
    complaint,
    corrections,
    edits,
    filing,
    repair,
    requests,
    sameness,
    step,
)
from bot.dialogue.ask import CHANGEABLE
from bot.dialogue.texts import Voice, faults
from bot.errors import SettingsError
from bot.messages import LANGUAGES

CATALOGUE = wording.load()


def test_every_language_has_every_text_with_the_same_placeholders() -> None:
    assert faults(CATALOGUE) == []


def test_every_text_that_the_code_names_exists() -> None:
    named = set()
    for module in (
        aftercare,
        asides,
        ask,
        commands,
        complaint,
        corrections,
        edits,
        filing,
        repair,
        requests,
        sameness,
        step,
    ):
        source = Path(str(module.__file__)).read_text(encoding="utf-8")
        named |= set(re.findall(r'(?:say|word)\(\s*"([a-z_.]+)"', source))
        named |= set(re.findall(r'"(button\.[a-z_]+)"', source))
    named |= {f"slot.{key}" for key in CHANGEABLE}
    assert len(named) > 60
    assert named <= CATALOGUE["en"].keys()


def test_what_is_said_often_has_more_than_one_wording() -> None:
    for language in LANGUAGES:
        for key, wordings in CATALOGUE[language].items():
            if key.startswith(("ask.", "repair.", "ack", "greet", "waiting.", "status.l", "empathy")):
                assert len(set(wordings)) >= 2, (language, key)


def test_no_promise_of_guilt_and_no_foreign_script() -> None:
    guilt = re.compile(r"(是我们的(错|責任|责任)|our fault|we are liable|我们承认|我們承認)")
    for language in LANGUAGES:
        text = "\n".join(wording for wordings in CATALOGUE[language].values() for wording in wordings)
        assert not guilt.search(text)
        if language == "zh-Hant":
            assert not re.search(r"[们这吗订单请时间问题诉说]", text)
        if language == "zh-Hans":
            assert not re.search(r"[們這嗎訂單請時間問題訴說]", text)
        if language == "en":
            assert not re.search(r"[\u4e00-\u9fff]", text)


def test_a_wording_is_not_used_twice_in_a_row() -> None:
    zone = ZoneInfo("Asia/Shanghai")
    before: tuple[str, ...] = ()
    said = []
    for _ in range(6):
        voice = Voice(catalogue=CATALOGUE, language="en", zone=zone, before=before)
        said.append(voice.say("repair.rephrase"))
        before = tuple(voice.spoken)
    assert all(one != two for one, two in zip(said, said[1:], strict=False))


def test_dates_are_written_as_people_do() -> None:
    at = datetime(2026, 11, 26, 10, 0, tzinfo=UTC)
    zone = ZoneInfo("Asia/Shanghai")
    written = [Voice(catalogue=CATALOGUE, language=language, zone=zone).day_and_time(at) for language in LANGUAGES]
    assert written == ["2026年11月26日（周四）18:00", "2026年11月26日（週四）18:00", "Thu 26 Nov 2026, 18:00"]


def test_hours_put_like_days_together() -> None:
    zone = ZoneInfo("Asia/Shanghai")
    week = (((540, 720), (780, 1080)),) * 5 + (((600, 960),), ())
    calendar = Calendar(zone=zone, week=week)
    voice = Voice(catalogue=CATALOGUE, language="zh-Hans", zone=zone)
    assert voice.hours(calendar) == "周一至周五 09:00–12:00、13:00–18:00；周六 10:00–16:00"


def test_an_operators_own_wordings_replace_ours(tmp_path: Path) -> None:
    (tmp_path / "en.yaml").write_text("greet: ['Welcome to {business}.']\nack: [Sure.]\n", encoding="utf-8")
    own = wording.load(tmp_path, {"zh-Hans": {"ack": "好嘞。"}})
    assert own["en"]["greet"] == ("Welcome to {business}.",)
    assert own["zh-Hans"]["ack"] == ("好嘞。",)
    assert own["zh-Hant"] == CATALOGUE["zh-Hant"]


def test_wrong_wordings_are_reported_all_at_once(tmp_path: Path) -> None:
    (tmp_path / "en.yaml").write_text("gret: hi\nfiled: 'Number {nummer}'\nack: 'open {'\n", encoding="utf-8")
    (tmp_path / "zh-Hans.yaml").write_text("- a\n- list\n", encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        wording.load(tmp_path, {"fr": {"ack": "oui"}})
    report = "\n".join(caught.value.faults)
    for word in ("gret", "nummer", "ack", "zh-Hans.yaml", "fr"):
        assert word in report
