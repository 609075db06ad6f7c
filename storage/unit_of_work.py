"""One transaction and everything that can be done in it."""

from __future__ import annotations

from bot import ports
from storage.access import Entrances, Factors, Views, Wishes
from storage.actions import Actions
from storage.arrivals import Arrivals, Notes
from storage.broadcasts import Broadcasts, Bulletins
from storage.cases import Cases
from storage.conversations import Conversations
from storage.doubts import Doubts
from storage.figures import Figures
from storage.followups import Alerts, Handoffs, Surveys, Timers
from storage.inbox import Inbox
from storage.incidents import Incidents
from storage.knowledge import Knowledge
from storage.lanes import Lanes
from storage.notices import Notices
from storage.origins import Origins
from storage.outbox import Outbox
from storage.people import People
from storage.presence import Presence
from storage.privacy import Privacy
from storage.quality import Quality
from storage.requests import Requests
from storage.retention import Expiry
from storage.rises import Counts, Rises
from storage.rules import Clocks, Working
from storage.scripts import Scripts
from storage.solutions import Solutions
from storage.staff import Staff
from storage.statements import Transaction
from storage.transcript import Transcript


class UnitOfWork:
    """bot.ports.UnitOfWork. Each connection has one, used for one transaction after the other."""

    __slots__ = (
        "actions",
        "alerts",
        "arrivals",
        "broadcasts",
        "bulletins",
        "cases",
        "clocks",
        "conversations",
        "counts",
        "doubts",
        "entrances",
        "expiry",
        "factors",
        "figures",
        "handoffs",
        "inbox",
        "incidents",
        "knowledge",
        "lanes",
        "notes",
        "notices",
        "origins",
        "outbox",
        "people",
        "presence",
        "privacy",
        "quality",
        "requests",
        "rises",
        "scripts",
        "solutions",
        "staff",
        "surveys",
        "timers",
        "transaction",
        "transcript",
        "views",
        "wishes",
        "working",
    )

    def __init__(self, transaction: Transaction) -> None:
        #: For storage's own use.
        self.transaction = transaction
        lanes, cases = Lanes(transaction), Cases(transaction)
        people = People(transaction, cases)
        self.lanes: ports.Lanes = lanes
        self.arrivals: ports.Arrivals = Arrivals(transaction, lanes)
        self.notes: ports.Notes = Notes(transaction)
        self.inbox: ports.Inbox = Inbox(transaction, lanes)
        self.cases: ports.Cases = cases
        self.conversations: ports.Conversations = Conversations(transaction, cases, people)
        self.transcript: ports.Transcript = Transcript(transaction)
        self.outbox: ports.Outbox = Outbox(transaction, lanes)
        self.timers: ports.Timers = Timers(transaction)
        self.surveys: ports.Surveys = Surveys(transaction)
        self.handoffs: ports.Handoffs = Handoffs(transaction)
        self.alerts: ports.Alerts = Alerts(transaction)
        self.doubts: ports.Doubts = Doubts(transaction)
        self.figures: ports.Figures = Figures(transaction)
        self.scripts: ports.Scripts = Scripts(transaction)
        self.presence: ports.Presence = Presence(transaction)
        self.notices: ports.Notices = Notices(transaction)
        self.counts: ports.Counts = Counts(transaction)
        self.rises: ports.Rises = Rises(transaction)
        self.incidents: ports.Incidents = Incidents(transaction)
        self.broadcasts: ports.Broadcasts = Broadcasts(transaction)
        self.bulletins: ports.Bulletins = Bulletins(transaction)
        self.staff: ports.Staff = Staff(transaction)
        self.clocks: ports.Clocks = Clocks(transaction)
        self.working: ports.Working = Working(transaction)
        self.knowledge: ports.Knowledge = Knowledge(transaction)
        self.people: ports.People = people
        self.privacy: ports.Privacy = Privacy(transaction)
        self.requests: ports.Requests = Requests(transaction)
        self.expiry: ports.Expiry = Expiry(transaction)
        self.solutions: ports.Solutions = Solutions(transaction)
        self.quality: ports.Quality = Quality(transaction)
        self.actions: ports.Actions = Actions(transaction)
        self.factors: ports.Factors = Factors(transaction)
        self.entrances: ports.Entrances = Entrances(transaction)
        self.wishes: ports.Wishes = Wishes(transaction)
        self.views: ports.Views = Views(transaction)
        self.origins: ports.Origins = Origins(transaction)

    def notify(self, *topics: str) -> None:
        """Ring these bells once the transaction has committed."""
        self.transaction.topics.update(topics)
