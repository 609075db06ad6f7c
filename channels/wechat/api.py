"""A thin client of WeChat's and WeCom's HTTP interfaces: what they answer is an answer only where it says so."""

from __future__ import annotations

import json
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import httpx

from bot.errors import RetryLater
from bot.ports import Clock, Notebook
from channels.wechat.faults import TOKEN, Failure, to_error
from channels.wechat.token import Fetch, TokenKeeper

#: Seconds for one call.
_TIMEOUT: Final = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """A file from the platform. `name` as the platform calls it, which may be nothing."""

    data: bytes
    name: str
    content_type: str | None


class Api:
    """The interfaces of one account. Raises RetryLater where the platform fails, Failure where it refuses."""

    def __init__(self, base: str, fetch: Fetch, notebook: Notebook, key: str, clock: Clock) -> None:
        self._base = base
        self._http: httpx.AsyncClient | None = None
        self.token = TokenKeeper(fetch, notebook, key, clock)

    async def start(self) -> None:
        """Open the connection pool."""
        self._http = open_client(self._base)

    async def close(self) -> None:
        """Close it."""
        if self._http:
            await self._http.aclose()
            self._http = None

    async def post(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """Call an interface; its answer, whose errcode is 0 or missing."""
        return await self._with_token(path, {}, body=body)

    async def deliver(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """The same for a message: only an answer that says so means that it was taken."""
        answer = await self.post(path, body)
        if "errcode" not in answer:
            raise RetryLater(f"{path}: an answer without errcode")
        return answer

    async def get(self, path: str, **parameters: str) -> dict[str, Any]:
        """The same by GET."""
        return await self._with_token(path, parameters, method="GET")

    async def upload(self, kind: str, data: bytes, name: str, content_type: str) -> str:
        """Bring a file for a message; its media_id, good for three days."""
        files = {"media": (name, data, content_type)}
        answer = await self._with_token("/cgi-bin/media/upload", {"type": kind}, files=files)
        media = answer.get("media_id")
        if not isinstance(media, str):
            raise RetryLater("/cgi-bin/media/upload: no media_id")
        return media

    async def download(self, media_id: str, most: int) -> Media:
        """A file that a customer sent. Raises Failure with code 40006 where it is larger than `most` bytes."""
        path = "/cgi-bin/media/get"
        token = await self.token.get()
        for last in (False, True):
            parameters = {"access_token": token, "media_id": media_id}
            media = await self._fetched(path, parameters, most)
            if isinstance(media, Media):
                return media
            link = media.get("video_url")
            if isinstance(link, str) and link.startswith(("http://", "https://")):
                video = await self._fetched(link, {}, most)
                if isinstance(video, Media):
                    return video
            code = _code(media)
            if code in TOKEN and not last:
                token = await self.token.instead_of(token)
                continue
            if code:
                raise Failure(code, path)
        raise RetryLater(f"{path}: no file")

    async def _fetched(self, path: str, parameters: Mapping[str, str], most: int) -> Media | dict[str, Any]:
        assert self._http is not None, "start() first"
        try:
            async with self._http.stream("GET", path, params=parameters or None) as response:
                if response.status_code != 200:
                    raise RetryLater(f"media: HTTP {response.status_code}")
                data = bytearray()
                async for chunk in response.aiter_bytes():
                    data += chunk
                    if len(data) > most:
                        raise Failure(40006, "media")
        except httpx.HTTPError as error:
            raise RetryLater(f"media: {type(error).__name__}") from error
        kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        disposition = response.headers.get("Content-Disposition", "")
        if not disposition and (kind in ("application/json", "text/plain", "text/html") or data[:1] == b"{"):
            return _parsed("media", bytes(data))
        return Media(data=bytes(data), name=_filename(disposition), content_type=kind or None)

    async def _with_token(
        self, path: str, parameters: Mapping[str, str], *, method: str = "POST", **request: Any
    ) -> dict[str, Any]:
        assert self._http is not None, "start() first"
        token = await self.token.get()
        try:
            return await exchange(self._http, method, path, params={"access_token": token, **parameters}, **request)
        except Failure as failure:
            if failure.code not in TOKEN:
                raise
        # Once: another process may have had it renewed.
        token = await self.token.instead_of(token)
        return await exchange(self._http, method, path, params={"access_token": token, **parameters}, **request)


def open_client(base: str) -> httpx.AsyncClient:
    """A connection pool to one of the platform's hosts."""
    return httpx.AsyncClient(base_url=base, timeout=_TIMEOUT, follow_redirects=False, verify=_trust())


@cache
def _trust() -> ssl.SSLContext:
    """The authorities that httpx knows, read once: there is a client for each host."""
    return httpx.create_ssl_context()


async def exchange(
    client: httpx.AsyncClient, method: str, path: str, *, body: Mapping[str, Any] | None = None, **request: Any
) -> dict[str, Any]:
    """One call, `body` as JSON. Raises Failure for an error code, RetryLater for what is no answer of the interface."""
    if body is not None:
        request |= {"content": _to_json(body), "headers": {"Content-Type": "application/json"}}
    try:
        response = await client.request(method, path, **request)
    except httpx.HTTPError as error:
        raise RetryLater(f"{path}: {type(error).__name__}") from error
    if response.status_code != 200:
        raise RetryLater(f"{path}: HTTP {response.status_code}")
    answer = _parsed(path, response.content)
    if code := _code(answer):
        raise Failure(code, path)
    return answer


async def ask_for_token(host: str, method: str, path: str, **request: Any) -> tuple[str, float]:
    """The token and for how many seconds it is good. Raises RetryLater: what is wrong with it is no message's fault."""
    async with open_client(host) as http:
        try:
            answer = await exchange(http, method, path, **request)
        except Failure as failure:
            error = to_error(failure)
            raise error if isinstance(error, RetryLater) else RetryLater(str(error), 600.0) from failure
    value, seconds = answer.get("access_token"), answer.get("expires_in")
    if not isinstance(value, str) or not value or not isinstance(seconds, (int, float)):
        raise RetryLater(f"{path}: no token")
    return value, float(seconds)


def _to_json(body: Mapping[str, Any]) -> bytes:
    """As the platform wants it: characters as they are, since it shows escapes to the customer."""
    return json.dumps(body, ensure_ascii=False).encode(errors="replace")


def _parsed(path: str, content: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(content)
    except ValueError as error:
        # A gateway's page, for instance, which may well come with 200.
        raise RetryLater(f"{path}: an answer that is no JSON") from error
    if not isinstance(answer, dict):
        raise RetryLater(f"{path}: an answer that is no object")
    return answer


def _code(answer: Mapping[str, Any]) -> int:
    code = answer.get("errcode", 0)
    return code if isinstance(code, int) else -1


def _filename(disposition: str) -> str:
    _, _, rest = disposition.partition("filename=")
    return rest.partition(";")[0].strip().strip('"')
