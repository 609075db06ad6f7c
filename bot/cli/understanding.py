"""`huiyin understand` and `huiyin train`."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from bot import configure
from bot.app import load_understander
from bot.cli.progress import bar
from bot.errors import InvalidInput
from bot.messages import Context, Understanding
from bot.settings import Settings


def understand(settings: Settings, arguments: argparse.Namespace) -> int:
    """Say what texts mean: of the arguments, or line by line of standard input."""
    understander = load_understander(settings, bar())
    now = datetime.now(UTC)
    if arguments.jsonl:
        for number, line in enumerate(sys.stdin, 1):
            if not line.strip():
                continue
            item = _parsed(line, number)
            raw = item.get("context") or {}
            context = Context(
                form=raw.get("form"),
                asked=raw.get("asked"),
                language=raw.get("language"),
                now=_moment(raw.get("now"), now),
            )
            meaning = understander.understand(str(item.get("text", "")), context)
            print(json.dumps({"id": item.get("id"), **to_json(meaning)}, ensure_ascii=False), flush=True)
        return 0
    texts: Iterable[str] = [" ".join(arguments.text)] if arguments.text else (line.rstrip("\n") for line in sys.stdin)
    for text in texts:
        meaning = understander.understand(text, Context(asked=arguments.asked, now=now))
        print(json.dumps(to_json(meaning), ensure_ascii=False, indent=2))
    return 0


def _parsed(line: str, number: int) -> dict[str, Any]:
    try:
        item = json.loads(line)
    except ValueError as error:
        raise InvalidInput(f"line {number}: not JSON ({error}).") from error
    if not isinstance(item, dict) or not isinstance(item.get("context") or {}, dict):
        raise InvalidInput(f'line {number}: must be an object with "id", "text" and perhaps "context".')
    return item


def _moment(raw: object, otherwise: datetime) -> datetime:
    try:
        at = datetime.fromisoformat(str(raw)) if raw else otherwise
    except ValueError:
        return otherwise
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def to_json(meaning: Understanding) -> dict[str, Any]:
    """An understanding as plain JSON values."""
    kinds = [hint.kind for hint in meaning.priority_hints]
    urgent = {"safety", "legal", "media", "data", "vulnerable"} & set(kinds)
    return {
        "intent": meaning.intent,
        "confidence": round(meaning.confidence, 4),
        "category": meaning.category,
        "category_confidence": round(meaning.category_confidence, 4),
        "priority": "urgent" if urgent else "high" if kinds else "normal",
        "priority_reasons": [{"kind": hint.kind, "evidence": hint.evidence} for hint in meaning.priority_hints],
        "slots": dict(meaning.values),
        "language": meaning.language,
        "emotion": meaning.emotion,
    }


def train(settings: Settings, arguments: argparse.Namespace) -> int:
    """Train now; without --force only if the data has changed."""
    if arguments.force:
        shutil.rmtree(configure.cache_folder(settings), ignore_errors=True)
    load_understander(settings, bar())
    print("The understander is up to date.")
    return 0
