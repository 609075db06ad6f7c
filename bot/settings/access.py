"""Settings of how staff come in: second factor, single sign-on, limits of the staff API."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, SecretStr, StringConstraints

from bot.settings.kinds import Blank, Name, Section, Url

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
StaffRole = Literal["agent", "department", "supervisor", "administrator"]


class SecondFactor(Section):
    """A code of six digits besides the password."""

    #: Roles that must have one; everybody else may.
    required_for: tuple[StaffRole, ...] = ()


class Oidc(Section):
    """Log-in through an identity provider (OpenID Connect). Off without an issuer."""

    issuer: Annotated[Url | None, Blank] = None
    client_id: Annotated[Text | None, Blank] = None
    client_secret: Annotated[SecretStr | None, Blank] = None
    #: On the button.
    name: Text = "SSO"
    scopes: tuple[Text, ...] = ("openid", "email", "profile")
    #: True: whoever the provider vouches for and is not known yet gets an account.
    create: bool = False
    role: StaffRole = "agent"
    #: Of those who get an account, where the role is department.
    department: Annotated[Name | None, Blank] = None
    #: Only people with addresses of these domains get an account; empty: everybody whom the provider lets in.
    domains: tuple[Text, ...] = ()


class ApiLimits(Section):
    """How much one token of the staff API may ask for."""

    requests_per_minute: Annotated[int, Field(ge=1, le=1_000_000)] = 600
