"""The digest: the figures of the days since the last one, and of each week, to everybody who wants them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Final
from urllib.parse import urlencode

from bot.cases.case import LIVE
from bot.cases.figures import Period, Sums, Wanted, period
from bot.desk import figures, personal
from bot.desk.figures import Report
from bot.desk.rules import Rules
from bot.desk.spelling import change, said
from bot.ports import UnitOfWork
from bot.records import Notice, Role, Timer, User

KIND: Final = "digest"
TOPIC: Final = "notices"
DAILY: Final = "digest"
WEEKLY: Final = "weekly"

_DAY: Final = timedelta(days=1)
#: Longer than this a digest does not look back: nobody was there to send one.
_LONGEST: Final = 14
#: Counted up to here.
_MOST: Final = 1_000
#: Categories that are named.
_NAMED: Final = 3

_TEXTS: Final = {
    "en": {
        "daily": "Complaints, {days}",
        "weekly": "Complaints of the week, {days}",
        "cases": "Filed: {cases}{cases_change}. Solved: {solved}{solved_change}.",
        "now": "Now open: {open}, overdue: {overdue}, waiting for a person: {waiting}, alerts not yet seen: {alerts}.",
        "rates": "Deadlines met: {hit_rate}{hit_rate_change}. Satisfaction: {csat}{csat_change}. "
        "Re-complaints: {repeat_rate}{repeat_rate_change}.",
        "times": "First human answer (median): {answer}{answer_change}. Solved within (median): {solve}{solve_change}.",
        "categories": "Most about: {categories}.",
        "rise": "More than before: {categories}.",
        "quiet": "No complaint was filed.",
        "more": "All figures: {link}",
        "gap": ", ",
    },
    "zh-Hans": {
        "daily": "投诉简报 {days}",
        "weekly": "投诉周报 {days}",
        "cases": "新增 {cases} 件{cases_change}，解决 {solved} 件{solved_change}。",
        "now": "目前未办结 {open} 件，逾期 {overdue} 件，等待人工 {waiting} 件，未读提醒 {alerts} 条。",
        "rates": "按时办结率 {hit_rate}{hit_rate_change}，满意度 {csat}{csat_change}，"
        "复投诉率 {repeat_rate}{repeat_rate_change}。",
        "times": "首次人工答复（中位数）{answer}{answer_change}，解决用时（中位数）{solve}{solve_change}。",
        "categories": "最多的类别：{categories}。",
        "rise": "明显增多：{categories}。",
        "quiet": "没有新增投诉。",
        "more": "查看看板：{link}",
        "gap": "、",
    },
    "zh-Hant": {
        "daily": "投訴簡報 {days}",
        "weekly": "投訴週報 {days}",
        "cases": "新增 {cases} 件{cases_change}，解決 {solved} 件{solved_change}。",
        "now": "目前未辦結 {open} 件，逾期 {overdue} 件，等待專人 {waiting} 件，未讀提醒 {alerts} 則。",
        "rates": "按時辦結率 {hit_rate}{hit_rate_change}，滿意度 {csat}{csat_change}，"
        "複投訴率 {repeat_rate}{repeat_rate_change}。",
        "times": "首次真人答覆（中位數）{answer}{answer_change}，解決用時（中位數）{solve}{solve_change}。",
        "categories": "最多的類別：{categories}。",
        "rise": "明顯增多：{categories}。",
        "quiet": "沒有新增投訴。",
        "more": "查看看板：{link}",
        "gap": "、",
    },
}  # fmt: skip

#: Figures of the whole business are for whoever the operator sends them to.
_READER: Final = User(
    login="", name="", password_hash="", role=Role.SUPERVISOR, created_at=datetime(1970, 1, 1, tzinfo=UTC)
)


def schedule(uow: UnitOfWork, rules: Rules, *, now: datetime) -> None:
    """Set the timers of the next digests, or cancel them where nobody wants any. One that is due stays due."""
    wanted = any(kinds is None or KIND in kinds for kinds in rules.notifiers.values())
    # Whether one of the staff wants it is seen when it is due.
    wanted = wanted or personal.PEOPLE in rules.notifiers
    for kind, at in ((DAILY, rules.digest_at), (WEEKLY, rules.weekly_at)):
        note = {key: value for key, value in (uow.notes.get(KIND, kind) or {}).items() if key != "due"}
        planned = (uow.notes.get(KIND, kind) or {}).get("due")
        if at is None or not wanted:
            if uow.timers.cancel(kind, kind):
                uow.notes.put(KIND, kind, note)
            continue
        due = _next(rules, kind, now)
        if planned is not None:
            since = now - datetime.fromisoformat(planned)
            # Nobody was there when it was due: its timer stands, and it goes out now.
            missed = note.get("sent") != planned and timedelta(0) <= since < _LONGEST * _DAY
            if missed or planned == due.isoformat():
                continue
        uow.timers.set(Timer(kind=kind, subject=kind, due_at=due))
        uow.notes.put(KIND, kind, {**note, "due": due.isoformat()})


def _next(rules: Rules, kind: str, now: datetime) -> datetime:
    """On the next working day; that of a week on its first one."""
    at = rules.digest_at if kind == DAILY else rules.weekly_at
    assert at is not None
    calendar = rules.policy.calendar
    local = now.astimezone(calendar.zone)
    day = local.date() if kind == DAILY else local.date() - local.weekday() * _DAY
    for _ in range(370):
        due = datetime.combine(day, at, calendar.zone)
        first = kind == DAILY or not any(calendar.spans(day - n * _DAY) for n in range(1, day.weekday() + 1))
        if due > local and calendar.spans(day) and first:
            break
        day += _DAY
    return due.astimezone(now.tzinfo)


def send(uow: UnitOfWork, rules: Rules, subject: str, now: datetime) -> None:
    """The digest that is due, to everybody who wants it, and the timer of the next. Each goes out once."""
    note = dict(uow.notes.get(KIND, subject) or {})
    due = note.get("due", now.isoformat())
    if note.get("sent") != due:
        asked = _period(rules, subject, note, now)
        texts: dict[str, str] = {}

        def told(language: str) -> str:
            if language not in texts:
                texts[language] = text(uow, rules, asked, language, subject, now=now)
            return texts[language]

        for name, kinds in rules.notifiers.items():
            if kinds is not None and KIND not in kinds:
                continue
            language = rules.languages.get(name, rules.policy.default_language)
            uow.notices.add(Notice(notifier=name, kind=KIND, text=told(language), at=now))
        personal.tell_figures(uow, rules, KIND, told, now=now)
        uow.notes.put(KIND, subject, {"due": due, "sent": due, "last": asked.last.isoformat()})
        uow.notify(TOPIC)
    schedule(uow, rules, now=now)


def _period(rules: Rules, subject: str, note: dict[str, str], now: datetime) -> Period:
    """Last week; or the days since the last digest, up to yesterday."""
    today = figures.today(rules, now)
    if subject == WEEKLY:
        return period("week", today - 7 * _DAY, today)
    yesterday = today - _DAY
    first = date.fromisoformat(note["last"]) + _DAY if "last" in note else yesterday
    return period("custom", min(yesterday, max(first, today - _LONGEST * _DAY)), today, until=yesterday)


def text(uow: UnitOfWork, rules: Rules, asked: Period, language: str, subject: str, *, now: datetime) -> str:
    """The figures in words."""
    while figures.refresh(uow, rules):
        pass
    report = figures.report(uow, rules, _READER, asked, {})
    words = _TEXTS[language]
    days = f"{asked.first}" if asked.days == 1 else f"{asked.first} – {asked.last}"
    live = tuple(sorted(LIVE))
    values = {
        "days": days,
        "open": uow.cases.count(_MOST, status=live),
        "overdue": uow.cases.count(_MOST, status=live, overdue_at=now),
        "waiting": uow.cases.count(_MOST, waiting=True),
        "alerts": uow.alerts.count(),
        **_compared(report, language),
    }
    some = report.sums["cases"] > 0
    lines = [words["weekly" if subject == WEEKLY else "daily"], words["cases" if some else "quiet"], words["now"]]
    if some:
        lines += [words["rates"], words["times"]]
    told = [line.format(**values) for line in lines]
    named = [f"{_name(rules, key, language)} {sums['cases']}" for key, sums in report.tables["category"].items()]
    if named:
        told.append(words["categories"].format(categories=words["gap"].join(named[:_NAMED])))
    if risen := _risen(uow, asked, report.tables["category"]):
        names = [f"{_name(rules, key, language)} {was} → {now_}" for key, was, now_ in risen]
        told.append(words["rise"].format(categories=words["gap"].join(names)))
    if rules.console:
        query = {"period": "custom", "day": asked.first.isoformat(), "until": asked.last.isoformat(), "lang": language}
        told.append(words["more"].format(link=f"{rules.console}/console/figures?{urlencode(query)}"))
    return "\n".join(told)


def _compared(report: Report, language: str) -> dict[str, str]:
    """Values, and in brackets how they differ from before."""
    spans, earlier = report.spans, report.spans_before
    pairs = {
        "cases": ("count", float(report.sums["cases"]), float(report.before["cases"])),
        "solved": ("count", float(report.solved), float(report.solved_before)),
        **{
            key: ("share" if key != "csat" else "score", *report.figures[key])
            for key in ("hit_rate", "repeat_rate", "csat")
        },
        "answer": ("span", spans["answer"].median, earlier["answer"].median),
        "solve": ("span", spans["solve"].median, earlier["solve"].median),
    }
    found = {}
    for key, (kind, value, before) in pairs.items():
        found[key] = said(kind, value, language)
        moved = change(kind, value, before, language)
        opening, closing = (" (", ")") if language == "en" else ("（", "）")
        found[f"{key}_change"] = f"{opening}{moved}{closing}" if moved else ""
    return found


def _risen(uow: UnitOfWork, asked: Period, now: Mapping[str, Sums]) -> Sequence[tuple[str, int, int]]:
    """Categories that at least doubled, and by five or more."""
    before = uow.figures.sums(Wanted(first=asked.before[0], last=asked.before[1]), "category")
    found = []
    for key, sums in now.items():
        was = before[(key,)]["cases"] if (key,) in before else 0
        if sums["cases"] >= 2 * was and sums["cases"] - was >= 5:
            found.append((key, was, sums["cases"]))
    return found


def _name(rules: Rules, category: str, language: str) -> str:
    known = rules.policy.categories.get(category)
    return known.names.get(language, category) if known else category
