"""What the doctor says of the key that signs links and tokens."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli import doctor
from tests.journeys.conftest import settings_for


@pytest.mark.parametrize(
    ("mode", "sign"), [(0o600, "ok"), (0o400, "ok"), (0o640, "warn"), (0o644, "warn"), (0o666, "warn")]
)
async def test_a_key_that_others_can_read_is_named(tmp_path: Path, mode: int, sign: str) -> None:
    file = tmp_path / "secret.key"
    file.write_text("0123456789abcdef0123456789abcdef\n")
    file.chmod(mode)
    settings = settings_for(
        f"sqlite:///{tmp_path}/huiyin.db", tmp_path, HUIYIN_SECRET__KEY="", HUIYIN_SECRET__FILE=str(file)
    )
    said, text = await doctor._secret(settings)
    assert said == sign
    assert ("chmod 600" in text) is (sign == "warn")
