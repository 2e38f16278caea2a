"""The partners of the demonstration read figures of their themes from the first day on."""

from __future__ import annotations

import pytest
from django.test import Client

from people.models import Membership
from programs.models import Partner, Stop
from reporting.demo import take_out
from reporting.disclosure.tables import Place, days, published
from reporting.models import Cell

pytestmark = pytest.mark.django_db
WITHOUT_FIGURES = ["presse"]  # it prints the bulletin, which everybody reads


@pytest.fixture
def stop() -> Stop:
    """The stop that runs."""
    return Stop.objects.get(slug="fes-meknes")


@pytest.mark.usefixtures("demo")
def test_every_partner_but_the_press_has_themes() -> None:
    without = Partner.objects.filter(themes=None, stops__slug="fes-meknes")
    assert list(without.values_list("code", flat=True)) == WITHOUT_FIGURES


@pytest.mark.usefixtures("demo")
def test_the_running_stop_and_its_region_and_the_country_have_one_release(stop: Stop) -> None:
    found = [days(place) for place in (Place(stop), Place(None, stop.center.region), Place())]
    assert [len(each) for each in found] == [1, 1, 1]


@pytest.mark.usefixtures("demo")
def test_the_tables_of_a_partner_have_rows(stop: Stop) -> None:
    tables = published(Partner.objects.get(code="tamwilcom"), stop)
    assert [table.cube for table in tables if table.is_shown] == [
        *("province", "sector", "kind", "stage", "amount")
    ]


@pytest.mark.usefixtures("demo")
def test_a_partner_sees_tables_on_the_first_page() -> None:
    browser = Client()
    browser.force_login(Membership.objects.get(partner__code="banque", role="partner").user)
    page = browser.get("/partner/", {"lang": "fr"}).content.decode()
    assert page.count("<table") == 12


@pytest.mark.usefixtures("demo")
def test_nothing_of_it_is_left_when_it_is_taken_out() -> None:
    take_out(list(Stop.objects.select_related("center")))
    assert Cell.objects.count() == 0


@pytest.mark.usefixtures("demo")
def test_what_was_released_of_the_demonstration_goes_with_it() -> None:
    before = Cell.objects.count()
    take_out(list(Stop.objects.filter(slug="fes-meknes")))
    assert (before > 0, Cell.objects.count()) == (True, 0)
