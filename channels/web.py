"""The website chat: its JSON API, its page, and the token that keeps a visitor's conversation theirs."""

from __future__ import annotations

import asyncio
import base64
import binascii
import secrets
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Final
from urllib.parse import quote

from fastapi import APIRouter, Header, HTTPException, Query, Request, Response, UploadFile
from fastapi import Path as PathParameter
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, JSONResponse
from itsdangerous import BadData, URLSafeSerializer
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from bot.errors import InvalidInput, TooLarge
from bot.messages import LANGUAGES, Address, Attachment, InboundMessage, OutboundMessage, Sent
from bot.ports import Bell, Clock, Database, FileStore, Limits, UnitOfWork
from bot.records import Author, Entry
from channels import web_shapes as shapes
from channels.halves import whole
from channels.pace import Pace

NAME: Final = "web"
STATIC: Final = Path(__file__).parent / "static"

#: The longest that one look for new messages may wait, in seconds.
LONGEST_WAIT: Final = 30.0
#: The bell rings at once; where it can't be heard (a pooler drops it), this many seconds pass at most.
_LOOK_AGAIN: Final = 2.0
#: No line has a larger id.
_MOST_ID: Final = 2**63 - 1
#: Messages of one look.
_PAGE: Final = 200
_MOST_FILES: Final = 10
_TYPES: Final = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".html": "text/html"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The settings of the website chat. `welcome`: language → {text, choices}; `title`: language → text."""

    title: Mapping[str, str]
    colour: str
    welcome: Mapping[str, Mapping[str, Any]]
    default_language: str
    #: Sites that may show the chat in a frame; empty: any.
    frame_ancestors: tuple[str, ...] = ()
    max_text: int = 50_000
    max_file: int = 20 * 1024**2
    messages_per_minute: int = 60
    conversations_per_hour: int = 60


class WebChannel:
    """bot.ports.Channel: the page fetches what is said, so nothing is ever pushed."""

    name = NAME
    limits = Limits(max_text=100_000, choices=20, pull=True, lasting=False)

    async def start(self) -> None:
        """Nothing to open."""

    async def send(self, message: OutboundMessage) -> Sent:
        """The transcript is the delivery."""
        return Sent(provider_id=str(message.id))

    async def close(self) -> None:
        """Nothing to close."""


class Visit(BaseModel):
    """Begin a conversation."""

    model_config = ConfigDict(extra="ignore")

    language: str | None = Field(
        default=None, max_length=35, description="BCP 47; zh-Hans, zh-Hant or en are spoken", examples=["zh-Hans"]
    )


class NewFile(BaseModel):
    """A file inside a message, for callers that do not upload it first."""

    model_config = ConfigDict(extra="ignore")

    id: str | None = Field(default=None, description="of a file uploaded before")
    name: str = Field(default="file", max_length=500, alias="name")
    content_type: str | None = Field(default=None, max_length=200)
    data: str | None = Field(default=None, description="base64")


class NewMessage(BaseModel):
    """What a customer says. `id` is the caller's own: the same id twice is one message."""

    model_config = ConfigDict(extra="ignore")

    id: str = Field(min_length=1, max_length=200, examples=["5b0c7c1e"])
    text: str = Field(default="", examples=["快递迟到一周了"])
    choice: str | None = Field(default=None, max_length=500, description="the value of the button that was pressed")
    attachments: list[str | NewFile] = Field(default_factory=list, max_length=_MOST_FILES)

    @field_validator("id", "choice", mode="before")
    @classmethod
    def _number(cls, value: object) -> object:
        if isinstance(value, Mapping):
            return value.get("value")
        return str(value) if isinstance(value, int) and not isinstance(value, bool) else value

    @field_validator("text", "choice", mode="before")
    @classmethod
    def _nothing(cls, value: object, info: Any) -> object:
        return "" if value is None and info.field_name == "text" else value


class Look(BaseModel):
    """A look for what is new."""

    model_config = ConfigDict(extra="ignore")

    after: int = Field(default=0, ge=0, le=_MOST_ID, description="the id of the last line that is known")
    wait: float = Field(default=0.0, ge=0, allow_inf_nan=False, description="seconds, at most 30")


@contextmanager
def _faults_in(place: str) -> Iterator[None]:
    """What FastAPI makes of a request that does not fit."""
    try:
        yield
    except ValidationError as error:
        raise RequestValidationError(
            [{**fault, "loc": (place, *fault["loc"])} for fault in error.errors(include_url=False)]
        ) from error


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who a token belongs to."""

    user: str
    language: str | None

    @property
    def address(self) -> Address:
        """Where this visitor is reached."""
        return Address(channel=NAME, user=self.user)


class WebChat:
    """The router of the website chat. `receive` stores a message durably and says whether it was new."""

    def __init__(
        self,
        site: Site,
        *,
        database: Database,
        files: FileStore,
        clock: Clock,
        key: bytes,
        receive: Callable[[InboundMessage], Awaitable[bool]],
        client_ip: Callable[[Request], str],
        closing: Callable[[], bool],
    ) -> None:
        self._site = site
        self._database = database
        self._files = files
        self._clock = clock
        self._receive = receive
        self._client_ip = client_ip
        #: Nobody waits on for news here when this process is about to stop.
        self._closing = closing
        self._tokens = URLSafeSerializer(key, salt="web-visitor")
        self._uploads = URLSafeSerializer(key, salt="web-file")
        #: A signature that was found right stays right.
        self._known = lru_cache(maxsize=10_000)(self._visitor)
        self._messages = Pace(site.messages_per_minute, 60)
        self._visits = Pace(site.conversations_per_hour, 3600)
        self.api = APIRouter(prefix="/api/v1/web", tags=["website chat"])
        self.pages = APIRouter(include_in_schema=False)
        self._route()

    def _route(self) -> None:
        api, pages = self.api, self.pages
        api.add_api_route("/config", self.config, methods=["GET"], response_model=shapes.ChatConfig)
        api.add_api_route("/notices", self.notices, methods=["GET"], response_model=shapes.ChatNotices)
        api.add_api_route("/conversations", self.open, methods=["POST"], status_code=201, response_model=shapes.Opened)
        api.add_api_route("/files", self.upload, methods=["POST"], status_code=201, response_model=shapes.Uploaded)
        api.add_api_route(
            "/files/{hash}", self.download, methods=["GET"], response_class=Response,
            responses={200: {"content": {"application/octet-stream": {}}}},
        )  # fmt: skip
        # The two that every turn takes, without what FastAPI does around each call (half of a turn's processor time);
        # those below describe them for the documentation.
        api.add_route(f"{api.prefix}/messages", self._post, methods=["POST"], include_in_schema=False)
        api.add_route(f"{api.prefix}/messages", self._read, methods=["GET"], include_in_schema=False)
        api.add_api_route("/messages", self.post, methods=["POST"], status_code=202, response_model=shapes.Taken)
        api.add_api_route("/messages", self.read, methods=["GET"], response_model=shapes.ChatLines)
        for path in ("/", "/chat"):
            pages.add_api_route(path, self.page, methods=["GET", "HEAD"])
        pages.add_api_route("/embed.js", self.embed, methods=["GET", "HEAD"])
        pages.add_api_route("/static/chat/{name}", self.static, methods=["GET", "HEAD"])

    # --- the JSON API -------------------------------------------------------------------------------------------------

    async def config(self) -> dict[str, Any]:
        """What the page needs to know before the first word."""
        site = self._site
        return {
            "title": dict(site.title),
            "colour": site.colour,
            "languages": list(LANGUAGES),
            "language": site.default_language,
            "max_file": site.max_file,
            "max_text": site.max_text,
            "welcome": {language: dict(welcome) for language, welcome in site.welcome.items()},
        }

    async def notices(self) -> dict[str, Any]:
        """What is said above the talk now: texts by language, and until when each."""
        now = self._clock.now()
        found = await self._database.read(lambda uow: uow.bulletins.current(now))
        return {
            "notices": [
                {"id": one.id, "texts": dict(one.texts), "until": _iso(one.until_at)} for one in found if one.shown(now)
            ]
        }

    async def open(self, request: Request, visit: Visit | None = None) -> dict[str, Any]:
        """A new conversation. Keep the token: it is the only key to it."""
        _slow_down(self._visits.wait(self._client_ip(request)))
        user = secrets.token_urlsafe(16)
        language = to_language(visit.language if visit else None)
        return {"conversation": user, "token": self._tokens.dumps([user, language])}

    def visitor(self, authorization: Annotated[str | None, Header()] = None) -> Visitor:
        """Whose token this is; 401 for any other."""
        scheme, _, token = (authorization or "").partition(" ")
        if scheme.lower() == "bearer" and token:
            with suppress(BadData, ValueError, TypeError):
                return self._known(token.strip())
        raise HTTPException(401, "Send `Authorization: Bearer TOKEN` with the token of this conversation.")

    def _visitor(self, token: str) -> Visitor:
        user, language = self._tokens.loads(token)
        return Visitor(user, language)

    async def upload(self, request: Request, file: UploadFile) -> dict[str, Any]:
        """Put a file into the store; its id goes into a message's attachments. At most `max_file` bytes."""
        visitor = self.visitor(request.headers.get("authorization"))
        _slow_down(self._messages.wait(visitor.user))
        data = await file.read(self._site.max_file + 1)
        return self._described(visitor, await self._keep(data, file.filename or "file", file.content_type))

    async def _keep(self, data: bytes, name: str, declared: str | None) -> Attachment:
        if len(data) > self._site.max_file:
            raise TooLarge(f"The file is larger than {self._site.max_file // 1024**2} MB.")
        return await asyncio.to_thread(self._files.put, data, name, declared)

    def _described(self, visitor: Visitor, file: Attachment) -> dict[str, Any]:
        sealed = self._uploads.dumps([visitor.user, file.hash, file.name, file.content_type, file.size])
        return {"id": sealed, "name": file.name, "content_type": file.content_type, "size": file.size}

    async def _post(self, request: Request) -> Response:
        body = await request.body()
        with _faults_in("body"):
            message = NewMessage.model_validate_json(whole(body))
        with _faults_in("query"):
            look = Look.model_validate(dict(request.query_params))
        return JSONResponse(await self.post(request, message, look), 202)

    async def _read(self, request: Request) -> Response:
        with _faults_in("query"):
            look = Look.model_validate(dict(request.query_params))
        return JSONResponse(await self.read(request, look))

    async def post(self, request: Request, message: NewMessage, look: Annotated[Look, Query()]) -> dict[str, Any]:
        """Say something. 202 means that it is stored and will be answered, whatever happens to this process.

        With `wait` the answer to this call holds what was said after line `after`, as a look for it would: a turn in
        one call. Where nothing was said in that time, look again.
        """
        visitor = self.visitor(request.headers.get("authorization"))
        _slow_down(self._messages.wait(visitor.user))
        if len(message.text) > self._site.max_text:
            raise TooLarge(f"text: {len(message.text)} characters are too many; at most {self._site.max_text}.")
        now = self._clock.now()
        inbound = InboundMessage(
            id=f"{visitor.user}:{message.id}",
            sender=visitor.address,
            text=message.text,
            choice=message.choice or None,
            attachments=tuple([await self._attached(visitor, item) for item in message.attachments]),
            sent_at=now,
            received_at=now,
            # The page follows its reader's switch of language; the token only knows the first one.
            locale=to_language(request.headers.get("accept-language")) or visitor.language,
        )
        if not look.wait:
            return {"id": message.id, "duplicate": not await self._receive(inbound)}
        async with self._database.watch(visitor.address.bell) as bell:
            fresh = await self._receive(inbound)
            # What is new has no answer yet: the first look may wait for the bell.
            return {"id": message.id, "duplicate": not fresh, **await self._look(bell, visitor, look, rung=not fresh)}

    async def _attached(self, visitor: Visitor, item: str | NewFile) -> Attachment:
        sealed = item if isinstance(item, str) else item.id
        if sealed is not None:
            try:
                user, hash, name, content_type, size = self._uploads.loads(sealed)
            except (BadData, ValueError, TypeError):
                user = None
            if user != visitor.user:
                raise InvalidInput("attachments: upload the file to /api/v1/web/files first and send the id you get.")
            return Attachment(hash=hash, name=name, content_type=content_type, size=size)
        assert not isinstance(item, str)
        try:
            data = base64.b64decode(item.data or "", validate=True)
        except (binascii.Error, ValueError) as error:
            raise InvalidInput("attachments: `data` must be base64.") from error
        return await self._keep(data, item.name, item.content_type)

    async def read(self, request: Request, look: Annotated[Look, Query()]) -> dict[str, Any]:
        """What was said after line `after`; waits up to `wait` seconds (at most 30) for something new."""
        visitor = self.visitor(request.headers.get("authorization"))
        async with self._database.watch(visitor.address.bell) as bell:
            return await self._look(bell, visitor, look, rung=True)

    async def _look(self, bell: Bell, visitor: Visitor, look: Look, *, rung: bool) -> dict[str, Any]:
        """What was said after a line; `rung`: something may be there already."""
        address = visitor.address
        loop = asyncio.get_running_loop()
        deadline = loop.time() + min(look.wait, LONGEST_WAIT)
        while True:
            if not rung:
                # Another process may have written without our bell being heard: look again now and then.
                await bell.wait(min(max(0.0, deadline - loop.time()), _LOOK_AGAIN))
            rung = False
            found = await self._database.read(lambda uow: self._lines(uow, address, look.after))
            if found["messages"] or loop.time() >= deadline or self._closing():
                return found

    def _lines(self, uow: UnitOfWork, address: Address, after: int) -> dict[str, Any]:
        conversation = uow.conversations.of(address)
        if conversation is None:
            return {"messages": [], "mode": "bot"}
        entries = uow.transcript.of(conversation.id, after=after, limit=_PAGE)
        names = {id: uow.staff.get(id).name for id in {entry.staff for entry in entries} if id is not None}
        return {"messages": [_line(entry, names) for entry in entries], "mode": conversation.mode.value}

    async def download(
        self,
        request: Request,
        hash: Annotated[str, PathParameter(max_length=64, description="SHA-256, as a line's url names it")],
        name: Annotated[str, Query(max_length=200, description="What the download is called")] = "file",
    ) -> Response:
        """A file of this conversation, always as a download."""
        visitor = self.visitor(request.headers.get("authorization"))

        def allowed(uow: UnitOfWork) -> bool:
            conversation = uow.conversations.of(visitor.address)
            return conversation is not None and uow.transcript.has_file(conversation.id, hash)

        if not await self._database.read(allowed):
            raise HTTPException(404, "There is no such file in this conversation.")
        data = await asyncio.to_thread(self._files.open, hash)
        return as_download(data, name)

    # --- the page -----------------------------------------------------------------------------------------------------

    async def page(self) -> Response:
        """The chat page, on its own or in a frame."""
        ancestors = " ".join(("'self'", *self._site.frame_ancestors)) if self._site.frame_ancestors else "*"
        response = FileResponse(STATIC / "chat.html", media_type="text/html; charset=utf-8")
        response.headers["Content-Security-Policy"] = f"{PAGE_POLICY}; frame-ancestors {ancestors}"
        response.headers["Cache-Control"] = "no-cache"
        return response

    async def embed(self) -> Response:
        """The script that puts the chat on any page."""
        response = FileResponse(STATIC / "embed.js", media_type="text/javascript; charset=utf-8")
        response.headers["Cache-Control"] = "public, max-age=300"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    async def static(self, name: str) -> Response:
        """A part of the page."""
        file = STATIC / name
        kind = _TYPES.get(file.suffix)
        if kind is None or file.parent != STATIC or not file.is_file():
            raise HTTPException(404, "There is no such file.")
        response = FileResponse(file, media_type=kind)
        response.headers["Cache-Control"] = "no-cache"
        return response


#: Everything from this host, nothing inline.
PAGE_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; frame-src 'self'"
)


def to_language(tag: str | None) -> str | None:
    """The language we speak that a BCP 47 tag or Accept-Language asks for first ("zh-TW" → "zh-Hant"), or None."""
    parts = (tag or "").split(",")[0].split(";")[0].strip().replace("_", "-").lower().split("-")
    if parts[0] == "en":
        return "en"
    if parts[0] in ("zh", "yue"):
        traditional = {"hant", "tw", "hk", "mo"} & set(parts) or parts[0] == "yue"
        return "zh-Hant" if traditional else "zh-Hans"
    return None


def _slow_down(seconds: float) -> None:
    if seconds > 0:
        raise HTTPException(
            429, "Too many requests; try again a little later.", headers={"Retry-After": str(int(seconds) + 1)}
        )


def _line(entry: Entry, names: Mapping[int, str]) -> dict[str, Any]:
    line: dict[str, Any] = {
        "id": entry.id,
        "from": entry.author.value,
        "text": entry.text,
        "choices": [{"value": choice.value, "label": choice.label} for choice in entry.choices],
        "attachments": [
            {
                "name": file.name,
                "content_type": file.content_type,
                "size": file.size,
                "url": f"/api/v1/web/files/{file.hash}",
            }
            for file in entry.attachments
        ],
        "at": _iso(entry.at),
    }
    if entry.staff is not None:
        line["name"] = names[entry.staff]
    if entry.author is Author.CUSTOMER and entry.message:
        line["client_id"] = entry.message.partition(":")[2]
    return line


def _iso(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")


def as_download(data: bytes, name: str) -> Response:
    """Bytes that no browser will run or show as a page, whatever they are."""
    plain = name.encode("ascii", "ignore").decode().replace('"', "").replace("\\", "").strip() or "file"
    plain = "".join(char for char in plain if char.isprintable())
    quoted = quote(name.encode("utf-8", "ignore"), safe="")
    return Response(
        data,
        media_type="application/octet-stream",
        headers={
            "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quoted}",
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cache-Control": "private, max-age=3600",
        },
    )
