"""Whether there is anything at all: several questions to the database in one statement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import EmptyResultSet
from django.db import connection

if TYPE_CHECKING:
    from django.db.models import QuerySet


def is_anything(*questions: QuerySet[Any, Any]) -> bool:
    """Whether one of the querysets holds a row. One statement."""
    parts: list[str] = []
    params: list[Any] = []
    for question in questions:
        try:
            sql, values = question.order_by().values("pk").query.sql_with_params()
        except EmptyResultSet:
            continue
        parts.append(f"EXISTS ({sql})")
        params += values
    if not parts:
        return False
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {' OR '.join(parts)}", params)
        return bool(cursor.fetchone()[0])
