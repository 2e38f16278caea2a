"""A copy of one's data holds what became of one's seats: arrivals, questions, marks, opinions."""

import json
from datetime import UTC, datetime
from typing import Any

from meetings.models import Guest
from people.models import Participation
from tests.cast import Cast
from tests.workshops.planned import make_workshop
from workshops.hall.meetings import guest_of
from workshops.models import (
    Arrival,
    Certificate,
    Invitation,
    MayShow,
    Opinion,
    Question,
    Seat,
    Vote,
)

MOMENT = datetime(2026, 11, 23, 12, tzinfo=UTC)
AT = {"workshop__stop__slug": "fes", "workshop__number": 1}
NOW = "2026-11-23T12:00:00Z"


def been(person: Any, cast: Cast, *, said: str) -> None:
    """Somebody who was invited, sat, came, asked, voted, and said how it was."""
    stop = cast.application.stop
    mine, _new = Participation.objects.get_or_create(stop=stop, person=person)
    workshop = make_workshop(stop)
    Invitation.objects.create(workshop=workshop, participation=mine, sent_at=MOMENT)
    seat = Seat.objects.create(
        workshop=workshop, participation=mine, state="seated", position=1, count=1
    )
    came = {"state": "present", "how": "link", "at": MOMENT}
    arrival = Arrival.objects.create(workshop=workshop, seat=seat, **came)
    Guest.objects.filter(pk=guest_of(seat).pk).update(entered_at=MOMENT)
    asked = Question.objects.create(workshop=workshop, seat=seat, text=said, asked_at=MOMENT)
    Vote.objects.create(question=asked, seat=seat)
    Opinion.objects.create(seat=seat, face=3, used=said, missed="", at=MOMENT)
    Certificate.objects.create(
        workshop=workshop, arrival=arrival, person=person, words={"name": said}, made_at=MOMENT
    )
    MayShow.objects.create(participation=mine, given_at=MOMENT)


def test_a_copy_of_the_data_holds_what_became_of_ones_seats(cast: Cast) -> None:
    been(cast["AP1"], cast, said="Where do I sell?")
    kept = json.loads(cast.client("AP1").get("/account/me/data/").content)
    assert kept["invitations"] == [{**AT, "sent_at": NOW}]
    assert kept["arrivals"] == [{**AT, "state": "present", "how": "link", "at": NOW}]
    asked = {"text": "Where do I sell?", "state": "open", "answer": "", "asked_at": NOW}
    assert kept["questions"] == [{**AT, **asked}]
    assert [each["question__text"] for each in kept["question_votes"]] == ["Where do I sell?"]
    assert [(each["face"], each["used"]) for each in kept["opinions"]] == [(3, "Where do I sell?")]
    assert kept["certificates"] == [{"words": {"name": "Where do I sell?"}, "made_at": NOW}]
    assert [(each["name"], each["entered_at"]) for each in kept["meetings"]] == [
        ("ZZC AP1 Name", NOW)
    ]
    assert [each["given_at"] for each in kept["may_show"]] == [NOW]


def test_a_copy_of_the_data_holds_nothing_of_the_seats_of_others(cast: Cast) -> None:
    been(cast["AP2"], cast, said="ZZC AP2 asks")
    kept = json.loads(cast.client("AP1").get("/account/me/data/").content)
    of_workshops = ("invitations", "arrivals", "questions", "opinions", "certificates", "meetings")
    assert [kept[name] for name in of_workshops] == [[]] * 6
