"""Set-up: what make says and does, tried on copies in which nothing needs the network."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
#: What the scripts need of a machine, besides Python.
TOOLS = ("sh", "env", "dirname", "readlink", "cat", "grep", "awk", "id", "touch", "date", "chmod", "make", "ls")


def _run(
    folder: Path, *command: str, path: Path | None = None, environ: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("MAKE", "MFLAGS", "PYTHON", "CI"))}
    clean |= {"PYTHON": sys.executable} if path is None else {"PATH": str(path)}
    return subprocess.run(
        command,
        cwd=folder,
        env={**clean, **(environ or {})},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
        timeout=60,
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A product of one line that needs no packages, set up like ours."""
    folder = tmp_path / "the project"
    folder.mkdir()
    shutil.copy(ROOT / "Makefile", folder)
    shutil.copy(ROOT / "pyproject.toml", folder)
    shutil.copytree(ROOT / ".ci", folder / ".ci", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "requirements.lock").write_text("# nothing\n")
    (folder / "requirements-dev.lock").write_text("# nothing\n")
    (folder / "bot").mkdir()
    (folder / "bot" / "__init__.py").touch()
    (folder / "bot" / "__main__.py").write_text("import sys\nprint('Huiyin:', *sys.argv[1:])\n")
    return folder


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A PATH with the plainest tools and no Python."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for tool in TOOLS:
        found = shutil.which(tool)
        assert found is not None, f"{tool} is needed"
        (folder / tool).symlink_to(found)
    return folder


def _program(folder: Path, name: str, script: str) -> None:
    file = folder / name
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)


def test_make_alone_prints_every_target() -> None:
    done = _run(ROOT, "make")
    assert done.returncode == 0
    phony = re.search(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert phony is not None
    assert re.findall(r"^  make (\S+)", done.stdout, re.MULTILINE) == phony[1].split()


def test_install_run_move_and_run_again(project: Path, tmp_path: Path) -> None:
    first = _run(project, "make", "run", "ARGS=--only web")
    assert first.returncode == 0, first.stderr
    assert "Making .venv with Python 3." in first.stdout
    assert first.stdout.endswith("Huiyin: run --only web\n")

    began = time.monotonic()
    second = _run(project, "make", "run")
    assert second.stdout == "Huiyin: run\n", "nothing is installed twice"
    assert time.monotonic() - began < 20

    moved = project.rename(tmp_path / "moved")
    (tmp_path / "bot.py").write_text("raise SystemExit('the wrong bot')")
    (tmp_path / "huiyin").symlink_to(moved / ".venv" / "bin" / "huiyin")
    command = _run(tmp_path, str(tmp_path / "huiyin"), "doctor", "a b")
    assert (command.stdout, command.stderr) == ("Huiyin: doctor a b\n", "")


def test_install_again_only_when_a_lock_changed(project: Path) -> None:
    (project / ".venv").mkdir()
    stamp = project / ".venv" / ".installed-runtime"
    stamp.touch()
    for name in ("requirements.lock", "requirements-dev.lock", "pyproject.toml"):
        os.utime(project / name, (1, 1))
    assert _run(project, "make", "-q", "install").returncode == 0
    assert _run(project, "make", "-q", "install-dev").returncode == 1
    for name in ("requirements.lock", "pyproject.toml"):
        later = time.time() + 60
        os.utime(project / name, (later, later))
        assert _run(project, "make", "-q", "install").returncode == 1, name
        os.utime(project / name, (1, 1))


def test_a_failed_install_says_why_and_is_tried_again(project: Path) -> None:
    (project / "requirements.lock").write_text("no-such-package==1.0 --hash=sha256:" + "0" * 64 + "\n")
    offline = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(project)}
    done = _run(project, "make", "install", environ=offline)
    assert done.returncode != 0
    assert "The packages could not be installed; the lines above say why." in done.stderr
    assert not (project / ".venv" / ".installed-runtime").exists()
    (project / "requirements.lock").write_text("# nothing\n")
    assert _run(project, "make", "install").returncode == 0


def test_no_python(project: Path, bare: Path) -> None:
    done = _run(project, "make", "run", path=bare)
    assert done.returncode != 0
    assert "Huiyin needs Python 3.11 or newer; here is none." in done.stderr
    assert "sudo apt-get install python3 python3-venv" in done.stderr


def test_python_too_old(project: Path, bare: Path) -> None:
    _program(bare, "python3", '[ "$1" = --version ] && echo Python 3.9.2 && exit 0; exit 1')
    done = _run(project, "make", "run", path=bare)
    assert "Huiyin needs Python 3.11 or newer; here is Python 3.9.2." in done.stderr


def test_python_without_environments(project: Path, bare: Path) -> None:
    _program(bare, "python3", 'case "$2" in *ensurepip*) exit 1 ;; *print*) echo 3.11 ;; esac')
    done = _run(project, "make", "run", path=bare)
    assert "python3 is new enough, but its module for environments is missing." in done.stderr
    assert "sudo apt-get install python3.11-venv" in done.stderr


def test_newest_suitable_python_is_taken(project: Path, bare: Path) -> None:
    _program(bare, "python3", "exit 0")
    _program(bare, "python3.12", "exit 0")
    _program(bare, "python3.13", "exit 127")
    assert _run(project, "sh", ".ci/find-python", path=bare).stdout == f"{bare}/python3.12\n"


def test_packages_are_not_fetched_without_the_right_to(project: Path, bare: Path) -> None:
    (bare / "id").unlink()
    _program(bare, "id", "echo 1000")
    _program(bare, "sudo", "exit 1")
    _program(bare, "apt-get", "echo fetched; exit 1")
    done = _run(project, "sh", ".ci/packages", path=bare)
    assert done.returncode == 0
    assert "fetched" not in done.stdout
    assert "chromium: the tests in a browser (website chat, console) are skipped" in done.stdout
    assert "sudo apt-get install chromium fonts-noto-cjk" in done.stdout


def test_packages_are_fetched_by_who_may(project: Path, bare: Path) -> None:
    (bare / "id").unlink()
    _program(bare, "id", "echo 0")
    log = project / "log"
    _program(bare, "apt-get", f'echo "$DEBIAN_FRONTEND $*" >> "{log}"; ln -s "$0" "{bare}/chromium" || true')
    (bare / "ln").symlink_to(shutil.which("ln") or "")
    done = _run(project, "sh", ".ci/packages", path=bare)
    assert done.returncode == 0
    update, install = log.read_text().splitlines()
    assert update.startswith("noninteractive")
    assert update.endswith(" update")
    assert " install -y --no-install-recommends chromium fonts-noto-cjk" in install
    report = done.stdout.partition("Missing system packages:")[2]
    assert "fonts-noto-cjk:" in report, "what could not be had is still told"
    assert "chromium:" not in report


SKIPPING = "import pytest\n\ndef test_one(): pass\n\n@pytest.mark.skip(reason='no browser')\ndef test_two(): pass\n"


@pytest.mark.parametrize("workers", ["0", "2"])
def test_a_skip_fails_in_ci(tmp_path: Path, workers: str) -> None:
    (tmp_path / "test_it.py").write_text(SKIPPING)
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    command = [sys.executable, "-m", "pytest", "-ra", "-n", workers, str(tmp_path), "-c", str(tmp_path / "pytest.ini")]
    plain = _run(ROOT, *command)
    assert plain.returncode == 0, plain.stdout
    strict = _run(ROOT, *command, "-p", "tests.no_skips")
    assert strict.returncode == 1
    assert "1 skipped; the reasons are above." in strict.stdout
    assert "no browser" in strict.stdout
    assert re.fullmatch(r"=+ 1 passed, 1 skipped.* in .*=+", strict.stdout.splitlines()[-1])
    (tmp_path / "test_it.py").write_text("def test_one(): pass\n")
    assert _run(ROOT, *command, "-p", "tests.no_skips").returncode == 0
