"""A long list page by page, both ways: every row once, by an index, whatever the cursor says."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.db.models import TextField, Value
from django.db.models.functions import Concat
from django.test.utils import CaptureQueriesContext

from applications.models import Application
from core.keyset import SIZE, Column, Keyset, Page
from messaging.models import Message
from programs.models import Stop

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.cast import Cast

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)
NEWEST = ["-created_at", "-pk"]
NULLS_LAST = [Column("expires_at", descending=True, nullable=True), "pk"]
NULLS_LAST_RISING = [Column("expires_at", nullable=True), "-pk"]


def written(count: int) -> None:
    """Messages: three by three of one moment, each fourth without an end, texts out of order."""
    rows = [
        Message(
            key=f"row {number}",
            event="receipt",
            channel="email",
            address="somebody@example.com",
            language="fr",
            body=f"_%~ {number % 7}",
            created_at=NOON + timedelta(minutes=number // 3),
            expires_at=NOON + timedelta(hours=number % 5) if number % 4 else None,
        )
        for number in range(count)
    ]
    Message.objects.all().delete()
    Message.objects.bulk_create(rows)


def read(keyset: Keyset[Message]) -> tuple[list[list[int]], list[list[int]]]:
    """The numbers of the rows, page by page: forwards to the last page, and back from it."""
    page = keyset.page({})
    forwards, backwards = [numbers(page)], []
    while page.after:
        page = keyset.page({"after": page.after})
        forwards.append(numbers(page))
    backwards.append(numbers(page))
    while page.before:
        page = keyset.page({"before": page.before})
        backwards.append(numbers(page))
    return forwards, backwards


def numbers(page: Page[Message]) -> list[int]:
    """The numbers of the rows of a page."""
    return [row.pk for row in page.rows]


def flat(pages: Sequence[Sequence[int]]) -> list[int]:
    """Pages, one after the other."""
    return [number for page in pages for number in page]


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3, 51, 101])
@pytest.mark.parametrize(
    ("by", "key"),
    [
        (NEWEST, lambda row: (-row.created_at.timestamp(), -row.pk)),
        (["created_at", "-pk"], lambda row: (row.created_at, -row.pk)),
        (["body", "created_at", "pk"], lambda row: (row.body, row.created_at, row.pk)),
        (["-pk"], lambda row: -row.pk),
        (
            NULLS_LAST,
            lambda row: (row.expires_at is None, -(row.expires_at or NOON).timestamp(), row.pk),
        ),
        (NULLS_LAST_RISING, lambda row: (row.expires_at is None, row.expires_at or NOON, -row.pk)),
    ],
    ids=["newest", "mixed", "text", "number", "nulls", "nulls rising"],
)
def test_every_row_is_read_once_forwards_and_backwards(
    count: int, by: list[str | Column], key: Any
) -> None:
    written(count)
    rows = [row.pk for row in sorted(Message.objects.all(), key=key)]
    forwards, backwards = read(Keyset(Message.objects.all(), by))
    sizes = [SIZE] * (count // SIZE) + [count % SIZE]
    assert (flat(forwards), [len(page) for page in forwards]) == (rows, sizes)
    assert flat(backwards[::-1])[-count:] == rows


@pytest.mark.django_db
@pytest.mark.parametrize(
    "by", [NEWEST, NULLS_LAST, NULLS_LAST_RISING], ids=["newest", "nulls", "nulls rising"]
)
def test_a_page_of_one_row_begins_and_ends_inside_a_tie_and_among_nulls(
    by: list[str | Column],
) -> None:
    written(12)
    forwards, backwards = read(Keyset(Message.objects.all(), by, size=1))
    assert ([len(page) for page in forwards], len({*flat(forwards)})) == ([1] * 12, 12)
    assert backwards == forwards[::-1]


@pytest.mark.django_db
def test_a_last_page_that_is_just_full_has_no_next_one() -> None:
    written(SIZE)
    page = Keyset(Message.objects.all(), NEWEST).page({})
    assert (len(page.rows), page.before, page.after) == (SIZE, "", "")


@pytest.mark.django_db
def test_an_empty_list_has_one_empty_page() -> None:
    assert Keyset(Message.objects.none(), NEWEST).page({}) == Page([], "", "")


@pytest.mark.django_db
def test_a_row_that_is_gone_still_says_where_the_next_page_begins() -> None:
    written(9)
    keyset = Keyset(Message.objects.all(), NEWEST, size=3)
    page = keyset.page({})
    following = numbers(keyset.page({"after": page.after}))
    Message.objects.filter(pk__in=numbers(page)).delete()
    assert numbers(keyset.page({"after": page.after})) == following


@pytest.mark.django_db
def test_a_computed_column_is_an_order_as_well() -> None:
    written(9)
    rows = Message.objects.annotate(
        label=Concat("body", Value("_"), "key", output_field=TextField())
    )
    forwards, backwards = read(Keyset(rows, ["-label", "pk"], size=4))
    assert flat(forwards) == list(rows.order_by("-label", "pk").values_list("pk", flat=True))
    assert flat(backwards[::-1])[-9:] == flat(forwards)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["before", "after"])
@pytest.mark.parametrize(
    "cursor",
    [
        *(
            "",
            "x",
            "_",
            "__",
            "1",
            "1_",
            "_1",
            "1_x",
            "x_1",
            "1_1_1",
            "9" * 30 + "_1",
            "1_" + "9" * 30,
        ),
        *(
            "1_" + "9" * 5000,
            "-" + "9" * 30 + "_1",
            "1_\0",
            "1_%00",
            "%s_%s",
            "'_'",
            "2026-11-28 12:00_1",
            "1_1.5",
        ),
    ],
)
def test_a_cursor_that_is_none_shows_the_first_page(name: str, cursor: str) -> None:
    written(3)
    page = Keyset(Message.objects.all(), NEWEST, size=2).page({name: cursor})
    assert numbers(page) == numbers(Keyset(Message.objects.all(), NEWEST, size=2).page({}))


@pytest.mark.django_db
@pytest.mark.parametrize("cursor", ["~_1", "_1", "~%00_1", "~x_9", "~%FF_1", "~x_" + "9" * 18])
def test_a_text_in_a_cursor_breaks_nothing(cursor: str) -> None:
    written(3)
    assert len(Keyset(Message.objects.all(), ["body", "pk"]).page({"after": cursor}).rows) in {0, 3}


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize("cursor", ["2026-11-28_1", "tomorrow_1", "_1", "2026-13-01_1"])
def test_a_day_in_a_cursor_is_read_or_shows_the_first_page(cursor: str) -> None:
    Stop.objects.update(starts_on=date(2026, 12, 1))
    assert len(Keyset(Stop.objects.all(), ["starts_on", "pk"]).page({"after": cursor}).rows) == 2


@pytest.mark.django_db
def test_the_addresses_of_the_neighbours_keep_what_was_chosen() -> None:
    urls = Page([], "2_2", "1_1").urls({"stop": "fes", "q": "é&"})
    assert urls == {
        "previous_url": "?stop=fes&q=%C3%A9%26&before=2_2",
        "next_url": "?stop=fes&q=%C3%A9%26&after=1_1",
    }
    assert Page([], "", "").urls({"stop": "fes"}) == {"previous_url": "", "next_url": ""}


@pytest.mark.parametrize("name", ["before", "after"])
def test_a_page_of_applications_is_one_statement_that_begins_at_its_place_in_an_index(
    cast: Cast, name: str
) -> None:
    keyset = Keyset(
        Application.objects.filter(stop=cast.stop, submitted_at__isnull=False),
        ["-submitted_at", "-pk"],
    )
    cursor = keyset.cursor(cast.application)
    with CaptureQueriesContext(connection) as queries:
        keyset.page({name: cursor})
    (statement,) = [query["sql"] for query in queries]
    with connection.cursor() as database:
        database.execute(
            "SET LOCAL enable_seqscan = off;"
            " SET LOCAL enable_sort = off;"
            " SET LOCAL enable_bitmapscan = off"
        )
        database.execute("EXPLAIN " + statement)
        plan = "\n".join(line for (line,) in database.fetchall())
    sign = ">=" if name == "before" else "<="
    condition = next(line for line in plan.splitlines() if "Index Cond" in line)
    assert ("OFFSET" in statement, "Sort" in plan, f"(submitted_at {sign} " in condition) == (
        False,
        False,
        True,
    )
