"""The benchmark measures what it says: the replay does what the product did, and copied cases are as good as filed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.ports import UnitOfWork
from storage import migrate, open_database
from tests import understanding
from tests.bench import fill, statements
from tests.peers.product import Installation, Shell

pytestmark = pytest.mark.xdist_group("heavy")


@pytest.fixture(params=["sqlite", "postgresql"])
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], str]:
    """Gives the URL of an empty database with tables, by name."""
    migrated: Callable[[], str] = request.getfixturevalue("migrated_url")

    def make(name: str) -> str:
        if request.param == "postgresql":
            return migrated()
        url = f"sqlite:///{tmp_path}/{name}.db"
        migrate.upgrade(url)
        return url

    return make


async def test_recording_replay_and_copies(new_url: Callable[[str], str], tmp_path: Path) -> None:
    url = new_url("recorded")
    product = Installation(folder=tmp_path, url=url, cache=understanding.HOME, launcher=Shell())
    recording = await statements.record(product, 6, lambda part: None)
    assert recording.turns >= 12
    assert recording.counts[1] == 6, "each customer of the script files one complaint"

    if url.startswith("sqlite"):
        empty = statements.sqlite_path(new_url("empty"))
        assert statements.replay_sqlite(recording, empty, tmp_path) > 0
        with pytest.raises(AssertionError, match="did not do the same"):
            statements._same(recording, f"sqlite:///{empty}")
    else:
        assert statements.replay_postgresql(recording, [new_url("a"), new_url("b")]) > 0

    assert fill.Filler(url, 500).fill(lambda part: None) >= 500
    async with open_database(url) as database:
        await database.transact(_check)


def _check(work: UnitOfWork) -> None:
    """Copies have all that the original has, under keys and words of their own."""
    original, copy = work.cases.get(1), work.cases.get(1 + 20 * fill.STRIDE)
    assert copy.number != original.number
    assert copy.order_number != original.order_number
    assert copy.order_number
    assert copy.order_number in str(copy.answers["description"])
    assert work.cases.by_number(copy.number).id == copy.id
    assert len(work.cases.timeline(copy.id)) == len(work.cases.timeline(original.id))
    conversation = work.conversations.get(copy.conversation)
    assert conversation.customer == copy.customer
    assert conversation.state.case == copy.number
    assert work.conversations.of(conversation.address) == conversation
    assert work.transcript.of(conversation.id)
    said = str(original.answers["description"]).split(str(original.order_number))[0][-4:].strip(" ，")
    for words in (copy.number, copy.order_number, f"{said} {copy.order_number}"):
        assert [line.id for line in work.cases.search(text=words)] == [copy.id], words
