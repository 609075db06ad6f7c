"""From probabilities and the moment of the talk to one intent."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from bot.messages import Context
from nlu.rules import YES_NO

#: Slots and questions that no answer in words of its own is expected for.
_FREE: Final = frozenset({"rating", "comment"})
#: Intents that interrupt an open question when the model is sure of them.
_INTERRUPTS: Final = (
    "check_status", "talk_to_human", "withdraw", "stop", "ask_faq", "greet", "thank", "correct", "skip", "deny", "affirm",
)  # fmt: skip
_ANOTHER: Final = re.compile(
    r"(?:另外|还有|再|另一|第二)[^,.;!?]{0,6}(?:投诉|件事|问题要)|(?:another|second|new|different|separate) (?:complaint|issue|problem|matter)|also (?:want|need|like) to complain"
)
#: Words that give a score, or change the one that was given, when nothing asks for it any more.
_RATES: Final = re.compile(
    r"(?:改|换|打|给|俾|畀)[^,.;!?]{0,8}(?:评分|分数|打分|星级)|(?:评分|分数|打分|星级)[^,.;!?]{0,8}(?:改|换|给|打)"
    r"|\b(?:change|raise|lower|correct|update)\b[^,.;!?]{0,20}\b(?:rating|score|stars)\b"
)
#: A value of these kinds alone makes a message informative.
_TELLING: Final = ("order_number", "phone", "email", "date", "amount", "place", "product", "person")


def decide(
    chances: Mapping[str, float],
    folded: str,
    context: Context,
    values: Mapping[str, str],
    *,
    ruled: str | None,
    rated: bool,
    threshold: float,
) -> tuple[str, float]:
    """The intent and how sure it is; out_of_scope where nothing is believed."""
    if ruled:
        return ruled, max(0.97, chances.get(ruled, 0.0))
    if not re.search(r"\w", folded):
        return "out_of_scope", 0.9
    moved = dict(chances)
    asked = context.asked
    if asked == "rating":
        moved["rate"] = moved.get("rate", 0.0) * 4 + (0.5 if rated else 0.0)
    elif rated and asked in (None, "comment") and _RATES.search(folded):
        moved["rate"] = moved.get("rate", 0.0) * 4 + 1.0
    elif asked and asked not in YES_NO:
        _answered(moved, folded, values, asked)
    elif asked:
        for intent in ("affirm", "deny"):
            moved[intent] = moved.get(intent, 0.0) * 2.5
        moved["out_of_scope"] = moved.get("out_of_scope", 0.0) * 0.5
    elif context.form is None:
        for intent in ("affirm", "deny", "skip"):
            moved[intent] = moved.get(intent, 0.0) * 0.7
    if not asked and any(key in values for key in ("order_number", "email", "phone")):
        moved["out_of_scope"] = moved.get("out_of_scope", 0.0) * 0.3
    if "case_number" in values and not asked:
        moved["check_status"] = moved.get("check_status", 0.0) * 2 + 0.1
        moved["out_of_scope"] = moved.get("out_of_scope", 0.0) * 0.2
    total = sum(moved.values()) or 1.0
    best = max(moved, key=lambda intent: moved[intent])
    sure = moved[best] / total
    if best != "out_of_scope" and sure < threshold:
        return "out_of_scope", 1 - sure
    return best, sure


def _answered(moved: dict[str, float], folded: str, values: Mapping[str, str], asked: str) -> None:
    """An open question makes its answer likely: what tells something is information for the open form."""
    complaint = moved.get("file_complaint", 0.0)
    if not _ANOTHER.search(folded):
        moved["add_information"] = moved.get("add_information", 0.0) + complaint
        moved["file_complaint"] = 0.0
    outside = moved.get("out_of_scope", 0.0)
    # Names, places and odd answers look like nothing that was learnt.
    share = 0.9 if asked in values or len(folded) <= 30 else 0.5
    moved["add_information"] += share * outside
    moved["out_of_scope"] = (1 - share) * outside
    for intent in ("greet", "thank", "affirm", "rate"):
        moved[intent] = moved.get(intent, 0.0) * 0.5
    moved["skip"] = moved.get("skip", 0.0) * 2
    if asked in values:
        moved["add_information"] += 0.5
