"""Prepared replies and all their versions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from sqlalchemy import bindparam, func, insert, select, update

from bot.errors import Conflict, NotFound
from bot.records import Script
from storage.codec import from_us, to_us
from storage.statements import ONE, Statement, Transaction
from storage.tables import script_versions, scripts

_CONTENT: Final = ("title", "category", "language", "text", "retired", "at", "by")

_ADD: Final = Statement(
    insert(scripts)
    .values({name: bindparam(name, type_=scripts.c[name].type) for name in _CONTENT} | {"version": ONE})
    .returning(scripts.c.id)
)
_SAVE: Final = Statement(
    update(scripts)
    .where(scripts.c.id == bindparam("id_"), scripts.c.version == bindparam("version_"))
    .values(
        {name: bindparam(f"{name}_", type_=scripts.c[name].type) for name in _CONTENT}
        | {"version": scripts.c.version + ONE}
    )
)
_KEEP: Final = Statement(
    insert(script_versions).values({column.name: bindparam(column.name) for column in script_versions.c})
)
_GET: Final = Statement(select(scripts).where(scripts.c.id == bindparam("id_")))
_ALL: Final = Statement(select(scripts).order_by(func.lower(scripts.c.title), scripts.c.id))
_VERSIONS: Final = Statement(
    select(script_versions)
    .where(script_versions.c.script_id == bindparam("id_"))
    .order_by(script_versions.c.version.desc())
)


class Scripts:
    """bot.ports.Scripts."""

    __slots__ = ("_tx",)

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def add(self, script: Script) -> Script:
        """Store a new one."""
        added = replace(script, id=int(_ADD.value(self._tx, **_content(script))), version=1)
        self._keep(added)
        return added

    def save(self, script: Script) -> Script:
        """Store the next version."""
        content = {f"{name}_": value for name, value in _content(script).items()}
        if not _SAVE.run(self._tx, id_=script.id, version_=script.version, **content):
            self.get(script.id)
            raise Conflict("“{title}” was changed by somebody else meanwhile; read it again.", title=script.title)
        saved = replace(script, version=script.version + 1)
        self._keep(saved)
        return saved

    def get(self, id: int) -> Script:
        """By id; raises NotFound."""
        row = _GET.one(self._tx, id_=id)
        if row is None:
            raise NotFound("There is no prepared reply {id}.", id=id)
        return _script(row, row.id)

    def all(self) -> list[Script]:
        """The present version of each, by title."""
        return [_script(row, row.id) for row in _ALL.all(self._tx)]

    def versions(self, id: int) -> list[Script]:
        """All versions, newest first."""
        return [_script(row, row.script_id) for row in _VERSIONS.all(self._tx, id_=id)]

    def _keep(self, script: Script) -> None:
        _KEEP.run(self._tx, script_id=script.id, version=script.version, **_content(script))


def _content(script: Script) -> dict[str, Any]:
    return {
        "title": script.title,
        "category": script.category,
        "language": script.language,
        "text": script.text,
        "retired": int(script.retired),
        "at": to_us(script.at),
        "by": script.by,
    }


def _script(row: Any, id: int) -> Script:
    return Script(
        id=id,
        version=row.version,
        title=row.title,
        category=row.category,
        language=row.language,
        text=row.text,
        retired=bool(row.retired),
        at=from_us(row.at),
        by=row.by,
    )
