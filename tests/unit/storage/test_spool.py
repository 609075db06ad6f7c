"""Files that were kept together are there whatever happens after it."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.errors import InvalidInput, NotFound
from storage import spool
from storage.files import LocalFiles

BODIES = [b"From: a@b.test\n\nmail %d" % number for number in range(20)]
MAILS = [(body, "mail.eml", "message/rfc822") for body in BODIES]


def _logs(root: Path) -> list[Path]:
    return list((root / spool.FOLDER).glob("*"))


def test_many_at_once_are_what_each_alone_is(tmp_path: Path) -> None:
    together, alone = LocalFiles(tmp_path / "a", 10_000), LocalFiles(tmp_path / "b", 10_000)
    assert together.put_all(MAILS) == [alone.put(*mail) for mail in MAILS]
    assert [together.open(hashlib.sha256(body).hexdigest()) for body in BODIES] == BODIES


def test_one_that_is_refused_keeps_all_away(tmp_path: Path) -> None:
    files = LocalFiles(tmp_path, 100)
    with pytest.raises(InvalidInput):
        files.put_all([MAILS[0], (b"x" * 101, "mail.eml", None)])
    with pytest.raises(NotFound):
        files.open(hashlib.sha256(BODIES[0]).hexdigest())


def test_once_each_is_on_the_disk_the_log_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "_SETTLE", 0.05)
    files = LocalFiles(tmp_path, 10_000)
    files.put_all(MAILS)
    deadline = time.monotonic() + 10
    while _logs(tmp_path):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    assert files.open(hashlib.sha256(BODIES[3]).hexdigest()) == BODIES[3]


KEEP = """
import os, sys
from pathlib import Path
from storage.files import LocalFiles
files = LocalFiles(Path(sys.argv[1]), 10_000)
files.put_all([(b"From: a@b.test\\n\\nmail %d" % n, "mail.eml", None) for n in range(20)])
os.kill(os.getpid(), 9)
"""


def test_a_loss_of_power_loses_nothing_that_was_kept(tmp_path: Path) -> None:
    """The process ends, and what the system had not yet written of the files themselves is gone or torn."""
    done = subprocess.run([sys.executable, "-c", KEEP, str(tmp_path)], env=dict(os.environ), check=False)
    assert done.returncode == -9
    [log] = _logs(tmp_path)
    for at, path in enumerate(sorted(tmp_path.glob("??/*"))):
        if at % 2:
            path.unlink()
        else:
            path.write_bytes(b"")
    # Behind the last one something was being written when the power went.
    log.write_bytes(log.read_bytes() + b"0" * 64 + b"000000000100" + b"half of it")
    files = LocalFiles(tmp_path, 10_000)
    assert [files.open(hashlib.sha256(body).hexdigest()) for body in BODIES] == BODIES
    assert _logs(tmp_path) == []


def test_the_log_of_a_process_that_runs_is_left_alone(tmp_path: Path) -> None:
    LocalFiles(tmp_path, 10_000).put_all(MAILS)
    [log] = _logs(tmp_path)
    look = "import sys; from pathlib import Path; from storage.files import LocalFiles; LocalFiles(Path(sys.argv[1]), 10_000)"
    subprocess.run([sys.executable, "-c", look, str(tmp_path)], check=True)
    assert _logs(tmp_path) == [log]


def test_what_was_never_finished_is_cleared_away(tmp_path: Path) -> None:
    folder = tmp_path / spool.FOLDER
    folder.mkdir()
    old, new = folder / "a.part", folder / "b.part"
    for path in (old, new):
        path.write_bytes(b"0")
    os.utime(old, (0, 0))
    LocalFiles(tmp_path, 10_000)
    assert _logs(tmp_path) == [new]
