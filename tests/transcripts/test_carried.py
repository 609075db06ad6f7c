"""The dialogues hold through the payloads of every channel that stays, not only in the website chat."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import pytest

from bot.messages import LANGUAGES
from bot.ports import Understander
from tests.transcripts.hook_carrier import HookCarrier
from tests.transcripts.kf_carrier import KfCarrier
from tests.transcripts.script import Dialogue, load
from tests.transcripts.talking import Broken, play
from tests.transcripts.telegram_carrier import TelegramCarrier
from tests.transcripts.wechat_carrier import OfficialCarrier

#: Only of a visitor of the website, who can't be reached later, does the bot ask how to reach them.
LASTING: Final = [one for one in load() if not one.passing and all(turn.bot.asks != "contact" for turn in one.turns)]

#: WeChat tells no language and has no automatic answers of the customer's; what is said after two days of silence comes
#: as a template message (see tests/journeys/test_wechat_quota.py).
WECHAT: Final = [
    one
    for one in LASTING
    if one.locale is None
    and not any(turn.wait and turn.wait >= timedelta(days=2) for turn in one.turns)
    and not any(said.automatic for turn in one.turns for said in (*(turn.burst or ()), turn.customer) if said)
]

#: Each with what it takes for the customer's words to get in and the bot's to get out. Of the many dialogues each
#: channel plays every other one, for time's sake, and its neighbour those that it leaves out.
CARRIED: Final[list[tuple[Any, Dialogue]]] = [
    (carrier, dialogue)
    for at, (carrier, dialogues) in enumerate(
        ((HookCarrier, LASTING), (TelegramCarrier, LASTING), (OfficialCarrier, WECHAT), (KfCarrier, WECHAT))
    )
    for number, dialogue in enumerate(dialogues)
    if (number + at) % 2 and not dialogue.passing
]


@pytest.mark.parametrize("carrier", [HookCarrier, TelegramCarrier, OfficialCarrier, KfCarrier])
def test_there_are_enough_dialogues(carrier: type) -> None:
    """At least 40, in every language."""
    mine = [dialogue for one, dialogue in CARRIED if one is carrier]
    assert len(mine) >= 40
    assert {one.language for one in mine} == set(LANGUAGES)


@pytest.mark.parametrize(
    ("carrier", "dialogue"), CARRIED, ids=[f"{carrier.channel}-{dialogue.name}" for carrier, dialogue in CARRIED]
)
async def test_dialogue_through(carrier: Any, dialogue: Dialogue, tmp_path: Path, understander: Understander) -> None:
    """The dialogue goes as written."""
    report = ""
    async with carrier() as opened:
        try:
            await play(dialogue, tmp_path, understander, opened)
        except Broken as broken:
            report = str(broken)
    if report:
        pytest.fail(report, pytrace=False)
