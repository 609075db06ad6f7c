"""The real Rasa: trained on a sample of our data, served on loopback, questioned, killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

import nlu
from bot.errors import UnderstandingError
from bot.messages import Context, Understanding
from nlu.rasa import connect, training
from tests import understanding

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / ".venv-rasa" / "bin" / "python"
TOKEN = "a-token-of-the-tests"
#: Seconds that Rasa may take to load its model on a busy machine.
PATIENCE = 120

#: Messages that a model trained on a sample must mostly get right; by chance it would be one in twenty.
PLAIN = (
    ("快递三天了还没送到，包裹也破了", "file_complaint/delivery"),
    ("信用卡被重複扣款兩次，帳單金額不對", "file_complaint/billing"),
    ("the waiter was rude and shouted at my wife", "file_complaint/service_attitude"),
    ("the app crashes every time I log in", "file_complaint/technical_support"),
    ("买的锅用两天就掉漆了", "file_complaint/product_quality"),
    ("退貨一個月了還沒退款", "file_complaint/after_sales"),
    ("廣告說免費，現場才說要收錢", "file_complaint/communication"),
    ("楼下酒吧半夜太吵", "file_complaint/other"),
    ("我要找人工客服", "talk_to_human"),
    ("any news on my complaint?", "check_status"),
    ("不投诉了，撤销吧", "withdraw"),
    ("what time do you open on Sundays", "ask_faq"),
)

pytestmark = pytest.mark.timeout(600)


def meant(meaning: Understanding) -> str:
    return f"{meaning.intent}/{meaning.category}" if meaning.intent == "file_complaint" else meaning.intent


@contextmanager
def served(home: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = home / "server.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            ["sh", str(ROOT / ".ci" / "rasa"), "serve"],
            env={**os.environ, "RASA_HOME": str(home), "RASA_PORT": str(port), "RASA_TOKEN": TOKEN},
            stdout=out, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
    url = f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                if httpx.get(f"{url}/status", params={"token": TOKEN}, timeout=5).status_code == 200:
                    break
            except httpx.HTTPError:
                pass
            if process.poll() is not None or time.monotonic() > until:
                pytest.fail(f"Rasa did not start:\n{log.read_text(errors='replace')[-3000:]}")
            time.sleep(0.5)
        yield url, process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def test_the_real_rasa(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    embedded = nlu.load([], understanding.CACHE)
    told: list[float] = []
    training.train([nlu.DATA], tmp_path, PYTHON, lambda share, step: told.append(share), sample=100)
    assert told[-1] == 1.0
    assert any(0.2 < share < 0.9 for share in told), "the progress of the epochs is seen"

    with served(tmp_path) as (url, process):
        told_to_all = subprocess.run(
            ["ps", "-A", "-ww", "-o", "args"], capture_output=True, text=True, check=True
        ).stdout
        assert TOKEN not in told_to_all
        stranger = connect(url, "another", timedelta(seconds=30), embedded)
        with closing(stranger), pytest.raises(UnderstandingError, match=r"nlu\.rasa\.token"):
            stranger.check()
        # Rasa's first answer takes seconds.
        rasa = connect(url, TOKEN, timedelta(seconds=30), embedded)
        assert "file_complaint" in rasa.check()
        right = sum(meant(rasa.understand(text, Context())) == wanted for text, wanted in PLAIN)
        assert right >= len(PLAIN) * 2 / 3, f"{right} of {len(PLAIN)} plain messages understood"
        meaning = rasa.understand("订单号 A88213，电话 13800138000", Context(asked="order_number"))
        assert (meaning.values["order_number"], meaning.values["phone"]) == ("A88213", "13800138000")
        assert rasa.fell_back == 0

        # 20,000 characters are cut before Rasa, whose only loop they would block for minutes.
        started = time.monotonic()
        rasa.understand("包裹丢了 my parcel is lost " * 800, Context())
        assert time.monotonic() - started < 10
        assert rasa.fell_back == 0

        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        text = "the courier lost my parcel"
        assert rasa.understand(text, Context()) == embedded.understand(text, Context())
        assert rasa.fell_back == 1
        rasa.close()
