"""Whether a mailbox can be reached and used as its settings say; for `huiyin doctor`."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator

from imapclient.exceptions import IMAPClientError

from bot.errors import ChannelError, Refused
from bot.ports import Notebook
from channels.mail.accounts import Account
from channels.mail.fetching import BROKEN, FolderMissing, LoginRefused, Session
from channels.mail.sending import Post
from channels.mail.tokens import Tokens


async def check(account: Account, notebook: Notebook, key: bytes) -> AsyncIterator[tuple[str, str]]:
    """What was found: "ok", "warn" or "fail", and what it is about, with what to do."""
    tokens = Tokens(notebook, key)
    yield await _imap(account, tokens)
    yield await _smtp(account, tokens)
    if not account.authserv_ids:
        yield (
            "warn",
            "authserv_ids is empty: forged senders are not recognised by SPF, DKIM and DMARC. Set the name that your "
            "server writes first in Authentication-Results",
        )
    if not account.delimiter:
        yield (
            "ok",
            "delimiter is empty: answers are known by In-Reply-To, References and the case number. Where the server "
            'takes tagged addresses (service+tag@…), "+" makes it surer',
        )


async def _imap(account: Account, tokens: Tokens) -> tuple[str, str]:
    server = account.imap
    where = f"IMAP {server.host}:{server.port}"

    def look() -> tuple[str, str]:
        session = Session(account, token)
        try:
            weak = [name for name, there in (("IDLE", session.can_idle), ("MOVE", session.can_move)) if not there]
            count = len(session.client.search(["UNSEEN"]))
            try:
                if account.done and not session.client.folder_exists(account.done):
                    session.client.create_folder(account.done)
            except IMAPClientError as error:
                words = " ".join(str(error).split())[:120]
                return (
                    "fail",
                    f"{where}: the folder {account.done} can't be made: {words}. Make it yourself, or set done",
                )
            said = f"{where} lets us in; {account.folder} holds {count} unread mail(s)"
            return "ok", said + (f"; without {', '.join(weak)}, which is slower" if weak else "")
        finally:
            session.log_out()
            session.close()

    try:
        token = await tokens.access(account) if account.oauth and server.login != "password" else None
        return await asyncio.to_thread(look)
    except LoginRefused as error:
        return (
            "fail",
            f"{where} refuses the log-in of {server.user}: {error}. Check user, password and login, and whether the "
            "account is locked",
        )
    except FolderMissing as error:
        return "fail", f"{where}: {account.folder} can't be opened: {error}. Set folder to one of them"
    except Refused as error:
        return "fail", f"{where}: {error}. Give the mailbox a new oauth.refresh_token"
    except ssl.SSLError as error:
        return "fail", f"{where}: TLS failed ({error.reason}). Check security, or set ca_file to your certificate"
    except ChannelError as error:
        return "fail", f"{where}: {error}"
    except BROKEN as error:
        words = " ".join(str(error).split())[:120]
        return "fail", f"{where} can't be used: {words or type(error).__name__}. Check host, port, security and folder"


async def _smtp(account: Account, tokens: Tokens) -> tuple[str, str]:
    where = f"SMTP {account.smtp.host}:{account.smtp.port}"
    post = Post(account, tokens)
    try:
        await post.check()
    except ChannelError as error:
        return "fail", f"{where}: {error}. Check host, port, security, user and password"
    finally:
        with contextlib.suppress(ChannelError):
            await post.close()
    return "ok", f"{where} lets us in"
