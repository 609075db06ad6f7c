"""Mails in which a program tells what somebody entered into a form on a website: read as that person's own mail.

A form names each field; the name stands before its value ("Message: …"), above it, or beside it in a table. What the
person wrote and chose stays. What the program adds (consent, address of the page, "sent from a contact form") goes.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum, auto
from itertools import pairwise
from typing import Final

from channels.mail.reading.automatic import is_robot
from channels.mail.reading.mail import Doubt, Mail, Mailbox

_I: Final = re.IGNORECASE


class _Kind(StrEnum):
    """What a field is about."""

    MESSAGE = auto()
    SUBJECT = auto()
    NAME = auto()
    MAIL = auto()
    #: Nobody's words: consent, IP, page.
    PROGRAM = auto()
    #: A question of the form: the answer says what it says without it.
    QUESTION = auto()
    WISH = auto()
    #: Says with its label what it says without a question: "Order number: 5512".
    FACT = auto()


#: Without one of these it is a letter with colons in it.
_OF_A_FORM: Final = (_Kind.MESSAGE, _Kind.MAIL)
_TELLING: Final = (_Kind.MESSAGE, _Kind.QUESTION)

_YOURS: Final = r"(?:(?:your|customer|contact|client|ihre?|votre|su|您的|你的|客户|客戶|顾客|顧客|联系|聯絡|聯繫|反馈|投诉|詳細|详细)\s?)?"
#: The labels that are known, the first that matches; the words are whole labels.
_LABELS: Final = {
    _Kind.PROGRAM: r"(?:(?:remote |client )?ip(?:[- ]?addre?ss[e]?)?|ip\s?地址|user[- ]?agent|browser|浏览器|瀏覽器|referr?er|referring page|source(?: (?:page|url))?|来源(?:页面)?|來源(?:頁面)?|页面|頁面|(?:page|post|form|site|website)(?: (?:url|title|name|id|link))|sent from|submitted(?: (?:on|at|from|by))?|(?:date|time) (?:submitted|of submission)|submission (?:date|time|id)|timestamp|(?:提交|留言|发送|發送)(?:时间|時間|日期)|entry(?: id)?|表单(?:编号|名称)|formular|captcha|recaptcha|newsletter|anrede|salutation|性别|性別|序号|序號|.{0,60}(?:\bconsent\b|\bprivacy\b|gdpr|dsgvo|\bterms (?:of|and|&)|\bi agree\b|datenschutz|einwilligung|confidentialité|隐私|隱私|同意|用户协议).{0,60})",
    _Kind.MAIL: rf"{_YOURS}(?:e-?mail|mail|e-?mail[- ]?add?ress?e?|mailadresse|电子?邮[箱件](?:地址)?|邮箱(?:地址)?|電子?郵[箱件](?:地址)?|電郵(?:地址)?|信箱|メールアドレス|courriel|adresse (?:e-?mail|mail|électronique)|correo(?: electrónico)?|indirizzo e-?mail)",
    _Kind.NAME: rf"{_YOURS}(?:(?:full|first|last|given|family|sur)?[- ]?name|sender|submitted by|姓名|名字|称呼|稱呼|联系人|聯絡人|留言人|氏名|お名前|vorname|nachname|vor- und nachname|nom|prénom|nombre|apellidos?|nome|cognome)",
    _Kind.MESSAGE: rf"{_YOURS}(?:(?:(?:write|leave|enter)(?: us)? (?:a|your) )?messages?(?: body| text)?|comments?(?: or (?:messages?|questions?))?|questions?(?: or comments?)?|(?:long )?descriptions?|details?|e?nquiry|inquiry|complaints?|feedback|(?:message )?body|text|content|what happened|(?:describe|description of) (?:the |your )?(?:issue|problem|complaint)|留言|内容|內容|留言内容|留言內容|投诉内容|投訴內容|反馈内容|咨询内容|问题|問題|(?:问题|問題|情况|情況|事件|具体|具體|详细|詳細|投诉|投訴)?(?:描述|说明|說明|情况|情況|经过|經過)|意见|意見|建议|正文|お問い合わせ内容|nachrichtentext|nachricht|mitteilung|anliegen|beschreibung|mensaje|comentarios?|messaggio|mensagem)",
    _Kind.SUBJECT: rf"{_YOURS}(?:subject|topic|betreff|thema|主题|主題|标题|標題|objet|sujet|asunto|oggetto|assunto|件名)",
    _Kind.WISH: r"(?:.{0,30}(?:expect|would you like|want us to do|desired|resolution|solution|outcome|remedy).{0,20}|(?:您的|处理)?要求|.{0,8}(?:诉求|訴求|希望).{0,10}|wunsch|ihr wunsch|was erwarten sie.{0,20})",
    _Kind.FACT: rf"{_YOURS}(?:(?:tele)?phone(?: (?:number|no\.?))?|mobile(?: (?:phone|number|no\.?))?|tel\.?|telefon(?:nummer)?|téléphone|电话(?:号码)?|電話(?:號碼)?|手机(?:号码?)?|手機(?:號碼)?|order(?: (?:number|no\.?|id))?|booking(?: (?:number|no\.?))?|订单(?:编号|号码?)|訂單(?:編號|號碼?)|product|产品(?:名称|型号)?|商品(?:名称)?|型号|(?:投诉|问题|投訴|問題)(?:类型|類型|类别)|(?:购买|發生|发生|購買)(?:日期|时间|時間|渠道)|门店|門市|地址|公司|company|address|city|country|store|branch)",
}
_KNOWN: Final = {kind: re.compile(labels, _I) for kind, labels in _LABELS.items()}
#: What decorates a label.
_TRIM: Final = re.compile(
    r"^[\s*_#>•·-]+|[\s*_:：]+$|\s*[(（](?:required|optional|必填|选填|選填|pflichtfeld)[)）]", _I
)
#: A label and its value on one line, or in two cells.
_PAIR: Final = re.compile(r"(?P<label>[^\t:：。！!]{1,60}?)\s?(?:\t|[:：](?!//)\*{0,2})\s*(?P<value>.*)$")
#: The same where the label is in bold.
_STARRED: Final = re.compile(r"\*(?P<label>[^*]{1,60})\*\s*(?P<value>.*)$")
_QUESTION: Final = re.compile(r"[?？]\s*$")
#: What programs write below, or above, what they tell.
_FOOTER: Final = re.compile(
    r"\W{0,20}(?:sent from \S.{0,40}$|.{0,60}\bsubmitted (?:your|a|the) form\b|.{0,40}\bthis submission\b.{0,40}\bspam\b|(?:this|the) (?:e-?mail|message|mail) (?:was|is|has been) (?:sent|submitted|generated)|(?:sent|submitted) (?:from|via|through) (?:a |the |your )?\S{0,30}\s?(?:contact )?(?:form|website|web site)|powered by|delivered by|you (?:have|['’]ve) (?:received|got) a (?:new )?(?:message|submission|entry)|(?:view|manage|edit) (?:this |all |the )?(?:submission|entry|entries|response)s?|reply to this (?:e-?mail|message) to|diese (?:e-?mail|nachricht) wurde|gesendet (?:von|über)|(?:begin|end) message[-\s]{0,40}$"
    r"|[此本](?:邮件|郵件)(?:由|是|为|為)|您有(?:一条|一條|新的).{0,8}(?:留言|消息|表单|反馈)|(?:该|此)邮件由)",
    _I,
)
_RULER: Final = re.compile(r"\s*[-_=—*─]{2,}\s*$")
_ADDRESS: Final = re.compile(r"[\w.+'=&-]+@[\w-]+(?:\.[\w-]+)+")
_STAMP: Final = re.compile(r"date|time|day|datum|uhrzeit|zeit|日期|时间|時間", _I)
_LETTER: Final = re.compile(r"[^\W\d_]")
_HAN: Final = re.compile("[一-龥]")
_FEWEST: Final = 2
_LONGEST_LABEL: Final = 60
_LONGEST_ADDRESS: Final = 400
#: In a form somebody speaks for other people: its From says nothing of theirs.
_OF_FORMS: Final = frozenset({Doubt.REPLY_TO_DIFFERS, Doubt.SENDER_DIFFERS, Doubt.NAME_SHOWS_ADDRESS})


@dataclass(slots=True)
class _Field:
    kind: _Kind
    label: str
    value: str
    #: The label stood alone on its line, without a colon.
    bare: bool = False


def as_written(mail: Mail, own: Collection[str]) -> Mail:
    """The mail as if whom it speaks for had written it: address, name and words; `own` are addresses of ours.

    Who that is says its Reply-To, else a field. What names no fields keeps its words.
    """
    fields = _fields(mail.text)
    told = [box for box in (*mail.reply_to, *_people(fields)) if _is_person(box.address, mail, own)]
    name = next((box.name for box in told if box.name), "") or " ".join(_values(fields, _Kind.NAME))
    who = told[0].address if told else mail.from_address
    spoken = replace(
        mail, from_address=who, from_name=name[:100], reply_to=(), automatic=None, doubts=mail.doubts - _OF_FORMS
    )
    if len(fields) < _FEWEST or not any(field.label and field.kind in _OF_A_FORM for field in fields):
        return spoken
    words = _words(fields)
    return replace(spoken, subject=" ".join(_values(fields, _Kind.SUBJECT))[:200], text=words, reply_text=words)


def names_person(mail: Mail, own: Collection[str]) -> bool:
    """Whether a field tells whose words a program's mail holds."""
    return any(_is_person(box.address, mail, own) for box in _people(_fields(mail.text)))


def _is_person(address: str, mail: Mail, own: Collection[str]) -> bool:
    return bool(address) and address.lower() not in {*own, mail.from_address.lower()} and not is_robot(address)


def _fields(text: str) -> list[_Field]:
    """The fields in their order. What stands above the first is the program's, unless no field tells a story."""
    above = _Field(_Kind.MESSAGE, "", "")
    found: list[_Field] = []
    for line in text.split("\n"):
        if _FOOTER.match(line):
            continue
        if _RULER.match(line) and found and not found[-1].bare:
            # What follows is told by the program again.
            found.append(_Field(_Kind.PROGRAM, "", ""))
            continue
        field = _begun(line, within=found[-1] if found else None)
        if field:
            found.append(field)
        else:
            (found[-1] if found else above).value += f"\n{line}"
    for field in found:
        if not field.label and field.value.strip():
            # The ruler was the person's.
            field.kind = _Kind.MESSAGE
    _mark_stamps(found)
    if not any(field.kind in _TELLING for field in found):
        found.insert(0, above)
    for field in found:
        lines = field.value.strip().split("\n")
        while lines and (not lines[-1].strip() or _RULER.match(lines[-1])):
            lines.pop()
        field.value = "\n".join(lines).strip()
    return [field for field in found if field.value]


def _mark_stamps(fields: list[_Field]) -> None:
    """Day and hour beside what a program adds are those at which the form was sent."""
    for field, after in reversed([*pairwise(fields)]):
        if field.kind is _Kind.FACT and after.kind is _Kind.PROGRAM and _STAMP.fullmatch(field.label):
            field.kind = _Kind.PROGRAM


def _begun(line: str, *, within: _Field | None) -> _Field | None:
    """The field that begins with this line. In somebody's own words only a label that is known begins another one."""
    pair = _STARRED.match(line.strip(" ")) or _PAIR.match(line.strip(" "))
    label = _TRIM.sub("", (pair["label"] if pair else line)[: 2 * _LONGEST_LABEL]).strip()
    value = pair["value"].strip() if pair else ""
    if len(label) > _LONGEST_LABEL or not _LETTER.search(label):
        return None
    if label.lower() in ("from", "von", "发件人") and _ADDRESS.search(value[:_LONGEST_ADDRESS]):
        return _Field(_Kind.MAIL, label, value)
    kind = _kind(label)
    if pair is None:
        return _bare(kind, label, within)
    if kind is None and within and within.kind is _Kind.MESSAGE and "\t" not in line:
        return None
    return _Field(kind or _unknown(label), label, value)


def _bare(kind: _Kind | None, label: str, within: _Field | None) -> _Field | None:
    """A label without a colon. A form writes all its labels in one way: elsewhere such a line is the story's."""
    if within and not within.bare and (within.value.strip() or _kind(within.label)):
        return None
    if kind is None and within and within.value.strip() and _QUESTION.search(label):
        kind = _Kind.QUESTION
    return _Field(kind, label, "", bare=True) if kind and len(label) <= _LONGEST_LABEL else None


def _unknown(label: str) -> _Kind:
    return _Kind.QUESTION if _QUESTION.search(label) else _Kind.FACT


def _kind(label: str) -> _Kind | None:
    bare = _QUESTION.sub("", label).strip()
    return next((kind for kind, known in _KNOWN.items() if known.fullmatch(bare)), None)


def _values(fields: list[_Field], kind: _Kind) -> list[str]:
    return [field.value.replace("\n", " ") for field in fields if field.kind is kind]


def _people(fields: list[_Field]) -> list[Mailbox]:
    """Whom the fields name: "anna@home.test", "Anna <anna@home.test>"."""
    people = []
    for field in fields:
        found = _ADDRESS.search(field.value[:_LONGEST_ADDRESS]) if field.kind is _Kind.MAIL else None
        if found:
            people.append(Mailbox(address=found[0], name=field.value[: found.start()].strip(' <"(')))
    return people


def _words(fields: list[_Field]) -> str:
    """What the person says: the story first, then what else they entered."""
    story = [field.value for field in fields if field.kind in _TELLING]
    facts = [f"{_label(field)}{field.value}" for field in fields if field.kind in (_Kind.WISH, _Kind.FACT)]
    return "\n\n".join([*story, "\n".join(facts)]).strip()


def _label(field: _Field) -> str:
    """With its colon, as people write it. A form's question would be taken for one of the person's."""
    han = bool(_HAN.search(field.label))
    asked = field.kind is _Kind.WISH and _QUESTION.search(field.label)
    label = ("诉求" if han else "What I would like") if asked else field.label
    return f"{label}：" if han else f"{label}: "
