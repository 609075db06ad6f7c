"""Whose copy a message is: staff answer and edit in their room, the customer in theirs, and each finds the other."""

from __future__ import annotations

from collections.abc import Sequence

from bot.ports import Notebook
from channels.telegram.account import message_id, parts_of


class Pairs:
    """The table of pairs, in the channel's notes: "copies:ID" of a message that was passed on, "copy:ID" back."""

    def __init__(self, notebook: Notebook) -> None:
        self._notebook = notebook

    async def keep(self, origins: Sequence[str], chat: int, sent: Sequence[int], case: str | None) -> None:
        """`sent` in `chat` pass on `origins`; in a staff room any of them leads to its case."""
        for message in sent:
            await self._notebook.put(
                f"copy:{message_id(chat, message)}", {"of": list(origins), **({"case": case} if case else {})}
            )
        for origin in origins:
            await self._notebook.put(f"copies:{origin}", {"chat": chat, "messages": list(sent)})

    async def in_chat(self, id: str | None, chat: int) -> int | None:
        """The message in `chat` that `id` is, is a copy of, or was passed on as."""
        parts = parts_of(id)
        if parts and parts[0] == chat:
            return parts[1]
        if copies := await self.copies(id, chat):
            return copies[0]
        copy = await self._notebook.get(f"copy:{id}") if id else None
        for origin in reversed((copy or {}).get("of", ())):
            found = parts_of(origin)
            if found and found[0] == chat:
                return found[1]
        return None

    async def copies(self, id: str | None, chat: int) -> list[int]:
        """The messages in `chat` as which `id` was passed on."""
        kept = await self._notebook.get(f"copies:{id}") if id else None
        return list(kept["messages"]) if kept and kept["chat"] == chat else []

    async def case_of(self, id: str) -> str | None:
        """The case that a message in a staff room is about."""
        copy = await self._notebook.get(f"copy:{id}")
        return copy.get("case") if copy else None
