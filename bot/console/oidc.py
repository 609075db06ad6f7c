"""Log-in through an identity provider: OpenID Connect Core 1.0, authorisation code with PKCE (RFC 7636), state, nonce.

What the provider says is believed only if it is signed by a key of the provider's own (JWKS), with an asymmetric
algorithm, is made for us, is of now, and carries the nonce of this very log-in.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final
from urllib.parse import quote, urlencode

import httpx
import jwt

from bot.accounts import Entrance
from bot.console.access import Access, hashed, new_user
from bot.errors import HuiyinError, NotAllowed
from bot.ports import UnitOfWork
from bot.records import Role, User

log = logging.getLogger(__name__)

#: Between leaving for the provider and coming back.
PATIENCE: Final = timedelta(minutes=10)
#: How far the provider's clock may be off.
_LEEWAY: Final = timedelta(minutes=1)
_TIMEOUT: Final = 10.0
#: Bytes of an answer of the provider's that are read.
_LONGEST: Final = 1_000_000
#: Asymmetric ones alone: "none" and secrets shared with others prove nothing.
_ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
#: Kinds of keys, and the algorithms that they fit.
_FAMILIES: Final = {"RSA": ("RS", "PS"), "EC": ("ES",), "OKP": ("EdDSA",)}
_KIND: Final = "oidc"
#: A password that nobody has: see access._verify.
_NO_PASSWORD: Final = "!"  # noqa: S105  # the very opposite


class Away(HuiyinError):
    """The provider can't be reached, or does not answer as it should."""


class Untrue(NotAllowed):
    """What came back does not prove who it is. The text says why, for the log."""


class Stranger(NotAllowed):
    """The provider knows them; we have no account for them, or a disabled one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """The settings. `create`: the role of those who get an account the first time; None: nobody does."""

    issuer: str
    client_id: str
    client_secret: str
    name: str
    scopes: tuple[str, ...]
    redirect: str
    create: Role | None = None
    department: str = ""
    domains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """Where to send the browser; `token` binds the answer to it, as a cookie."""

    url: str
    token: str


@dataclass(slots=True, kw_only=True)
class SingleSignOn:
    """Sends people to the provider and takes them back."""

    provider: Provider
    access: Access
    #: For tests of a provider that lives elsewhere than in the network.
    transport: httpx.AsyncBaseTransport | None = None
    _metadata: Mapping[str, Any] | None = None
    _keys: dict[str, jwt.PyJWK] = field(default_factory=dict)

    async def depart(self, back: str) -> Departure:
        """Begin. Raises Away."""
        metadata = await self._discovered()
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        now = self.access.clock.now()
        # The state is stored by its hash and the cookie's: whoever has the address alone can't come back with it.
        token = secrets.token_urlsafe(32)
        entrance = Entrance(
            token_hash=hashed(f"{state}.{token}"),
            kind=_KIND,
            data={"nonce": nonce, "verifier": verifier, "back": back},
            expires_at=now + PATIENCE,
        )
        await self.access.database.transact(lambda uow: uow.entrances.add(entrance, now))
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        query = urlencode(
            {
                "response_type": "code",
                "client_id": self.provider.client_id,
                "redirect_uri": self.provider.redirect,
                "scope": " ".join(self.provider.scopes),
                "state": state,
                "nonce": nonce,
                "code_challenge": challenge,
                "code_challenge_method": "S256",
            }
        )
        endpoint = str(metadata["authorization_endpoint"])
        return Departure(url=f"{endpoint}{'&' if '?' in endpoint else '?'}{query}", token=token)

    async def arrive(self, answer: Mapping[str, str], token: str) -> tuple[User, str]:
        """Who it is, and where they wanted to go. Raises Untrue, Stranger, Away."""
        state = answer.get("state", "")
        now = self.access.clock.now()
        entrance = (
            await self.access.database.transact(lambda uow: uow.entrances.take(_KIND, hashed(f"{state}.{token}"), now))
            if state and token
            else None
        )
        if entrance is None:
            raise Untrue("no log-in with this state is under way in this browser")
        metadata = await self._discovered()
        # RFC 9207: the answer comes from whom we asked.
        says = metadata.get("authorization_response_iss_parameter_supported") is True or "iss" in answer
        if says and answer.get("iss") != metadata["issuer"]:
            raise Untrue("the answer comes from another issuer")
        if "code" not in answer:
            raise Untrue(f"the provider refused: {answer.get('error', 'no code')[:100]}")
        tokens = await self._exchange(metadata, answer["code"], entrance.data["verifier"])
        claims = await self._verified(metadata, tokens.get("id_token"), str(entrance.data["nonce"]))
        if not claims.get("email") and isinstance(tokens.get("access_token"), str) and "userinfo_endpoint" in metadata:
            said = await self._fetch(
                "GET", str(metadata["userinfo_endpoint"]), headers={"Authorization": f"Bearer {tokens['access_token']}"}
            )
            # OIDC Core 5.3.2: it may be about somebody else unless the subject is the same.
            if said.get("sub") == claims["sub"]:
                claims = {**said, **claims}
        user = await self.access.database.transact(lambda uow: self._user(uow, claims))
        return user, str(entrance.data["back"])

    # --- what the provider says ---

    async def _discovered(self) -> Mapping[str, Any]:
        if self._metadata is None:
            found = await self._fetch("GET", f"{self.provider.issuer}/.well-known/openid-configuration")
            # A slash at its end is the one difference that settings are forgiven.
            if str(found.get("issuer", "")).rstrip("/") != self.provider.issuer:
                raise Away(f"{self.provider.issuer} says that it is {str(found.get('issuer'))[:200]}")
            for key in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
                if not isinstance(found.get(key), str):
                    raise Away(f"{self.provider.issuer} names no {key}")
            self._metadata = found
        return self._metadata

    async def _exchange(self, metadata: Mapping[str, Any], code: str, verifier: str) -> Mapping[str, Any]:
        provider = self.provider
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": provider.redirect,
            "code_verifier": verifier,
        }
        headers = {}
        ways = metadata.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        if provider.client_secret and "client_secret_basic" in ways:
            # RFC 6749 2.3.1: both halves are form-encoded first.
            pair = f"{quote(provider.client_id, safe='')}:{quote(provider.client_secret, safe='')}"
            headers["Authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
        else:
            form["client_id"] = provider.client_id
            if provider.client_secret:
                form["client_secret"] = provider.client_secret
        return await self._fetch("POST", str(metadata["token_endpoint"]), headers=headers, data=form)

    async def _verified(self, metadata: Mapping[str, Any], token: object, nonce: str) -> Mapping[str, Any]:
        """The claims of an ID token that holds (OIDC Core 3.1.3.7)."""
        if not isinstance(token, str):
            raise Untrue("the provider gave no ID token")
        try:
            header = jwt.get_unverified_header(token)
            algorithm = header.get("alg")
            if algorithm not in _ALGORITHMS:
                raise Untrue(f"the ID token is signed with {str(algorithm)[:20]}")
            key = await self._key(metadata, header.get("kid"), algorithm)
            claims: dict[str, Any] = jwt.decode(
                token,
                key,
                algorithms=[algorithm],
                audience=self.provider.client_id,
                issuer=str(metadata["issuer"]),
                # By our own clock, below.
                options={
                    "require": ["iss", "sub", "aud", "exp", "iat"],
                    "verify_exp": False,
                    "verify_iat": False,
                    "verify_nbf": False,
                },
            )
        except jwt.PyJWTError as error:
            raise Untrue(f"the ID token does not hold: {error}") from error
        now, leeway = self.access.clock.now().timestamp(), _LEEWAY.total_seconds()
        times = {name: claims[name] for name in ("exp", "iat", "nbf") if name in claims}
        if not all(isinstance(at, int | float) and not isinstance(at, bool) for at in times.values()):
            raise Untrue("the ID token's times are no numbers")
        if times["exp"] <= now - leeway:
            raise Untrue("the ID token has expired")
        if times["iat"] > now + leeway or times.get("nbf", 0) > now + leeway:
            raise Untrue("the ID token is not valid yet")
        if not isinstance(claims.get("nonce"), str) or not hmac.compare_digest(claims["nonce"], nonce):
            raise Untrue("the ID token belongs to another log-in")
        if "azp" in claims and claims["azp"] != self.provider.client_id:
            raise Untrue("the ID token was made for another client")
        if isinstance(claims["aud"], list) and len(claims["aud"]) > 1 and "azp" not in claims:
            raise Untrue("the ID token is for several and does not say for whom it was made")
        if not isinstance(claims["sub"], str) or not 0 < len(claims["sub"]) <= 255:
            raise Untrue("the ID token has no subject")
        return claims

    async def _key(self, metadata: Mapping[str, Any], kid: object, algorithm: str) -> jwt.PyJWK:
        """The provider's key; an id that we don't know may be a new one."""
        for fresh in (False, True):
            if fresh or not self._keys:
                self._keys = await self._fetched_keys(str(metadata["jwks_uri"]))
            if isinstance(kid, str) and kid in self._keys:
                return self._fitting(self._keys[kid], algorithm)
            if kid is None and len(self._keys) == 1:
                return self._fitting(next(iter(self._keys.values())), algorithm)
        raise Untrue("the ID token is signed with a key that is not the provider's")

    @staticmethod
    def _fitting(key: jwt.PyJWK, algorithm: str) -> jwt.PyJWK:
        if not algorithm.startswith(_FAMILIES[str(key.key_type)]):
            raise Untrue("the ID token's algorithm does not fit its key")
        return key

    async def _fetched_keys(self, url: str) -> dict[str, jwt.PyJWK]:
        raw = (await self._fetch("GET", url)).get("keys")
        keys: dict[str, jwt.PyJWK] = {}
        for at, one in enumerate(raw if isinstance(raw, list) else []):
            if (
                not isinstance(one, dict)
                or one.get("use", "sig") != "sig"
                or one.get("kty") not in ("RSA", "EC", "OKP")
            ):
                continue
            try:
                keys[str(one.get("kid", at))] = jwt.PyJWK(one)
            except jwt.PyJWTError:
                # A key of a kind that we don't know is no key of this token.
                continue
        return keys

    async def _fetch(self, method: str, url: str, **how: Any) -> dict[str, Any]:
        headers = {"Accept": "application/json", **how.pop("headers", {})}
        try:
            async with httpx.AsyncClient(timeout=_TIMEOUT, follow_redirects=False, transport=self.transport) as client:
                response = await client.request(method, url, headers=headers, **how)
            if len(response.content) > _LONGEST:
                raise Away(f"{url} answers at too great a length")
            found = response.json()
        except (httpx.HTTPError, ValueError) as error:
            raise Away(f"{url}: {type(error).__name__}") from error
        if response.status_code in (400, 401, 403):
            reason = found.get("error") if isinstance(found, dict) else None
            raise Untrue(f"{url} refused: {str(reason or response.status_code)[:100]}")
        if response.status_code != 200 or not isinstance(found, dict):
            raise Away(f"{url} answers {response.status_code}")
        return found

    # --- whom we know ---

    def _user(self, uow: UnitOfWork, claims: Mapping[str, Any]) -> User:
        """By subject; the first time by verified address, or made where that is allowed."""
        issuer, subject, now = self.provider.issuer, claims["sub"], self.access.clock.now()
        known = uow.entrances.known(issuer, subject)
        if known is not None:
            user = uow.staff.get(known)
        else:
            # "true" as a string is what some say; a missing one is no word of theirs.
            verified = claims.get("email_verified") in (True, "true")
            email = str(claims.get("email") or "").strip().lower()
            if not verified or "@" not in email or len(email) > 100:
                raise Stranger("the provider vouches for no e-mail address")
            found = uow.staff.by_login(email)
            if found is not None and uow.entrances.bound(issuer, found.id):
                # The address was given to somebody else: they are not the one who had it.
                raise Stranger("the account with this address belongs to another person of the provider's")
            user = found or self._made(uow, email, str(claims.get("name") or ""))
            uow.entrances.bind(issuer, subject, user.id, now)
            uow.staff.audit(now, user.id, "bind_identity", user.login, issuer)
        if user.disabled:
            raise Stranger("the account is disabled")
        return user

    def _made(self, uow: UnitOfWork, email: str, name: str) -> User:
        provider, now = self.provider, self.access.clock.now()
        domain = email.rpartition("@")[2]
        if provider.create is None or (provider.domains and domain not in provider.domains):
            raise Stranger("there is no account with this address")
        made = new_user(
            uow,
            login=email,
            name=" ".join(name.split())[:100] or email.partition("@")[0],
            role=provider.create,
            password_hash=_NO_PASSWORD,
            now=now,
            department=provider.department,
            must_change=False,
        )
        uow.staff.audit(now, None, "add_user", made.login, f"{made.role.value} by {provider.name}")
        return made
