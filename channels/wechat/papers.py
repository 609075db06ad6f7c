"""Files that WeChat does not carry reach the customer as links: signed, for one file, for some weeks."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final

from fastapi import APIRouter, HTTPException, Response
from itsdangerous import BadData, URLSafeTimedSerializer

from bot.messages import Attachment
from bot.ports import FileStore

PATH: Final = "/wechat/files"
_SECONDS: Final = 60 * 24 * 3600


class Papers:
    """Makes the links, and serves what they point to as downloads."""

    def __init__(self, base: str, key: bytes, files: FileStore, as_download: Callable[[bytes, str], Response]) -> None:
        self._base = base
        self._files = files
        self._as_download = as_download
        self._links = URLSafeTimedSerializer(key, salt="wechat-file")

    def link(self, file: Attachment) -> str:
        """Where the customer finds the file."""
        return f"{self._base}{PATH}/{self._links.dumps([file.hash, file.name])}"

    def routes(self) -> APIRouter:
        """The route behind the links."""
        router = APIRouter(include_in_schema=False)

        @router.get(f"{PATH}/{{token}}")
        async def download(token: str) -> Response:
            try:
                hash, name = self._links.loads(token, max_age=_SECONDS)
            except (BadData, ValueError) as error:
                raise HTTPException(404, "This link is not valid any more. Ask for the file again.") from error
            return self._as_download(await asyncio.to_thread(self._files.open, hash), name)

        return router
