"""A statement that is composed once asks and writes the same as Django's, with other values."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F, Q
from django.test.utils import CaptureQueriesContext
from django.urls import Resolver404, get_resolver
from django.utils import timezone

from core.composed import Composed, ComposedUpdate, slot
from core.language import translated
from core.models import Count
from programs.models import Stop
from tests.cast import Cast

pytestmark = pytest.mark.django_db

BY_KEY = Composed(lambda: Count.objects.filter(key=slot("key")).annotate(twice=F("times") * 2))
WRITTEN = ComposedUpdate(lambda: Count.objects.filter(key=slot("key"), times=1), ["times", "until"])


def count(key: str, times: int = 1) -> Count:
    until = timezone.now() + timedelta(hours=1)
    return Count.objects.create(key=key, times=times, until=until)


def test_a_row_is_read_with_its_fields_and_what_is_annotated() -> None:
    one, _other = count("one", 3), count("other")
    (read,) = BY_KEY.rows({"key": "one"})
    assert (read, read.times, read.until, read.twice) == (one, 3, one.until, 6)


def test_the_same_statement_takes_other_values() -> None:
    count("one"), count("other")
    with CaptureQueriesContext(connection) as asked:
        found = [[row.key for row in BY_KEY.rows({"key": key})] for key in ("one", "o'ther", "x")]
    assert (found, len(asked)) == ([["one"], [], []], 3)


def test_a_field_that_is_left_out_is_read_when_it_is_asked_for() -> None:
    count("one", 3)
    bare = Composed(lambda: Count.objects.filter(key=slot("key")).defer("times"))
    (read,) = bare.rows({"key": "one"})
    assert (read.get_deferred_fields(), read.times) == ({"times"}, 3)


def test_where_there_can_be_none_nothing_is_asked() -> None:
    none = Composed(lambda: Count.objects.filter(key=slot("key"), times__in=[]))
    with CaptureQueriesContext(connection) as asked:
        found = (
            [*none.rows({"key": "one"})],
            none.row({"key": "one"}),
            [*none.named({"key": "one"})],
        )
    assert (found, len(asked)) == (([], None, []), 0)


def test_values_come_by_their_names_translated_ones_too(cast: Cast) -> None:
    names = ("slug", *translated("name"), *translated("center__name"), "places")
    said = Composed(lambda: Stop.objects.filter(slug=slot("slug")).values(*names))
    asked = Stop.objects.filter(slug=cast.stop.slug).values(*names)
    assert [*said.named({"slug": cast.stop.slug})] == [*asked]


def test_what_is_annotated_comes_among_the_values(cast: Cast) -> None:
    names = ("slug", "many", *translated("name"))
    stops = Stop.objects.annotate(many=Q(places__gt=1))  # modeltranslation sorts it among them
    said = Composed(lambda: stops.filter(slug=slot("slug")).values(*names))
    asked = stops.filter(slug=cast.stop.slug).values(*names)
    assert [*said.named({"slug": cast.stop.slug})] == [*asked]


def test_what_stands_beside_a_row_comes_with_it(cast: Cast) -> None:
    beside = Composed(
        lambda: (
            Stop.objects.filter(slug=slot("slug"))
            .select_related("center__region")
            .annotate(twice=F("places") * 2)
        )
    )
    (read,) = beside.rows({"slug": "fes"})
    with CaptureQueriesContext(connection) as asked:
        told = read, read.center.region, read.twice
    assert (told, len(asked)) == (
        (cast.stop, cast.stop.center.region, cast.stop.places * 2),
        0,
    )


def test_rows_that_stand_as_they_were_are_written_and_no_others() -> None:
    one, other, third = count("one"), count("other", 2), count("third")
    later = one.until + timedelta(hours=1)
    columns = {"times": 5, "until": later}
    assert [WRITTEN.run(columns, {"key": key}) for key in ("one", "other")] == [1, 0]
    for row in (one, other, third):
        row.refresh_from_db()
    assert [(row.times, row.until == later) for row in (one, other, third)] == [
        (5, True),
        (2, False),
        (1, False),
    ]


def test_an_address_is_found_again_and_an_unknown_one_stays_unknown() -> None:
    addresses = get_resolver()
    first, again = addresses.resolve("/fes/apply/"), addresses.resolve("/fes/apply/")
    assert (first.view_name, again.view_name, again.kwargs) == (
        "applications:begin",
        "applications:begin",
        {"slug": "fes"},
    )
    for _time in range(2):
        with pytest.raises(Resolver404):
            addresses.resolve("/fes/nowhere/at/all/")
