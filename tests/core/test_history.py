"""Who changed what is told where it is kept, and to no other table."""

import pghistory
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import counts
from core.history import is_kept
from people.models import User
from tests.cast import Cast


def test_a_table_without_a_history_is_told_nothing(cast: Cast) -> None:
    with pghistory.context(user=cast["RS1"].pk), CaptureQueriesContext(connection) as told:
        counts.count("something", seconds=60)
    assert [query["sql"] for query in told if "set_config" in query["sql"]] == []


def test_a_table_with_a_history_is_told_who(cast: Cast) -> None:
    with pghistory.context(user=cast["RS1"].pk):
        User.objects.filter(pk=cast["AP1"].pk).update(name="Zineb")
    event = User.pgh_event_model.objects.select_related("pgh_context").latest("pgh_id")
    assert event.pgh_context.metadata == {"user": cast["RS1"].pk}


def test_what_is_known_later_of_a_change_stands_with_all_of_it(cast: Cast) -> None:
    person = User.objects.filter(pk=cast["AP1"].pk)
    with pghistory.context(user=cast["RS1"].pk):
        person.update(name="Zineb")
        with pghistory.context(reason="typed wrong"):
            person.update(name="Zaynab")
    events = User.pgh_event_model.objects.select_related("pgh_context").order_by("-pgh_id")[:2]
    assert len({each.pgh_context_id for each in events}) == 1
    assert events[1].pgh_context.metadata == {"user": cast["RS1"].pk, "reason": "typed wrong"}


def test_nobody_is_not_named(cast: Cast) -> None:
    with pghistory.context(user=None):
        User.objects.filter(pk=cast["AP1"].pk).update(name="Zineb")
    event = User.pgh_event_model.objects.latest("pgh_id")
    assert (event.name, event.pgh_context_id) == ("Zineb", None)


@pytest.mark.parametrize(
    ("statement", "kept"),
    [
        ('UPDATE "applications_application" SET state = 1', True),
        (b"DELETE FROM people_membership WHERE id = 1", True),
        ('INSERT INTO "applications_applicationevent" VALUES (1)', False),
        ("INSERT INTO core_count VALUES (1)", False),
        ("WITH mine AS (SELECT 1) SELECT updated_at FROM applications_application", False),
    ],
)
def test_a_statement_is_known_by_the_tables_it_names(statement: str | bytes, kept: bool) -> None:  # noqa: FBT001
    assert is_kept(statement) is kept
