"""A backup made under load is whole and of one moment; restored elsewhere the product goes on from there."""

from __future__ import annotations

import asyncio
import hashlib
import io
import itertools
import os
import signal
import sqlite3
import subprocess
import sys
import tarfile
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from bot.errors import Conflict, HuiyinError, InvalidInput, StorageError, StorageUnavailable
from bot.ports import Understander
from storage import backup, migrate
from tests.journeys.conftest import Product, running, settings_for
from tests.journeys.crash.audit import rows
from tests.peers.disk import full_beyond
from tests.peers.product import Nursery

ROOT = Path(__file__).parents[2]
PICTURE = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + bytes(40)


Command = Callable[..., Awaitable[tuple[int, str]]]


@pytest.fixture
def huiyin(nursery: Nursery, tmp_path: Path) -> Command:
    """A command of an administrator, beside the running product."""
    names = itertools.count(1)

    async def run(*arguments: str, url: str, home: Path) -> tuple[int, str]:
        environ = {key: value for key, value in os.environ.items() if not key.startswith("HUIYIN_")}
        environ |= {
            "PYTHONPATH": str(ROOT),
            "HUIYIN_STORAGE__URL": url,
            "HUIYIN_STORAGE__FILES": str(home / "files"),
            "HUIYIN_SECRET__FILE": str(home / "secret.key"),
        }
        said = tmp_path / f"said-{next(names)}"
        pid = nursery.start(list(arguments), environ, home, said)
        while not (ended := nursery.ended([pid])):
            await asyncio.sleep(0.01)
        return ended[pid], said.read_text()

    return run


@pytest.fixture
def elsewhere(url: str, tmp_path: Path, request: pytest.FixtureRequest) -> tuple[Path, str]:
    """Another machine: a folder and an empty database of the same kind."""
    home = tmp_path / "elsewhere"
    home.mkdir()
    if url.startswith("sqlite"):
        return home, f"sqlite:///{home}/huiyin.db"
    fresh: Callable[[], str] = request.getfixturevalue("postgres_url")
    return home, fresh()


async def test_a_backup_under_load_brings_back_every_message_that_was_acknowledged(
    product: Product, url: str, tmp_path: Path, elsewhere: tuple[Path, str], understander: Understander, huiyin: Command
) -> None:
    teller = await product.visitor("zh-Hans")
    number = await teller.complain()
    sent = await product.http.post(
        "/api/v1/web/files", files={"file": ("锅.png", PICTURE, "image/png")}, headers=teller.headers
    )
    assert sent.status_code == 201, sent.text
    hash = hashlib.sha256(PICTURE).hexdigest()
    await teller.say("照片", attachments=[sent.json()["id"]])
    acknowledged: list[str] = []
    enough = asyncio.Event()

    async def customer(name: int) -> None:
        visitor = await product.visitor("en")
        for count in range(10_000):
            answer = await visitor.post(f"Customer {name}, line {count}: the parcel is late")
            assert answer.status_code == 202, answer.text
            acknowledged.append(f"Customer {name}, line {count}: the parcel is late")
            if enough.is_set():
                return
            # Writing goes on all the time; what is written is read later, by one who is waited for.
            await asyncio.sleep(0.01)

    crowd = [asyncio.create_task(customer(name)) for name in range(6)]
    while len(acknowledged) < 60:
        await asyncio.sleep(0.01)
    # A small backup may be done before anybody is answered again: no test of one under load.
    for attempt in range(10):
        before = list(acknowledged)
        code, said = await huiyin("backup", "--into", f"copies{attempt}", "--keep", "2", url=url, home=tmp_path)
        assert code == 0, said
        if len(acknowledged) > len(before):
            break
        await asyncio.sleep(0.05)
    else:
        pytest.fail("nothing was written during any backup")
    enough.set()
    await asyncio.gather(*crowd)
    (archive,) = (tmp_path / f"copies{attempt}").glob("huiyin-*.tar.gz")
    assert archive.stat().st_mode & 0o077 == 0

    home, there = elsewhere
    code, said = await huiyin("restore", str(archive), url=there, home=home)
    assert code == 0, said
    assert migrate.state(there) == (migrate.HEAD, migrate.HEAD)
    # Everything that was acknowledged before is in the inbox, read or not, and no turn is there by half.
    kept = {text for (text,) in rows(there, "SELECT text FROM messages WHERE author = 'customer'")}
    pending = " ".join(str(body) for (body,) in rows(there, "SELECT body FROM inbox WHERE status = 0"))
    assert [text for text in before if text not in kept and text not in pending] == []
    assert (home / "secret.key").read_bytes() == (tmp_path / "secret.key").read_bytes()
    assert (home / "files" / hash[:2] / hash).read_bytes() == PICTURE

    async with running(settings_for(there, home), understander) as restored:
        # The customer's own page still knows them: tokens are signed with the key that came along.
        teller.product = restored
        assert number in await teller.say("我的投诉进度怎么样了")
        while await restored.app.database.read(lambda uow: uow.inbox.pending()):
            await asyncio.sleep(0.05)
        kept = {text for (text,) in rows(there, "SELECT text FROM messages WHERE author = 'customer'")}
        assert set(before) <= kept

    code, said = await huiyin("restore", str(archive), url=there, home=home)
    assert code == 1
    assert "--replace" in said or "not empty" in said


async def test_what_is_in_the_way_is_kept_aside(
    product: Product, url: str, tmp_path: Path, elsewhere: tuple[Path, str], huiyin: Command
) -> None:
    if not url.startswith("sqlite"):
        code, said = await huiyin("backup", "--into", "copies", url=url, home=tmp_path)
        (archive,) = (tmp_path / "copies").glob("*.gz")
        code, said = await huiyin("restore", str(archive), "--replace", url=url, home=tmp_path)
        assert code == 1
        assert "not empty" in said
        return
    code, said = await huiyin("backup", "--into", "copies", url=url, home=tmp_path)
    assert code == 0, said
    (archive,) = (tmp_path / "copies").glob("*.gz")
    code, said = await huiyin("restore", str(archive), "--replace", url=url, home=tmp_path)
    assert code == 1, "the product runs on it"
    assert "in use" in said
    home, there = elsewhere
    (home / "huiyin.db").write_bytes(b"not much of a database")
    code, said = await huiyin("restore", str(archive), "--replace", url=there, home=home)
    assert code == 0, said
    (old,) = home.glob("huiyin.db.before-restore-*")
    assert old.read_bytes() == b"not much of a database"


def test_a_damaged_backup_is_refused_and_nothing_is_touched(tmp_path: Path) -> None:
    url, there = f"sqlite:///{tmp_path}/huiyin.db", f"sqlite:///{tmp_path}/elsewhere/huiyin.db"
    migrate.upgrade(url)
    key = tmp_path / "secret.key"
    key.write_text("the key that signs")
    archive, cut, changed = (tmp_path / f"{name}.tar.gz" for name in ("whole", "cut", "changed"))
    now = datetime(2026, 11, 1, tzinfo=UTC)
    made = backup.write(url, tmp_path / "files", archive, now=now, release="1", extras={"secret.key": key})
    assert backup.check(archive) == made
    cut.write_bytes(archive.read_bytes()[:-2000])
    with tarfile.open(archive) as source, tarfile.open(changed, "w:gz") as target:
        for member in source:
            stream = source.extractfile(member)
            assert stream is not None
            data = stream.read()
            target.addfile(member, io.BytesIO(data[::-1] if member.name == "secret.key" else data))
    into = tmp_path / "elsewhere" / "secret.key"
    for bad, why in ((cut, "cut off"), (changed, "secret.key differs"), (tmp_path / "none", "no file")):
        with pytest.raises(InvalidInput, match=why):
            backup.restore(bad, there, tmp_path / "elsewhere", now=now, extras={"secret.key": into})
        with pytest.raises(InvalidInput, match=why):
            backup.check(bad)
    assert not (tmp_path / "elsewhere").exists()


NOW = datetime(2026, 11, 1, tzinfo=UTC)
ASIDE = ".before-restore-20261101-000000"


def archived(folder: Path, *, key: str | None = "the old key", url: str | None = None) -> Path:
    """An archive of an installation of its own: one row in the inbox, one file, a signing key."""
    home = folder / "archived"
    home.mkdir()
    (home / "files" / "aa").mkdir(parents=True)
    (home / "files" / "aa" / ("a" * 64)).write_bytes(PICTURE)
    if url is None:
        url = f"sqlite:///{home}/huiyin.db"
        migrate.upgrade(url)
    extras = {}
    if key is not None:
        extras["secret.key"] = home / "secret.key"
        extras["secret.key"].write_text(key)
    archive = folder / "archive.tar.gz"
    backup.write(url, home / "files", archive, now=NOW, release="1", extras=extras)
    return archive


def lived(home: Path) -> str:
    """An installation whose process was killed: what it wrote last is still in the journal."""
    home.mkdir()
    url = f"sqlite:///{home}/huiyin.db"
    migrate.upgrade(url)
    (home / "secret.key").write_text("the key of now")
    code = f"""
import os, sqlite3
connection = sqlite3.connect({str(home / "huiyin.db")!r}, isolation_level=None)
connection.execute("PRAGMA journal_mode = WAL")
for at in range(300):
    connection.execute("CREATE TABLE later%d (x)" % at)
os.kill(os.getpid(), {int(signal.SIGKILL)})
"""
    subprocess.run([sys.executable, "-c", code], check=False)
    assert (home / "huiyin.db-wal").stat().st_size
    return url


def content(home: Path) -> Mapping[str, bytes]:
    return {
        str(path.relative_to(home)): path.read_bytes()
        for path in home.rglob("*")
        if path.is_file() and path.suffix != ".lock"
    }


@pytest.mark.parametrize("gone", [(), ("huiyin.db", "secret.key"), ("huiyin.db", "secret.key", "huiyin.db-shm")])
def test_the_journal_of_another_database_is_in_the_way(tmp_path: Path, gone: tuple[str, ...]) -> None:
    archive, home = archived(tmp_path), tmp_path / "home"
    url = lived(home)
    for name in gone:
        (home / name).unlink()
    before = content(home)

    def restore(*, replace: bool) -> None:
        extras = {"secret.key": home / "secret.key"}
        backup.restore(archive, url, home / "files", now=NOW, extras=extras, replace=replace)

    with pytest.raises(Conflict, match=r"huiyin\.db-wal"):
        restore(replace=False)
    assert content(home) == before
    restore(replace=True)
    look = sqlite3.connect(home / "huiyin.db")
    assert look.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert look.execute("SELECT name FROM sqlite_master WHERE name GLOB 'later*'").fetchall() == []
    look.close()
    assert (home / "secret.key").read_text() == "the old key"
    # What was there is whole still, under the other name.
    assert (home / f"huiyin.db{ASIDE}-wal").read_bytes() == before["huiyin.db-wal"]
    if "huiyin.db" not in gone:
        old = sqlite3.connect(home / f"huiyin.db{ASIDE}")
        assert old.execute("SELECT count(*) FROM sqlite_master WHERE name GLOB 'later*'").fetchall() == [(300,)]
        old.close()


@pytest.mark.parametrize("fault", ["full", "name taken"])
def test_a_restore_that_fails_leaves_everything_as_it_was(tmp_path: Path, fault: str) -> None:
    archive, home = archived(tmp_path), tmp_path / "home"
    url = lived(home)
    if fault != "full":
        # What is there can't be moved aside, after some of it was.
        (home / f"secret.key{ASIDE}" / "x").mkdir(parents=True)
    before = content(home)
    with full_beyond(100_000 if fault == "full" else 1 << 30), pytest.raises(StorageUnavailable) as failed:
        backup.restore(archive, url, home / "files", now=NOW, extras={"secret.key": home / "secret.key"}, replace=True)
    assert "Nothing was changed" in str(failed.value)
    assert "can't be put back" in str(failed.value)
    assert content(home) == before


def test_an_archive_without_a_key_leaves_the_key_alone(tmp_path: Path) -> None:
    archive, home = archived(tmp_path, key=None), tmp_path / "home"
    url = lived(home)
    key = home / "secret.key"
    backup.restore(archive, url, home / "files", now=NOW, extras={"secret.key": key}, replace=True)
    assert key.read_text() == "the key of now"
    assert not list(home.glob("secret.key.*"))


def test_a_failed_restore_to_postgresql_leaves_key_and_files_alone(
    tmp_path: Path, migrated_url: Callable[[], str], postgres_url: Callable[[], str]
) -> None:
    archive, home = archived(tmp_path, url=migrated_url()), tmp_path / "home"
    home.mkdir()
    key = home / "secret.key"
    key.write_text("the key of now")

    def restore(url: str) -> None:
        backup.restore(archive, url, home / "files", now=NOW, extras={"secret.key": key}, replace=True)

    foreign = postgres_url()
    with psycopg.connect(foreign) as server:
        server.execute("CREATE TABLE cases (x int)")
    with pytest.raises(StorageError, match="already exists"):
        restore(foreign)
    assert content(home) == {"secret.key": b"the key of now"}
    with pytest.raises(HuiyinError, match="no_such"):
        restore(foreign.rpartition("/")[0] + "/no_such")
    assert content(home) == {"secret.key": b"the key of now"}
    there = postgres_url()
    restore(there)
    assert migrate.state(there) == (migrate.HEAD, migrate.HEAD)
    assert key.read_text() == "the old key"
    assert (home / "files" / "aa" / ("a" * 64)).read_bytes() == PICTURE


def test_wherever_a_backup_is_damaged_it_is_said(tmp_path: Path) -> None:
    archive = archived(tmp_path)
    whole = archive.read_bytes()
    bad = tmp_path / "bad.tar.gz"
    for at in range(0, len(whole), len(whole) // 60):
        bad.write_bytes(whole[:at] + b"\xff" * 50 + whole[at + 50 :])
        with pytest.raises(InvalidInput, match=r"bad\.tar\.gz"):
            backup.check(bad)
    for none in (b"", b"hello", whole[: len(whole) // 2]):
        bad.write_bytes(none)
        with pytest.raises(InvalidInput, match="cut off"):
            backup.check(bad)
    with pytest.raises(InvalidInput, match="directory"):
        backup.check(tmp_path)


def test_only_the_newest_are_kept(tmp_path: Path) -> None:
    for day in range(1, 6):
        (tmp_path / f"huiyin-2026110{day}-000000.tar.gz").touch()
    (tmp_path / "mine.tar.gz").touch()
    assert len(backup.prune(tmp_path, "huiyin-*.tar.gz", 2)) == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "huiyin-20261104-000000.tar.gz", "huiyin-20261105-000000.tar.gz", "mine.tar.gz",
    ]  # fmt: skip
