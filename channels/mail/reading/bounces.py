"""Reports that a mail of ours was not delivered: by the standard (RFC 3464), and in the many ways beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from channels.mail.reading import headers
from channels.mail.reading.headers import Head
from channels.mail.reading.mail import Bounce
from channels.mail.reading.mime import Leaf

_MOST: Final = 200
_I: Final = re.IGNORECASE

_SENDERS: Final = re.compile(
    r"^(?:mailer-?daemon|postmaster|mail-?daemon|mailerdaemon|mail\.?delivery|mdaemon|microsoftexchange[0-9a-f]{20,}|bounce(?:s|d)?(?:[-+=].*)?|mail-?delivery-?(?:subsystem|system)|"
    r"delivery-?status|mmdf|smtp-?gateway|maildelivery|system-?administrator)@|^(?:mailer-?daemon|postmaster)$",
    _I,
)
_SUBJECTS: Final = re.compile(
    r"undeliver(?:able|ed)|un-?delivered|non[- ]?deliver|mail delivery (?:fail|system|problem|error|status|subsystem)|delivery (?:status notification|fail|problem|has failed|report|error|notification|incomplete|status|delayed)|"
    r"return(?:ed)?(?: mail|: see transcript| to sender)|mail (?:could not|not) be? ?deliver|message (?:not|could not be|can't be) deliver|failure notice|failed (?:mail|delivery)|mail failure|mail system error|warning: (?:could not send|message)|mail delay|delayed mail|"
    r"could not (?:send|deliver) (?:message|mail)|rejected mail|message undeliverable|nondeliverable|"
    r"unzustellbar|nicht zustellbar|konnte nicht zugestellt|zustellung .{0,20}(?:fehl|verzögert)|fehler bei der zustellung|nachricht nicht zugestellt|rückläufer|unzustellbarkeit|"
    r"non (?:remis|distribu)|échec de (?:la )?(?:remise|distribution)|non recapitabile|mancato recapito|no se (?:ha podido|pudo) entregar|no entregado|devuelto|não (?:foi )?entreg|onbestelbaar|niet bezorgd|kunde inte levereras|ikke leveres|недоставлен|не доставлено|"
    r"退信|退件|系统退信|投递失败|投遞失敗|无法投递|無法投遞|无法送达|無法傳遞|無法送達|未送达|未能送达|未能送達|未传递|传递失败|傳遞失敗|发送失败|退回|邮件被退|无法传递|無法寄達|寄送失敗|配信不能|配信できません|配信エラー|送信できません|전송\s?실패|반송",
    _I,
)
_TEXTS: Final = re.compile(
    r"this message was created automatically by (?:the )?mail delivery|hi\. this is the qmail-send program|this is the mail system at host|i'm afraid i wasn't able to deliver|could not be delivered to one or more|"
    r"delivery to the following (?:recipient|address)e?s?[^\n]{0,30} failed|the following address(?:es)? (?:failed|had permanent|had transient)|your message (?:did not reach|wasn't delivered|could not be delivered|was not delivered|couldn't be delivered)|the following message to <|"
    r"recipient(?:'s)? (?:mailbox is full|address rejected|unknown)|was not delivered to:|message (?:from|to) .{3,80} was undeliverable|550[ -]|unrouteable address|user unknown|mailbox unavailable|"
    r"很抱歉[，,]?您?的?(?:邮件|郵件)|抱歉[，,]?您的邮件(?:被退回|未能)|您(?:发送|寄出)?的(?:邮件|郵件).{0,30}(?:被退回|未能|无法|無法|退信)|退信原因|退信代码|收件人.{0,30}(?:不存在|拒收|不可用)|邮箱(?:空间)?(?:已)?满|无法(?:送达|投递)|投递.{0,6}失败|配信できませんでした",
    _I,
)
_FIELD: Final = re.compile(r"^([A-Za-z][A-Za-z-]+)[ \t]*:[ \t]*(.*(?:\n[ \t]+.*)*)", re.MULTILINE)
_ADDRESS: Final = r"[\w.+'=/-]{1,100}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"
_STATUS: Final = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
_CODE: Final = re.compile(r"(?<![\d.#-])([45]\d\d)(?=[\s#:\-)】]|$)")
_MESSAGE_ID: Final = re.compile(r"^[ \t>]*Message-ID[ \t]*:\s*(<[^<>\s]{1,400}>)", _I | re.MULTILINE)

#: Whom it did not reach, as the non-standard reports say it; the first that matches counts.
_RECIPIENTS: Final = tuple(
    re.compile(pattern, _I | re.MULTILINE)
    for pattern in (
        rf"^<({_ADDRESS})>:?[ \t]*$",
        rf"^[ \t]*<?({_ADDRESS})>?:[ \t]*(?:$|\S)",
        rf"(?:delivery to|message to|deliver (?:your )?(?:message|mail) to|sent to|was not delivered to|failed recipient|recipient address|original recipient|final recipient|recipients?|rcpt to|to the following recipients?|following address(?:es)?[^\n]{{0,60}}|following recipients?[^\n]{{0,60}})\s*(?:[:：]\s*)?(?:rfc822;\s*)?[<'\"(]?({_ADDRESS})",
        rf"(?:收件人|收信人|收件者|收件地址|投递到|发送到|发往|发给|发送给|寄往|寄給|地址)(?:邮箱|邮件|地址|列表)?[^\n@]{{0,20}}?(?:[:：]\s*|\s*)[<'\"(（“]?({_ADDRESS})",
        rf"^[ \t]{{1,8}}<?({_ADDRESS})>?[ \t]*(?:\(.*\))?$",
        rf"({_ADDRESS})>?[”\"'）)]?[ \t]*(?:couldn't be found|wasn't found|could not be|was not found|不存在|被拒|拒收|无法|未能|的邮箱|的郵箱|mailbox|user)",
        rf"<({_ADDRESS})>",
    )
)
_HARD: Final = re.compile(
    r"user unknown|unknown user|no such (?:user|mailbox|recipient|address|account)|does(?:n't| not) exist|not found|couldn't be found|invalid (?:recipient|mailbox|address)|unrouteable|address rejected|host unknown|domain (?:not found|does not exist)|account (?:has been )?(?:disabled|closed|inactive|suspended)|mailbox unavailable|bad destination|不存在|已注销|已停用|无效|unknown or illegal|recipient rejected|relay(?:ing)? denied|unbekannt|permanent",
    _I,
)
_SOFT: Final = re.compile(
    r"(?:mailbox|quota|邮箱|信箱|空间)[^\n]{0,30}(?:full|exceeded|over|已满|满|不足)|over ?quota|try again|temporar|greylist|delayed|will (?:keep|continue to|be) (?:try|retr)|retry|timed? ?out|timeout|connection refused|稍后|重试|暂时|频率|too many|verzögert",
    _I,
)
_DELAY: Final = re.compile(
    r"delay|warning: (?:could not send|message .* delayed)|will (?:keep trying|continue to|be retried)|not yet been delivered|still being retried|verzögert|延迟|仍在尝试|尚未送达",
    _I,
)


def looks_like(head: Head, sender: str, subject: str, text: str) -> bool:
    """Whether a mail without the standard's form is a report of non-delivery all the same."""
    own = (
        bool(_SENDERS.search(sender))
        or head.raw("return-path").strip() == b"<>"
        or bool(head.raw("x-failed-recipients"))
    )
    told = bool(_SUBJECTS.search(subject))
    return (own and (told or bool(_TEXTS.search(text[:4000])))) or bool(head.raw("x-failed-recipients") and told)


def from_system(sender: str) -> bool:
    """Whether the address is one that mail systems write from."""
    return bool(_SENDERS.search(sender))


def standard(leaves: Sequence[Leaf]) -> list[Bounce]:
    """The reports of message/delivery-status, one for each recipient."""
    found: list[Bounce] = []
    original = original_id(leaves, "")
    for leaf in leaves:
        if leaf.content_type not in ("message/delivery-status", "message/global-delivery-status"):
            continue
        text = leaf.data[:200_000].decode("utf-8", "replace").replace("\r\n", "\n")
        for group in re.split(r"\n[ \t]*\n", text):
            fields = {name.lower(): re.sub(r"\s+", " ", value).strip() for name, value in _FIELD.findall(group)}
            recipient = fields.get("final-recipient") or fields.get("original-recipient")
            if recipient is None and "action" not in fields:
                continue
            found.append(_bounce(fields, _typed(recipient or ""), original))
            if len(found) >= _MOST:
                return found
    return found


def _typed(value: str) -> str:
    """ "rfc822; a@b" → "a@b". Exchange writes IMCEA and X.500 names as well: kept as they are."""
    kind, separator, rest = value.partition(";")
    plain = rest if separator else kind
    return re.sub(r"^<(.*)>$", r"\1", plain.strip().strip("\"'"))[:320]


def _bounce(fields: dict[str, str], recipient: str, original: str | None) -> Bounce:
    diagnostic = re.sub(r"^\w+\s*;\s*", "", fields.get("diagnostic-code", ""))
    status = _STATUS.search(fields.get("status", "")) or _STATUS.search(diagnostic)
    code = status.group(1) if status else ""
    precise = _STATUS.search(diagnostic)
    if precise and code.endswith(".0.0"):
        # Postfix says 5.0.0 where it only hands on what the other server said.
        code = precise.group(1)
    action = fields.get("action", "failed").lower().split(" ")[0].strip("()") or "failed"
    return Bounce(
        recipient=recipient,
        action=action,
        status=code,
        diagnostic=headers.one_line(diagnostic)[:500],
        original_message_id=original,
        permanent=action == "failed" and not _passing(code, diagnostic),
    )


def _passing(status: str, diagnostic: str) -> bool:
    """Whether another try may reach them: a full mailbox is emptied some day, an unknown user does not appear."""
    if status.startswith("4"):
        return True
    return status in ("5.2.2", "5.4.7") or (status.startswith("5.2") and bool(_SOFT.search(diagnostic)))


def original_id(leaves: Sequence[Leaf], text: str) -> str | None:
    """The Message-ID of our mail, from the copy of it that the report carries."""
    for leaf in leaves:
        if leaf.content_type in ("message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers"):
            head = headers.split(leaf.data[:200_000], most=300, size=8192)
            found = re.search(r"<[^<>\s]+>", head.raw("message-id").decode("ascii", "replace"))
            if found:
                return found.group()
            break
    quoted = _MESSAGE_ID.search(text)
    return quoted.group(1) if quoted else None


def informal(head: Head, subject: str, text: str, leaves: Sequence[Leaf], own: Sequence[str]) -> list[Bounce]:
    """Read a report in plain words. `own`: our addresses in this mail, which are never whom it did not reach."""
    told, _, copy = _split_copy(text)
    failed = head.text("x-failed-recipients")
    recipients = [part.strip(" <>") for part in failed.split(",") if "@" in part][:_MOST]
    if not recipients:
        ours = {address.lower() for address in own}
        for pattern in _RECIPIENTS:
            hits = [hit for hit in pattern.findall(told[:20_000]) if hit.lower() not in ours and not from_system(hit)]
            if hits:
                recipients = list(dict.fromkeys(hits[:1] if pattern is _RECIPIENTS[-1] else hits))[:_MOST]
                break
    if not recipients and copy:
        to = re.search(rf"^To[ \t]*:.*?({_ADDRESS})", copy, _I | re.MULTILINE)
        recipients = [to.group(1)] if to else []
    status = _STATUS.search(told)
    code = _CODE.search(told)
    value = status.group(1) if status else code.group(1) if code else ""
    delayed = bool(_DELAY.search(subject) or (_DELAY.search(told[:1500]) and not _HARD.search(told)))
    permanent = not delayed and (
        (not value.startswith("4") and not (_SOFT.search(told) and not _HARD.search(told))) or bool(_HARD.search(told))
    )
    line = next((line for line in told.splitlines() if _STATUS.search(line) or _CODE.search(line)), "")
    original = original_id(leaves, text)
    if original is None:
        replied = re.search(r"<[^<>\s]+>", head.text("in-reply-to") or head.text("references"))
        original = replied.group() if replied else None
    return [
        Bounce(
            recipient=recipient,
            action="delayed" if delayed else "failed",
            status=value,
            diagnostic=headers.one_line(line)[:500],
            original_message_id=original,
            permanent=permanent,
        )
        for recipient in (recipients or [""])
    ]


def _split_copy(text: str) -> tuple[str, str, str]:
    """What the server says, and the copy of our mail below it."""
    cut = re.search(
        r"^(?:[- \t]*+(?:Below this line is a copy of the message|This is a copy of (?:the|your) message|Original message|Included is a copy|Message header follows|Original Message|Undelivered message|the original message was)|[ \t]*+--[- \t]*+(?:原邮件|邮件原文|原始邮件))[^\n]*$",
        text,
        _I | re.MULTILINE,
    )
    return (text[: cut.start()], cut.group(), text[cut.end() :]) if cut else (text, "", text)
