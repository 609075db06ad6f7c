"""What many complaints have in common: counts, rises, incidents, notices to all, notices on the website.

The complaints of the last weeks are counted, so that the early warning need not wait for a history.
"""

from __future__ import annotations

import json
import time
import unicodedata
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

#: As far back as the early warning looks, in microseconds.
_PAST = 70 * 86_400 * 1_000_000
_HOUR = 3_600 * 1_000_000
_LONGEST = 60
_PAIRS = (("category", "product"), ("category", "channel"), ("category", "place"), ("product", "place"))


def upgrade() -> None:
    op.create_table(
        "case_counts",
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("hour", sa.BigInteger(), nullable=False),
        sa.Column("cases", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("series", "hour", name=op.f("pk_case_counts")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "case_facets",
        sa.Column("case_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("product", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_facets_case_id")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_case_facets")),
    )
    op.create_table(
        "rises",
        sa.Column("id", ID, nullable=False),
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("window", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("raised_at", sa.BigInteger(), nullable=False),
        sa.Column("start", sa.BigInteger(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("expected", sa.Float(), nullable=False),
        sa.Column("chance", sa.Float(), nullable=False),
        sa.Column("also", sa.Text(), nullable=False),
        sa.Column("calm_since", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("incident_id", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rises")),
    )
    op.create_table(
        "incidents",
        sa.Column("id", ID, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("owner", sa.BigInteger(), nullable=True),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("product", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("automatic", sa.SmallInteger(), nullable=False),
        sa.Column("known", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=True),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incidents")),
    )
    op.create_table(
        "incident_cases",
        sa.Column("case_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("incident_id", sa.BigInteger(), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name=op.f("fk_incident_cases_incident_id")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_incident_cases_case_id")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_incident_cases")),
    )
    op.create_table(
        "incident_events",
        sa.Column("id", ID, nullable=False),
        sa.Column("incident_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("from", sa.Text(), nullable=False),
        sa.Column("to", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name=op.f("fk_incident_events_incident_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_events")),
    )
    op.create_table(
        "broadcasts",
        sa.Column("id", ID, nullable=False),
        sa.Column("incident_id", sa.BigInteger(), nullable=False),
        sa.Column("texts", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=True),
        sa.Column("finished_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name=op.f("fk_broadcasts_incident_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcasts")),
    )
    op.create_table(
        "broadcast_recipients",
        sa.Column("broadcast_id", sa.BigInteger(), nullable=False),
        sa.Column("customer_id", sa.BigInteger(), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("conversation_id", sa.BigInteger(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("outbox_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["broadcast_id"], ["broadcasts.id"], name=op.f("fk_broadcast_recipients_broadcast_id")),
        sa.PrimaryKeyConstraint("broadcast_id", "customer_id", name=op.f("pk_broadcast_recipients")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "bulletins",
        sa.Column("id", ID, nullable=False),
        sa.Column("incident_id", sa.BigInteger(), nullable=True),
        sa.Column("texts", sa.Text(), nullable=False),
        sa.Column("from_at", sa.BigInteger(), nullable=False),
        sa.Column("until_at", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=True),
        sa.Column("withdrawn_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulletins")),
    )
    for name, table, columns, where in (
        ("ix_case_counts_hour", "case_counts", ["hour", "series", "cases"], None),
        ("ix_case_facets_at", "case_facets", ["at"], None),
        ("ix_case_facets_category", "case_facets", ["category", "at"], None),
        ("ix_case_facets_channel", "case_facets", ["channel", "at"], None),
        ("ix_case_facets_place", "case_facets", ["place", "at"], "place IS NOT NULL"),
        ("ix_case_facets_product", "case_facets", ["product", "at"], "product IS NOT NULL"),
        ("ix_rises_open", "rises", ["id"], "status = 'open'"),
        ("ix_rises_raised", "rises", ["raised_at"], None),
        ("ix_incidents_open", "incidents", ["id"], "state <> 'closed'"),
        ("ix_incident_cases_incident", "incident_cases", ["incident_id", "case_id"], None),
        ("ix_incident_events_incident", "incident_events", ["incident_id", "id"], None),
        ("ix_broadcasts_incident", "broadcasts", ["incident_id", "id"], None),
        ("ix_broadcasts_sending", "broadcasts", ["id"], "status = 'sending'"),
        (
            "ix_broadcast_recipients_waiting",
            "broadcast_recipients",
            ["broadcast_id", "customer_id"],
            "status = 'waiting'",
        ),
        ("ix_bulletins_current", "bulletins", ["until_at"], "withdrawn_at IS NULL"),
    ):
        condition = sa.text(where) if where else None
        op.create_index(name, table, columns, unique=False, sqlite_where=condition, postgresql_where=condition)
    _count(op.get_bind())


def _count(connection: Any) -> None:
    """As releases from here on count while they file."""
    cases = sa.table("cases", *map(sa.column, ("id", "filed_at", "category", "channel", "answers")))
    counts = sa.table("case_counts", *map(sa.column, ("series", "hour", "cases")))
    facets = sa.table("case_facets", *map(sa.column, ("case_id", "at", "category", "channel", "product", "place")))
    since = int(time.time() * 1_000_000) - _PAST
    found: dict[tuple[str, int], int] = {}
    described = []
    for row in connection.execute(sa.select(cases).where(cases.c.filed_at >= since)):
        answers = json.loads(row.answers)
        told = answers if isinstance(answers, dict) else {}
        values = {
            "category": row.category,
            "product": _plain(told.get("product")),
            "channel": row.channel,
            "place": _plain(told.get("place")),
        }
        described.append({"case_id": row.id, "at": row.filed_at, **values})
        keys = ["", *(f"{name}={value}" for name, value in values.items() if value)]
        keys += [
            f"{one}={values[one]}\x1f{other}={values[other]}" for one, other in _PAIRS if values[one] and values[other]
        ]
        for key in keys:
            found[key, row.filed_at // _HOUR] = found.get((key, row.filed_at // _HOUR), 0) + 1
    if described:
        connection.execute(facets.insert(), described)
        connection.execute(
            counts.insert(),
            [{"series": key, "hour": hour, "cases": count} for (key, hour), count in found.items()],
        )


def _plain(text: object) -> str | None:
    if not isinstance(text, str):
        return None
    folded = unicodedata.normalize("NFKC", text).casefold()
    kept = "".join(char for char in folded if unicodedata.category(char)[0] in "LNM")
    return kept if 0 < len(kept) <= _LONGEST else None
