"""A workshop is limited after people were asked or registered: nobody else is written to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from applications.models import Application
from messaging.models import Message
from people.models import Participation
from tests.pages import content_of
from tests.selection.crowd import applicant
from tests.workshops.planned import make_workshop
from workshops.models import DateOption, DateVote, Invitation, Seat, Workshop
from workshops.planning.inviting import add
from workshops.public.dates import not_voted
from workshops.seats.actions import leave, register
from workshops.seats.queue import promote

if TYPE_CHECKING:
    from tests.cast import Cast

PAGE = "/desk/fes/workshops/1/"


def taking_part(cast: Cast, number: int, kind: str) -> Participation:
    """Person `number` of the stop, with a file of this kind."""
    file = applicant(cast.stop, 200 + number, kind=kind)
    assert file.applicant
    place = Participation.objects.create(stop=cast.stop, person=file.applicant)
    Application.objects.filter(pk=file.pk).update(participation=place)
    return place


def limited(workshop: Workshop, *kinds: str) -> None:
    Workshop.objects.filter(pk=workshop.pk).update(for_kinds=[*kinds])


def test_who_is_not_meant_any_more_is_not_invited_and_the_team_sees_it(cast: Cast) -> None:
    workshop, staff = make_workshop(cast.stop), cast.client("RS1")
    meant, other = (taking_part(cast, n, kind) for n, kind in ((1, "micro"), (2, "project")))
    add(workshop, [meant.pk, other.pk], by=cast["RS1"])
    limited(workshop, "micro", "cooperative")
    page = staff.get(f"{PAGE}invitations/")
    groups = [[row.participation for row in page.context[name]] for name in ("people", "others")]
    staff.post(f"{PAGE}invitations/sending/")
    written = Message.objects.filter(event="workshop_invitation")
    assert (groups, page.context["waiting"]) == ([[meant], [other]], 1)
    assert [each.person for each in written] == [meant.person]
    kept = Invitation.objects.filter(sent_at=None)
    assert [each.participation for each in kept] == [other]
    limited(workshop)
    assert staff.get(f"{PAGE}invitations/").context["waiting"] == 1


def test_the_date_of_a_workshop_is_asked_of_whom_it_is_for(cast: Cast) -> None:
    workshop = make_workshop(
        cast.stop, state="draft", published_at=None, for_kinds=["micro", "cooperative"]
    )
    day = {"starts_on": workshop.starts_on, "starts_clock": workshop.starts_clock}
    option = DateOption.objects.create(workshop=workshop, **day)
    meant, other = (taking_part(cast, n, kind) for n, kind in ((1, "micro"), (2, "project")))
    client, found = cast.client("AP1"), []
    for person in (meant, other):
        client.force_login(person.person)
        answer = client.post("/fes/workshops/1/dates/", {"option": option.pk})
        found.append(answer.status_code)
    assert found == [302, 404]
    assert [vote.participation for vote in DateVote.objects.all()] == [meant]
    DateVote.objects.all().delete()
    assert (not_voted(meant), not_voted(other)) == ([workshop], [])


def test_who_sits_or_waits_stays_and_is_marked_once_others_are_meant(cast: Cast) -> None:
    workshop = make_workshop(cast.stop, capacity=1)
    first, second = (taking_part(cast, n, kind) for n, kind in ((1, "micro"), (2, "project")))
    seat, _waiting = register(workshop, first), register(workshop, second)
    limited(workshop, "micro")
    page = content_of(cast.client("RS1").get(f"{PAGE}seats/?lang=en"))
    rows = re.findall(r"<bdi>(Person [^<]*|[^<]+)</bdi></strong>(.*?)</div>", page, re.DOTALL)
    marked = ["not among those whom it is for" in rest for _name, rest in rows]
    leave(seat)
    promote(workshop)
    states = dict(Seat.objects.values_list("participation", "state"))
    assert (marked, states) == ([False, True], {first.pk: "left", second.pk: "offered"})
