"""A sheet of CSV that PostgreSQL writes: Python only hands its bytes on.

In blocks, one short statement each, so that somebody can be told how far it is.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any

from django.db import connection
from psycopg import ClientCursor
from psycopg.sql import SQL, Composed, Identifier, Literal

from applications.reports import ROWS, CopiedColumns
from applications.unnamed import WHO
from core.copied import line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.db.models import QuerySet
    from psycopg.sql import Composable

    from applications.reports import Columns

BLOCK = 5_000
# Lines are joined there: to be handed on one by one they cost Python more than all their words.
COPY = SQL("""
COPY (
    SELECT count(*), max(key), convert_to(string_agg(line, '' ORDER BY key), 'UTF8')
    FROM (SELECT {key} AS key, {line} AS line FROM ({rows}) AS {name} {sources}) AS lines
) TO STDOUT (FORMAT BINARY)
""")
TYPES = ("int8", "int8", "bytea")
HIDDEN = {  # what `applications.unnamed.line_without_who` leaves of a file
    "association": SQL("CASE WHEN {hides} THEN '' ELSE {column} END"),
    "answers": SQL("CASE WHEN {hides} THEN {column} - {who}::text[] ELSE {column} END"),
}
WHOLE, HIDES = "whole", "is_unnamed"


def copied_columns(
    groups: Sequence[Columns], wanted: Sequence[Sequence[int]]
) -> CopiedColumns | None:
    """How the database makes the wanted cells; None when it cannot make all of them."""
    cells: list[Composable] = []
    sources: list[Composable] = []
    for columns, places in zip(groups, wanted, strict=True):
        made = columns.copied() if places else None
        if places and made is None:
            return None
        if made:
            cells += [made.cells[place] for place in places]
            sources += made.sources
    fields = [name for columns in groups for name in (*columns.fields, *columns.computed)]
    return CopiedColumns(cells, sources, fields) if cells else None


def copy_csv(
    rows: QuerySet[Any, Any],
    columns: CopiedColumns,
    file: IO[bytes],
    tell: Callable[[int], object],
) -> None:
    """Write a line a row, as `csv.writer` does; `rows` reads what the columns need."""
    done, last = 0, 0
    while True:
        many, last, lines = _read(_statement(rows.filter(pk__gt=last)[:BLOCK], columns))
        file.write(lines)
        done += many
        tell(done)
        if many < BLOCK:
            return


def _statement(block: QuerySet[Any, Any], columns: CopiedColumns) -> Composed:
    sql, values = block.query.sql_with_params()
    listed: Composable = SQL(ClientCursor(connection.connection).mogrify(sql, values))
    if HIDES in block.query.annotations:
        listed = _without_who(listed, [*columns.fields, "id"])
    return COPY.format(
        line=line(columns.cells),
        key=Identifier(ROWS, "id"),
        rows=listed,
        name=Identifier(ROWS),
        sources=SQL(" ").join(
            [SQL("CROSS JOIN LATERAL {}").format(each) for each in columns.sources]
        ),
    )


def _without_who(listed: Composable, fields: Sequence[str]) -> Composed:
    """The same rows, without what says who it is where this is not to be read."""
    columns: list[Composable] = []
    for name in dict.fromkeys(fields):
        read = Identifier(WHOLE, name)
        hides, who = Identifier(WHOLE, HIDES), Literal(sorted(WHO))
        shown = HIDDEN.get(name, SQL("{column}")).format(hides=hides, column=read, who=who)
        columns.append(SQL("{} AS {}").format(shown, Identifier(name)))
    return SQL("SELECT {} FROM ({}) AS {}").format(
        SQL(", ").join(columns), listed, Identifier(WHOLE)
    )


def _read(statement: Composed) -> tuple[int, int, bytes]:
    """How many lines a block has, the key of the last one, and all of them."""
    with connection.cursor() as cursor, cursor.copy(statement) as copied:
        copied.set_types(TYPES)
        [(many, last, lines)] = copied.rows()
    return (many, last, lines) if many else (0, 0, b"")
