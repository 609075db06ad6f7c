"""Words by which cases are found, put beside those that are there already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from storage.words import MAX_WORDS, words


def find_by(connection: Any, texts: Mapping[int, Iterable[str]]) -> None:
    """Case → what it is to be found by, too."""
    for case, told in texts.items():
        fresh = words(told)
        if not fresh:
            continue
        if connection.dialect.name == "postgresql":
            connection.execute(
                sa.text(
                    "INSERT INTO case_search (rowid, words)"
                    " VALUES (:case, array_to_tsvector(string_to_array(:words, ' ')))"
                    " ON CONFLICT (rowid) DO UPDATE SET words = case_search.words || excluded.words"
                    " WHERE length(case_search.words) < :most"
                ),
                {"case": case, "words": " ".join(sorted(fresh)), "most": MAX_WORDS},
            )
            continue
        held = connection.execute(sa.text("SELECT words FROM case_search WHERE rowid = :case"), {"case": case}).scalar()
        known = set((held or "").split())
        if len(known) < MAX_WORDS and not fresh <= known:
            connection.execute(
                sa.text("INSERT OR REPLACE INTO case_search (rowid, words) VALUES (:case, :words)"),
                {"case": case, "words": " ".join(sorted(known | fresh))},
            )
