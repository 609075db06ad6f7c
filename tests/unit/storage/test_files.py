"""The file store."""

from __future__ import annotations

import hashlib
import io
import os
import stat
import threading
import unicodedata
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import InvalidInput, NotFound, StorageUnavailable, TooLarge
from storage.files import MAX_NAME, OPAQUE, LocalFiles, scrub

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 32
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 32
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + b"0" * 32


@pytest.fixture
def files(tmp_path: Path) -> LocalFiles:
    return LocalFiles(tmp_path / "files", max_bytes=1_000)


def test_bytes_come_back_by_their_hash(files: LocalFiles, tmp_path: Path) -> None:
    kept = files.put(PNG, "收据.png", "image/png")

    assert kept.hash == hashlib.sha256(PNG).hexdigest()
    assert (kept.name, kept.content_type, kept.size) == ("收据.png", "image/png", len(PNG))
    assert files.open(kept.hash) == PNG
    assert [path.name for path in (tmp_path / "files").rglob("*") if path.is_file()] == [kept.hash]
    assert (tmp_path / "files" / kept.hash[:2] / kept.hash).is_file()


def test_the_same_bytes_are_one_file(files: LocalFiles, tmp_path: Path) -> None:
    first, second = files.put(PDF, "a.pdf", None), files.put(PDF, "b.pdf", None)

    assert first.hash == second.hash
    assert (first.name, second.name) == ("a.pdf", "b.pdf")
    assert len([path for path in (tmp_path / "files").rglob("*") if path.is_file()]) == 1


def test_a_half_written_file_is_written_again(files: LocalFiles, tmp_path: Path) -> None:
    kept = files.put(PDF, "a.pdf", None)
    (tmp_path / "files" / kept.hash[:2] / kept.hash).write_bytes(PDF[:5])
    files.put(PDF, "a.pdf", None)
    assert files.open(kept.hash) == PDF


def test_many_threads_may_put_the_same_file(files: LocalFiles, tmp_path: Path) -> None:
    threads = [threading.Thread(target=files.put, args=(PDF, "a.pdf", None)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [path.read_bytes() for path in (tmp_path / "files").rglob("*") if path.is_file()] == [PDF]


def test_sizes_are_bounded(files: LocalFiles) -> None:
    with pytest.raises(InvalidInput, match="empty"):
        files.put(b"", "a.txt", None)
    assert files.put(b"x" * 1_000, "a.txt", None).size == 1_000
    with pytest.raises(TooLarge, match=r"1\.0 kB are accepted"):
        files.put(b"x" * 1_001, "a.txt", None)


@pytest.mark.parametrize("hash", ["", "../../etc/passwd", "a" * 63, "A" * 64, "a" * 64, "a" * 64 + "\n"])
def test_what_is_not_there_is_not_found(files: LocalFiles, hash: str) -> None:
    with pytest.raises(NotFound):
        files.open(hash)


def _zip(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, b"x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "declared", "content_type"),
    [
        (JPEG, "photo", None, "image/jpeg"),
        (PNG, "photo.jpg", "image/jpeg", "image/png"),
        (PDF, "a.txt", "text/plain", "application/pdf"),
        (_zip("a.txt"), "a.zip", None, "application/zip"),
        ("订单".encode(), "a.txt", None, "text/plain"),
        ("订单".encode("gb18030"), "a.csv", "text/csv", "text/csv"),
        ("订单".encode("utf-16"), "a.txt", None, "text/plain"),
        (b"BMW broke down", "note.txt", None, "text/plain"),
        (b"MZ is my name", "note.md", None, "text/plain"),
        (b"From: a@b\n\nhello", "mail.eml", "message/rfc822", "message/rfc822"),
        (b"hello", "", "text/plain; charset=utf-8", "text/plain"),
        # What would run somewhere is bytes and nothing else.
        (b"hello", "run.bat", "text/plain", OPAQUE),
        (b"hello", "photo.png", "image/png", OPAQUE),
        (b"<html><script>", "a.html", "text/html", OPAQUE),
        (b"  \n<!doctype html>", "a.txt", "text/plain", OPAQUE),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "a.svg", "image/svg+xml", OPAQUE),
        (b"#!/bin/sh\nrm", "a.txt", "text/plain", OPAQUE),
        (b"MZ\x90\0" + b"\0" * 64, "a.exe", "image/png", OPAQUE),
        (b"\x7fELF\x02\x01\x01" + b"\0" * 64, "a", None, OPAQUE),
        (b"\0asm\x01\0\0\0", "a.wasm", None, OPAQUE),
        (b"\x01\x02\x03\xff", "a.txt", "text/plain", OPAQUE),
    ],
)
def test_the_bytes_tell_the_kind(
    files: LocalFiles, data: bytes, name: str, declared: str | None, content_type: str
) -> None:
    assert files.put(data, name, declared).content_type == content_type


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("../../etc/passwd.png", PNG, "passwd.png"),
        ("C:\\Users\\me\\收据.png", PNG, "收据.png"),
        ("", PNG, "file.png"),
        ("photo", JPEG, "photo.jpg"),
        (".htaccess", PNG, "htaccess.png"),
        ("a\u202egnp.exe", PNG, "agnp.exe"),
        ("a\0b\r\nc.png", PNG, "ab c.png"),
        ('a<b>:"|?*.png', PNG, "a_b______.png"),
        ("  . .png", PNG, "png.png"),
        ("long" * 100 + ".jpeg", PNG, "long" * 28 + "lon" + ".jpeg"),
        ("e\u0301.png", PNG, "é.png"),
    ],
)
def test_names_are_scrubbed(files: LocalFiles, name: str, data: bytes, expected: str) -> None:
    assert files.put(data, name, None).name == expected


@given(st.text(st.characters(exclude_categories=()), max_size=300))
def test_any_name_becomes_a_safe_one(name: str) -> None:
    safe = scrub(name, ".png")
    assert 0 < len(safe) <= MAX_NAME
    assert not set(safe) & set('/\\<>:"|?*\0')
    assert all(unicodedata.category(character)[0] != "C" for character in safe)
    assert safe not in (".", "..")
    assert not safe.startswith(".")
    safe.encode()


def test_a_folder_that_can_not_be_written_is_said(tmp_path: Path) -> None:
    blocked = tmp_path / "files"
    blocked.write_bytes(b"a file stands where the folder should be")
    with pytest.raises(StorageUnavailable, match="files"):
        LocalFiles(blocked, 1_000).put(PNG, "a.png", None)


def test_files_are_for_the_owner_alone(files: LocalFiles, tmp_path: Path) -> None:
    kept = files.put(PNG, "a.png", None)
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "files" / kept.hash[:2] / kept.hash).stat().st_mode) == 0o600
