"""No key, token or password of anybody stands in the repository."""

from __future__ import annotations

import math
import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

#: What keys of platforms look like, each by its own form.
FORMS = {
    "private key": r"-----BEGIN (?:RSA |EC |OPENSSH |ENCRYPTED )?PRIVATE KEY-----\n[A-Za-z0-9+/=\n]{100,}",
    "Telegram token": r"\b\d{8,10}:AA[A-Za-z0-9_-]{33}\b",
    "AWS key": r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b",
    "GitHub token": r"\bgh[pousr]_[A-Za-z0-9]{36}\b",
    "Slack token": r"\bxox[abprs]-[A-Za-z0-9-]{20,}",
    "Google key": r"\bAIza[A-Za-z0-9_-]{35}\b",
    "JSON web token": r"\beyJ[A-Za-z0-9_-]{15,}\.eyJ[A-Za-z0-9_-]{15,}\.[A-Za-z0-9_-]{20,}",
}

#: `password = "…"` and the like; what is random enough is taken for a real one.
NAMED = re.compile(
    r"(?i)(?:password|passwd|secret|token|api_?key|encoding_aes_key)[\"']?\s*[:=]\s*[\"']?([A-Za-z0-9+/_=-]{20,})"
)

#: Files of which each line is a hash, or which hold other people's public mails, keys made for tests, training words.
APART = re.compile(
    r"(requirements[\w-]*\.(lock|txt)|package-lock\.json|uv\.lock)$|^tests/|^nlu/rasa/project/|\.(png|svg|ico|eml|mbox|npz|gz)$"
)


def bits(text: str) -> float:
    """Entropy of a character, in bits: words have about 3, random base64 above 4.2."""
    return -sum(n / len(text) * math.log2(n / len(text)) for n in Counter(text).values())


def found(text: str) -> list[str]:
    """What looks like a secret, by kind."""
    kinds = [kind for kind, form in FORMS.items() if re.search(form, text)]
    named = [value for value in NAMED.findall(text) if bits(value) > 3.9 and re.search(r"\d", value)]
    return kinds + [f"named: {value[:4]}…" for value in named]


def files() -> list[Path]:
    """Everything that is under version control, or would be."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [ROOT / name for name in listed.stdout.splitlines() if not APART.search(name) and (ROOT / name).is_file()]


def test_no_file_holds_one() -> None:
    every = files()
    assert len(every) > 300
    leaks = {}
    for path in every:
        if kinds := found(path.read_text("utf-8", "replace")):
            leaks[path.relative_to(ROOT).as_posix()] = kinds
    assert leaks == {}


@pytest.mark.parametrize(
    "text",
    [
        "-----BEGIN PRIVATE KEY-----\n" + "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n" * 8,
        "bot = '" + "123456789:AA" + "Hk3_x9" * 5 + "abc'",
        "AK" + "IAIOSFODNN7EXAMPLE",
        'client_secret: "' + "q8Zr1LxV0tPk3Wm7" + 'Yb2NcJdF"',
    ],
)
def test_one_would_be_found(text: str) -> None:
    assert found(text)


@pytest.mark.parametrize(
    "text",
    ["password: ${MAIL_PASSWORD}", "token = settings.channels.telegram.token", "secret: change-me-please-now-ok"],
)
def test_names_and_references_are_none(text: str) -> None:
    assert not found(text)
