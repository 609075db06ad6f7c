"""What stands in deploy/ fits the product: its commands, its settings, its files; systemd finds no fault."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.cli import parser
from bot.settings import load

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted(path for path in (DEPLOY / "systemd").iterdir())


def _environment(text: str) -> dict[str, str]:
    lines = (line.removeprefix("# ") for line in text.splitlines())
    return dict(line.split("=", 1) for line in lines if re.match(r"HUIYIN_\w+=.", line))


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    text = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
    text = re.sub(r"\$\{DB_PASSWORD:\?[^}]*\}", "a-password", text)
    text = re.sub(r"\$\{SIGNING_KEY:\?[^}]*\}", "a-key-of-enough-characters", text)
    assert "${" not in text
    found: dict[str, Any] = yaml.safe_load(text)
    return found


def test_the_processes_of_compose_do_everything_once(compose: dict[str, Any]) -> None:
    roles = [
        role
        for service in compose["services"].values()
        if isinstance(service.get("command"), list)
        for role in parser().parse_args(service["command"]).only
    ]
    assert sorted(roles) == ["delivery", "receive", "timers", "web", "worker"]


def test_the_settings_of_compose_are_settings(compose: dict[str, Any], tmp_path: Path) -> None:
    example = _environment((DEPLOY / "example.env").read_text(encoding="utf-8"))
    assert "HUIYIN_SERVER__PUBLIC_URL" in example
    settings = load(None, {**compose["services"]["web"]["environment"], **example})
    assert settings.storage.url == "postgresql://huiyin:a-password@db:5432/huiyin"
    assert settings.server.public_url == "https://complaints.example.com"
    assert settings.secret.key is not None


def test_the_image_is_built_of_what_is_there(compose: dict[str, Any]) -> None:
    text = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    stages = set(re.findall(r"^FROM \S+ AS (\S+)", text, re.M))
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    for words in re.findall(r"^COPY (.+)$", text, re.M):
        parts = [word for word in words.split() if not word.startswith("--chown")]
        if parts[0].startswith("--from="):
            assert parts[0].removeprefix("--from=") in stages
            continue
        for source in parts[:-1]:
            assert (ROOT / source).exists(), source
            assert source not in ignored
    for service in compose["services"].values():
        if "build" in service:
            assert service["build"]["target"] in stages
            assert (DEPLOY / service["build"]["context"] / service["build"]["dockerfile"]).resolve().exists()
    for needed in ("config.yaml", "setup.py", "pyproject.toml", "requirements.lock"):
        assert needed not in ignored
    assert re.search(r"^USER \d+$", text.rpartition("FROM ")[2], re.M), "the product must not run as root"
    assert set(re.findall(r"HUIYIN_\w+", text)) <= {"HUIYIN_SERVER__HOST", "HUIYIN_LOGGING__FORMAT"}
    load(None, {"HUIYIN_SERVER__HOST": "0.0.0.0", "HUIYIN_LOGGING__FORMAT": "json"})


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_the_command_of_a_unit_is_one_of_ours(unit: Path) -> None:
    text = unit.read_text(encoding="utf-8")
    for line in re.findall(r"^ExecStart=(.+)$", text, re.M):
        program, *arguments = shlex.split(line.replace("$ROLES", "--only web"))
        assert program == "/usr/local/lib/huiyin/bin/huiyin"
        parser().parse_args(arguments)
    load(None, dict(pair.split("=", 1) for pair in re.findall(r"^Environment=(\S+)$", text, re.M)))


def test_systemd_finds_no_fault(tmp_path: Path) -> None:
    verify = shutil.which("systemd-analyze")
    assert verify, "systemd-analyze is missing: apt-get install systemd"
    for unit in UNITS:
        # It wants the program to be there.
        there = unit.read_text(encoding="utf-8").replace("/usr/local/lib/huiyin/bin/huiyin", shutil.which("true") or "")
        (tmp_path / unit.name).write_text(there, encoding="utf-8")
    names = [str(tmp_path / unit.name.replace("@.", "@web.")) for unit in UNITS]
    done = subprocess.run([verify, "verify", *names], capture_output=True, text=True, check=False)
    ours = [line for line in done.stderr.splitlines() if "huiyin" in line]
    assert ours == []
    rated = subprocess.run(
        [verify, "security", "--offline=true", str(tmp_path / "huiyin.service")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    overall = re.search(r"exposure level for huiyin.service: ([\d.]+)", rated.stdout)
    assert overall, rated.stdout[-500:] + rated.stderr[-500:]
    assert float(overall[1]) < 3.0
