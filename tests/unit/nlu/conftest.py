"""The understander of the product's own data."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

import nlu
from nlu import EmbeddedUnderstander
from tests import understanding

#: A Wednesday.
NOW = datetime(2026, 11, 11, 4, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def understander() -> EmbeddedUnderstander:
    """Cached by the data's hash, so that only a change of data or features trains again."""
    return nlu.load([], understanding.CACHE)
