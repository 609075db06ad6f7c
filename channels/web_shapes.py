"""What the website chat's JSON API answers, as its description shows it."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Button(_Shape):
    """What a customer may press instead of writing."""

    value: str = Field(description="What `choice` sends", examples=["menu:complain"])
    label: str = Field(examples=["我要投诉"])


class Welcome(_Shape):
    """What the page says before the first word."""

    text: str
    choices: list[Button]


class ChatConfig(_Shape):
    """What the page needs to know before the first word."""

    title: dict[str, str] = Field(description="By language", examples=[{"en": "Complaints"}])
    colour: str = Field(examples=["#14646a"])
    languages: list[str] = Field(examples=[["zh-Hans", "zh-Hant", "en"]])
    language: str = Field(description="Without a wish of the visitor's")
    max_file: int = Field(description="Bytes")
    max_text: int = Field(description="Characters")
    welcome: dict[str, Welcome]


class ChatNotice(_Shape):
    """What is said above the talk."""

    id: int
    texts: dict[str, str] = Field(description="By language")
    until: str = Field(examples=["2026-12-01T09:00:00Z"])


class ChatNotices(_Shape):
    """All that is said above the talk now."""

    notices: list[ChatNotice]


class Opened(_Shape):
    """A new conversation; its token is the only key to it."""

    conversation: str
    token: str


class Uploaded(_Shape):
    """A file in the store; `id` goes into a message's attachments."""

    id: str
    name: str = Field(examples=["receipt.jpg"])
    content_type: str
    size: int = Field(description="Bytes")


class ChatFile(_Shape):
    """A file of a line."""

    name: str
    content_type: str
    size: int
    url: str = Field(description="Where the conversation's token downloads it")


class ChatLine(_Shape):
    """A line of the talk."""

    id: int
    from_: Literal["customer", "bot", "staff"] = Field(alias="from")
    text: str
    choices: list[Button]
    attachments: list[ChatFile]
    at: str
    name: str | None = Field(default=None, description="Of staff: who writes")
    client_id: str | None = Field(default=None, description="Of the customer's own: the id that it was sent with")


class ChatLines(_Shape):
    """What was said."""

    messages: list[ChatLine]
    mode: Literal["bot", "staff"] = Field(description="Who answers")


class Taken(_Shape):
    """A message is stored and will be answered."""

    id: str
    duplicate: bool = Field(description="It was stored before")
    messages: list[ChatLine] | None = Field(default=None, description="With `wait`: what was said after line `after`")
    mode: Literal["bot", "staff"] | None = Field(default=None, description="With `wait`: who answers")
