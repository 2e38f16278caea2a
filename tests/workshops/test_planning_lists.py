"""The list of workshops, what waits of them, and how they are found."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from people.todo import todo_items
from programs.models import Theme
from tests.workshops.planned import make_participation, make_workshop
from workshops.models import Invitation, Trainer, Venue

if TYPE_CHECKING:
    from tests.cast import Cast

HOME = "/desk/fes/workshops/"


def seen(cast: Cast, query: str = "") -> Any:
    """What the list shows a manager."""
    return cast.client("RS1").get(f"{HOME}?{query}").context


def titles(cast: Cast, query: str) -> list[str]:
    """The workshops of a list, by their title in English."""
    return [line.workshop.title_en for line in seen(cast, query)["lines"]]


def five(cast: Cast) -> None:
    """A draft, one published and one cancelled to come, one that is over, one elsewhere."""
    at, stop = timezone.now() + timedelta(days=9), cast.stop
    make_workshop(stop, title_en="Draft", state="draft", published_at=None, at=at)
    make_workshop(stop, title_en="Published", at=at, theme=Theme.objects.get(code="idea"))
    make_workshop(stop, title_en="Cancelled", at=at, state="cancelled")
    make_workshop(stop, title_en="Over", at=timezone.now() - timedelta(days=9))
    make_workshop(cast.elsewhere, title_en="Elsewhere", at=at)


def test_tabs_are_states_with_their_counts(cast: Cast) -> None:
    five(cast)
    counts = {str(tab.name): tab.count for tab in seen(cast)["tabs"]}
    assert counts == {
        "To come": 2,
        "Drafts": 1,
        "Published, to come": 1,
        "Over": 1,
        "Cancelled": 1,
        "All": 4,
    }
    assert titles(cast, "tab=over") == ["Over"]


def test_a_list_is_narrowed_by_week_and_theme(cast: Cast) -> None:
    five(cast)
    week = f"{timezone.localdate() - timedelta(days=9):%G-W%V}"
    assert titles(cast, f"tab=all&week={week}") == ["Over"]
    assert titles(cast, "tab=all&theme=idea") == ["Published"]
    assert titles(cast, "tab=nonsense&week=9999-W99") == ["Draft", "Published"]


def test_a_week_is_chosen_by_its_name_among_those_that_hold_a_workshop(cast: Cast) -> None:
    make_workshop(cast.stop, at=datetime(2027, 3, 11, 9, tzinfo=UTC))
    make_workshop(cast.stop, at=datetime(2027, 3, 9, 9, tzinfo=UTC))
    make_workshop(cast.elsewhere, at=datetime(2027, 4, 5, 9, tzinfo=UTC))
    page = cast.client("RS1").get(f"{HOME}?week=2027-W11").content.decode()
    assert re.findall(r'value="(2027[^"]*)"( selected)?>\s*([^<]*)<', page) == [
        ("2027-W10", "", "week of 8 March 2027"),
        ("2027-W11", " selected", "week of 15 March 2027"),
    ]


def test_the_pages_of_a_workshop_stand_beside_each_other_on_each_of_them(cast: Cast) -> None:
    one = f"{HOME}{make_workshop(cast.stop).number}/"
    parts = ("", "seats/", "attendance/", "meeting/", "questions/", "attendance/report/", "after/")
    client = cast.client("RS1")
    for part in (*parts, "after/quiz/", "certificates/"):
        page = client.get(one + part).content.decode()
        nav = page.partition('<nav class="tabs"')[2].partition("</nav>")[0]
        assert re.findall(r'href="([^"]*)" aria-current', nav) == [one + part]
        assert nav.count("<a ") == 9


@pytest.mark.parametrize(
    ("who", "back"), [("RS1", HOME), ("RV", HOME), ("EX1", "/account/me/workshops/")]
)
def test_each_page_of_a_workshop_leads_back_to_the_list_of_whoever_reads_it(
    cast: Cast, who: str, back: str
) -> None:
    workshop = make_workshop(cast.stop)
    names = {f"name_{code}": "A" for code in ("ar", "fr", "en")}
    center = cast.stop.center
    workshop.trainers.add(Trainer.objects.create(center=center, user=cast["EX1"], **names))
    parts = ("", "attendance/", "meeting/", "questions/", "attendance/report/", "after/")
    ways = set()
    for part in (*parts, "certificates/", *(["seats/"] if who == "RS1" else [])):
        page = cast.client(who).get(f"{HOME}{workshop.number}/{part}").content.decode()
        crumbs = re.search(r'<p class="crumbs"><a href="([^"]*)"', page)
        ways.add(crumbs and crumbs[1])
    assert ways == {back}


@pytest.mark.parametrize("query", ["week=9999-W52", "week=2026-W99", "theme=a%00b"])
def test_what_no_link_of_ours_asks_is_no_fault(cast: Cast, query: str) -> None:
    assert cast.client("RS1").get(f"{HOME}?{query}").status_code == 200


def test_nothing_is_to_be_considered_of_a_workshop_that_does_not_take_place(cast: Cast) -> None:
    at = datetime(2027, 7, 30, 11, tzinfo=UTC)  # the Day of the Throne
    held, off = (make_workshop(cast.stop, at=at, state=x) for x in ("published", "cancelled"))
    pages = [cast.client("RS1").get(f"{HOME}{each.number}/") for each in (held, off)]
    assert [bool(page.context["cautions"]) for page in pages] == [True, False]


def test_a_line_says_what_is_missing(cast: Cast) -> None:
    make_workshop(cast.stop, way="both", capacity=31)
    line = seen(cast)["lines"][0]
    assert line.missing == ["a trainer", "a room", "a link", "its text in Arabic and French"]


def test_a_list_costs_as_much_for_one_as_for_three(cast: Cast) -> None:
    asked = []
    for number in (1, 2, 3):
        names = {"name_ar": "A", "center": cast.stop.center}
        venue = Venue.objects.create(seats=9, **names)
        make_workshop(cast.stop, venue=venue).trainers.add(Trainer.objects.create(**names))
        seen(cast)
        with CaptureQueriesContext(connection) as statements:
            assert len(seen(cast)["lines"]) == number
        asked.append(len(statements))
    assert asked == [asked[0]] * 3


def test_what_waits_of_workshops_stands_in_the_to_do(cast: Cast) -> None:
    def at(days: float) -> Any:
        return timezone.now() + timedelta(days=days)

    make_workshop(cast.stop, state="draft", published_at=None, at=at(5))
    make_workshop(cast.stop, state="draft", published_at=None, at=at(8))
    make_workshop(cast.stop, at=at(2), minimum=3, way="on_site")
    make_workshop(cast.stop, at=at(0.5), capacity=31)
    make_workshop(cast.stop, at=at(0.5), capacity=30)  # meets on our own stage
    later = make_workshop(cast.stop, at=at(9))
    Invitation.objects.create(workshop=later, participation=make_participation(cast.stop, 1))
    make_workshop(cast.elsewhere, at=at(0.5))
    found = [each.count for each in todo_items(cast["RS1"], {}) if each.icon == "training"]
    assert found == [1, 1, 1, 1]


def test_a_workshop_is_found_by_the_words_of_its_title(cast: Cast) -> None:
    make_workshop(cast.stop, title_fr="L’étude de faisabilité")
    make_workshop(cast.elsewhere, title_fr="L’étude de faisabilité")
    page = cast.client("RS1").post("/desk/search/", {"q": "faisabilite etude"}, follow=True)
    assert page.content.decode().count("/workshops/1/") == 1
    assert 'href="/desk/fes/workshops/1/"' in page.content.decode()
