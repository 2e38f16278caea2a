"""The rows of a workshop’s hall in the table of doors; EX1 leads the workshop."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile

from programs.models import Stop
from tests.cast import Cast
from tests.doors import CENTER, Door, Place, Rule, everybody, of_stop, only
from tests.workshops.planned import make_participation, make_workshop
from workshops.after.certificates import make_certificates
from workshops.after.keeping import add_file
from workshops.after.quiz import Asked, keep_quiz
from workshops.hall.arrivals import arrive
from workshops.hall.asking import ask
from workshops.hall.matching import signed
from workshops.hall.report_files import Attended
from workshops.models import Certificate, Material, Question, Quiz, Trainer, Workshop
from workshops.seats.links import seat_url

NUMBER = 71
KEY = "6f2c1f0e-9d1e-4a57-8a26-0c5f8a3b9d11"
WALK_IN = "0b0f2f9c-0a5d-4b39-9a44-7d5c8f5f3e77"


def staff(outcome: str = "Y") -> Rule:
    """Staff of the center and the trainer; for anybody else there is no such workshop."""
    return {**only(""), **dict.fromkeys(["RV", "RS1", "SU", "EX1"], outcome)}


def held(cast: Cast, stop: Stop) -> Workshop:
    """The workshop that stands at a stop, led by EX1 in region 1."""
    known = Workshop.objects.filter(stop=stop, number=NUMBER).first()
    if known:
        return known
    workshop = make_workshop(stop, number=NUMBER)
    if stop == cast.stop:
        names = {"name_ar": "م", "name_fr": "M", "name_en": "M"}
        center, user = stop.center, cast["EX1"]
        workshop.trainers.add(Trainer.objects.create(center=center, user=user, **names))
    return workshop


def of_workshop(*more: Any) -> Place:
    """Under the address of a workshop."""
    return lambda cast, stop: [stop.slug, held(cast, stop).number, *more]


MARKS = f'[{{"key": "{KEY}", "row": "w{WALK_IN}", "state": "present", "name": "Brahim"}}]'
HALL = {
    "hall:sheet": Door(
        get=staff(),
        post=staff(),
        at=of_workshop(),
        body=lambda _cast: {"key": KEY, "mark": f"w{WALK_IN} present", "name": "Brahim"},
    ),
    "hall:unplugged": Door(get=staff(), at=of_workshop()),
    "hall:marks": Door(post=staff(), at=of_workshop(), body=lambda _cast: {"marks": MARKS}),
}


def certified(cast: Cast, stop: Stop) -> Certificate:
    """The certificate of the only person who was there."""
    workshop = held(cast, stop)
    seat = workshop.seats.first()
    if seat is None:
        guest = make_participation(stop, 71, name="Amina")
        seat = workshop.seats.create(participation=guest, state="seated", position=1)
        arrive(seat)
        make_certificates(workshop, by=cast["RS1"])
    return Certificate.objects.get(arrival__seat=seat)


def certificates(*more: Any) -> Place:
    """Under the address of a workshop where somebody has a certificate."""

    def at(cast: Cast, stop: Stop) -> list[Any]:
        workshop = certified(cast, stop).workshop
        return [stop.slug, workshop.number, *more]

    return at


def of_seat(cast: Cast, stop: Stop) -> list[Any]:
    """Under the link of the seat of whoever was there."""
    arrival = certified(cast, stop).arrival
    seat = arrival.seat if arrival else None
    return [seat_url(seat).split("/")[2]] if seat else []


def questioned(cast: Cast, stop: Stop) -> list[Any]:
    """The link of the seat of whoever was there, once the workshop with its questions is over."""
    kept_at(cast, stop)
    workshop = held(cast, stop)
    if not Quiz.objects.filter(workshop=workshop).exists():
        keep_quiz(workshop, [Asked("2 + 2?", ["3", "4"], 1, "digital")])
    return of_seat(cast, stop)


REPORT = "Name,Email,Duration\nAmina,,62\n"
PREVIEW = signed([Attended("Amina")])
AFTER = {
    "hall:report": Door(
        get=staff(),
        post=staff(),
        at=of_workshop(),
        body=lambda _cast: {"file": SimpleUploadedFile("report.csv", REPORT.encode())},
    ),
    "hall:report_kept": Door(
        post=staff(), at=of_workshop(), body=lambda _cast: {"people": PREVIEW, "who-0": "nobody"}
    ),
    "after_desk:certificates": Door(get=staff(), post=staff(), at=certificates()),
    "after_desk:papers": Door(get=staff(), at=certificates("zip")),
    "after_desk:letters": Door(post=staff(), at=certificates()),
    "after:proof": Door(
        get=everybody(), at=lambda cast, stop: [certified(cast, stop).key], counts=True
    ),
    "after:certificate": Door(get=everybody(), at=of_seat),
    "after_desk:quiz": Door(get=staff(), post=staff("422"), at=of_workshop()),
    "after:quiz": Door(get=everybody(), post=everybody("422"), at=questioned),
}


def question_of(cast: Cast, stop: Stop) -> Question:
    """A question of whoever was there."""
    arrival = certified(cast, stop).arrival
    seat = arrival.seat if arrival else None
    assert seat
    return ask(seat, "How?", UUID(KEY) if stop == cast.stop else UUID(WALK_IN))


def at_question(cast: Cast, stop: Stop) -> list[Any]:
    """Under the address of a question, for staff."""
    return [stop.slug, NUMBER, question_of(cast, stop).pk]


def absent_at(cast: Cast, stop: Stop) -> list[Any]:
    """Somebody who takes part."""
    arrival = certified(cast, stop).arrival
    seat = arrival.seat if arrival else None
    return [stop.slug, seat.participation_id if seat else 0]


def of_center(who: str = CENTER) -> Rule:
    """Who work on the files of the stop; the other region's find nothing, all else are refused."""
    return {**only("", others="403"), "RS2": "404", **dict.fromkeys(who.split(), "Y")}


QUESTIONS = {
    "hall:questions": Door(get=staff(), at=certificates()),
    "hall:wall": Door(get=staff(), at=certificates()),
    "hall:answered": Door(post=staff(), at=at_question, body=lambda _cast: {"state": "live"}),
    "hall:absences": Door(get=of_center(), at=of_stop()),
    "hall:talked": Door(post=of_center(), at=absent_at, body=lambda _cast: {"words": "Called"}),
    "hall_seat:asked": Door(
        get=everybody(),
        post=everybody(),
        at=of_seat,
        body=lambda _cast: {"text": "How much?", "key": WALK_IN},
    ),
    "hall_seat:polled": Door(get=everybody(), at=of_seat),
    "hall_seat:voted": Door(
        post=everybody(), at=lambda cast, stop: [*of_seat(cast, stop), question_of(cast, stop).pk]
    ),
}


def kept_at(cast: Cast, stop: Stop) -> Material:
    """Something to take home from a workshop that is over."""
    workshop = certified(cast, stop).workshop
    Workshop.objects.filter(pk=workshop.pk).update(
        starts_at=workshop.starts_at - PAST, ends_at=workshop.starts_at - PAST + HOUR
    )
    known = workshop.materials.first()
    if known is None:
        sound = SimpleUploadedFile("sound.wav", WAV)
        known = add_file(workshop, sound, kind="audio", title="Sound")
    return known


def taken_home(*more: Any) -> Place:
    """Under the address of a workshop that is over, for staff."""

    def at(cast: Cast, stop: Stop) -> list[Any]:
        return [stop.slug, kept_at(cast, stop).workshop.number, *more]

    return at


def removed(cast: Cast, stop: Stop) -> list[Any]:
    """What is to be taken away."""
    return [stop.slug, NUMBER, kept_at(cast, stop).pk]


def seat_after(cast: Cast, stop: Stop) -> list[Any]:
    """The link of a seat whose workshop is over."""
    kept_at(cast, stop)
    return of_seat(cast, stop)


PAST, HOUR = timedelta(days=20), timedelta(hours=1)
WAV = b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(20) + b"data" + bytes(4)
STAYS = {
    "after_desk:materials": Door(
        get=staff(),
        post=staff(),
        at=taken_home(),
        body=lambda _cast: {"kind": "captions", "title": "R", "link": "https://example.ma/"},
    ),
    "after_desk:lines": Door(
        post=staff(), at=taken_home(), body=lambda _cast: {"lines_fr": "Une ligne"}
    ),
    "after_desk:removal": Door(post=staff(), at=removed),
    "after:after": Door(
        get=everybody(), post=everybody(), at=seat_after, body=lambda _cast: {"face": "3"}
    ),
    "after:showing": Door(post=everybody(), at=seat_after, body=lambda _cast: {"yes": "1"}),
    "after:material": Door(
        get=everybody(),
        at=lambda cast, stop: [*seat_after(cast, stop), kept_at(cast, stop).pk],
    ),
}
DOORS = {"workshops-hall": {**HALL, **AFTER, **QUESTIONS, **STAYS}}
