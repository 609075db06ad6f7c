"""The key that signs links and tokens: the operator's own, or one that is made once and kept beside the data."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Final

from bot.errors import SettingsError
from bot.settings.model import SecretKey

_SHORTEST: Final = 16


def signing_key(secret: SecretKey) -> bytes:
    """`secret.key`, else the content of `secret.file`, which is made (mode 0600) where it is missing.

    Several processes that start at once agree on one key. Raises SettingsError where the file can't be used.
    """
    if secret.key is not None:
        return secret.key.get_secret_value().encode()
    try:
        if not secret.file.exists():
            _make(secret.file)
        key = secret.file.read_bytes().strip()
    except OSError as error:
        reason = error.strerror or str(error)
        raise SettingsError(
            [f"secret.file: {secret.file} can't be used: {reason}. Let this user write it, or set secret.key."]
        ) from error
    if len(key) < _SHORTEST:
        raise SettingsError(
            [
                f"secret.file: {secret.file} holds fewer than {_SHORTEST} characters. Restore it from a backup, or "
                "remove it to have a new one made (links sent so far then stop working)."
            ]
        )
    return key


def _make(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as stream:
            stream.write(secrets.token_urlsafe(48) + "\n")
            stream.flush()
            os.fsync(stream.fileno())
        try:
            # Linking, unlike renaming, fails where another process was first: its key stands.
            os.link(draft, file)
        except FileExistsError:
            return
    finally:
        draft.unlink()
