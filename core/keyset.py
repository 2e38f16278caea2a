"""A page of a long list, found by a cursor: the thousandth page costs what the first did."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from operator import attrgetter
from typing import Any, Generic, TypeVar
from urllib.parse import quote, unquote

from django.core.exceptions import ValidationError
from django.db.models import CharField, DateTimeField, F, Model, Q, QuerySet, TextField
from django.db.models.expressions import OrderBy
from django.utils.http import urlencode

Row = TypeVar("Row", bound=Model)
Rows = TypeVar("Rows", bound=QuerySet[Any])
EPOCH, MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)
HIGHEST = 2**63  # what no column of whole numbers reaches
SIZE, CAP = 50, 1000


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page of rows, and the cursors of its neighbours (empty where there are none)."""

    rows: list[Row]
    before: str
    after: str

    def urls(self, kept: Mapping[str, str]) -> dict[str, str]:
        """What `parts/pager.html` takes: the neighbours' URLs, each with the `kept` query."""
        return {
            "previous_url": self.before and f"?{urlencode({**kept, 'before': self.before})}",
            "next_url": self.after and f"?{urlencode({**kept, 'after': self.after})}",
        }


@dataclass(frozen=True)
class Column:
    """One column of an order; a `nullable` one ends with its nulls, any other holds none."""

    name: str
    descending: bool = False
    nullable: bool = False

    def order(self, *, backwards: bool) -> OrderBy:
        """What `order_by` takes, read from the end when `backwards`."""
        nulls = {"nulls_first" if backwards else "nulls_last": True} if self.nullable else {}
        column = F(self.name)
        return column.desc(**nulls) if self.descending != backwards else column.asc(**nulls)

    def beyond(self, value: Any, *, backwards: bool) -> tuple[Q, Q]:
        """The conditions of what lies beyond `value`, and of what lies beyond it or beside it."""
        null = Q(**{f"{self.name}__isnull": True})
        if value is None:
            return (~null, Q()) if backwards else (Q(pk__in=[]), null)
        sign = f"{self.name}__{'lt' if self.descending != backwards else 'gt'}"
        further, reached = Q(**{sign: value}), Q(**{f"{sign}e": value})
        if self.nullable and not backwards:
            return further | null, reached | null
        return further, reached


class Keyset(Generic[Row]):
    """The pages of `rows` in the order of `by`: `"-level"` or a `Column`, the last one unique."""

    def __init__(
        self, rows: QuerySet[Row], by: Sequence[str | Column], *, size: int = SIZE
    ) -> None:
        self.rows, self.size = rows, size
        self.columns = [
            Column(each.removeprefix("-"), descending=each.startswith("-"))
            if isinstance(each, str)
            else each
            for each in by
        ]

    def page(self, params: Mapping[str, str]) -> Page[Row]:
        """The page that `?before=` or `?after=` names, else the first. One statement, no OFFSET."""
        before, after = (self._values(params.get(name, "")) for name in ("before", "after"))
        backwards, values = before is not None, before or after
        rows = self.rows
        if values:
            rows = rows.filter(_beyond(self.columns, values, backwards=backwards))
        order = [column.order(backwards=backwards) for column in self.columns]
        page = list(rows.order_by(*order)[: self.size + 1])
        more, page = len(page) > self.size, page[: self.size]
        if backwards:
            page.reverse()
        first = self.cursor(page[0]) if page and (more if backwards else after is not None) else ""
        last = self.cursor(page[-1]) if page and (more or backwards) else ""
        return Page(page, before=first, after=last)

    def cursor(self, row: Row) -> str:
        """The cursor of `row` in the list, as it stands in a URL."""
        return "_".join(written(attrgetter(column.name)(row)) for column in self.columns)

    def _values(self, cursor: str) -> list[Any] | None:
        """What the columns hold at `cursor`; None when it names no row of this order."""
        pairs = zip(self.columns, cursor.split("_"), strict=True)
        try:
            return [self._value(column, text) for column, text in pairs]
        except (ValueError, OverflowError, ValidationError):
            return None

    def _value(self, column: Column, text: str) -> Any:
        if not text and column.nullable:
            return None
        field = self.rows.all().query.resolve_ref(column.name).output_field
        if isinstance(field, DateTimeField):
            return EPOCH + int(text) * MICROSECOND
        is_text = isinstance(field, CharField | TextField)
        value = unquote(text.removeprefix("~")) if is_text else field.to_python(text)
        is_too_high = isinstance(value, int) and abs(value) >= HIGHEST
        if not text or value is None or "\0" in str(value) or is_too_high:
            raise ValueError(text)
        return value


def written(value: Any) -> str:
    """A value in a cursor: a moment in microseconds, a text without `_`, nothing for null."""
    if isinstance(value, datetime):
        return str((value - EPOCH) // MICROSECOND)
    if isinstance(value, str):
        return "~" + quote(value, safe="").replace("_", "%5F")
    return "" if value is None else str(value)


def _beyond(columns: list[Column], values: list[Any], *, backwards: bool) -> Q:
    """`(a < x OR b < y) AND a <= x`: the last condition lets the index begin at the cursor."""
    further, reached = columns[0].beyond(values[0], backwards=backwards)
    if not columns[1:]:
        return further
    return (further | _beyond(columns[1:], values[1:], backwards=backwards)) & reached


def searched(hits: Rows, *, walk: Rows) -> tuple[Rows, int]:
    """The rows to page through after a search, and how many they are, no further than `CAP` + 1.

    PostgreSQL guesses badly how many rows have a word: few are fetched by key, many by walking.
    """
    pks = list(hits.order_by().values_list("pk", flat=True)[: CAP + 1])
    if len(pks) > CAP:
        return walk, CAP + 1
    return hits.model._default_manager.filter(pk__in=pks), len(pks)  # noqa: SLF001


def capped_count(rows: QuerySet[Any]) -> int:
    """How many there are, counted no further than `CAP` + 1."""
    return rows.order_by()[: CAP + 1].count()
