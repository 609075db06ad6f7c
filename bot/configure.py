"""Turns the settings into the values that the core works with: policy, rules, limits, the site."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot import programme, wording
from bot.cases import rises
from bot.cases.calendar import Calendar, Span
from bot.cases.case import Priority
from bot.cases.number import draw
from bot.cases.policy import Category, Policy, Question
from bot.console.access import Access
from bot.console.oidc import Provider, SingleSignOn
from bot.desk import proving
from bot.desk.rules import DeliveryRules, EngineRules, Retention, Rules, SurveyRules
from bot.desk.shelf import Shelf
from bot.dialogue.texts import Catalogue
from bot.holidays import holidays_of
from bot.links import Links
from bot.messages import LANGUAGES
from bot.ports import Clock, Limits
from bot.records import Role
from bot.settings import Settings
from bot.settings.kinds import Hours, LocalText
from bot.settings.model import WEEKDAYS
from bot.settings.model import Question as FrequentQuestion


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
    week = _week(business.hours.week)
    extra, made_up = frozenset(business.holidays.extra), frozenset(business.holidays.working)
    return Calendar(
        zone=ZoneInfo(business.timezone),
        week=week,
        closed=(closed - made_up) | extra,
        working=(working - extra) | made_up,
        make_up=next((day for day in week if day), ((540, 1080),)),
    )


def _week(days: Iterable[Sequence[Hours]]) -> tuple[tuple[Span, ...], ...]:
    return tuple(tuple((span.opens, span.closes) for span in day) for day in days)


def to_calendars(settings: Settings, calendar: Calendar) -> dict[str, Calendar]:
    """Of departments with hours of their own; holidays are the business's."""
    usual = dict(zip(WEEKDAYS, settings.business.hours.week, strict=True))
    weeks = {one.id: _week({**usual, **one.hours}.values()) for one in settings.departments if one.hours}
    return {
        id: replace(calendar, week=week, make_up=next((day for day in week if day), calendar.make_up))
        for id, week in weeks.items()
    }


def to_policy(settings: Settings, now: datetime) -> Policy:
    """The business's own rules."""
    days = settings.category("other").answer_within_days
    name = three(settings.business.name)
    calendar = to_calendar(settings, now)
    return Policy(
        business=name,
        calendar=calendar,
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
                offer=question.offer,
                title=_titles(question),
            )
            for question in settings.faq
        ),
        causes={cause.id: three(cause.names) for cause in settings.causes},
        same_matter_within=settings.recomplaints.same_matter_within,
        default_language=settings.business.language,
        deadlines=settings.deadlines.to_deadlines(),
        calendars=to_calendars(settings, calendar),
        routing=tuple(rule.to_rule() for rule in settings.routing),
        misses_before_human=settings.dialogue.misses_before_human,
        reopen_at_or_below=settings.surveys.reopen_at_or_below,
        privacy_within=settings.privacy.answer_within,
        raised_by={mark: Priority[getattr(settings.customers, mark).upper()].value for mark in ("vip", "vulnerable")},
        offer_from=settings.knowledge.offer_from if settings.knowledge.offer else 2.0,
    )


def _titles(question: FrequentQuestion) -> dict[str, str]:
    """The first way to ask it, in each language; of another one where there is none."""
    asked = {language: texts[0] for language, texts in question.examples.root.items() if texts}
    first = next(iter(asked.values()), question.id)
    return {language: asked.get(language, first) for language in LANGUAGES}


def to_texts(settings: Settings) -> Catalogue:
    """What the bot says, with the operator's own wordings."""
    overrides: Mapping[str, Mapping[str, str]] = {str(k): v for k, v in settings.dialogue.overrides.items()}
    return wording.load(settings.dialogue.texts, overrides)


def to_rules(
    settings: Settings,
    *,
    clock: Clock,
    links: Links,
    limits: Mapping[str, Limits],
    notifiers: Mapping[str, frozenset[str] | None] = {},
) -> Rules:
    """Everything the use cases need to know."""
    survey, delivery, engine = settings.surveys, settings.delivery, settings.engine
    warning = settings.early_warning
    policy = to_policy(settings, clock.now())
    return Rules(
        policy=policy,
        shelf=Shelf(policy),
        texts=to_texts(settings),
        clock=clock,
        limits=limits,
        draw_number=lambda now: draw(now, secrets.randbelow),
        draw_code=proving.draw,
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
            poll=engine.poll,
        ),
        nudge_after=settings.dialogue.nudge_after,
        file_unfinished_after=settings.dialogue.file_unfinished_after,
        handoff_lease=settings.handoff.lease,
        handoff_escalate_after=settings.handoff.escalate_after,
        solution=programme.to_solution(settings),
        notifiers=notifiers,
        digest_at=settings.notices.digest,
        weekly_at=settings.notices.weekly,
        languages={f"mail:{one.to}": one.language for one in settings.notices.mail if one.language},
        console=links.base,
        review_below=settings.nlu.review_below,
        seal=lambda text: f"erased:{hmac.digest(links.key, text.encode(), 'sha256').hex()}",
        retention=Retention(**dict(settings.retention)),
        stalled_after=settings.monitoring.stalled_after,
        warning=rises.Rules(false_alarms=warning.false_alarms, minimum=warning.minimum, rise=warning.rise)
        if warning.enabled
        else None,
    )


def to_sign_on(settings: Settings, access: Access) -> SingleSignOn | None:
    """The identity provider, if there is one."""
    oidc = settings.security.oidc
    if oidc.issuer is None or oidc.client_id is None:
        return None
    provider = Provider(
        issuer=oidc.issuer,
        client_id=oidc.client_id,
        client_secret=oidc.client_secret.get_secret_value() if oidc.client_secret else "",
        name=oidc.name,
        scopes=oidc.scopes,
        redirect=f"{settings.server.address}/console/login/oidc/callback",
        create=Role(oidc.role) if oidc.create else None,
        department=oidc.department or "",
        domains=tuple(domain.lower() for domain in oidc.domains),
    )
    return SingleSignOn(provider=provider, access=access)


def cache_folder(settings: Settings) -> Path:
    """Where what can be made again is kept: the trained understander."""
    return settings.secret.file.parent / "cache"
