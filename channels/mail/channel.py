"""bot.ports.Channel, Reader and Listener for any number of mailboxes."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any, Final

from bot.errors import InvalidInput, NotFound, RetryLater, TooLarge, Unreachable
from bot.messages import Attachment, InboundMessage, OutboundMessage, Sent
from bot.ports import Clock, FileStore, Limits, Notebook
from bot.records import AddressGone, Arrival, Delivered, NotDelivered, Reading
from channels.mail import asides, ours, reading
from channels.mail.accounts import Account, MailRules
from channels.mail.listening import Watch, at_of
from channels.mail.marks import Mark, Marks, digest
from channels.mail.reading import Automatic, Mail, forms
from channels.mail.routing import Ahead, Route, Router, identity, notes_of, too_often, words_of
from channels.mail.sending import Post
from channels.mail.tokens import Tokens
from channels.mail.troubles import Tell, Trouble, Troubles
from channels.mail.writing import LOOP_HEADER, Writer

log = logging.getLogger(__name__)

#: Mails, and bytes of them, that are read and stored in one go.
_MOST_AT_ONCE: Final = 20
_HEAVY: Final = 4 * 1024 * 1024
#: Characters of a message that become a turn; staff have the whole mail.
_LONGEST: Final = 50_000
#: A picture within the text below this is decoration: a logo, an icon of a signature.
_DECORATION: Final = 8 * 1024
_MOST_FILES: Final = 30
#: What is lost in transit within a day may be the other side's fault, so a message is tried for about that long.
_ATTEMPTS: Final = 30


@dataclass(slots=True, kw_only=True)
class _Letter:
    """A mail that arrived, parsed, or what went wrong with it."""

    arrival: Arrival
    body: Mapping[str, Any]
    failure: Exception | None = None
    account: Account = field(init=False)
    raw: bytes = field(init=False)
    mail: Mail = field(init=False)


class MailChannel:
    """Mailboxes of ours. A customer's address is theirs; each thread of mails is a conversation of its own."""

    def __init__(
        self,
        rules: MailRules,
        *,
        key: bytes,
        clock: Clock,
        files: FileStore,
        originals: FileStore,
        notebook: Notebook,
        accept: Callable[..., Awaitable[int]],
        survey: Callable[[str], str],
        stop: Callable[[str], str],
        tell: Tell,
        name: str = "mail",
    ) -> None:
        self.name = name
        self.limits = Limits(max_text=100_000, choices=20, manner="mail", max_attempts=_ATTEMPTS)
        self._rules = rules
        self._clock = clock
        self._files = files
        self._originals = originals
        self._notebook = notebook
        self._accept = accept
        self._marks = Marks(key)
        self._loop_mark = hmac.digest(key, b"mail loop mark", "sha256").hex()[:32]
        self._tokens = Tokens(notebook, key)
        self._router = Router(rules, self._marks, name)
        self._writer = Writer(rules, self._marks, files, survey=survey, stop=stop, loop_mark=self._loop_mark)
        self._tell = tell
        self._troubles = {account.name: Troubles(account.name, "out", notebook, tell) for account in rules.accounts}
        self._posts = {account.name: Post(account, self._tokens) for account in rules.accounts}

    @property
    def accounts(self) -> Sequence[str]:
        """The mailboxes by name."""
        return [account.name for account in self._rules.accounts]

    async def start(self) -> None:
        """Connections are opened when they are needed."""
        await asides.forget(self._notebook, self._clock.now())

    async def close(self) -> None:
        """Hang up."""
        for post in self._posts.values():
            await post.close()

    async def listen(self, account: str, stop: asyncio.Event) -> None:
        """Watch this mailbox until `stop`."""
        found = self._rules.account(account)
        assert found is not None
        watch = Watch(
            found,
            channel=self.name,
            notebook=self._notebook,
            originals=self._originals,
            accept=self._accept,
            tokens=self._tokens,
            clock=self._clock,
            max_size=self._rules.max_size,
            tell=self._tell,
        )
        await watch.run(stop)

    async def send(self, message: OutboundMessage) -> Sent:
        """Send it from the mailbox to which the customer wrote, into their thread."""
        to = message.to
        account = self._rules.account(to.account) or (self._rules.accounts[0] if not to.account else None)
        if account is None:
            raise Unreachable(f"the mailbox {to.account} is no longer configured")
        if self._router.is_own(to.user):
            raise Unreachable("this is a mailbox of our own")
        thread = to.thread or digest("foreign", account.name, to.user)
        note = await self._notebook.get(f"thread:{thread}")
        if note is None:
            note = {"account": account.name, "user": to.user, "subject": "", "mails": [], "foreign": not to.thread}
            await self._notebook.put(f"thread:{thread}", note)
        if message.case_number:
            key = f"case:{message.case_number}"
            if await self._notebook.get(key) is None:
                await self._notebook.put(key, {"thread": thread})
        mark = Mark(thread=thread, outbox=message.id)
        try:
            sender, recipient, mail = await asyncio.to_thread(
                self._writer.write, message, account, note, mark, self._clock.now()
            )
        except NotFound as error:
            raise RetryLater("a file to be sent is not there") from error
        try:
            await self._posts[account.name].send(sender, recipient, mail, attempts=message.attempts, receipt=True)
        except RetryLater as error:
            if not error.counts:
                await self._troubles[account.name].found(Trouble.SENDING, str(error))
            raise
        await self._troubles[account.name].over()
        lines = await asyncio.to_thread(ours.lines_of, mail)
        await self._notebook.change(f"said:{thread}", lambda before: ours.noted(before, lines))
        return Sent(provider_id=self._marks.message_id(account, mark))

    async def read(self, arrivals: Sequence[Arrival]) -> Reading:
        """As many mails of a lane as are quickly read: messages, or what became of messages of ours."""
        notebook = Ahead(self._notebook)
        readings: list[Reading] = []
        for letter in await asyncio.to_thread(self._parse_all, arrivals[:_MOST_AT_ONCE]):
            try:
                if letter.failure:
                    raise letter.failure
                one = await self._read_one(letter, notebook)
            except Exception:
                if not readings:
                    raise
                # Those before it are done; it is the first one next time, and fails by itself.
                break
            notebook.note(one.notes)
            readings.append(one)
        return Reading(
            messages=tuple(message for one in readings for message in one.messages),
            facts=tuple(fact for one in readings for fact in one.facts),
            notes=notebook.noted,
            taken=len(readings),
        )

    def _parse_all(self, arrivals: Sequence[Arrival]) -> list[_Letter]:
        """The first ones that are quickly read, up to one that can't be: a thread's work, so that others are served."""
        letters: list[_Letter] = []
        weight = 0
        for arrival in arrivals:
            body = json.loads(arrival.body)
            weight += body["size"]
            if letters and weight > _HEAVY:
                break
            letter = _Letter(arrival=arrival, body=body)
            letters.append(letter)
            try:
                account = self._rules.account(arrival.account)
                if account is None:
                    raise RetryLater(f"the mailbox {arrival.account} is no longer configured", 3600.0)
                letter.account = account
                letter.raw = self._originals.open(body["hash"])
                letter.mail = self.parse(letter.raw, account)
            except Exception as error:
                letter.failure = error
                break
        return letters

    def parse(self, raw: bytes, account: Account) -> Mail:
        """The mail that these bytes are."""
        return reading.read(
            raw,
            authserv_ids=account.authserv_ids,
            results_below=account.results_below,
            loop_mark=(LOOP_HEADER, self._loop_mark),
            own=self._rules.addresses,
        )

    async def _read_one(self, letter: _Letter, notebook: Ahead) -> Reading:
        account, mail = letter.account, letter.mail
        if letter.body.get("insist"):
            # Staff have looked at it: a person wrote this.
            mail = letter.mail = replace(mail, automatic=None, bounces=())
        if mail.bounces:
            facts = tuple(self._returned(account, mail))
            return Reading(facts=facts) if facts else self._aside(letter, Automatic.BOUNCE)
        if mail.automatic is not Automatic.LOOP and self._is_form(letter):
            mail = letter.mail = forms.as_written(mail, self._rules.addresses)
        if mail.automatic is Automatic.LOOP or self._router.is_own(mail.from_address):
            log.info("mailbox %s: a mail of our own came back (arrival %s)", account.name, letter.arrival.id)
            return self._aside(letter, asides.OWN)
        id = identity(mail, letter.raw)
        if await self._router.is_copy(account, mail, id, notebook, self._clock.now()):
            return Reading()
        route = await self._router.route(account, mail, id, notebook, self._clock.now())
        if mail.automatic and not route.continues:
            return self._aside(letter, mail.automatic)
        return await self._reading(letter, route, id, notebook)

    def _is_form(self, letter: _Letter) -> bool:
        """A program writes there for somebody: one that is known, or one that staff have looked at."""
        mail = letter.mail
        if mail.from_address.lower() in letter.account.forms:
            return True
        robot = bool(letter.body.get("insist")) and reading.is_robot(mail.from_address)
        return robot and forms.names_person(mail, self._rules.addresses)

    def _aside(self, letter: _Letter, reason: str) -> Reading:
        """Nobody's turn: staff may look at it."""
        return Reading(notes=asides.note(letter.arrival, letter.mail, letter.body, str(reason)))

    def _returned(self, account: Account, mail: Mail) -> list[AddressGone | NotDelivered | Delivered]:
        """Which of our messages arrived, and which did not; a report that is about none of them is nobody's.

        "relayed" says only that another server has it now, one that reports no arrivals (RFC 3464, 2.3.3).
        """
        facts: list[AddressGone | NotDelivered | Delivered] = []
        for bounce in mail.bounces:
            if bounce.action not in ("failed", "delivered"):
                continue
            places = (bounce.original_message_id or "", *mail.delivered_to, *(box.address for box in mail.to))
            found = self._router.mark(account, places)
            if found is None:
                log.warning("mailbox %s: a report about a mail that is not ours", account.name)
                continue
            owner, mark = found
            provider_id = self._marks.message_id(owner, mark)
            if bounce.action == "delivered":
                facts.append(Delivered(channel=self.name, provider_id=provider_id, at=self._clock.now()))
                continue
            reason = f"returned by the mail server: {bounce.status or 'no status'}"
            facts.append(NotDelivered(channel=self.name, provider_id=provider_id, reason=reason))
        return facts

    async def _reading(self, letter: _Letter, route: Route, id: str, notebook: Ahead) -> Reading:
        account, mail, body = letter.account, letter.mail, letter.body
        now = self._clock.now()
        notes: dict[str, Mapping[str, Any] | None] = dict(notes_of(route, account, mail, id, now))
        doubt = route.doubt
        automatic = mail.automatic is not None
        if not automatic and not doubt:
            key = f"hour:{digest(account.name, route.address.user)}"
            over, counted = too_often(await notebook.get(key), now, self._rules.answers_per_hour)
            notes[key] = counted
            if over:
                doubt = "too-often"
        words = words_of(mail, continues=route.continues, before=str(route.before.get("subject", "")))[:_LONGEST]
        if route.continues and (said := await notebook.get(f"said:{route.address.thread}")):
            words = ours.without(words, mail.text, said["lines"])
        files, lost = await asyncio.to_thread(self._keep, mail) if mail.attachments else ((), None)
        message = InboundMessage(
            id=id,
            sender=route.address,
            text=words,
            attachments=files,
            sent_at=_believable(mail, body, now),
            received_at=letter.arrival.received_at,
            in_reply_to=mail.in_reply_to,
            automatic=automatic,
            unsupported="encrypted" if mail.sealed else lost,
            name=mail.from_name or None,
            doubt=None if automatic else doubt,
            proven=route.proven,
            original=Attachment(
                hash=body["hash"], name=body["name"], content_type=body["content_type"], size=body["size"]
            ),
        )
        return Reading(messages=(message,), notes=notes)

    def _keep(self, mail: Mail) -> tuple[tuple[Attachment, ...], str | None]:
        """The files that a person sent, and why one is missing; what can't be kept is still in the whole mail."""
        kept: dict[str, Attachment] = {}
        lost = None
        for file in mail.attachments:
            if (file.inline and len(file.data) < _DECORATION) or file.seals or len(kept) >= _MOST_FILES:
                continue
            try:
                one = self._files.put(file.data, file.name, file.content_type)
            except InvalidInput as error:
                log.info("a file of a mail is not kept by itself: %s", type(error).__name__)
                lost = "too_large" if isinstance(error, TooLarge) else lost
            else:
                kept.setdefault(one.hash, one)
        return tuple(kept.values()), lost


def _believable(mail: Mail, body: Mapping[str, Any], now: Any) -> Any:
    """When it was written: the sender's clock, unless that lies in the future or far in the past."""
    arrived = at_of(body)
    written = mail.date
    if written is None or written > arrived + timedelta(hours=1) or written < arrived - timedelta(days=30):
        return min(arrived, now)
    return written
