"""Pages of the staff's figures: who reads them, what is refused and in which sentence."""

import re

import pytest
from django.utils import timezone

from programs.models import Stop
from reporting.models import Count, Published
from reporting.statistics import tables
from tests.cast import Cast
from tests.reporting.world import put_in

UNKNOWN = "Figures are not known by this. Please choose one of the ways below."


@pytest.mark.parametrize(
    ("code", "stop", "status"),
    [
        ("RS1", "fes", 200),
        ("RS1", "souss", 404),
        ("RV", "fes", 200),
        ("RS2", "fes", 404),
        ("NS", "souss", 200),
        ("PI", "fes", 403),
        ("EX1", "fes", 403),
        ("AP1", "fes", 403),
    ],
)
def test_a_page_and_its_files_are_for_the_same_people(
    world: Cast, code: str, stop: str, status: int
) -> None:
    browser = world.client(code)
    addresses = [f"/desk/{stop}/figures/", f"/desk/{stop}/figures/funnel.csv"]
    assert [browser.get(each).status_code for each in addresses] == [status, status]


@pytest.mark.parametrize(
    ("code", "stops", "regions"), [("RS1", 1, 404), ("RS2", 1, 404), ("NS", 2, 200)]
)
def test_side_by_side_stand_the_stops_that_one_may_read(
    world: Cast, code: str, stops: int, regions: int
) -> None:
    page = world.client(code).get("/desk/figures/")
    assert len(page.context["tables"][0].lines) == stops
    assert world.client(code).get("/desk/figures/?by=region").status_code == regions


def test_what_is_together_is_only_what_one_may_read(world: Cast) -> None:
    def applied(code: str) -> str:
        page = world.client(code).get("/desk/figures/?by=all")
        numbers = {line.value: line.cells[0].filed for line in page.context["tables"][0].lines}
        return str(numbers["applications"])

    assert (applied("RS1"), applied("RS2"), applied("NS")) == ("500", "300", "800")


def test_the_address_of_before_leads_to_the_new_one(world: Cast) -> None:
    answer = world.client("RS1").get("/desk/figures/fes/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/desk/fes/figures/")
    assert world.client("RS2").get("/desk/figures/fes/").status_code == 404


@pytest.mark.parametrize("by", ["shoe-size", "day", "theme", "total", "region", "x" * 400, "\x00"])
def test_an_unknown_property_is_a_sentence_and_the_ways_that_there_are(
    world: Cast, by: str
) -> None:
    page = world.client("RS1").get("/desk/fes/figures/", {"by": by})
    assert (page.status_code, page.context["refused"], page.context["tables"]) == (404, UNKNOWN, [])
    assert "?by=province" in page.content.decode()
    file = world.client("RS1").get("/desk/fes/figures/steps.csv", {"by": by})
    assert (file.status_code, file.content.decode()) == (404, UNKNOWN)


@pytest.mark.parametrize(
    ("first", "last", "beside"),
    [
        ("2026-10-05", "2026-10-01", {"to": ["The period ends before it begins."]}),
        ("2026-13-05", "", {"from": ["Enter a valid date."]}),
        ("", "9" * 400, {"to": ["Enter a valid date."]}),
        ("0000-00-00", "soon", {"from": ["Enter a valid date."], "to": ["Enter a valid date."]}),
    ],
)
def test_days_that_are_wrong_are_said_beside_them_and_stay_typed(
    world: Cast, first: str, last: str, beside: dict[str, list[str]]
) -> None:
    page = world.client("RS1").get("/desk/fes/figures/", {"from": first, "to": last})
    form = page.context["asked"].form
    assert (page.status_code, dict(form.errors), page.context["tables"]) == (422, beside, [])
    assert [form["from"].value(), form["to"].value()] == [first, last]
    assert "Nothing is shown until the days are right." in page.content.decode()
    file = world.client("RS1").get("/desk/fes/figures/funnel.csv", {"from": first, "to": last})
    assert file.status_code == 422


def test_days_and_a_property_do_not_go_together(world: Cast) -> None:
    page = world.client("RS1").get("/desk/fes/figures/?by=kind&from=2026-10-01")
    assert (page.status_code, page.context["refused"]) == (
        422,
        "Days can be chosen for the whole only, not together with another property.",
    )


@pytest.mark.parametrize("page", ["0", "2", "-1", "first", "9" * 400, "1.5"])
def test_a_page_beyond_the_last_is_a_sentence(world: Cast, page: str) -> None:
    answer = world.client("RS1").get("/desk/fes/figures/", {"page": page})
    assert (answer.status_code, answer.context["refused"]) == (
        404,
        "The table has no such page. Please go back to its first one.",
    )


def test_a_long_table_is_turned_page_by_page_and_its_file_is_whole(
    world: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "ROWS", 4)
    browser = world.client("RS1")
    pages = [browser.get(f"/desk/fes/figures/?page={page}") for page in (1, 2, 4)]
    rows = [
        [len(table.lines) for table in page.context["tables"] if table.code == "days"]
        for page in pages
    ]
    assert rows == [[4], [2], []]
    assert len(browser.get("/desk/fes/figures/days.csv").content.splitlines()) == 7


def test_an_unknown_table_is_no_file(world: Cast) -> None:
    assert world.client("RS1").get("/desk/fes/figures/secrets.csv").status_code == 404


@pytest.mark.parametrize("address", ["/desk/souss/figures/", "/desk/figures/?by=all"])
def test_no_table_is_empty_without_a_word(cast: Cast, address: str) -> None:
    Count.objects.all().delete()
    page = cast.client("RS2").get(address)
    assert [table.empty for table in page.context["tables"]] == [
        "Nobody has looked at the page or applied yet.",
        "Nobody has applied on these days.",
        "No workshop and no session is over yet.",
        "Nothing was decided and no message answered yet.",
        "No need was found yet: nobody has gone through the diagnosis.",
        "No workshop and no session is over yet.",
    ]
    assert all(table.empty in page.content.decode() for table in page.context["tables"])


@pytest.mark.parametrize("by", ["province", "campaign", "month"])
def test_nobody_by_one_property_is_said_too(cast: Cast, by: str) -> None:
    Count.objects.all().delete()
    page = cast.client("RS1").get("/desk/fes/figures/", {"by": by})
    sentence = "Nobody has applied yet: there is nothing to compare."
    assert {table.empty for table in page.context["tables"]} == {sentence}


def test_every_table_prints_what_it_counts_and_when(world: Cast) -> None:
    for address in ("/desk/fes/figures/", "/desk/fes/figures/?by=area", "/desk/figures/"):
        page = world.client("NS").get(address)
        unsaid = [
            table.code
            for table in page.context["tables"]
            if not (table.terms or table.notes) or table.counted_at is None
        ]
        assert unsaid == []


def test_a_name_that_looks_like_a_formula_is_not_calculated(world: Cast) -> None:
    Stop.objects.filter(pk=world.stop.pk).update(name_en="=SUM(A1)")
    text = world.client("NS").get("/desk/figures/steps.csv").content.decode()
    assert "'=SUM(A1);" in text


def test_a_center_without_a_stop_is_told_so(world: Cast) -> None:
    Stop.objects.filter(pk=world.elsewhere.pk).update(center=world.stop.center)
    page = world.client("RS2").get("/desk/figures/")
    assert (page.status_code, page.context["tables"]) == (200, [])
    assert "Your center has no stop yet." in page.content.decode()


def test_a_stop_of_nobody_stands_beside_the_others(world: Cast) -> None:
    put_in(world.elsewhere, people=0)
    page = world.client("NS").get("/desk/figures/")
    numbers = {line.label: line.cells[0].filed for line in page.context["tables"][0].lines}
    assert sorted(numbers.values()) == ["0", "500"]


def test_a_public_table_is_a_file_with_the_numbers_of_its_page(cast: Cast) -> None:
    shown = {"": 12, "MA-FES": 30, "MA-MEK": 18}
    rows = [("total", "", 60), *(("province", value, count) for value, count in shown.items())]
    Published.objects.bulk_create(
        Published(
            stop=cast.stop,
            population="applications",
            breakdown=breakdown,
            value=value,
            count=count,
            counted_at=timezone.now(),
        )
        for breakdown, value, count in rows
    )
    browser = cast.client(language="fr")
    file = browser.get("/fes/figures/province.csv").content.decode("utf-8-sig").splitlines()
    assert file == [
        "Province;Candidatures;Part (%)",
        "Fès;30;50,0",
        "Meknès;18;30,0",
        "Autres provinces;12;20,0",
    ]
    page = browser.get("/fes/figures/").content.decode()
    numbers = re.findall(r"<td>(\d+)</td><td>([\d,]+)", page)
    assert numbers == [("30", "50,0"), ("18", "30,0"), ("12", "20,0")]


@pytest.mark.parametrize("table", ["sector", "day", "theme", "steps"])
def test_what_the_public_does_not_see_is_no_file(cast: Cast, table: str) -> None:
    put_in(cast.stop)
    assert cast.client().get(f"/fes/figures/{table}.csv").status_code == 404
