"""The needs of a stop: how many people need what, who, what it takes, what changed by the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from applications.models import Application
from needs.models import Need, Plan
from tests.cast import without_files
from tests.kept import once
from tests.needs.needing import diagnosed, needing, person

if TYPE_CHECKING:
    from programs.models import Stop
    from tests.cast import Cast

HOME = "/desk/fes/needs/"


@pytest.fixture
def stop(cast: Cast) -> Stop:
    """The stop at Fès, with nobody yet."""
    without_files(cast)
    return cast.stop


def seen(cast: Cast, query: str = "", page: str = HOME) -> Any:
    """What the page shows the manager."""
    response = cast.client("RS1").get(f"{page}?{query}")
    assert response.status_code == 200
    return response.context


def counts(table: Any, code: str) -> dict[str, int]:
    """The columns of a line that somebody is in."""
    line = next(line for line in table.lines if line.theme.code == code)
    cells = zip(table.head, line.cells, strict=True)
    return {"all": line.people, **{label: cell.people for label, cell in cells if cell.people}}


@pytest.fixture
def three(cast: Cast) -> Stop:
    """Two of Fès and one of another region; one has two needs, one has one that is met."""
    with_needs(cast)
    return cast.stop


@once
def with_needs(cast: Cast) -> None:
    without_files(cast)
    stop = cast.stop
    person(stop, 1, needs={"financing": 80, "digital": 60}, kind="micro")
    application = person(stop, 2, needs={"financing": 50}, kind="project")
    needing(application, "marketing", 90, "met")
    person(stop, 3, province="MA-AGD", needs={"financing": 75}, kind="project", state="declined")


@pytest.mark.usefixtures("three")
def test_needs_are_counted_by_province(cast: Cast) -> None:
    table = seen(cast)["overview"].by_province
    assert counts(table, "financing") == {"all": 3, "Fès": 2, "Elsewhere": 1}


@pytest.mark.usefixtures("three")
def test_needs_are_counted_by_kind(cast: Cast) -> None:
    table = seen(cast)["overview"].by_kind
    assert counts(table, "financing") == {"all": 3, "Project holder": 2, "Micro-enterprise": 1}


@pytest.mark.usefixtures("three")
def test_a_need_that_is_met_or_dropped_is_no_longer_counted(cast: Cast) -> None:
    Need.objects.filter(theme__code="digital").update(state="dropped")
    table = seen(cast)["overview"].by_kind
    assert (counts(table, "digital"), counts(table, "marketing")) == ({"all": 0}, {"all": 0})


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("query", "people"),
    [
        ("state=declined", 1),
        ("state=submitted", 2),
        ("kind=micro", 1),
        ("province=MA-AGD", 1),
        ("kind=project", 2),
    ],
)
def test_one_may_look_at_some_only(cast: Cast, query: str, people: int) -> None:
    assert counts(seen(cast, query)["overview"].by_kind, "financing")["all"] == people


@pytest.mark.usefixtures("three")
def test_whoever_left_or_was_joined_is_not_counted(cast: Cast) -> None:
    Application.objects.filter(kind="project").update(state="withdrawn")
    assert counts(seen(cast)["overview"].by_kind, "financing")["all"] == 1


@pytest.mark.usefixtures("three")
def test_a_filter_that_is_not_understood_shows_nothing(cast: Cast) -> None:
    response = cast.client("RS1").get(f"{HOME}?kind=everybody")
    assert (response.status_code, response.context["overview"].files) == (422, 0)


def test_those_who_have_finished_their_diagnosis_are_counted_once(cast: Cast, three: Stop) -> None:
    application = Application.objects.filter(stop=three).earliest("pk")
    diagnosed(application, digital=60), diagnosed(application, "end", digital=10)
    overview = seen(cast)["overview"]
    assert (overview.files, overview.diagnosed) == (3, 1)


def test_before_and_after_compare_the_people_who_answered_twice(cast: Cast, stop: Stop) -> None:
    first, second, third = (person(stop, number) for number in (1, 2, 3))
    diagnosed(first, digital=80, idea=10), diagnosed(first, "end", digital=30)
    diagnosed(second, digital=60), diagnosed(second, "end", digital=61)
    diagnosed(third, digital=100)
    (course,) = seen(cast)["courses"]
    steps = [
        (step.theme.code, step.people, step.before, step.after, step.change, step.better)
        for step in course.steps
    ]
    assert (course.moment, steps) == (
        "At the end of the stop",
        [("digital", 2, 70.0, 45.5, -24.5, 1)],
    )


def test_a_diagnosis_that_is_not_finished_compares_nothing(cast: Cast, stop: Stop) -> None:
    application = person(stop, 1)
    diagnosed(application, digital=80)
    diagnosed(application, "later", digital=10)
    application.diagnoses.filter(moment="later").update(finished_at=None)
    assert seen(cast)["courses"] == []


def names(cast: Cast, query: str = "", theme: str = "financing") -> list[str]:
    """Who stands in the list of a theme."""
    return [need.application.name for need in seen(cast, query, f"{HOME}{theme}/")["page"].rows]


@pytest.mark.usefixtures("three")
def test_who_needs_most_comes_first(cast: Cast) -> None:
    assert names(cast) == ["Person 101", "Person 103", "Person 102"]


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("theme", "query", "found"),
    [
        ("marketing", "", []),
        ("marketing", "need=met", ["Person 102"]),
        ("financing", "kind=project", ["Person 103", "Person 102"]),
        ("financing", "province=MA-FES&kind=project", ["Person 102"]),
        ("financing", "after=75_1", ["Person 103", "Person 102"]),
        ("financing", "after=somewhere", ["Person 101", "Person 103", "Person 102"]),
    ],
)
def test_the_list_is_narrowed(cast: Cast, theme: str, query: str, found: list[str]) -> None:
    assert names(cast, query, theme) == found


def test_a_long_list_is_read_page_by_page_and_back(
    cast: Cast, stop: Stop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("needs.listing.SIZE", 2)
    for number, level in enumerate([90, 70, 70, 70, 50], start=1):
        person(stop, number, needs={"financing": level})
    pages, query = [], ""
    for _page in range(3):
        page = seen(cast, query, f"{HOME}financing/")["page"]
        pages.append([need.level for need in page.rows])
        query = f"after={page.after}"
    back = seen(cast, f"before={page.before}", f"{HOME}financing/")["page"]
    assert (pages, [need.level for need in back.rows], page.after) == (
        [[90, 70], [70, 70], [50]],
        [70, 70],
        "",
    )


@pytest.mark.usefixtures("three")
def test_the_list_of_another_stop_holds_nobody_of_this_one(cast: Cast) -> None:
    assert [
        cast.client("RS2").get(f"/desk/{slug}/needs/financing/").status_code
        for slug in ("fes", "souss")
    ] == [
        404,
        200,
    ]


def demand(cast: Cast, code: str = "financing") -> tuple[int, ...]:
    """What the plan page reckons for a theme."""
    row = next(
        each for each, _form in seen(cast, page=f"{HOME}plan/")["rows"] if each.theme.code == code
    )
    return row.people, row.strong, row.sessions, row.sessions_lacking, row.hours_lacking


def test_a_plan_says_what_is_lacking(cast: Cast, three: Stop) -> None:
    Plan.objects.create(
        stop=three, theme=Need.objects.filter(level=50).get().theme, sessions=1, seats=2, hours=1
    )
    assert demand(cast) == (3, 2, 2, 1, 1)


@pytest.mark.usefixtures("three")
def test_without_a_plan_everything_is_lacking(cast: Cast) -> None:
    assert demand(cast) == (3, 2, 1, 1, 2)


def planned(**changes: int) -> dict[str, int]:
    """The form of the plan as it is sent."""
    codes = (
        "financing",
        "administration",
        "marketing",
        "digital",
        "management",
        "social_tax",
        "idea",
    )
    nothing = {f"{code}-{name}": number for code in codes for name, number in PLANNED.items()}
    return {**nothing, **{name.replace("__", "-"): number for name, number in changes.items()}}


PLANNED = {"sessions": 0, "seats": 30, "hours": 0}


def test_a_manager_plans(cast: Cast, stop: Stop) -> None:
    browser = cast.client("RS1")
    browser.post(f"{HOME}plan/", planned(digital__sessions=2))
    browser.post(f"{HOME}plan/", planned(digital__sessions=3, digital__seats=25))
    kept = Plan.objects.filter(stop=stop, sessions__gt=0).values_list(
        "theme__code", "sessions", "seats", "hours"
    )
    assert list(kept) == [("digital", 3, 25, 0)]


@pytest.mark.usefixtures("stop")
@pytest.mark.parametrize(
    "wrong", [{"digital__seats": 0}, {"digital__hours": -1}, {"digital__sessions": 70_000}]
)
def test_a_plan_that_cannot_be_is_not_kept(cast: Cast, wrong: dict[str, int]) -> None:
    response = cast.client("RS1").post(f"{HOME}plan/", planned(financing__sessions=1, **wrong))
    assert (response.status_code, Plan.objects.count()) == (422, 0)


@pytest.mark.usefixtures("stop")
def test_a_reviewer_reads_the_plan_and_does_not_write_it(cast: Cast) -> None:
    browser = cast.client("RV")
    writable = b'name="digital-seats"' in browser.get(f"{HOME}plan/").content
    assert (writable, browser.post(f"{HOME}plan/", planned()).status_code) == (False, 403)


@pytest.mark.parametrize(
    ("page", "most"),  # one of them asks for the stops of the menu
    [(HOME, 9), (f"{HOME}financing/", 7), (f"{HOME}plan/", 8)],
)
def test_a_page_of_needs_costs_the_same_for_one_person_and_for_three(
    cast: Cast, stop: Stop, page: str, most: int
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            cast.client("RS1").get(page)
        return len(queries)

    person(stop, 1, needs={"financing": 80})
    cost()
    one = cost()
    person(stop, 2, needs={"financing": 80, "digital": 60}, kind="micro")
    diagnosed(person(stop, 3, province="MA-AGD", needs={"financing": 75}), financing=75)
    assert (one, cost()) == (most, most)
