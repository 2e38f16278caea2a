"""Whether a column is one of many values, told as one list.

Django writes `IN (%s, %s, …)`: it composes, and psycopg cuts apart, a placeholder for each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import BooleanField, F, Func, Value

if TYPE_CHECKING:
    from collections.abc import Iterable


class Many(Value):
    """A list that goes to the database as it is."""

    def as_sql(self, _compiler: Any, _connection: Any) -> tuple[str, tuple[Any, ...]]:
        """One placeholder."""
        return "%s", (self.value,)


def among(column: str, values: Iterable[Any]) -> Func:
    """A condition of a filter: `column` is one of `values`."""
    return Func(
        F(column), Many([*values]), template="%(expressions)s)", arg_joiner=" = ANY(",
        output_field=BooleanField(),
    )  # fmt: skip
