"""The product's understander, trained once and shared by all tests and by every process that they start.

`python -m tests.understanding` trains it beforehand, so that no test's time limit has to allow for that.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import nlu
from bot.settings import Settings
from nlu import EmbeddedUnderstander

#: With its secret key in this folder (HUIYIN_SECRET__FILE), a product finds the trained understander in CACHE.
HOME: Final = Path(__file__).resolve().parents[1] / ".cache" / "tests"
CACHE: Final = HOME / "cache"


def trained() -> EmbeddedUnderstander:
    """The embedded understander as the product has it without a config.yaml."""
    keywords = {category.id: category.keywords for category in Settings().categories}
    return nlu.load([], CACHE, extra_keywords=keywords)


if __name__ == "__main__":
    print("Training the understander, where its data or its code changed …", flush=True)
    trained()
