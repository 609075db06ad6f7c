"""Everything that is known of a customer, as one ZIP: JSON for machines, a page for the customer, and their files."""

from __future__ import annotations

import dataclasses
import html
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import Enum
from typing import Any, Final

from bot.desk.rules import Rules
from bot.errors import Conflict, NotFound
from bot.ports import FileStore, UnitOfWork
from bot.records import User

_ALL: Final = 10_000
#: Lines of a conversation that are read at once.
_PAGE: Final = 500

_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "title": "Your personal data", "made": "Made on", "name": "Name", "addresses": "Where we reach you",
        "cases": "Your complaints", "talks": "Conversations", "consents": "What you allowed",
        "notes": "Notes about you",
        "you": "You", "us": "We", "none": "Nothing.", "rated": "Your rating",
    },
    "zh-Hans": {
        "title": "您的个人信息", "made": "生成时间", "name": "姓名", "addresses": "联系方式", "cases": "您的投诉",
        "talks": "对话记录", "consents": "您的授权", "notes": "关于您的备注", "you": "您", "us": "我们",
        "none": "无。", "rated": "您的评分",
    },
    "zh-Hant": {
        "title": "您的個人資料", "made": "產生時間", "name": "姓名", "addresses": "聯絡方式", "cases": "您的客訴",
        "talks": "對話紀錄", "consents": "您的授權", "notes": "關於您的備註", "you": "您", "us": "我們",
        "none": "無。", "rated": "您的評分",
    },
}  # fmt: skip


def gather(uow: UnitOfWork, rules: Rules, customer: int, user: User | None, *, now: datetime) -> dict[str, Any]:
    """All of it as plain values; written down in the audit log. Raises NotFound, Conflict where they were erased."""
    person = uow.people.get(customer)
    if person.erased_at is not None:
        raise Conflict("Customer {customer} was erased: there is nothing to hand out.", customer=customer)
    places = uow.conversations.places(customer, limit=_ALL)
    talks = [uow.conversations.get(place.conversation) for place in places if place.conversation]
    cases = uow.cases.of_customer(customer, limit=_ALL)
    languages = [talk.state.language for talk in talks if talk.state.language]
    uow.staff.audit(now, user.id if user else None, "export_customer", f"customer {customer}")
    return {
        "made_at": now,
        "language": languages[0] if languages else rules.policy.default_language,
        "customer": person,
        "addresses": places,
        "consents": uow.people.consents(customer, limit=_ALL),
        "marks": uow.people.marks(customer, limit=_ALL),
        "notes": uow.people.remarks(customer, limit=_ALL),
        "privacy_requests": uow.requests.of_customer(customer, limit=_ALL),
        "cases": [
            {
                "case": case,
                "timeline": uow.cases.timeline(case.id),
                "survey": uow.surveys.of(case.id),
            }
            for case in cases
        ],
        "conversations": [
            {"id": talk.id, "channel": talk.address.channel, "lines": _lines(uow, talk.id)} for talk in talks
        ],
    }


def to_zip(found: Mapping[str, Any], rules: Rules, files: FileStore | None) -> bytes:
    """The archive. A file that is lost is named in the JSON and missing among the files."""
    plain = _plain(found)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", json.dumps(plain, ensure_ascii=False, indent=2))
        archive.writestr("data.html", to_page(found, rules))
        written: set[str] = set()
        for talk in found["conversations"]:
            for line in talk["lines"]:
                for one in line.attachments:
                    if files is None or one.hash in written:
                        continue
                    written.add(one.hash)
                    try:
                        archive.writestr(f"files/{one.hash[:12]}-{one.name}", files.open(one.hash))
                    except NotFound:
                        continue
    return out.getvalue()


def to_page(found: Mapping[str, Any], rules: Rules) -> str:
    """What a person reads, in the customer's language. No script, nothing from elsewhere."""
    language = found["language"] if found["language"] in _WORDS else "en"
    words, zone = _WORDS[language], rules.policy.calendar.zone

    def when(at: datetime | None) -> str:
        return f"{at.astimezone(zone):%Y-%m-%d %H:%M}" if at else ""

    def part(title: str, rows: Sequence[str]) -> str:
        inside = "".join(f"<li>{row}</li>" for row in rows)
        return f"<h2>{html.escape(title)}</h2>" + (f"<ul>{inside}</ul>" if rows else f"<p>{words['none']}</p>")

    say = html.escape
    cases = []
    for one in found["cases"]:
        case, survey = one["case"], one["survey"]
        told = "".join(f"<br>{say(str(key))}: {say(str(value))}" for key, value in case.answers.items())
        rated = f"<br>{words['rated']}: {survey.score} {say(survey.comment)}" if survey and survey.score else ""
        cases.append(f"<b>{say(case.number)}</b> · {when(case.filed_at)} · {say(case.status)}{told}{rated}")
    talks = []
    for talk in found["conversations"]:
        for line in talk["lines"]:
            who = words["you"] if line.author == "customer" else words["us"]
            names = "".join(f" [{say(file.name)}]" for file in line.attachments)
            talks.append(f"{when(line.at)} · {say(talk['channel'])} · <b>{who}</b>: {say(line.text)}{names}")
    body = [
        f"<h1>{words['title']}</h1><p>{words['made']} {when(found['made_at'])}</p>",
        part(words["name"], [say(found["customer"].name)] if found["customer"].name else []),
        part(words["addresses"], [f"{say(p.address.channel)}: {say(p.address.user)}" for p in found["addresses"]]),
        part(words["cases"], cases),
        part(words["talks"], talks),
        part(words["consents"], [f"{when(c.at)} · {say(c.address.channel)}: {c.given}" for c in found["consents"]]),
        part(words["notes"], [f"{when(n.at)}: {say(n.text)}" for n in found["notes"]]),
    ]
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{words["title"]}</title></head>'
        f"<body>{''.join(body)}</body></html>"
    )


def _lines(uow: UnitOfWork, conversation: int) -> list[Any]:
    lines: list[Any] = []
    while page := uow.transcript.of(conversation, after=lines[-1].id if lines else 0, limit=_PAGE):
        lines += page
    return lines


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, datetime) else value
