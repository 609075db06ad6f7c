"""The forms of the product. Which details the complaint form asks for depends on the category."""

from __future__ import annotations

from bot.cases.policy import Policy
from bot.dialogue.form import Form, Slot

COMPLAINT = "complaint"
SURVEY = "survey"
PROPOSAL = "proposal"
#: "Did this answer help?", on top of the complaint to which it was offered.
ANSWER = "answer"
#: A code is to be sent, or to be typed, so that the customer is known here as well.
PROOF = "proof"
#: "Was it done?", asked once what was offered is carried out.
CARRIED_OUT = "carried_out"
#: A "which of your cases?" or "are you sure?" about status, withdrawal or a repeated complaint.
CASE_CHOICE = "case_choice"

#: The remedies that are offered as buttons; the understander knows more.
REMEDIES = ("refund", "exchange", "repair", "resend", "compensation", "apology")
#: With those that are only named, never offered.
EVERY_REMEDY = (*REMEDIES, "price_adjust", "invoice", "takedown")

#: Asked of a complaint that went to a human at once; the rest is the human's to ask.
HANDED_OVER = ("description", "contact")


_KINDS = {
    "product": "short",
    "order_number": "order",
    "date": "date",
    "place": "short",
    "person": "short",
    "amount": "amount",
    "remedy": "remedy",
    "contact": "contact",
    "evidence": "files",
}


def complaint(
    policy: Policy, category: str | None, *, lasting: bool, contact_known: bool, handed_over: bool = False
) -> Form:
    """The complaint form for a category on a channel; the category's details are asked in their configured order.

    `lasting` channels reach the customer again by themselves, so they ask for no further contact.
    """

    known = policy.categories.get(category or "other") or policy.categories["other"]

    def wanted(key: str) -> bool:
        if key == "contact" and (lasting or contact_known):
            return False
        return not handed_over or key in HANDED_OVER

    def detail(key: str) -> Slot:
        return Slot(key=key, kind=_KINDS[key], needed=lambda _: key in asked and wanted(key), optional=True)

    asked = dict.fromkeys((*known.details, "remedy"))
    unasked = tuple(key for key in _KINDS if key not in asked)
    details = tuple(detail(key) for key in (*asked, *unasked))
    return Form(key=COMPLAINT, version=1, slots=(Slot(key="description", kind="text"), *details))
