"""Calls every operation of the API with what its description allows, and with what it does not.

Each answer is held against the description: no failure of ours, no status and no type of content that is not declared,
no body of another shape. The same seed makes the same calls; `make fuzz ARGS="--calls 300"` makes many more of them than
the test does.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import httpx
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode, checks
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.core.result import Ok

from bot.app import web
from bot.ports import Understander
from bot.records import Role
from tests.journeys.conftest import running, settings_for

#: Another system that brings messages; its callback leads to where nobody listens.
SYSTEM: Final[dict[str, str | bool]] = {
    "name": "sms", "secret": "0123456789abcdef", "token": "fedcba9876543210", "callback_url": "http://127.0.0.1:9/", "private": True,
}  # fmt: skip

CHECKS: Final = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]
#: Each operation is called with things that are there, with any, and with what its description forbids.
WAYS: Final = ("there", "any", "forbidden")
#: Those that wait for news would do nothing else.
PATIENT: Final = ("/api/v1/changes", "/api/v1/web/messages")


@dataclass(kw_only=True)
class Result:
    """What became of the calls: by operation and kind of fault, and the first call of each."""

    operations: int = 0
    answers: Counter[int] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    first: dict[str, str] = field(default_factory=dict)

    @property
    def calls(self) -> int:
        """All of them."""
        return sum(self.answers.values())

    def __str__(self) -> str:
        return "\n".join(f"{count} × {kind}\n  first: {self.first[kind]}" for kind, count in self.faults.most_common())


async def tried(
    url: str, folder: Path, understander: Understander, *, examples: int, number: int = 1, only: str = ""
) -> Result:
    """Call all operations of a product of its own, with an administrator's token."""
    settings = settings_for(
        url, folder, HUIYIN_CHANNELS__API=json.dumps([SYSTEM]), HUIYIN_SECURITY__API__REQUESTS_PER_MINUTE="1000000"
    )
    async with running(settings, understander) as product:
        staff = await product.staff(Role.ADMINISTRATOR, login="boss")
        await product.staff(login="li")
        visitor = await product.visitor("zh-Hans")
        case = await visitor.complain()
        other = await product.visitor("en")
        await other.complain("My parcel A20261105887 came broken, I want my money back")
        upload = await product.http.post(
            "/api/v1/web/files", files={"file": ("a.txt", b"a receipt", "text/plain")}, headers=visitor.headers
        )
        await visitor.say("", attachments=[upload.json()["id"]])
        hash = re.findall(r"files/(\w{64})", json.dumps(visitor.seen))[0]
        for path, body in (
            (f"/cases/{case}/steps", {"text": "call them"}),
            ("/scripts", {"title": "sorry", "text": "{name}"}),
            ("/incidents", {"title": "broken cookers", "cases": [case]}),
            ("/articles", {"title": "hours", "examples": {"en": ["opening hours"]}, "answer": {"en": "9 to 5"}}),
            ("/actions", {"title": "better boxes", "cases": [case]}),
        ):
            made = await product.http.post(f"/api/v1{path}", json=body, headers=staff)
            assert made.status_code == 201, made.text
        known = {"number": case, "hash": hash, "id": 1, "name": "li", "notice": 1, "verb": "pause"}
        there = {"": known, "/api/v1/channels": {"name": "sms"}, "/api/v1/users": {"id": 2}}
        system = {"Authorization": f"Bearer {SYSTEM['token']}"}
        headers = {"": staff, "/api/v1/web": visitor.headers, "/api/v1/channels": system}
        # An exception is an answer here, 500, as it is to whoever calls.
        transport = httpx.ASGITransport(web(product.app), raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://test", timeout=60) as http:
            return await called(http, there=there, headers=headers, examples=examples, number=number, only=only)


async def called(
    http: httpx.AsyncClient,
    *,
    there: Mapping[str, Mapping[str, Any]],
    headers: Mapping[str, Mapping[str, str]],
    examples: int,
    number: int = 1,
    only: str = "",
) -> Result:
    """Call them all. `there` and `headers`: the beginning of a path → its known parameters, and who calls ("": others).

    `number` is the seed, `only` a part of the operations' names.
    """
    description = (await http.get("/api/openapi.json")).json()
    result = Result()
    for found in schemathesis.openapi.from_dict(description).get_all_operations():
        assert isinstance(found, Ok), str(found)
        operation = found.ok()
        if only not in operation.label:
            continue
        result.operations += 1
        for way in WAYS:
            for case in _made(operation, way, _of(there, operation.path), examples, number):
                await _sent(http, case, _of(headers, operation.path), result)
    return result


def _made(operation: Any, way: str, known: Mapping[str, Any], examples: int, number: int) -> list[Case[Any]]:
    parts = {key: value for key, value in known.items() if f"{{{key}}}" in operation.path}
    if way == "there" and not parts:
        return []
    if way == "any" and parts:
        # What is not there is mostly just that.
        examples = (examples + 1) // 2
    mode = GenerationMode.NEGATIVE if way == "forbidden" else GenerationMode.POSITIVE
    calls = operation.as_strategy(generation_mode=mode, path_parameters=parts if way == "there" else None)
    made: list[Case[Any]] = []

    def keep(case: Case[Any]) -> None:
        made.append(case)

    bounded = settings(
        max_examples=examples, deadline=None, database=None, phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    # Where nothing is asked for, nothing is forbidden.
    with suppress(Unsatisfiable) if way == "forbidden" else nullcontext():
        seed(f"{number} {operation.label} {way}")(bounded(given(case=calls)(keep)))()
    return made


async def _sent(http: httpx.AsyncClient, case: Case[Any], caller: Mapping[str, str], result: Result) -> None:
    case.headers.update(caller)
    if case.operation.path in PATIENT and isinstance(case.query, dict):
        case.query["wait"] = 0
    asked = requests.Request(**case.as_transport_kwargs(base_url="http://test")).prepare()
    headers = {
        name: value if isinstance(value, str) else value.decode("latin-1") for name, value in asked.headers.items()
    }
    body = asked.body.encode() if isinstance(asked.body, str) else asked.body
    assert body is None or isinstance(body, bytes)
    answer = await http.request(str(asked.method), str(asked.url), headers=headers, content=body)
    result.answers[answer.status_code] += 1
    try:
        case.validate_response(answer, checks=CHECKS)
    except (Failure, FailureGroup) as error:
        for one in error.exceptions if isinstance(error, FailureGroup) else (error,):
            kind = f"{case.operation.label}: {one.title}, {answer.status_code}: {str(one.message)[:300]!r}"
            result.faults[kind] += 1
            call = f"{asked.method} {asked.url} {asked.body!r:.300} → {answer.status_code} {answer.text!r:.300}"
            result.first.setdefault(kind, call)


def _of(by_path: Mapping[str, Mapping[str, Any]], path: str) -> Mapping[str, Any]:
    """Of the longest beginning of this path."""
    return by_path[max((start for start in by_path if path.startswith(start)), key=len)]
