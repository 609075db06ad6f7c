"""A pytest plugin for CI, where everything that tests need can be had: a skipped test is a failure."""

from __future__ import annotations

import pytest
from _pytest.terminal import TerminalReporter


def _skipped(config: pytest.Config) -> int:
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    return len(reporter.stats.get("skipped", ())) if isinstance(reporter, TerminalReporter) else 0


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run that would have passed."""
    if _skipped(session.config) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: TerminalReporter, config: pytest.Config) -> None:
    """Say why, above the closing line."""
    if count := _skipped(config):
        terminalreporter.section("skipped tests fail in CI", red=True)
        terminalreporter.line(f"{count} skipped; the reasons are above. Install what they need, or remove the tests.")
