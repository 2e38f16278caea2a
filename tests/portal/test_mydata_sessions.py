"""A copy of one's data holds one's sessions: what was written of them, steps, requests, opinions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from coaching.models import Report, Request, Step
from coaching.session.reporting import say
from coaching.session.rooms import guest_of
from people.models import Participation
from tests.coaching.arranged import make_expert
from tests.coaching.held import make_session

if TYPE_CHECKING:
    from tests.cast import Cast

NAMES = ("sessions", "session_reports", "next_steps", "session_requests", "session_opinions")


def met(cast: Cast, code: str) -> None:
    """Somebody met an expert, who wrote of it; they said how it was and ask for another one."""
    person = Participation.objects.create(stop=cast.stop, person=cast[code])
    booking = make_session(make_expert(cast.stop), cast.stop, person, state="held")
    Report.objects.create(booking=booking, outcome="held", topics=f"Debts of {code}", minutes=25)
    Step.objects.create(participation=person, booking=booking, words="Ask the bank")
    Request.objects.create(participation=person, theme=booking.theme, words="Again")
    say(booking, 3, "Good")
    guest_of(booking)


def copy(cast: Cast) -> dict[str, Any]:
    kept: dict[str, Any] = json.loads(cast.client("AP1").get("/account/me/data/").content)
    return kept


def test_a_copy_of_the_data_holds_ones_sessions_and_what_was_written_of_them(cast: Cast) -> None:
    met(cast, "AP1")
    kept = copy(cast)
    assert [(each["state"], each["mode"]) for each in kept["sessions"]] == [("held", "phone")]
    assert [each["topics"] for each in kept["session_reports"]] == ["Debts of AP1"]
    assert [each["words"] for each in kept["next_steps"]] == ["Ask the bank"]
    assert [each["words"] for each in kept["session_requests"]] == ["Again"]
    assert [(each["face"], each["words"]) for each in kept["session_opinions"]] == [(3, "Good")]
    assert [each["name"] for each in kept["session_rooms"]] == ["ZZC AP1 Name"]


def test_a_copy_of_the_data_holds_nothing_of_the_sessions_of_others(cast: Cast) -> None:
    met(cast, "AP2")
    assert [copy(cast)[name] for name in (*NAMES, "session_rooms")] == [[]] * 6
