"""The wheel, built from the sdist, installs without the repository, and runs in an empty folder."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import sysconfig
from pathlib import Path

import httpx
import pytest

from bot.ports import Understander
from bot.settings import load
from tests import understanding
from tests.peers.product import free_port

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.timeout(300)


def _run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout


@pytest.fixture(scope="module")
def huiyin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program, installed from a wheel that was built from the sdist alone."""
    folder = tmp_path_factory.mktemp("package")
    backend = "import sys; from setuptools import build_meta; print(build_meta.build_sdist(sys.argv[1]))"
    tools = folder / "tools"
    _run(sys.executable, "-m", "venv", tools, cwd=folder)
    _run(tools / "bin/python", "-m", "pip", "install", "-q", "setuptools>=77", cwd=folder)
    copy = folder / "source"
    copy.mkdir()
    listed = _run("git", "ls-files", "--cached", "--others", "--exclude-standard", cwd=ROOT).splitlines()
    for name in listed:
        if name.startswith(("bot/", "channels/", "nlu/", "storage/")) or "/" not in name:
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            if (ROOT / name).exists():
                (copy / name).write_bytes((ROOT / name).read_bytes())
    sdist = _run(tools / "bin/python", "-c", backend, folder, cwd=copy).split()[-1]
    _run(tools / "bin/python", "-m", "pip", "wheel", "-q", "--no-deps", "-w", folder, folder / sdist, cwd=folder)
    (wheel,) = folder.glob("*.whl")
    home = folder / "venv"
    _run(sys.executable, "-m", "venv", home, cwd=folder)
    _run(home / "bin/python", "-m", "pip", "install", "-q", "--no-deps", wheel, cwd=folder)
    packages = next(home.glob("lib/python*/site-packages"))
    # What it depends on is the tests' own; the product itself is not there (only a path file leads to it).
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    where = _run(home / "bin/python", "-P", "-c", "import bot; print(bot.__file__)", cwd=folder).strip()
    assert where.startswith(str(home))
    return home / "bin/huiyin"


async def test_it_runs_in_an_empty_folder_and_leaves_on_request(
    huiyin: Path, tmp_path: Path, understander: Understander
) -> None:
    port = free_port()
    environ = {key: value for key, value in os.environ.items() if not key.startswith(("HUIYIN_", "PYTHONPATH"))}
    environ |= {
        "HUIYIN_SERVER__PORT": str(port),
        # So that it need not be trained once more.
        "HUIYIN_SECRET__FILE": str(understanding.HOME / "secret.key"),
    }
    process = await asyncio.create_subprocess_exec(
        huiyin, "run", cwd=tmp_path, env=environ, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    try:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=30) as http:
            for _ in range(600):
                with contextlib.suppress(httpx.TransportError):
                    if (await http.get("/readyz")).status_code == 200:
                        break
                assert process.returncode is None
                await asyncio.sleep(0.1)
            assert (await http.get("/")).status_code == 200
            assert (await http.get("/console/login")).status_code == 200
            token = (await http.post("/api/v1/web/conversations", json={"language": "en"})).json()["token"]
            who = {"Authorization": f"Bearer {token}"}
            said = await http.post("/api/v1/web/messages", json={"id": "1", "text": "My kettle leaks"}, headers=who)
            assert said.status_code == 202
            answer = await http.get("/api/v1/web/messages", params={"after": 1, "wait": 20}, headers=who)
            assert answer.json()["messages"]
    finally:
        process.send_signal(signal.SIGTERM)
        output = (await process.communicate())[0].decode()
    assert process.returncode == 0, output
    starter = tmp_path / "config.yaml"
    assert starter.read_bytes() == (ROOT / "config.yaml").read_bytes()
    assert f"{starter} is new" in output
    assert load(starter, {}) == load(None, {})
