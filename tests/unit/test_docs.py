"""What the documentation says can be done: commands, settings, variables and links are those of this very product."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import types
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel, RootModel

from bot.cli import COMMANDS, parser
from bot.settings import Settings, load

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("README*.md"), *(ROOT / "docs").rglob("*.md")])
NAMES = [page.relative_to(ROOT).as_posix() for page in PAGES]
FENCE = re.compile(r"^ *```(\w*)\n(.*?)^ *```", re.M | re.S)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
INLINE = re.compile(r"`([^`\n]+)`")
VARIABLE = re.compile(r"\bHUIYIN_[A-Z0-9_]*[A-Z0-9]")
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
#: Variables that are no settings: where the file is, and one that stands for any.
APART = {"HUIYIN_CONFIG", "HUIYIN_SECTION__KEY"}

each_page = pytest.mark.parametrize("page", PAGES, ids=NAMES)


def blocks(text: str, *languages: str) -> list[str]:
    """The fenced blocks in these languages."""
    return [body for language, body in FENCE.findall(text) if language in languages]


def prose(text: str) -> str:
    """The text without its fenced blocks."""
    return FENCE.sub("", text)


def commands(script: str) -> Iterator[list[str]]:
    """Each command of a shell script as its words."""
    for line in script.replace("\\\n", " ").splitlines():
        lexer = shlex.shlex(line, posix=True, punctuation_chars="|&;")
        lexer.whitespace_split = True
        lexer.commenters = "#"
        words: list[str] = []
        for word in lexer:
            if set(word) <= set("|&;"):
                yield words
                words = []
            else:
                words.append(word)
        yield words


def assert_parses(words: list[str]) -> None:
    """The product's own command line takes these arguments."""
    said = io.StringIO()
    try:
        with contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
            parser().parse_args(words)
    except SystemExit as left:
        if left.code:
            pytest.fail(f"huiyin {shlex.join(words)}: {said.getvalue().splitlines()[-1]}", pytrace=False)


def assert_runs(words: list[str]) -> None:
    """A command that the pages show exists, with these options."""
    while words and re.match(r"[A-Z_0-9]+=", words[0]):
        words = words[1:]
    if not words:
        return
    program = words[0].rpartition("/")[2]
    if program == "huiyin":
        assert_parses(words[1:])
    elif program == "make":
        targets = [word for word in words[1:] if "=" not in word]
        assert set(targets) <= TARGETS, words
        for value in (word[5:] for word in words[1:] if word.startswith("ARGS=")):
            for target in set(targets) & {"run", "chat", "doctor"}:
                assert_parses([target, *shlex.split(value)])


@each_page
def test_every_command_exists_with_its_options(page: Path) -> None:
    for script in blocks(page.read_text("utf-8"), "sh", "bash", "shell"):
        for words in commands(script):
            assert_runs(words)


@each_page
def test_every_command_in_a_sentence_exists(page: Path) -> None:
    for code in INLINE.findall(prose(page.read_text("utf-8"))):
        words = code.replace("…", "").split()
        if len(words) < 2 or words[0].rpartition("/")[2] not in ("huiyin", "make"):
            continue
        if words[0] != "make" and len(words) == 2:
            # A command's mere name, without what it needs.
            assert words[1] in COMMANDS or words[1] == "COMMAND", code
        else:
            with contextlib.suppress(ValueError):
                words = shlex.split(code.replace("…", ""))
            assert_runs(words)


def inner(kind: Any) -> Any:
    """What stands in an optional or annotated type."""
    while True:
        origin = typing.get_origin(kind)
        if origin is typing.Annotated:
            kind = typing.get_args(kind)[0]
        elif origin in (typing.Union, types.UnionType):
            kind = next(one for one in typing.get_args(kind) if one is not type(None))
        else:
            return kind


def exists(parts: list[str]) -> bool:
    """Whether a setting of this path exists; below lists and tables any name may."""
    kind: Any = Settings
    for part in parts:
        kind = inner(kind)
        if isinstance(kind, type) and issubclass(kind, RootModel):
            return True
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            if part not in kind.model_fields:
                return False
            kind = kind.model_fields[part].annotation
        else:
            return typing.get_origin(kind) in (tuple, list, dict)
    return True


@each_page
def test_every_variable_is_a_setting(page: Path) -> None:
    for name in set(VARIABLE.findall(page.read_text("utf-8"))) - APART:
        assert exists(name.removeprefix("HUIYIN_").lower().split("__")), name


@each_page
def test_every_key_in_a_sentence_is_a_setting(page: Path) -> None:
    for code in INLINE.findall(prose(page.read_text("utf-8"))):
        found = re.fullmatch(r"([a-z_]+(?:\.[a-z_]+)+)(?::.*)?", code)
        if found and found[1].split(".")[0] in Settings.model_fields and not found[1].endswith((".py", ".yaml", ".md")):
            assert exists(found[1].split(".")), code


def is_settings(value: Any) -> bool:
    """Whether a YAML block is a piece of config.yaml; else it is training data or texts."""
    return (
        isinstance(value, dict) and set(value) <= set(Settings.model_fields) and not isinstance(value.get("nlu"), list)
    )


@each_page
def test_every_piece_of_settings_is_accepted(page: Path, tmp_path: Path) -> None:
    for text in blocks(page.read_text("utf-8"), "yaml", "yml"):
        value = yaml.safe_load(text)
        if not is_settings(value):
            # Rasa's format, texts by key, or one entry of a list.
            assert (
                isinstance(value, list) or "nlu" in value or all(isinstance(one, str | dict) for one in value.values())
            )
            continue
        file = tmp_path / "config.yaml"
        file.write_text(text, encoding="utf-8")
        environ = dict.fromkeys(re.findall(r"\$\{(\w+)\}", text), "0123456789abcdef0123456789abcdef")
        environ |= {name: "https://example.com/hook" for name in environ if name.endswith("URL")}
        load(file, environ)


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub and mkdocs both make them for plain headings."""
    titles = re.findall(r"^#+ (.+)$", prose(page.read_text("utf-8")), re.M)
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}


@each_page
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in LINK.findall(prose(page.read_text("utf-8"))):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        assert there.exists(), f"{target}: there is no {there}"
        if anchor:
            assert anchor in anchors(there), target


def test_both_readmes_say_the_same() -> None:
    texts = [(ROOT / name).read_text("utf-8") for name in ("README.md", "README.zh.md")]
    levels = [re.findall(r"^#+", prose(text), re.M) for text in texts]
    assert levels[0] == levels[1]
    # A guide in the language of its README.
    linked = [
        {link.replace("guide.zh.md", "guide.en.md") for link in LINK.findall(text) if not link.startswith("README")}
        for text in texts
    ]
    assert linked[0] == linked[1]
    shown = [[words[:3] for script in blocks(text, "sh") for words in commands(script) if words] for text in texts]
    assert [[part for part in words if part.isascii()] for words in shown[0]] == [
        [part for part in words if part.isascii()] for words in shown[1]
    ]


def test_the_site_has_a_place_for_every_page() -> None:
    source = (ROOT / ".ci/site.py").read_text("utf-8")
    named = re.findall(r'"([\w/.-]+(?:\.md|/))"', source)
    for page in (ROOT / "docs").rglob("*.md"):
        name = page.relative_to(ROOT / "docs").as_posix()
        assert any(name == one or (one.endswith("/") and name.startswith(one)) for one in named), name


def test_a_wrong_command_and_a_wrong_key_would_be_found() -> None:
    with pytest.raises(pytest.fail.Exception):
        assert_runs(["huiyin", "case", "list", "--wrong"])
    with pytest.raises(AssertionError):
        assert_runs(["make", "nothing"])
    assert not exists(["server", "prt"])
    assert exists(["surveys", "delay"])
    assert list(commands("A=1 make run ARGS='--only web' # x\nhuiyin case list | head")) == [
        ["A=1", "make", "run", "ARGS=--only web"], ["huiyin", "case", "list"], ["head"]
    ]  # fmt: skip
