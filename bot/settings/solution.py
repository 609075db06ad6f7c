"""Settings of what is done about complaints: causes, authority, the value of remedies, re-complaints, quality."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Annotated, Any, Final

from pydantic import AfterValidator, BeforeValidator, Field

from bot.cases.authority import NEVER
from bot.cases.solution import REMEDIES
from bot.settings.kinds import LocalText, Name, PositiveDuration, Section, wrong

if TYPE_CHECKING:
    from bot.settings.checks import Contradiction
    from bot.settings.model import Settings


def _to_sum(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, (int, float, str, Decimal)):
        raise wrong("a sum such as 200 or 99.50")
    try:
        sum = Decimal(str(value).strip().replace(",", ""))
    except InvalidOperation:
        raise wrong("a sum such as 200 or 99.50") from None
    if not sum.is_finite() or not 0 <= sum < 10**10 or sum != round(sum, 2):
        raise wrong("a sum from 0 with at most two decimals")
    return sum


def _to_limit(value: Any) -> Any:
    said = str(value).strip().lower()
    if value is None or said in ("", "any"):
        return None
    if said in ("never", str(NEVER)):
        return NEVER
    try:
        return _to_sum(value)
    except Exception:
        raise wrong('a sum such as 200, "any" (no limit) or "never" (always with approval)') from None


def _currency(value: str) -> str:
    if not (len(value) == 3 and value.isascii() and value.isalpha()):
        raise wrong("a currency's three letters (ISO 4217), such as CNY, HKD or EUR")
    return value.upper()


#: A sum of money, from 0.
Sum = Annotated[Decimal, BeforeValidator(_to_sum)]
#: Up to which sum somebody decides alone; None: any; NEVER: none at all.
Limit = Annotated[Decimal | None, BeforeValidator(_to_limit)]


class Cause(Section):
    """What complaints are found to come from."""

    id: Name
    names: LocalText


class Limits(Section):
    """The highest sum that a role offers alone, for each kind of remedy."""

    refund: Limit = None
    exchange: Limit = None
    repair: Limit = None
    resend: Limit = None
    compensation: Limit = None
    apology: Limit = None
    price_adjust: Limit = None
    invoice: Limit = None
    takedown: Limit = None
    other: Limit = None


class AgentLimits(Limits):
    """Of agents."""

    refund: Limit = Decimal(200)
    exchange: Limit = Decimal(500)
    repair: Limit = Decimal(300)
    resend: Limit = Decimal(300)
    compensation: Limit = Decimal(100)
    price_adjust: Limit = Decimal(100)
    takedown: Limit = NEVER
    other: Limit = Decimal(100)


class DepartmentLimits(Limits):
    """Of departments' people."""

    refund: Limit = Decimal(500)
    exchange: Limit = Decimal(1000)
    repair: Limit = Decimal(1000)
    resend: Limit = Decimal(500)
    compensation: Limit = Decimal(200)
    price_adjust: Limit = Decimal(200)
    other: Limit = Decimal(200)


class SupervisorLimits(Limits):
    """Of supervisors; above them administrators decide."""

    refund: Limit = Decimal(5000)
    exchange: Limit = Decimal(10000)
    repair: Limit = Decimal(10000)
    resend: Limit = Decimal(5000)
    compensation: Limit = Decimal(2000)
    price_adjust: Limit = Decimal(2000)
    other: Limit = Decimal(2000)


class CategoryLimits(Section):
    """Limits of one category that count instead; kinds left out keep the role's own."""

    category: Name
    agent: Limits = Limits()
    department: Limits = Limits()
    supervisor: Limits = Limits()


class Authority(Section):
    """Who may offer what without asking."""

    currency: Annotated[str, AfterValidator(_currency)] = "CNY"
    agent: AgentLimits = AgentLimits()
    department: DepartmentLimits = DepartmentLimits()
    supervisor: SupervisorLimits = SupervisorLimits()
    categories: tuple[CategoryLimits, ...] = ()


class RemedyValue(Section):
    """How the cost of complaining is reckoned."""

    hours: Sum = Decimal(1)
    hours_again: Sum = Decimal(1)
    per_hour: Sum = Decimal(30)
    per_day: Sum = Decimal(5)
    per_repeat: Sum = Decimal(20)
    most: Sum = Decimal(500)


class Recomplaints(Section):
    """Customers who complain again."""

    same_matter_within: PositiveDuration = timedelta(days=30)
    next_level_decides: bool = True


class Criterion(Section):
    """One line of the score sheet."""

    id: Name
    names: LocalText
    weight: Annotated[int, Field(ge=1, le=100)] = 1
    knock_out: bool = False


def _three(hans: str, hant: str, en: str) -> dict[str, str]:
    return {"zh-Hans": hans, "zh-Hant": hant, "en": en}


CRITERIA: Final[list[dict[str, Any]]] = [
    {"id": "prompt", "names": _three("及时响应", "及時回應", "Prompt answer"), "weight": 2},
    {"id": "understanding", "names": _three("准确理解诉求", "準確理解訴求", "Understood what was wanted"), "weight": 2},
    {"id": "courtesy", "names": _three("态度与用语", "態度與用語", "Courtesy and wording"), "weight": 2},
    {"id": "solution", "names": _three("方案合理有效", "方案合理有效", "Fitting solution"), "weight": 3},
    {"id": "record", "names": _three("记录完整", "紀錄完整", "Complete record"), "weight": 1},
    {
        "id": "rules",
        "names": _three("合规与隐私", "合規與隱私", "Rules and privacy kept"),
        "weight": 2,
        "knock_out": True,
    },
]

CAUSES: Final[list[dict[str, Any]]] = [
    {"id": "defect", "names": _three("产品缺陷", "產品缺陷", "Defective product")},
    {"id": "damaged", "names": _three("运输损坏", "運送損壞", "Damaged in transit")},
    {"id": "late", "names": _three("延误", "延誤", "Delay")},
    {"id": "wrong_item", "names": _three("发错漏发", "寄錯漏寄", "Wrong or missing item")},
    {"id": "conduct", "names": _three("服务行为", "服務行為", "Conduct of staff")},
    {"id": "process", "names": _three("流程问题", "流程問題", "Process")},
    {"id": "system", "names": _three("系统故障", "系統故障", "System fault")},
    {"id": "billing", "names": _three("计费错误", "計費錯誤", "Billing error")},
    {"id": "information", "names": _three("信息不实或不清", "資訊不實或不清", "Wrong or unclear information")},
    {"id": "customer", "names": _three("客户误解", "顧客誤解", "Misunderstanding by the customer")},
    {"id": "unfounded", "names": _three("不成立", "不成立", "Unfounded")},
    {"id": "other", "names": _three("其他", "其他", "Other")},
]


def _of(kind: type[Any], raw: list[dict[str, Any]]) -> Any:
    return tuple(kind.model_validate(item) for item in raw)


class Quality(Section):
    """Audits and corrective action."""

    criteria: tuple[Criterion, ...] = _of(Criterion, CRITERIA)
    #: Days before and after a corrective action over which cases are counted.
    effect_days: Annotated[int, Field(ge=1, le=365)] = 30


def contradictions(settings: Settings) -> Iterator[Contradiction]:
    """What of these settings can't work together."""
    from bot.settings.checks import Contradiction

    for section, ids in (
        (("causes",), [cause.id for cause in settings.causes]),
        (("quality", "criteria"), [criterion.id for criterion in settings.quality.criteria]),
    ):
        if not ids:
            yield Contradiction(path=section, text="must name at least one.")
        for position, id in enumerate(ids):
            if id in ids[:position]:
                yield Contradiction(path=(*section, position, "id"), text=f'"{id}" is used twice; choose another one.')
    known = [category.id for category in settings.categories]
    seen: list[str] = []
    for position, own in enumerate(settings.authority.categories):
        path = ("authority", "categories", position, "category")
        if own.category not in known:
            yield Contradiction(
                path=path,
                text=f'"{own.category}" is none of the categories ({", ".join(known)}).',
                other=("categories",),
            )
        if own.category in seen:
            yield Contradiction(path=path, text=f'"{own.category}" stands here twice; put its limits together.')
        seen.append(own.category)
    above = settings.authority.supervisor
    for role in ("agent", "department"):
        limits = getattr(settings.authority, role)
        for kind in REMEDIES:
            mine, theirs = getattr(limits, kind), getattr(above, kind)
            if theirs is not None and (mine is None or mine > theirs):
                yield Contradiction(
                    path=("authority", role, kind),
                    text=f"must not be above what a supervisor may offer alone (authority.supervisor.{kind}).",
                    other=("authority", "supervisor", kind),
                )
