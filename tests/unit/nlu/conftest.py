"""The understander of the product's own data, trained once a run of the tests and kept in pytest's cache folder."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

import nlu
from nlu import EmbeddedUnderstander

#: A Wednesday.
NOW = datetime(2026, 11, 11, 4, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def understander(request: pytest.FixtureRequest) -> EmbeddedUnderstander:
    """Cached by the data's hash, so that only a change of data or features trains again."""
    folder = Path(str(request.config.cache.mkdir("nlu")))
    return nlu.load([], folder)
