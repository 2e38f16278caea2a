"""Who made a change stands beside it in the history: told to the database only where it is kept.

pghistory tells it with every statement that is not a SELECT, whatever the table, and also that
nobody is signed in. Here it goes with statements that write and name a table whose history is kept,
when there is somebody to name. No trigger of ours changes such a table by itself.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import pghistory
from django.apps import apps
from pghistory import runtime

if TYPE_CHECKING:
    from collections.abc import Callable

# In the place of pghistory's own, which with each row that is kept asks for each setting by a
# statement of its own, in a transaction within the transaction.
WHO_CHANGES = """
CREATE OR REPLACE FUNCTION _pgh_attach_context() RETURNS pghistory_context.id%TYPE AS $$
DECLARE
  change uuid := nullif(current_setting('pghistory.context_id', TRUE), '');
  who jsonb := nullif(current_setting('pghistory.context_metadata', TRUE), '');
BEGIN
  IF change IS NULL OR who IS NULL THEN
    RETURN NULL;
  END IF;
  INSERT INTO pghistory_context (id, metadata, created_at, updated_at)
  VALUES (change, who, now(), now())
  ON CONFLICT (id) DO UPDATE SET metadata = excluded.metadata, updated_at = excluded.updated_at
  WHERE pghistory_context.metadata <> excluded.metadata;
  RETURN change;
END
$$ LANGUAGE plpgsql
"""
WRITES = re.compile(r"\b(?:INSERT|UPDATE|DELETE|MERGE)\b", re.IGNORECASE)
SHORT = 8192  # letters of a statement that is remembered
tell = runtime._inject_history_context  # noqa: SLF001  replaced as a whole: it offers no setting


def tell_where_it_is_kept() -> None:
    """Take the place of pghistory's own."""
    runtime._inject_history_context = told  # noqa: SLF001


def told(
    execute: Callable[..., Any],
    sql: str | bytes,
    params: Any,
    many: bool,  # noqa: FBT001  Django's
    context: dict[str, Any],
) -> Any:
    """Run one statement; before it say who changes, if its table wants to know and there is one."""
    who = runtime._tracker.value.metadata  # noqa: SLF001
    if any(value is not None for value in who.values()) and is_kept(sql):
        return tell(execute, sql, params, many, context)
    return execute(sql, params, many, context)


def is_kept(sql: str | bytes) -> bool:
    """Whether the statement writes, and names a table whose history is kept."""
    text = sql.decode() if isinstance(sql, bytes) else sql
    return _looked_through(text) if len(text) <= SHORT else _names_one(text)


def _names_one(text: str) -> bool:
    return bool(WRITES.search(text) and _tables().search(text))


_looked_through = lru_cache(maxsize=512)(_names_one)  # the same are run again and again


@cache
def _tables() -> re.Pattern[str]:
    events = (model for model in apps.get_models() if issubclass(model, pghistory.models.Event))
    kept: list[Any] = [event.pgh_tracked_model for event in events if event.pgh_tracked_model]
    tracked = {model._meta.db_table for model in kept}  # noqa: SLF001  where Django has the name
    return re.compile(rf"\b(?:{'|'.join(sorted(tracked))})\b")
