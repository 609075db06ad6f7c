"""Scenes: what a QR code or a link says about where the customer comes from: a place of ours, or one of their cases."""

from __future__ import annotations

import hashlib
import hmac
from typing import Final

_CASE: Final = "case."
_SIGNS: Final = 24


def to_case_scene(key: bytes, number: str) -> str:
    """A scene that opens this case to whoever has it; at most 64 characters, as a QR code takes them."""
    return f"{_CASE}{number}.{_signature(key, number)}"


def case_of(key: bytes, scene: str) -> str | None:
    """The number of the case that the scene opens; None where it is none of ours."""
    if not scene.startswith(_CASE):
        return None
    number, _, given = scene.removeprefix(_CASE).rpartition(".")
    return number if hmac.compare_digest(given.encode(), _signature(key, number).encode()) else None


def _signature(key: bytes, number: str) -> str:
    return hmac.new(key, b"wechat scene\0" + number.encode(), hashlib.sha256).hexdigest()[:_SIGNS]
