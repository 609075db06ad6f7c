"""Copies of everything in one file, made beside the running product, and put back.

The archive is a tar.gz: the database as it stood at one moment, then customers' files, then what the caller adds, and
at the end manifest.json with the SHA-256 of each. The database is first: a file that it names was kept before it was
named, so it is there when the files are read.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import shutil
import tarfile
import tempfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Final

from bot.errors import Conflict, InvalidInput, NotFound, StorageError, StorageUnavailable
from storage import migrate
from storage.dumps import DUMP, SQLITE, Progress, copied, restore_dump, void_leases
from storage.lock import FileLock
from storage.urls import Place, place_of

_MANIFEST: Final = "manifest.json"
_FORMAT: Final = 1
_FILES: Final = "files/"
_CHUNK: Final = 1 << 20
#: SQLite's journals belong to their database: beside another one they destroy it.
_JOURNALS: Final = ("-wal", "-shm", "-journal")
#: What reading a damaged archive raises.
_DAMAGED: Final = (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile, ValueError, KeyError, OverflowError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """What an archive holds, as its manifest says."""

    made_at: str
    release: str
    #: "sqlite" or "postgresql": what it can be restored to.
    kind: str
    #: The database's layout.
    revision: str
    #: Customers' files.
    files: int
    #: Messages that had not gone out yet when the archive was made.
    unsent: int
    #: Name in the archive → SHA-256.
    members: Mapping[str, str]


def write(
    url: str,
    files: Path,
    target: Path,
    *,
    now: datetime,
    release: str,
    extras: Mapping[str, Path],
    progress: Progress = lambda _share, _text: None,
) -> Backup:
    """Write the archive `target`, which appears only when it is whole. `extras`: name in the archive → file.

    Raises StorageUnavailable where the database can't be read or the archive can't be written, InvalidInput where
    pg_dump is missing or too old.
    """
    place = place_of(url)
    part = target.with_name(f".{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".backup-", dir=target.parent) as folder:
            progress(0.0, "copying the database")
            copy = copied(place, Path(folder), progress)
            kept = sorted(path for path in files.glob("*/*") if path.is_file() and not path.name.startswith("."))
            members: dict[str, str] = {}
            descriptor = os.open(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "wb") as stream:
                with tarfile.open(fileobj=stream, mode="w:gz", compresslevel=1) as archive:
                    members[copy.name] = _add(archive, copy.name, copy.path)
                    for number, path in enumerate(kept):
                        progress(0.5 + 0.5 * number / len(kept), "copying files")
                        member = _FILES + path.relative_to(files).as_posix()
                        try:
                            members[member] = _add(archive, member, path)
                        except FileNotFoundError:
                            # Erased meanwhile, on its customer's demand.
                            continue
                    for member, path in extras.items():
                        members[member] = _add(archive, member, path)
                    made = Backup(
                        made_at=now.isoformat(timespec="seconds"),
                        release=release,
                        kind="sqlite" if place.path is not None else "postgresql",
                        revision=copy.revision,
                        files=sum(member.startswith(_FILES) for member in members),
                        unsent=copy.unsent,
                        members=members,
                    )
                    _add_manifest(archive, made)
                stream.flush()
                os.fsync(stream.fileno())
        part.replace(target)
    except OSError as error:
        raise StorageUnavailable(f"The backup {target} can't be written: {error.strerror or error}.") from error
    finally:
        part.unlink(missing_ok=True)
    progress(1.0, "done")
    return made


def check(archive: Path) -> Backup:
    """Read the whole archive and compare every checksum. Raises InvalidInput where it is damaged, NotFound."""
    found: dict[str, str] = {}
    manifest: Backup | None = None
    try:
        with _opened(archive) as tar:
            for member in tar:
                stream = tar.extractfile(member)
                if stream is None:
                    raise InvalidInput(f"{archive} holds {member.name}, which is no file: this is no backup of ours.")
                if member.name == _MANIFEST:
                    manifest = _manifest(stream.read(), archive)
                else:
                    found[member.name] = _digest(stream)
            # To the very end, where the checksum of the whole stands.
            while tar.fileobj is not None and tar.fileobj.read(_CHUNK):
                pass
    except OSError as error:
        raise InvalidInput(f"{archive} can't be read: {error.strerror or error}.") from error
    if manifest is None:
        raise InvalidInput(f"{archive} has no {_MANIFEST}: it was cut off, or is no backup of ours.")
    wrong = sorted(name for name in {*found, *manifest.members} if found.get(name) != manifest.members.get(name))
    if wrong:
        raise InvalidInput(f"{archive} is damaged: {', '.join(wrong[:5])} {'differ' if len(wrong) > 1 else 'differs'}.")
    return manifest


def restore(
    archive: Path,
    url: str,
    files: Path,
    *,
    now: datetime,
    extras: Mapping[str, Path],
    replace: bool = False,
    progress: Progress = lambda _share, _text: None,
) -> Backup:
    """Put everything back, after every checksum was compared. `extras`: name in the archive → where it goes; what the
    archive does not hold stays as it is.

    What stands in the way is left alone and Conflict raised; with `replace`, a SQLite database and extras are moved
    aside (NAME.before-restore-TIME). A PostgreSQL database must be empty. Where it fails, all is as it was before.
    Raises DatabaseInUse where the product runs.
    """
    progress(0.0, "checking the backup")
    backup = check(archive)
    place = place_of(url)
    kind = "sqlite" if place.path is not None else "postgresql"
    if backup.kind != kind:
        raise InvalidInput(f"{archive} is of a {backup.kind} database; storage.url names a {kind} one.")
    if backup.revision not in migrate.REVISIONS:
        raise StorageError(f"{archive} was made by a newer release ({backup.release}). Restore it with that release.")
    aside = f".before-restore-{now:%Y%m%d-%H%M%S}"
    targets = {name: path for name, path in extras.items() if name in backup.members}
    if place.path is not None:
        targets[SQLITE] = place.path
    in_the_way = _in_the_way(place, targets)
    if in_the_way and not replace:
        raise Conflict(
            f"{', '.join(map(str, in_the_way))} would be replaced. Restore into an empty place, or say --replace: "
            f"what is there now is kept beside it as NAME{aside}."
        )
    if place.path is None and migrate.state(url)[0] is not None:
        raise Conflict(f"{place} is not empty. Make a new database (createdb) and name it in storage.url.")
    restored = False
    lock = FileLock(place.path) if place.path is not None else nullcontext()
    try:
        with lock, ExitStack() as temporary, ExitStack() as undo:
            staged, dump = _stage(archive, backup, files, targets, temporary, progress)
            if dump is not None:
                progress(0.8, "restoring the database")
                restore_dump(place, dump)
                restored = True
                void_leases(place)
            for path in _in_the_way(place, targets):
                kept = _beside(path, place, aside)
                path.replace(kept)
                undo.callback(kept.replace, path)
            for path, part in staged.items():
                new = not path.exists()
                part.replace(path)
                if new:
                    undo.callback(path.unlink)
            undo.pop_all()
    except OSError as error:
        remedy = (
            f"{place} is restored already, files and key are not: mend this, and restore again into a new database."
            if restored
            else "Nothing was changed: mend this, and restore again."
        )
        raise StorageUnavailable(f"The backup can't be put back: {error}. {remedy}") from error
    progress(1.0, "done")
    return backup


def prune(folder: Path, pattern: str, keep: int) -> list[Path]:
    """Remove all but the `keep` newest archives (their names sort by time); returns those that went."""
    old = sorted(folder.glob(pattern))[: -keep or None]
    for path in old:
        path.unlink()
    return old


@contextmanager
def _opened(archive: Path) -> Iterator[tarfile.TarFile]:
    """The archive, to be read. An OSError stays one: it may be of what the caller writes meanwhile."""
    try:
        with tarfile.open(archive, mode="r:gz") as tar:
            yield tar
    except FileNotFoundError as error:
        if error.filename != str(archive):
            raise
        raise NotFound(f"There is no file {archive}.") from error
    except _DAMAGED as error:
        raise InvalidInput(
            f"{archive} can't be read as a backup: {error}. It is damaged or was cut off, or is none: take another one."
        ) from error


def _add(archive: tarfile.TarFile, name: str, path: Path) -> str:
    member = tarfile.TarInfo(name)
    member.mode = 0o600
    with path.open("rb") as stream:
        stat = os.fstat(stream.fileno())
        member.size, member.mtime = stat.st_size, int(stat.st_mtime)
        counted = _Counted(stream)
        archive.addfile(member, counted)
    return counted.digest.hexdigest()


class _Counted:
    """Hashes what is read through it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        data = self._stream.read(size)
        self.digest.update(data)
        return data


def _digest(stream: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while data := stream.read(_CHUNK):
        digest.update(data)
    return digest.hexdigest()


def _add_manifest(archive: tarfile.TarFile, backup: Backup) -> None:
    said = {
        "format": _FORMAT,
        "made_at": backup.made_at,
        "release": backup.release,
        "database": backup.kind,
        "revision": backup.revision,
        "files": backup.files,
        "unsent": backup.unsent,
        "members": dict(backup.members),
    }
    data = json.dumps(said, indent=1).encode()
    member = tarfile.TarInfo(_MANIFEST)
    member.size, member.mode = len(data), 0o600
    archive.addfile(member, io.BytesIO(data))


def _manifest(data: bytes, archive: Path) -> Backup:
    try:
        said: dict[str, Any] = json.loads(data)
        if said["format"] != _FORMAT:
            raise InvalidInput(f"{archive} has the format {said['format']}; this release reads format {_FORMAT}.")
        return Backup(
            made_at=str(said["made_at"]),
            release=str(said["release"]),
            kind=str(said["database"]),
            revision=str(said["revision"]),
            files=int(said["files"]),
            unsent=int(said["unsent"]),
            members={str(name): str(digest) for name, digest in said["members"].items()},
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InvalidInput(f"{archive}: its {_MANIFEST} can't be read: it is no backup of ours.") from error


def _stage(
    archive: Path,
    backup: Backup,
    files: Path,
    targets: Mapping[str, Path],
    temporary: ExitStack,
    progress: Progress,
) -> tuple[dict[Path, Path], Path | None]:
    """Write all of it beside where it goes: what each will be → its temporary name; and PostgreSQL's dump, if any.

    `temporary` removes what was written and is not needed any more.
    """
    staged: dict[Path, Path] = {}
    dump: Path | None = None
    with _opened(archive) as tar:
        for number, member in enumerate(tar):
            progress(0.2 + 0.6 * number / (len(backup.members) + 1), "unpacking")
            stream = tar.extractfile(member)
            assert stream is not None  # check() has seen to it
            if member.name == DUMP:
                dump = Path(temporary.enter_context(tempfile.TemporaryDirectory(prefix="huiyin-restore-"))) / DUMP
                _put(stream, dump)
                continue
            path = targets.get(member.name)
            if path is None and member.name.startswith(_FILES):
                digest = member.name.rpartition("/")[2]
                # Named by its hash, wherever the archive says that it belongs.
                if len(digest) == 64 and digest.isalnum():
                    path = files / digest[:2] / digest
                    if _holds(path, backup.members[member.name]):
                        continue
            if path is not None:
                staged[path] = path.with_name(f".part-{path.name}")
                temporary.callback(staged[path].unlink, missing_ok=True)
                _put(stream, staged[path])
    return staged, dump


def _holds(path: Path, digest: str) -> bool:
    try:
        with path.open("rb") as stream:
            return _digest(stream) == digest
    except FileNotFoundError:
        return False


def _in_the_way(place: Place, targets: Mapping[str, Path]) -> list[Path]:
    """What is there now, journals that a database left behind among it."""
    journals = [place.path.with_name(place.path.name + ending) for ending in _JOURNALS] if place.path else []
    return [path for path in (*targets.values(), *journals) if path.exists()]


def _put(stream: IO[bytes], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        shutil.copyfileobj(stream, file, _CHUNK)
        file.flush()
        os.fsync(file.fileno())


def _beside(path: Path, place: Place, suffix: str) -> Path:
    """Where it is kept; a journal stays with its database."""
    database = place.path.name if place.path is not None else ""
    if database and path.name.startswith(database):
        return path.with_name(database + suffix + path.name.removeprefix(database))
    return path.with_name(path.name + suffix)
