"""A strict OpenID provider on the loopback: what the specifications demand of a client it demands, and it can be told to
lie.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import hashlib
import json
import secrets
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, parse_qsl, unquote, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from tests.peers.guests import receiving

CLIENT, SECRET = "huiyin", "a secret/with:signs"


@dataclass(kw_only=True)
class Grant:
    """A code that was given out and not yet redeemed."""

    redirect: str
    nonce: str
    challenge: str
    person: Mapping[str, Any]


@dataclass(kw_only=True)
class Provider:
    """The provider. `person` is who is logged in there; `twist` changes the claims before they are signed."""

    now: Callable[[], datetime]
    redirect: str = ""
    person: dict[str, Any] = field(
        default_factory=lambda: {
            "sub": "248289761001",
            "email": "wang@example.com",
            "email_verified": True,
            "name": "王芳",
        }
    )
    twist: Callable[[dict[str, Any]], None] = lambda claims: None
    #: Signs the claims in another way: e.g. with alg none.
    sign: Callable[[dict[str, Any]], str] | None = None
    refuse: str = ""
    email_in_token: bool = True
    iss_in_answer: bool = True
    grants: dict[str, Grant] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    port: int = 0

    def __post_init__(self) -> None:
        self._access: dict[str, Mapping[str, Any]] = {}
        self.rotate()

    @property
    def issuer(self) -> str:
        """As the discovery document says it: another site than the product's."""
        return f"http://localhost:{self.port}/realms/acme"

    def rotate(self, *, curve: bool = False) -> None:
        """Sign with a new key from now on; the old one is gone from the list."""
        self.kid = secrets.token_hex(4)
        self.key: Any = (
            ec.generate_private_key(ec.SECP256R1())
            if curve
            else rsa.generate_private_key(public_exponent=65537, key_size=2048)
        )
        self.algorithm = "ES256" if curve else "RS256"

    @contextlib.asynccontextmanager
    async def serving(self) -> AsyncIterator[Provider]:
        """It answers as long as this is open."""
        async with receiving(self._serve) as self.port:
            yield self

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        method, target, _ = head[0].split(" ")
        headers = {line.partition(":")[0].lower(): line.partition(":")[2].strip() for line in head[1:] if line}
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        self.asked.append(f"{method} {urlsplit(target).path}")
        status, more, answer = self._answer(method, target, headers, body)
        writer.write(
            f"HTTP/1.1 {status}\r\nContent-Length: {len(answer)}\r\nConnection: close\r\n".encode()
            + "".join(f"{name}: {value}\r\n" for name, value in more.items()).encode()
            + b"\r\n"
            + answer
        )
        await writer.drain()

    def _answer(
        self, method: str, target: str, headers: Mapping[str, str], body: bytes
    ) -> tuple[str, dict[str, str], bytes]:
        place = urlsplit(target)
        path = place.path.removeprefix("/realms/acme")
        asked = {key: values[0] for key, values in parse_qs(place.query, keep_blank_values=True).items()}
        match method, path:
            case "GET", "/.well-known/openid-configuration":
                return _json(self._metadata())
            case "GET", "/keys":
                public = self.key.public_key()
                kind: Any = jwt.algorithms.ECAlgorithm if self.algorithm == "ES256" else jwt.algorithms.RSAAlgorithm
                jwk = {**json.loads(kind.to_jwk(public)), "kid": self.kid, "use": "sig", "alg": self.algorithm}
                shared = {"kty": "oct", "k": "c2VjcmV0", "kid": "shared"}
                return _json({"keys": [shared, jwk]})
            case "GET", "/authorize":
                return self._authorize(asked)
            case "POST", "/token":
                return self._token(dict(parse_qsl(body.decode(), keep_blank_values=True)), headers)
            case "GET", "/userinfo":
                known = self._access.get(headers.get("authorization", "").removeprefix("Bearer "))
                return _json(dict(known)) if known else _json({"error": "invalid_token"}, "401 Unauthorized")
        return _json({"error": "not_found"}, "404 Not Found")

    def _metadata(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/keys",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256", "ES256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
            "code_challenge_methods_supported": ["S256"],
            "authorization_response_iss_parameter_supported": self.iss_in_answer,
        }

    def _authorize(self, asked: Mapping[str, str]) -> tuple[str, dict[str, str], bytes]:
        wanted = {
            "response_type": "code",
            "client_id": CLIENT,
            "redirect_uri": self.redirect,
            "code_challenge_method": "S256",
        }
        wrong = [key for key, value in wanted.items() if asked.get(key) != value]
        wrong += [key for key in ("state", "nonce", "code_challenge") if len(asked.get(key, "")) < 32]
        if "openid" not in asked.get("scope", "").split():
            wrong.append("scope")
        if wrong:
            self.faults += wrong
            return _json({"error": "invalid_request", "error_description": ", ".join(wrong)}, "400 Bad Request")
        answer = {"state": asked["state"]}
        if self.iss_in_answer:
            answer["iss"] = self.issuer
        if self.refuse:
            answer["error"] = self.refuse
        else:
            answer["code"] = secrets.token_urlsafe(16)
            self.grants[answer["code"]] = Grant(
                redirect=asked["redirect_uri"],
                nonce=asked["nonce"],
                challenge=asked["code_challenge"],
                person=dict(self.person),
            )
        return "302 Found", {"Location": f"{self.redirect}?{urlencode(answer)}"}, b""

    def _token(self, form: Mapping[str, str], headers: Mapping[str, str]) -> tuple[str, dict[str, str], bytes]:
        given = base64.b64decode(headers.get("authorization", "").removeprefix("Basic ")).decode()
        client, _, secret = given.partition(":")
        if (unquote(client), unquote(secret)) != (CLIENT, SECRET) or "client_secret" in form:
            self.faults.append("client")
            return _json({"error": "invalid_client"}, "401 Unauthorized")
        # A code is good once (RFC 6749 4.1.2), whatever comes of it.
        grant = self.grants.pop(form.get("code", ""), None)
        verifier = form.get("code_verifier", "")
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        if (
            form.get("grant_type") != "authorization_code"
            or grant is None
            or form.get("redirect_uri") != grant.redirect
            or challenge != grant.challenge
            or not 43 <= len(verifier) <= 128
        ):
            self.faults.append("grant")
            return _json({"error": "invalid_grant"}, "400 Bad Request")
        now = int(self.now().timestamp())
        person = grant.person if self.email_in_token else {"sub": grant.person["sub"]}
        claims: dict[str, Any] = {
            "iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": grant.nonce, **person,
        }  # fmt: skip
        self.twist(claims)
        token = (
            self.sign(claims)
            if self.sign
            else jwt.encode(claims, self.key, algorithm=self.algorithm, headers={"kid": self.kid})
        )
        access = secrets.token_urlsafe(16)
        self._access[access] = grant.person
        return _json({"access_token": access, "token_type": "Bearer", "expires_in": 300, "id_token": token})


def _json(value: Any, status: str = "200 OK") -> tuple[str, dict[str, str], bytes]:
    return status, {"Content-Type": "application/json", "Cache-Control": "no-store"}, json.dumps(value).encode()
