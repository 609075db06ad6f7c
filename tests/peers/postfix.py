"""A Postfix of our own on a loopback port: takes what we send, hands local mail to Dovecot, refuses what it is told to."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Final

from tests.peers.dovecot import Missing, end, free_port, wait_for


class Postfix:
    """One server for `domain`, whose mailboxes are Dovecot's. `refuse`: recipient → SMTP reply. Needs root.

    auth_port: where a Dovecot says who may log in; without a log-in nothing is taken then.
    """

    def __init__(
        self, lmtp_port: int, domain: str, *, refuse: Mapping[str, str] | None = None, auth_port: int = 0
    ) -> None:
        binary = shutil.which("postfix") or shutil.which("postfix", path="/usr/sbin:/usr/local/sbin")
        if binary is None:
            raise Missing("Postfix is not installed: apt-get install postfix")
        if os.geteuid() != 0:
            raise Missing("Postfix must be started by root.")
        self._binary = binary
        self._configured = Path(binary).parent / "postconf"
        self._master: Path | None = None
        self.folder = Path(tempfile.mkdtemp(prefix="huiyin-postfix-"))
        self.folder.chmod(0o755)
        self.port = free_port()
        self._lmtp_port = lmtp_port
        self._domain = domain
        self._auth_port = auth_port
        self.refuse = dict(refuse or {})

    def __enter__(self) -> Postfix:
        try:
            self._configure()
            self.start()
        except BaseException:
            self.remove()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.remove()

    def _configure(self) -> None:
        config = self.folder / "etc"
        config.mkdir()
        (self.folder / "queue").mkdir()
        (self.folder / "data").mkdir()
        shutil.chown(self.folder / "data", "postfix")
        (self.folder / "kept").mkdir()
        shutil.chown(self.folder / "kept", "nobody")
        values = {
            "compatibility_level": "3.6",
            "queue_directory": self.folder / "queue",
            "data_directory": self.folder / "data",
            "maillog_file": self.folder / "log",
            "maillog_file_prefixes": self.folder,
            "myhostname": f"mx.{self._domain}",
            "mydestination": "",
            "mynetworks": "127.0.0.0/8",
            "inet_interfaces": "127.0.0.1",
            "inet_protocols": "ipv4",
            "virtual_mailbox_domains": f"{self._domain}, home.test, kept.test",
            "virtual_mailbox_maps": "static:all/",
            # Postfix itself puts these into their mailbox, and can say so for certain.
            "transport_maps": "inline:{ {kept.test = virtual:} }",
            "virtual_mailbox_base": self.folder / "kept",
            "virtual_uid_maps": f"static:{pwd.getpwnam('nobody').pw_uid}",
            "virtual_gid_maps": f"static:{pwd.getpwnam('nobody').pw_gid}",
            "virtual_minimum_uid": "1",
            "virtual_transport": f"lmtp:inet:127.0.0.1:{self._lmtp_port}",
            # What can't be delivered bounces at once instead of waiting for days.
            "default_transport": "error:5.1.1 user unknown at the other end",
            "relay_transport": "error:5.1.1 user unknown at the other end",
            "recipient_delimiter": "+",
            "smtpd_recipient_restrictions": f"check_recipient_access inline:{{{self._rules()}}}, permit_mynetworks, reject",
            # Unknown people are found out after the mail is taken: a real report comes back.
            "smtpd_reject_unlisted_recipient": "no",
            "smtpd_peername_lookup": "no",
            "disable_dns_lookups": "yes",
            "smtp_dns_support_level": "disabled",
            "local_recipient_maps": "",
            "alias_maps": "",
            "alias_database": "",
            "biff": "no",
            "smtpd_client_connection_rate_limit": "0",
            "smtpd_error_sleep_time": "0",
            "bounce_queue_lifetime": "0",
            "notify_classes": "",
            "smtputf8_enable": "yes",
        }
        if self._auth_port:
            values |= {
                "smtpd_sasl_auth_enable": "yes",
                "smtpd_sasl_type": "dovecot",
                "smtpd_sasl_path": f"inet:127.0.0.1:{self._auth_port}",
                "smtpd_sasl_security_options": "noanonymous",
                "smtpd_recipient_restrictions": "permit_sasl_authenticated, reject",
                "smtpd_relay_restrictions": "permit_sasl_authenticated, reject",
            }
        (config / "main.cf").write_text("".join(f"{key} = {value}\n" for key, value in values.items()))
        (config / "master.cf").write_text(_MASTER.format(port=self.port))

    def _rules(self) -> str:
        return ", ".join(f"{{{address} = {reply}}}" for address, reply in self.refuse.items())

    def start(self) -> None:
        """Start, and wait until it answers."""
        if self._master is None:
            # Once: makes the folders, and takes seconds to look at each. `postfix start` would do so every time.
            self._run("check")
            said = subprocess.run(
                [self._configured, "-c", str(self.folder / "etc"), "-h", "daemon_directory"],
                capture_output=True, text=True, check=True,
            )  # fmt: skip
            self._master = Path(said.stdout.strip()) / "master"
        deadline = time.monotonic() + 10
        while subprocess.run(
            [self._master, "-w", "-c", str(self.folder / "etc")], capture_output=True, check=False
        ).returncode:
            # The former one may still be on its way out.
            if time.monotonic() > deadline:
                raise RuntimeError(f"Postfix does not start:\n{self.log()}")
            time.sleep(0.05)
        wait_for(self.port, self.log)

    def stop(self) -> None:
        """Stop it at once."""
        pid_file = self.folder / "queue" / "pid" / "master.pid"
        with contextlib.suppress(OSError, ValueError):
            end(int(pid_file.read_text()))

    def restart(self, refuse: Mapping[str, str]) -> None:
        """Hang up on everybody, and refuse these recipients from now on."""
        self.stop()
        self.refuse = dict(refuse)
        self._configure_again()
        self.start()

    def _configure_again(self) -> None:
        path = self.folder / "etc" / "main.cf"
        lines = path.read_text().splitlines()
        rule = f"smtpd_recipient_restrictions = check_recipient_access inline:{{{self._rules()}}}, permit_mynetworks, reject"
        path.write_text(
            "\n".join(rule if line.startswith("smtpd_recipient_restrictions") else line for line in lines) + "\n"
        )

    def _run(self, command: str) -> None:
        done = subprocess.run(
            [self._binary, "-c", str(self.folder / "etc"), command], capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(f"postfix {command}: {done.stderr}{done.stdout}{self.log()}")

    def log(self) -> str:
        """What it has to say."""
        with contextlib.suppress(OSError):
            return (self.folder / "log").read_text(errors="replace")
        return ""

    def remove(self) -> None:
        """Stop it and delete its folder."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


_MASTER: Final = """\
127.0.0.1:{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
proxywrite unix - - n - 1 proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
local unix - n n - - local
virtual unix - n n - - virtual
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""
