"""Where a mail belongs: to a thread of ours by its mark, else by what it answers, else by the case that it names, else
to a new one. What may not come from whom it names goes to staff and is answered by nobody else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from bot.cases.number import normalise
from bot.messages import Address
from bot.ports import Notebook
from channels.mail import twins
from channels.mail.accounts import Account, MailRules
from channels.mail.letter import bare
from channels.mail.marks import Mark, Marks, digest
from channels.mail.reading import Automatic, Doubt, Mail, is_reply, quotes, signatures

_CASE: Final = re.compile(r"(?<![0-9A-Za-z])HY[ -]?\d{2}[ -]?[0-9A-Z]{4}[ -]?[0-9A-Z]{4}(?![0-9A-Za-z])", re.I)
_FORWARD: Final = re.compile(r"^\W*(fwd?|wg|tr|转发|轉寄|轉發|转寄)\s*[:：]", re.I)

#: A subject that only says that there is something.
_SAYS_NOTHING: Final = re.compile(
    r"\W*((re|fwd?|回复|回覆|转发|轉寄)\s*[:：]\s*)*((我|我们|我們)?(要|想)?(投诉|投訴|客訴|申诉|申訴|反馈|反饋|建议|建議|咨询|諮詢|问题|問題|求助|你好|您好)"
    r"|[(（]?(无主题|無主題|no subject)[)）]?|(a |my )?(complaint|feedback|question|problem|issue|request|help|hello|hi|contact( form)?))\W*",
    re.I,
)

#: Whoever knows our mark has our mail: these say nothing more then.
_ANSWERED_BY_MARK: Final = frozenset({Doubt.SEVERAL_FROM, Doubt.NO_FROM, Doubt.ODD_ADDRESS})
#: What our own server's word on the sender's domain settles.
_SETTLED_BY_PROOF: Final = frozenset({Doubt.SENDER_DIFFERS})
#: How many of a thread's mails are remembered, and how many references of each.
_MAILS: Final = 5
_REFERENCES: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A mail's place in the world."""

    address: Address
    #: Why it is not to be believed.
    doubt: str | None
    #: It bears our mark, and comes from whom our mail went to.
    proven: bool = False
    #: It goes on with a thread that is known.
    continues: bool
    #: The thread's note as it was.
    before: Mapping[str, Any]


class Ahead:
    """The notes as they will be once the mails read so far are stored."""

    def __init__(self, notebook: Notebook) -> None:
        self._notebook = notebook
        self.noted: dict[str, Mapping[str, Any] | None] = {}

    async def get(self, key: str) -> Mapping[str, Any] | None:
        """The value."""
        return self.noted[key] if key in self.noted else await self._notebook.get(key)

    def note(self, notes: Mapping[str, Mapping[str, Any] | None]) -> None:
        """These will stand there."""
        self.noted.update(notes)


class Router:
    """Finds the way of each mail. Reads notes and writes none."""

    def __init__(self, rules: MailRules, marks: Marks, channel: str) -> None:
        self._rules = rules
        self._marks = marks
        self._channel = channel

    def mark(self, account: Account, texts: Iterable[str]) -> tuple[Account, Mark] | None:
        """The first genuine mark, of this mailbox or of another one of ours."""
        known = list(texts)
        for one in (account, *(other for other in self._rules.accounts if other is not account)):
            if mark := self._marks.find(one, known):
                return one, mark
        return None

    def is_own(self, address: str) -> bool:
        """Whether it is one of our mailboxes."""
        return any(account.is_own(address) for account in self._rules.accounts)

    async def route(self, account: Account, mail: Mail, id: str, notes: Ahead, now: datetime) -> Route:
        """Where the mail belongs; `id` is its own."""
        user = mail.from_address.strip().lower()
        doubts = mail.doubts
        marked = await self._marked(account, mail, notes)
        if marked:
            thread, note = marked
            owner = note["user"]
            if user == owner:
                doubts &= _ANSWERED_BY_MARK
                return self._route(account, owner, thread, doubts, note, proven=not doubts)
            # Somebody who was shown our mail writes: staff decide what it is worth.
            return self._route(account, owner, thread, {"other-sender", *doubts}, note)
        if mail.authentication and mail.authentication.passed:
            doubts -= _SETTLED_BY_PROOF
        if doubts or not user:
            # A person of its own, so that nothing of this ever stands with the customer who is named.
            user = f"?{user or 'unknown'}"
            return self._route(account, user, digest(account.name, user, "doubtful", id), doubts or {"no-from"}, {})
        if mail.automatic and mail.automatic is not Automatic.AUTO_REPLY and not mail.in_reply_to:
            return self._route(account, user, digest(account.name, user, "automatic"), (), {})
        if known := (
            await self._answered(user, mail, notes)
            or await self._named(user, mail, notes)
            or await self._said_before(user, mail, notes, now)
        ):
            thread, note = known
            return self._route(account, user, thread, (), note)
        return self._route(account, user, digest(account.name, user, id), (), {})

    def _route(
        self,
        account: Account,
        user: str,
        thread: str,
        doubts: Iterable[str],
        note: Mapping[str, Any],
        *,
        proven: bool = False,
    ) -> Route:
        place = Address(
            channel=self._channel,
            account=str(note.get("account", account.name)),
            user=user,
            thread="" if note.get("foreign") else thread,
        )
        doubt = ", ".join(sorted(map(str, doubts))) or None
        return Route(address=place, doubt=doubt, proven=proven, continues=bool(note), before=note)

    async def is_copy(self, account: Account, mail: Mail, id: str, notes: Ahead, now: datetime) -> bool:
        """Whether another mailbox of ours has this very mail, or its sender sent it twice: that one is dealt with."""
        user = mail.from_address.strip().lower()
        known = await notes.get(_own_key(user, mail.message_id)) if mail.message_id else None
        if known is not None:
            return known.get("id") == id and known.get("box") != account.name
        twin = twins.key(user, mail)
        return twin is not None and twins.is_twin(await notes.get(twin), mail, now)

    async def _marked(self, account: Account, mail: Mail, notes: Ahead) -> tuple[str, Mapping[str, Any]] | None:
        places = (*mail.delivered_to, *(box.address for box in (*mail.to, *mail.cc)))
        found = self.mark(account, (mail.in_reply_to or "", *reversed(mail.references), *places))
        if found is None:
            return None
        note = await notes.get(f"thread:{found[1].thread}")
        return (found[1].thread, note) if note else None

    async def _answered(self, user: str, mail: Mail, notes: Ahead) -> tuple[str, Mapping[str, Any]] | None:
        """The thread of an earlier mail of this sender's own that this one answers."""
        for id in (mail.in_reply_to, *reversed(mail.references)):
            if id and (note := await notes.get(_own_key(user, id))):
                return await self._owned(str(note["thread"]), user, notes)
        return None

    async def _named(self, user: str, mail: Mail, notes: Ahead) -> tuple[str, Mapping[str, Any]] | None:
        """The thread of a case whose number the mail names, if the sender is that case's contact."""
        for match in _CASE.finditer(f"{mail.subject}\n{mail.reply_text[:2000]}"):
            number = normalise(match[0])
            note = await notes.get(f"case:{number}")
            if note and (found := await self._owned(str(note["thread"]), user, notes)):
                return found
        return None

    async def _said_before(
        self, user: str, mail: Mail, notes: Ahead, now: datetime
    ) -> tuple[str, Mapping[str, Any]] | None:
        """The thread that this sender's letter with the same words began."""
        twin = twins.key(user, mail)
        note = await notes.get(twin) if twin else None
        return await self._owned(str(note["thread"]), user, notes) if note and twins.is_known(note, now) else None

    async def _owned(self, thread: str, user: str, notes: Ahead) -> tuple[str, Mapping[str, Any]] | None:
        note = await notes.get(f"thread:{thread}")
        return (thread, note) if note and note["user"] == user else None


def notes_of(route: Route, account: Account, mail: Mail, id: str, now: datetime) -> dict[str, dict[str, Any]]:
    """What is remembered of a mail, so that the answer goes into its thread and the next one is known."""
    place = route.address
    mails = list(route.before.get("mails", ()))
    if not (route.doubt and route.continues):
        references = [*mail.references, *([mail.message_id] if mail.message_id else [])]
        mails.append({"id": id, "references": list(dict.fromkeys(references))[-_REFERENCES:]})
    note = {
        "account": place.account,
        "user": place.user,
        "subject": route.before.get("subject") or mail.subject[:200],
        "mails": mails[-_MAILS:],
    }
    notes: dict[str, dict[str, Any]] = {}
    if place.thread:
        notes[f"thread:{place.thread}"] = note
    if mail.message_id and place.thread and not route.doubt:
        notes[_own_key(place.user, mail.message_id)] = {"thread": place.thread, "id": id, "box": account.name}
    if place.thread and not (route.doubt or route.continues) and (twin := twins.key(place.user, mail)):
        notes[twin] = twins.note(place.thread, mail, now)
    return notes


def _own_key(user: str, message_id: str) -> str:
    return f"in:{digest(user, message_id, length=32)}"


def identity(mail: Mail, raw: bytes) -> str:
    """The same mail, however often and by whichever way it comes, has one id; a blank Message-ID is none."""
    if not mail.message_id:
        return digest("raw", raw.decode("latin-1"), length=32)
    return digest("mail", mail.message_id, mail.from_address.lower(), mail.subject, mail.text, length=32)


def words_of(mail: Mail, *, continues: bool, before: str = "") -> str:
    """What the customer says with this mail; a new one says it in its subject too. `before`: the thread's subject.

    One that goes on with a thread and says nothing new, because only a picture is sent, says nothing: what it quotes,
    and the subject that it answers, are our own words. A subject that was changed is theirs.
    """
    if mail.sealed:
        return "" if continues or not re.search(r"\w\w", mail.subject) else mail.subject.strip()
    whole, body = mail.text.strip(), mail.reply_text.strip()
    if not continues and signatures.is_only_of_device(whole):
        whole = body = ""
    if continues and not body and (whole or is_reply(mail.subject)):
        subject = bare(mail.subject)
        return subject if before and _matter(subject) != _matter(before) else ""
    if not body or (not continues and _FORWARD.match(mail.subject)):
        body = whole
    body = quotes.without_headers(body)
    subject = mail.subject.strip()
    if continues and body:
        return body
    while forwarded := _FORWARD.match(subject):
        subject = subject[forwarded.end() :].strip()
    if not subject or (body and _SAYS_NOTHING.fullmatch(subject)) or subject in body[: len(subject) + 40]:
        return body
    return f"{subject}\n\n{body}".strip()


def _matter(subject: str) -> str:
    """A subject without what programs put around it: what an answer's and the thread's own share."""
    return "".join(sign for sign in _CASE.sub("", bare(subject)).casefold() if sign.isalnum())


def too_often(note: Mapping[str, Any] | None, now: datetime, most: int) -> tuple[bool, dict[str, Any]]:
    """Whether a sender has had all answers of this hour, and the note that counts this one."""
    hour_ago = now - timedelta(hours=1)
    times = [at for at in (note or {}).get("at", ()) if datetime.fromisoformat(at) > hour_ago]
    return len(times) >= most, {"at": [*times, now.isoformat()][-most - 1 :]}
