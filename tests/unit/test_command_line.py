"""What the command line takes for a number."""

from __future__ import annotations

import pytest

from bot.cli import parser


@pytest.mark.parametrize("given", ["0", "-1", "1e3", "ten", "", str(2**63), "9" * 40, "9" * 5_000, "²"])
@pytest.mark.parametrize("command", [("export", "--customer"), ("case", "list", "--limit"), ("backup", "--keep")])
def test_no_number_is_beyond_what_a_database_counts_to(
    command: tuple[str, ...], given: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        parser().parse_args([*command, given])
    assert ended.value.code == 2
    assert "a whole number from 1 on" in capsys.readouterr().err or given.startswith("-")


def test_numbers_are_read() -> None:
    assert parser().parse_args(["export", "--customer", str(2**63 - 1)]).customer == 2**63 - 1
    assert parser().parse_args(["case", "list", "--limit", "007"]).limit == 7
