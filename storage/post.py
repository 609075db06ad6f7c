"""Carries topics to the bells of other processes and back, by LISTEN and NOTIFY."""

from __future__ import annotations

import logging
import select
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

import psycopg

from storage.codec import dumps, loads
from storage.libpq import connect, said
from storage.urls import Place

_log: Final = logging.getLogger(__name__)

_CHANNEL: Final = "huiyin"
#: PostgreSQL carries at most 8,000 bytes in one notification.
_PAYLOAD: Final = 7_500
#: Seconds between two notifications.
_PAUSE: Final = 0.02


class Post:
    """The thread that does it, with a connection of its own.

    Topics go out after the commit, not within it: a transaction that notifies holds a lock over the whole server
    while it commits, so that no two of them could share a flush. What is lost when a process dies in between is found
    by polling. The same goes for poolers that drop LISTEN.
    """

    def __init__(self, place: Place, ring: Callable[[list[str] | None], None]) -> None:
        self._place = place
        self._ring = ring
        self._outgoing: set[str] = set()
        self._guard = threading.Lock()
        self._stopping = False
        self._flushed_at = 0.0
        self._wake, self._woken = socket.socketpair()
        self._wake.setblocking(False)
        self._thread = threading.Thread(target=self._work, name="postgresql-bells", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def stop(self) -> None:
        """Send what is left, and end."""
        self._stopping = True
        self._nudge()
        self._thread.join(timeout=5)
        self._wake.close()
        self._woken.close()

    def send(self, topics: set[str]) -> None:
        """Ring these elsewhere, soon."""
        with self._guard:
            idle = not self._outgoing
            self._outgoing |= topics
        if idle:
            self._nudge()

    def _nudge(self) -> None:
        with suppress(OSError):  # Full: it is awake already. Closed: it has ended.
            self._wake.send(b".")

    def _work(self) -> None:
        pause, silent = 1.0, False
        while not self._stopping:
            try:
                with connect(self._place) as connection:
                    connection.execute(f"LISTEN {_CHANNEL}")
                    if silent:
                        self._ring(None)
                    pause, silent = 1.0, True
                    while not self._stopping:
                        self._exchange(connection)
                    self._flush(connection)
            except psycopg.Error as error:
                if self._stopping:
                    return
                _log.warning("Bells between processes are silent, polling goes on: %s", said(error))
                select.select([self._woken], [], [], pause)
                time.sleep(pause)
                pause = min(pause * 2, 30.0)

    def _exchange(self, connection: psycopg.Connection[Any]) -> None:
        ready, _, _ = select.select([connection.fileno(), self._woken.fileno()], [], [], 30.0)
        if self._woken.fileno() in ready:
            self._woken.recv(4096)
            # One at once, more after a pause: under load many transactions share a notification.
            time.sleep(max(0.0, self._flushed_at + _PAUSE - time.monotonic()))
            self._flushed_at = time.monotonic()
            self._flush(connection)
        elif not ready:
            # A connection that died silently is found out here.
            connection.execute("SELECT 1")
        heard: set[str] = set()
        for note in connection.notifies(timeout=0):
            if note.pid != connection.info.backend_pid:
                heard.update(loads(note.payload))
        if heard:
            self._ring(list(heard))

    def _flush(self, connection: psycopg.Connection[Any]) -> None:
        with self._guard:
            topics, self._outgoing = self._outgoing, set()
        batch: list[str] = []
        size = 0
        for topic in topics:
            length = len(dumps(topic).encode()) + 1
            if length > _PAYLOAD:
                continue
            if size + length > _PAYLOAD:
                connection.execute("SELECT pg_notify(%s, %s)", (_CHANNEL, dumps(batch)))
                batch, size = [], 0
            batch.append(topic)
            size += length
        if batch:
            connection.execute("SELECT pg_notify(%s, %s)", (_CHANNEL, dumps(batch)))
