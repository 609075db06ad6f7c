"""Settings of deadlines and routing: what they mean, and the report of what can't be meant. The guide's examples work."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from bot.cases.case import Priority
from bot.cases.deadlines import Allowance, Step, Target
from bot.errors import SettingsError
from bot.settings import Settings, load

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "admin" / "deadlines-and-routing.md"
EXAMPLES = re.findall(r"```yaml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def read(text: str) -> Settings:
    Path("config.yaml").write_text(text, encoding="utf-8")
    return load(None, {})


def faults(text: str) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        read(text)
    return caught.value.faults


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_guides_examples_can_be_copied(example: str) -> None:
    assert read(example) != Settings()


def test_the_guide_has_examples_of_everything() -> None:
    assert len(EXAMPLES) >= 6
    keys = {key for example in EXAMPLES for key in re.findall(r"^(\w+):", example, re.MULTILINE)}
    assert {"deadlines", "routing", "business", "departments"} <= keys


@pytest.mark.parametrize(
    ("text", "allowance"),
    [
        ("30m", Allowance(worked=timedelta(minutes=30))),
        ("4h", Allowance(worked=timedelta(hours=4))),
        ("1h30m", Allowance(worked=timedelta(minutes=90))),
        ("3d", Allowance(days=3)),
    ],
)
def test_working_days_are_not_hours(text: str, allowance: Allowance) -> None:
    found = read(f"deadlines: {{solution: {{normal: {text}}}}}").deadlines.to_deadlines()
    assert found.solution[Priority.NORMAL] == allowance
    assert str(allowance) == text


@pytest.mark.parametrize("text", ["3", "3 weeks", "-1d", "0h", "0d", "400d", "", "1d4h", "[3d]", "soon"])
def test_no_allowances(text: str) -> None:
    (fault,) = faults(f"deadlines:\n  solution:\n    normal: {text}")
    assert fault.startswith("config.yaml:3: deadlines.solution.normal")


def test_all_of_it_reaches_the_core() -> None:
    found = read(
        "deadlines:\n"
        "  pauses: {question: false, longest: 5d}\n"
        "  escalation: {owner: "
        ", supervisor: 30m, management: "
        "}\n"
        "  terms:\n"
        "    - {category: [delivery], priority: [urgent, high], department: [logistics], answer: 2h}\n"
    ).deadlines.to_deadlines()
    assert (found.pauses, found.longest_pause) == (frozenset({"proposal"}), Allowance(days=5))
    assert found.steps == {Step.SUPERVISOR: timedelta(minutes=30)}
    [term] = found.terms
    assert term.allowances == {Target.ANSWER: Allowance(worked=timedelta(hours=2))}
    assert term.fits("delivery", Priority.HIGH, "logistics")
    assert not term.fits("delivery", Priority.NORMAL, "logistics")
    assert not term.fits("billing", Priority.HIGH, "logistics")
    assert not term.fits("delivery", Priority.HIGH, "quality")


RULES = """routing:
  - name: first
    when: {category: [billing, delivery], language: [en]}
    assign: least_loaded
  - name: dead
    when:
      category: [billing]
      language: [en]
      amount_from: 10
    owner: li
  - name: nowhere
    department: financ
  - name: nowhere
    when: {category: [shipping], department: [x]}
    owner: li wei
  - name: both
    when: {channel: [mail]}
    owner: li
    assign: skilled
  - name: lonely
    when: {channel: [web]}
    among: [li]
  - name: idle
    when: {channel: [sms]}
"""


def test_every_fault_of_the_rules_is_reported_with_its_line() -> None:
    found = faults(RULES)
    assert any(fault.startswith("config.yaml:15: routing[3].owner: must be a login") for fault in found), found
    mended = faults(RULES.replace("li wei", "li.wei"))
    wanted = [
        ("config.yaml:5: routing[1]: ", 'rule "dead" never decides: whatever fits it fits "first" before it'),
        ("config.yaml:12: routing[2].department: ", '"financ" is not one of departments (quality, '),
        ("config.yaml:13: routing[3]: ", 'rule "nowhere" never decides: whatever fits it fits "nowhere"'),
        ("config.yaml:13: routing[3].name: ", "is used twice in routing"),
        ("config.yaml:14: routing[3].when.category[0]: ", '"shipping" is not one of categories'),
        ("config.yaml:14: routing[3].when.department[0]: ", '"x" is not one of departments'),
        ("config.yaml:19: routing[4].assign: ", "an owner is named already (li)"),
        ("config.yaml:22: routing[5].among: ", "needs assign"),
        ("config.yaml:23: routing[6]: ", 'rule "idle" changes nothing'),
    ]
    for place, words in wanted:
        assert any(fault.startswith(place) and words in fault for fault in mended), (place, words, mended)


def test_terms_and_hours_that_mean_nothing() -> None:
    found = faults(
        "deadlines:\n"
        "  terms:\n"
        "    - {category: [nothing], answer: 1d}\n"
        "    - {department: [quality]}\n"
        "departments:\n"
        "  - id: quality\n"
        "    names: Quality\n"
        "    hours: {mon: [], tue: [], wed: [], thu: [], fri: []}\n"
        "categories:\n"
        "  - {id: other, names: Other, department: quality}\n"
    )
    assert [fault.split(": ")[1] for fault in found] == [
        "deadlines.terms[0].category[0]", "deadlines.terms[1]", "departments[0].hours",
    ]  # fmt: skip
    assert "sets no deadline" in found[1]
    assert faults("departments:\n  - {id: a, names: A, hours: {someday: []}}")[0].startswith(
        "config.yaml:2: departments[0].hours"
    )
