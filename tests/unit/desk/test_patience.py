"""How long is waited after something failed."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta

from bot.desk.delivery import _backoff
from bot.desk.rules import DeliveryRules


def test_what_a_platform_asks_for_has_an_end() -> None:
    for asked, waited in ((30.0, timedelta(seconds=30)), (3e9, timedelta(days=1)), (-5.0, timedelta(0))):
        assert _backoff(DeliveryRules(), 1, asked) == waited


def test_what_a_library_would_log_of_customers_is_not_logged() -> None:
    # In a process of its own: the log's settings are the process's.
    shown = subprocess.run(
        [
            sys.executable,
            "-c",
            "import logging\n"
            "from bot.cli.running import set_up_logging\n"
            "from bot.settings import Settings\n"
            "set_up_logging(Settings())\n"
            "logging.getLogger('telegram.request.BaseRequest').error('SECRET ILLNESS')\n"
            "logging.getLogger('bot.desk').error('told')\n",
        ],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    ).stderr
    assert "told" in shown
    assert "SECRET" not in shown
