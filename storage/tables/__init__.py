"""The tables, a file for each field of work."""

from __future__ import annotations

from storage.tables.access import case_views, entrances, identities, news, preferences, recovery_codes, second_factors
from storage.tables.base import METADATA, Id, Instant, Json, Word
from storage.tables.cases import alerts, case_events, case_search, cases, handoffs, surveys, timers
from storage.tables.desk import doubts, notices, presence, script_versions, scripts
from storage.tables.figures import case_facts, figure_cells, figure_marks
from storage.tables.incidents import (
    broadcast_recipients,
    broadcasts,
    bulletins,
    case_counts,
    case_facets,
    incident_cases,
    incident_events,
    incidents,
    rises,
)
from storage.tables.knowledge import article_offers, article_versions, articles
from storage.tables.origins import case_origins
from storage.tables.people import consents, customer_marks, customer_notes
from storage.tables.privacy import dropped_files, privacy_requests
from storage.tables.queue import (
    addresses,
    arrivals,
    channel_notes,
    conversation_files,
    conversations,
    customers,
    inbox,
    lanes,
    messages,
    outbox,
)
from storage.tables.rules import absences, clocks, profiles, turns
from storage.tables.solution import (
    action_cases,
    actions,
    audit_samples,
    audits,
    case_causes,
    offers,
    plan_steps,
    recomplaints,
)
from storage.tables.staff import api_tokens, audit, login_failures, sessions, users

__all__ = [
    "METADATA",
    "Id",
    "Instant",
    "Json",
    "Word",
    "absences",
    "action_cases",
    "actions",
    "addresses",
    "alerts",
    "api_tokens",
    "arrivals",
    "article_offers",
    "article_versions",
    "articles",
    "audit",
    "audit_samples",
    "audits",
    "broadcast_recipients",
    "broadcasts",
    "bulletins",
    "case_causes",
    "case_counts",
    "case_events",
    "case_facets",
    "case_facts",
    "case_origins",
    "case_search",
    "case_views",
    "cases",
    "channel_notes",
    "clocks",
    "consents",
    "conversation_files",
    "conversations",
    "customer_marks",
    "customer_notes",
    "customers",
    "doubts",
    "dropped_files",
    "entrances",
    "figure_cells",
    "figure_marks",
    "handoffs",
    "identities",
    "inbox",
    "incident_cases",
    "incident_events",
    "incidents",
    "lanes",
    "login_failures",
    "messages",
    "news",
    "notices",
    "offers",
    "outbox",
    "plan_steps",
    "preferences",
    "presence",
    "privacy_requests",
    "profiles",
    "recomplaints",
    "recovery_codes",
    "rises",
    "script_versions",
    "scripts",
    "second_factors",
    "sessions",
    "surveys",
    "timers",
    "turns",
    "users",
]
