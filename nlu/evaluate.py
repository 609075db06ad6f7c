"""How well an understander does on texts whose meaning is known."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final

import yaml

from bot.errors import InvalidInput
from bot.messages import Context, Understanding
from bot.ports import Understander
from nlu import corpus
from nlu.language import detect
from nlu.priority import URGENT

_BINS: Final = 10
#: A language with fewer texts is not compared.
_FEW: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One text and what is true of it. What is None is not judged; `values` None judges no slot."""

    text: str
    context: Context = field(default_factory=Context)
    intent: str | None = None
    category: str | None = None
    urgent: bool | None = None
    language: str | None = None
    values: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """Accuracy and macro-averaged F1 of one question, with how often each truth was taken for each answer."""

    count: int
    accuracy: float
    macro_f1: float
    confusion: Mapping[tuple[str, str], int]
    f1: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One slot: texts that have it, answers given, answers that are exactly right."""

    wanted: int
    given: int
    right: int

    @property
    def recall(self) -> float:
        """Of those wanted, the part that is exactly right."""
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def precision(self) -> float:
        """Of those given, the part that is exactly right."""
        return self.right / self.given if self.given else 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Answers whose confidence lies in one tenth: how many, how sure on average, and how many of them (0–1) are right."""

    count: int
    certainty: float
    accuracy: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Misread:
    """A text whose intent, category or urgency was taken for another: (question, truth, answer) for each."""

    text: str
    wrong: tuple[tuple[str, str, str], ...]
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What `score` found. Shares are from 0 to 1; times are milliseconds a text."""

    count: int
    intent: Labels
    category: Labels
    #: Language → intent accuracy and category accuracy.
    languages: Mapping[str, tuple[int, float, float]]
    language_accuracy: float
    #: Expected calibration error of the intent's confidence, in ten bins.
    calibration_error: float
    urgent_recall: float
    urgent_precision: float
    urgent_count: int
    slots: Mapping[str, Slot]
    #: Texts without an order number in which one was found.
    false_orders: float
    outside_rejected: float
    good_rejected: float
    p50: float
    p99: float
    #: Calibration of the intent's confidence: a row for each of ten bins that is not empty.
    reliability: tuple[Bin, ...] = ()
    misread: tuple[Misread, ...] = ()

    def gap(self, question: str) -> float:
        """How far the weakest language lies behind the best; `question` is "intent" or "category".

        Languages with fewer than twenty texts say nothing.
        """
        at = 1 if question == "intent" else 2
        shares = [figures[at] for name, figures in self.languages.items() if name != "none" and figures[0] >= _FEW]
        return max(shares) - min(shares) if shares else 0.0


def read_all(paths: Iterable[Path]) -> list[Row]:
    """The rows of several files. Raises InvalidInput that names every file and row at fault, not the first alone."""
    rows: list[Row] = []
    faults: list[str] = []
    for path in paths:
        try:
            rows += read(path)
        except InvalidInput as error:
            faults.append(str(error))
        except OSError as error:
            faults.append(f"{path} can't be read: {error.strerror}.")
    if faults:
        raise InvalidInput("\n".join(faults))
    return rows


def read(path: Path) -> list[Row]:
    """The rows of a file: JSON lines ({"text", "intent", …}), a YAML list of the same, or Rasa's NLU YAML.

    Raises InvalidInput, naming the place, where a row can't be used.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidInput(f"{path} is not UTF-8 (byte {error.start}): save it as UTF-8.") from error
    if path.suffix in (".yml", ".yaml"):
        try:
            raw = yaml.safe_load(text)
        except yaml.YAMLError as error:
            raise InvalidInput(f"{path} is not readable YAML: {error}") from error
        if isinstance(raw, dict) and "nlu" in raw:
            return [
                Row(text=example.text, intent=example.intent, category=example.category)
                for example in corpus.read([path]).examples
            ]
        items = raw.get("rows", raw.get("examples")) if isinstance(raw, dict) else raw
        places = [f"{path}, row {number}" for number in range(1, len(items) + 1)] if isinstance(items, list) else []
    else:
        lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
        items, places = [_json(line) for _, line in lines], [f"{path}, line {number}" for number, _ in lines]
    if not isinstance(items, list):
        raise InvalidInput(f"{path}: expected a list of rows, each with `text` and what is true of it.")
    rows: list[Row] = []
    faults: list[str] = []
    for item, place in zip(items, places, strict=True):
        try:
            rows.append(_row(item, place))
        except InvalidInput as error:
            faults.append(str(error))
    if faults:
        raise InvalidInput("\n".join(faults))
    return rows


def _json(line: str) -> object:
    try:
        return json.loads(line)
    except ValueError:
        return None


def _row(item: Any, place: str) -> Row:
    if not isinstance(item, dict) or not isinstance(item.get("text"), str):
        raise InvalidInput(f"{place}: expected an object with `text`, and what is true of it.")
    intent, _, category = str(item.get("intent") or "").partition("/")
    context = item.get("context") or {}
    if not isinstance(context, dict):
        raise InvalidInput(f"{place}: `context` must be an object (`asked`, `form`, `language`, `now`).")
    moment = context.get("now") or item.get("now")
    try:
        now = datetime.fromisoformat(str(moment)) if moment else None
    except ValueError:
        raise InvalidInput(f"{place}: `now` is no ISO date: {moment!r}.") from None
    urgent = item.get("urgent")
    if urgent is None and item.get("priority") is not None:
        urgent = str(item["priority"]).lower() in ("urgent", "2", *URGENT)
    values = item.get("values", item.get("slots"))
    if values is not None and not isinstance(values, dict):
        raise InvalidInput(f"{place}: `slots` must be an object of slot and value.")
    return Row(
        text=item["text"],
        context=Context(
            form=context.get("form"),
            asked=context.get("asked"),
            language=context.get("language"),
            now=now,
        ),
        intent=intent or None,
        category=item.get("category") or category or None,
        urgent=urgent,
        language=item.get("language"),
        values={key: str(value) for key, value in values.items() if value is not None} if values is not None else None,
    )


def score(understander: Understander, rows: Iterable[Row]) -> Report:
    """Ask the understander about every row and compare."""
    rows = list(rows)
    times: list[float] = []
    answers: list[Understanding] = []
    for row in rows:
        start = time.perf_counter()
        answers.append(understander.understand(row.text, row.context))
        times.append((time.perf_counter() - start) * 1000)
    pairs = list(zip(rows, answers, strict=True))
    intents = [(row.intent, answer.intent) for row, answer in pairs if row.intent]
    categories = [(row.category, answer.category or "") for row, answer in pairs if row.category]
    urgent = [(row.urgent, is_urgent(answer)) for row, answer in pairs if row.urgent is not None]
    alarms = sum(said for _, said in urgent)
    hits = sum(truth and said for truth, said in urgent)
    spoken = [(row.language, answer.language) for row, answer in pairs if row.language]
    outside = [answer.intent == "out_of_scope" for row, answer in pairs if row.intent == "out_of_scope"]
    good = [answer.intent == "out_of_scope" for row, answer in pairs if row.intent not in (None, "out_of_scope")]
    unordered = [
        "order_number" in answer.values
        for row, answer in pairs
        if row.values is not None and "order_number" not in row.values
    ]
    bins = _bins([(row.intent == said.intent, said.confidence) for row, said in pairs if row.intent])
    times.sort()
    return Report(
        count=len(rows),
        intent=_labels(intents),
        category=_labels(categories),
        languages=_languages(pairs),
        language_accuracy=_share([truth == said for truth, said in spoken]),
        calibration_error=_calibration(bins),
        urgent_recall=hits / max(1, sum(truth for truth, _ in urgent if truth)),
        urgent_precision=hits / alarms if alarms else 1.0,
        urgent_count=sum(bool(truth) for truth, _ in urgent),
        slots=_slots(pairs),
        false_orders=_share(unordered, empty=0.0),
        outside_rejected=_share(outside),
        good_rejected=_share(good, empty=0.0),
        p50=times[len(times) // 2] if times else 0.0,
        p99=times[min(len(times) - 1, int(len(times) * 0.99))] if times else 0.0,
        reliability=bins,
        misread=tuple(one for row, answer in pairs if (one := _misread(row, answer))),
    )


def _misread(row: Row, answer: Understanding) -> Misread | None:
    wrong = [
        (question, truth, said)
        for question, truth, said in (
            ("intent", row.intent, answer.intent),
            ("category", row.category, answer.category or "none"),
        )
        if truth and truth != said
    ]
    if row.urgent is not None and row.urgent != is_urgent(answer):
        wrong.append(("urgency", *(("urgent", "calm") if row.urgent else ("calm", "urgent"))))
    return Misread(text=row.text, wrong=tuple(wrong), confidence=answer.confidence) if wrong else None


def is_urgent(answer: Understanding) -> bool:
    """Whether the understanding asks for a human at once."""
    return any(hint.kind in URGENT for hint in answer.priority_hints)


def _share(hits: Sequence[bool], empty: float = 1.0) -> float:
    return sum(hits) / len(hits) if hits else empty


def _labels(pairs: Sequence[tuple[str, str]]) -> Labels:
    confusion = Counter(pairs)
    truths = {truth for truth, _ in pairs}
    f1 = {}
    for label in sorted(truths):
        right = confusion[label, label]
        wanted = sum(count for (truth, _), count in confusion.items() if truth == label)
        given = sum(count for (_, said), count in confusion.items() if said == label)
        f1[label] = 2 * right / (wanted + given)
    return Labels(
        count=len(pairs),
        accuracy=_share([truth == said for truth, said in pairs]),
        macro_f1=sum(f1.values()) / len(f1) if f1 else 1.0,
        confusion=dict(confusion),
        f1=f1,
    )


def _languages(pairs: Sequence[tuple[Row, Understanding]]) -> dict[str, tuple[int, float, float]]:
    groups: dict[str, list[tuple[Row, Understanding]]] = {}
    for row, answer in pairs:
        groups.setdefault(row.language or detect(row.text) or "none", []).append((row, answer))
    return {
        language: (
            len(group),
            _share([row.intent == answer.intent for row, answer in group if row.intent]),
            _share([row.category == answer.category for row, answer in group if row.category]),
        )
        for language, group in sorted(groups.items())
    }


def _bins(pairs: Sequence[tuple[bool, float]]) -> tuple[Bin, ...]:
    bins = []
    for low in range(_BINS):
        inside = [
            (hit, sure) for hit, sure in pairs if low / _BINS < sure <= (low + 1) / _BINS or (low == 0 and not sure)
        ]
        if inside:
            bins.append(
                Bin(
                    count=len(inside),
                    certainty=sum(sure for _, sure in inside) / len(inside),
                    accuracy=sum(hit for hit, _ in inside) / len(inside),
                )
            )
    return tuple(bins)


def _calibration(bins: Sequence[Bin]) -> float:
    """The expected calibration error: how far confidence and accuracy lie apart, weighted by how often."""
    total = sum(one.count for one in bins)
    return sum(one.count / total * abs(one.accuracy - one.certainty) for one in bins)


def _slots(pairs: Sequence[tuple[Row, Understanding]]) -> dict[str, Slot]:
    judged = [(row.values, answer.values) for row, answer in pairs if row.values is not None]
    names = sorted({name for wanted, _ in judged for name in wanted})
    return {
        name: Slot(
            wanted=sum(name in wanted for wanted, _ in judged),
            given=sum(name in given for _, given in judged),
            right=sum(name in wanted and same(name, wanted[name], given.get(name)) for wanted, given in judged),
        )
        for name in names
    }


def same(slot: str, wanted: str, given: str | None) -> bool:
    """Whether two values of a slot mean the same: sums as numbers, moments by their day, the rest without case and spaces."""
    if given is None:
        return False
    if slot == "amount":
        try:
            return Decimal(wanted) == Decimal(given)
        except InvalidOperation:
            return False
    if slot == "occurred_at":
        return wanted[:10] == given[:10]
    if slot == "phone":
        return _figures(wanted) == _figures(given)
    return "".join(wanted.split()).casefold() == "".join(given.split()).casefold()


def _figures(text: str) -> str:
    return "".join(char for char in text if char.isdigit())
