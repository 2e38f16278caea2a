"""The agenda of a stop: what anybody reads, how links narrow it, what it costs."""

import gzip
import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core import lately
from programs.models import Theme
from tests.cast import Cast
from tests.workshops.planned import make_participation, make_workshop
from workshops.models import Workshop
from workshops.seats.actions import register

pytestmark = pytest.mark.usefixtures("in_november")
AGENDA = "/fes/workshops/"
MONDAY = datetime(2027, 3, 1, 10, tzinfo=ZoneInfo("Africa/Casablanca"))


def read(client: Client, query: str = "", language: str = "en") -> str:
    """The content of the agenda."""
    joint = "&" if query else "?"
    page = client.get(f"{AGENDA}{query}{joint}lang={language}").content.decode()
    return page[page.index("<main") : page.index("</main>")]


def numbers(page: str) -> list[int]:
    """The workshops of a page, in order."""
    return [int(found) for found in re.findall(r'href="/fes/workshops/(\d+)/"', page)]


def days(page: str) -> list[str]:
    """The heads of its days."""
    return re.findall(r"<h2>([^<]+)</h2>", page)


def test_what_is_coming_stands_by_day_the_soonest_first(cast: Cast, client: Client) -> None:
    for hours in (48, 2, 0):
        make_workshop(cast.stop, at=MONDAY + timedelta(hours=hours))
    page = read(client)
    assert (days(page), numbers(page)) == (["Monday 1 March", "Wednesday 3 March"], [3, 2, 1])


@pytest.mark.parametrize(("language", "day"), [("ar", "الاثنين، 1 مارس"), ("fr", "lundi 1er mars")])
def test_a_day_is_said_as_people_say_it(
    cast: Cast, client: Client, language: str, day: str
) -> None:
    make_workshop(cast.stop, at=MONDAY)
    assert days(read(client, language=language)) == [day]


def test_a_draft_is_nobodys_business(cast: Cast, client: Client) -> None:
    draft = make_workshop(cast.stop, state=Workshop.State.DRAFT, published_at=None)
    answers = [client.get(f"{AGENDA}{draft.number}/").status_code, numbers(read(client))]
    assert answers == [404, []]


def test_the_agenda_of_a_stop_that_is_not_announced_is_not_there(
    cast: Cast, client: Client
) -> None:
    cast.stop.state, cast.stop.is_announced = "prepared", False
    cast.stop.save()
    workshop = make_workshop(cast.stop)
    found = [client.get(at).status_code for at in (AGENDA, f"{AGENDA}{workshop.number}/")]
    assert found == [404, 404]


def test_a_cancelled_workshop_says_so_and_why(cast: Cast, client: Client) -> None:
    texts = {f"cancel_reason_{code}": "The trainer is ill" for code in ("ar", "fr", "en")}
    workshop = make_workshop(cast.stop, state=Workshop.State.CANCELLED, **texts)
    page = client.get(f"{AGENDA}{workshop.number}/?lang=en").content.decode()
    assert ("Does not take place" in read(client), "The trainer is ill" in page) == (True, True)


def test_what_is_over_is_folded_away_the_latest_first(cast: Cast, client: Client) -> None:
    for days_ago in (9, 3):
        make_workshop(cast.stop, at=timezone.now() - timedelta(days=days_ago))
    page = read(client)
    folded = page[page.index("<details") :]
    assert (numbers(page), numbers(folded), days(page)) == ([2, 1], [2, 1], [])


def test_links_narrow_by_theme_language_way_week_and_free_seats(cast: Cast, client: Client) -> None:
    make_workshop(cast.stop, at=MONDAY, capacity=9)
    make_workshop(cast.stop, at=MONDAY, theme=Theme.objects.get(code="marketing"))
    make_workshop(cast.stop, at=MONDAY + timedelta(days=7), language="fr", way="on_site")
    full = make_workshop(cast.stop, at=MONDAY, capacity=1)
    register(full, make_participation(cast.stop, 1))
    asked = {
        query: numbers(read(client, query))
        for query in (
            *("?theme=marketing", "?language=fr", "?way=online", "?week=2027-03-08", "?free=1"),
            *("?theme=digital&free=1", "?theme=nothing", "?theme=marketing&language=fr"),
        )
    }
    assert asked == {
        "?theme=marketing": [2],
        "?language=fr": [3],
        "?way=online": [1, 2, 4],
        "?week=2027-03-08": [3],
        "?free=1": [1, 2, 3],
        "?theme=digital&free=1": [1, 3],
        "?theme=nothing": [1, 2, 4, 3],
        "?theme=marketing&language=fr": [],
    }


def test_what_is_held_both_ways_is_found_in_either(cast: Cast, client: Client) -> None:
    for way in ("online", "on_site", "both"):
        make_workshop(cast.stop, at=MONDAY, way=way)
    found = [numbers(read(client, f"?way={way}")) for way in ("online", "on_site", "both")]
    assert found == [[1, 3], [2, 3], [1, 2, 3]]


def test_a_choice_that_was_made_is_taken_back_by_its_own_link(cast: Cast, client: Client) -> None:
    make_workshop(cast.stop)
    make_workshop(cast.stop, theme=Theme.objects.get(code="marketing"))
    page = read(client, "?theme=marketing&free=1")
    assert re.findall(r'href="(\?[^"]*)" rel="nofollow" aria-current="true"', page) == [
        "?free=1",
        "?theme=marketing",
    ]


def test_links_that_are_drawn_once_stand_in_the_language_of_each_page(
    cast: Cast, client: Client
) -> None:
    make_workshop(cast.stop)
    pages = [read(client, language=code) for code in ("en", "fr", "en")]
    said = [re.findall(r'<nav class="stack" aria-label="([^"]+)"', page) for page in pages]
    english = ["Find by theme, week or way"]
    assert said == [english, ["Chercher par thème, semaine ou mode"], english]


def test_a_choice_that_changes_nothing_is_not_offered(cast: Cast, client: Client) -> None:
    make_workshop(cast.stop)
    assert re.findall(r'href="(\?[^"]*)" rel', read(client)) == ["?free=1"]


def test_seats_that_people_wait_for_are_not_free(cast: Cast, client: Client) -> None:
    workshop = make_workshop(cast.stop, capacity=1)
    register(workshop, make_participation(cast.stop, 1))
    register(workshop, make_participation(cast.stop, 2))
    Workshop.objects.filter(pk=workshop.pk).update(capacity=5, ceiling=5)
    assert "Full · waiting list" in read(client)


def test_who_is_registered_sees_it_in_the_agenda(cast: Cast) -> None:
    workshop = make_workshop(cast.stop)
    client = cast.client("AP1")
    taking_part = make_participation(cast.stop, 1)
    taking_part.person = cast["AP1"]
    taking_part.save()
    register(workshop, taking_part)
    assert ("You are registered" in read(client), "registered" in read(Client())) == (True, False)


def sixty(cast: Cast) -> None:
    """A full stop: sixty workshops over fifteen weeks, of three themes, two ways, two languages."""
    themes = Theme.objects.all()[:3]
    for n in range(60):
        texts = {
            "title_ar": f"كيفاش نبيع منتوجات التعاونية على الفيسبوك {n}",
            "title_fr": f"Vendre les produits de la coopérative sur Facebook {n}",
        }
        at = MONDAY + timedelta(days=2 * n, minutes=15 * (n % 4))
        make_workshop(
            cast.stop, at=at, theme=themes[n % 3], language=("ar", "fr")[n % 2],
            way=("online", "on_site")[n % 2], capacity=n + 1, **texts,
        )  # fmt: skip


@pytest.mark.parametrize("code", ["AN", "AP1"])
def test_sixty_workshops_cost_six_statements_and_fourteen_kilobytes(cast: Cast, code: str) -> None:
    sixty(cast)
    client = cast.client(code, "ar")
    client.get(AGENDA)
    with CaptureQueriesContext(connection) as statements:
        page = client.get(f"{AGENDA}?way=online&free=1" if code == "AN" else AGENDA)
    assert len(statements) <= 6
    assert len(gzip.compress(page.content, 6)) <= 14 * 1024


def test_the_list_costs_as_much_for_one_as_for_three(cast: Cast, client: Client) -> None:
    spent = []
    for more in (1, 2):
        for _each in range(more):
            make_workshop(cast.stop)
        with CaptureQueriesContext(connection) as statements:
            read(client, "?free=1")
        spent.append(len(statements))
    assert spent == [2, 2]


def test_the_second_visit_asks_the_database_nothing(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lately, "monotonic", lambda: 0.0)  # no ten seconds end in between
    workshop = make_workshop(cast.stop)
    for address in (AGENDA, f"{AGENDA}{workshop.number}/"):
        cast.browser().get(address)
        with CaptureQueriesContext(connection) as statements:
            cast.browser().get(address)
        assert len(statements) == 0


def test_the_page_of_a_stop_leads_to_its_agenda_once_there_is_one(
    cast: Cast, client: Client
) -> None:
    before = AGENDA in client.get("/fes/?lang=en&x=1").content.decode()
    make_workshop(cast.stop)
    assert (before, AGENDA in client.get("/fes/?lang=en&x=2").content.decode()) == (False, True)
