"""Whether a machine wrote a mail (RFC 3834 and custom). Such a mail must never be answered: two machines never stop."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final

from channels.mail.reading import bounces
from channels.mail.reading.addresses import domain
from channels.mail.reading.headers import Head
from channels.mail.reading.mail import Automatic
from channels.mail.reading.mime import Leaf

_I: Final = re.IGNORECASE
#: Subjects as programs write them: the phrase, and behind it a colon, the bracket's end, or nothing.
_REPLIED: Final = re.compile(
    r"^\W*(?:re\s*[:：]\s*)?(?:(?:auto(?:matic|mated|matische|matisch)?|autom\.)[\s-]*(?:reply|response|answer|antwort|replied|respond\w*|acknowledg\w+)|automatische abwesenheits\w+|out[- ]of[- ](?:the[- ])?office(?: (?:auto-? ?)?(?:reply|response|notification|notice|message))?|ooo|vacation (?:reply|notice|response|message)|"
    r"abwesenheits(?:notiz|meldung|nachricht|benachrichtigung|assistent)|réponse automatique(?: d['’]absence)?(?: du bureau)?|message d['’]absence|absente? du bureau|absence du bureau|respuesta automática|fuera de (?:la )?oficina|risposta automatica|fuori ufficio|resposta automática|fora do escritório|automatisch antwoord|afwezigheids\w+|automatisk (?:svar|besked)|autosvar|frånvaromeddelande|fraværsmelding|automaattinen vastaus|poissaoloviesti|odpowiedź automatyczna|automatická odpověď|автоответ|автоматический ответ|"
    r"(?:系统|系統)?自[动動](?:回复|答复|应答|回覆|答覆|回應|返信|応答)|(?:休假|假期|外出|不在(?:办公室|辦公室)?)自[动動](?:回复|答复|回覆|答覆)|자동\s?(?:응답|회신))(?:\s?\([^()]{0,40}\))?\s*(?:[:：)）\]】]|$)",
    _I,
)
#: Where somebody is: a person may begin so as well, and is believed to be one unless the mail answers another.
_AWAY: Final = re.compile(
    r"^\W*(?:re\s*[:：]\s*)?(?:away from (?:my|the) (?:office|mail|desk)|on (?:vacation|holiday|annual leave)|abwesend|abwesenheit|nicht im (?:büro|haus)|absence|absent|fuori sede|afwezig|frånvaro|poissa|nieobecność|(?:休假|外出|不在(?:办公室|辦公室))(?:通知|中)?|不在通知|부재중)\s*(?:[:：]|$)",
    _I,
)
#: So do people: believed where the mail is of the kind that tells such things.
_RECEIPT: Final = re.compile(
    r"^\W*(?:read[:：]|read receipt|return receipt|gelesen[:：]|lu[:：]|lesebestätigung|leído[:：]|letto[:：]|gelezen[:：]|已读[:：]|已讀[:：]|开封確認|開封済み[:：]|读取回执|已读回执|已讀回執|读信回执|讀取回條|阅读回执|未读[:：]|deleted[:：]|not read[:：])",
    _I,
)
#: What a receipt without a report says, and nothing else.
_WAS_READ: Final = re.compile(
    r"\W*(?:your message\b.{0,300}\bwas (?:read|displayed|deleted)\b|[您你]的(?:邮件|郵件).{0,100}(?:被|已)(?:阅读|閱讀|讀取|读取|打开|開啟|删除|刪除)).{0,80}$",
    _I | re.DOTALL,
)
_CHALLENGE: Final = re.compile(
    r"(?:verify|confirm) (?:that )?you are (?:human|a real|not a spam)|spam ?arrest|your (?:message|mail) (?:is|has been) (?:being )?(?:held|quarantined).{0,80}(?:click|confirm|verify)|boxbe|sender verification (?:required|request)|please confirm your (?:message|email) (?:by|to)",
    _I | re.DOTALL,
)
_ROBOTS: Final = re.compile(
    r"^(?:(?:.*[-_.+])?(?:no|do-?not)[-_.]?(?:reply|responder|respond|response|antwort(?:en)?)\d*(?:[-_.].*)?|ne-?pas-?repondre|nicht-?antworten|auto-?(?:reply|responder|confirm|mailer)|mailer|cron(?:[-_]?daemon)?|nagios|jenkins|notifications?|alerts?|newsletter|listserv|majordomo|mailman)(?:[+-].*)?@",
    _I,
)

_LISTS: Final = ("list-id", "list-post", "x-mailing-list", "mailing-list", "x-loop-list")


def kind_of(
    head: Head,
    leaves: Sequence[Leaf],
    *,
    sender: str,
    subject: str,
    text: str,
    fresh: str,
    report_type: str,
    loop_mark: tuple[str, str] | None,
    own: Collection[str],
) -> Automatic | None:
    """The kind, or None: a person wrote it. What says most comes first.

    `fresh`: the text without history. `own`: our addresses.
    """
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
    return _worded(head, subject, fresh, own) or _declared(head, sender, own) or _calendar(leaves, head, text)


def _worded(head: Head, subject: str, fresh: str, own: Collection[str]) -> Automatic | None:
    """By what it says."""
    answered = head.text("in-reply-to").lower()
    nobody = head.raw("return-path").strip() == b"<>"
    if _RECEIPT.match(subject) and (answered or nobody or _WAS_READ.match(fresh)):
        return Automatic.READ_RECEIPT
    # Customers tell of such demands, and forward them: in the text it is one only where it answers a mail of ours.
    ours = any(f"@{domain(address)}>" in answered for address in own)
    if _CHALLENGE.search(subject) or (ours and _CHALLENGE.search(fresh[:2000])):
        return Automatic.CHALLENGE
    if _REPLIED.match(subject) or (answered and _AWAY.match(subject)):
        return Automatic.AUTO_REPLY
    return None


def _declared(head: Head, sender: str, own: Collection[str]) -> Automatic | None:
    """By its headers, and by the address that it comes from."""
    submitted = head.text("auto-submitted").lower().partition(";")[0].strip()
    precedence = head.text("precedence").lower().strip()
    replied = ("x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-reply", "x-autoreply-from", "x-mail-autoreply", "x-auto-reply-from", "auto-reply", "x-cron-env", "x-qq-autoreply")  # fmt: skip
    if submitted.startswith("auto-replied") or precedence == "auto_reply":
        return Automatic.AUTO_REPLY
    for name in replied:
        value = head.text(name).lower()
        if value and value not in ("no", "false", "0", "none"):
            return Automatic.AUTO_GENERATED if name == "x-cron-env" else Automatic.AUTO_REPLY
    # A rule that only hands the mail on leaves its own mailbox there, not the writer's.
    if sender and sender.lower() in head.text("x-ms-exchange-inbox-rules-loop").lower().split():
        return Automatic.AUTO_REPLY
    if submitted and submitted != "no":
        return Automatic.AUTO_GENERATED
    # Our own address may be a list that leads to several people: whoever writes to it writes to us.
    listed = not _names_ours(head, own)
    if listed and (any(head.raw(name) for name in _LISTS) or precedence == "list"):
        return Automatic.LIST
    # No Feedback-ID: large providers write it on the mails of their private customers too.
    if precedence in ("bulk", "junk") or (listed and head.raw("list-unsubscribe")) or head.raw("x-campaign"):
        return Automatic.BULK
    if bounces.from_system(sender) or head.raw("return-path").strip() == b"<>" or _ROBOTS.match(sender):
        # A null sender never comes from a person, whatever the words are.
        return Automatic.AUTO_GENERATED
    return None


def _names_ours(head: Head, own: Collection[str]) -> bool:
    told = " ".join(head.text(name) for name in _LISTS).lower()
    places = set(re.split(r"[\s<>,;:]+", told))
    return any({one.lower(), one.lower().replace("@", ".")} & places for one in own)


def _calendar(leaves: Sequence[Leaf], head: Head, text: str) -> Automatic | None:
    """An invitation as the mail itself; one that is attached to a letter is a file like others."""
    for leaf in leaves:
        if leaf.content_type != "text/calendar" or leaf.disposition == "attachment":
            continue
        if "alternative" in leaf.within or not text.strip() or not leaf.within:
            return Automatic.CALENDAR
    return Automatic.CALENDAR if "calendarmessage" in head.text("content-class").lower() else None
