"""Whether a kept database was made by this build.

Until a first release a room has one migration, which is written anew in place. Django takes such a
one for done, and whoever comes later meets a column that is not there. So what each migration said
when it was run is kept beside the list of them, as the comment of Django's own table.
"""

from __future__ import annotations

import ast
import hashlib
import json
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from psycopg import sql

if TYPE_CHECKING:
    from collections.abc import Iterable

WORDS = frozenset({"choices", "help_text", "verbose_name", "verbose_name_plural"})
TABLE = "django_migrations"
READ = "SELECT obj_description(to_regclass(%s), 'pg_class')"
COLUMNS = """
SELECT table_name, array_agg(column_name::text) FROM information_schema.columns
WHERE table_schema = current_schema() GROUP BY table_name
"""


def rooms_of_another_build() -> list[str]:
    """The rooms whose tables in this database are not those of this build, by name.

    A database that has not kept what its migrations said is known by the columns of its tables.
    """
    done, kept, now = _done(), _kept(), digests()
    changed = {
        room for room, name in done if kept and kept.get(room, {}).get(name) != now[room].get(name)
    }
    untold = {room for room, _name in done if not kept}
    return sorted(changed | _of_other_columns(untold))


def keep() -> None:
    """Write down what the migrations say that have been run."""
    now: dict[str, dict[str, str]] = digests()
    said: dict[str, dict[str, str]] = {}
    for room, name in _done():
        said.setdefault(room, {})[name] = now[room].get(name, "")
    words = sql.SQL("COMMENT ON TABLE {} IS {}").format(sql.Identifier(TABLE), json.dumps(said))
    with connection.cursor() as cursor:
        cursor.execute(words)


@cache
def digests() -> dict[str, dict[str, str]]:
    """What each migration of the rooms says about tables, by room and name: no words for people."""
    migrations = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    digests: dict[str, dict[str, str]] = {room: {} for room in _rooms()}
    for (room, name), migration in migrations.items():
        if room in digests:
            text = Path(str(sys.modules[migration.__module__].__file__)).read_text()
            digests[room][name] = digest(text)
    return digests


def digest(text: str) -> str:
    """Another one as soon as a migration says something else about tables."""
    tree = ast.dump(Wordless().visit(ast.parse(text)))
    return hashlib.sha256(tree.encode()).hexdigest()[:16]


class Wordless(ast.NodeTransformer):
    """A migration without the words that people read: no table hangs on them."""

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """Without the arguments that are words."""
        node.keywords = [each for each in node.keywords if each.arg not in WORDS]
        return self.generic_visit(node)

    def visit_Dict(self, node: ast.Dict) -> ast.AST:
        """Without the options that are words."""
        pairs = [
            (key, value)
            for key, value in zip(node.keys, node.values, strict=True)
            if not (isinstance(key, ast.Constant) and key.value in WORDS)
        ]
        node.keys, node.values = [key for key, _ in pairs], [value for _, value in pairs]
        return self.generic_visit(node)


def _rooms() -> set[str]:
    """Our own."""
    own = (
        each for each in apps.get_app_configs() if Path(each.path).is_relative_to(settings.BASE_DIR)
    )
    return {each.label for each in own}


def _done() -> list[tuple[str, str]]:
    """The migrations of our rooms that this database has run."""
    rooms = _rooms()
    return [key for key in MigrationRecorder(connection).applied_migrations() if key[0] in rooms]


def _kept() -> dict[str, dict[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(READ, [TABLE])
        row = cursor.fetchone()
    kept: dict[str, dict[str, str]] = json.loads(row[0]) if row and row[0] else {}
    return kept


def _of_other_columns(rooms: Iterable[str]) -> set[str]:
    """Those of these rooms whose tables lack a column, or have one that nothing fills."""
    models: list[Any] = [
        model
        for room in rooms
        for model in apps.get_app_config(room).get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy  # noqa: SLF001  where Django has it
    ]
    there: dict[str, list[str]] = {}
    if models:
        with connection.cursor() as cursor:
            cursor.execute(COLUMNS)
            there = dict(cursor.fetchall())
    return {
        model._meta.app_label  # noqa: SLF001
        for model in models
        if {field.column for field in model._meta.local_concrete_fields}  # noqa: SLF001
        != set(there.get(model._meta.db_table, ()))  # noqa: SLF001
    }
