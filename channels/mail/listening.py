"""Watching one mailbox: what is new is stored before it is moved, and nothing is taken twice or passed over."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import threading
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parseaddr
from functools import partial
from typing import Any, Final, TypeVar

from bot.errors import ChannelError, Refused
from bot.ports import Clock, FileStore, Notebook
from bot.records import Arrival
from channels.mail.accounts import Account
from channels.mail.fetching import BROKEN, Fetched, FolderMissing, LoginRefused, Session
from channels.mail.marks import digest
from channels.mail.tokens import Tokens
from channels.mail.troubles import Tell, Trouble, Troubles

T = TypeVar("T")

log = logging.getLogger(__name__)

#: Seconds before the next try to connect, doubling up to the second figure.
_FIRST_PAUSE: Final = 1.0
_LONGEST_PAUSE: Final = 60.0
#: After a log-in that was refused: servers lock out who tries too often.
_LOCKED_OUT: Final = 300.0
#: Seconds after which mails that could not be moved are tried again; so many at most.
_MOVE_AGAIN: Final = 300.0
_MOST_UNMOVED: Final = 5000
_LOGIN_REMEDY: Final = (
    "Check user and password (at QQ, 163 and 126 the authorisation code) or oauth, and whether the account is locked. "
)
_OAUTH_REMEDY: Final = "Give the mailbox a new oauth.refresh_token. "
_FOLDER_REMEDY: Final = "Set channels.mail.mailboxes.folder to one of them. "
#: Lanes in which mails are read side by side, whichever mailbox they came to.
_LANES: Final = 16
_FROM: Final = re.compile(rb"(?im)^from[ \t]*:[ \t]*((?:[^\r\n]|\r?\n[ \t])*)")
#: Bytes in which From is looked for.
_HEAD: Final = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """How far a folder has been taken over. Where `validity` changes, the server has numbered its mails anew."""

    validity: int
    next: int
    #: When the folder was first opened.
    since: datetime
    unmoved: tuple[int, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """For the note."""
        return {
            "validity": self.validity,
            "next": self.next,
            "since": self.since.isoformat(),
            "unmoved": list(self.unmoved),
        }

    @classmethod
    def of(cls, raw: Mapping[str, Any]) -> Place:
        """From the note."""
        return cls(
            validity=raw["validity"],
            next=raw["next"],
            since=datetime.fromisoformat(raw["since"]),
            unmoved=tuple(raw["unmoved"]),
        )


class Watch:
    """One mailbox, watched until it is told to stop. All its talk with the server is one thread's."""

    def __init__(
        self,
        account: Account,
        *,
        channel: str,
        notebook: Notebook,
        originals: FileStore,
        accept: Callable[..., Awaitable[int]],
        tokens: Tokens,
        clock: Clock,
        max_size: int,
        tell: Tell,
    ) -> None:
        self._account = account
        self._troubles = Troubles(account.name, "in", notebook, tell)
        self._channel = channel
        self._notebook = notebook
        self._originals = originals
        self._accept = accept
        self._tokens = tokens
        self._clock = clock
        self._max_size = max_size
        self._threads = ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"mailbox-{account.name}")
        self._disk = ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"mailbox-{account.name}-disk")
        self._session: Session | None = None
        #: When what could not be moved is tried again.
        self._move_after = 0.0

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop`; connects again whatever breaks."""
        task = asyncio.create_task(self._forever(stop))
        stopped = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait({task, stopped}, return_when=asyncio.FIRST_COMPLETED)
            if task.done():
                task.result()
        finally:
            for one in (task, stopped):
                one.cancel()
            if self._session:
                # The thread that waits for the server wakes up with an error.
                self._session.close()
            await asyncio.gather(task, stopped, return_exceptions=True)
            self._threads.shutdown(wait=False)
            self._disk.shutdown(wait=False)

    async def _forever(self, stop: asyncio.Event) -> None:
        pause = _FIRST_PAUSE
        refused = False
        while not stop.is_set():
            since = time.monotonic()
            again = False
            try:
                await self._connected(refused)
            except LoginRefused as error:
                # A token may have been revoked: with a new one at once, after that seldom.
                again = not refused and self._account.oauth is not None
                refused = True
                pause = _FIRST_PAUSE if again else _LOCKED_OUT
                if not again:
                    await self._troubles.found(Trouble.LOGIN, self._about(error, _LOGIN_REMEDY, pause))
            except Refused as error:
                pause = _LOCKED_OUT
                await self._troubles.found(Trouble.OAUTH, self._about(error, _OAUTH_REMEDY, pause))
            except FolderMissing as error:
                pause = _LOCKED_OUT
                await self._troubles.found(Trouble.FOLDER, self._about(error, _FOLDER_REMEDY, pause))
            except (*BROKEN, ChannelError, ValueError, MemoryError) as error:
                # The last two: figures that make no sense, from a server that is none or is broken.
                refused = False
                pause = _FIRST_PAUSE if time.monotonic() - since > _LONGEST_PAUSE else min(pause, _LONGEST_PAUSE)
                await self._troubles.found(Trouble.AWAY, self._about(error, "", pause))
            await asyncio.sleep(pause)
            pause = pause * 2

    def _about(self, error: Exception, remedy: str, pause: float) -> str:
        server = self._account.imap
        words = " ".join(str(error).split())[:200].rstrip(".") or type(error).__name__
        return f"{server.host}:{server.port} (user {server.user}): {words}. {remedy}Tried again in {pause:.0f} s."

    async def _connected(self, refused: bool) -> None:
        """One connection, until it breaks."""
        token = await self._tokens.access(self._account, renew=refused) if self._account.oauth else None
        session = self._session = await self._opened(token)
        try:
            log.info("mailbox %s: connected", self._account.name)
            place = await self._take_place(session)
            while True:
                place = await self._move_rest(session, place)
                place = await self._catch_up(session, place, partial(session.since, place.next))
                if not place.unmoved:
                    await self._troubles.over()
                await self._wait(session, place)
        finally:
            session.close()
            self._session = None

    async def _opened(self, token: str | None) -> Session:
        opening: Future[Session] = Future()

        def open_it() -> None:
            try:
                opening.set_result(Session(self._account, token))
            except BaseException as error:  # handed to who awaits it
                opening.set_exception(error)

        # Nothing interrupts it where a server takes the call and keeps silent; the process does not wait for a daemon.
        opening.set_running_or_notify_cancel()
        threading.Thread(target=open_it, name=f"mailbox-{self._account.name}-opening", daemon=True).start()
        try:
            return await asyncio.wrap_future(opening)
        except asyncio.CancelledError:
            # The thread goes on, and what it opens is nobody's.
            opening.add_done_callback(_hung_up)
            raise

    async def _wait(self, session: Session, place: Place) -> None:
        if await self._in_thread(lambda: session.since(place.next)):
            return
        if session.can_idle:
            await self._in_thread(lambda: session.wait(self._account.poll))
        else:
            await asyncio.sleep(self._account.poll)
            await self._in_thread(session.look)

    async def _take_place(self, session: Session) -> Place:
        """Where to go on; takes over what a first start, or a server that numbered anew, leaves to be taken."""
        kept = await self._notebook.get(f"box:{self._account.name}")
        before = Place.of(kept) if kept else None
        if before and before.validity == session.validity:
            return before
        start = Place(
            validity=session.validity,
            next=max(1, session.next_uid),
            since=before.since if before else self._clock.now(),
        )
        if before:
            log.warning("mailbox %s: the server has numbered its mails anew", self._account.name)

        def lying() -> list[int]:
            found = set(session.lying())
            if before:
                # What came since the first start is ours whatever its flags; what is known already is known by its
                # content.
                found.update(session.client.search(["SINCE", before.since.date()]))
            return sorted(uid for uid in found if uid < start.next)

        taken = await self._catch_up(session, replace(start, next=0), lying, keep=False)
        start = replace(start, unmoved=taken.unmoved)
        await self._keep(start)
        return start

    async def _catch_up(
        self, session: Session, place: Place, look: Callable[[], list[int]], *, keep: bool = True
    ) -> Place:
        """Store what `look` finds, some mails at a time, each batch moved and noted before the next."""
        uids = await self._in_thread(look)
        if not uids:
            return place
        batches = session.batches(uids, self._max_size)
        batch = await self._in_thread(lambda: next(batches, None))
        stored: list[int] = []
        while batch is not None or stored:
            # On the connection the batch before this one is moved and the next one fetched, while this one is stored.
            talk = asyncio.ensure_future(self._in_thread(partial(_step, session, stored, batches)))
            try:
                if batch is not None:
                    await self._store(place.validity, batch)
            except BaseException:
                talk.cancel()
                raise
            trouble, following = await talk
            if stored:
                unmoved = (*place.unmoved, *stored)[-_MOST_UNMOVED:] if trouble else place.unmoved
                if trouble:
                    await self._unmoved(trouble)
                place = replace(place, next=max(place.next, stored[-1] + 1), unmoved=unmoved)
                if keep:
                    await self._keep(place)
            stored = [mail.uid for mail in batch or ()]
            batch = following
        return place

    async def _store(self, validity: int, mails: list[Fetched]) -> None:
        loop = asyncio.get_running_loop()
        bodies = await loop.run_in_executor(self._disk, self._put, mails)
        now = self._clock.now()
        await self._accept(
            *(
                Arrival(
                    channel=self._channel,
                    account=self._account.name,
                    key=f"{validity}:{mail.uid}",
                    lane=_lane(mail.raw),
                    body=json.dumps(body),
                    received_at=now,
                )
                for mail, body in zip(mails, bodies, strict=True)
            )
        )

    def _put(self, mails: list[Fetched]) -> list[dict[str, Any]]:
        kept = self._originals.put_all([(mail.raw or b"\r\n", "mail.eml", "message/rfc822") for mail in mails])
        return [
            {
                "hash": one.hash,
                "name": one.name,
                "content_type": one.content_type,
                "size": one.size,
                "whole": mail.whole,
                "at": mail.at.isoformat(),
            }
            for one, mail in zip(kept, mails, strict=True)
        ]

    async def _move_rest(self, session: Session, place: Place) -> Place:
        """What could not be moved at an earlier time, now and then."""
        if not place.unmoved or time.monotonic() < self._move_after:
            return place
        wanted = set(place.unmoved)

        def move() -> str | None:
            return session.put_away([uid for uid in session.client.search(["ALL"]) if uid in wanted])

        trouble = await self._in_thread(move)
        if trouble:
            await self._unmoved(trouble)
            return place
        place = replace(place, unmoved=())
        await self._keep(place)
        return place

    async def _unmoved(self, trouble: str) -> None:
        self._move_after = time.monotonic() + _MOVE_AGAIN
        await self._troubles.found(
            Trouble.FULL,
            f"mails that are stored can't be moved to {self._account.done}, and stay where they are: {trouble}. "
            "Make room in the mailbox, or name another folder in `done`.",
        )

    async def _keep(self, place: Place) -> None:
        await self._notebook.put(f"box:{self._account.name}", place.to_json())

    async def _in_thread(self, what: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, what)


def _step(
    session: Session, stored: list[int], batches: Iterator[list[Fetched]]
) -> tuple[str | None, list[Fetched] | None]:
    """Move what was stored and fetch what is next: why the server did not let us move, and the mails."""
    return session.put_away(stored), next(batches, None)


def _hung_up(opening: Future[Session]) -> None:
    if not opening.cancelled() and not opening.exception():
        opening.result().close()


def _lane(raw: bytes) -> str:
    """One sender's mails are read in order, in one of a few lanes: what comes in a burst is stored many at a time."""
    head = raw[:_HEAD]
    ends = [at for sign in (b"\r\n\r\n", b"\n\n") if (at := head.find(sign)) >= 0]
    found = _FROM.search(head[: min(ends)] if ends else head)
    sender = parseaddr(found[1].decode("latin-1"))[1].lower() if found else ""
    return str(int(digest(sender, length=8), 16) % _LANES)


def at_of(body: Mapping[str, Any]) -> datetime:
    """When the server got it."""
    return datetime.fromisoformat(body["at"]).astimezone(UTC)
