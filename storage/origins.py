"""Where cases come from that no channel brought."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import BigInteger, Text, bindparam, select, text

from storage.codec import dumps
from storage.statements import Flavour, Statement, Transaction
from storage.tables import Json, case_origins


def _add(flavour: Flavour) -> Any:
    new = flavour.insert(case_origins).values({column.name: bindparam(column.name) for column in case_origins.c})
    return new.on_conflict_do_nothing(index_elements=[case_origins.c.source, case_origins.c.key])


def _known(flavour: Flavour) -> Any:
    """Of many keys in one question: they come as a JSON list."""
    keys = (
        "= ANY(ARRAY(SELECT json_array_elements_text(CAST(:keys_ AS JSON))))"
        if flavour.postgresql
        else "IN (SELECT value FROM json_each(:keys_))"
    )
    return text(f"SELECT key, case_id FROM case_origins WHERE source = :source_ AND key {keys}").bindparams(  # noqa: S608  # ours
        bindparam("source_", type_=Text()), bindparam("keys_", type_=Json())
    )


_ADD: Final = Statement(_add)
_KNOWN: Final = Statement(_known)
_OF: Final = Statement(
    select(case_origins.c.source, case_origins.c.key).where(
        case_origins.c.case_id == bindparam("case_", type_=BigInteger())
    )
)


class Origins:
    """bot.ports.Origins."""

    __slots__ = ("_tx",)

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def known(self, source: str, keys: Sequence[str]) -> dict[str, int]:
        """Those of the keys that were brought before, each with its case's id."""
        if not keys:
            return {}
        rows = _KNOWN.all(self._tx, source_=source, keys_=dumps(list(keys)))
        return {row.key: int(row.case_id) for row in rows}

    def add(self, source: str, key: str, case: int) -> bool:
        """The case comes from there; False where this key was brought before."""
        return _ADD.run(self._tx, source=source, key=key, case_id=case) > 0

    def of(self, case: int) -> tuple[str, str] | None:
        """Source and key of a case; None where a channel brought it."""
        row = _OF.one(self._tx, case_=case)
        return None if row is None else (row.source, row.key)
