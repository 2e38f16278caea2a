"""The database role that reads the published cells and nothing else.

A role belongs to all databases of a server, so it is named after the user who makes them: databases
of one user share it, each lets it read its own cells, and two migrations at once make it once.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import connection, transaction

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "left(session_user, 40) || '_published'"
MAKE = f"""
DO $$
DECLARE
    name text := {NAME};
BEGIN
    BEGIN
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN NOINHERIT', name);
        END IF;
        IF NOT pg_has_role(session_user, name, 'USAGE') THEN
            EXECUTE format('GRANT %I TO %I', name, session_user);
        END IF;
    EXCEPTION
        WHEN duplicate_object OR unique_violation OR internal_error THEN NULL; -- made meanwhile
        WHEN insufficient_privilege THEN
            RAISE EXCEPTION 'This database user may not make the role %. Let an administrator run: '
                'CREATE ROLE "%" NOLOGIN; GRANT "%" TO "%";', name, name, name, session_user;
    END;
    EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', name);
    EXECUTE format('GRANT SELECT ON reporting_cell TO %I', name);
END $$
"""
UNMAKE = f"""
DO $$
DECLARE
    name text := {NAME};
BEGIN
    EXECUTE format('REVOKE ALL ON reporting_cell FROM %I', name);
    EXECUTE format('REVOKE USAGE ON SCHEMA public FROM %I', name);
END $$
"""  # other databases of the server may still use the role itself


@contextmanager
def published_only() -> Iterator[None]:
    """Statements of this block may read the published cells; the database refuses any other."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SELECT set_config('role', {NAME}, true)")
        yield
        cursor.execute("SET LOCAL ROLE NONE")
