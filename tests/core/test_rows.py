"""A row is written unless it is there, by one statement that says which it was."""

from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from applications.cached import version_at
from applications.models import Application
from core.rows import insert_many, insert_new, insert_unknown
from tests.cast import Cast


def test_a_row_is_new_once(cast: Cast) -> None:
    key = uuid4()
    rows = [
        Application(stop=cast.stop, key=key, version=version_at(cast.stop), language=language)
        for language in ("ar", "fr")
    ]
    with CaptureQueriesContext(connection) as statements:
        assert [insert_new(row) for row in rows] == [True, False]
    kept = Application.objects.get(key=key)
    assert (kept.pk, kept.language, kept.updated_at) == (rows[0].pk, "ar", rows[0].updated_at)
    assert len(statements) == 2


def test_many_rows_are_written_by_one_statement_and_know_their_keys(cast: Cast) -> None:
    version, answers = (
        version_at(cast.stop),
        {"name": "زينب \\ \"Zineb\" 'Z'", "needs": ["funding"]},
    )
    rows = [
        Application(stop=cast.stop, version=version, language="fr", answers=answers, rank=place)
        for place in range(3)
    ]
    with CaptureQueriesContext(connection) as statements:
        insert_many(rows)
    assert len(statements) == 1
    kept = Application.objects.filter(pk__in=[row.pk for row in rows]).order_by("pk").values()
    # `search` is the database's own
    written = [{name: value for name, value in row.items() if name != "search"} for row in kept]
    for row, same in zip(rows, written, strict=True):
        assert {name: getattr(row, name) for name in same} == same


def test_what_python_takes_for_equal_is_kept_apart(cast: Cast) -> None:
    version, told = version_at(cast.stop), [{"video": True}, {"video": 1}, {"video": 1.0}]
    rows = [
        Application(stop=cast.stop, version=version, language="fr", answers=answers)
        for answers in told
    ]
    insert_many(rows)
    of = dict(Application.objects.in_bulk([row.pk for row in rows]))
    assert [repr(of[row.pk].answers) for row in rows] == [*map(repr, told)]


def test_of_many_rows_only_those_are_written_that_nobody_knows(cast: Cast) -> None:
    version = version_at(cast.stop)
    rows = [
        Application(stop=cast.stop, key=key, version=version, language="fr")
        for key in (uuid4(), uuid4())
    ]
    with CaptureQueriesContext(connection) as statements:
        assert [insert_unknown(rows[:1]), insert_unknown([*rows, rows[1]]), insert_unknown([])] == [
            1,
            1,
            0,
        ]
    assert len(statements) == 2


def test_what_is_no_plain_value_is_refused(cast: Cast) -> None:
    row = Application(stop=cast.stop, version=version_at(cast.stop), language="fr", name=F("email"))
    with pytest.raises(TypeError):
        insert_many([row])
