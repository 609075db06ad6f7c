"""The product is watched: metrics of every stage, one trace through all of them, and staff who hear of what waits."""

# ruff: noqa: F811  # fixtures of another file are used by their names
from __future__ import annotations

import asyncio
import json
import logging
import re
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import httpx
import pytest
import yaml
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from prometheus_client.parser import text_string_to_metric_families

from bot.app import build, opened, operations, web
from bot.cli.running import JsonLines
from bot.desk import timers, tracing
from bot.ports import Understander
from tests.clock import MovableClock
from tests.journeys.conftest import Product, settings_for
from tests.journeys.test_hook import Gateway, gateway, hooked, say  # noqa: F401  # fixtures

DEPLOY = Path(__file__).parents[2] / "deploy"


async def _samples(http: httpx.AsyncClient, **headers: str) -> dict[str, list[Any]]:
    answer = await http.get("/metrics", headers=headers)
    assert answer.status_code == 200
    found: dict[str, list[Any]] = {}
    for family in text_string_to_metric_families(answer.text):
        for sample in family.samples:
            found.setdefault(sample.name, []).append(sample)
    return found


def _value(samples: dict[str, list[Any]], name: str, **labels: str) -> float:
    return sum(float(one.value) for one in samples.get(name, ()) if labels.items() <= one.labels.items())


async def test_every_stage_is_counted(hooked: Product, gateway: Gateway) -> None:
    before = await _samples(hooked.http)
    await say(hooked, "1", "你好")
    await say(hooked, "2", "我要投诉")
    await gateway.texts(2)
    for _ in range(100):
        after = await _samples(hooked.http)
        sent = {"channel": "sms", "result": "sent"}
        if _value(after, "huiyin_deliveries_total", **sent) - _value(before, "huiyin_deliveries_total", **sent) == 2:
            break
        await asyncio.sleep(0.02)

    def grown(name: str, **labels: str) -> float:
        return _value(after, name, **labels) - _value(before, name, **labels)

    assert grown("huiyin_deliveries_total", channel="sms", result="sent") == 2
    for name in ("huiyin_turn_seconds_count", "huiyin_answer_seconds_count", "huiyin_send_seconds_count"):
        assert grown(name, channel="sms") == 2
    assert grown("huiyin_understand_seconds_count") == 2
    assert 0 < grown("huiyin_turn_seconds_sum", channel="sms") < 20
    route = "/api/v1/channels/{name}/messages"
    assert grown("huiyin_http_seconds_count", method="POST", route=route, status="202") == 2
    assert {one.labels["stage"] for one in after["huiyin_oldest_seconds"]} == {"arrivals", "inbox", "outbox", "timers"}


async def test_dashboard_and_rules_ask_for_what_there_is(hooked: Product, gateway: Gateway) -> None:
    await say(hooked, "1", "你好")
    await gateway.texts(1)
    await hooked.pass_time(timedelta(0))
    known = set(await _samples(hooked.http))
    families = {name.removesuffix("_bucket").removesuffix("_count").removesuffix("_total") for name in known}
    dashboard = json.loads((DEPLOY / "grafana/huiyin.json").read_text(encoding="utf-8"))
    asked = [target["expr"] for panel in dashboard["panels"] for target in panel.get("targets", ())]
    rules = yaml.safe_load((DEPLOY / "prometheus/huiyin.rules.yml").read_text(encoding="utf-8"))
    asked += [rule["expr"] for group in rules["groups"] for rule in group["rules"]]
    names = {name for text in asked for name in re.findall(r"\b(?:huiyin|process)_[a-z_]+", text)}
    assert len(names) > 15
    unknown = {
        name
        for name in names
        if name.removesuffix("_bucket").removesuffix("_count").removesuffix("_total") not in families
        # Nothing counted yet: no sample, but the family is declared.
        and name.removesuffix("_bucket").removesuffix("_total") not in (await hooked.http.get("/metrics")).text
    }
    assert unknown == set()
    places = [(panel["gridPos"]["x"], panel["gridPos"]["y"]) for panel in dashboard["panels"]]
    assert len(set(places)) == len(places)


async def test_one_trace_from_the_message_to_its_answer_and_no_word_of_it_in_the_log(
    hooked: Product,
    gateway: Gateway,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    caplog.handler.addFilter(tracing.WithTrace())
    await say(hooked, "1", "我叫钱多多，电话13912345678，你们的电饭煲炸了")
    await gateway.texts(1)
    for _ in range(100):
        lines = [json.loads(JsonLines().format(record)) for record in caplog.records]
        ours = [line for line in lines if line["logger"] in ("bot.desk.turns", "bot.desk.delivery")]
        if len(ours) == 2:
            break
        await asyncio.sleep(0.02)
    turn, send = ours
    assert turn["message"].startswith("turn of sms")
    assert send["message"].startswith("reply of sms sent")
    assert turn["trace"] == send["trace"]
    assert re.fullmatch("[0-9a-f]{32}", turn["trace"])
    said = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    for secret in ("钱多多", "13912345678", "电饭煲", "+8613900001111"):
        assert secret not in said


class _Collector(BaseHTTPRequestHandler):
    spans: ClassVar[list[Any]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        request = ExportTraceServiceRequest.FromString(body)
        for resource in request.resource_spans:
            for scope in resource.scope_spans:
                self.spans.extend(scope.spans)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def collector(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, list[Any]]]:
    """An OpenTelemetry collector: its address and the spans that it got."""
    monkeypatch.setattr(tracing, "_open_span", tracing._open_span)
    _Collector.spans = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Collector)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/v1/traces", _Collector.spans
    server.shutdown()
    thread.join()
    server.server_close()


async def test_spans_reach_a_collector(
    collector: tuple[str, list[Any]],
    hooked: Product,
    gateway: Gateway,
) -> None:
    endpoint, spans = collector
    finish = tracing.export(endpoint, "test")
    await say(hooked, "1", "你好")
    await gateway.texts(1)
    await asyncio.sleep(0.1)
    await asyncio.to_thread(finish)
    by_name = {span.name: span for span in spans}
    assert set(by_name) == {"turn", "send"}
    assert by_name["turn"].trace_id == by_name["send"].trace_id
    assert by_name["turn"].end_time_unix_nano <= by_name["send"].end_time_unix_nano
    assert {item.key: item.value.string_value for item in by_name["send"].attributes}["channel"] == "sms"


@pytest.mark.parametrize(
    ("token", "address", "shown", "status"),
    [
        ("", "127.0.0.1", "", 200),
        ("", "192.168.1.9", "", 200),
        ("", "203.0.114.9", "", 401),
        ("a token of some length", "127.0.0.1", "", 401),
        ("a token of some length", "203.0.114.9", "a token of some length", 200),
        ("a token of some length", "203.0.114.9", "another token of length", 401),
    ],
)
async def test_metrics_are_for_those_who_watch(
    tmp_path: Path, understander: Understander, token: str, address: str, shown: str, status: int
) -> None:
    settings = settings_for(f"sqlite:///{tmp_path}/huiyin.db", tmp_path, HUIYIN_MONITORING__TOKEN=token)
    app = build(settings, understander=understander)
    async with opened(app):
        for application in (web(app), operations(app)):
            transport = httpx.ASGITransport(app=application, client=(address, 1234))
            async with httpx.AsyncClient(transport=transport, base_url="http://test") as http:
                headers = {"Authorization": f"Bearer {shown}"} if shown else {}
                assert (await http.get("/metrics", headers=headers)).status_code == status
                assert (await http.get("/healthz")).status_code == 200


async def test_requests_of_the_chat_are_counted_by_their_route(product: Product) -> None:
    def counted(samples: dict[str, list[Any]], method: str, **labels: str) -> float:
        return _value(samples, "huiyin_http_seconds_count", method=method, **labels)

    before = await _samples(product.http)
    opened_ = (await product.http.post("/api/v1/web/conversations", json={})).json()
    who = {"Authorization": f"Bearer {opened_['token']}"}
    await product.http.post("/api/v1/web/messages", json={"id": "1", "text": "你好"}, headers=who)
    await product.http.get("/api/v1/web/messages", headers=who)
    await product.http.get("/nowhere/1")
    after = await _samples(product.http)
    route = "/api/v1/web/messages"
    for method, status in (("POST", "202"), ("GET", "200")):
        more = {"route": route, "status": status}
        assert counted(after, method, **more) == counted(before, method, **more) + 1
    assert counted(after, "GET", route="unknown") == counted(before, "GET", route="unknown") + 1


async def test_what_breaks_is_logged_by_its_route_alone(
    product: Product, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the address of a customer's page stands what opens their case."""

    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(type(product.app.links), "opened", breaks)
    transport = httpx.ASGITransport(app=web(product.app), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as http:
        assert (await http.get("/p/secret-of-a-case")).status_code == 500
    assert "GET /p/{token} failed" in caplog.text
    assert "secret-of-a-case" not in caplog.text


@pytest.mark.parametrize(
    ("address", "headers", "told"),
    [
        ("127.0.0.1", {}, True),
        ("10.0.0.7", {}, True),
        ("203.0.114.9", {}, False),
        ("127.0.0.1", {"X-Forwarded-For": "203.0.114.9"}, False),
    ],
)
async def test_why_it_is_not_ready_is_for_those_who_run_it(
    tmp_path: Path, understander: Understander, address: str, headers: dict[str, str], told: bool
) -> None:
    app = build(settings_for(f"sqlite:///{tmp_path}/huiyin.db", tmp_path), understander=understander)
    async with opened(app):
        (tmp_path / "huiyin.db").rename(tmp_path / "elsewhere.db")
        transport = httpx.ASGITransport(app=web(app), client=(address, 1234))
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as http:
            answer = await http.get("/readyz", headers=headers)
    assert answer.status_code == 503
    assert answer.text.startswith("not ready")
    assert ("huiyin.db" in answer.text) is told


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"X-Forwarded-For": "10.0.0.7"}, 200),
        ({"X-Forwarded-For": "203.0.114.9"}, 401),
        ({"X-Forwarded-For": "10.0.0.7, 203.0.114.9"}, 401),
        ({"X-Real-IP": "203.0.114.9"}, 401),
    ],
)
async def test_a_proxy_on_this_machine_opens_metrics_to_nobody(
    tmp_path: Path, understander: Understander, headers: dict[str, str], status: int
) -> None:
    """Though it is none of the trusted ones, and though whoever asks through it adds an address of their own."""
    app = build(settings_for(f"sqlite:///{tmp_path}/huiyin.db", tmp_path), understander=understander)
    async with opened(app):
        transport = httpx.ASGITransport(app=web(app), client=("127.0.0.1", 1234))
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as http:
            assert (await http.get("/metrics", headers=headers)).status_code == status


async def test_staff_hear_once_of_each_time_that_something_waits_too_long(
    url: str, tmp_path: Path, understander: Understander
) -> None:
    clock = MovableClock()
    app = build(settings_for(url, tmp_path), clock=clock, understander=understander)
    async with opened(app):
        await timers._begin(app.database, app.rules)
        transport = httpx.ASGITransport(app=web(app))
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as http:
            product = Product(app=app, clock=clock, http=http)
            visitor = await product.visitor("zh-Hans")

            async def alerts() -> list[tuple[str, str]]:
                raised = await app.database.read(lambda uow: uow.alerts.unseen())
                return [(alert.kind, alert.key) for alert in raised]

            await visitor.post("有人吗")
            await product.pass_time(timedelta(minutes=2))
            assert await alerts() == []
            for _ in range(6):
                await product.pass_time(timedelta(minutes=1))
            assert await alerts() == [("stalled", "stalled.inbox")]
            stop = asyncio.Event()
            working = asyncio.create_task(app.work(("worker",), stop))
            while await app.database.read(lambda uow: uow.inbox.pending()):
                await asyncio.sleep(0.02)
            stop.set()
            await working
            await product.pass_time(timedelta(minutes=2))
            assert len(await alerts()) == 1
            await visitor.post("还有人吗")
            for _ in range(8):
                await product.pass_time(timedelta(minutes=1))
            assert await alerts() == [("stalled", "stalled.inbox")] * 2
            agent = await product.staff()
            shown = (await http.get("/api/v1/alerts", headers=agent)).json()
            assert re.search(r"\d+ ?(minutes|分钟)", json.dumps(shown, ensure_ascii=False))
