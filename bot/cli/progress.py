"""A progress bar on standard error: one line that grows on a terminal, a few plain lines elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Final

_WIDTH: Final = 28


def bar() -> Callable[[float, str], None]:
    """Shows (share done 0–1, what is being done). Quiet until it is called the first time."""
    shown = ""

    def tell(share: float, text: str) -> None:
        nonlocal shown
        share = min(1.0, max(0.0, share))
        if sys.stderr.isatty():
            full = round(share * _WIDTH)
            line = f"  [{'█' * full}{'·' * (_WIDTH - full)}] {share:4.0%} {text}"
            sys.stderr.write("\r" + line.ljust(79) + ("\n" if share >= 1 else ""))
            sys.stderr.flush()
        elif text != shown:
            sys.stderr.write(f"  {share:4.0%} {text}\n")
            sys.stderr.flush()
        shown = text

    return tell
