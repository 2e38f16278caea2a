"""The partners of the demonstration find figures on their first page, as the public does."""

from __future__ import annotations

import pytest

from people.models import Membership
from programs.models import Stop
from reporting.demo import take_out
from reporting.models import Cell
from tests.demo.test_recounted import browser_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo", "in_english")]


def test_a_partner_finds_the_needs_of_its_theme_at_once() -> None:
    member = Membership.objects.select_related("user").get(partner__code="tamwilcom")
    page = browser_of(member.user).get("/partner/").content.decode()
    assert ["At least 20 together" in page, "Nothing has been released" in page] == [True, False]


def test_what_was_released_of_the_demonstration_goes_with_it() -> None:
    before = Cell.objects.count()
    take_out(list(Stop.objects.filter(slug="fes-meknes")))
    assert (before > 0, Cell.objects.count()) == (True, 0)
