"""What a password's hash must cost."""

from __future__ import annotations

from argon2 import Type, extract_parameters

from bot.console.access import to_hash


def test_a_hash_costs_what_rfc_9106_recommends_where_memory_is_short() -> None:
    found = extract_parameters(to_hash("correct horse battery"))
    assert found.type is Type.ID
    assert found.time_cost >= 3
    assert found.memory_cost >= 64 * 1024
