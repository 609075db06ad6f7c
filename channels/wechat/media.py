"""Files between WeChat and our store: fetched at once, since they are gone after three days."""

from __future__ import annotations

import asyncio
import logging
import mimetypes
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Final

from bot.errors import InvalidInput, NotFound, TooLarge
from bot.messages import Address, Attachment, InboundMessage
from bot.ports import FileStore
from bot.records import Arrival
from channels.wechat.api import Api
from channels.wechat.faults import MEND, TOKEN, Failure, to_error
from channels.wechat.words import File, Words

log = logging.getLogger(__name__)

#: What the platform takes in a message, by kind: content types and bytes.
_IMAGES: Final = frozenset({"image/jpeg", "image/png", "image/gif", "image/bmp"})
_MOST: Final = {"image": 10 * 1024**2, "voice": 2 * 1024**2, "video": 10 * 1024**2, "file": 20 * 1024**2}


class Unfetched(Exception):
    """The file can't be had any more, or can't be kept; the text says why."""


async def fetch(api: Api, files: FileStore, file: File, most: int) -> Attachment:
    """Fetch and keep a customer's file. Raises Unfetched, or RetryLater where the platform fails."""
    try:
        media = await api.download(file.media_id, most)
    except Failure as failure:
        if failure.code in TOKEN or failure.code in MEND or failure.code < 0:
            raise to_error(failure) from failure
        raise Unfetched(f"errcode {failure.code}") from failure
    name = file.name
    if media.content_type and not media.name:
        stem = name.rpartition(".")[0] or name
        name = stem + (mimetypes.guess_extension(media.content_type) or f".{name.rpartition('.')[2]}")
    try:
        return await asyncio.to_thread(files.put, media.data, media.name or name, media.content_type)
    except (TooLarge, InvalidInput) as error:
        raise Unfetched(type(error).__name__) from error


async def to_message(
    words: Words,
    arrival: Arrival,
    address: Address,
    at: datetime,
    *,
    fetch: Callable[[File], Awaitable[Attachment]],
    name: str | None = None,
) -> InboundMessage:
    """The message with its files. What can't be had is told to the customer; what else they sent is kept."""
    kept: list[Attachment] = []
    unsupported = words.unsupported
    for file in words.files:
        try:
            kept.append(await fetch(file))
        except Unfetched as error:
            log.warning("arrival %s: its %s can't be kept: %s", arrival.id, file.kind, error)
            unsupported = file.kind
    return InboundMessage(
        id=arrival.key,
        sender=address,
        text=words.text,
        choice=words.choice,
        attachments=tuple(kept),
        sent_at=at,
        received_at=arrival.received_at,
        unsupported=None if words.text or kept else unsupported,
        name=name,
    )


def kind_of(file: Attachment, *, takes_files: bool) -> str | None:
    """As what the platform takes it: image, voice, video or file; None: not at all."""
    kind = "file" if takes_files else None
    if file.content_type in _IMAGES:
        kind = "image"
    elif file.content_type == "audio/amr":
        kind = "voice"
    elif file.content_type == "video/mp4":
        kind = "video"
    if kind and file.size > _MOST[kind]:
        kind = "file" if takes_files and file.size <= _MOST["file"] else None
    return kind


async def upload(api: Api, files: FileStore, file: Attachment, kind: str) -> str:
    """Bring one of our files to the platform; its media_id. Raises Failure, RetryLater, or NotFound."""
    try:
        data = await asyncio.to_thread(files.open, file.hash)
    except NotFound as error:
        raise Failure(40007, "our own store") from error
    return await api.upload(kind, data, file.name, file.content_type)
