"""The rows of an expert’s day and of what follows a session; EX1 is the expert in region 1."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from coaching.models import Booking, Expert, Report, Step
from coaching.session.links import day_url, step_url
from programs.models import Stop
from tests.cast import Cast
from tests.coaching.arranged import make_booking, make_expert, make_slot
from tests.doors import CENTER, Door, Place, Rule, everybody, of_stop, only
from tests.workshops.planned import make_participation

N = 73
WAV = b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(20) + b"data" + bytes(4)
SAID = {"outcome": "held", "minutes": "20", "step0-words": "Ask the bank"}


def expert_at(cast: Cast, stop: Stop) -> Expert:
    """The expert of a stop: EX1 in region 1."""
    own: dict[str, Any] = {"user": cast["EX1"]} if stop == cast.stop else {}
    asked = own or {"name_fr": f"Expert {N}"}
    known = Expert.objects.filter(center=stop.center, **asked).first()
    return known or make_expert(stop, N, **own)


def held(cast: Cast, stop: Stop, mode: str = "phone") -> Booking:
    """A session that has just begun, in the way that a door asks for."""
    expert = expert_at(cast, stop)
    known = Booking.objects.filter(expert=expert, person__phone=f"+2126990300{N}").first()
    if known is None:
        slot = make_slot(expert, stop, at=timezone.now())
        known = make_booking(slot, make_participation(stop, N))
    Booking.objects.filter(pk=known.pk).update(mode=mode)
    return known


def reported(cast: Cast, stop: Stop) -> Booking:
    """The same with a report, a voice note and a step."""
    booking = held(cast, stop)
    if not Report.objects.filter(booking=booking).exists():
        sound = SimpleUploadedFile("note.wav", WAV)
        Report.objects.create(booking=booking, outcome="held", voice=sound)
        assert booking.participation
        Step.objects.create(participation=booking.participation, booking=booking, words="Ask")
        Booking.objects.filter(pk=booking.pk).update(state="held")
    return booking


def own(*, ready: Any = held, **how: Any) -> Place:
    """Under the number of a session."""
    return lambda cast, stop: [ready(cast, stop, **how).pk]


def of_day(*more: str, **how: Any) -> Place:
    """Under the private link of the day of a session."""

    def at(cast: Cast, stop: Stop) -> list[Any]:
        booking = held(cast, stop, **how)
        token = day_url(booking.expert, timezone.localdate()).split("/")[2]
        today = timezone.localdate()
        if booking.slot.on != today:  # begun just before midnight
            booking.slot.on = today
            booking.slot.save()
        return [token, *([booking.pk] if more else [])]

    return at


def of_step(cast: Cast, stop: Stop) -> list[Any]:
    """Under the link of what stays of a session."""
    return [step_url(reported(cast, stop)).split("/")[2]]


def a_step(cast: Cast, stop: Stop) -> Step:
    """The step of whoever had a session."""
    return Step.objects.get(booking=reported(cast, stop))


def expert_alone(cast: Cast, stop: Stop) -> list[Any]:
    """Nothing stands in the address; EX1 has a session."""
    held(cast, stop)
    return []


def team(who: str = f"EX1 {CENTER}") -> Rule:
    """The expert and the staff of the center; for anybody else there is no such session."""
    return only(who)


def writers() -> Rule:
    """The same, but for reviewers, who read and write nothing."""
    return {**team(), "RV": "403"}


def of_center() -> Rule:
    """Who work on the files of the stop; the other region's find nothing, all else are refused."""
    return {**only("", others="403"), "RS2": "404", **dict.fromkeys(CENTER.split(), "Y")}


DAY = {
    "day:today": Door(get=only("EX1"), at=expert_alone),
    "day:offline": Door(get=only("EX1"), at=expert_alone),
    "day:people": Door(get=only("EX1"), at=expert_alone),
    "day:session": Door(get=team(), at=own()),
    "day:report": Door(get=writers(), post=writers(), at=own(), body=lambda _cast: SAID),
    "day:attempt": Door(post=writers(), at=own()),
    "day:voice": Door(get=team(), at=own(ready=reported)),
    "day:room": Door(post=writers(), at=own(mode="video")),
    "day:step": Door(post=writers(), at=lambda cast, stop: [a_step(cast, stop).pk]),
}
BY_LINK = {
    "day:by_link": Door(get=everybody(), at=of_day()),
    "day:by_link_offline": Door(get=everybody(), at=of_day()),
    "day:report_by_link": Door(
        get=everybody(), post=everybody(), at=of_day("session"), body=lambda _cast: SAID
    ),
    "day:attempt_by_link": Door(post=everybody(), at=of_day("session")),
    "day:room_by_link": Door(post=everybody(), at=of_day("session", mode="video")),
    "day:after": Door(get=everybody(), at=of_step),
    "day:opinion": Door(post=everybody(), at=of_step, body=lambda _cast: {"face": "3"}),
    "day:done": Door(
        post=everybody(), at=lambda cast, stop: [*of_step(cast, stop), a_step(cast, stop).pk]
    ),
}


def somebody(cast: Cast, stop: Stop) -> list[Any]:
    """Somebody who had a session."""
    return [stop.slug, held(cast, stop).participation_id]


CARE = {
    "day:calls": Door(get=of_center(), at=of_stop()),
    "day:talked": Door(
        post={**of_center(), "RV": "403"}, at=somebody, body=lambda _cast: {"words": "Called"}
    ),
    "day:support": Door(get=of_center(), at=of_stop()),
}
DOORS = {"coaching-session": {**DAY, **BY_LINK, **CARE}}
