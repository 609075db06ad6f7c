"""Whether a machine wrote a mail (RFC 3834 and custom). Such a mail must never be answered: two machines never stop."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final

from channels.mail.reading import bounces
from channels.mail.reading.headers import Head
from channels.mail.reading.mail import Automatic
from channels.mail.reading.mime import Leaf

_I: Final = re.IGNORECASE
_AWAY: Final = re.compile(
    r"^\W*(?:re\s*[:：]\s*)?(?:(?:auto(?:matic|mated|matische|matisch)?|autom\.)[\s:-]*(?:reply|response|answer|antwort|repl|replied|respon\w+|acknowledg\w+)|auto\s?[:：-]|autoreply|auto-?responder|out[- ]of[- ](?:the[- ])?office|ooo\b|away from (?:my|the) (?:office|mail|desk)|on (?:vacation|holiday|annual leave)|vacation (?:reply|notice|response)|"
    r"abwesen(?:d|heit)|automatische antwort|autoantwort|nicht im (?:büro|haus)|absence(?: du bureau)?|réponse automatique|absent(?:e)? du bureau|respuesta automática|fuera de (?:la )?oficina|risposta automatica|fuori (?:sede|ufficio)|resposta automática|fora do escritório|automatisch antwoord|afwezig|automatisk (?:svar|besked)|autosvar|frånvaro|fraværsmelding|automaattinen vastaus|poissa|odpowiedź automatyczna|automatická odpověď|nieobecność|автоответ|автоматический ответ|"
    r"自动(?:回复|答复|应答|回覆)|自動(?:回复|回覆|答覆|回應|返信|応答)|系统自动(?:回复|答复)|(?:休假|外出|不在(?:办公室|辦公室))(?:自动)?(?:回复|通知|中)|不在通知|자동\s?(?:응답|회신)|부재중)",
    _I,
)
_RECEIPT: Final = re.compile(
    r"^\W*(?:read[:：]|read receipt|return receipt|gelesen[:：]|lu[:：]|lesebestätigung|leído[:：]|letto[:：]|gelezen[:：]|已读[:：]|已讀[:：]|开封確認|開封済み[:：]|读取回执|已读回执|已讀回執|读信回执|讀取回條|阅读回执|未读[:：]|deleted[:：]|not read[:：])",
    _I,
)
_CHALLENGE: Final = re.compile(
    r"(?:verify|confirm) (?:that )?you are (?:human|a real|not a spam)|spam ?arrest|your (?:message|mail) (?:is|has been) (?:being )?(?:held|quarantined).{0,80}(?:click|confirm|verify)|boxbe|sender verification (?:required|request)|please confirm your (?:message|email) (?:by|to)",
    _I | re.DOTALL,
)
_ROBOTS: Final = re.compile(
    r"^(?:(?:no|do-?not|donot)[-_.]?(?:reply|responder|respond|response|antwort(?:en)?)|noreply.*|ne-?pas-?repondre|nicht-?antworten|auto-?(?:reply|responder|confirm|mailer)|mailer|robot|cron(?:[-_]?daemon)?|nagios|jenkins|notifications?|alerts?|newsletter|listserv|majordomo|mailman)(?:[+-].*)?@",
    _I,
)


def kind_of(
    head: Head,
    leaves: Sequence[Leaf],
    *,
    sender: str,
    subject: str,
    text: str,
    report_type: str,
    loop_mark: tuple[str, str] | None,
) -> Automatic | None:
    """The kind, or None: a person wrote it. What says most comes first."""
    types: Collection[str] = {leaf.content_type for leaf in leaves}
    if loop_mark and loop_mark[1].encode() in head.every(loop_mark[0].lower()):
        return Automatic.LOOP
    if (
        report_type == "delivery-status"
        or "message/delivery-status" in types
        or "message/global-delivery-status" in types
    ):
        return Automatic.BOUNCE
    if report_type == "disposition-notification" or "message/disposition-notification" in types:
        return Automatic.READ_RECEIPT
    if report_type == "feedback-report" or "message/feedback-report" in types:
        return Automatic.REPORT
    if bounces.looks_like(head, sender, subject, text):
        return Automatic.BOUNCE
    if head.raw("x-ms-exchange-generated-message-source") and head.raw("return-path").strip() == b"<>":
        return Automatic.AUTO_REPLY
    return _declared(head, sender, subject, text) or _calendar(leaves, head)


def _declared(head: Head, sender: str, subject: str, text: str) -> Automatic | None:
    submitted = head.text("auto-submitted").lower().partition(";")[0].strip()
    precedence = head.text("precedence").lower().strip()
    if _RECEIPT.match(subject):
        return Automatic.READ_RECEIPT
    if _CHALLENGE.search(subject) or _CHALLENGE.search(text[:2000]):
        return Automatic.CHALLENGE
    replied = ("x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-reply", "x-autoreply-from", "x-mail-autoreply", "x-auto-reply-from", "auto-reply", "x-cron-env", "x-qq-autoreply")  # fmt: skip
    away = bool(_AWAY.match(subject))
    if submitted.startswith("auto-replied") or precedence == "auto_reply" or away:
        return Automatic.AUTO_REPLY
    for name in replied:
        value = head.text(name).lower()
        if value and value not in ("no", "false", "0", "none"):
            return Automatic.AUTO_GENERATED if name == "x-cron-env" else Automatic.AUTO_REPLY
    if head.raw("x-ms-exchange-inbox-rules-loop"):
        return Automatic.AUTO_REPLY
    if submitted and submitted != "no":
        return Automatic.AUTO_GENERATED
    if (
        any(head.raw(name) for name in ("list-id", "list-post", "x-mailing-list", "mailing-list", "x-loop-list"))
        or precedence == "list"
    ):
        return Automatic.LIST
    if (
        precedence in ("bulk", "junk")
        or head.raw("list-unsubscribe")
        or head.raw("feedback-id")
        or head.raw("x-campaign")
    ):
        return Automatic.BULK
    if bounces.from_system(sender) or head.raw("return-path").strip() == b"<>" or _ROBOTS.match(sender):
        # A null sender never comes from a person, whatever the words are.
        return Automatic.AUTO_GENERATED
    return None


def _calendar(leaves: Sequence[Leaf], head: Head) -> Automatic | None:
    """An invitation as the mail itself; one that is attached to a letter is a file like others."""
    for leaf in leaves:
        if leaf.content_type == "text/calendar" and (
            leaf.parameters.get("method") or (leaf.within and leaf.within[-1] == "alternative") or not leaf.within
        ):
            return Automatic.CALENDAR
    return Automatic.CALENDAR if "calendarmessage" in head.text("content-class").lower() else None
