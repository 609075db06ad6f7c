"""Every line of the audit log is told in words, in any language."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from bot.console import deeds
from bot.console.faults import Name, Say
from bot.console.filters import read_texts
from bot.messages import LANGUAGES

_ROOT = Path(__file__).parents[3]
#: Actions that are put together: what can stand in the gap.
_MADE = {
    "{}_user": ("add", "disable", "enable", "reset", "role"),
    "offer_{}": ("approve", "change", "refuse"),
    "step_{}": ("planned", "done", "undone", "dropped"),
    "broadcast_{}": ("start", "paused", "sending", "stopped"),
    "export_figures_{}": ("csv", "xlsx", "pdf"),
    "export_cases_{}": ("csv", "xlsx"),
}
#: Where a status is the action: those that staff move a case to by themselves.
_STATUSES = ("in_progress", "resolved")


def _actions() -> set[str]:
    """Every action that anything writes down: by `audit`, or by what hands its action on to it."""
    found = set(_STATUSES)
    for path in sorted([*(_ROOT / "bot").rglob("*.py"), *(_ROOT / "channels").rglob("*.py")]):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if called == "audit" and len(node.args) >= 4:
                    found |= _said(node.args[2])
                elif called in ("done", "_done") and path.parent.name == "desk" and len(node.args) >= 4:
                    wide = path.name == "broadcasts.py"
                    found |= {f"broadcast_{one}" if wide else one for one in _said(node.args[3])}
            elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "action":
                found |= _said(node.value) if path.parent.name == "desk" else set()
    return found


def _said(node: ast.expr) -> set[str]:
    if isinstance(node, ast.Constant):
        return {str(node.value)}
    if isinstance(node, ast.IfExp):
        return _said(node.body) | _said(node.orelse)
    if isinstance(node, ast.JoinedStr):
        shape = "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
        return {shape.format(one) for one in _MADE[shape]}
    return set()


def test_every_action_has_words() -> None:
    """And no words stand there for what nobody does."""
    named = {key.removeprefix("did.") for key in read_texts() if key.startswith("did.")}
    actions = _actions()
    assert len(actions) > 90
    assert actions - named == set()
    assert named - actions == set()


def _words(language: str) -> tuple[Say, Name]:
    texts = read_texts()

    def name(value: object, group: str) -> str:
        words = texts.get(f"{group}.{value}")
        return words[language] if words else str(value)

    return lambda key, values: texts[key][language].format(**values), name


@pytest.mark.parametrize(
    ("action", "note", "chinese"),
    [
        ("import_cases", "2 new, 0 known", "新增 2 件，已有 0 件"),
        ("draw_sample", "seed 7, 3 of 103", "从 103 件中抽取 3 件，种子 7"),
        ("assess", "audit 4: 85", "质检 4：85 分"),
        ("judge_message", "affirm", "肯定"),
        ("judge_message", "", ""),
        ("log_in", "password and code", "密码和验证码"),
        ("add_user", "agent", "坐席"),
        ("add_user", "agent by Keycloak", "坐席，来自 Keycloak"),
        ("role_user", "agent → supervisor", "坐席 → 主管"),
        ("role_user", "agent → department, finance", "坐席 → 部门接口人, finance"),
        ("enter_complaint", "phone", "电话"),
        ("mark_customer", "vip", "贵宾"),
        ("move_incident", "confirmed", "已确认"),
        ("offer_refuse", "offer 3", "方案 3"),
        ("broadcast_start", "notice 2 14", "告知 2，14 位客户"),
        ("broadcast_paused", "notice 2 ", "告知 2"),
        ("article", "version 3: 退货 {x}", "版本 3：退货 {x}"),
        ("restore_article", "version 1 as 4", "版本 1，存为版本 4"),
        ("separate_customer", "web: customer 9", "网页对话: 客户 9"),
        ("retention", "arrivals 3, outbox 5", "原始来信 3, 已发消息 5"),
        ("end_session", "2", "2"),
        ("merge", "HY26-AAAA-AAAA", "HY26-AAAA-AAAA"),
    ],
)
def test_notes_are_told(action: str, note: str, chinese: str) -> None:
    """As the log has them, and as a Chinese page shows them."""
    assert deeds.detail(action, note, *_words("zh-Hans")) == chinese
    for language in LANGUAGES:
        assert deeds.detail(action, note, *_words(language)) or not note


def test_what_was_acted_on_is_named_and_linked() -> None:
    """What has a page leads there; names that people chose stay as they are."""
    chinese = _words("zh-Hans")
    assert deeds.target("mark_customer", "customer 5", *chinese) == ("客户 5", "/console/customers/5")
    assert deeds.target("draw_sample", "sample 2", *chinese) == ("抽检 2", "/console/quality/samples/2")
    assert deeds.target("read_again", "arrival 7", *chinese) == ("来信 7", "")
    assert deeds.target("link_channel", "telegram", *chinese) == ("Telegram", "")
    assert deeds.target("script", "customer 5", *chinese) == ("customer 5", "")
    assert deeds.target("log_in", "li", *chinese) == ("li", "")
