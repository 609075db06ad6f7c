"""Why a text was understood as it was: who decided, and which of its words spoke for the answer.

A word's weight is what the answer loses without it, in log-odds: the text is read again with the word left out. That
holds for any model, counts every n-gram the word is part of, and never disagrees with the answer that it explains.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bot.messages import Context, Understanding
from bot.regex import regex
from nlu import rules
from nlu.embedded import Chances, EmbeddedUnderstander
from nlu.extract import score, slot_asked, window
from nlu.fold import clean, fold
from nlu.priority import URGENT

#: Words that change the log-odds by less than this say nothing.
_LEAST: Final = 0.1
#: Nearer to certainty than this nothing is measured.
_SURE: Final = 1e-6
_SHOWN: Final = 6
#: A longer text is taken apart by clauses, not by words.
_PIECES: Final = 80
_WORD: Final = regex("[\u3400-\u9fff]+|[^\\s\u3400-\u9fff]+")
_CLAUSE: Final = regex(r"[^.!?;,。！？；，\n]+")
_HAN: Final = regex("[\u3400-\u9fff]")
#: Characters of a Chinese word that are left out together.
_WIDTH: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A piece of the text, and by how much it raises the answer's log-odds (below 0 it spoke against)."""

    text: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """The reasons for an understanding.

    decided_by: "rule" (a message that can mean only this), "model", "context" (the open question changed the model's
        answer), "threshold" (nothing was likely enough), "danger" (what can't wait is no chat).
    model: the model's likeliest intents before the context, best first.
    """

    meaning: Understanding
    decided_by: str
    model: tuple[tuple[str, float], ...]
    threshold: float
    intent_words: tuple[Word, ...]
    categories: tuple[tuple[str, float], ...]
    category_words: tuple[Word, ...]
    urgency: float
    urgency_words: tuple[Word, ...]


def explain(understander: EmbeddedUnderstander, text: str, context: Context) -> Why:
    """Why `text` means what `understander.understand` says."""
    meaning = understander.understand(text, context)
    text = window(clean(text))
    chances = understander.chances(text)
    without = [(piece, understander.chances(rest)) for piece, rest in _pieces(text)]
    model = _best(chances.intents)
    decided_by = _decided_by(text, context, meaning, chances, understander.model.threshold)
    label = model[0][0] if decided_by == "threshold" else meaning.intent
    urgent = any(hint.kind in URGENT for hint in meaning.priority_hints)
    category = meaning.category
    return Why(
        meaning=meaning,
        decided_by=decided_by,
        model=model,
        threshold=understander.model.threshold,
        intent_words=()
        if decided_by == "rule"
        else _weighed(chances, without, lambda one: one.intents.get(label, 0.0)),
        categories=_best(chances.categories) if category else (),
        category_words=_weighed(chances, without, lambda one: one.categories.get(category, 0.0)) if category else (),
        urgency=chances.urgency,
        urgency_words=_weighed(chances, without, lambda one: one.urgency) if urgent or chances.urgency > 0.3 else (),
    )


def _best(chances: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    return tuple(sorted(chances.items(), key=lambda item: -item[1])[:3])


def _decided_by(text: str, context: Context, meaning: Understanding, chances: Chances, threshold: float) -> str:
    asked, folded = slot_asked(context), fold(text)
    rated = score(folded, asked=asked == "rating") is not None
    if rules.short(folded, asked, rated=rated) == meaning.intent:
        return "rule"
    best, likely = _best(chances.intents)[0]
    if best == meaning.intent:
        return "model"
    if best == "out_of_scope" and meaning.intent == "file_complaint" and context.asked is None:
        return "danger"
    return "threshold" if meaning.intent == "out_of_scope" and likely < threshold else "context"


def _weighed(
    chances: Chances, without: Sequence[tuple[str, Chances]], chance: Callable[[Chances], float]
) -> tuple[Word, ...]:
    """The pieces that count most for or against, the strongest first; each text once."""
    weights: dict[str, float] = {}
    for piece, rest in without:
        weight = _odds(chance(chances)) - _odds(chance(rest))
        if abs(weight) >= abs(weights.get(piece, 0.0)):
            weights[piece] = weight
    words = [Word(text=piece, weight=round(weight, 2)) for piece, weight in weights.items() if abs(weight) >= _LEAST]
    return tuple(sorted(words, key=lambda word: -abs(word.weight))[:_SHOWN])


def _odds(chance: float) -> float:
    chance = min(1 - _SURE, max(_SURE, chance))
    return math.log(chance / (1 - chance))


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Each piece of the text with the text that lacks it."""
    spans = list(_spans(text))
    if len(spans) > _PIECES:
        spans = [match.span() for match in _CLAUSE.finditer(text)][:_PIECES]
    for start, end in spans:
        yield text[start:end].strip(), f"{text[:start]} {text[end:]}"


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Latin words whole; of Chinese, which writes no spaces, every two neighbours."""
    for match in _WORD.finditer(text):
        if not _HAN.match(match[0]) or len(match[0]) <= _WIDTH:
            yield match.span()
            continue
        for start in range(match.start(), match.end() - _WIDTH + 1):
            yield start, start + _WIDTH


def to_json(why: Why) -> dict[str, Any]:
    """The reasons as plain values."""

    def words(found: tuple[Word, ...]) -> list[dict[str, object]]:
        return [{"text": word.text, "weight": word.weight} for word in found]

    return {
        "decided_by": why.decided_by,
        "model": {name: round(chance, 4) for name, chance in why.model},
        "threshold": round(why.threshold, 4),
        "intent_words": words(why.intent_words),
        "categories": {name: round(chance, 4) for name, chance in why.categories},
        "category_words": words(why.category_words),
        "urgency": round(why.urgency, 4),
        "urgency_words": words(why.urgency_words),
        "priority": [{"kind": hint.kind, "evidence": hint.evidence} for hint in why.meaning.priority_hints],
    }
