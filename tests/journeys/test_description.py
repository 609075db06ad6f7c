"""The API answers as its description says, whatever it is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.ports import Understander
from tests import calls


# What is sent in vain meanwhile is tried again after a time of chance, in another thread: no strategy drew it.
@pytest.mark.filterwarnings("ignore:Do not use the `random` module inside strategies")
@pytest.mark.timeout(300)
async def test_every_operation_answers_as_described(tmp_path: Path, understander: Understander) -> None:
    result = await calls.tried(f"sqlite:///{tmp_path}/huiyin.db", tmp_path, understander, examples=2)
    assert not result.faults, str(result)
    assert result.operations > 120
    assert {200, 201, 202, 404, 422} <= set(result.answers)
