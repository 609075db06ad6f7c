"""Whatever can be refused is told in the reader's language, with the names that the form shows."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from bot.cases import columns
from bot.console.faults import read_faults, told
from bot.console.filters import read_texts
from bot.errors import Conflict, InvalidInput, Said
from bot.messages import LANGUAGES

_ROOT = Path(__file__).parents[3]
_KINDS = {"InvalidInput", "NotFound", "NotAllowed", "Conflict", "Stale", "TooLarge", "Said", "fault"}
#: Told to whoever runs commands, to programs, or to customers; no page of the console comes by them.
_OTHERS = {
    "bot/cli": "commands",
    "bot/demo": "commands",
    "bot/settings": "the settings",
    "storage/backup.py": "commands",
    "storage/dumps.py": "commands",
    "storage/urls.py": "the settings",
    "bot/holidays.py": "the settings",
    "bot/links.py": "customers",
    "bot/desk/revoking.py": "customers",
    "bot/desk/filing.py": "customers",
    "bot/desk/staffwork.py": "the bot's own texts, in chats with staff",
}
_API = {
    "A score is 1, 2, 3, 4 or 5, not {score}.",
    "status: {item} is none of {status}.",
    "status: {status!r} can't be set; use one of {known}, or POST …/propose.",
    "owner: there is no user {owner}.",
    "files: `data` must be base64.",
    "language: {language} is none of {languages}.",
    "hours: {unknown} is none of {weekdays}.",
    "decision: approve, change or refuse.",
    "There is no user {login}.",
    "texts: {strange} is none of {disciplines}.",
    "state: {state} is none of {states}.",
    "There is no customer at {wanted}.",
    "Several customers are reached at {wanted}: {ids}. Say which one by its id.",
    "The case number {number} is taken; draw another.",
    "There is no conversation {conversation}.",
    "There is no outbox row {id}.",
    "Outbox row {row} is not waiting to be sent.",
    "Inbox row {row} is not pending.",
}


def _said() -> Iterator[tuple[str, ast.Call, ast.expr]]:
    """Place, call and template of all that is said of what went wrong, wherever the console can come by it."""
    for path in sorted([*(_ROOT / "bot").rglob("*.py"), *(_ROOT / "storage").glob("*.py")]):
        name = path.relative_to(_ROOT).as_posix()
        if any(name == other or name.startswith(f"{other}/") for other in _OTHERS):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if called == "fault" and len(node.args) == 2:
                yield f"{name}:{node.lineno}", node, node.args[1]
            elif called in _KINDS - {"fault"} and not isinstance(node.args[0], ast.Starred):
                yield f"{name}:{node.lineno}", node, node.args[0]


def _fields(text: str) -> set[str]:
    found = set()
    for _, name, spec, _ in Formatter().parse(text):
        if name is not None:
            found |= {name, *_fields(spec or "")}
    return found


def _constants() -> dict[str, list[tuple[str, set[str]]]]:
    """Template → where it is said, and the values that it has there."""
    found: dict[str, list[tuple[str, set[str]]]] = {}
    for place, call, template in _said():
        if isinstance(template, ast.Constant):
            values = {one.arg for one in call.keywords if one.arg}
            found.setdefault(str(template.value), []).append((place, values))
    return found


def test_every_fault_keeps_its_template() -> None:
    """A sentence that is put together on the spot can't be told in another language."""
    # A name stands for what is listed where it is made; those two pass on what is said elsewhere.
    named = [place for place, _, one in _said() if not isinstance(one, ast.Constant | ast.Name)]
    assert [place for place in named if not place.startswith(("bot/errors.py", "bot/server.py"))] == []


def test_every_fault_that_staff_can_meet_has_words() -> None:
    """One that only programs and commands meet is listed here."""
    constants = _constants()
    missing = {text: places[0][0] for text, places in constants.items() if text not in read_faults()}
    assert {text: place for text, place in missing.items() if text not in _API} == {}
    assert sorted(_API & read_faults().keys()) == [], "these have words: take them out of the list"


def test_no_words_without_a_fault() -> None:
    """What nobody raises any more needs no words."""
    literals = {
        str(node.value)
        for path in [*(_ROOT / "bot").rglob("*.py"), *(_ROOT / "storage").glob("*.py")]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert [text for text in read_faults() if text not in literals] == []


def test_the_words_are_part_of_the_package() -> None:
    """Whoever installs it has them as well."""
    settings = tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    shapes = settings["tool"]["setuptools"]["package-data"]["bot"]
    packed = {path for shape in shapes for path in (_ROOT / "bot").glob(shape)}
    assert set((_ROOT / "bot").rglob("*.yaml")) <= packed


def test_words_can_be_filled_everywhere() -> None:
    """Each value in a text is there wherever the fault is raised, and what is named has names."""
    texts, constants = read_texts(), _constants()
    groups = {key.rpartition(".")[0] for key in texts} | {"category", "department", "cause"}
    for template, words in read_faults().items():
        for language in ("label", *LANGUAGES):
            text = words.get(language, "")
            for place, values in constants.get(template, []):
                if values:
                    assert _fields(text) <= values, (place, language)
                else:
                    assert language == "label" or not re.search(r"\{\w+", text), (place, language)
            for _, name, spec, _ in Formatter().parse(text if _fields(text) else ""):
                if name and spec and re.fullmatch(r"[a-z][a-z_.]+", spec):
                    assert spec in groups, (template, spec)
        label = words.get("label")
        if label:
            assert label in texts or any(key.startswith(label.partition("{")[0]) for key in texts), label
            assert "{" not in texts.get(label, {}).get("en", ""), label


def _told(error: InvalidInput, language: str) -> list[tuple[str, str]]:
    texts = read_texts()

    def name(value: object, group: str) -> str:
        words = texts.get(f"{group}.{value}")
        return words[language] if words else str(value)

    return told(error, language, lambda key, values: texts[key][language], name)


def test_the_forms_label_and_the_names_of_values() -> None:
    """No name of a field, no code: what stands on the page."""
    mail = InvalidInput("email: {email} is no e-mail address.", email="x@y")
    assert str(mail) == "email: x@y is no e-mail address."
    assert _told(mail, "zh-Hans") == [("邮箱：“x@y”不是有效的邮箱地址。", "")]
    assert _told(mail, "zh-Hant") == [("電子郵件：「x@y」不是有效的電子郵件地址。", "")]
    assert _told(mail, "en") == [("E-mail: “x@y” is no e-mail address.", "")]
    closed = Conflict(
        "Case {number} is {status} and can't be withdrawn.", number="HY26-AAAA-AAAA", status="in_progress"
    )
    assert _told(closed, "zh-Hans") == [("案件 HY26-AAAA-AAAA 目前为“处理中”，不能撤回。", "")]
    assert _told(closed, "en") == [("Case HY26-AAAA-AAAA is now “In progress” and can’t be withdrawn.", "")]


def test_several_faults_are_told_one_by_one() -> None:
    """The API has them line by line."""
    both = InvalidInput(
        Said("text: at most {most} characters.", most=9), Said("name: at most {most} characters.", most=5)
    )
    assert str(both) == "text: at most 9 characters.\nname: at most 5 characters."
    assert [text for text, _ in _told(both, "zh-Hans")] == ["投诉内容：最多 9 个字。", "姓名：最多 5 个字。"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_that_a_value_brings_are_not_read_as_a_template(language: str) -> None:
    """Braces, tags and percent signs of people stay as they are."""
    said = "{number} {0} %s <b>"
    (text, detail), *rest = _told(InvalidInput("owner: {name} is disabled.", name=said), language)
    assert said in text
    assert not detail
    assert not rest


def test_what_has_no_words_is_told_in_general_with_the_detail() -> None:
    """Chinese pages say that it did not work, and mark the English as a detail; English ones just say it."""
    strange = InvalidInput("Something {odd} happened.")
    assert _told(strange, "en") == [("Something {odd} happened.", "")]
    ((text, detail),) = _told(strange, "zh-Hans")
    assert "没有办成" in text
    assert detail == "Something {odd} happened."


def test_a_fault_in_a_cell_is_told_with_its_place() -> None:
    """A sentence within a sentence, and values by the names that the table may use."""
    cell = Said(
        "line {line}, column {column} ({header}): {what}",
        line=2,
        column=3,
        header="状态",
        what=Said(
            "“{said}” is none of {known}.",
            said="x",
            known=columns.words("status"),
            group="status",
            meant=columns.meanings("status"),
        ),
    )
    assert cell.endswith("is none of open, in progress, proposed, resolved, closed, reopened, withdrawn.")
    ((text, _),) = _told(InvalidInput(cell), "zh-Hans")
    assert text.startswith("第 2 行第 3 列（状态）：“x”无法识别，可以填写：已受理、处理中、待客户确认、")


def test_words_of_a_column_are_understood() -> None:
    """Whatever a fault offers, in any language, is taken."""
    texts = read_texts()
    for group in ("status", "priority", "language", "score", "agreed"):
        for word, meaning in zip(columns.words(group), columns.meanings(group), strict=True):
            names = texts.get(f"{group}.{meaning}", {"en": word})
            found = {columns.value(group, said) for said in (word, *names.values())}
            assert found == {columns.value(group, meaning)}, (group, word)
