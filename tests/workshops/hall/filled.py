"""A workshop with everything that its hall may hold, and the addresses of its pages."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.rows_workshops_hall import WAV, held
from tests.workshops.hall.test_attendance import address, seated, tap
from tests.workshops.planned import make_workshop
from workshops.after.certificates import make_certificates
from workshops.after.keeping import add_file
from workshops.after.quiz import Asked, keep_quiz
from workshops.hall.arrivals import arrive, mark
from workshops.hall.asking import answer, ask, vote
from workshops.models import AfterWords, Certificate, Opinion, Workshop
from workshops.seats.links import seat_url

if TYPE_CHECKING:
    from tests.cast import Cast
    from workshops.models import Seat

NAMES = ("فاطمة الزهراء العلالي", "Mohammed Amine Benjelloun El Idrissi", "نورة")
DESK = ("questions", "after", "certificates", "seats")
LONG = "Comment vendre sur Facebook sans payer la publicité, et combien cela prend-il par semaine ?"


def fill(cast: Cast) -> dict[str, str]:
    """Three people, one with a companion, a walk-in, questions, papers; one who stays away."""
    workshop = held(cast, cast.stop)
    seats = [seated(workshop, n) for n in range(1, 4)]
    for seat, name in zip(seats, NAMES, strict=True):
        seat.participation.person.name = name
        seat.participation.person.save()
    seats[0].count, seats[0].companion_name = 2, "ليلى العلالي"
    seats[0].save()
    marks = [tap(f"s{seats[0].pk}"), tap(f"s{seats[1].pk}", "absent")]
    walk_in = tap("w0b0f2f9c-0a5d-4b39-9a44-7d5c8f5f3e77", name="Brahim")
    mark(workshop, [*marks, walk_in], by=cast["RS1"], how="sheet")
    _asked(seats)
    _kept(cast, workshop, seats[0])
    _away(cast, seats[2])
    page = f"/desk/{cast.stop.slug}/workshops/{workshop.number}/"
    link = seat_url(seats[0])
    certificate = Certificate.objects.order_by("pk").first()
    return {
        "sheet": address(workshop),
        "report": address(workshop, "report/"),
        **{name: f"{page}{name}/" for name in DESK},
        "quiz": f"{page}after/quiz/",
        "quiz asked": f"{link}after/quiz/",
        "absences": f"/desk/{cast.stop.slug}/workshops/absences/",
        "asked": f"{link}questions/",
        "after for them": f"{link}after/",
        "missed": f"{seat_url(seats[1])}after/",
        "proof": f"/certificate/{certificate.key if certificate else ''}/",
        "no proof": "/certificate/nothing/",
    }


def _asked(seats: list[Seat]) -> None:
    first = ask(seats[0], LONG, uuid4())
    second = ask(seats[1], "كم يكلف ذلك؟", uuid4())
    vote(seats[1], first)
    answer(second, "later")
    answer(ask(seats[2], "أين أجد الدليل؟", uuid4()), "written", words="في صفحة الورشة")


def _kept(cast: Cast, workshop: Workshop, seat: Seat) -> None:
    sound = SimpleUploadedFile("x.wav", WAV)
    add_file(workshop, sound, kind="audio", title="صوت الورشة", minutes=60)
    workshop.materials.create(kind="replay", title="Rediffusion", link="https://example.ma/r")
    lines = "1. Une page\n2. Trois photos\n3. Un prix\n4. Une réponse\n5. Un rendez-vous"
    AfterWords.objects.create(workshop=workshop, lines_ar=lines, lines_fr=lines, lines_en=lines)
    Opinion.objects.create(seat=seat, face=3, used="Ma page", missed="Du temps")
    make_certificates(workshop, by=cast["RS1"])
    keep_quiz(workshop, [Asked(LONG, ["نعم", "لا", "Parfois"], 1, "digital")])
    past = timezone.now() - timedelta(days=1)
    Workshop.objects.filter(pk=workshop.pk).update(
        starts_at=past, ends_at=past + timedelta(hours=1)
    )


def _away(cast: Cast, seat: Seat) -> None:
    for number in range(3):
        other = make_workshop(cast.stop, at=timezone.now() - timedelta(days=3 + number))
        other.seats.create(participation=seat.participation, state="seated", position=1)
        arrive(seated(other, 40 + number))
