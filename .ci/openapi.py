"""Writes the product's own OpenAPI description: `.venv/bin/python .ci/openapi.py FILE`."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path
from typing import cast

import httpx

from bot.app import build, web
from bot.ports import Understander
from bot.settings import load


async def described() -> str:
    """What /api/openapi.json answers. Nothing is opened, trained or listened to for that."""
    with tempfile.TemporaryDirectory() as folder:
        environ = {
            "HUIYIN_STORAGE__URL": f"sqlite:///{folder}/huiyin.db",
            "HUIYIN_STORAGE__FILES": f"{folder}/files",
            "HUIYIN_SECRET__FILE": f"{folder}/secret.key",
            # So that the routes of other systems stand in it.
            "HUIYIN_CHANNELS__API": '[{"name": "sms", "secret": "0123456789abcdef", "token": "0123456789abcdef",'
            ' "callback_url": "https://sms.example.com/huiyin"}]',
        }
        app = build(load(None, environ), understander=cast(Understander, object()))
        transport = httpx.ASGITransport(web(app))
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            answer = await client.get("/api/openapi.json")
    answer.raise_for_status()
    return answer.text


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(asyncio.run(described()), encoding="utf-8")
