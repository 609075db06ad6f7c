"""What becomes of an offer: made or put to somebody above, told, accepted, carried out, confirmed by the customer.

A limit of authority, and a customer who complained again, make the next level decide: the customer hears of the offer
only once it is approved.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Final

from bot.cases import case as cases
from bot.cases.case import CUSTOMER, SYSTEM, TRANSITIONS, Case, Event, Status, staff
from bot.cases.solution import REMEDIES, Offer, Stage
from bot.desk import clocks
from bot.desk.phrases import phrased
from bot.desk.rules import Rules
from bot.desk.speech import facts, push
from bot.dialogue import push as dialogue
from bot.errors import Conflict, InvalidInput, NotAllowed
from bot.messages import Purpose
from bot.ports import UnitOfWork
from bot.records import Alert, Role, User

#: Who may decide about others' offers.
LEADERS: Final = (Role.SUPERVISOR, Role.ADMINISTRATOR)

_MOST: Final = Decimal(10**10)


def make(
    uow: UnitOfWork,
    rules: Rules,
    case: Case,
    user: User,
    *,
    words: str,
    kind: str,
    amount: Decimal | None,
    currency: str,
    now: datetime,
) -> tuple[Case, Offer]:
    """Tell the customer, or put it to whoever may decide. An offer that was open before is replaced."""
    _check(kind, amount)
    if Status.PROPOSED not in TRANSITIONS[case.status]:
        # Said in the words of the case's own rule.
        cases.propose(case, words, actor=staff(user.id), now=now)
    offer = Offer(
        case=case.id,
        kind=kind,
        amount=amount,
        currency=(currency or rules.solution.authority.currency) if amount is not None else "",
        words=words,
        by=user.id,
        at=now,
        reason=reason_of(rules, case, user, kind, amount, currency),
        changed_at=now,
    )
    for earlier in uow.solutions.offers(case.id):
        if earlier.stage in (Stage.WAITING, Stage.OFFERED, Stage.ACCEPTED):
            uow.solutions.move_offer(replace(earlier, stage=Stage.REPLACED, changed_at=now), earlier.stage)
    if offer.reason:
        return _ask(uow, rules, case, uow.solutions.add_offer(replace(offer, stage=Stage.WAITING)), user, now=now)
    return _tell(uow, rules, case, uow.solutions.add_offer(offer), actor=staff(user.id), now=now)


def reason_of(
    rules: Rules, case: Case, user: User, kind: str, amount: Decimal | None, currency: str, *, alone: bool = True
) -> str:
    """Why this staff member can't decide alone; "" where they can."""
    authority = rules.solution.authority
    reason = authority.why_not(user.role, kind, case.category, amount, currency or authority.currency)
    if not reason and alone and rules.solution.next_level_decides and case.recomplaints and user.role not in LEADERS:
        return "recomplaint"
    return reason


def decide(
    uow: UnitOfWork,
    rules: Rules,
    id: int,
    user: User,
    *,
    verb: str,
    now: datetime,
    remark: str = "",
    version: int | None = None,
    kind: str = "",
    amount: Decimal | None = None,
    words: str = "",
) -> tuple[Case, Offer]:
    """Approve it as it is, approve it changed, or refuse it. verb: approve | change | refuse

    `version` is the case's as whoever decides saw it. Raises NotAllowed, or Conflict where somebody else was faster or
    the case has changed.
    """
    offer = uow.solutions.offer(id)
    case = uow.cases.get(offer.case)
    if user.role not in LEADERS:
        raise NotAllowed("Only supervisors and administrators decide about approvals.")
    if offer.by == user.id:
        raise NotAllowed("Nobody approves what they asked for themselves; ask a colleague of your level or above.")
    if offer.stage is not Stage.WAITING:
        raise Conflict("This request was decided already: it is {stage}.", stage=offer.stage)
    if version is not None and version != case.version:
        raise Conflict(
            "Case {number} has changed since you opened this page. Look at it again, then decide.", number=case.number
        )
    if verb in ("change", "refuse") and not remark.strip():
        raise InvalidInput("remark: say why, so that your colleague learns it.")
    decided = replace(offer, decided_by=user.id, decided_at=now, remark=remark.strip(), changed_at=now)
    uow.staff.audit(now, user.id, f"offer_{verb}", case.number, f"offer {offer.id}")
    if verb == "refuse":
        decided = replace(decided, stage=Stage.REFUSED)
        uow.solutions.move_offer(decided, Stage.WAITING)
        _record(uow, case, decided, "refused", user, remark.strip(), now=now)
        _answer(uow, case, decided, "approval_refused", now=now)
        return case, decided
    if verb not in ("approve", "change"):
        raise InvalidInput("verb: approve, change or refuse.")
    if verb == "change":
        _check(kind or offer.kind, amount)
        money = offer.currency or rules.solution.authority.currency
        decided = replace(
            decided,
            kind=kind or offer.kind,
            amount=amount,
            currency=money if amount is not None else "",
            words=words.strip() or offer.words,
        )
    # A colleague's limit binds whoever approves too, but a re-complaint is theirs to decide.
    if reason_of(rules, case, user, decided.kind, decided.amount, decided.currency, alone=False):
        raise NotAllowed("This is above your own authority as well; an administrator decides.")
    if Status.PROPOSED not in TRANSITIONS[case.status] or case.main is not None:
        raise Conflict(
            "Case {number} is {status} now; nothing can be offered any more. Refuse the request.",
            number=case.number,
            status=case.status,
        )
    decided = replace(decided, stage=Stage.OFFERED)
    uow.solutions.move_offer(decided, Stage.WAITING)
    _record(uow, case, decided, "changed" if verb == "change" else "approved", user, remark.strip(), now=now)
    _answer(uow, case, decided, "approval_granted", now=now)
    return _tell(uow, rules, case, decided, actor=staff(offer.by), now=now)


def carry_out(uow: UnitOfWork, case: Case, *, now: datetime) -> Offer | None:
    """The case is being resolved: the offer, if one stands, counts as carried out; what waited is void."""
    done = None
    for offer in uow.solutions.offers(case.id):
        if offer.stage is Stage.WAITING:
            uow.solutions.move_offer(replace(offer, stage=Stage.VOID, changed_at=now), Stage.WAITING)
        elif offer.stage in (Stage.OFFERED, Stage.ACCEPTED):
            done = replace(offer, stage=Stage.CARRIED_OUT, changed_at=now)
            uow.solutions.move_offer(done, offer.stage)
            if offer.stage is Stage.OFFERED:
                # The customer has not said so here; what was offered is what they got all the same.
                _agreed(uow, case, offer, SYSTEM, now=now)
    if done:
        uow.cases.record(Event(case=case.id, at=now, kind="remedy", actor="system", to=Stage.CARRIED_OUT))
    return done


def void(uow: UnitOfWork, case: Case, *, now: datetime, accepted: bool = True) -> None:
    """The case goes another way: nothing is decided or answered any more. `accepted`: nor carried out."""
    stages = (Stage.WAITING, Stage.OFFERED, *((Stage.ACCEPTED,) if accepted else ()))
    for offer in uow.solutions.offers(case.id):
        if offer.stage in stages:
            uow.solutions.move_offer(replace(offer, stage=Stage.VOID, changed_at=now), offer.stage)


def settle(uow: UnitOfWork, case: Case, stage: Stage, *, now: datetime, note: str = "") -> bool:
    """What the customer says of the offer that stands. False where none stands that this could be said of."""
    before = {
        Stage.ACCEPTED: (Stage.OFFERED,),
        Stage.REJECTED: (Stage.OFFERED,),
        Stage.CONFIRMED: (Stage.CARRIED_OUT,),
        Stage.MISSING: (Stage.CARRIED_OUT, Stage.CONFIRMED),
    }[stage]
    # Of several the newest: the others belong to rounds before.
    found = [offer for offer in uow.solutions.offers(case.id) if offer.stage in before][-1:]
    for offer in found:
        uow.solutions.move_offer(replace(offer, stage=stage, changed_at=now), offer.stage)
    if found and stage is Stage.ACCEPTED:
        _agreed(uow, case, found[0], CUSTOMER, now=now)
    if found and stage in (Stage.CONFIRMED, Stage.MISSING):
        uow.cases.record(Event(case=case.id, at=now, kind="remedy", actor=CUSTOMER, to=stage, note=note, public=True))
        uow.notify(f"case:{case.number}")
    return bool(found)


def _agreed(uow: UnitOfWork, case: Case, offer: Offer, actor: str, *, now: datetime) -> None:
    """The figures count the case under this kind of solution."""
    uow.cases.record(
        Event(case=case.id, at=now, kind="solution", actor=actor, to=offer.kind, data={"offer": offer.id})
    )  # fmt: skip


def require_level(uow: UnitOfWork, rules: Rules, case: Case, user: User) -> None:
    """Whoever had the case before its customer complained again does not close it alone: raises NotAllowed.

    What somebody above has approved and the customer was offered since may be carried out by anybody.
    """
    if not rules.solution.next_level_decides or not case.recomplaints or user.role in LEADERS:
        return
    again = uow.solutions.recomplaints(case.id)
    if not again:
        return
    for offer in uow.solutions.offers(case.id):
        decided = offer.decided_by is not None and offer.decided_at is not None and offer.decided_at >= again[-1].at
        if decided and offer.stage in (Stage.OFFERED, Stage.ACCEPTED):
            return
    raise NotAllowed(
        "The customer of case {number} complained again: a supervisor decides. Propose a solution, which goes "
        "to them for approval, or ask them to resolve it.",
        number=case.number,
    )


def worded(rules: Rules, language: str, offer: Offer) -> str:
    """The offer as the customer reads it: the kind and the sum, then the words."""
    return phrased(rules.texts[language], language, offer.kind, offer.amount, offer.currency, offer.words)


def to_amount(text: str) -> Decimal | None:
    """A sum from a form; None where it is empty. Raises InvalidInput."""
    plain = text.strip().replace(",", "")
    if not plain:
        return None
    try:
        amount = Decimal(plain)
    except InvalidOperation:
        raise InvalidInput("amount: write a sum such as 299 or 299.50.") from None
    if not amount.is_finite():
        raise InvalidInput("amount: write a sum such as 299 or 299.50.")
    return amount


def _check(kind: str, amount: Decimal | None) -> None:
    if kind not in REMEDIES:
        raise InvalidInput("kind: {kind} is none of {remedies}.", kind=kind, remedies=REMEDIES)
    if amount is not None and not (0 <= amount < _MOST and amount == round(amount, 2)):
        raise InvalidInput("amount: a sum from 0 with at most two decimals.")


def _ask(uow: UnitOfWork, rules: Rules, case: Case, offer: Offer, user: User, *, now: datetime) -> tuple[Case, Offer]:
    note = worded(rules, rules.policy.default_language, offer)
    _record(uow, case, offer, "requested", user, note, now=now)
    # Not the note: everybody reads of it in their own language.
    sum = "" if offer.amount is None else str(offer.amount)
    values = {
        "name": user.name, "kind": offer.kind, "amount": sum, "currency": offer.currency, "words": offer.words,
        "by": user.id,
    }  # fmt: skip
    uow.alerts.add(Alert(kind="approval", key="approval", values=values, case=case.id, at=now))
    # A new version: whoever looks at an older one is told.
    case = uow.cases.save(replace(case, updated_at=now))
    uow.notify("cases", f"case:{case.number}")
    return case, offer


def _tell(uow: UnitOfWork, rules: Rules, case: Case, offer: Offer, *, actor: str, now: datetime) -> tuple[Case, Offer]:
    conversation = uow.conversations.get(case.conversation)
    language = conversation.state.language or case.language
    case, event = cases.propose(case, worded(rules, language, offer), actor=actor, now=now)
    case = uow.cases.save(case)
    data = {"offer": offer.id, "kind": offer.kind, "amount": str(offer.amount or ""), "currency": offer.currency}
    uow.cases.record(replace(event, data=data))
    known = facts(uow, rules, conversation, now=now)
    outcome = dialogue.propose(conversation.state, known, case)
    push(uow, rules, conversation, outcome, now=now, purpose=Purpose.PROPOSAL, case=case)
    case = clocks.answered(uow, rules, case, now=now)
    case = clocks.wait(uow, rules, case, clocks.PROPOSAL, actor=actor, now=now)
    uow.notify("cases", f"case:{case.number}")
    return case, offer


def _record(uow: UnitOfWork, case: Case, offer: Offer, to: str, user: User, note: str, *, now: datetime) -> None:
    data = {"offer": offer.id, "reason": offer.reason}
    uow.cases.record(Event(case=case.id, at=now, kind="approval", actor=staff(user.id), to=to, note=note, data=data))


def _answer(uow: UnitOfWork, case: Case, offer: Offer, key: str, *, now: datetime) -> None:
    """The one who asked hears what was decided."""
    uow.alerts.add(
        Alert(kind="approval", key=key, values={"remark": offer.remark}, case=case.id, at=now, user=offer.by)
    )
    uow.notify("cases", f"case:{case.number}")
