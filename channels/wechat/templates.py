"""Telling a customer outside the window that something waits: template messages and one-shot subscription notices.

A field's value is cut to what its kind takes: thing 20 characters, character_string 32, phrase 5, time and date as
written. Line breaks are refused by the platform.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any, Final

from bot.messages import OutboundMessage, Purpose
from channels.wechat.parts import shortened

#: What has happened, by language.
_NEWS: Final[Mapping[str, Mapping[Purpose, str]]] = {
    "zh-Hans": {
        Purpose.STATUS: "您的投诉有新进展",
        Purpose.OUTCOME: "您的投诉有处理结果",
        Purpose.PROPOSAL: "处理方案待您确认",
        Purpose.STAFF: "客服给您留言了",
        Purpose.SURVEY: "请评价处理结果",
        Purpose.REMINDER: "请评价处理结果",
    },
    "zh-Hant": {
        Purpose.STATUS: "您的投訴有新進展",
        Purpose.OUTCOME: "您的投訴有處理結果",
        Purpose.PROPOSAL: "處理方案待您確認",
        Purpose.STAFF: "客服給您留言了",
        Purpose.SURVEY: "請評價處理結果",
        Purpose.REMINDER: "請評價處理結果",
    },
    "en": {
        Purpose.STATUS: "News of your case",
        Purpose.OUTCOME: "Your case: outcome",
        Purpose.PROPOSAL: "A proposal for you",
        Purpose.STAFF: "A message for you",
        Purpose.SURVEY: "Please rate us",
        Purpose.REMINDER: "Please rate us",
    },
}
_OTHER: Final = {"zh-Hans": "您有一条新消息", "zh-Hant": "您有一則新訊息", "en": "A message for you"}
_LENGTHS: Final = {"thing": 20, "character_string": 32, "phrase": 5, "short_thing": 5, "const": 20, "name": 20}
_KIND: Final = re.compile(r"\d+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A template of the account. `fields`: name of the field → text with {news}, {number}, {time}."""

    id: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcer:
    """Makes the body of a template message or subscription notice."""

    zone: tzinfo
    progress_link: Callable[[str], str]
    survey_link: Callable[[str], str]

    def body(self, template: Template, message: OutboundMessage, now: datetime) -> dict[str, Any]:
        """What is posted, but for the recipient's consent."""
        number = message.case_number or ""
        news = _NEWS.get(message.language, {}).get(message.purpose) or _OTHER.get(message.language, _OTHER["zh-Hans"])
        values = {"news": news, "number": number or "-", "time": f"{now.astimezone(self.zone):%Y-%m-%d %H:%M}"}
        data = {}
        for field, text in template.fields.items():
            most = _LENGTHS.get(_KIND.sub("", field), 60)
            for name, value in values.items():
                text = text.replace(f"{{{name}}}", value)
            data[field] = {"value": shortened(text, most)}
        body: dict[str, Any] = {"touser": message.to.user, "template_id": template.id, "data": data}
        if number:
            survey = message.purpose in SURVEYS
            body["url"] = self.survey_link(number) if survey else self.progress_link(number)
        return body


#: The page behind the link is the whole survey: with it, nothing is left to be said.
SURVEYS: Final = frozenset({Purpose.SURVEY, Purpose.REMINDER})
