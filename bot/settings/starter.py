"""The settings file with which a new installation begins: every setting with its default and a comment."""

from __future__ import annotations

from pathlib import Path
from typing import Final

#: In a wheel; in the repository the file stands at its top.
_PACKAGED: Final = Path(__file__).with_name("starter.yaml")
_REPOSITORY: Final = Path(__file__).parents[2] / "config.yaml"


def write(target: Path) -> bool:
    """Write the file where there is none; False where it can't be written (the defaults hold all the same)."""
    source = _PACKAGED if _PACKAGED.exists() else _REPOSITORY
    try:
        with target.open("x", encoding="utf-8") as file:
            file.write(source.read_text(encoding="utf-8"))
    except OSError:
        return False
    return True
