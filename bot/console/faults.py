"""What went wrong, in the reader's language and with the names that the forms use."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

import yaml

from bot.errors import HuiyinError, Said, listed
from bot.messages import LANGUAGES

_FOLDER: Final = Path(__file__).parent / "texts" / "faults"
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

#: `{status:case.status}`: the name of a value in a group of texts; anything else is how Python writes values.
_GROUP: Final = re.compile(r"[a-z][a-z_.]+")
#: `field: what is wrong with it`, as the API says it.
_FIELD: Final = re.compile(r"^[\w.{}]+: ")

#: The key of a text and its values → the text; a value and its group → its name.
Say = Callable[[str, Mapping[str, object]], str]
Name = Callable[[object, str], str]


@cache
def read_faults(folder: Path = _FOLDER) -> Mapping[str, Mapping[str, str]]:
    """Template → language → text, and `label`: the key of the text that names the field in its form.

    English is the template itself, with the form's label before it, unless there is a text. Raises ValueError where a
    template stands twice or lacks a language.
    """
    faults: dict[str, dict[str, str]] = {}
    for path in sorted(folder.glob("*.yaml")):
        found: dict[str, dict[str, str]] = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506  # a safe loader either way
        for template, texts in found.items():
            gaps = [tag for tag in LANGUAGES if tag != "en" and not texts.get(tag)]
            if gaps or template in faults:
                raise ValueError(f"{path.name}: {template}: {'lacks ' + ', '.join(gaps) if gaps else 'stands twice'}")
        faults |= found
    return faults


def told(error: HuiyinError | str, language: str, say: Say, name: Name) -> list[tuple[str, str]]:
    """Each part of what went wrong as (text, detail); where we have no words, detail is what the program said."""
    parts = error.parts if isinstance(error, HuiyinError) else (error,)
    return [_told(part, language, say, name) for part in parts]


def _told(part: str, language: str, say: Say, name: Name) -> tuple[str, str]:
    text = _in_words(part, language, say, name)
    if text is not None:
        return text, ""
    return (str(part), "") if language == "en" else (say("fault.other", {}), str(part))


def _in_words(part: str, language: str, say: Say, name: Name) -> str | None:
    template = part.template if isinstance(part, Said) else part
    texts = read_faults().get(template)
    if texts is None:
        return None
    given = part.values if isinstance(part, Said) else {}
    values = {key: _Word(value, language, say, name) for key, value in given.items()}
    label = texts.get("label")
    words = texts.get(language) or (_FIELD.sub("", template) if label else template)
    said = words.format(**values) if values else words
    if label is None:
        return said
    return say(label.format(**given), {}) + (": " if language == "en" else "：") + said


class _Word:
    """A value on its way into a sentence."""

    def __init__(self, value: object, language: str, say: Say, name: Name) -> None:
        self._value = value
        self._language = language
        self._say = say
        self._name = name

    def __format__(self, spec: str) -> str:
        value = self._value
        if isinstance(value, Said):
            return _in_words(value, self._language, self._say, self._name) or str(value)
        if isinstance(value, Mapping) and self._language in value:
            return str(value[self._language])
        if listed(value):
            comma = ", " if self._language == "en" else "、"
            return comma.join(self._one(item, spec) for item in value)
        return self._one(value, spec)

    def __repr__(self) -> str:
        return repr(self._value)

    def _one(self, value: object, spec: str) -> str:
        return self._name(value, spec) if _GROUP.fullmatch(spec) else format(value, spec)
