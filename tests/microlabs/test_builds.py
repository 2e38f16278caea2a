"""A database of an earlier build is known before it fails, and nothing is deleted by itself."""

from __future__ import annotations

from copy import deepcopy

import pytest
from django.db import connection

from microlabs import builds, fresh, run

BEFORE = "CreateModel('Stop', [('name', models.CharField(max_length={}, verbose_name='{}'))])"


def of_column(length: int, words: str) -> str:
    """That of a migration whose column has this length and is called so."""
    return builds.digest(BEFORE.format(length, words))


def test_another_column_is_another_build_and_another_word_is_not() -> None:
    assert of_column(20, "name") == of_column(20, "name of the stop")
    assert of_column(20, "name") != of_column(21, "name")


@pytest.mark.django_db
def test_a_database_that_this_build_made_is_one_of_it() -> None:
    unknown = builds.rooms_of_another_build()
    builds.keep()
    assert (unknown, builds.rooms_of_another_build()) == ([], [])


@pytest.mark.django_db
def test_a_migration_that_was_written_anew_since_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    builds.keep()
    now = deepcopy(builds.digests())
    now["selection"]["0001_initial"] = "another"
    monkeypatch.setattr(builds, "digests", lambda: now)
    with pytest.raises(SystemExit) as refusal:
        run.refuse_another_build()
    first, second, third = str(refusal.value.code).splitlines()
    assert first.endswith("made by an earlier build, whose tables were others (selection).")
    assert second.endswith("with an empty one, and a new demonstration: make fresh")
    assert third.startswith("To keep what it holds, go back to the build that made it;")


@pytest.mark.django_db
@pytest.mark.parametrize("change", ["DROP COLUMN note", "ADD COLUMN more text"])
def test_a_database_that_has_kept_nothing_is_known_by_its_columns(change: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE selection_decision {change}")
    assert builds.rooms_of_another_build() == ["selection"]


@pytest.mark.django_db
def test_a_migration_that_is_not_run_yet_is_no_other_build(monkeypatch: pytest.MonkeyPatch) -> None:
    builds.keep()
    now = deepcopy(builds.digests())
    now["selection"]["0002_more"] = "new"
    monkeypatch.setattr(builds, "digests", lambda: now)
    assert builds.rooms_of_another_build() == []


def test_a_database_of_ones_own_is_not_emptied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://somebody@elsewhere/theirs")
    with pytest.raises(SystemExit) as refusal:
        fresh.main()
    assert refusal.value.code == fresh.FOREIGN
