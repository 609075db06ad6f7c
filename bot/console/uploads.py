"""Files that come with a form or a body: checked, and in the store."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Final

from starlette.datastructures import FormData, UploadFile

from bot.errors import InvalidInput
from bot.messages import Attachment
from bot.ports import FileStore

#: What a form needs besides its files: its words, and the marks between its parts.
_REST: Final = 256 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """Bytes that one file, and a whole request, may have."""

    file: int
    request: int

    @property
    def together(self) -> int:
        """Bytes that all files of one form may have."""
        return max(self.request - _REST, 0)


async def kept(form: FormData, files: FileStore, *, most: int, max_file: int) -> tuple[Attachment, ...]:
    """The files of a form. Raises InvalidInput where they are too many or too large."""
    given = [one for one in form.getlist("files") if isinstance(one, UploadFile) and one.filename]
    if len(given) > most:
        raise InvalidInput("files: at most {most} at once.", most=most)
    found = []
    for one in given:
        data = await one.read(max_file + 1)
        if len(data) > max_file:
            raise InvalidInput(
                "files: “{filename}” is larger than {max_file} MB.", filename=one.filename, max_file=max_file // 1024**2
            )
        found.append(await asyncio.to_thread(files.put, data, one.filename or "file", one.content_type))
    return tuple(found)
