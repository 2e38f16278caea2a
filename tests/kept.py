"""Rows that are written once and put into a database again and again, in one statement.

The server takes them as a replica does: no trigger fires and no constraint is asked, for they
have passed both.
"""

from __future__ import annotations

import io
import pickle
from datetime import datetime, timedelta
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from django.db import connection
from django.utils import timezone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from django.db.backends.utils import CursorWrapper

Asked = ParamSpec("Asked")
Stand = TypeVar("Stand")
LATER = "'kept later'"  # stands for the time that has passed since the rows were written
TABLES = (
    "SELECT relname FROM pg_stat_user_tables WHERE relname <> 'django_migrations' ORDER BY relname"
)
COLUMNS = """
    SELECT attname, atttypid = 'timestamptz'::regtype FROM pg_attribute
    WHERE attrelid = quote_ident(%s)::regclass
        AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
"""


def tables() -> list[str]:
    """Every table of ours."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        return [name for (name,) in cursor.fetchall()]


def counted(names: Iterable[str]) -> Mapping[str, tuple[int, int]]:
    """How many rows stand in each of these tables, and a number that changes with what they say."""
    return _counted(counting(names))


def counting(names: Iterable[str]) -> str:
    """The statement that counts them."""
    each = 'SELECT \'{0}\', count(*), coalesce(sum(hashtextextended("{0}"::text, 0)), 0) FROM "{0}"'
    return " UNION ALL ".join(each.format(name) for name in names)


def _counted(*statements: str) -> Mapping[str, tuple[int, int]]:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
        return {name: (count, sense) for name, count, sense in cursor.fetchall()}


def script(names: Iterable[str], *, moving: bool = False) -> str:
    """The statements that write the rows of these tables; `moving`: their moments go on."""
    with connection.cursor() as cursor:
        return "".join(_insert(cursor, name, moving=moving) for name in names)


def _insert(cursor: CursorWrapper, name: str, *, moving: bool) -> str:
    cursor.execute(COLUMNS, [name])
    columns = [(f'"{column}"', moment and moving) for column, moment in cursor.fetchall()]
    later = f" || '::timestamptz + {LATER.replace(chr(39), chr(39) * 2)}'"
    values = [f"quote_nullable({column}){later * moves}" for column, moves in columns]
    cursor.execute(
        f"SELECT string_agg('(' || {' || $$,$$ || '.join(values)} || ')', ',') FROM \"{name}\""  # noqa: S608
    )
    names, rows = ",".join(column for column, _ in columns), cursor.fetchone()[0]
    if rows is None:
        return ""
    return f'INSERT INTO "{name}" ({names}) VALUES {rows};\n'  # noqa: S608


class Ground:
    """What stands in every table before the tests begin."""

    def __init__(self) -> None:
        self.there = counted(tables())
        self.scripts = {
            name: script([name]) for name, (count, _sense) in self.there.items() if count
        }
        self.prepared_on = 0  # the process of the server that knows the statement

    def put_back(self) -> None:
        """Make every table what it was, most have not changed; and the connection as it began."""
        changed = [name for name, found in self._found().items() if found != self.there[name]]
        play("".join(f'DELETE FROM "{name}"; {self.scripts.get(name, "")}' for name in changed))  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute("RESET ALL; UNLISTEN *; DISCARD TEMP; SELECT pg_advisory_unlock_all()")
        connection.ensure_timezone()

    def _found(self) -> Mapping[str, tuple[int, int]]:
        """What stands in every table now: of two hundred, to plan it costs more than to do it."""
        connection.ensure_connection()
        line = connection.connection.info.backend_pid
        known, self.prepared_on = line == self.prepared_on, line
        begin = [] if known else [f"PREPARE ground AS {counting(self.there)}"]
        return _counted(*begin, "EXECUTE ground")


def play(statements: str, after: timedelta = timedelta()) -> None:
    """Do what a script says, `after` it was written."""
    later = f"interval '{after.days} days {after.seconds}.{after.microseconds:06} seconds'"
    whole = statements.replace(LATER, later)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SET session_replication_role = replica; {whole} SET session_replication_role = origin"
        )


def changed_since(before: Mapping[str, tuple[int, int]]) -> Mapping[str, int]:
    """The tables that were written since they were counted, with how many rows each had."""
    after = counted(before)
    return {name: before[name][0] for name in before if after[name] != before[name]}


def bringing(changed: Mapping[str, int], *, moving: bool = False) -> str:
    """The statements that make these tables what they are now, of what they were."""
    emptied = "".join(f'DELETE FROM "{name}"; ' for name, count in changed.items() if count)  # noqa: S608
    return emptied + script(changed, moving=moving)


def once(make: Callable[Asked, Stand]) -> Callable[Asked, Stand]:
    """Have what stands beside the cast made for the first test that asks; its rows for the others.

    Whoever makes it is given the cast or nothing, signs nobody in, changes no object of the cast
    and sets no clock; nothing was written beside the cast before.
    """
    return _once(make, moving=True)


def once_for_all_time(make: Callable[Asked, Stand]) -> Callable[Asked, Stand]:
    """The same, where the moments are what they are, whatever time has passed since."""
    return _once(make, moving=False)


def _once(make: Callable[Asked, Stand], *, moving: bool) -> Callable[Asked, Stand]:
    standing: list[_Standing] = []

    @wraps(make)
    def stand(*args: Asked.args, **kwargs: Asked.kwargs) -> Stand:
        if standing:
            kept: Stand = standing[0].brought()
            return kept
        before = counted(tables())
        made, moment = make(*args, **kwargs), timezone.now()  # so: nothing of it is of the future
        found = changed_since(before)
        standing.append(_Standing(moment if moving else None, found, frozen(made)))
        return made

    return stand


class _Standing:
    """The tables that somebody changed, with how many rows each had, and what they gave back."""

    def __init__(self, moment: datetime | None, tables: Mapping[str, int], made: bytes) -> None:
        self.moment, self.tables, self.made = moment, tables, made
        self.rows = bringing(tables, moving=moment is not None)

    def brought(self) -> Any:
        """Bring the rows into a database that has the cast, and the objects like those."""
        there = {name: count for name, (count, _sense) in counted(self.tables).items()}
        if there != self.tables:
            raise AssertionError("Something was written before what is made once.")
        after = timezone.now() - self.moment if self.moment else timedelta()
        play(self.rows, after)
        return thawed(self.made, after)


class _Freezer(pickle.Pickler):
    """Keeps moments apart from the rest, so that they can move."""

    def persistent_id(self, found: Any) -> datetime | None:
        return found if isinstance(found, datetime) else None


class _Thawer(pickle.Unpickler):
    def __init__(self, kept: bytes, after: timedelta) -> None:
        super().__init__(io.BytesIO(kept))
        self.after = after

    def persistent_load(self, moment: datetime) -> datetime:
        return moment + self.after


def frozen(objects: Any) -> bytes:
    """Objects as they are now."""
    target = io.BytesIO()
    _Freezer(target, pickle.HIGHEST_PROTOCOL).dump(objects)
    return target.getvalue()


def thawed(kept: bytes, after: timedelta) -> Any:
    """New ones like them, `after` that."""
    return _Thawer(kept, after).load()
