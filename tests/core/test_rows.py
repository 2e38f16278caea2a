"""A row is written unless it is there, by one statement that says which it was."""

from uuid import uuid4

from django.db import connection
from django.test.utils import CaptureQueriesContext

from applications.cached import version_at
from applications.models import Application
from core.rows import insert_new
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
