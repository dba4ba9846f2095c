"""Alembic's entry; the connection, with its transaction, comes from ``server.database.migrate``."""

from alembic import context

from server.database.catalogue import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite changes a table by building it anew; alembic does that when told to.
    render_as_batch=True,
)
context.run_migrations()
