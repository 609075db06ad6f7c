"""What must hold of the pages' sources: nothing inline, nothing from elsewhere, every text in every language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.console.filters import environment, read_texts
from bot.messages import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "bot/console/templates").glob("*.html"))
PAGES = [*TEMPLATES, ROOT / "channels/static/chat.html"]
SOURCES = [
    *PAGES,
    *sorted((ROOT / "channels/static").glob("*.[jc]s*")),
    *sorted((ROOT / "bot/console/static").glob("*.[jc]s*")),
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_nothing_is_inline(page: Path) -> None:
    source = page.read_text(encoding="utf-8")
    assert not re.search(r"<script(?![^>]*\ssrc=)[^>]*>", source)
    assert not re.search(r"<style|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:", source)


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_nothing_comes_from_another_host(source: Path) -> None:
    found = re.findall(r"https?://[^\s\"'`)\\<>]+", source.read_text(encoding="utf-8"))
    allowed = {"http://www.w3.org/2000/svg", "https://your-host/embed.js"}
    assert [address for address in found if address not in allowed and "[^" not in address] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.name)
def test_every_text_of_a_template_exists(template: Path) -> None:
    texts = read_texts()
    source = template.read_text(encoding="utf-8")
    for key in re.findall(r"\bt\(\s*[\"']([\w.:\-]+)[\"']\s*[,)]", source):
        assert key in texts, key
    environment().get_template(template.name)


def test_a_text_without_one_language_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("hello: {en: Hello, zh-Hans: 你好}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"a\.yaml lacks texts: hello: zh-Hant"):
        read_texts(tmp_path)


def test_a_text_that_stands_in_two_files_is_refused(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text("hello: {en: Hello, zh-Hans: 你好, zh-Hant: 你好}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"b\.yaml says again.*hello"):
        read_texts(tmp_path)


def test_the_chat_speaks_all_languages_with_the_same_keys() -> None:
    source = (ROOT / "channels/static/chat-words.js").read_text(encoding="utf-8")
    table = source[source.index("const WORDS") : source.index("};", source.index("const WORDS"))]
    parts = re.split(r"\n  (?:\"([\w-]+)\"|(\w+)): \{\n", table)[1:]
    spoken = {parts[i] or parts[i + 1]: re.findall(r"^    (\w+):", parts[i + 2], re.M) for i in range(0, len(parts), 3)}
    assert set(spoken) == set(LANGUAGES)
    assert len({tuple(keys) for keys in spoken.values()}) == 1
    used = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "channels/static").glob("chat*"))
    for key in re.findall(r"\bt\(\"(\w+)\"", used) + re.findall(r"data-t=\"(\w+)\"", used):
        assert key in spoken["en"], key
