"""The first migration of a room, whose models are made in one step instead of one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.migrations import AddConstraint, AddField, AddIndex, CreateModel, Migration
from django.db.migrations.operations.base import Operation
from pgtrigger.migrations import AddTrigger

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from django.db.backends.base.schema import BaseDatabaseSchemaEditor
    from django.db.migrations.state import ProjectState

MORE = (AddConstraint, AddField, AddIndex, AddTrigger)  # what a table may be made with at once


class InitialMigration(Migration):
    """A migration whose models are created whole, those that follow each other in one operation."""

    def __init__(self, name: str, app_label: str) -> None:
        super().__init__(name, app_label)
        self.operations = [*_in_steps(self.operations)]  # type: ignore[misc]  # as Django does it


def _in_steps(operations: Iterable[Operation]) -> Iterator[Operation]:
    """The operations, models that follow each other and what is added to them as one."""
    run: list[Operation] = []
    for operation in operations:
        if isinstance(operation, CreateModel) or _adds_to(run, operation):
            run.append(operation)
            continue
        if run:
            yield CreateModels(run)
        run = []
        yield operation
    if run:
        yield CreateModels(run)


def _adds_to(run: Sequence[Operation], operation: Operation) -> bool:
    """Whether this is added to a model that is created in the same run."""
    created = {each.name_lower for each in run if isinstance(each, CreateModel)}
    return isinstance(operation, MORE) and operation.model_name_lower in created


class CreateModels(Operation):
    """Creates models of one room with all that is added to them, known to each other at once.

    Django draws every related model anew after each operation: with two hundred tables that is four
    fifths of what `migrate` costs. Here each is drawn once, as it is in the end.
    """

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations

    @property
    def created(self) -> list[CreateModel]:
        """The operations that create a model."""
        return [each for each in self.operations if isinstance(each, CreateModel)]

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Add every model to what is known, and draw these: no other one becomes another by it.

        What Django has put off is done now, by drawing all anew: else it would do it each time.
        """
        drawn, put_off = vars(state).pop("apps", None), state.is_delayed
        for operation in self.operations:
            operation.state_forwards(app_label, state)
        state.is_delayed = False
        if drawn is not None and not put_off:
            state.apps = drawn
            drawn.render_multiple(
                [state.models[app_label, each.name_lower] for each in self.created]
            )

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Create every table, with all that was added to its model."""
        for operation in self.created:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Drop every table, the last one first."""
        for operation in reversed(self.created):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """How `migrate --plan` and `sqlmigrate` call it."""
        return "; ".join(operation.describe() for operation in self.operations)
