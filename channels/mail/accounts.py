"""The settings of our mailboxes, as the channel needs them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Where to fetch or to send. security: tls (from the first byte) | starttls | none"""

    host: str
    port: int
    security: str = "tls"
    user: str = ""
    password: str = field(default="", repr=False)
    #: password | xoauth2 | oauthbearer
    login: str = "password"
    #: A file of certificates to trust besides the system's.
    ca_file: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OAuth:
    """How access tokens are got: by a refresh token, or without one by the client's own credentials."""

    token_url: str
    client_id: str
    client_secret: str = field(default="", repr=False)
    refresh_token: str = field(default="", repr=False)
    scope: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dkim:
    """The key that signs what we send (RSA or Ed25519, PEM or raw base64)."""

    domain: str
    selector: str
    key_file: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One mailbox of ours: `name` is `Address.account`, `address` is where customers write."""

    name: str
    address: str
    #: Shown beside the address, by language.
    sender: Mapping[str, str]
    imap: Server
    smtp: Server
    oauth: OAuth | None = None
    folder: str = "INBOX"
    #: What was stored is moved there; "" leaves it where it is.
    done: str = "Huiyin"
    #: Of what lay in the folder before the first start: unseen | all | none is taken.
    existing: str = "unseen"
    #: Between the local part and a tag: "+" where the server delivers service+anything@… to service@…; "" where not.
    delimiter: str = ""
    #: The names under which our own servers write Authentication-Results.
    authserv_ids: tuple[str, ...] = ()
    #: They write them below the Received that tells of the mail's coming in, not above it.
    results_below: bool = False
    #: Programs that write for people (contact forms): the customer is whom Reply-To or a field names.
    forms: frozenset[str] = frozenset()
    #: Further addresses of ours that end in this mailbox.
    aliases: frozenset[str] = frozenset()
    dkim: Dkim | None = None
    #: Seconds between two looks, also where the server wakes us.
    poll: float = 60.0

    @property
    def domain(self) -> str:
        """The part after the @."""
        return self.address.rpartition("@")[2].lower()

    def is_own(self, address: str) -> bool:
        """Whether mail to this address ends here, with any tag."""
        wanted = address.strip().lower()
        local, _, domain = wanted.rpartition("@")
        if self.delimiter:
            local = local.partition(self.delimiter)[0]
        return wanted in self.aliases or f"{local}@{domain}" in {self.address.lower(), *self.aliases}


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """How our mails look. Colours are #rrggbb."""

    name: Mapping[str, str]
    colour: str = "#14646a"
    #: A PNG, JPEG or GIF that is sent with every mail; nothing is fetched from a server by whoever reads it.
    logo: Path | None = None
    #: Below every mail: address, register number, what the law asks for.
    footer: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class MailRules:
    """What holds for all mailboxes."""

    accounts: tuple[Account, ...]
    brand: Brand
    #: A sender who writes more often within an hour is not answered: two machines may be talking.
    answers_per_hour: int = 20
    #: Bytes of a mail that are fetched; the rest stays on the server.
    max_size: int = 40 * 1024 * 1024

    @property
    def addresses(self) -> frozenset[str]:
        """Where customers write to, of all mailboxes."""
        return frozenset(one.lower() for account in self.accounts for one in (account.address, *account.aliases))

    def account(self, name: str) -> Account | None:
        """The mailbox of that name; the only one stands in for one that was renamed."""
        for account in self.accounts:
            if account.name == name:
                return account
        return self.accounts[0] if len(self.accounts) == 1 else None
