"""The settings of mailboxes: what is wrong is said at once, with the remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.mailboxes import to_mail_rules
from bot.settings import load

GOOD = """\
channels:
  mail:
    mailboxes:
      - name: service
        address: Service@example.com
        imap: {host: imap.example.com, password: secret}
        smtp: {host: smtp.example.com, security: starttls}
"""


def read(folder: Path, text: str) -> str:
    """The faults of this file."""
    (folder / "config.yaml").write_text(text)
    with pytest.raises(SettingsError) as caught:
        load(folder / "config.yaml", {})
    return str(caught.value)


def test_little_is_enough(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(GOOD)
    [account] = to_mail_rules(load(tmp_path / "config.yaml", {})).accounts
    assert (account.imap.port, account.imap.user, account.smtp.port, account.smtp.user) == (
        993, "Service@example.com", 587, "",
    )  # fmt: skip
    assert account.is_own("service@EXAMPLE.com")
    assert "secret" not in repr(account)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Service@example.com", "service", "a mail address such as"),
        (", password: secret", "", "imap.password"),
        (", password: secret", ", password: secret, login: xoauth2", "oauth"),
        ("security: starttls", "security: ssl", "security"),
        ("name: service", "name: Our Service", "name"),
        ("name: service", "name: service\n        done: x\n        delimiter: '*'", "delimiter"),
        (
            "name: service",
            "name: service\n        dkim: {domain: a.b, selector: s, key_file: nowhere.pem}",
            "nowhere.pem",
        ),
    ],
)
def test_faults_are_said(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in GOOD
    assert said in read(tmp_path, GOOD.replace(old, new))


def test_two_mailboxes_need_two_names(tmp_path: Path) -> None:
    twice = GOOD + GOOD[GOOD.index("      - name") :]
    assert "used twice" in read(tmp_path, twice)
