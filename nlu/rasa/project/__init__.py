"""The Rasa project: one source of training data for both understanders.

`write` makes what `rasa train nlu` reads: the examples of the folders, folded and spaced as the embedded understander
sees them (each Han character and each Latin word a token, digits as their shape), so that Rasa's own tokenizer by white
space is right for all three languages and needs no code of ours in its environment. `spaced` puts a message into the
same form before it is sent.
"""

from __future__ import annotations

import random
import re
import shutil
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import yaml

from bot.errors import InvalidInput
from nlu import corpus
from nlu.features import prepare

#: Rasa takes a slash for a response selector's, so an intent and its category are joined by this.
INTENT_AND_CATEGORY: Final = "."
#: Rasa's time grows with the square of a text's length and blocks its only loop.
_HEAD, _TAIL = 220, 80
_TOKEN: Final = re.compile("[\u3400-\u9fff]|[^\\s\u3400-\u9fff]+")


def spaced(text: str) -> str:
    """The text as Rasa is trained on it: tokens between single spaces, at most some 300 characters of them."""
    prepared = prepare(text)
    if len(prepared) > _HEAD + _TAIL:
        prepared = f"{prepared[:_HEAD]} {prepared[-_TAIL:]}"
    return " ".join(token[:40] for token in _TOKEN.findall(prepared))


def write(folders: Sequence[Path], out: Path, sample: int | None = None) -> int:
    """Write config, domain and data for Rasa into `out`; returns how many examples. `sample`: at most so many a label."""
    by_label: dict[str, dict[str, None]] = defaultdict(dict)
    for example in corpus.read(corpus.files(folders)).examples:
        if words := spaced(example.text):
            label = INTENT_AND_CATEGORY.join(filter(None, (example.intent, example.category)))
            by_label[label][words] = None
    if len(by_label) < 2:
        raise InvalidInput("Rasa needs examples of two intents at least.")
    out.mkdir(parents=True, exist_ok=True)
    nlu: list[dict[str, str]] = []
    count = 0
    for label, texts in sorted(by_label.items()):
        chosen = list(texts)
        if sample is not None and len(chosen) > sample:
            chosen = random.Random(0).sample(chosen, sample)  # noqa: S311  # the same sample each time
        count += len(chosen)
        nlu.append({"intent": label, "examples": "".join(f"- {_escaped(text)}\n" for text in chosen)})
    (out / "data").mkdir(exist_ok=True)
    _dump(out / "data" / "nlu.yml", {"version": "3.1", "nlu": nlu})
    _dump(out / "domain.yml", {"version": "3.1", "intents": sorted(by_label)})
    shutil.copy(Path(__file__).parent / "config.yml", out / "config.yml")
    return count


def _escaped(text: str) -> str:
    """Rasa reads [text](entity) as markup."""
    return re.sub(r"[\[\]{}()]", " ", text)


def _dump(path: Path, value: object) -> None:
    path.write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=4096), encoding="utf-8")
