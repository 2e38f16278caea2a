"""Names of companions, walk-ins and guests of reports are forgotten a month after the workshop."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.utils import timezone

from programs.models import Stop
from tests.workshops.hall.test_attendance import seated, tap
from tests.workshops.planned import make_workshop
from workshops.after.certificates import make_certificates
from workshops.clock import forget_names_of_guests
from workshops.hall.arrivals import mark
from workshops.hall.sheet import sheet_of
from workshops.models import Certificate, ReportName, Seat, Workshop

if TYPE_CHECKING:
    from tests.cast import Cast

pytestmark = pytest.mark.django_db


def with_guests(cast: Cast, days: int) -> Workshop:
    """A workshop that ended so many days ago, with a companion and a walk-in who were there."""
    workshop = make_workshop(cast.stop, at=timezone.now() - timedelta(days=days, hours=2))
    phone = "+212661000801"
    seat = seated(workshop, days, count=2, companion_name="Aïcha", companion_phone=phone)
    marks = [tap(f"t{seat.pk}"), tap(f"w{uuid4()}", name="Brahim")]
    mark(workshop, marks, by=cast["RS1"], how="door")
    return workshop


def names(workshop: Workshop) -> list[str]:
    """Who stands on its sheet."""
    return sorted(row.name for row in sheet_of(workshop).rows)


def test_a_month_later_they_are_counted_and_not_named(cast: Cast) -> None:
    old, lately = with_guests(cast, 31), with_guests(cast, 29)
    first, again = forget_names_of_guests(), forget_names_of_guests()
    assert (first, again) == (2, 0)
    assert (names(old), names(lately)) == (
        ["Person 31", "—", "—"],
        ["Aïcha", "Brahim", "Person 29"],
    )
    phones = Seat.objects.order_by("pk").values_list("companion_phone", flat=True)
    assert [*phones] == ["", "+212661000801"]
    assert sheet_of(old).present == 2


def test_a_paper_that_was_made_keeps_what_it_says(cast: Cast) -> None:
    workshop = with_guests(cast, 31)
    make_certificates(workshop, by=cast["RS1"])
    forget_names_of_guests()
    said = [row.words["name"] for row in Certificate.objects.order_by("pk")]
    assert said == ["Aïcha", "Brahim"]


def test_names_of_reports_are_remembered_until_a_month_after_the_stop(cast: Cast) -> None:
    for stop in (cast.stop, cast.elsewhere):
        ReportName.objects.create(stop=stop, key="the trainer")
    over = timezone.localdate() - timedelta(days=31)
    Stop.objects.filter(pk=cast.stop.pk).update(starts_on=over, ends_on=over)
    forget_names_of_guests()
    assert [row.stop for row in ReportName.objects.all()] == [cast.elsewhere]
