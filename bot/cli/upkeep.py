"""`huiyin db`: the database's schema."""

from __future__ import annotations

import argparse

from bot.settings import Settings
from storage import migrate


def db(settings: Settings, arguments: argparse.Namespace) -> int:
    """Show or upgrade the schema. `huiyin run` upgrades by itself."""
    if arguments.action == "upgrade":
        migrate.upgrade(settings.storage.url)
    current, head = migrate.state(settings.storage.url)
    print(f"schema {current or 'none'}; this release needs {head}")
    return 0 if current == head else 1
