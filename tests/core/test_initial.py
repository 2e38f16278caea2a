"""The first migration of a room says what Django's own would say, in one step."""

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.migrations import AddConstraint, AddField, AddIndex, CreateModel, RunSQL
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from core.initial import CreateModels, InitialMigration
from tests.test_house import ROOMS

FIRST = [
    CreateModel("Shelf", [("id", models.AutoField(primary_key=True))]),
    CreateModel("Book", [("shelf", models.ForeignKey("library.shelf", models.CASCADE))]),
]
LATER = CreateModel("Reader", [("id", models.AutoField(primary_key=True))])
FULL = models.CheckConstraint(condition=models.Q(places__gt=0), name="shelf_has_places")
ADDED = [
    AddField("shelf", "places", models.IntegerField(default=9)),
    AddField("shelf", "best", models.ForeignKey("library.book", models.SET_NULL, null=True)),
    AddConstraint("shelf", FULL),
    AddIndex("book", models.Index(fields=["shelf", "id"], name="book_by_shelf")),
]


class Library(InitialMigration):
    operations = [*FIRST, RunSQL("SELECT 1"), LATER]


class Circle(InitialMigration):
    operations = [*FIRST, *ADDED, LATER]


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


def said() -> list[object]:
    """What stands in the tables' descriptions, in their order."""
    told: list[object] = []
    with connection.cursor() as cursor:
        for name in sorted(tables()):
            told += connection.introspection.get_table_description(cursor, name)
            told += sorted(connection.introspection.get_constraints(cursor, name).items())
    return told


@pytest.mark.django_db(transaction=True)
def test_what_is_added_to_its_models_stands_in_the_tables_as_if_it_were_added_later() -> None:
    steps = Circle("0001_initial", "library").operations
    ways = []
    for operations in ([*FIRST, *ADDED, LATER], steps):
        state = ProjectState()
        with connection.schema_editor() as editor:
            for operation in operations:
                before = state.clone()
                operation.state_forwards("library", state)
                operation.database_forwards("library", editor, before, state)
        ways.append(said())
        with connection.schema_editor() as editor:
            CreateModels([*FIRST, LATER]).database_backwards("library", editor, state, state)
    assert ([type(step) for step in steps], len(ways[0]) > 9) == ([CreateModels], True)
    assert ways[0] == ways[1]


def test_what_is_added_to_a_model_of_an_earlier_run_is_done_by_itself() -> None:
    class Later(InitialMigration):
        operations = [*FIRST, RunSQL("SELECT 1"), LATER, *ADDED]

    steps = Later("0001_initial", "library").operations
    assert [*map(type, steps)] == [CreateModels, RunSQL, CreateModels, *map(type, ADDED)]


@pytest.mark.parametrize("put_off", [False, True])
def test_a_model_that_is_known_is_not_drawn_again_and_knows_who_refers_to_it(
    put_off: bool,  # noqa: FBT001  pytest names it
) -> None:
    state = ProjectState()
    CreateModels(FIRST[:1]).state_forwards("library", state)
    shelf = state.apps.get_model("library", "Shelf")
    state.is_delayed = put_off  # Django has not drawn anew what refers to what has changed
    CreateModels(FIRST[1:]).state_forwards("library", state)
    known = state.apps.get_model("library", "Shelf")
    refers = [each.related_model.__name__ for each in known._meta.related_objects]  # noqa: SLF001
    assert (known is shelf, refers, state.is_delayed) == (not put_off, ["Book"], False)


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
