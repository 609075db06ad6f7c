"""What all transcripts share: the understander, trained once and kept between runs."""

from __future__ import annotations

import pytest

from bot.ports import Understander
from tests import understanding


@pytest.fixture(scope="session")
def understander() -> Understander:
    """Trained once for all dialogues and kept between runs; parallel workers wait for the one that trains."""
    return understanding.trained()
