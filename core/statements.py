"""A long statement that is asked again and again is put together once, not at each asking.

Django draws the SQL of a queryset anew each time: of the pages on which a stop chooses that is more
than all else they do. What is kept is the text and its values, never an answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from django.db.models import QuerySet

MOST = 256
Built = tuple[str, tuple[Any, ...]]
_kept: dict[Hashable, Built] = {}


def rows_of(
    key: Hashable, build: Callable[[], QuerySet[Any, Any]], *, within: str = "{}"
) -> list[tuple[Any, ...]]:
    """The rows of the queryset that `build` makes, as the database gives them.

    `key` says all that the queryset hangs on, values too. `within` is a statement around it.
    """
    sql, params = _kept.get(key) or _keep(key, build().query.sql_with_params())
    with connection.cursor() as cursor:
        cursor.execute(within.format(sql), params)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _keep(key: Hashable, built: Built) -> Built:
    while len(_kept) >= MOST:
        _kept.pop(next(iter(_kept)), None)
    _kept[key] = built
    return built
