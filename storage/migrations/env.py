"""Alembic's entry: runs the migrations on the connection that storage.migrate hands over."""

from __future__ import annotations

from alembic import context

from storage.tables import METADATA

connection = context.config.attributes.get("connection")
if connection is None:
    raise SystemExit("Run migrations with `huiyin db upgrade`: it takes the locks that a bare alembic does not.")

context.configure(
    connection=connection,
    target_metadata=METADATA,
    transactional_ddl=True,
    render_as_batch=connection.dialect.name == "sqlite",
)
with context.begin_transaction():
    context.run_migrations()
