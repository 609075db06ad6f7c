"""The forms of the product. Which details the complaint form asks for depends on the category."""

from __future__ import annotations

from bot.cases.policy import Policy
from bot.dialogue.form import Answers, Form, Slot

COMPLAINT = "complaint"
SURVEY = "survey"
PROPOSAL = "proposal"
#: A "which of your cases?" or "are you sure?" about status, withdrawal or a repeated complaint.
CASE_CHOICE = "case_choice"

#: The remedies that are offered as buttons; the understander knows more.
REMEDIES = ("refund", "exchange", "repair", "resend", "compensation", "apology")

#: Asked of a complaint that went to a human at once; the rest is the human's to ask.
HANDED_OVER = ("description", "contact")


def complaint(policy: Policy, *, lasting: bool, contact_known: bool, handed_over: bool = False) -> Form:
    """The complaint form for this business on this channel.

    `lasting` channels reach the customer again by themselves, so they ask for no further contact.
    """

    def wanted(key: str) -> bool:
        if key == "contact" and (lasting or contact_known):
            return False
        return not handed_over or key in HANDED_OVER

    def detail(key: str, kind: str) -> Slot:
        def needed(answers: Answers) -> bool:
            category = policy.categories.get(answers.get("category") or "other") or policy.categories["other"]
            return wanted(key) and key in category.details

        return Slot(key=key, kind=kind, needed=needed, optional=True)

    return Form(
        key=COMPLAINT,
        version=1,
        slots=(
            Slot(key="description", kind="text"),
            detail("product", "short"),
            detail("order_number", "order"),
            detail("date", "date"),
            detail("place", "short"),
            detail("person", "short"),
            detail("amount", "amount"),
            Slot(key="remedy", kind="remedy", needed=lambda _: wanted("remedy"), optional=True),
            detail("contact", "contact"),
            detail("evidence", "files"),
        ),
    )
