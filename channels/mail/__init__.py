"""E-mail as a channel."""

from __future__ import annotations

from channels.mail.accounts import Account, Brand, Dkim, MailRules, OAuth, Server
from channels.mail.channel import MailChannel
from channels.mail.telling import MailNotifier
from channels.mail.tokens import Tokens

__all__ = ["Account", "Brand", "Dkim", "MailChannel", "MailNotifier", "MailRules", "OAuth", "Server", "Tokens"]
