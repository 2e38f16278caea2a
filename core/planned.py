"""Statements whose plan is not left to statistics: these may not know what is a minute old."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ORDERED = "SELECT set_config('enable_sort', 'off', TRUE); "
AS_BEFORE = "; SELECT set_config('enable_sort', 'on', TRUE)"


@contextmanager
def in_order_of_an_index() -> Iterator[None]:
    """Let what is asked in this block walk an index in its order, where there is one.

    PostgreSQL sorts instead where it takes many rows for few: a million, to show the newest.
    """
    with connection.execute_wrapper(_ordered):
        yield


def _ordered(
    execute: Callable[..., Any],
    sql: str,
    params: Any,
    many: bool,  # noqa: FBT001  Django's
    context: dict[str, Any],
) -> Any:
    result = execute(f"{ORDERED}{sql}{AS_BEFORE}", params, many, context)
    context["cursor"].nextset()  # from the answer of the first statement to that of ours
    return result
