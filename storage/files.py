"""Customers' files in a directory, each under the hash of its bytes."""

from __future__ import annotations

import hashlib
import mimetypes
import os
import re
import tempfile
import unicodedata
from contextlib import suppress
from pathlib import Path
from typing import Final

import filetype

from bot.errors import InvalidInput, NotFound, StorageUnavailable, TooLarge
from bot.messages import Attachment

#: Characters of a stored name.
MAX_NAME: Final = 120
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

    def put(self, data: bytes, name: str, declared_type: str | None) -> Attachment:
        """Check, name and keep a file. Raises TooLarge, InvalidInput, or StorageUnavailable where it can't be written.

        The bytes tell the kind; the name and what the sender declared are believed only where they say "text".
        """
        if not data:
            raise InvalidInput("The file is empty. Send it again.")
        if len(data) > self._max_bytes:
            raise TooLarge(
                f"The file has {_size(len(data))}; at most {_size(self._max_bytes)} are accepted. "
                "Send a smaller one, or several."
            )
        content_type, extension = sniff(data, name, declared_type)
        digest = hashlib.sha256(data).hexdigest()
        try:
            self._keep(digest, data)
        except OSError as error:
            raise StorageUnavailable(f"The file can't be kept in {self._root}: {error.strerror}.") from error
        return Attachment(hash=digest, name=scrub(name, extension), content_type=content_type, size=len(data))

    def open(self, hash: str) -> bytes:
        """The bytes; raises NotFound."""
        if not _HASH.fullmatch(hash):
            raise NotFound("There is no such file.")
        try:
            return self._path(hash).read_bytes()
        except FileNotFoundError as error:
            raise NotFound("There is no such file.") from error

    def _path(self, digest: str) -> Path:
        return self._root / digest[:2] / digest

    def _keep(self, digest: str, data: bytes) -> None:
        path = self._path(digest)
        with suppress(FileNotFoundError):
            if path.stat().st_size == len(data):
                return
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".part-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(path)
        except BaseException:
            with suppress(OSError):
                Path(temporary).unlink()
            raise
        _flush_folder(path.parent)


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


def _flush_folder(folder: Path) -> None:
    """Make the new name itself durable, where the system lets one open a folder."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{size / 1_000:.1f} kB"
