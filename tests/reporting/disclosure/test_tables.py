"""What partners may see comes from the published cells alone, by a role that reads nothing else."""

from contextlib import suppress
from datetime import date

import pytest
from django.db import ProgrammingError, connection, transaction

from programs.models import Theme
from reporting.disclosure.role import published_only
from reporting.disclosure.tables import Place, days, over_time, published
from reporting.models import Cell
from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
FIRST, SECOND = date(2026, 11, 1), date(2026, 12, 1)


@pytest.fixture
def financing() -> Theme:
    return Theme.objects.get(code="financing")


def put(cast: Cast, theme: Theme, day: date = FIRST, **numbers: int | None) -> None:
    """A table by kind, as a release writes it."""
    total = Cell(day=day, stop=cast.stop, theme=theme, cube="total", number=40)
    lines = [
        Cell(day=day, stop=cast.stop, theme=theme, cube="kind", value=value, number=number)
        for value, number in numbers.items()
    ]
    Cell.objects.bulk_create([total, *lines])


def test_a_table_has_its_lines_in_order_and_hides_what_was_hidden(
    cast: Cast, financing: Theme
) -> None:
    put(cast, financing, cooperative=None, micro=10, project=25)
    (table,) = published(stop=cast.stop)
    assert [(row.label, row.count, row.width) for row in table.rows] == [
        ("Project holder", 25, 100.0),
        ("Micro-enterprise", 10, 40.0),
        ("Cooperative", None, 0.0),
    ]
    assert (table.title, table.total, table.released_on) == (
        "Financing: By kind of project or enterprise",
        40,
        FIRST,
    )


def test_a_partner_reads_the_themes_that_are_theirs(cast: Cast, financing: Theme) -> None:
    put(cast, financing, project=25)
    bank = cast["PI"].memberships.get().partner
    assert bank is not None
    before = published(partner=bank, stop=cast.stop)
    bank.themes.add(financing)
    assert [len(before), len(published(partner=bank, stop=cast.stop))] == [0, 1]


def test_older_releases_stay(cast: Cast, financing: Theme) -> None:
    put(cast, financing, FIRST, project=25)
    put(cast, financing, SECOND, project=30)
    place = Place(stop=cast.stop)
    (series,) = over_time(place, [financing])
    assert days(place) == [SECOND, FIRST]
    assert [published(stop=cast.stop, at=day)[0].rows[0].count for day in (FIRST, SECOND)] == [
        25,
        30,
    ]
    assert [row.value for row in series.rows] == ["2026-11-01", "2026-12-01"]


def test_a_table_that_is_not_shown_says_why(cast: Cast, financing: Theme) -> None:
    Cell.objects.create(day=FIRST, stop=cast.stop, theme=financing, cube="kind", why=Cell.Why.FEW)
    (table,) = published(stop=cast.stop)
    assert (table.is_shown, table.why) == (
        False,
        "Too few people have this need for a table.",
    )


def test_where_nothing_was_released_there_is_no_table(cast: Cast) -> None:
    assert (published(stop=cast.stop), published(), days(Place())) == ([], [], [])


def test_the_role_of_the_published_cells_reads_no_other_table() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace "
            "AND relkind IN ('r', 'v', 'm', 'p', 'f')"
        )
        tables = [name for (name,) in cursor.fetchall()]
    read = []
    for table in tables:
        with suppress(ProgrammingError), published_only(), connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}" LIMIT 1')  # noqa: S608
            read.append(table)
    assert read == ["reporting_cell"]
    assert len(tables) > 50


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO reporting_cell SELECT * FROM reporting_cell",
        "UPDATE reporting_cell SET number = 5",
        "DELETE FROM reporting_cell",
        "TRUNCATE reporting_cell",
        "CREATE TABLE of_mine (id int)",
    ],
)
def test_the_role_writes_nothing(statement: str) -> None:
    refused = pytest.raises(ProgrammingError, match="permission denied")
    with refused, published_only(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_after_the_reading_the_connection_is_itself_again(cast: Cast) -> None:
    with transaction.atomic():
        published(stop=cast.stop)
        with pytest.raises(ProgrammingError), published_only(), connection.cursor() as cursor:
            cursor.execute("SELECT * FROM people_user")
        assert cast["AP1"].memberships.count() == 0
