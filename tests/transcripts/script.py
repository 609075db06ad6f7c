"""The format of a written dialogue, and reading it. A key that is not listed here is an error.

A file in `dialogues/` is a YAML list of dialogues:

- name: what it shows                # unique over all files
  language: zh-Hans | zh-Hant | en   # what the bot must speak, until a `bot: {language}` says otherwise
  at: 2026-03-11T10:00               # optional; local time of the business (Shanghai). That is an open Wednesday.
  channel: web                       # optional; "sms" is a lasting channel of another system
  locale: en                         # optional; the language of the customer's page
  passing: true                      # optional; only of a visitor of the website, who can't be reached later
  stranger: [text, …]                # optional; another customer files a complaint with each. The last is {stranger}
  knows: [{key, examples: {language: [text, …]}, answer: {language: text}, category}]   # optional; published articles
  before: [text, …]                  # optional; this customer has filed a complaint with each of these already
  turns:                             # one of customer, burst, wait, staff in each; `bot` may stand beside any
    - customer: text
      bot: {…}
    - customer: {text, choice, files: [photo.jpg], id, unsupported, automatic: true, times: 500}
    - burst: [text, …]               # several messages that arrive before the bot gets to the first
    - wait: 2d                       # m, h, d; the clock moves and timers fire when they are due
    - staff: {start|propose|resolve|note|remark|reply|claim|release|reopen: text, case: 1}
                                     # `remark` is a note that the customer sees; case: the newest unless given
  then:
    mode: bot | waiting | staff
    alerts: [kind, …]                # these were raised, each at least once
    cases: [{…}]                     # all of the customer's cases, in the order of filing

`bot` says what must hold after the turn; everything is optional:
    asks: question or null           # the open question (a slot of a form, or confirm, change, rating, menu …)
    says: [substring or /regex/]     # all of them, in what was said in this turn; letter case is free
    never: [substring or /regex/]    # none of them
    choices: [value, …]              # these buttons are offered
    only: [value, …]                 # exactly these buttons are offered
    language: en                     # from here on
    silent: true                     # nothing at all is said
    messages: 1                      # so many messages were said

A case: {status, category, priority: normal|high|urgent, level, order_number, recomplaints, confirmed, language,
reason, answers: {slot: text, /regex/, null for none, or for evidence the number of files},
survey: {score, comment, status} or null for none}.

In every text {case}, {case1}, {case2} … stand for the customer's case numbers ({case} is the newest).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Final, Literal
from zoneinfo import ZoneInfo

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

FOLDER: Final = Path(__file__).parent / "dialogues"
ZONE: Final = ZoneInfo("Asia/Shanghai")

Language = Literal["zh-Hans", "zh-Hant", "en"]

_UNITS: Final = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


class Strict(BaseModel):
    """Nothing but the keys listed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Said(Strict):
    """A customer's message."""

    text: str = ""
    choice: str | None = None
    files: tuple[str, ...] = ()
    id: str | None = None
    unsupported: str | None = None
    automatic: bool = False
    #: So often the text stands in the message.
    times: int = 1


def _said(value: Any) -> Any:
    return {"text": value} if isinstance(value, str) else value


def _length(value: Any) -> Any:
    match = re.fullmatch(r"(\d+)([smhd])", str(value))
    if not match:
        raise ValueError("a number and s, m, h or d, such as 30m or 2d")
    return timedelta(**{_UNITS[match[2]]: int(match[1])})


Message = Annotated[Said, BeforeValidator(_said)]


class Bot(Strict):
    """What must hold after a turn."""

    asks: str | None = None
    says: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    only: tuple[str, ...] | None = None
    language: Language | None = None
    silent: bool = False
    messages: int | None = None

    @field_validator("says", "never")
    @classmethod
    def _regexes(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in value:
            to_regex(pattern)
        return value


class Act(Strict):
    """What staff do."""

    start: str | None = None
    propose: str | None = None
    resolve: str | None = None
    note: str | None = None
    remark: str | None = None
    reply: str | None = None
    claim: str | None = None
    release: str | None = None
    reopen: str | None = None
    case: int | None = None

    @model_validator(mode="after")
    def _one(self) -> Act:
        if len(self.model_fields_set - {"case"}) != 1:
            raise ValueError("name exactly one thing that staff do")
        return self

    @property
    def verb(self) -> tuple[str, str]:
        """What is done, and the text that goes with it."""
        name = next(iter(self.model_fields_set - {"case"}))
        return name, getattr(self, name) or ""


class Step(Strict):
    """One turn of the transcript."""

    customer: Message | None = None
    burst: tuple[Message, ...] | None = None
    wait: Annotated[timedelta, BeforeValidator(_length)] | None = None
    staff: Act | None = None
    bot: Bot = Bot()

    @model_validator(mode="after")
    def _one(self) -> Step:
        if len(self.model_fields_set - {"bot"}) != 1:
            raise ValueError("exactly one of customer, burst, wait, staff in a turn")
        return self


class SurveyResult(Strict):
    """What must be kept of a survey."""

    score: int | None = None
    comment: str | None = None
    status: str | None = None


class CaseResult(Strict):
    """What a case must be in the end."""

    status: str | None = None
    category: str | None = None
    priority: Literal["normal", "high", "urgent"] | None = None
    reason: str | None = None
    level: int | None = None
    order_number: str | None = None
    recomplaints: int | None = None
    confirmed: bool | None = None
    language: Language | None = None
    answers: dict[str, str | int | None] = Field(default_factory=dict)
    survey: SurveyResult | None = None


class Result(Strict):
    """What must hold in the end."""

    mode: Literal["bot", "waiting", "staff"] | None = None
    alerts: tuple[str, ...] = ()
    cases: tuple[CaseResult, ...] | None = None


class Known(Strict):
    """An article that staff have published."""

    key: str
    examples: dict[str, tuple[str, ...]]
    answer: dict[str, str]
    category: str = ""


class Dialogue(Strict):
    """One written dialogue."""

    name: str
    language: Language
    at: datetime = datetime(2026, 3, 11, 10, 0)  # local time of the business, made aware in `begins`
    channel: Literal["web", "sms"] = "web"
    locale: Language | None = None
    #: It is about a visitor of the website, who can't be reached later: other channels don't carry it.
    passing: bool = False
    knows: tuple[Known, ...] = ()
    stranger: tuple[Message, ...] = ()
    before: tuple[Message, ...] = ()
    turns: tuple[Step, ...]
    then: Result = Result()

    @property
    def begins(self) -> datetime:
        """The time of the first message."""
        return self.at.replace(tzinfo=ZONE)


#: The C parser where PyYAML has it: there is much to read before the first test.
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def load(folder: Path = FOLDER) -> list[Dialogue]:
    """Every dialogue; raises ValueError that names the file, the dialogue and the key."""
    found: list[Dialogue] = []
    names: set[str] = set()
    if strays := [file.name for file in folder.iterdir() if file.suffix != ".yaml"]:
        raise ValueError(f"{', '.join(strays)}: dialogues stand in files that end in .yaml")
    for file in sorted(folder.glob("*.yaml")):
        try:
            written = yaml.load(file.read_text(encoding="utf-8"), Loader=_LOADER) or ()
        except yaml.YAMLError as error:
            raise ValueError(f"{file.name}: {error}") from error
        for number, raw in enumerate(written, 1):
            where = f"{file.name}, dialogue {number} ({raw.get('name') if isinstance(raw, dict) else raw!r})"
            try:
                dialogue = Dialogue.model_validate(raw)
            except ValueError as error:
                raise ValueError(f"{where}: {error}") from error
            if dialogue.name in names:
                raise ValueError(f"{where}: another dialogue has the same name")
            names.add(dialogue.name)
            found.append(dialogue)
    return found


def to_regex(pattern: str) -> re.Pattern[str]:
    """A substring, or a regular expression between slashes; letter case is free."""
    slashed = re.fullmatch(r"/(.+)/", pattern, re.S)
    return re.compile(slashed[1] if slashed else re.escape(pattern), re.I | re.S)


def fill(text: str, numbers: Iterable[str], stranger: str | None) -> str:
    """The text with the case numbers put in."""
    known = list(numbers)
    values = {f"case{index}": number for index, number in enumerate(known, 1)}
    if known:
        values["case"] = known[-1]
    if stranger:
        values["stranger"] = stranger
    return re.sub(r"\{(case\d*|stranger)\}", lambda match: values.get(match[1], match[0]), text)
