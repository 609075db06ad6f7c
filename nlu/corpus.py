"""Training data in Rasa's NLU YAML: examples by intent, and an operator's own keywords as lookup tables."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml

from bot.errors import InvalidInput
from bot.regex import regex

#: What Rasa writes around an entity: [text](name), [text]{"entity": …}.
_ENTITY: Final = regex(
    r"\[(?P<said>[^\]\n]{1,80})\](?:\((?P<name>[^):\n]{1,80})[^)\n]{0,80}\)|\{(?P<more>[^}\n]{1,160})\})"
)
_PRODUCT: Final = "product"
_MORE_PRODUCT: Final = regex(rf'"entity"\s*:\s*"{_PRODUCT}"')
_BULLET: Final = regex(r"^\s*-\s?", re.MULTILINE)
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One text and what it means. `category` is None but for complaints; `source` is the file's path.

    `urgent` is the kind of urgency that the file's metadata names, "none", or None where it says nothing. `product`:
    where in the text the thing or service stands that is complained of, as its file marks it.
    """

    text: str
    intent: str
    category: str | None
    source: str
    urgent: str | None = None
    product: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """All examples, and keywords by name: a priority kind, a category, a remedy."""

    examples: tuple[Example, ...]
    keywords: dict[str, tuple[str, ...]] = field(default_factory=dict)


def files(folders: Iterable[Path]) -> list[Path]:
    """Every YAML file below the folders, each once, in a stable order. A folder that is missing has none."""
    found: dict[Path, None] = {}
    for folder in folders:
        for path in sorted(p for p in Path(folder).rglob("*") if p.suffix in (".yml", ".yaml")):
            found[path.resolve()] = None
    return list(found)


def digest(paths: Sequence[Path], extra: bytes = b"") -> str:
    """A name for exactly this data: the SHA-256 of all files and `extra`, shortened."""
    total = hashlib.sha256(extra)
    for path in paths:
        data = path.read_bytes()
        total.update(f"\0{path.name}\0{len(data)}\0".encode())
        total.update(data)
    return total.hexdigest()[:24]


def read(paths: Iterable[Path]) -> Corpus:
    """The data of these files. Raises InvalidInput, naming file and place, where one is not Rasa's NLU YAML."""
    examples: dict[tuple[str, str, str | None], Example] = {}
    keywords: dict[str, list[str]] = {}
    for path in paths:
        for number, block in enumerate(_blocks(path), 1):
            texts = _texts(block.get("examples"), f"{path}, entry {number}")
            if "intent" in block:
                intent, _, name = str(block["intent"]).partition("/")
                category = name or None
                shared = _urgent(block.get("metadata"))
                for text, own, product in texts:
                    key = (text, intent, category)
                    urgent = own or shared
                    known = examples.get(key)
                    if known is None or (urgent and not known.urgent):
                        product = product or (known.product if known else None)
                        examples[key] = Example(
                            text=text,
                            intent=intent,
                            category=category,
                            source=str(path),
                            urgent=urgent,
                            product=product,
                        )
            elif "lookup" in block:
                keywords.setdefault(str(block["lookup"]), []).extend(text for text, _, _ in texts)
    return Corpus(examples=tuple(examples.values()), keywords={name: tuple(words) for name, words in keywords.items()})


def _urgent(metadata: object) -> str | None:
    return str(metadata["urgent"]) if isinstance(metadata, dict) and metadata.get("urgent") else None


def _blocks(path: Path) -> list[dict[str, Any]]:
    try:
        raw = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=_LOADER)  # noqa: S506  # a safe loader
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise InvalidInput(f"{path} is not readable YAML: {error}. Correct the file or take it away.") from error
    if raw is None:
        return []
    blocks = raw.get("nlu", []) if isinstance(raw, dict) else None
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        raise InvalidInput(f"{path}: expected a list under `nlu:` (Rasa's NLU format 3.1).")
    return blocks


def _texts(raw: object, place: str) -> Iterator[tuple[str, str | None, tuple[int, int] | None]]:
    """The texts of an entry, each with the urgency that its own metadata names, and where its product stands."""
    if raw is None:
        return
    if isinstance(raw, str):
        items: list[object] = list(_BULLET.split(raw))
    elif isinstance(raw, list):
        items = raw
    else:
        raise InvalidInput(f"{place}: `examples` must be a text (`examples: |`) of lines that begin with `- `.")
    for item in items:
        said, urgent = (item.get("text", ""), _urgent(item.get("metadata"))) if isinstance(item, dict) else (item, None)
        text, product = _unmarked(str(said).strip().removeprefix("- "))
        if text:
            yield text, urgent, product


def _unmarked(marked: str) -> tuple[str, tuple[int, int] | None]:
    """The text without its marks, and where in it the first product stands."""
    parts: list[str] = []
    product, at = None, 0
    for found in _ENTITY.finditer(marked):
        parts += [marked[at : found.start()], found["said"]]
        at = found.end()
        if product is None and (found["name"] == _PRODUCT or _MORE_PRODUCT.search(found["more"] or "")):
            end = sum(map(len, parts))
            product = end - len(found["said"]), end
    return "".join(parts) + marked[at:], product
