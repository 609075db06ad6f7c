"""`huiyin understand`, `huiyin evaluate`, `huiyin train` and `huiyin corrections`."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot import configure
from bot.app import data_folders, load_embedded, reach_rasa
from bot.cli.progress import bar
from bot.cli.transacting import in_database
from bot.desk import review
from bot.errors import InvalidInput, UnderstandingError
from bot.messages import Context, Understanding
from bot.settings import Settings
from nlu import evaluate as measure
from nlu import report as shown
from nlu import why as reasons
from nlu.rasa import training as rasa_training


def understand(settings: Settings, arguments: argparse.Namespace) -> int:
    """Say what texts mean: of the arguments, or line by line of standard input."""
    understander = load_embedded(settings, bar())
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
            said = {"id": item.get("id"), **to_json(meaning)}
            if arguments.why:
                said["why"] = reasons.to_json(reasons.explain(understander, str(item.get("text", "")), context))
            print(json.dumps(said, ensure_ascii=False), flush=True)
        return 0
    texts: Iterable[str] = [" ".join(arguments.text)] if arguments.text else (line.rstrip("\n") for line in sys.stdin)
    for text in texts:
        context = Context(asked=arguments.asked, now=now)
        print(json.dumps(to_json(understander.understand(text, context)), ensure_ascii=False, indent=2))
        if arguments.why:
            _explain(reasons.explain(understander, text, context))
    return 0


_DECIDERS: Final = {
    "rule": "a rule: a message like this can mean only that",
    "model": "the model",
    "context": "the model, and what was asked before",
    "threshold": "nothing was likely enough to be believed",
    "danger": "words of danger: who tells of danger is not chatting",
}
_BAR: Final = 24


def _explain(why: reasons.Why) -> None:
    """Print the reasons with bars: full ones spoke for the answer, pale ones against it."""
    console = Console()
    table = Table(show_header=False, box=None, title=f"Decided by {_DECIDERS[why.decided_by]}", title_justify="left")
    for name, chance in why.model:
        table.add_row("intent", name, "█" * round(chance * _BAR), f"{chance:.2f}")
    for name, chance in why.categories:
        table.add_row("category", name, "█" * round(chance * _BAR), f"{chance:.2f}")
    table.add_row("urgency", "", "█" * round(why.urgency * _BAR), f"{why.urgency:.2f}")
    for question, words in (
        (why.meaning.intent, why.intent_words),
        (why.meaning.category or "", why.category_words),
        ("urgency", why.urgency_words),
    ):
        for word in words:
            drawn = ("▒" if word.weight < 0 else "█") * max(1, round(abs(word.weight / words[0].weight) * _BAR))
            table.add_row(f"words for {question}", escape(word.text[:40]), drawn, f"{word.weight:+.2f}")
    for hint in why.meaning.priority_hints:
        table.add_row("hurry", hint.kind, escape(hint.evidence[:40]), "")
    console.print(table)


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


def evaluate(settings: Settings, arguments: argparse.Namespace) -> int:
    """Measure the understander on texts whose meaning is known."""
    rows = measure.read_all(arguments.files)
    if not rows:
        raise InvalidInput("These files hold no text to measure.")
    embedded = load_embedded(settings, bar())
    wanted = arguments.backend or settings.nlu.backend
    reports = {}
    if wanted != "rasa":
        reports["embedded"] = measure.score(embedded, rows)
    if wanted != "embedded":
        rasa = reach_rasa(settings, embedded)
        # A fall-back would be measured as Rasa: better no figure than a wrong one.
        rasa.check()
        reports["rasa"] = measure.score(rasa, rows)
        if rasa.fell_back:
            raise UnderstandingError(f"Rasa left {rasa.fell_back} of {len(rows)} texts unanswered: no fair figure.")
    console = Console()
    report = shown.first(reports)
    if len(reports) > 1:
        console.print(shown.compared(reports))
    else:
        shown.show(report, console)
    if arguments.errors:
        console.print(shown.errors(report))
    if arguments.report:
        _write(arguments.report, shown.page(reports))
    if arguments.picture:
        _write(arguments.picture, shown.picture(report.category if report.category.count else report.intent))
    if arguments.json:
        plain = {name: shown.to_json(one) for name, one in reports.items()}
        _write(arguments.json, json.dumps(plain, ensure_ascii=False, indent=2))
    return 0


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InvalidInput(f"{path} can't be written: {error.strerror}.") from error
    print(f"Written: {path}")


def train(settings: Settings, arguments: argparse.Namespace) -> int:
    """Train now; the embedded understander without --force only if the data has changed."""
    if (arguments.backend or settings.nlu.backend) == "rasa":
        model = rasa_training.train(
            data_folders(settings), arguments.home, arguments.python, bar(), sample=arguments.sample
        )
        print(f"Trained: {model}. A Rasa server that runs goes on with the old one: start it again.")
        return 0
    if arguments.force:
        shutil.rmtree(configure.cache_folder(settings), ignore_errors=True)
    load_embedded(settings, bar())
    print("The understander is up to date.")
    return 0


def corrections(settings: Settings, arguments: argparse.Namespace) -> int:
    """Write the verdicts of staff on doubtful messages as training data."""
    yaml = in_database(settings, review.corrections)
    if arguments.into is None:
        print(yaml, end="")
        return 0
    arguments.into.mkdir(parents=True, exist_ok=True)
    path = arguments.into / "corrections.yml"
    path.write_text(yaml, encoding="utf-8")
    print(f"Written: {path}. Name the folder as nlu.data in config.yaml, then `huiyin train`, or start again.")
    return 0
