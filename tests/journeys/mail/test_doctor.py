"""The doctor says of each mailbox whether it works, and what to do where it does not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.mailboxes import to_mail_rules
from channels.mail import Account
from channels.mail.checking import check
from tests.journeys.mail.conftest import box, settings
from tests.peers.dovecot import Dovecot, free_port
from tests.peers.notes import Notes
from tests.peers.postfix import Postfix

pytestmark = pytest.mark.xdist_group("mail")


async def found(account: Account) -> dict[str, str]:
    """Level by the first word of the finding, and all that is said."""
    return {text.split()[0]: f"{level} {text}" async for level, text in check(account, Notes(), b"key")}


async def test_what_works_and_what_does_not(tmp_path: Path, dovecot: Dovecot, postfix: Postfix) -> None:
    chosen = settings(tmp_path, {"mailboxes": [box(dovecot, postfix, "doctor")]})
    [account] = to_mail_rules(chosen).accounts
    well = await found(account)
    assert well["IMAP"].startswith("ok")
    assert well["SMTP"].startswith("ok")
    assert well["authserv_ids"].startswith("warn")
    client = dovecot.client("doctor")
    assert client.folder_exists("Huiyin")
    client.logout()

    wrong = await found(replace(account, imap=replace(account.imap, password="wrong")))
    assert wrong["IMAP"].startswith("fail")
    assert "refuses the log-in of doctor" in wrong["IMAP"]
    nobody = free_port()
    away = await found(
        replace(account, imap=replace(account.imap, port=nobody), smtp=replace(account.smtp, port=nobody))
    )
    assert "can't be used" in away["IMAP"]
    assert "can't connect" in away["SMTP"]
    folder = await found(replace(account, folder="Nowhere"))
    assert folder["IMAP"].startswith("fail")
    clear = await found(replace(account, imap=replace(account.imap, security="tls")))
    assert "TLS failed" in clear["IMAP"]


@pytest.mark.parametrize("security", ["tls", "starttls"])
async def test_a_certificate_is_checked(tmp_path: Path, dovecot: Dovecot, postfix: Postfix, security: str) -> None:
    chosen = settings(tmp_path, {"mailboxes": [box(dovecot, postfix, "doctor")]})
    [account] = to_mail_rules(chosen).accounts
    port = dovecot.imaps_port if security == "tls" else dovecot.imap_port
    imap = replace(account.imap, port=port, security=security)
    stranger = await found(replace(account, imap=imap))
    assert "TLS failed (CERTIFICATE_VERIFY_FAILED)" in stranger["IMAP"]
    trusted = await found(replace(account, imap=replace(imap, ca_file=dovecot.certificate)))
    assert trusted["IMAP"].startswith("ok")
