"""The lock that one process holds on a SQLite file."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from bot.errors import DatabaseInUse, StorageUnavailable

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


class FileLock:
    """Held by the one process that works on a SQLite file. The system lets go of it when the process dies."""

    def __init__(self, database: Path) -> None:
        self._path = database.with_name(database.name + ".lock")
        self._file: int | None = None

    def __enter__(self) -> FileLock:
        self.take()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def take(self) -> None:
        """Raises DatabaseInUse where another process, or another Database of this one, has it."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise StorageUnavailable(f"The lock file {self._path} can't be written: {error.strerror}.") from error
        try:
            if sys.platform == "win32":
                msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in (errno.EACCES, errno.EAGAIN, errno.EDEADLK):
                os.close(file)
                raise StorageUnavailable(
                    f"{self._path} can't be locked ({error.strerror}): put the database on a local disk."
                ) from error
            holder = b""
            with suppress(OSError):
                holder = os.pread(file, 32, 1) if sys.platform != "win32" else b""
            os.close(file)
            by = f" (process {holder.decode(errors='replace').strip()})" if holder.strip() else ""
            raise DatabaseInUse(
                f"{self._path.with_suffix('')} is in use by another running Huiyin{by}, which holds {self._path}. "
                "Stop that one first, or give this one a database of its own."
            ) from error
        os.ftruncate(file, 0)
        os.write(file, f" {os.getpid()}\n".encode())
        self._file = file

    def release(self) -> None:
        """Let go."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
