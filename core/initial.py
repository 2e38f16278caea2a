"""The first migration of a room, whose models are made in one step instead of one by one."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from django.db.migrations import CreateModel, Migration
from django.db.migrations.operations.base import Operation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.backends.base.schema import BaseDatabaseSchemaEditor
    from django.db.migrations.state import ProjectState


class InitialMigration(Migration):
    """A migration whose `CreateModel`s that follow each other are one operation."""

    def __init__(self, name: str, app_label: str) -> None:
        super().__init__(name, app_label)
        runs = groupby(self.operations, key=lambda each: isinstance(each, CreateModel))
        self.operations = [  # type: ignore[misc]  # as Django does it
            each for created, run in runs for each in ([CreateModels([*run])] if created else run)
        ]


class CreateModels(Operation):
    """Creates models of one room, known to each other from the start.

    Django draws every related model anew after each `CreateModel`: with eighty models that is
    two thirds of what `migrate` costs. Here all are drawn once, when the first one is asked for.
    """

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Add every model to what is known, and let it be drawn anew."""
        vars(state).pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Create every table."""
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Drop every table, the last one first."""
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """How `migrate --plan` and `sqlmigrate` call it."""
        return "; ".join(operation.describe() for operation in self.operations)
