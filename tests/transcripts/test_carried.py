"""The dialogues hold through the payloads of every channel that stays, not only in the website chat."""

from __future__ import annotations

from collections import Counter
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

#: Each with what it takes for the customer's words to get in and the bot's to get out, and what it can carry.
CARRIERS: Final[dict[Any, list[Dialogue]]] = {
    HookCarrier: LASTING, TelegramCarrier: LASTING, OfficialCarrier: WECHAT, KfCarrier: WECHAT,
}  # fmt: skip


def ways(dialogue: Dialogue) -> set[str]:
    """What there is in it that one channel carries differently from another."""
    mine = [message for turn in dialogue.turns for message in (turn.customer, *(turn.burst or ())) if message]
    found = {f"given {key}" for said in mine for key in said.model_fields_set - {"text"}}
    for said in (*dialogue.stranger, *dialogue.before, *mine):
        found |= {f"file {name.rpartition('.')[2]}" for name in said.files}
        found |= {f"unsupported {said.unsupported}"} if said.unsupported else set()
        found |= {f"button {said.choice.partition(':')[0]}"} if said.choice else set()
        found |= {"album"} if len(said.files) > 1 else set()
        found |= {"text beside a file"} if said.files and said.text else set()
        found |= {"long"} if len(said.text) * said.times > 400 else set()
    for turn in dialogue.turns:
        found |= {key for key in ("burst", "wait") if key in turn.model_fields_set}
        found |= {f"staff {turn.staff.verb[0]}"} if turn.staff else set()
        found |= {f"into {turn.bot.language}"} if turn.bot.language else set()
        found |= {"buttons"} if turn.bot.choices or turn.bot.only else set()
        found |= {"several messages"} if (turn.bot.messages or 0) > 1 else set()
        found |= {"silence"} if turn.bot.silent else set()
    found |= {key for key in ("knows", "stranger", "before", "locale") if getattr(dialogue, key)}
    found |= {f"then {dialogue.then.mode}"} if dialogue.then.mode else set()
    found |= {"survey"} if any(case.survey for case in dialogue.then.cases or ()) else set()
    return found | {f"in {dialogue.language}"}


def core(dialogues: list[Dialogue]) -> list[Dialogue]:
    """Of these as many as have at least once all that channels carry differently."""
    seen: set[str] = set()
    chosen = []
    for dialogue in dialogues:
        if not ways(dialogue) <= seen:
            seen |= ways(dialogue)
            chosen.append(dialogue)
    return chosen


def in_turn() -> list[tuple[Any, Dialogue]]:
    """A core of dialogues through every channel, and each of the others through one channel, in turn: what the bot says
    to them is said before any channel has its turn, and test_transcripts.py plays all."""
    chosen = [(carrier, dialogue) for carrier, dialogues in CARRIERS.items() for dialogue in core(dialogues)]
    played = {dialogue.name for _, dialogue in chosen}
    count = Counter(carrier for carrier, _ in chosen)
    able = {carrier: {one.name for one in dialogues} for carrier, dialogues in CARRIERS.items()}
    for dialogue in LASTING:
        if dialogue.name not in played:
            carrier = min((one for one in CARRIERS if dialogue.name in able[one]), key=lambda one: count[one])
            count[carrier] += 1
            chosen.append((carrier, dialogue))
    return chosen


CARRIED: Final = in_turn()


@pytest.mark.parametrize("carrier", CARRIERS)
def test_there_are_enough_dialogues(carrier: type) -> None:
    """At least 40 through each channel, in every language, with all that it may carry."""
    mine = [dialogue for one, dialogue in CARRIED if one is carrier]
    assert len(mine) >= 40
    assert {one.language for one in mine} == set(LANGUAGES)
    assert set().union(*map(ways, mine)) == set().union(*map(ways, CARRIERS[carrier]))


def test_every_dialogue_goes_through_a_channel() -> None:
    """Through one at least."""
    assert {dialogue.name for _, dialogue in CARRIED} == {dialogue.name for dialogue in LASTING}


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
