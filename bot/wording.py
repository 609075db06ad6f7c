"""Reads what the bot says: the built-in texts, the operator's folder of texts, and single overrides."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from bot.dialogue.texts import Catalogue, placeholders
from bot.errors import SettingsError
from bot.messages import LANGUAGES

_BUILT_IN: Final = Path(__file__).parent / "dialogue" / "texts"

#: The C parser where PyYAML has it: texts are read at every start.
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load(folder: Path | None = None, overrides: Mapping[str, Mapping[str, str]] | None = None) -> Catalogue:
    """The texts of every language; an operator's own replace ours one by one. Raises SettingsError with every fault."""
    catalogue = {language: dict(texts) for language, texts in _built_in().items()}
    known = {language: _allowed(language) for language in catalogue} if folder or overrides else {}
    faults: list[str] = []
    sources: list[tuple[str, str, Mapping[str, Any]]] = []
    if folder is not None:
        if not folder.is_dir():
            raise SettingsError([f"dialogue.texts: there is no folder {folder}. Make it, or take the setting out."])
        for language in LANGUAGES:
            file = folder / f"{language}.yaml"
            if file.exists():
                try:
                    sources.append((str(file), language, _read(file)))
                except (yaml.YAMLError, UnicodeDecodeError, ValueError) as error:
                    faults.append(f"{file}: {error}".replace("\n", " "))
    for language, texts in (overrides or {}).items():
        if language in LANGUAGES:
            sources.append((f"dialogue.overrides.{language}", language, texts))
        else:
            faults.append(f"dialogue.overrides.{language}: not a language; known are {', '.join(LANGUAGES)}.")
    for source, language, texts in sources:
        for key, value in texts.items():
            wordings = tuple(str(item) for item in value) if isinstance(value, list) else (str(value),)
            faults += [f"{source}: {key}: {fault}" for fault in _faults(key, wordings, known[language])]
            catalogue[language][str(key)] = wordings
    if faults:
        raise SettingsError(faults)
    return catalogue


def _faults(key: object, wordings: tuple[str, ...], known: Mapping[str, frozenset[str]]) -> list[str]:
    if key not in known:
        return ["there is no such text; see bot/dialogue/texts for the keys."]
    found = []
    for text in wordings:
        try:
            extra = placeholders(text) - known[str(key)]
        except ValueError as error:
            found.append(f"{error}; write {{{{ and }}}} for braces.")
            continue
        if extra:
            allowed = ", ".join(sorted(known[str(key)])) or "none"
            found.append(f"{sorted(extra)} can't be filled in here; allowed: {allowed}.")
    return found or ([] if wordings else ["is empty."])


def _read(file: Path) -> Mapping[str, Any]:
    raw = yaml.load(file.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506  # a safe loader either way
    if raw is None:
        return {}
    if not isinstance(raw, dict):
        raise ValueError("must hold lines of `key: text`.")
    return raw


@cache
def _built_in() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    return {language: _wordings(_read(_BUILT_IN / f"{language}.yaml")) for language in LANGUAGES}


def _wordings(raw: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(value) if isinstance(value, list) else (value,) for key, value in raw.items()}


@cache
def _allowed(language: str) -> Mapping[str, frozenset[str]]:
    """What can be filled into each of the built-in texts."""
    return {key: frozenset().union(*map(placeholders, texts)) for key, texts in _built_in()[language].items()}
