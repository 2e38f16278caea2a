"""The staff's figures: recounted by plain SQL, the same on the page and in its file; who reads."""

import csv
import io
import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from programs.models import Visit
from reporting.breakdowns import BREAKDOWNS
from tests.cast import Cast
from tests.reporting.world import put_in

ROW = re.compile(r"<tr><th scope=\"row\">(.*?)</th>(.*?)</tr>", re.DOTALL)
CELL = re.compile(r"<td><bdi>(.*?)</bdi></td>")
STEPS = ("started", "applications", "decided", "participants")
AFTER = ("attended", "coached", "answered", "financed")
BY = [each.code for each in BREAKDOWNS if each.of_person and each.code != "day"]


def on_screen(page: str, table: str) -> dict[str, list[str]]:
    """The rows of a table of a page, as somebody reads them; numbers without what adorns them."""
    start = page.index(f'<section class="statistic" id="{table}"')
    section = page[start : page.index("</section>", start)]
    return {
        re.sub(r"<[^>]+>", "", name).strip(): [
            re.sub("[,%]", "", each) for each in CELL.findall(of)
        ]
        for name, of in ROW.findall(section)
    }


def in_file(browser: Client, address: str) -> dict[str, list[str]]:
    text = browser.get(address).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    return {name: [each or "–" for each in cells] for name, *cells in rows[1:]}


def sql(statement: str, *params: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return list(cursor.fetchall())


def counted(stops: list[int], breakdown: str) -> dict[tuple[str, str], int]:
    """The counters by plain SQL: how many of each population and value."""
    found = sql(
        "SELECT population, value, sum(count) FROM reporting_count"
        " WHERE stop_id = ANY(%s) AND breakdown = %s GROUP BY 1, 2",
        stops,
        breakdown,
    )
    return {(population, value): int(count) for population, value, count in found}


def hundredths(some: int, of: int) -> str:
    """A share of a hundred with one decimal, by PostgreSQL."""
    [(share,)] = sql("SELECT round(100.0 * %s / nullif(%s, 0), 1)::text", some, of)
    return share or "–"


def test_the_funnel_is_what_plain_sql_counts(world: Cast) -> None:
    total = {name: n for (name, _), n in counted([world.stop.pk], "total").items()}
    before = dict(zip(STEPS[1:], STEPS, strict=False)) | dict.fromkeys(AFTER, "participants")
    labels = [
        *("Begun", "Applied", "Decided", "Take part", "Came to a workshop", "Met an expert"),
        *("Got an answer", "Financed"),
    ]
    expected = {"Visits of the stop’s page": ["2400", "–", "–", "–"]}
    expected["Visits of the form"] = ["1200", "–", "–", "–"]
    expected["Begun"] = [str(total["started"]), hundredths(total["started"], 1200), "–", "–"]
    for name, step in zip(labels[1:], [*STEPS[1:], *AFTER], strict=True):
        number, of = total[step], total[before[step]]
        share, of_all = hundredths(number, of), hundredths(number, total["applications"])
        expected[name] = [str(number), share, of_all, str(of - number)]
    browser = world.client("RS1")
    page = browser.get("/desk/fes/figures/").content.decode()
    assert on_screen(page, "funnel") == expected
    assert in_file(browser, "/desk/fes/figures/funnel.csv") == expected


@pytest.mark.usefixtures("in_english")
@pytest.mark.parametrize("by", BY)
def test_every_number_by_one_property_is_what_plain_sql_counts(world: Cast, by: str) -> None:
    label = {each.code: each for each in BREAKDOWNS}[by].labels()
    counts = counted([world.stop.pk], by)
    values = {value for _, value in counts}
    people = sum(n for (name, _), n in counts.items() if name == "applications")
    browser = world.client("RS1")
    page = browser.get("/desk/fes/figures/", {"by": by}).content.decode()
    steps, applied = on_screen(page, "steps"), on_screen(page, "applications")
    for value in values:
        row = [str(counts.get((name, value), 0)) for name in (*STEPS, *AFTER)]
        assert steps[label(value)][2:] == row
        assert applied[label(value)][0] == row[1]
        exact = 100 * int(row[1]) / people
        assert abs(float(applied[label(value)][1]) - exact) < 0.1
    assert steps.keys() == {*map(label, values), "All"}
    shares = [float(cells[1]) for name, cells in applied.items() if name != "All"]
    assert round(sum(shares), 1) == 100.0


@pytest.mark.parametrize("by", ["", "all", "region", *BY])
def test_a_file_says_what_its_page_says(world: Cast, by: str) -> None:
    browser = world.client("NS")
    page = browser.get("/desk/figures/", {"by": by})
    tables = [table.code for table in page.context["tables"]]
    text = page.content.decode()
    for table in tables:
        assert in_file(browser, f"/desk/figures/{table}.csv?by={by}") == on_screen(text, table)
    assert len(tables) == (6 if by == "all" else 5)


def test_measures_are_sums_divided_by_what_they_are_sums_of(world: Cast) -> None:
    counts = counted([world.stop.pk], "gender")

    def of(value: str, top: str, bottom: str, per: int = 1, places: int = 1) -> str:
        numbers = counts.get((top, value), 0), counts.get((bottom, value), 0)
        return str(sql("SELECT round(%s::numeric / (%s * %s), %s)", *numbers, per, places)[0][0])

    page = world.client("RS1").get("/desk/fes/figures/?by=gender").content.decode()
    woman = on_screen(page, "measures")["Woman"]
    seats = counts["seats", "woman"], counts["seats_attended", "woman"]
    assert woman[0] == hundredths(seats[1], seats[0])
    assert woman[1] == hundredths(seats[0] - seats[1], seats[0])
    assert woman[4] == of("woman", "decision_hours", "decided", 24)
    assert woman[5] == of("woman", "answer_minutes", "answers", 60)
    assert woman[6] == of("woman", "opinion_points", "opinions", places=2)
    assert woman[8:10] == [
        of("woman", "level_before", "levels"),
        of("woman", "level_after", "levels"),
    ]


def test_themes_and_days_are_what_plain_sql_counts(world: Cast) -> None:
    themes, days = counted([world.stop.pk], "theme"), counted([world.stop.pk], "day")
    page = world.client("RS1").get("/desk/fes/figures/").content.decode()
    needs = [cells[0] for name, cells in on_screen(page, "needs").items() if name != "All themes"]
    expected = sorted((n for (name, _), n in themes.items() if name == "needs"), reverse=True)
    assert needs == [str(number) for number in expected]
    found = [cells[1] for cells in on_screen(page, "days").values()]
    every = [f"2026-10-0{day}" for day in range(1, 7)]
    assert found == [str(days.get(("applications", day), 0)) for day in every]


def test_days_count_those_who_applied_on_them_and_what_became_of_them(world: Cast) -> None:
    days = counted([world.stop.pk], "day")
    query = "?from=2026-10-02&to=2026-10-05"
    browser = world.client("RS1")
    page = browser.get(f"/desk/fes/figures/{query}").content.decode()
    within = {
        name: sum(days.get((name, f"2026-10-0{day}"), 0) for day in (2, 3, 4, 5))
        for name in ("applications", "participants", "financed")
    }
    funnel = on_screen(page, "funnel")
    assert [funnel[name][0] for name in ("Applied", "Take part", "Financed")] == [
        str(number) for number in within.values()
    ]
    assert funnel["Visits of the stop’s page"][0] == "1200"
    assert in_file(browser, f"/desk/fes/figures/funnel.csv{query}") == funnel


def test_days_are_read_in_the_digits_of_every_script(world: Cast) -> None:
    browser = world.client("RS1")
    arabic = browser.get("/desk/fes/figures/", {"from": "٢٠٢٦-١٠-٠٢", "to": "٢٠٢٦-١٠-٠٥"})
    assert arabic.context["asked"].form.period.first == date(2026, 10, 2)


def test_regions_and_stops_add_up_to_all(world: Cast) -> None:
    browser = world.client("NS")
    for by in ("", "region"):
        page = browser.get("/desk/figures/", {"by": by}).content.decode()
        steps = on_screen(page, "steps")
        *rows, total = steps.values()
        assert [str(sum(map(int, column))) for column in zip(*rows, strict=True)] == total
        assert len(rows) == 2


def test_visits_are_known_by_language_of_the_page(world: Cast) -> None:
    visits = Visit.objects.filter(stop=world.stop, page="stop", language="ar")
    assert sum(visits.values_list("count", flat=True)) == 1200


def test_one_page_costs_as_many_statements_for_ten_stops_as_for_two(world: Cast) -> None:
    def cost(query: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert world.client("NS").get(f"/desk/figures/{query}").status_code == 200
        return len(queries)

    asked = ["", "?by=region", "?by=all", "?by=province", "?by=sector"]
    for query in asked:
        cost(query)
    few = [cost(query) for query in asked]
    for number in range(8):
        stop = type(world.stop).objects.get(pk=world.stop.pk)
        stop.pk, stop.slug, stop.prefix = None, f"stop-{number}", f"X{'ABCDEFGH'[number]}"
        stop.save()
        put_in(stop, people=50, seed=number)
    assert [cost(query) for query in asked] == few


def test_a_page_reads_counters_and_never_the_people_themselves(world: Cast) -> None:
    world.client("NS").get("/desk/figures/")
    for address in (
        "/desk/figures/?by=province",
        "/desk/fes/figures/",
        "/desk/fes/figures/?by=kind",
    ):
        with CaptureQueriesContext(connection) as queries:
            world.client("NS").get(address)
        read = {name for each in queries for name in re.findall(r'FROM "(\w+)"', each["sql"])}
        people = {name for name in read if name.startswith(("applications_", "workshops_"))}
        assert (people, "reporting_count" in read) == (set(), True)
