"""Promises kept or late, counted from the doors; a comparison in which nobody is known."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from partners.models import Promise
from partners.promises.figures import Comparison, comparison, kept, states_of
from people.models import Participation, User
from tests.pages import content_of
from tests.partners.arranged import another, bank, door, promise_of, taking_part

if TYPE_CHECKING:
    from programs.models import Partner, Stop
    from tests.cast import Cast

NOW = timezone.now
DAY = timedelta(days=1)


def doors(stop: Stop, partner: Partner, took: list[float | None], ago: float = 40) -> None:
    """One door for each, opened `ago` days ago and answered so many days later, or not."""
    opened = NOW() - ago * DAY
    for number, days in enumerate(took):
        own = {"name": f"P {partner.code} {number}", "language": "ar"}
        person = User.objects.create_user(**own, email=f"{partner.code}{ago}{number}@example.org")
        place = Participation.objects.create(stop=stop, person=person)
        said = {} if days is None else {"state": "taken", "answered_at": opened + days * DAY}
        door(place, partner, opened_at=opened, **said)


def test_a_promise_counts_answers_in_time_late_and_waiting(cast: Cast) -> None:
    promise = promise_of(cast.stop, files=2, days=15)
    doors(cast.stop, bank(), [1, 16, None])
    doors(cast.stop, bank(), [None], ago=3)
    doors(cast.stop, bank(), [1], ago=90)  # before the promise
    (found,) = kept([promise])
    assert (found.in_time, found.late, found.waiting) == (1, 2, 1)
    assert (found.is_kept, found.is_late) == (False, True)


def test_a_promise_is_kept_once_as_many_were_answered_in_time(cast: Cast) -> None:
    promise = promise_of(cast.stop, files=2, days=15)
    doors(cast.stop, bank(), [1, 2, 30])
    (found,) = kept([promise])
    assert (found.is_kept, found.is_late) == (True, False)


def test_a_door_closed_without_an_answer_counts_for_nobody(cast: Cast) -> None:
    promise = promise_of(cast.stop, files=2, days=15)
    door(taking_part(cast), opened_at=NOW() - 30 * DAY, revoked_at=NOW())
    (found,) = kept([promise])
    assert (found.in_time, found.late, found.waiting) == (0, 0, 0)


def test_nothing_of_others_is_said_while_they_are_too_few(cast: Cast) -> None:
    doors(cast.stop, bank(), [2, 4])
    for number, many in enumerate((5, 5, 4)):
        partner, _user = another(cast.stop, f"fund{number}")
        doors(cast.stop, partner, [6.0] * many)
    assert comparison(bank(), cast.stop.center) == Comparison(3.0, None)
    third, _user = another(cast.stop, "fund3")
    doors(cast.stop, third, [9.0] * 5)
    assert comparison(bank(), cast.stop.center) == Comparison(3.0, 6.0)


def test_who_has_answered_nobody_is_compared_with_nobody(cast: Cast) -> None:
    for number in range(3):
        partner, _user = another(cast.stop, f"fund{number}")
        doors(cast.stop, partner, [6.0] * 5)
    assert comparison(bank(), cast.stop.center) == Comparison(None, None)


def test_a_partner_and_a_team_write_promises_that_both_see(cast: Cast) -> None:
    form = {"where": "bank fes", "many": "٣٠", "days": "15", "since": "2026-12-01"}
    sent = {**form, "key": "7d9f2f0e-8b1c-4a57-9b6f-0f5f1d3c2b1a"}
    for _turn in range(2):
        assert cast.client("PI").post("/partner/promises/", sent).status_code == 302
    assert cast.client("PI").post("/partner/promises/", {**sent, "days": "3"}).status_code == 422
    sent["key"] = "8d9f2f0e-8b1c-4a57-9b6f-0f5f1d3c2b1a"
    there = "/desk/fes/partners/promises/"
    assert cast.client("RS1").post(there, sent).status_code == 302
    assert Promise.objects.count() == 2
    said = "30 files, each answered in 15 days"
    assert content_of(cast.client("PI").get("/partner/promises/")).count(said) == 2
    assert content_of(cast.client("RV").get("/desk/fes/partners/")).count(said) == 2


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"many": "0"}, "many"),
        ({"days": "9" * 400}, "days"),
        ({"since": "soon"}, "since"),
        ({"since": "٣٠٢٦-١٢-٠١"}, "since"),
        ({"where": "fund fes"}, "where"),
    ],
)
def test_a_promise_that_cannot_be_is_refused(cast: Cast, wrong: dict[str, str], field: str) -> None:
    form = {"where": "bank fes", "many": "30", "days": "15", "since": "2026-12-01"}
    sent = {**form, "key": "7d9f2f0e-8b1c-4a57-9b6f-0f5f1d3c2b1a", **wrong}
    answer = cast.client("PI").post("/partner/promises/", sent)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])


def test_a_partner_takes_out_its_own_promises_alone(cast: Cast) -> None:
    fund, _user = another(cast.stop)
    theirs, own = promise_of(cast.stop, fund), promise_of(cast.stop)
    assert cast.client("PI").post(f"/partner/promises/{theirs.pk}/deletion/").status_code == 404
    assert cast.client("PI").post(f"/partner/promises/{own.pk}/deletion/").status_code == 302
    assert list(Promise.objects.all()) == [theirs]


def test_a_team_sees_doors_by_state_and_closed_ones_apart(cast: Cast) -> None:
    door(taking_part(cast), state="financed")
    door(Participation.objects.create(stop=cast.stop, person=cast["AP2"]), state="refused")
    last = Participation.objects.create(stop=cast.stop, person=cast["EX2"])
    door(last, state="taken", revoked_at=NOW())
    (row,) = states_of(cast.stop)
    found = (row.waiting, row.taken, row.refused, row.financed, row.closed)
    assert found == (0, 0, 1, 1, 1)
