"""The shell of the staff: which stop is chosen, which pages the menu offers, what waits there."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.utils import translation

from desk.models import Pick
from messaging.models import Thread
from people.models import Membership
from portal.templatetags.house import ago
from programs.models import Partner, Stop
from tests.selection.crowd import applicant

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from tests.cast import Cast

NOW = datetime(2026, 11, 29, 9, 57, tzinfo=UTC)  # in Casablanca the clocks say the same
PAGE = "/desk/search/"  # one that asks for nothing but its shell
MENU = re.compile(r'<nav class="shell-side".*?</nav>', re.DOTALL)


def menu(browser: Client, page: str = PAGE) -> str:
    """The side menu of a page."""
    found = MENU.search(browser.get(page).text)
    assert found is not None
    return found[0]


def chosen(browser: Client, page: str = PAGE) -> str:
    """The stop at the head of the menu."""
    found = re.search(r"Stop \w+", menu(browser, page))
    return found[0] if found else ""


def parts(text: str) -> list[str]:
    """The parts of a menu and their pages, by their names."""
    return re.findall(r"<span>([^<]+)</span>", text[text.index("shell-parts") :])


def test_the_stop_of_the_address_is_chosen_and_stays(cast: Cast) -> None:
    browser = cast.browser("SU")
    asked = ["?stop=fes", "", "?stop=nowhere"]
    pages = ["/desk/souss/needs/", "/desk/", *(f"{PAGE}{query}" for query in asked)]
    assert [chosen(browser, page) for page in pages] == [
        *["Stop souss"] * 2,
        *["Stop fes"] * 3,
    ]


def test_the_page_of_a_stop_in_the_admin_chooses_it(cast: Cast) -> None:
    browser = cast.browser("SU")
    page = f"/admin/programs/stop/{cast.elsewhere.pk}/change/"
    assert (chosen(browser, page), chosen(browser)) == ("Stop souss", "Stop souss")


def test_else_the_newest_open_one(cast: Cast) -> None:
    Stop.objects.filter(pk=cast.stop.pk).update(opens_at=datetime(2020, 1, 1, tzinfo=UTC))
    assert chosen(cast.browser("SU")) == "Stop souss"
    Stop.objects.filter(pk=cast.elsewhere.pk).update(state="closed")
    assert chosen(cast.browser("SU")) == "Stop fes"


@pytest.mark.parametrize(
    ("page", "there"),
    [
        ("/desk/fes/needs/", "/desk/souss/needs/"),
        ("/desk/fes/setup/dates/", "/desk/souss/setup/dates/"),
        ("/desk/fes/applications/?state=waiting", "/desk/souss/applications/"),
        ("/desk/fes/applications/FM-0001/", "/desk/souss/applications/"),
        ("/desk/fes/applications/FM-0001/opinions/", "/desk/souss/applications/"),
        ("/desk/fes/triage/FM-0001/asking/", "/desk/souss/triage/"),
        ("/desk/fes/files/FM-0001/", "/desk/souss/applications/"),
        ("/desk/fes/files/FM-0001/needs/digital/", "/desk/souss/applications/"),
        ("/desk/fes/needs/digital/", "/desk/souss/needs/"),
        ("/admin/messaging/wording/fes/", "/admin/messaging/wording/souss/"),
        ("/admin/messaging/wording/fes/receipt/", "/admin/messaging/wording/souss/receipt/"),
        ("/admin/programs/stop/{fes}/change/", "/admin/programs/stop/{souss}/change/"),
        (
            "/admin/messaging/message/?state__exact=failed&stop__id__exact={fes}",
            "/admin/messaging/message/?state__exact=failed&amp;stop__id__exact={souss}",
        ),
        (
            "/desk/applications/?stop=fes&kind=project&province=MA-SEF",
            "/desk/applications/?stop=souss&amp;kind=project",
        ),
        ("/desk/fes/partners/pages/bank/", "/desk/souss/partners/pages/"),
        ("/desk/fes/workshops/venues/", "/desk/souss/workshops/venues/"),
        ("/desk/search/", "/desk/search/?stop=souss"),
        ("/desk/conversations/?box=closed", "/desk/conversations/?box=closed&amp;stop=souss"),
        ("/admin/people/membership/", "/admin/people/membership/?stop=souss"),
        ("/admin/programs/stop/add/", "/admin/programs/stop/add/?stop=souss"),
        ("/admin/programs/center/{center}/change/", "/admin/programs/center/?stop=souss"),
    ],
)
def test_another_stop_shows_the_same_page_of_it(cast: Cast, page: str, there: str) -> None:
    keys = {"fes": cast.stop.pk, "souss": cast.elsewhere.pk, "center": cast.stop.center_id}
    cast.stop.partners.add(Partner.objects.get(code="bank"))
    browser = cast.browser("SU")
    browser.get(f"{PAGE}?stop=fes")  # where the address names none
    assert f'href="{there.format(**keys)}"' in menu(browser, page.format(**keys))


@pytest.mark.parametrize(
    ("code", "page", "found"),
    [
        (
            "RS1",
            "/desk/",
            [
                *("Today", "Today", "Your tasks", "Applications", "Needs", "Reading"),
                *("Decisions", "Workshops", "Coaching", "Partners", "Messages", "Figures"),
                "Preparation",
            ],
        ),
        (
            "RV",
            "/desk/fes/seats/",
            [
                *("Today", "Applications", "Needs", "Reading", "Decisions", "Places"),
                *("Second looks", "Workshops", "Coaching", "Partners", "Messages", "Figures"),
                "Preparation",
            ],
        ),
        ("NS", "/desk/", ["Today", "Partners", "Messages", "Figures", "Preparation"]),
        ("EX1", "/my/", ["Today", "Needs", "Workshops", "Messages", "Figures"]),
        ("PI", "/my/", ["Today", "Partners", "Figures"]),
    ],
)
def test_the_menu_offers_what_somebody_may_do(
    cast: Cast, code: str, page: str, found: list[str]
) -> None:
    assert parts(menu(cast.client(code), page)) == found


def test_who_manages_one_center_and_reads_in_another_decides_in_the_first_only(cast: Cast) -> None:
    Membership.objects.create(user=cast["RS1"], role="reviewer", center=cast.elsewhere.center)
    browser = cast.browser("RS1")
    pages = [f"/desk/{slug}/seats/" for slug in ("fes", "souss")]
    assert ["Choosing" in parts(menu(browser, page)) for page in pages] == [True, False]


def test_another_stop_where_one_may_do_less_shows_the_first_page(cast: Cast) -> None:
    for code, role in (("RS1", "reviewer"), ("EX1", "expert")):
        Membership.objects.create(user=cast[code], role=role, center=cast.elsewhere.center)
    manager = cast.browser("RS1")
    ways = {
        "/desk/fes/setup/dates/": "/desk/?stop=souss",
        "/desk/souss/needs/": "/desk/fes/needs/",
    }
    for page, there in ways.items():
        assert f'href="{there}"' in menu(manager, page)
    assert "/my/?stop=" in menu(cast.browser("EX1"), "/account/me/workshops/")


def test_an_applicant_has_no_menu(cast: Cast) -> None:
    assert "shell-side" not in cast.client("AP1").get("/my/").text


def test_one_stands_at_one_page(cast: Cast) -> None:
    text = menu(cast.client("RS1"), "/desk/fes/reviewing/files/")
    assert re.findall(r'href="([^"]+)"[^>]*aria-current="page"', text) == [
        "/desk/fes/reviewing/files/"
    ]


def test_what_waits_is_counted_on_the_first_page_and_shown_on_the_next(cast: Cast) -> None:
    Thread.objects.create(stop=cast.stop, person=cast["AP1"], unread=2)
    browser = cast.browser("RS1")
    page = "/desk/fes/seats/"
    before = re.findall(r"<b><i>(\d+)</i>", menu(browser, page))
    browser.get("/desk/")
    # two files that nobody has in hand, one unread conversation
    assert (before, re.findall(r"<b><i>(\d+)</i>", menu(browser, page))) == ([], ["2", "1"])


def test_a_script_asks_how_much_waits(cast: Cast) -> None:
    counts = cast.client("RS1").get("/desk/waiting/").json()["counts"]
    assert {page: count for page, count in counts.items() if count} == {"triage:next": 2}


@pytest.mark.parametrize("many", [1, 3])
def test_the_shell_costs_one_statement(
    cast: Cast, many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(many):
        applicant(cast.stop, 10 + number)
    browser = cast.browser("RS1")
    browser.get("/desk/search/")
    with django_assert_num_queries(2):  # who asks with their roles, the stops of the menu
        browser.get("/desk/search/")


@pytest.mark.parametrize(
    ("moment", "fr", "ar", "en"),
    [
        (datetime(2026, 11, 29, 9, 55, tzinfo=UTC), "il y a 2 min", "قبل دقيقتين", "2 min ago"),
        (datetime(2026, 11, 29, 7, 50, tzinfo=UTC), "il y a 2 h", "قبل ساعتين", "2 hr ago"),
        (datetime(2026, 11, 29, 12, 57, tzinfo=UTC), "dans 3 h", "خلال 3 ساعات", "in 3 hr"),
        (
            datetime(2026, 11, 28, 17, 12, tzinfo=UTC),
            *("hier à 17:12", "أمس في 17:12", "yesterday at 17:12"),
        ),
        (
            datetime(2026, 10, 1, 17, 12, tzinfo=UTC),
            *("1er oct. à 17:12", "1 أكتوبر، 17:12", "1 Oct, 17:12"),
        ),
        (datetime(2026, 11, 29, 9, 57, tzinfo=UTC), *("à l’instant", "الآن", "just now")),
        (date(2026, 11, 29), *("aujourd’hui", "اليوم", "today")),
        (date(2026, 11, 28), *("hier", "أمس", "yesterday")),
        (date(2026, 11, 1), *("1er nov.", "1 نونبر", "1 Nov")),
        (datetime(2025, 1, 3, 12, tzinfo=UTC), *("3 jan. 2025", "3 يناير 2025", "3 Jan 2025")),
    ],
)
def test_a_moment_as_people_say_it(moment: date, fr: str, ar: str, en: str) -> None:
    said = []
    with time_machine.travel(NOW, tick=False):
        for language in ("fr", "ar", "en"):
            with translation.override(language):
                said.append(ago(moment).replace("\N{NO-BREAK SPACE}", " "))
    assert said == [fr, ar, en]


def test_a_list_of_the_admin_is_called_by_what_it_holds(cast: Cast) -> None:
    text = cast.browser("RS1").get("/admin/programs/stop/").content.decode()
    assert ("<h1>Stops</h1>" in text, re.search(r"<title>\s*Stops \|", text) is not None) == (
        True,
        True,
    )


def test_what_is_done_with_ticked_files_stands_under_the_list_that_they_were_ticked_in(
    cast: Cast,
) -> None:
    pick = Pick.objects.create(by=cast["RS1"], files=[cast.application.pk])
    browser = cast.client("RS1")
    here = [
        re.findall(r'href="([^"]+)" [^>]*aria-current="page"', menu(browser, page))
        for page in (
            f"/desk/applications/ticks/{pick.pk}/labels/?at=fes",
            "/desk/applications/labels/",
        )
    ]
    assert here == [["/desk/fes/applications/"], ["/desk/applications/labels/"]]
