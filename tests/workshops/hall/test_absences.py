"""Three absences raise a sign, until somebody has talked with the person."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from people.models import Participation
from selection.models import Recusal
from tests.selection.judging import rules
from tests.workshops.hall.test_attendance import seated
from tests.workshops.planned import make_participation, make_workshop
from workshops.hall.absences import often_absent
from workshops.hall.arrivals import arrive
from workshops.models import AbsenceTalk, Arrival, Seat

if TYPE_CHECKING:
    from tests.cast import Cast

pytestmark = pytest.mark.django_db


def missed(cast: Cast, away: Participation, times: int, *, state: str = "", n: int = 10) -> None:
    """Somebody kept a seat in workshops that were held, and is nowhere, or marked."""
    for number in range(times):
        workshop = make_workshop(cast.stop, at=timezone.now() - timedelta(days=9 - number))
        arrive(seated(workshop, n + number))
        seat = Seat.objects.create(
            workshop=workshop, participation=away, state="seated", position=1
        )
        if state:
            Arrival.objects.create(workshop=workshop, seat=seat, state=state, how="sheet")


def signs(cast: Cast) -> list[tuple[str, int]]:
    """Who has a sign, and how often they were missed."""
    return [(row.person.name, row.missed) for row in often_absent([cast.stop], cast["RS1"])]


def test_the_third_absence_raises_a_sign(cast: Cast) -> None:
    away = make_participation(cast.stop, 1)
    missed(cast, away, 2)
    assert signs(cast) == []
    missed(cast, away, 1, state="absent", n=20)
    assert signs(cast) == [("Person 1", 3)]


def test_whoever_was_excused_or_whose_workshop_nobody_looked_at_has_no_sign(cast: Cast) -> None:
    missed(cast, make_participation(cast.stop, 1), 3, state="excused")
    away = make_participation(cast.stop, 2)
    for _number in range(3):
        workshop = make_workshop(cast.stop, at=timezone.now() - timedelta(days=2))
        Seat.objects.create(workshop=workshop, participation=away, state="seated", position=1)
    assert signs(cast) == []


def test_a_talk_ends_the_sign(cast: Cast) -> None:
    away = make_participation(cast.stop, 1)
    missed(cast, away, 3)
    page = cast.client("RS1").get("/desk/fes/workshops/absences/").content.decode()
    assert "Person 1" in page
    where = f"/desk/fes/workshops/absences/{away.pk}/talk/"
    assert cast.client("RS1").post(where, {"words": "Comes again"}).status_code == 302
    assert signs(cast) == []


@pytest.mark.parametrize("blind", [True, False])
def test_a_reviewer_is_told_of_nobody_whom_they_do_not_read_by_name(
    cast: Cast, *, blind: bool
) -> None:
    away = Participation.objects.create(stop=cast.stop, person=cast["AP1"])
    missed(cast, away, 3)
    reviewer, where = cast.client("RV"), "/desk/fes/workshops/absences/"
    before = str(cast["AP1"].name) in reviewer.get(where).content.decode()
    if blind:
        rules(cast.stop, blind=True)
    else:
        Recusal.objects.create(application=cast.application, reader=cast["RV"], by=cast["RS1"])
    after = str(cast["AP1"].name) in reviewer.get(where).content.decode()
    talk = reviewer.post(f"{where}{away.pk}/talk/", {"words": "Comes again"})
    assert (before, after, talk.status_code) == (True, False, 404)
    assert (AbsenceTalk.objects.exists(), len(signs(cast))) == (False, 1)
