"""One transaction and everything that can be done in it."""

from __future__ import annotations

from bot import ports
from storage.cases import Cases
from storage.conversations import Conversations
from storage.followups import Alerts, Handoffs, Surveys, Timers
from storage.inbox import Inbox
from storage.lanes import Lanes
from storage.outbox import Outbox
from storage.staff import Staff
from storage.statements import Transaction
from storage.transcript import Transcript


class UnitOfWork:
    """bot.ports.UnitOfWork. Each connection has one, used for one transaction after the other."""

    __slots__ = (
        "alerts",
        "cases",
        "conversations",
        "handoffs",
        "inbox",
        "lanes",
        "outbox",
        "staff",
        "surveys",
        "timers",
        "transaction",
        "transcript",
    )

    def __init__(self, transaction: Transaction) -> None:
        #: For storage's own use.
        self.transaction = transaction
        lanes, cases = Lanes(transaction), Cases(transaction)
        self.lanes: ports.Lanes = lanes
        self.inbox: ports.Inbox = Inbox(transaction, lanes)
        self.cases: ports.Cases = cases
        self.conversations: ports.Conversations = Conversations(transaction, cases)
        self.transcript: ports.Transcript = Transcript(transaction)
        self.outbox: ports.Outbox = Outbox(transaction, lanes)
        self.timers: ports.Timers = Timers(transaction)
        self.surveys: ports.Surveys = Surveys(transaction)
        self.handoffs: ports.Handoffs = Handoffs(transaction)
        self.alerts: ports.Alerts = Alerts(transaction)
        self.staff: ports.Staff = Staff(transaction)

    def notify(self, *topics: str) -> None:
        """Ring these bells once the transaction has committed."""
        self.transaction.topics.update(topics)
