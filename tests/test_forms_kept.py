"""A form of the tests is made again when a row that it is made of was written, and only then."""

from __future__ import annotations

import pytest
from django.db import connection, models, transaction
from django.test.utils import CaptureQueriesContext

from programs.models import Province, Region, Sector
from questionnaires.models import Choice, Question, Section, Version
from tests.forms_kept import compiled


@pytest.fixture
def version(db: None) -> int:  # noqa: ARG001  pytest's way to ask for a fixture
    return Version.objects.get(questionnaire__purpose="candidacy", questionnaire__stop=None).pk


def test_it_is_the_same_while_nothing_of_it_was_written(version: int) -> None:
    assert compiled(version, "ar", "") is compiled(version, "ar", "")


@pytest.mark.parametrize("model", [Section, Question, Choice, Sector, Province, Region])
def test_it_is_another_once_a_row_of_it_was_written_and_the_old_one_once_that_is_undone(
    version: int, model: type[models.Model]
) -> None:
    before = compiled(version, "ar", "")
    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute("SET LOCAL session_replication_role = replica")  # what is published stays
        cursor.execute(
            f'UPDATE "{model._meta.db_table}" SET id = id'  # noqa: S608, SLF001
            f' WHERE id = (SELECT min(id) FROM "{model._meta.db_table}")'  # noqa: SLF001
        )
        written = compiled(version, "ar", "")
        transaction.set_rollback(True)
    assert (written is before, compiled(version, "ar", "") is before) == (False, True)


def test_while_statements_are_counted_it_asks_what_it_always_asks(version: int) -> None:
    compiled(version, "fr", "")
    counts = []
    for _turn in range(2):
        with CaptureQueriesContext(connection) as statements:
            compiled(version, "fr", "")
        counts.append(len(statements))
    assert counts == [5, 5]
