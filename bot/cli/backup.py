"""`huiyin backup` and `huiyin restore`: everything in one file, and back."""

from __future__ import annotations

import argparse
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bot.cli.progress import bar
from bot.configure import SystemClock
from bot.settings import Settings
from storage import backup as archives

_PATTERN = "huiyin-*.tar.gz"


def backup(settings: Settings, arguments: argparse.Namespace) -> int:
    """Write an archive beside the running product, or check one."""
    if arguments.check:
        made = archives.check(arguments.check)
        print(f"{arguments.check} is whole: made {made.made_at} by release {made.release}, {made.files} file(s).")
        return 0
    now = SystemClock().now()
    target = arguments.into / f"huiyin-{now:%Y%m%d-%H%M%S}.tar.gz"
    made = archives.write(
        settings.storage.url,
        settings.storage.files,
        target,
        now=now,
        release=release(),
        extras={name: path for name, path in _extras(settings, arguments).items() if path.exists()},
        progress=bar(),
    )
    size = target.stat().st_size
    print(f"{target}: the {made.kind} database, {made.files} file(s), {size / 1_000_000:.1f} MB.")
    if "secret.key" not in made.members:
        print("The signing key is not in it (secret.key is set): keep it elsewhere, or links sent so far stop working.")
    if arguments.keep:
        for gone in archives.prune(arguments.into, _PATTERN, arguments.keep):
            print(f"removed {gone}")
    return 0


def restore(settings: Settings, arguments: argparse.Namespace) -> int:
    """Put an archive back where the settings say that the data is."""
    extras = {"secret.key": settings.secret.file} if settings.secret.key is None else {}
    made = archives.restore(
        arguments.file,
        settings.storage.url,
        settings.storage.files,
        now=SystemClock().now(),
        extras=extras,
        replace=arguments.replace,
        progress=bar(),
    )
    print(f"Restored what was there on {made.made_at}: the database, {made.files} file(s).")
    if extras and "secret.key" not in made.members:
        print(
            f"The backup holds no signing key: {settings.secret.file} was left as it is. Links sent before the backup "
            "work with the key of that time only."
        )
    if made.unsent:
        print(
            f"{made.unsent} message(s) had not gone out then. They go out when Huiyin starts; what was sent since the "
            "backup is sent once more."
        )
    return 0


def _extras(settings: Settings, arguments: argparse.Namespace) -> dict[str, Path]:
    extras = {"config.yaml": Path(arguments.config or "config.yaml")}
    if settings.secret.key is None:
        extras["secret.key"] = settings.secret.file
    return extras


def release() -> str:
    """The version of the product."""
    try:
        return version("huiyin")
    except PackageNotFoundError:
        return "development"
