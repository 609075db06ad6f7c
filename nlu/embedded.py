"""The understander that runs inside the process: rules for closed-class messages, a linear model for the rest."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

import numpy as np
from numpy.typing import NDArray

from bot.errors import InvalidInput, UnderstandingError
from bot.messages import Context, PriorityHint, Understanding
from nlu import corpus, features, fold, model, rules
from nlu.concepts import PREFIX
from nlu.decide import decide
from nlu.emotion import emotion
from nlu.extract import answer, extract, score, slot_asked, window
from nlu.language import detect
from nlu.model import Floats, Model
from nlu.priority import KINDS, NONE, URGENT, Alarms
from nlu.remedy import remedy

#: The product's own data.
DATA: Final = Path(__file__).parent / "data"
#: Training that takes longer than this has hung.
_PATIENCE: Final = 600

#: How much likelier an operator's own word makes its category than what was learnt says.
_OWN_WORD: Final = 6.0

#: Intents that tell of a matter, which has a category and may be urgent.
_TOLD: Final = frozenset({"file_complaint", "add_information", "correct", "check_status", "talk_to_human", "deny"})
_SURE: Final = 0.6
#: Below this chance of urgency, words of danger are figures of speech; above the other, no such words are needed.
_FIGURATIVE: Final = 0.1
_LITERAL: Final = 0.6
_CLAUSE: Final = re.compile(r"[.!?;,。！？；，\n]+")
_CLAUSES: Final = 12
#: A clause up to this length that names a remedy asks for it; refusals and broken promises are the matter itself.
_SHORT_CLAUSE: Final = 40
_ENOUGH: Final = 4
_COMPLAIN: Final = re.compile(
    r"(我|我们|我們|本人)?(要|想|想要|必须|必須)?(来|來)?(投诉|投訴|客訴|客诉|申訴|申诉|举报|舉報)(一下|你们|你們|你哋|貴司|贵司)?的?"
    r"|\b(i|we)?\W?(d like|would like|want|wish|need|am here|have)? ?(to )?(file|make|lodge|raise|register)? ?(a |an |my )?(formal )?"
    r"(complain(t|ts|ing)?)( about)?\b",
    re.I,
)
_REFUSED: Final = re.compile(
    r"不|没|未|冇|唔|拒|还|等|说|答应|承诺|\b(no|not|never|won't|didn't|haven't|refus|still|promis|waiting|said|was|were)"
)

Progress = Callable[[float, str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chances:
    """What the model alone makes of a text, before rules, context and operators' keywords: label → probability."""

    intents: Mapping[str, float]
    categories: Mapping[str, float]
    #: The probability that it can't wait.
    urgency: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """What another model makes of a text, in place of this one's: label → probability. No categories: this one's."""

    intents: Mapping[str, float]
    categories: Mapping[str, float]


class EmbeddedUnderstander:
    """Understands with the model's weights and NumPy. Holds no state between calls; safe in any thread."""

    def __init__(self, trained: Model, extra_keywords: Mapping[str, Sequence[str]] | None = None) -> None:
        self.model = trained
        own: dict[str, list[str]] = {}
        for source in (trained.keywords, extra_keywords or {}):
            for name, words in source.items():
                if name.startswith(PREFIX):
                    continue
                own.setdefault(name, []).extend(fold.fold(word).strip() for word in words if word.strip())
        self._concepts = features.concepts_of(trained.keywords)
        self._alarms = Alarms({kind: words for kind, words in own.items() if kind in KINDS})
        self._categories = {name: tuple(words) for name, words in own.items() if name not in KINDS and words}

    @property
    def intents(self) -> tuple[str, ...]:
        """The intents that the data has."""
        return self.model.intent.labels

    @property
    def categories(self) -> tuple[str, ...]:
        """The categories that the data has."""
        return self.model.category.labels

    def understand(self, text: str, context: Context, other: Ranking | None = None) -> Understanding:
        """The meaning of `text` at this moment of the dialogue; `other` replaces the model's ranking. Never raises."""
        text = window(fold.clean(text))
        folded = fold.fold(text)
        asked = slot_asked(context)
        values = extract(text, folded, context)
        rated = score(folded, asked=asked == "rating")
        positions, numbers = self.model.vector(features.hashes(text, self._concepts))
        if other:
            chances = {intent: other.intents.get(intent, 0.0) for intent in self.model.intent.labels}
        else:
            intents = self.model.intent.probabilities(positions, numbers)
            chances = dict(zip(self.model.intent.labels, intents.tolist(), strict=True))
        ruled = rules.short(folded, asked, rated=rated is not None)
        intent, confidence = decide(
            chances, folded, context, values, ruled=ruled, rated=rated is not None, threshold=self.model.threshold
        )
        if intent == "rate" or asked == "rating":
            rated = rated or score(folded, asked=True)
            if rated:
                values["rating"] = rated
        if intent in ("add_information", "correct", "file_complaint"):
            answer(values, text, asked)
        category, certainty = None, 0.0
        urgency = self._urgency(positions, numbers)
        if intent == "out_of_scope" and urgency[1] > _LITERAL:
            # Whoever tells of danger is not chatting.
            intent, confidence = "file_complaint", urgency[1]
            category, certainty = self._category(folded, positions, numbers, other)
        told = intent in _TOLD or confidence < _SURE
        if told and len(positions):
            matter = _matter(text, wished="remedy" in values)
            at = self.model.vector(features.hashes(matter, self._concepts)) if matter != text else (positions, numbers)
            category, certainty = self._category(folded, *at, other)
        hints = self._hints(text, folded, values, urgency) if told else ()
        return Understanding(
            intent=intent,
            confidence=round(confidence, 4),
            category=category,
            category_confidence=round(certainty, 4),
            priority_hints=hints,
            values=values,
            language=detect(text, context.language),
            emotion=emotion(text, folded),
        )

    def chances(self, text: str) -> Chances:
        """What the model alone makes of `text`."""
        text = window(fold.clean(text))
        at = self.model.vector(features.hashes(text, self._concepts))
        matter = _matter(text, wished=remedy(fold.fold(text)) is not None)
        there = self.model.vector(features.hashes(matter, self._concepts)) if matter != text else at
        intent, category = self.model.intent, self.model.category
        return Chances(
            intents=dict(zip(intent.labels, intent.probabilities(*at).tolist(), strict=True)),
            categories=dict(zip(category.labels, category.probabilities(*there).tolist(), strict=True)),
            urgency=self._urgency(*at)[1],
        )

    def _hints(
        self, text: str, folded: str, values: Mapping[str, str], urgency: tuple[str, float]
    ) -> tuple[PriorityHint, ...]:
        """Reasons to hurry: plain words, unless what was learnt takes them for figures of speech, and what was learnt."""
        hints = self._alarms.find(text, folded, values.get("amount"))
        kind, chance = urgency
        if chance < _FIGURATIVE:
            return tuple(hint for hint in hints if hint.kind not in URGENT)
        if chance > _LITERAL and not any(hint.kind in URGENT for hint in hints):
            return (PriorityHint(kind=kind, evidence=self._evidence(text)), *hints)
        return hints

    def _evidence(self, text: str) -> str:
        """The clause that sounds the most urgent."""
        clauses = [clause.strip() for clause in _CLAUSE.split(text) if clause.strip()][:_CLAUSES] or [text]
        return max(
            clauses, key=lambda clause: self._urgency(*self.model.vector(features.hashes(clause, self._concepts)))[1]
        )

    def _urgency(self, positions: NDArray[np.intp], numbers: Floats) -> tuple[str, float]:
        """The likeliest kind of urgency, and how likely any is; even chances where the data tells of none."""
        head = self.model.urgency
        if len(head.labels) < 2:
            return NONE, 0.5
        chances = dict(zip(head.labels, head.probabilities(positions, numbers).tolist(), strict=True))
        calm = chances.pop(NONE, 0.0)
        return max(chances, key=lambda kind: chances[kind], default=NONE), 1 - calm

    def _category(
        self, folded: str, positions: NDArray[np.intp], numbers: Floats, other: Ranking | None
    ) -> tuple[str, float]:
        labels = self.model.category.labels
        chances = (
            np.array([other.categories.get(label, 0.0) for label in labels])
            if other and other.categories
            else self.model.category.probabilities(positions, numbers).copy()
        )
        for name, words in self._categories.items():
            if any(word in folded for word in words):
                if name not in labels:
                    # A category of the operator's own, without examples: nothing else can tell it.
                    return name, 0.9
                chances[labels.index(name)] *= _OWN_WORD
        chances = chances / (chances.sum() or 1.0)
        best = int(chances.argmax())
        return labels[best], float(chances[best])


def _matter(text: str, *, wished: bool) -> str:
    """What went wrong: the text without "I want to complain" and the clauses that only ask for a remedy.

    All of it where nothing else is said: these words are in complaints of every category.
    """
    clauses = [_COMPLAIN.sub(" ", clause) for clause in _CLAUSE.split(text)]
    kept = [clause for clause in clauses if not (wished and _only_wishes(clause))]
    matter = ", ".join(clause.strip() for clause in kept if clause.strip())
    return matter if len(matter) >= _ENOUGH else text


def _only_wishes(clause: str) -> bool:
    folded = fold.fold(clause)
    return len(clause) <= _SHORT_CLAUSE and remedy(folded) is not None and not _REFUSED.search(folded)


def load(
    data_folders: Sequence[Path],
    cache_folder: Path,
    extra_keywords: Mapping[str, Sequence[str]] | None = None,
    progress: Progress | None = None,
) -> EmbeddedUnderstander:
    """The understander of the product's data and the operator's `data_folders`, from the cache or newly trained.

    `extra_keywords`: words by priority kind or by category. `progress` is called with the part done (0–1) and a step's
    name while training. Raises InvalidInput where the data can't be used, UnderstandingError where training fails.
    """
    folders = [DATA, *(folder for folder in map(Path, data_folders) if folder.resolve() != DATA.resolve())]
    paths = corpus.files(folders)
    if not paths:
        raise InvalidInput(f"No training data in {', '.join(map(str, folders))}: expected Rasa NLU YAML files (*.yml).")
    kept = cache_folder / f"embedded-{corpus.digest(paths, _code())}.npz"
    trained = _cached(kept)
    if trained is None:
        cache_folder.mkdir(parents=True, exist_ok=True)
        with _alone(cache_folder / "training.lock"):
            # Another process may have trained while this one waited.
            trained = _cached(kept)
            if trained is None:
                _train(folders, kept, progress or (lambda done, step: None))
                trained = model.read(kept)
        _tidy(cache_folder, kept)
    understander = EmbeddedUnderstander(trained, extra_keywords)
    # Tables that are made on first use are made now, not in a customer's message.
    understander.understand("昨天 order 12345678", Context())
    return understander


def _code() -> bytes:
    """What else the weights depend on: the code that makes them."""
    folder = Path(__file__).parent
    names = ("features.py", "concepts.py", "fold.py", "training.py", "model.py", "corpus.py")
    return b"".join((folder / name).read_bytes() for name in names)


def _cached(path: Path) -> Model | None:
    if not path.exists():
        return None
    try:
        return model.read(path)
    except UnderstandingError:
        return None


def _train(folders: Sequence[Path], out: Path, progress: Progress) -> None:
    root = str(Path(__file__).parent.parent)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))}
    command = [sys.executable, "-m", "nlu.training", "--out", str(out), *map(str, folders)]
    # The arguments are our own module and folders from the settings; no shell is involved.
    with subprocess.Popen(  # noqa: S603
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", env=environment
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        for line in process.stdout:
            step = json.loads(line)
            progress(step["done"], step["step"])
        said = process.stderr.read()
        code = process.wait(_PATIENCE)
    if code == 2:
        raise InvalidInput(said.strip())
    if code:
        raise UnderstandingError(f"Training the understander failed (exit code {code}): {said.strip()[-800:]}")


def _tidy(folder: Path, kept: Path) -> None:
    """Weights of older data go; the three newest stay for quick changes back."""
    others = sorted((p for p in folder.glob("embedded-*.npz") if p != kept), key=lambda p: p.stat().st_mtime)
    for path in others[:-2]:
        path.unlink(missing_ok=True)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold the lock file `path`; waits while another process holds it, and is freed when its process ends."""
    with path.open("a+b") as file:
        _lock(file)
        yield


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX)
