"""A Dovecot of our own, on loopback, unprivileged where it can be: mailboxes to fetch from, LMTP to deliver into."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import smtplib
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Final

import imapclient

from tests.peers import certificate

PASSWORD: Final = "mailbox-password"


class Missing(Exception):
    """The packages are not installed; `.ci/packages` fetches them."""


class Dovecot:
    """One server with any user; everybody's password is PASSWORD.

    introspect: where bearer tokens are looked up (RFC 7662); who logs in with one needs no password. On `auth_port` a
    Postfix may ask the same of who wants to send.
    """

    def __init__(
        self, *, quota: str | None = None, without: tuple[str, ...] = (), introspect: str | None = None
    ) -> None:
        binary = shutil.which("dovecot") or shutil.which("dovecot", path="/usr/sbin:/usr/local/sbin")
        if binary is None:
            raise Missing("Dovecot is not installed: apt-get install dovecot-imapd dovecot-lmtpd")
        self._binary = binary
        self._quota = quota
        self._without = without
        self._introspect = introspect
        self.folder = Path(tempfile.mkdtemp(prefix="huiyin-dovecot-"))
        self.imap_port, self.imaps_port, self.lmtp_port = free_port(), free_port(), free_port()
        self.auth_port = free_port() if introspect else 0
        self.domain = "shop.test"

    def __enter__(self) -> Dovecot:
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
        root = os.geteuid() == 0
        user = "nobody" if root else pwd.getpwuid(os.geteuid()).pw_name
        entry = pwd.getpwnam(user)
        for name in ("run", "state", "mail"):
            (self.folder / name).mkdir()
        self.folder.chmod(0o755)
        self.certificate, key = certificate.make(self.folder)
        if root:
            for path in (self.folder, *self.folder.iterdir()):
                os.chown(path, entry.pw_uid, entry.pw_gid)
        capability = "".join(f" -{name}" for name in self._without)
        version = subprocess.run([self._binary, "--version"], capture_output=True, text=True, check=True).stdout
        new = version.startswith("2.4")
        text = _NEW if new else _OLD
        config = text.format(
            folder=self.folder,
            user=user,
            group=_group(entry.pw_gid),
            uid=entry.pw_uid,
            gid=entry.pw_gid,
            imap=self.imap_port,
            imaps=self.imaps_port,
            certificate=self.certificate,
            key=key,
            lmtp=self.lmtp_port,
            password=PASSWORD,
            version=version.split()[0],
            quota=_QUOTA_NEW.format(size=self._quota) if new and self._quota else "",
            quota_old=_QUOTA_OLD.format(size=self._quota) if not new and self._quota else "",
        )
        if self._introspect:
            config = self._bearers(config, new=new)
        if capability:
            config += f"imap_capability = {_CAPABILITIES(self._without)}\n"
        self.config.write_text(config)

    def _bearers(self, config: str, *, new: bool) -> str:
        """Settings that take tokens as well."""
        config = config.replace("auth_mechanisms = plain login", "auth_mechanisms = plain login xoauth2 oauthbearer")
        values = f"introspection_mode = post\nintrospection_url = {self._introspect}\n"
        values += "username_attribute = username\nactive_attribute = active\nactive_value = true\n"
        if new:
            config += f"oauth2 {{\n{values}}}\npassdb oauth2 {{\n  mechanisms_filter = xoauth2 oauthbearer\n}}\n"
        else:
            path = self.folder / "oauth2.conf.ext"
            path.write_text(values)
            bearers = f"passdb {{\n  driver = oauth2\n  mechanisms = xoauth2 oauthbearer\n  args = {path}\n}}\n"
            config = config.replace("passdb {", bearers + "passdb {\n  mechanisms = plain login", 1)
        listen = "listen" if new else "address"
        return config + (
            "service auth {\n  inet_listener postfix {\n"
            f"    {listen} = 127.0.0.1\n    port = {self.auth_port}\n  }}\n}}\n"
        )

    @property
    def config(self) -> Path:
        """Its settings."""
        return self.folder / "dovecot.conf"

    def start(self) -> None:
        """Start, and wait until it answers."""
        deadline = time.monotonic() + 10
        while subprocess.run(
            [self._binary, "-c", str(self.config)], cwd=self.folder, stderr=subprocess.DEVNULL
        ).returncode:
            # Its former children may still hold the ports.
            if time.monotonic() > deadline:
                raise RuntimeError(f"Dovecot does not start:\n{self._log()}")
            time.sleep(0.1)
        for port in (self.imap_port, self.lmtp_port):
            wait_for(port, lambda: self._log())

    def _log(self) -> str:
        with contextlib.suppress(OSError):
            return (self.folder / "log").read_text(errors="replace")
        return ""

    def stop(self) -> None:
        """Stop it, cutting off who is connected."""
        pid_file = self.folder / "run" / "master.pid"
        with contextlib.suppress(OSError, ValueError):
            master = int(pid_file.read_text())
            # Asked in kindness, those that serve somebody live on until that client goes, and the master waits seconds
            # for the others. Held still first, so that it starts no more of them.
            os.kill(master, signal.SIGSTOP)
            children = _children(master)
            for pid in (master, *children):
                with contextlib.suppress(OSError):
                    os.kill(pid, signal.SIGKILL)
            end(master)

    def remove(self) -> None:
        """Stop it and delete its folder."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def deliver(self, mail: bytes, to: str, sender: str = "somebody@elsewhere.test") -> None:
        """As a mail server would."""
        with smtplib.LMTP("127.0.0.1", self.lmtp_port) as lmtp:
            lmtp.sendmail(sender, [to], mail)

    def deliver_all(self, mails: list[bytes], to: str) -> None:
        """Over one connection."""
        with smtplib.LMTP("127.0.0.1", self.lmtp_port) as lmtp:
            for mail in mails:
                lmtp.sendmail("somebody@elsewhere.test", [to], mail)

    def client(self, user: str) -> imapclient.IMAPClient:
        """Logged in as this user."""
        client = imapclient.IMAPClient("127.0.0.1", port=self.imap_port, ssl=False, timeout=20)
        client.login(user, PASSWORD)
        return client

    def mails(self, user: str, folder: str = "INBOX") -> list[bytes]:
        """What lies in a folder of this user."""
        client = self.client(user)
        try:
            if not client.folder_exists(folder):
                return []
            client.select_folder(folder, readonly=True)
            found = client.fetch(client.search(["ALL"]), ["BODY.PEEK[]"])
            # Moved elsewhere since the search: there is no text any more.
            return [text for uid in sorted(found) if (text := found[uid].get(b"BODY[]")) is not None]
        finally:
            client.logout()

    def letters(self, user: str, folder: str = "INBOX") -> list[bytes]:
        """The same without what servers say about mails of ours (RFC 3464), which comes when it likes."""
        return [mail for mail in self.mails(user, folder) if not mail.startswith(b"Return-Path: <>")]

    def renumber(self, user: str, folder: str = "INBOX", validity: int = 1_900_000_001) -> None:
        """Another UIDVALIDITY, as after a restored backup."""
        admin = shutil.which("doveadm") or shutil.which("doveadm", path="/usr/bin:/usr/local/bin")
        assert admin is not None
        subprocess.run(
            [admin, "-c", str(self.config), "mailbox", "update", "-u", user, "--uid-validity", str(validity), folder],
            check=True,
            capture_output=True,
        )

    def kick(self) -> None:
        """Cut off all IMAP connections, as a restart of the server would."""
        self.stop()
        self.start()


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def end(pid: int) -> None:
    """End this process and wait until it is gone."""
    os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + 5
    while _runs(pid):
        if time.monotonic() > deadline:
            os.kill(pid, signal.SIGKILL)
            return
        time.sleep(0.01)


def _children(pid: int) -> list[int]:
    """The processes that this one has started."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            if stat.read_text().rpartition(")")[2].split()[1] == str(pid):
                found.append(int(stat.parent.name))
    return found


def _runs(pid: int) -> bool:
    """Whether it is there, and not merely unburied because nobody waits for it."""
    try:
        os.kill(pid, 0)
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return state != "Z"


def wait_for(port: int, why: object, seconds: float = 20.0) -> None:
    """Until somebody listens there."""
    deadline = time.monotonic() + seconds
    while True:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        if time.monotonic() > deadline:
            said = why() if callable(why) else why
            raise RuntimeError(f"nobody listens on port {port}:\n{said}")
        time.sleep(0.03)


def _group(gid: int) -> str:
    import grp

    return grp.getgrgid(gid).gr_name


def _CAPABILITIES(without: tuple[str, ...]) -> str:
    known = "IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE LITERAL+ NAMESPACE UIDPLUS MOVE UNSELECT CHILDREN"
    return " ".join(word for word in known.split() if word not in without)


_COMMON: Final = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
protocols = imap lmtp
first_valid_uid = 1
ssl = yes
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
service imap-login {{
  chroot =
  client_limit = 1000
  process_limit = 20
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = yes
  }}
}}
service imap {{
  process_limit = 100
}}
service lmtp {{
  unix_listener lmtp {{
  }}
  inet_listener lmtp {{
    %LISTEN% = 127.0.0.1
    port = {lmtp}
  }}
}}
recipient_delimiter = +
mail_fsync = never
# Who was refused may try again at once: what a refusal means to us is tried, not how long it takes.
auth_failure_delay = 0
"""

_NEW: Final = """
dovecot_config_version = {version}
dovecot_storage_version = {version}
listen = 127.0.0.1
auth_allow_cleartext = yes
auth_mechanisms = plain login
mail_driver = maildir
mail_path = {folder}/mail/%{{user}}
mail_home = {folder}/mail/%{{user}}
mail_uid = {uid}
mail_gid = {gid}
auth_username_format = %{{user | lower | username}}
ssl_server_cert_file = {certificate}
ssl_server_key_file = {key}
{quota}
passdb static {{
  password = {password}
}}
userdb static {{
  fields {{
    uid = {uid}
    gid = {gid}
    home = {folder}/mail/%{{user}}
  }}
  static_allow_all_users = yes
}}
""" + _COMMON.replace("%LISTEN%", "listen")

_OLD: Final = """
listen = 127.0.0.1
disable_plaintext_auth = no
auth_mechanisms = plain login
mail_location = maildir:{folder}/mail/%n
auth_username_format = %Ln
ssl_cert = <{certificate}
ssl_key = <{key}
{quota_old}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%n allow_all_users=yes
}}
""" + _COMMON.replace("%LISTEN%", "address")

_QUOTA_NEW: Final = """
mail_plugins = quota
quota "User quota" {{
  quota_storage_size = {size}
}}
"""

_QUOTA_OLD: Final = """
mail_plugins = quota
plugin {{
  quota = maildir:User quota
  quota_rule = *:storage={size}
}}
"""
