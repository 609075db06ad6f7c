"""Turns the settings into the values that the core works with: policy, rules, limits, the site."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot import wording
from bot.cases.calendar import Calendar
from bot.cases.number import draw
from bot.cases.policy import Category, Policy, Question
from bot.desk.rules import DeliveryRules, EngineRules, Rules, SurveyRules
from bot.dialogue.texts import Catalogue
from bot.holidays import holidays_of
from bot.links import Links
from bot.messages import LANGUAGES
from bot.ports import Clock, Limits
from bot.settings import Settings
from bot.settings.kinds import LocalText


class SystemClock:
    """bot.ports.Clock: the machine's own."""

    def now(self) -> datetime:
        """Now, in UTC."""
        return datetime.now(UTC)


def three(text: LocalText) -> dict[str, str]:
    """A text in every language, stand-ins filled in."""
    return {language: text.of(language) for language in LANGUAGES}


def to_calendar(settings: Settings, now: datetime) -> Calendar:
    """Business hours and days, from last year to the year after next."""
    business = settings.business
    closed, working = holidays_of(business.country, range(now.year - 1, now.year + 3))
    week = tuple(tuple((span.opens, span.closes) for span in day) for day in business.hours.week)
    extra, made_up = frozenset(business.holidays.extra), frozenset(business.holidays.working)
    return Calendar(
        zone=ZoneInfo(business.timezone),
        week=week,
        closed=(closed - made_up) | extra,
        working=(working - extra) | made_up,
        make_up=next((day for day in week if day), ((540, 1080),)),
    )


def to_policy(settings: Settings, now: datetime) -> Policy:
    """The business's own rules."""
    days = settings.category("other").answer_within_days
    name = three(settings.business.name)
    return Policy(
        business=name,
        calendar=to_calendar(settings, now),
        categories={
            category.id: Category(
                id=category.id,
                names=three(category.names),
                department=category.department,
                owner=category.owner,
                answer_within_days=category.answer_within_days,
                details=category.details,
            )
            for category in settings.categories
        },
        departments={department.id: three(department.names) for department in settings.departments},
        faq=tuple(
            Question(
                id=question.id,
                examples=tuple(text for language in LANGUAGES for text in question.examples.root.get(language, ())),
                answer={
                    language: text.replace("{days}", str(days)) for language, text in three(question.answer).items()
                },
            )
            for question in settings.faq
        ),
        default_language=settings.business.language,
        urgent_within=settings.deadlines.urgent_within,
        high_within_days=settings.deadlines.high_within_days,
        misses_before_human=settings.dialogue.misses_before_human,
        reopen_at_or_below=settings.surveys.reopen_at_or_below,
    )


def to_texts(settings: Settings) -> Catalogue:
    """What the bot says, with the operator's own wordings."""
    overrides: Mapping[str, Mapping[str, str]] = {str(k): v for k, v in settings.dialogue.overrides.items()}
    return wording.load(settings.dialogue.texts, overrides)


def to_rules(settings: Settings, *, clock: Clock, links: Links, limits: Mapping[str, Limits]) -> Rules:
    """Everything the use cases need to know."""
    survey, delivery, engine = settings.surveys, settings.delivery, settings.engine
    return Rules(
        policy=to_policy(settings, clock.now()),
        texts=to_texts(settings),
        clock=clock,
        limits=limits,
        draw_number=lambda now: draw(now, secrets.randbelow),
        progress_link=links.progress,
        survey_link=links.survey,
        surveys=SurveyRules(
            enabled=survey.enabled,
            delay=survey.delay,
            reminder_after=survey.reminder_after,
            expires_after=survey.expires_after,
        ),
        delivery=DeliveryRules(
            max_attempts=delivery.max_attempts,
            first_retry=delivery.first_retry,
            longest_retry=delivery.longest_retry,
            concurrency=delivery.concurrency,
        ),
        engine=EngineRules(
            workers=engine.workers,
            lease=engine.lease,
            park_after=engine.park_after,
            understand_timeout=engine.understand_timeout,
            poll=engine.poll,
        ),
        nudge_after=settings.dialogue.nudge_after,
        file_unfinished_after=settings.dialogue.file_unfinished_after,
        handoff_lease=settings.handoff.lease,
        handoff_escalate_after=settings.handoff.escalate_after,
        warn_before=settings.deadlines.warn_before,
    )


def cache_folder(settings: Settings) -> Path:
    """Where what can be made again is kept: the trained understander."""
    return settings.secret.file.parent / "cache"
