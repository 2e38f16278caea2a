"""The rows of the pages of a meeting in the table of doors: opened by a private link."""

from typing import Any

from django.utils import timezone

from meetings.links import GUEST
from meetings.models import Guest, Meeting
from programs.models import Stop
from tests.cast import Cast
from tests.doors import Door, everybody
from tests.meetings.meeting import make_guest, make_meeting


def came_in(role: str) -> Any:
    """The private link of somebody who has come in: each stop has a meeting of its own."""

    def at(_cast: Cast, stop: Stop) -> list[Any]:
        meeting = Meeting.objects.filter(title_en=f"ZZC {stop.pk}").first() or make_meeting(
            title_en=f"ZZC {stop.pk}", dial_in="0537000000"
        )
        guest = make_guest(meeting, role, role=role)
        Guest.objects.filter(pk=guest.pk, entered_at=None).update(entered_at=timezone.now())
        return [GUEST.make(guest.pk)]

    return at


LISTENER, HOST = came_in("listener"), came_in("host")


def in_pair(role: str) -> Any:
    """The private link of somebody in a room for two, who has been let in."""

    def at(_cast: Cast, stop: Stop) -> list[Any]:
        title = f"ZZC pair {stop.pk}"
        meeting = Meeting.objects.filter(title_en=title).first() or make_meeting(
            title_en=title, way=Meeting.Way.PAIR, dial_in="+212600000000"
        )
        guest = make_guest(meeting, role, role=role)
        now = timezone.now()
        Guest.objects.filter(pk=guest.pk).update(entered_at=now, let_in_at=now)
        return [GUEST.make(guest.pk)]

    return at


IN_PAIR, LEADS_PAIR = in_pair("listener"), in_pair("host")


def of_slide(cast: Cast, stop: Stop) -> list[Any]:
    """A slide that is not there."""
    return [*LISTENER(cast, stop), 7]


MEETINGS: dict[str, Door] = {
    "meetings:door": Door(get=everybody(), post=everybody(), at=LISTENER),
    "meetings:stage": Door(get=everybody(), at=LISTENER),
    "meetings:now": Door(
        post=everybody(), at=LISTENER, body=lambda _cast: {"line": "abcdefgh12", "after": "0"}
    ),
    "meetings:signals": Door(post=everybody("422"), at=LISTENER),
    "meetings:hand": Door(post=everybody(), at=LISTENER, body=lambda _cast: {"up": "1"}),
    "meetings:speaker": Door(post=everybody(), at=HOST),
    "meetings:slide": Door(post=everybody(), at=HOST, body=lambda _cast: {"slide": "0"}),
    "meetings:picture": Door(get=everybody("404"), at=of_slide),
    "meetings:other-way": Door(post=everybody(), at=HOST, body=lambda _cast: {"over": "0"}),
}
PAIR: dict[str, Door] = {
    "meetings:room": Door(get=everybody(), at=IN_PAIR),
    "meetings:room_now": Door(
        post=everybody(), at=IN_PAIR, body=lambda _cast: {"line": "abcdefgh12", "begins": "1"}
    ),
    "meetings:room_signals": Door(post=everybody("422"), at=IN_PAIR),
    "meetings:room_entry": Door(post=everybody(), at=LEADS_PAIR, body=lambda _cast: {"guest": "1"}),
    "meetings:room_telephone": Door(post=everybody("422"), at=IN_PAIR),
}
DOORS = {"meetings": {**MEETINGS, **PAIR}}
