"""A complaint that came by phone, by letter or in a store: staff write it down, and it is a case like any other.

News goes to the customer's mailbox where there is one of ours to send from and they agreed; else nothing is sent, and
what is to be told stands in the transcript for whoever calls them.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Final

from bot.cases.case import Case, Event, Priority, staff
from bot.desk import consent, customers, filing, sight
from bot.desk.rules import SPOKEN, Rules
from bot.desk.speech import facts, speak
from bot.dialogue import entering as dialogue
from bot.dialogue.forms import REMEDIES
from bot.dialogue.outcome import FileCase, Outcome, Turn
from bot.dialogue.state import State, dump
from bot.errors import Conflict, InvalidInput, Said
from bot.messages import (
    LANGUAGES,
    Address,
    Attachment,
    Context,
    InboundMessage,
    Purpose,
    Understanding,
    attachments_to_json,
)
from bot.people import Likeness
from bot.ports import UnitOfWork
from bot.records import Author, Conversation, Entry, User

#: How a complaint reaches us that no channel brings: these are the channels of such cases.
WAYS: Final = ("phone", "letter", "store", "other")
#: Details that can be written down beside the words.
DETAILS: Final = ("product", "order_number", "date", "place", "person", "amount", "remedy")
#: What "remedy" can be.
WISHES: Final = (*REMEDIES, "price_adjust", "invoice", "takedown")
#: The source of these cases (bot.ports.Origins).
SOURCE: Final = "entry"

_LONGEST: Final = 20_000
_SHORT: Final = 500
_MOST_FILES: Final = 10
#: Clocks differ.
_AHEAD: Final = timedelta(minutes=5)
_OLDEST: Final = timedelta(days=3660)
_EMAIL: Final = re.compile(r"[^@\s,;<>\"]{1,64}@[^@\s,;<>\"]{1,190}\.[^@\s,;<>\".]{2,63}")
_PHONE: Final = re.compile(r"\+?\d{5,20}(?:(?:ext|x|转|轉|#)\d{1,6})?")
#: A person is looked for among so many.
_ALIKE: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What staff wrote down. key: of the form, so that one that is sent twice is one case; "": none."""

    key: str = ""
    how: str
    text: str
    language: str
    received_at: datetime
    name: str = ""
    phone: str = ""
    email: str = ""
    #: The customer agreed to hear from us by mail.
    agreed: bool = False
    #: Who it is: a customer's id; None: whoever is known by the address, unless it is somebody `new`.
    customer: int | None = None
    new: bool = False
    details: Mapping[str, str] = field(default_factory=dict)
    #: Left to the understanding and the rules where they are empty.
    category: str = ""
    priority: int | None = None
    department: str = ""
    files: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """The case; whether the customer is told by mail, or by whoever took the complaint down; seen: by this person."""

    case: Case
    told: bool
    seen: bool = True


def checked(rules: Rules, told: Told, *, now: datetime) -> Told:
    """The same with its addresses as they are compared. Raises InvalidInput with every fault, one a line."""
    faults = []
    email, phone = told.email.strip().lower(), to_phone(told.phone)
    if told.how not in WAYS:
        faults.append(Said("how: {how} is none of {known}.", how=told.how or "nothing", known=WAYS))
    if not told.text.strip():
        faults.append(Said("text: write down what the customer complains of."))
    elif len(told.text) > _LONGEST:
        faults.append(Said("text: at most {most} characters.", most=_LONGEST))
    if told.language not in LANGUAGES:
        faults.append(
            Said("language: {language} is none of {known}.", language=told.language or "nothing", known=LANGUAGES)
        )
    if told.received_at > now + _AHEAD:
        faults.append(Said("received_at: this lies in the future. Give the time at which the complaint came in."))
    elif told.received_at < now - _OLDEST:
        faults.append(Said("received_at: this is more than ten years ago. Check the year."))
    if email and not _EMAIL.fullmatch(email):
        faults.append(Said("email: {email} is no e-mail address.", email=email[:80]))
    if told.phone.strip() and not _PHONE.fullmatch(phone):
        faults.append(Said("phone: {phone} is no phone number: 5 to 20 digits.", phone=told.phone[:40]))
    if told.agreed and not email:
        faults.append(
            Said("email: the customer agreed to hear from us by mail; give the address, or take the tick away.")
        )
    if told.agreed and not rules.mailbox:
        faults.append(Said("agreed: there is no mailbox to write from (channels.mail.mailboxes). Take the tick away."))
    if told.category and told.category not in rules.policy.categories:
        faults.append(
            Said(
                "category: {category} is none of {categories}.",
                category=told.category,
                categories=rules.policy.categories,
            )
        )
    if told.department and told.department not in rules.policy.departments:
        faults.append(
            Said(
                "department: {department} is none of {departments}.",
                department=told.department,
                departments=rules.policy.departments,
            )
        )
    if told.priority is not None and told.priority not in tuple(Priority):
        faults.append(Said("priority: 0 (normal), 1 (high) or 2 (urgent)."))
    for key, value in told.details.items():
        if key not in DETAILS:
            faults.append(Said("details.{key}: known are {known}.", key=key, known=DETAILS))
        elif len(value) > _SHORT:
            faults.append(Said("details.{key}: at most {most} characters.", key=key, most=_SHORT))
    if len(told.name) > _SHORT or len(told.key) > _SHORT:
        faults.append(Said("name: at most {most} characters.", most=_SHORT))
    if len(told.files) > _MOST_FILES:
        faults.append(Said("files: at most {most}.", most=_MOST_FILES))
    if faults:
        raise InvalidInput(*faults)
    return replace(told, email=email, phone=phone, name=" ".join(told.name.split()), text=told.text.strip())


def to_phone(said: str) -> str:
    """A number as it is compared: its digits, with the + of a country's code."""
    return re.sub(r"[\s()./\-–—]", "", unicodedata.normalize("NFKC", said)).lower()


def is_phone(said: str) -> bool:
    """Whether it is one, as `to_phone` makes it."""
    return _PHONE.fullmatch(said) is not None


def is_email(said: str) -> bool:
    """Whether it looks like one."""
    return _EMAIL.fullmatch(said) is not None


def alike(uow: UnitOfWork, told: Told, user: User) -> list[Likeness]:
    """Customers who may be this one: known by the address, or with a case that names it."""
    found: dict[int, Likeness] = {}
    for said in (told.email, told.phone):
        for one in customers.search(uow, said, user):
            found.setdefault(one.person.id, one)
    return list(found.values())[:_ALIKE]


def context(told: Told) -> Context:
    """What the understander may know of it."""
    return Context(language=told.language, now=told.received_at)


def before(uow: UnitOfWork, told: Told, user: User) -> Entered | None:
    """What became of this very form, if it was sent before."""
    known = uow.origins.known(SOURCE, [told.key]) if told.key else {}
    if not known:
        return None
    case = uow.cases.get(known[told.key])
    home = uow.conversations.get(case.conversation)
    return Entered(case=case, told=home.address.channel != SPOKEN, seen=sight.sees(user, case))


def enter(uow: UnitOfWork, rules: Rules, user: User, told: Told, meaning: Understanding, *, now: datetime) -> Entered:
    """File it. Raises InvalidInput where the customer named is not there, or the address fits several."""
    if again := before(uow, told, user):
        return again
    told = checked(rules, told, now=now)
    customer = _whose(uow, told, user)
    number = rules.draw_number(now)
    home = _home(uow, rules, told, customer, number, user, now=now)
    outcome, effect = _read(uow, rules, home, told, meaning, number, now=now)
    case = filing.file(uow, rules, home, effect, now=now, channel=told.how, told_at=told.received_at)
    uow.cases.record(
        Event(
            case=case.id, at=now, kind="entered", actor=staff(user.id), to=told.how,
            data={"received_at": told.received_at.isoformat()},
        )
    )  # fmt: skip
    if not uow.origins.add(SOURCE, told.key or uuid.uuid4().hex, case.id):
        raise Conflict("This form was sent twice at once; the complaint is filed already, look into the queue.")
    uow.transcript.add(
        Entry(
            conversation=home.id,
            author=Author.CUSTOMER,
            text=told.text,
            attachments=told.files,
            at=told.received_at,
            case=case.id,
        )
    )
    after = [one for one in outcome.effects if one is not effect]
    spoken = home.address.channel == SPOKEN
    state = replace(home.state, language=told.language) if spoken else outcome.state
    home = filing.perform(uow, rules, replace(home, state=state), tuple(after), now=now)
    home = uow.conversations.save(home)
    speak(uow, rules, home, outcome.text, now=now, purpose=Purpose.REPLY, case=case)
    uow.staff.audit(now, user.id, "enter_complaint", case.number, told.how)
    uow.notify("cases", f"case:{case.number}")
    case = uow.cases.get(case.id)
    return Entered(case=case, told=not spoken, seen=sight.sees(user, case))


def _whose(uow: UnitOfWork, told: Told, user: User) -> int | None:
    """The customer's id; None: somebody new."""
    if told.customer is not None:
        return customers.find(uow, told.customer, user).id
    if told.new:
        return None
    known = [id for said in (told.email, told.phone) if said for id in uow.people.reached_at(said)]
    ids = [id for id in dict.fromkeys(known) if uow.people.get(id).erased_at is None]
    if len(ids) > 1:
        listed = ", ".join(map(str, sorted(ids)[:_ALIKE]))
        raise InvalidInput(
            "customer: this address is known of several customers ({listed}). Say which one it is.", listed=listed
        )
    return ids[0] if ids else None


def _home(
    uow: UnitOfWork, rules: Rules, told: Told, customer: int | None, number: str, user: User, *, now: datetime
) -> Conversation:
    """Where news of the case goes: their mailbox if they agreed, else nowhere."""
    state = dump(State(language=told.language))
    if not told.agreed:
        return spoken_home(
            uow, customer, phone=told.phone, email=told.email, name=told.name, language=told.language, now=now
        )
    thread = hashlib.sha256(f"{rules.mailbox}\0{told.email}\0{number}".encode()).hexdigest()[:16]
    address = Address(channel="mail", account=rules.mailbox, user=told.email, thread=thread)
    talk = uow.conversations.open(
        address, now=now, name=told.name or None, state=state, together=True, customer=customer
    )
    if customer is not None and talk.customer != customer:
        raise InvalidInput(
            "customer: {email} belongs to customer {customer}. Choose that one, or give another address.",
            email=told.email,
            customer=talk.customer,
        )
    consent.set_consent(
        uow, talk.customer, address=address, given=True, how="staff", now=now, by=user.id, reason=f"agreed ({told.how})"
    )
    return uow.conversations.get(talk.id)


def spoken_home(
    uow: UnitOfWork, customer: int | None, *, phone: str, email: str, name: str, language: str, now: datetime
) -> Conversation:
    """A conversation in which nothing is sent, the customer's own; of somebody new where `customer` is None."""
    address = Address(channel=SPOKEN, user=phone or email or uuid.uuid4().hex)
    for place in uow.conversations.places(customer) if customer is not None else ():
        if place.conversation and (place.address.channel, place.address.user) == (SPOKEN, address.user):
            return uow.conversations.get(place.conversation)
    if uow.conversations.of(address) is not None:
        # Somebody else has the number as well: from now on staff are asked who it is.
        address = replace(address, account=uuid.uuid4().hex[:8])
    state = dump(State(language=language))
    return uow.conversations.open(address, now=now, name=name or None, state=state, customer=customer)


def _read(
    uow: UnitOfWork, rules: Rules, home: Conversation, told: Told, meaning: Understanding, number: str, *, now: datetime
) -> tuple[Outcome, FileCase]:
    known = replace(
        facts(uow, rules, home, now=now),
        now=told.received_at,
        channel=told.how,
        number=number,
        progress_url=rules.progress_link(number),
        consented=True,
    )
    message = InboundMessage(
        id=told.key or number,
        sender=home.address,
        text=told.text,
        attachments=told.files,
        sent_at=told.received_at,
        received_at=now,
        locale=told.language,
        name=told.name or None,
    )
    outcome = dialogue.entered(
        told.language,
        Turn(message=message, understanding=meaning),
        known,
        _details(told),
        priority=None if told.priority is None else Priority(told.priority),
        department=told.department,
    )
    effect = next(one for one in outcome.effects if isinstance(one, FileCase))
    return outcome, effect


def _details(told: Told) -> dict[str, Any]:
    """As the dialogue keeps them; what was not written down is left out."""
    found: dict[str, Any] = {key: value.strip() for key, value in told.details.items() if value.strip()}
    wish = found.get("remedy")
    if wish is not None:
        found |= {"remedy": wish, "remedy_text": None} if wish in WISHES else {"remedy": "other", "remedy_text": wish}
    contact = {key: value for key, value in (("phone", told.phone), ("email", told.email)) if value}
    if contact:
        found |= {**contact, "contact": ", ".join(contact.values())}
    if told.name:
        found["name"] = told.name
    if told.category:
        found["category"] = told.category
    if told.files:
        found["evidence"] = attachments_to_json(told.files)
    return found
