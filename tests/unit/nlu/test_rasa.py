"""The Rasa understander against a server on loopback that misbehaves in every way."""

from __future__ import annotations

import json
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from prometheus_client import REGISTRY

from bot.errors import InvalidInput, UnderstandingError
from bot.messages import Context
from nlu.embedded import EmbeddedUnderstander
from nlu.rasa import Breaker, RasaUnderstander, connect, project, training

TIMEOUT = timedelta(seconds=0.3)
TEXT = "the parcel never came"


def ranked(**chances: float) -> dict[str, Any]:
    return {"intent_ranking": [{"name": name.replace("__", "."), "confidence": c} for name, c in chances.items()]}


def json_of(value: object) -> Callable[[BaseHTTPRequestHandler], None]:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        body = json.dumps(value).encode()
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def status(code: int) -> Callable[[BaseHTTPRequestHandler], None]:
    return lambda handler: handler.send_error(code)


def text(body: bytes, promised: int | None = None) -> Callable[[BaseHTTPRequestHandler], None]:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(promised or len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def slow(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(TIMEOUT.total_seconds() * 3)
    json_of(ranked(greet=1.0))(handler)


class Rasa:
    """A server that answers as it is told, and remembers what it was asked."""

    def __init__(self) -> None:
        self.answer: Callable[[BaseHTTPRequestHandler], None] = json_of(ranked(greet=1.0))
        self.asked: list[tuple[dict[str, list[str]], str]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                outer.asked.append((parse_qs(urlsplit(self.path).query), body["text"]))
                try:
                    outer.answer(self)
                except BrokenPipeError:
                    self.close_connection = True

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def server() -> Iterator[Rasa]:
    rasa = Rasa()
    yield rasa
    rasa.server.shutdown()
    rasa.server.server_close()


@pytest.fixture
def rasa(server: Rasa, understander: EmbeddedUnderstander) -> RasaUnderstander:
    return connect(server.url, None, TIMEOUT, understander)


def test_its_ranking_decides_and_the_rest_is_shared(server: Rasa, rasa: RasaUnderstander) -> None:
    server.answer = json_of(ranked(file_complaint__billing=0.6, file_complaint__delivery=0.2, greet=0.2))
    meaning = rasa.understand("order HK20261101 cost 64 euros, mail a@example.com", Context())
    assert (meaning.intent, meaning.category) == ("file_complaint", "billing")
    assert meaning.confidence == pytest.approx(0.8)
    assert meaning.category_confidence == pytest.approx(0.75)
    assert meaning.values["order_number"] == "HK20261101"
    assert meaning.values["email"] == "a@example.com"


def test_a_rule_decides_before_any_model(server: Rasa, rasa: RasaUnderstander) -> None:
    server.answer = json_of(ranked(stop=1.0))
    assert rasa.understand("yes", Context(asked="confirm")).intent == "affirm"


def test_danger_is_heard_whatever_rasa_says(server: Rasa, rasa: RasaUnderstander) -> None:
    server.answer = json_of(ranked(out_of_scope=0.99, file_complaint__other=0.01))
    meaning = rasa.understand("the heater gave my mother an electric shock, she is in hospital", Context())
    assert meaning.intent == "file_complaint"
    assert any(hint.kind == "safety" for hint in meaning.priority_hints)


def test_what_is_sent_is_short_and_spaced(server: Rasa, rasa: RasaUnderstander) -> None:
    rasa.understand("快递慢 " + "slow " * 5000, Context())
    sent = server.asked[0][1]
    assert sent.startswith("快 递 慢 slow")
    assert len(sent) < 400


def test_the_token_goes_where_rasa_reads_it(server: Rasa, understander: EmbeddedUnderstander) -> None:
    connect(server.url, "s3cret", TIMEOUT, understander).understand(TEXT, Context())
    assert server.asked[0][0] == {"token": ["s3cret"]}


def test_nothing_is_asked_about_nothing(server: Rasa, rasa: RasaUnderstander) -> None:
    rasa.understand("  \u200b ", Context())
    assert server.asked == []
    assert rasa.fell_back == 0


@pytest.mark.parametrize(
    "answer",
    [
        slow, status(500), status(401), status(404), text(b"<html>busy</html>"), text(b"{", promised=50),
        json_of([]), json_of({"intent_ranking": None}), json_of({"intent_ranking": [{"name": 3, "confidence": "x"}]}),
        json_of(ranked(greet=7.0)), json_of("x" * 1_100_000),
    ],
    ids=["slow", "500", "401", "404", "html", "truncated", "list", "nothing", "nonsense", "too sure", "too much"],
)  # fmt: skip
def test_without_a_good_answer_the_embedded_one_reads(
    server: Rasa, rasa: RasaUnderstander, understander: EmbeddedUnderstander, answer: Any
) -> None:
    server.answer = answer
    before = fallbacks()
    assert rasa.understand(TEXT, Context()) == understander.understand(TEXT, Context())
    assert fallbacks() == before + 1


def fallbacks() -> float:
    samples = (
        sample
        for metric in REGISTRY.collect()
        if metric.name == "huiyin_rasa_fallbacks"
        for sample in metric.samples
        if sample.name.endswith("_total")
    )
    return sum(sample.value for sample in samples)


def test_a_failing_server_is_left_alone_and_tried_again(server: Rasa, understander: EmbeddedUnderstander) -> None:
    now = 1000.0
    rasa = connect(server.url, None, TIMEOUT, understander)
    rasa.breaker = Breaker(lambda: now)
    server.answer = status(500)
    for _ in range(5):
        rasa.understand(TEXT, Context())
    assert len(server.asked) == 3
    assert REGISTRY.get_sample_value("huiyin_rasa_circuit_open") == 1
    now += 11
    rasa.understand(TEXT, Context())
    rasa.understand(TEXT, Context())
    assert len(server.asked) == 4, "one message tries, the others do not wait for it"
    now += 11
    server.answer = json_of(ranked(greet=1.0))
    assert rasa.understand(TEXT, Context()).intent == "greet"
    assert rasa.understand(TEXT, Context()).intent == "greet"
    assert REGISTRY.get_sample_value("huiyin_rasa_circuit_open") == 0


def test_a_server_that_is_not_there(understander: EmbeddedUnderstander) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        rasa = connect(f"http://127.0.0.1:{free.getsockname()[1]}", None, TIMEOUT, understander)
        assert rasa.understand(TEXT, Context()).category == "delivery"
        with pytest.raises(UnderstandingError, match="make rasa"):
            rasa.check()


def test_check_names_the_remedy(server: Rasa, rasa: RasaUnderstander) -> None:
    server.answer = status(401)
    with pytest.raises(UnderstandingError, match=r"nlu\.rasa\.token"):
        rasa.check()
    server.answer = json_of(ranked(banana=1.0))
    with pytest.raises(UnderstandingError, match="train it"):
        rasa.check()
    server.answer = json_of(ranked(file_complaint__delivery=1.0))
    assert "file_complaint" in rasa.check()


DATA = """
nlu:
- intent: file_complaint/delivery
  examples: |
    - the [parcel](product) came late
    - the parcel (two boxes) came late
    - 包裹20天没到
- intent: greet
  examples: |
    - hello
"""


def test_the_project_is_the_same_data_in_rasas_words(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.yml").write_text(DATA, encoding="utf-8")
    assert project.write([tmp_path / "in"], tmp_path / "out") == 4
    nlu = yaml.safe_load((tmp_path / "out" / "data" / "nlu.yml").read_text(encoding="utf-8"))["nlu"]
    by_intent = {block["intent"]: block["examples"].splitlines() for block in nlu}
    assert by_intent["greet"] == ["- hello"]
    assert "- 包 裹 00 天 没 到" in by_intent["file_complaint.delivery"]
    assert not re.search(r"[\[\]{}()]", "".join(by_intent["file_complaint.delivery"]))
    domain = yaml.safe_load((tmp_path / "out" / "domain.yml").read_text(encoding="utf-8"))
    assert domain["intents"] == ["file_complaint.delivery", "greet"]
    assert project.write([tmp_path / "in"], tmp_path / "few", sample=1) == 2


def fake_rasa(folder: Path, script: str) -> Path:
    """An interpreter that does this in place of Rasa's training, with data to train on beside it."""
    (folder / "data").mkdir()
    (folder / "data" / "a.yml").write_text(DATA, encoding="utf-8")
    python = folder / "python"
    python.write_text(f"#!/bin/sh\n{script}\n")
    python.chmod(0o755)
    return python


def test_training_tells_how_far_it_is(tmp_path: Path) -> None:
    python = fake_rasa(
        tmp_path,
        "mkdir -p models; printf 'Epochs: 50%%|x| 1/2 [00:01]\\rEpochs: 100%%|x| 2/2 [00:02]\\n'; echo m > models/next.tar.gz",
    )
    told: list[tuple[float, str]] = []
    model = training.train([tmp_path / "data"], tmp_path / "home", python, lambda *step: told.append(step))
    assert model.read_text() == "m\n"
    assert [step for _, step in told] == ["4 examples", "round 1 of 2", "round 2 of 2", "done"]
    assert [share for share, _ in told] == sorted(share for share, _ in told)


def test_training_that_fails_says_what_rasa_said(tmp_path: Path) -> None:
    python = fake_rasa(tmp_path, "echo 'no room on the disk'; exit 3")
    with pytest.raises(UnderstandingError, match="no room on the disk"):
        training.train([tmp_path / "data"], tmp_path / "home", python, lambda *step: None)
    with pytest.raises(InvalidInput, match="make rasa"):
        training.train([tmp_path / "data"], tmp_path / "home", tmp_path / "none", lambda *step: None)
