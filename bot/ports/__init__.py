"""What the core needs from outside: the clock, the database, the understander, the file store, the channels.

A use case is a plain function of a UnitOfWork. `Database.transact` runs it in one transaction: what it returns is
committed, what it raises rolls everything back. The same function runs on SQLite and on PostgreSQL.
"""

from __future__ import annotations

from bot.ports.access import Entrances, Factors, Views, Wishes
from bot.ports.cases import Alerts, Cases, Handoffs, Surveys, Timers, Wanted
from bot.ports.database import Bell, Database, UnitOfWork
from bot.ports.desk import Doubts, Notices, Presence, Scripts, Staff
from bot.ports.edges import (
    Channel,
    Clock,
    FileStore,
    Limits,
    Listener,
    Matcher,
    Notebook,
    Notifier,
    Reader,
    RemoteUnderstander,
    Understander,
    Webhook,
)
from bot.ports.figures import Figures
from bot.ports.incidents import Broadcasts, Bulletins, Counts, Incidents, Rises
from bot.ports.origins import Origins
from bot.ports.people import Knowledge, People
from bot.ports.privacy import Expiry, Privacy, Requests
from bot.ports.queue import Arrivals, Conversations, Inbox, Lanes, Notes, Outbox, Transcript
from bot.ports.rules import Clocks, Working
from bot.ports.solution import Actions, Quality, Solutions

__all__ = [
    "Actions",
    "Alerts",
    "Arrivals",
    "Bell",
    "Broadcasts",
    "Bulletins",
    "Cases",
    "Channel",
    "Clock",
    "Clocks",
    "Conversations",
    "Counts",
    "Database",
    "Doubts",
    "Entrances",
    "Expiry",
    "Factors",
    "Figures",
    "FileStore",
    "Handoffs",
    "Inbox",
    "Incidents",
    "Knowledge",
    "Lanes",
    "Limits",
    "Listener",
    "Matcher",
    "Notebook",
    "Notes",
    "Notices",
    "Notifier",
    "Origins",
    "Outbox",
    "People",
    "Presence",
    "Privacy",
    "Quality",
    "Reader",
    "RemoteUnderstander",
    "Requests",
    "Rises",
    "Scripts",
    "Solutions",
    "Staff",
    "Surveys",
    "Timers",
    "Transcript",
    "Understander",
    "UnitOfWork",
    "Views",
    "Wanted",
    "Webhook",
    "Wishes",
    "Working",
]
