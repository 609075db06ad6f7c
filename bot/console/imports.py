"""Cases that another system had: the form by which administrators bring a small table, and the API beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import Field
from starlette.datastructures import UploadFile

from bot.cases.columns import COLUMNS, NEEDED
from bot.cases.imported import Faulty
from bot.cases.sheet import ENCODINGS
from bot.console.access import Access
from bot.console.gate import FAULTS, needs
from bot.console.shapes import Shape
from bot.console.staffroom import Route, Staffroom
from bot.desk import importing, progress
from bot.desk.importing import Outcome
from bot.desk.rules import Rules
from bot.errors import InvalidInput, TooLarge
from bot.ports import Database
from bot.records import Role, Session, User

#: Cases of a table that are taken here, while the browser waits.
MOST: Final = 5_000
_LARGEST: Final = 20 * 1024**2


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What was found in a table, and what became of it; outcome: None where it was only checked."""

    cases: int = 0
    live: int = 0
    encoding: str = ""
    unused: tuple[str, ...] = ()
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How a table is to be read."""

    source: str = "import"
    mapping: tuple[str, ...] = ()
    encoding: str = ""
    separator: str = ""
    only_check: bool = False
    data: bytes = field(default=b"", repr=False)


async def bring(database: Database, rules: Rules, user: User, wanted: Wanted) -> Brought:
    """Check the table, and store it. Raises InvalidInput."""
    progress.require(user, Role.ADMINISTRATOR)
    found, table = await importing.read(
        database, rules, wanted.data, importing.to_mapped(wanted.mapping), encoding=wanted.encoding,
        separator=wanted.separator, most=MOST,
    )  # fmt: skip
    outcome = None
    if not wanted.only_check:
        outcome = await importing.store(database, rules, table, source=wanted.source.strip(), user=user)
    return Brought(
        cases=len(table.rows),
        live=sum(row.live for row in table.rows),
        encoding=found.encoding,
        unused=table.unused,
        outcome=outcome,
    )


class Imports(Staffroom):
    """The form, for administrators."""

    def routes(self) -> tuple[Route, ...]:
        """The page and its form."""
        return (("GET", "/console/import", self._form), ("POST", "/console/import", self._bring))

    async def _form(self, request: Request) -> Response:
        return await self._form_page(request, await self._live(request, Role.ADMINISTRATOR), {})

    async def _form_page(
        self,
        request: Request,
        live: tuple[Session, User],
        form: dict[str, str],
        *,
        brought: Brought | None = None,
        error: InvalidInput | None = None,
    ) -> Response:
        faults = error.faults if isinstance(error, Faulty) else error.parts if error else ()
        return await self._page(
            request, live, "import.html", "import", code=422 if error else 200, form=form, brought=brought,
            faults=faults, more=error.more if isinstance(error, Faulty) else 0, most=MOST, columns=COLUMNS,
            needed=NEEDED, encodings=ENCODINGS,
        )  # fmt: skip

    async def _bring(self, request: Request) -> Response:
        session, user, form = await self._posted(request, Role.ADMINISTRATOR)
        values = {key: value[:20_000] for key, value in form.items() if isinstance(value, str) and key != "csrf"}
        try:
            file = form.get("file")
            if not isinstance(file, UploadFile) or not file.filename:
                raise InvalidInput("file: choose a CSV file.")
            data = await file.read(_LARGEST + 1)
            if len(data) > _LARGEST:
                raise TooLarge(
                    "file: at most {largest} MB here; use the command `huiyin import`.", largest=_LARGEST // 1024**2
                )
            wanted = Wanted(
                source=values.get("source", ""),
                encoding=values.get("encoding", ""),
                mapping=tuple(line for line in values.get("mapping", "").splitlines() if line.strip()),
                only_check=values.get("verb") != "store",
                data=data,
            )
            brought = await bring(self._database, self._rules, user, wanted)
        except InvalidInput as error:
            return await self._form_page(request, (session, user), values, error=error)
        finally:
            await form.close()
        return await self._form_page(request, (session, user), values, brought=brought)


class BroughtShape(Shape):
    """What became of a table."""

    cases: int = Field(description="In the table", examples=[1200])
    open: int = Field(description="Of these, whose customers still wait", examples=[30])
    encoding: str = Field(examples=["GB18030"])
    unused: list[str] = Field(description="Headers that mean nothing to us")
    stored: int | None = Field(description="New; null: it was only checked", examples=[1200])
    known: int | None = Field(description="Brought before, and left as they are", examples=[0])


def router(database: Database, rules: Rules, access: Access) -> APIRouter:
    """Routes below /api/v1."""
    api = APIRouter(prefix="/api/v1", tags=["administration"], responses=FAULTS)
    admin = Depends(needs(access, "admin"))

    @api.post("/import", response_model=BroughtShape)
    async def bring_table(
        request: Request,
        user: User = admin,
        source: Annotated[str, Query(max_length=40, description="The other system")] = "import",
        check: Annotated[bool, Query(description="Only check it")] = False,
        mapping: Annotated[
            list[str] | None, Query(alias="map", description="COLUMN=HEADER or COLUMN:VALUE=MEANING")
        ] = None,
        encoding: Annotated[str, Query(max_length=20, description="Empty: told by the content")] = "",
    ) -> dict[str, Any]:
        """Bring cases that another system had; the body is the CSV file. For administrators."""
        progress.require(user, Role.ADMINISTRATOR)
        wanted = Wanted(
            source=source, mapping=tuple(mapping or ()), encoding=encoding, only_check=check, data=await request.body()
        )
        brought = await bring(database, rules, user, wanted)
        outcome = brought.outcome
        return {
            "cases": brought.cases,
            "open": brought.live,
            "encoding": brought.encoding,
            "unused": list(brought.unused),
            "stored": outcome.stored if outcome else None,
            "known": outcome.known if outcome else None,
        }

    return api
