"""Whatever changes what is counted is marked in its transaction, and nothing else is."""

import re
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.models import Case, Value, When
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from applications.models import Application
from coaching.models import Booking
from people.models import Participation
from programs.models import Sector
from reporting.breakdowns import BREAKDOWNS
from reporting.counting.folding import fold
from reporting.counting.watching import WATCHED
from reporting.models import Mark
from tests.cast import Cast
from tests.reporting.counting.by_hand import by_hand, kept
from tests.reporting.counting.histories import History, lived, seeded
from workshops.models import Seat, Workshop


def marks() -> Counter[str]:
    return Counter(Mark.objects.values_list("kind", flat=True))


@pytest.mark.django_db
def test_every_column_that_breakdowns_read_is_watched() -> None:
    (files,) = [each for each in WATCHED if each.table == "applications_application"]
    with connection.cursor() as cursor:
        table = connection.introspection.get_table_description(cursor, files.table)
    columns = {column.name for column in table}
    keys = " ".join(each.key for each in BREAKDOWNS if each.of_person)
    assert (columns & {*re.findall(r"\w+", keys)}) - {*files.columns} == set()


def test_one_statement_over_many_rows_marks_each_row_that_changed(cast: Cast) -> None:
    lived(cast)
    fold()
    trade = Sector.objects.get(code="trade")
    others = Application.objects.exclude(sector=trade) | Application.objects.filter(sector=None)
    changed = others.count()
    Application.objects.update(sector=trade)
    assert (marks()["file"], 0 < changed < Application.objects.count()) == (changed, True)
    fold()
    assert kept() == by_hand()


def test_rows_that_come_and_go_together_are_marked_by_one_statement(cast: Cast) -> None:
    fold()
    history = History(cast, seeded(1))
    with CaptureQueriesContext(connection) as statements:
        history.apply(3)
    assert (len(statements), marks()) == (1, Counter(file=3))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM applications_application WHERE reference LIKE 'X-%'")
    assert marks() == Counter(file=6)
    fold()
    assert kept() == by_hand()


def test_a_change_of_what_is_not_counted_is_not_marked(cast: Cast) -> None:
    fold()
    Application.objects.filter(pk=cast.application.pk).update(
        name="Somebody Else", phone="+212612345678", gender=cast.application.gender
    )
    assert marks() == Counter()


def test_a_session_is_marked_once_for_whoever_comes_to_it(cast: Cast) -> None:
    lived(cast)
    fold()
    places = {row.pk: row.participation_id for row in Booking.objects.all()}
    told = [
        Counter(place=len(places) - [*places.values()].count(None)),
        Counter(session=[*places.values()].count(None)),
    ]
    for is_nobody, expected in enumerate(told):
        Booking.objects.filter(participation__isnull=bool(is_nobody)).update(
            state=Case(When(state="held", then=Value("missed")), default=Value("held"))
        )
        assert marks() == expected
        fold()
        assert kept() == by_hand()


def test_what_is_taken_back_leaves_no_mark(cast: Cast) -> None:
    fold()
    with transaction.atomic():
        Application.objects.filter(pk=cast.application.pk).update(gender="woman")
        transaction.set_rollback(True)
    assert marks() == Counter()


@pytest.mark.usefixtures("cast")
def test_an_activity_that_is_renamed_is_counted_by_its_new_name() -> None:
    Application.objects.update(sector=Sector.objects.get(code="trade"))
    fold()
    Sector.objects.filter(code="trade").update(code="commerce")
    assert marks() == Counter(names=1)
    fold()
    assert kept() == by_hand()
    assert "commerce" in {line[3] for line in kept()}


def test_a_workshop_that_ends_counts_from_then_on_though_nothing_was_written(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    lived(cast)
    end = timezone.now() + timedelta(days=2)
    workshop = Workshop.objects.filter(stop=cast.stop)[0]
    Workshop.objects.filter(pk=workshop.pk).update(
        state="published", starts_at=end - timedelta(hours=1), ends_at=end
    )
    place = Participation.objects.create(stop=cast.stop, person=cast["AP2"])
    Seat.objects.create(workshop=workshop, participation=place, state="seated", position=1)
    fold()
    line = (cast.stop.pk, "seats", "total", "")
    before, later = kept()[line], timezone.now() + timedelta(days=10)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert Workshop.objects.filter(pk=workshop.pk, ends_at__lte=later).count() > 0
    fold()
    assert (marks(), kept()[line] > before, kept() == by_hand()) == (Counter(), True, True)
