"""Customers' files in a directory, each under the hash of its bytes."""

from __future__ import annotations

import hashlib
import mimetypes
import os
import re
import tempfile
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

import filetype

from bot.errors import InvalidInput, NotFound, StorageUnavailable, TooLarge
from bot.messages import Attachment
from storage.spool import Spool, flush_folder

#: Characters of a stored name.
MAX_NAME: Final = 120
#: Bytes up to which files are cheaper to keep together than one by one.
_SMALL: Final = 512 * 1024
#: What is not known to be harmless is a download and nothing else.
OPAQUE: Final = "application/octet-stream"

#: Kinds without a mark of their own in the bytes; believed from the name, where the bytes are text.
_TEXTS: Final = {
    ".txt": "text/plain",
    ".log": "text/plain",
    ".md": "text/plain",
    ".csv": "text/csv",
    ".eml": "message/rfc822",
    ".vcf": "text/vcard",
    ".ics": "text/calendar",
}
#: Sniffed kinds that a browser or a desktop would run.
_ACTIVE: Final = re.compile(
    r"application/(x-(msdownload|executable|shockwave-flash|elf|mach-binary|sh|dosexec|wasm)|wasm|java-archive|"
    r"vnd\.microsoft\.portable-executable|vnd\.android.*|x-deb|x-rpm|x-google-chrome-extension|x-nintendo.*|"
    r"postscript)|.*(html|xml)$"
)
_HASH: Final = re.compile(r"[0-9a-f]{64}")
_RESERVED: Final = re.compile(r'[<>:"|?*]')
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
#: With these, text is more than text.
_MARKS: Final = ("<", "#!", "%!", "%PDF", "{\\rtf")
_EXTENSION: Final = re.compile(r"\.[A-Za-z0-9]{1,10}$")


class LocalFiles:
    """bot.ports.FileStore in the directory `root`, which must not be served by any web server."""

    def __init__(self, root: Path, max_bytes: int) -> None:
        self._root = root
        self._max_bytes = max_bytes
        self._spool = Spool(root, self._write, self._flush)
        with suppress(OSError):
            # Where the folder can't be written, whoever keeps a file in it is told.
            self._spool.replay()

    def put(self, data: bytes, name: str, declared_type: str | None) -> Attachment:
        """Check, name and keep a file. Raises TooLarge, InvalidInput, or StorageUnavailable where it can't be written.

        The bytes tell the kind; the name and what the sender declared are believed only where they say "text".
        """
        kept = self._checked(data, name, declared_type)
        try:
            self._keep(kept.hash, data)
        except OSError as error:
            raise self._unavailable(error) from error
        return kept

    def put_all(self, files: Sequence[tuple[bytes, str, str | None]]) -> list[Attachment]:
        """The same for many at once, with one flush of the disk for all that are small."""
        kept = [self._checked(*file) for file in files]
        small: dict[str, bytes] = {}
        try:
            for one, (data, _, _) in zip(kept, files, strict=True):
                if self._has(one.hash, len(data)):
                    continue
                if len(data) <= _SMALL:
                    small[one.hash] = data
                else:
                    self._keep(one.hash, data)
            if small:
                self._spool.keep(small)
        except OSError as error:
            raise self._unavailable(error) from error
        return kept

    def _checked(self, data: bytes, name: str, declared_type: str | None) -> Attachment:
        if not data:
            raise InvalidInput("The file is empty. Send it again.")
        if len(data) > self._max_bytes:
            raise TooLarge(
                "The file has {size}; at most {most} are accepted. Send a smaller one, or several.",
                size=_size(len(data)),
                most=_size(self._max_bytes),
            )
        content_type, extension = sniff(data, name, declared_type)
        digest = hashlib.sha256(data).hexdigest()
        return Attachment(hash=digest, name=scrub(name, extension), content_type=content_type, size=len(data))

    def open(self, hash: str) -> bytes:
        """The bytes; raises NotFound."""
        if not _HASH.fullmatch(hash):
            raise NotFound("There is no such file.")
        try:
            return self._path(hash).read_bytes()
        except FileNotFoundError as error:
            raise NotFound("There is no such file.") from error

    def remove(self, hash: str) -> None:
        """It goes from the disk, if it is there."""
        if _HASH.fullmatch(hash):
            self._path(hash).unlink(missing_ok=True)

    def _path(self, digest: str) -> Path:
        return self._root / digest[:2] / digest

    def _unavailable(self, error: OSError) -> StorageUnavailable:
        return StorageUnavailable(f"The file can't be kept in {self._root}: {error.strerror}.")

    def _has(self, digest: str, size: int) -> bool:
        try:
            return self._path(digest).stat().st_size == size
        except FileNotFoundError:
            return False

    def _keep(self, digest: str, data: bytes) -> None:
        if not self._has(digest, len(data)):
            self._write(digest, data, flush=True)

    def _write(self, digest: str, data: bytes, *, flush: bool = False) -> None:
        path = self._path(digest)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".part-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                if flush:
                    os.fsync(file.fileno())
            Path(temporary).replace(path)
        except BaseException:
            with suppress(OSError):
                Path(temporary).unlink()
            raise
        if flush:
            flush_folder(path.parent)

    def _flush(self, digest: str) -> None:
        """Make durable what was written without a flush."""
        path = self._path(digest)
        handle = os.open(path, os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
        flush_folder(path.parent)


def sniff(data: bytes, name: str, declared_type: str | None) -> tuple[str, str]:
    """The content type, and the extension that goes with it ("" where any will do)."""
    extension = Path(name).suffix.lower()
    text = _is_text(data)
    if text and extension in _TEXTS:
        # First, because some marks are two letters: a note that begins with "BM" is no bitmap.
        return _TEXTS[extension], extension
    kind = filetype.guess(data)
    if kind is not None:
        mime = str(kind.mime)
        return (OPAQUE, "") if _ACTIVE.match(mime) else (mime, f".{kind.extension}")
    if not text:
        return OPAQUE, ""
    declared = (declared_type or "").partition(";")[0].strip().lower()
    if not extension and declared in _TEXTS.values():
        return declared, ".txt" if declared == "text/plain" else mimetypes.guess_extension(declared) or ""
    return OPAQUE, ""


def scrub(name: str, extension: str = "") -> str:
    """A name that is safe to show and to save: no folders, no control or direction characters, not too long."""
    name = unicodedata.normalize("NFC", name)
    name = re.split(r"[/\\]", name)[-1]
    name = "".join(" " if character.isspace() else character for character in name)
    name = "".join(
        character for character in name if unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )
    name = " ".join(_RESERVED.sub("_", name).split()).strip(". ")
    found = _EXTENSION.search(name)
    ending = found[0] if found else extension
    stem = name[: found.start()] if found else name
    stem = stem.strip(". ") or "file"
    return stem[: MAX_NAME - len(ending)].rstrip(". ") + ending


def _is_text(data: bytes) -> bool:
    """Text that is no markup or program, in UTF-8, UTF-16 or GB 18030."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    elif b"\0" in data:
        return False
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return not _CONTROL.search(text) and not text.lstrip().startswith(_MARKS)
    return False


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{size / 1_000:.1f} kB"
