"""A backup made under load is whole and of one moment; restored elsewhere the product goes on from there."""

from __future__ import annotations

import asyncio
import hashlib
import io
import os
import sys
import tarfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.errors import InvalidInput
from bot.ports import Understander
from storage import backup, migrate
from tests.journeys.conftest import Product, running, settings_for
from tests.journeys.crash.audit import rows

ROOT = Path(__file__).parents[2]
PICTURE = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + bytes(40)


async def _huiyin(*arguments: str, url: str, home: Path) -> tuple[int, str]:
    """A command of an administrator, beside the running product."""
    environ = {key: value for key, value in os.environ.items() if not key.startswith("HUIYIN_")}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *arguments,
        cwd=home, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
        env={
            **environ,
            "PYTHONPATH": str(ROOT),
            "HUIYIN_STORAGE__URL": url,
            "HUIYIN_STORAGE__FILES": str(home / "files"),
            "HUIYIN_SECRET__FILE": str(home / "secret.key"),
        },
    )  # fmt: skip
    said, _ = await process.communicate()
    assert process.returncode is not None
    return process.returncode, said.decode()


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
    product: Product, url: str, tmp_path: Path, elsewhere: tuple[Path, str], understander: Understander
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

    crowd = [asyncio.create_task(customer(name)) for name in range(6)]
    while len(acknowledged) < 60:
        await asyncio.sleep(0.01)
    before = list(acknowledged)
    code, said = await _huiyin("backup", "--into", "copies", "--keep", "2", url=url, home=tmp_path)
    after = len(acknowledged)
    enough.set()
    await asyncio.gather(*crowd)
    assert code == 0, said
    assert after > len(before), "nothing was written during the backup: this would be no test of it"
    (archive,) = (tmp_path / "copies").glob("huiyin-*.tar.gz")
    assert archive.stat().st_mode & 0o077 == 0

    home, there = elsewhere
    code, said = await _huiyin("restore", str(archive), url=there, home=home)
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

    code, said = await _huiyin("restore", str(archive), url=there, home=home)
    assert code == 1
    assert "--replace" in said or "not empty" in said


async def test_what_is_in_the_way_is_kept_aside(
    product: Product, url: str, tmp_path: Path, elsewhere: tuple[Path, str]
) -> None:
    if not url.startswith("sqlite"):
        code, said = await _huiyin("backup", "--into", "copies", url=url, home=tmp_path)
        (archive,) = (tmp_path / "copies").glob("*.gz")
        code, said = await _huiyin("restore", str(archive), "--replace", url=url, home=tmp_path)
        assert code == 1
        assert "not empty" in said
        return
    code, said = await _huiyin("backup", "--into", "copies", url=url, home=tmp_path)
    assert code == 0, said
    (archive,) = (tmp_path / "copies").glob("*.gz")
    code, said = await _huiyin("restore", str(archive), "--replace", url=url, home=tmp_path)
    assert code == 1, "the product runs on it"
    assert "in use" in said
    home, there = elsewhere
    (home / "huiyin.db").write_bytes(b"not much of a database")
    code, said = await _huiyin("restore", str(archive), "--replace", url=there, home=home)
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


def test_only_the_newest_are_kept(tmp_path: Path) -> None:
    for day in range(1, 6):
        (tmp_path / f"huiyin-2026110{day}-000000.tar.gz").touch()
    (tmp_path / "mine.tar.gz").touch()
    assert len(backup.prune(tmp_path, "huiyin-*.tar.gz", 2)) == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "huiyin-20261104-000000.tar.gz", "huiyin-20261105-000000.tar.gz", "mine.tar.gz",
    ]  # fmt: skip
