"""Many small files made durable with one flush: they stand together in one log until the disk has each by itself."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

FOLDER: Final = ".spool"
#: Seconds after which systems have written most of it by themselves, so that flushing each file costs little.
_SETTLE: Final = 6.0
#: Seconds after which a log that is still being written is nobody's.
_ABANDONED: Final = 3600.0
_LOG: Final = ".log"
_PART: Final = ".part"
_DIGEST: Final = 64
_LENGTH: Final = 12


class Spool:
    """The log beside the files of `root`. `write` puts one file in its place without flushing it, `flush` flushes it.

    A log is locked by whoever wrote it. One that nobody holds was left by a process that ended: what it holds is put
    in its place again.
    """

    def __init__(self, root: Path, write: Callable[[str, bytes], None], flush: Callable[[str], None]) -> None:
        self._folder = root / FOLDER
        self._write = write
        self._flush = flush
        self._mutex = threading.Lock()
        self._logs: list[tuple[Path, int, tuple[str, ...], float]] = []
        self._settler: threading.Thread | None = None

    def keep(self, files: Mapping[str, bytes]) -> None:
        """Once this returns, a loss of power loses none of them. Raises OSError."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"{secrets.token_hex(8)}{_LOG}"
        part = path.with_suffix(_PART)
        handle = os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            _lock(handle)
            with os.fdopen(os.dup(handle), "wb") as log:
                for digest, data in files.items():
                    log.write(f"{digest}{len(data):0{_LENGTH}}".encode() + data)
                log.flush()
                os.fsync(log.fileno())
            # Only now may others see it, locked and whole.
            part.rename(path)
            flush_folder(self._folder)
            for digest, data in files.items():
                self._write(digest, data)
        except BaseException:
            # Nobody was told that they are kept.
            os.close(handle)
            for left in (part, path):
                left.unlink(missing_ok=True)
            raise
        with self._mutex:
            self._logs.append((path, handle, tuple(files), time.monotonic() + _SETTLE))
            if self._settler is None:
                self._settler = threading.Thread(target=self._settle_all, name="spool", daemon=True)
                self._settler.start()

    def _settle_all(self) -> None:
        while True:
            with self._mutex:
                if not self._logs:
                    self._settler = None
                    return
                path, handle, digests, at = self._logs[0]
            time.sleep(max(0.0, at - time.monotonic()))
            try:
                self._settle(path, digests)
            except OSError:
                # The log stays: the next start puts everything in its place.
                pass
            finally:
                os.close(handle)
            with self._mutex:
                del self._logs[0]

    def _settle(self, path: Path, digests: tuple[str, ...]) -> None:
        for digest in digests:
            # Who erased it meanwhile wants it to be gone.
            with suppress(FileNotFoundError):
                self._flush(digest)
        path.unlink(missing_ok=True)

    def replay(self) -> int:
        """Put in their places what processes that ended have left; how many files. Raises OSError."""
        count = 0
        for part in self._folder.glob(f"*{_PART}"):
            # Of a process that was ended while it wrote: promised to nobody.
            with suppress(FileNotFoundError):
                if part.stat().st_mtime < time.time() - _ABANDONED:
                    part.unlink()
        for path in sorted(self._folder.glob(f"*{_LOG}")):
            try:
                handle = os.open(path, os.O_RDWR)
            except FileNotFoundError:
                continue
            try:
                if not _lock(handle):
                    continue
                found = _read(path.read_bytes())
                for digest, data in found.items():
                    self._write(digest, data)
                self._settle(path, tuple(found))
                count += len(found)
            finally:
                os.close(handle)
        return count


def _read(log: bytes) -> dict[str, bytes]:
    """The files of a log by their hashes; one that was not written to its end was promised to nobody."""
    found: dict[str, bytes] = {}
    at = 0
    while at + _DIGEST + _LENGTH <= len(log):
        digest, length = log[at : at + _DIGEST], log[at + _DIGEST : at + _DIGEST + _LENGTH]
        if not length.isdigit():
            break
        at += _DIGEST + _LENGTH
        data = log[at : at + int(length)]
        at += int(length)
        if hashlib.sha256(data).hexdigest().encode() != digest:
            break
        found[digest.decode()] = data
    return found


def _lock(handle: int) -> bool:
    """False where somebody else holds it. The system lets go of it when its holder dies."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EAGAIN, errno.EDEADLK):
            return False
        raise
    return True


def flush_folder(folder: Path) -> None:
    """Make the names in it durable, where the system lets one open a folder."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
