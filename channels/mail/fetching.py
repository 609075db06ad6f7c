"""One connection to an IMAP server: what is new, its bytes, where it is put. Synchronous: a thread's work."""

from __future__ import annotations

import contextlib
import logging
import re
import socket
import ssl
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import imapclient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, LoginError

from channels.mail.accounts import Account, Server

log = logging.getLogger(__name__)

#: Seconds that a server may take for one answer.
TIMEOUT: Final = 60.0
#: Mails and bytes that are fetched and stored at once.
_BATCH: Final = 50
_BATCH_BYTES: Final = 8 * 1024 * 1024
#: RFC 2177: IDLE is begun anew in time before servers cut it off; some do so after ten minutes.
LONGEST_IDLE: Final = 9 * 60.0

#: How many of the folders that there are a message names.
_MOST_NAMED: Final = 12
#: RFC 5530: the log-in may be right, the server can't tell now.
_NOT_NOW: Final = re.compile(r"\[(?:UNAVAILABLE|INUSE|SERVERBUG)\]", re.I)

#: What a broken connection or a server in trouble raises.
BROKEN: Final = (IMAPClientError, OSError, EOFError)


class LoginRefused(Exception):
    """The server does not take the user and password or token."""


class FolderMissing(Exception):
    """The folder that is to be watched can't be opened; says which there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """One mail as the server has it. `whole` is False where it was cut at the cap."""

    uid: int
    raw: bytes
    at: datetime
    whole: bool


def trust(server: Server) -> ssl.SSLContext:
    """What certificates are believed."""
    context = ssl.create_default_context()
    if server.ca_file:
        context.load_verify_locations(server.ca_file)
    return context


class Session:
    """A logged-in connection with the folder open."""

    def __init__(self, account: Account, token: str | None) -> None:
        """Connect, log in, open the folder. Raises LoginRefused, FolderMissing, or one of BROKEN."""
        self.account = account
        server = account.imap
        self.client = imapclient.IMAPClient(
            server.host,
            port=server.port,
            ssl=server.security == "tls",
            ssl_context=trust(server) if server.security == "tls" else None,
            timeout=TIMEOUT,
        )
        try:
            self._begin(server, token)
        except BaseException:
            self.close()
            raise

    def _begin(self, server: Server, token: str | None) -> None:
        sock = self.client.socket()
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        for option, value in (("TCP_KEEPIDLE", 60), ("TCP_KEEPINTVL", 20), ("TCP_KEEPCNT", 4)):
            if hasattr(socket, option):
                sock.setsockopt(socket.IPPROTO_TCP, getattr(socket, option), value)
        if server.security == "starttls":
            self.client.starttls(trust(server))
        try:
            if server.login == "xoauth2":
                self.client.oauth2_login(server.user, token)
            elif server.login == "oauthbearer":
                self.client.oauthbearer_login(server.user, token)
            else:
                self.client.login(server.user, server.password)
        except LoginError as error:
            # imapclient says the same of a line that broke meanwhile.
            if isinstance(error.__context__, IMAPClientAbortError) or _NOT_NOW.search(str(error)):
                raise IMAPClientError(_words(error)) from error
            raise LoginRefused(_words(error)) from error
        if self.client.has_capability("ID"):
            # NetEase calls every other log-in unsafe; servers that do not list it may hang up at it.
            self.client.id_({"name": "Huiyin", "version": "1", "vendor": "Huiyin"})
        self.can_idle = self.client.has_capability("IDLE")
        self.can_move = self.client.has_capability("MOVE")
        answer = self._open()
        self.validity = int(answer.get(b"UIDVALIDITY", 0))
        self.next_uid = int(answer.get(b"UIDNEXT", 0))
        self._folder_ready = False
        self._deleted: set[int] = set()

    def _open(self) -> dict[bytes, Any]:
        try:
            answer: dict[bytes, Any] = self.client.select_folder(self.account.folder)
        except IMAPClientAbortError:
            raise
        except IMAPClientError as error:
            known = sorted(str(name) for _, _, name in self.client.list_folders())
            raise FolderMissing(f"{_words(error)}. There are: {', '.join(known[:_MOST_NAMED])}") from error
        return answer

    def lying(self) -> list[int]:
        """The UIDs of what a first start takes over."""
        match self.account.existing:
            case "none":
                return []
            case "all":
                return sorted(self.client.search(["ALL"]))
            case _:
                return sorted(self.client.search(["UNSEEN", "UNDELETED"]))

    def since(self, uid: int) -> list[int]:
        """UIDs from `uid` on. "n:*" names the last one too where n is beyond it (RFC 3501, 6.4.8)."""
        return sorted(found for found in self.client.search(["UID", f"{max(1, uid)}:*"]) if found >= uid)

    def batches(self, uids: Sequence[int], cap: int) -> Iterator[list[Fetched]]:
        """The mails in order, some at a time. One that vanished meanwhile is left out."""
        sizes = dict.fromkeys(uids, 0)
        for start in range(0, len(uids), 500):
            for uid, data in self.client.fetch(uids[start : start + 500], ["RFC822.SIZE"]).items():
                sizes[uid] = int(data.get(b"RFC822.SIZE", 0))
        batch: list[int] = []
        weight = 0
        for uid in uids:
            size = min(sizes[uid], cap)
            if batch and (len(batch) >= _BATCH or weight + size > _BATCH_BYTES):
                yield self._fetch(batch, sizes, cap)
                batch, weight = [], 0
            batch.append(uid)
            weight += size
        if batch:
            yield self._fetch(batch, sizes, cap)

    def _fetch(self, uids: list[int], sizes: dict[int, int], cap: int) -> list[Fetched]:
        whole = [uid for uid in uids if sizes[uid] <= cap]
        cut = [uid for uid in uids if sizes[uid] > cap]
        # PEEK: whether people have read it is not ours to say.
        found: dict[int, Any] = dict(self.client.fetch(whole, ["INTERNALDATE", "BODY.PEEK[]"])) if whole else {}
        for uid in cut:
            found |= self.client.fetch([uid], ["INTERNALDATE", f"BODY.PEEK[]<0.{cap}>"])
        mails = []
        for uid in uids:
            data = found.get(uid, {})
            raw = next((value for key, value in data.items() if key.startswith(b"BODY[]")), None)
            if raw is None:
                continue
            at = data.get(b"INTERNALDATE")
            mails.append(
                Fetched(
                    uid=uid,
                    raw=raw,
                    # imapclient gives the machine's local time, without its zone.
                    at=at.astimezone(UTC) if isinstance(at, datetime) else datetime.now(UTC),
                    whole=sizes[uid] <= cap,
                )
            )
        return mails

    def put_away(self, uids: Sequence[int]) -> str | None:
        """Move what was stored to the done folder. Why the server does not let us, else None: then it stays."""
        folder = self.account.done
        if not folder or not uids:
            return None
        try:
            if not self._folder_ready:
                if not self.client.folder_exists(folder):
                    self.client.create_folder(folder)
                    with contextlib.suppress(IMAPClientError):
                        self.client.subscribe_folder(folder)
                self._folder_ready = True
            if self.can_move:
                self.client.move(uids, folder)
            else:
                self.client.copy(uids, folder)
                self.client.delete_messages(uids)
                self._expunge(uids)
        except IMAPClientAbortError:
            raise
        except IMAPClientError as error:
            return _words(error)
        return None

    def _expunge(self, uids: Sequence[int]) -> None:
        if self.client.has_capability("UIDPLUS"):
            self.client.uid_expunge(uids)
            return
        # EXPUNGE takes all that is marked: only where nobody else has marked anything.
        self._deleted.update(uids)
        if self._deleted.issuperset(self.client.search(["DELETED"])):
            self.client.expunge()
            self._deleted.clear()

    def wait(self, seconds: float) -> None:
        """Until the server reports something, or `seconds` are over. Only where `can_idle`."""
        self.client.idle()
        try:
            self.client.idle_check(timeout=min(seconds, LONGEST_IDLE))
        finally:
            self.client.idle_done()

    def look(self) -> None:
        """Have the server tell its news."""
        self.client.noop()

    def close(self) -> None:
        """Hang up, from any thread: whoever waits on the connection gets an error at once."""
        with contextlib.suppress(Exception):
            self.client.socket().shutdown(socket.SHUT_RDWR)
        with contextlib.suppress(Exception):
            self.client.shutdown()

    def log_out(self) -> None:
        """Say good-bye where that is still possible."""
        with contextlib.suppress(Exception):
            self.client.logout()


def _words(error: Exception) -> str:
    """What the server said, on one line and short; no mail's text can be in it."""
    return " ".join(str(error).split())[:200]
