"""Turns the settings of authority, remedies and quality into the values that the use cases work with."""

from __future__ import annotations

from decimal import Decimal

from bot.cases.authority import Authority
from bot.cases.quality import Criterion, Sheet
from bot.cases.solution import REMEDIES, SolutionRules
from bot.cases.worth import Worth
from bot.messages import LANGUAGES
from bot.settings import Settings
from bot.settings.solution import Limits


def to_solution(settings: Settings) -> SolutionRules:
    """Who may offer what, what complaining costs, and the score sheet."""
    authority, value, quality = settings.authority, settings.remedy_value, settings.quality
    roles = ("agent", "department", "supervisor")
    return SolutionRules(
        authority=Authority(
            currency=authority.currency,
            limits={role: _limits(getattr(authority, role), whole=True) for role in roles},
            categories={
                own.category: {role: _limits(getattr(own, role), whole=False) for role in roles}
                for own in authority.categories
            },
        ),
        worth=Worth(
            hours=value.hours,
            hours_again=value.hours_again,
            per_hour=value.per_hour,
            per_day=value.per_day,
            per_repeat=value.per_repeat,
            most=value.most,
        ),
        sheet=Sheet(
            criteria=tuple(
                Criterion(
                    id=one.id,
                    names={language: one.names.of(language) for language in LANGUAGES},
                    weight=one.weight,
                    knock_out=one.knock_out,
                )
                for one in quality.criteria
            )
        ),
        next_level_decides=settings.recomplaints.next_level_decides,
        effect_days=quality.effect_days,
    )


def _limits(limits: Limits, *, whole: bool) -> dict[str, Decimal | None]:
    """All kinds, or those alone that were given."""
    return {kind: getattr(limits, kind) for kind in REMEDIES if whole or kind in limits.model_fields_set}
