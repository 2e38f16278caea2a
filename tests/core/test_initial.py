"""The first migration of a room says what Django's own would say, in one step."""

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.migrations import CreateModel, RunSQL
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from core.initial import CreateModels, InitialMigration
from tests.test_house import ROOMS

FIRST = [
    CreateModel("Shelf", [("id", models.AutoField(primary_key=True))]),
    CreateModel("Book", [("shelf", models.ForeignKey("library.shelf", models.CASCADE))]),
]
LATER = CreateModel("Reader", [("id", models.AutoField(primary_key=True))])


class Library(InitialMigration):
    operations = [*FIRST, RunSQL("SELECT 1"), LATER]


def tables() -> set[str]:
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
    return {name for name in names if name.startswith("library_")}


def test_models_that_follow_each_other_are_one_step_and_the_rest_keeps_its_place() -> None:
    steps = Library("0001_initial", "library").operations
    assert [type(step) for step in steps] == [CreateModels, RunSQL, CreateModels]
    assert [*steps[0].operations] == FIRST
    assert steps[0].describe() == "Create model Shelf; Create model Book"


@pytest.mark.django_db(transaction=True)
def test_its_tables_are_made_and_taken_away_again() -> None:
    steps = CreateModels(FIRST)
    before, after = ProjectState(), ProjectState()
    steps.state_forwards("library", after)
    with connection.schema_editor() as editor:
        steps.database_forwards("library", editor, before, after)
    made = tables()
    with connection.schema_editor() as editor:
        steps.database_backwards("library", editor, after, before)
    assert (made, tables()) == ({"library_shelf", "library_book"}, set())


@pytest.mark.parametrize("room", ROOMS)
def test_each_room_does_what_its_migration_says_in_that_order(room: str) -> None:
    migrations = MigrationLoader(None).disk_migrations
    for (app, _name), migration in migrations.items():
        steps = [getattr(step, "operations", [step]) for step in migration.operations]
        said = type(migration).operations
        assert app != room or [each for step in steps for each in step] == [*said]
    has_models = any(True for _ in apps.get_app_config(room).get_models())
    names = [name for app, name in migrations if app == room]
    assert names == ["0001_initial"] * has_models
    assert all(isinstance(migrations[room, name], InitialMigration) for name in names)
