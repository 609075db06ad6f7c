"""What `huiyin doctor` finds out about a bot: its token, how updates come, and what it may do in the staff room."""

from __future__ import annotations

from collections.abc import AsyncIterator

from telegram import ChatMemberAdministrator

from bot.errors import ChannelError
from channels.telegram.account import Account
from channels.telegram.wire import Wire, calling

#: "ok", "warn" or "fail", and what to do.
Finding = tuple[str, str]


async def findings(account: Account) -> AsyncIterator[tuple[str, Finding]]:
    """Each thing looked at, with what was found. Changes nothing."""
    wire = Wire(account)
    await wire.open()
    try:
        try:
            with calling():
                me = await wire.bot.get_me()
        except ChannelError as error:
            yield "telegram token", ("fail", f"{error}. Take the token from @BotFather: channels.telegram.token.")
            return
        yield "telegram token", ("ok", f"@{me.username}")
        for name, look in (("telegram updates", _updates), ("telegram staff", _room)):
            try:
                yield name, await look(account, wire)
            except ChannelError as error:
                yield name, ("fail", str(error))
    finally:
        await wire.close()


async def _updates(account: Account, wire: Wire) -> Finding:
    with calling():
        info = await wire.bot.get_webhook_info()
    waiting = f"{info.pending_update_count} update(s) wait"
    if account.webhook is None:
        if info.url:
            return "warn", f"another webhook is set ({info.url}); huiyin run removes it and asks for updates itself"
        return "ok", f"by polling; {waiting}"
    if info.url != account.webhook:
        return "warn", f"the webhook is not set yet: huiyin run sets {account.webhook}"
    if info.last_error_message:
        return "warn", f"Telegram could not call the webhook: {info.last_error_message}; {waiting}"
    return "ok", f"by webhook; {waiting}"


async def _room(account: Account, wire: Wire) -> Finding:
    if account.room is None:
        return "ok", "no staff room (channels.telegram.staff.group)"
    with calling():
        chat = await wire.bot.get_chat(account.room)
        member = await wire.bot.get_chat_member(account.room, int(account.id))
    if not isinstance(member, ChatMemberAdministrator):
        return "fail", "the bot must be an administrator of the staff group, or it does not see what staff write"
    if not chat.is_forum:
        return "warn", "the staff group has no topics: turn them on in its settings, so that each case has its own"
    if not member.can_manage_topics:
        return "fail", "the bot may not manage topics in the staff group: give it that right"
    return "ok", f"{chat.title}: topics, and the right to manage them"
