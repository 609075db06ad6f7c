"""Looks for weaknesses that tools find: `make audit`, or `.venv-audit/bin/python .ci/audit.py code|secrets|packages`.

code      bandit over the product; each finding is explained in audit.yaml, or is a fault
secrets   detect-secrets over every file, and its forms of keys over everything that git ever held
packages  pip-audit: known vulnerabilities of what the locks name (needs the network)

What audit.yaml explains and nothing finds any more is a fault, too. The exit status is 1 if there was one.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[1]
EXPLAINED: dict[str, Any] = yaml.safe_load((ROOT / ".ci" / "audit.yaml").read_text("utf-8"))
LOCKS = ("requirements.lock", "requirements-dev.lock", "docs/requirements.txt", ".ci/audit.txt")
TOOLS = Path(sys.executable).parent


def main(parts: list[str]) -> int:
    """Run these parts, or all."""
    faults = []
    for name, part in (("code", code), ("secrets", secrets), ("packages", packages)):
        if not parts or name in parts:
            print(f"{name} …", flush=True)
            found = part()
            print("\n".join(found) if found else "nothing that is not explained", flush=True)
            faults += found
    return int(bool(faults))


def code() -> list[str]:
    """Findings of bandit that audit.yaml does not explain, by file and test."""
    everywhere = ",".join(EXPLAINED["code_everywhere"])
    told = output(
        TOOLS / "bandit", "--quiet", "--recursive", "--format", "json", "--exit-zero", "--skip", everywhere,
        "bot", "channels", "nlu", "storage",
    )  # fmt: skip
    report = json.loads(told)
    faults = [f"{one['filename']}: {one['reason']}" for one in report["errors"]]
    found = Counter(f"{Path(one['filename']).as_posix()} {one['test_id']}" for one in report["results"])
    lines = {f"{Path(one['filename']).as_posix()} {one['test_id']}": one for one in report["results"]}
    explained = {f"{file} {test}": 1 for file, tests in EXPLAINED["code"].items() for test in tests}
    for place in sorted(set(found) - set(explained)):
        one = lines[place]
        faults.append(f"{one['filename']}:{one['line_number']}: {one['test_id']} {one['issue_text']}")
    return faults + [
        f"audit.yaml explains {place}, which is not found" for place in sorted(set(explained) - set(found))
    ]


def secrets() -> list[str]:
    """What looks like a secret in the files, and what has the form of a key in all that git holds."""
    return [*in_files(), *in_history()]


def in_files() -> list[str]:
    """Of files under version control; tests and training data have made-up ones, whose forms history looks for."""
    names = [
        name
        for name in output("git", "ls-files").splitlines()
        if not name.startswith(("tests/", "nlu/")) and not name.endswith((".lock", ".png", ".svg", "requirements.txt"))
    ]
    report = json.loads(output(TOOLS / "detect-secrets", "scan", *names))["results"]
    found = {f"{name} {one['type']}" for name, several in report.items() for one in several}
    lines = {f"{name} {one['type']}": one["line_number"] for name, several in report.items() for one in several}
    explained = {f"{name} {kind}" for name, kinds in EXPLAINED["secrets"].items() for kind in kinds}
    new = [f"{place} in line {lines[place]}" for place in sorted(found - explained)]
    return new + [f"audit.yaml explains {place}, which is not found" for place in sorted(explained - found)]


def in_history() -> list[str]:
    """Keys of known forms in every version of every file, by the hash of the key."""
    from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class
    from detect_secrets.plugins.base import RegexBasedDetector

    loose = {"Secret Keyword", "Basic Auth Credentials", "Public IP (ipv4)"}
    forms = [
        (kind, pattern)
        for kind, plugin in get_mapping_from_secret_type_to_class().items()
        if issubclass(plugin, RegexBasedDetector) and kind not in loose
        for pattern in plugin.denylist
    ]
    known, faults, count = set(EXPLAINED["history"]), [], 0
    for name, text in blobs():
        count += 1
        for kind, pattern in forms:
            for match in pattern.finditer(text):
                print_of = hashlib.sha256(match[0].encode()).hexdigest()[:12]
                if print_of not in known:
                    known.add(print_of)
                    faults.append(f"{name}: {kind} {match[0][:8]}… ({print_of})")
    print(f"{count} versions of files, {len(forms)} forms of keys")
    return faults


def blobs() -> Iterator[tuple[str, str]]:
    """Name and text of everything that git holds; what is no text is left out."""
    names = {}
    for line in output("git", "rev-list", "--objects", "--all").splitlines():
        id, _, name = line.partition(" ")
        if name:
            names[id] = name
    batch = subprocess.run(
        ["git", "cat-file", "--batch"], cwd=ROOT, input="\n".join(names).encode(), capture_output=True, check=True,
    ).stdout  # fmt: skip
    at = 0
    while at < len(batch):
        end = batch.index(b"\n", at)
        id, kind, size = batch[at:end].decode().split()
        raw, at = batch[end + 1 : end + 1 + int(size)], end + 2 + int(size)
        if kind == "blob" and b"\0" not in raw[:8000]:
            yield names[id], raw.decode("utf-8", "replace")


def packages() -> list[str]:
    """Known vulnerabilities of what the locks name. What could not be asked about is a fault: it was not audited."""
    faults = []
    for lock in LOCKS:
        told = subprocess.run(
            [
                TOOLS / "pip-audit", "--requirement", lock, "--require-hashes", "--disable-pip", "--format", "json",
                "--progress-spinner", "off", "--timeout", "20",
            ],
            cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        try:
            found = json.loads(told.stdout)["dependencies"]
        except (ValueError, KeyError):
            faults.append(f"{lock}: NOT AUDITED: {(told.stderr.strip().splitlines() or ['no answer'])[-1][:200]}")
            continue
        skipped = [one["name"] for one in found if "skip_reason" in one]
        if skipped:
            names = ", ".join(skipped[:5])
            faults.append(
                f"{lock}: NOT AUDITED: {len(skipped)} of {len(found)} packages ({names} …). The database of known "
                "weaknesses (PyPI's) did not know them or did not answer: run this where it is reached."
            )
        faults += [
            f"{lock}: {one['name']} {one['version']}: {fault['id']}, fixed in {', '.join(fault['fix_versions']) or '-'}"
            for one in found
            for fault in one.get("vulns", ())
        ]
    return faults


def output(*command: str | Path) -> str:
    """What a command writes."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{command[0]} failed:\n{done.stderr[-2000:]}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
