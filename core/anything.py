"""Which of several questions have an answer: what they look for, in one statement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import EmptyResultSet
from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db.models import QuerySet

NOTHING = "FALSE"


def found(questions: Mapping[str, Iterable[QuerySet[Any, Any]]]) -> dict[str, bool]:
    """Of each name, whether one of its querysets holds a row. One statement, none for none."""
    params: list[Any] = []
    columns = [_either(rows, params) for rows in questions.values()]
    if not columns:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(columns)}", params)
        return dict(zip(questions, cursor.fetchone(), strict=True))


def _either(questions: Iterable[QuerySet[Any, Any]], params: list[Any]) -> str:
    parts = []
    for question in questions:
        try:
            sql, values = question.order_by().values("pk").query.sql_with_params()
        except EmptyResultSet:
            continue
        parts.append(f"EXISTS ({sql})")
        params += values
    return " OR ".join(parts) or NOTHING
