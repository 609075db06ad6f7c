"""The settings of the e-mail channel: mailboxes, how our mails look, and the limits on answers."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field, SecretStr, StringConstraints, model_validator

from bot.settings.kinds import Blank, Colour, LocalText, Name, PositiveDuration, Section, Size, Url, wrong

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]

_ADDRESS: Final = re.compile(r"[^\s@<>,;:\"]+@[^\s@<>,;:\"]+\.?[^\s@<>,;:\".]+")

_PORTS: Final = {
    ("imap", "tls"): 993, ("imap", "starttls"): 143, ("imap", "none"): 143,
    ("smtp", "tls"): 465, ("smtp", "starttls"): 587, ("smtp", "none"): 25,
}  # fmt: skip


def _address(value: str) -> str:
    if not _ADDRESS.fullmatch(value) or len(value) > 254:
        raise wrong("a mail address such as service@example.com")
    return value


Address = Annotated[Text, AfterValidator(_address)]


class MailServer(Section):
    """A server of the mailbox."""

    host: Text
    #: None: the usual one of the protocol and `security`.
    port: Annotated[Annotated[int, Field(ge=1, le=65535)] | None, Blank] = None
    security: Literal["tls", "starttls", "none"] = "tls"
    #: None: the mailbox's address for IMAP; no log-in at all for SMTP.
    user: Annotated[Text | None, Blank] = None
    password: Annotated[SecretStr | None, Blank] = None
    login: Literal["password", "xoauth2", "oauthbearer"] = "password"
    #: Certificates to trust besides the system's (PEM).
    ca_file: Annotated[Path | None, Blank] = None

    def port_of(self, protocol: str) -> int:
        """The port to connect to."""
        return self.port or _PORTS[protocol, self.security]


class MailOAuth(Section):
    """OAuth 2.0 for servers that take no password (Gmail, Outlook)."""

    token_url: Url
    client_id: Text
    client_secret: Annotated[SecretStr | None, Blank] = None
    #: None: the client's own credentials are used.
    refresh_token: Annotated[SecretStr | None, Blank] = None
    scope: Annotated[Text | None, Blank] = None


class MailDkim(Section):
    """Signs what we send, where the mail server does not."""

    domain: Text
    selector: Text
    key_file: Path


class MailBox(Section):
    """One mailbox in which complaints arrive and from which they are answered."""

    name: Name
    address: Address
    #: Shown beside the address; None: the brand's name.
    sender: Annotated[LocalText | None, Blank] = None
    imap: MailServer
    smtp: MailServer
    oauth: Annotated[MailOAuth | None, Blank] = None
    folder: Text = "INBOX"
    #: Where mails go once they are stored; empty: they stay.
    done: Annotated[Text | None, Blank] = "Huiyin"
    existing: Literal["unseen", "all", "none"] = "unseen"
    #: "+" where the server delivers service+anything@… to service@….
    delimiter: Annotated[Annotated[str, StringConstraints(pattern=r"^[+\-=_]$")] | None, Blank] = None
    authserv_ids: tuple[Text, ...] = ()
    results_below: bool = False
    forms: tuple[Address, ...] = ()
    aliases: tuple[Address, ...] = ()
    dkim: Annotated[MailDkim | None, Blank] = None
    poll: PositiveDuration = timedelta(minutes=1)

    @model_validator(mode="after")
    def _oauth_given(self) -> MailBox:
        if self.oauth is None and "password" not in {self.imap.login} & {self.smtp.login}:
            raise wrong("a mailbox with `oauth`, since its `login` is not password")
        if self.imap.login == "password" and self.imap.password is None:
            raise wrong("a mailbox with imap.password: write ${NAME} and set the environment variable NAME")
        return self


class MailBrand(Section):
    """How our mails look."""

    #: None: business.name.
    name: Annotated[LocalText | None, Blank] = None
    colour: Colour = "#14646a"
    #: A PNG, JPEG or GIF, sent along with each mail.
    logo: Annotated[Path | None, Blank] = None
    footer: Annotated[LocalText | None, Blank] = None


class MailChannelSettings(Section):
    """E-mail."""

    mailboxes: tuple[MailBox, ...] = ()
    brand: MailBrand = MailBrand()
    answers_per_hour: Annotated[int, Field(ge=1, le=100_000)] = 20
    max_size: Size = 40 * 1024**2
