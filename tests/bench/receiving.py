"""`python -m tests.bench.receiving`: the product takes in what its channels bring, and nothing else, until it is ended.

On SQLite the product is one process with everything in it; here the part that receives is measured by itself.
"""

from __future__ import annotations

import asyncio
import logging
import os

from bot.app import build, opened
from bot.settings import load


async def _main() -> None:
    app = build(load(None, os.environ))
    async with opened(app):
        await app.work(("receive",), asyncio.Event())


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    asyncio.run(_main())
