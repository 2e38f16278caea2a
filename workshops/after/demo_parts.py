"""What the demonstration's workshops left: who came, what was asked, replays, certificates."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from questionnaires.models import Questionnaire, Version
from workshops.after.certificates import make_certificates
from workshops.after.quiz import Asked, answer, keep_quiz
from workshops.models import (
    AfterWords,
    Arrival,
    ArrivalState,
    Material,
    Opinion,
    Question,
    Seat,
    Vote,
    Wall,
    Workshop,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from people.models import User
    from programs.models import Stop

State = Question.State
MB = 1024 * 1024
VIDEO = "https://video.example.org/"
WALK_IN = "خديجة بنعلي"
AWAY = {3: ArrivalState.ABSENT, 8: ArrivalState.EXCUSED, 14: ArrivalState.ABSENT}  # by place
ASKED = (  # text, state, answer
    ("هل أحتاج إلى ضمانة للحصول على القرض؟", State.LIVE, ""),
    ("كم من الوقت تستغرق دراسة الملف؟", State.LATER, ""),
    ("Un auto-entrepreneur peut-il aussi demander ?", State.WRITTEN, "Oui, avec sa carte."),
)
COMING = (
    ("ما هي الوثائق التي أحضرها معي؟", State.OPEN, ""),
    ("Est-ce que la coopérative a droit à la même aide ?", State.OPEN, ""),
)
LINES = {
    "ar": (
        "1. احسب تكاليفك كلها.\n2. حدد ثمنك.\n3. اعرف أدنى مبيعاتك.\n"
        "4. جهز وثائقك.\n5. اسأل مستشارك."
    ),
    "fr": (
        "1. Comptez tous vos coûts.\n2. Fixez votre prix.\n3. Connaissez votre seuil.\n"
        "4. Préparez vos papiers.\n5. Demandez à votre conseiller."
    ),
    "en": (
        "1. Count all your costs.\n2. Set your price.\n3. Know your break-even point.\n"
        "4. Prepare your papers.\n5. Ask your adviser."
    ),
}
KEPT = (  # kind, title, megabytes, minutes
    ("slides", "العرض · Diapositives", 2, None),
    ("audio", "صوت الورشة · Son de l’atelier", 11, 60),
    ("replay", "تسجيل الورشة · Rediffusion", 240, 60),
    ("captions", "نص الكلام · Sous-titres", 1, None),
)
QUIZ = (
    Asked("كم يمكن أن يبلغ قرض «انطلاقة»؟", ("1.200.000 درهم", "100.000 درهم"), 0, "financing"),
    Asked("مم يتكون الثمن؟", ("من التكلفة", "من التكلفة والربح"), 1, "financing"),
    Asked("من يقرأ دراسة الجدوى أولا؟", ("أنت", "البنك"), 0, "management"),
)
SAID = ((3, "سأحسب ثمن منتوجي من جديد", ""), (3, "", "وقت أطول للأسئلة"), (2, "", "Des exemples"))


def put_in(stop: Stop, staff: Mapping[str, User]) -> None:
    """Fill the workshops that are over, and ask something before the next one."""
    now, by = timezone.now(), staff["manager.fes"]
    workshops = list(stop.workshops.order_by("starts_at"))
    over = [each for each in workshops if each.ends_at < now]
    for workshop in over:
        seats = _seats(workshop)
        _arrivals(workshop, seats, by)
        _ask(workshop, seats, ASKED, by)
        _keep(workshop, seats)
    for workshop in over[:1]:
        make_certificates(workshop, by=by)
        _question(workshop, _seats(workshop))
    for workshop in [each for each in workshops if each.starts_at > now][:1]:
        _ask(workshop, _seats(workshop), COMING, by)


def take_out(stops: Sequence[Stop]) -> None:
    """Remove the questions of workshops that are gone, with all answers to them."""
    asked = Questionnaire.objects.filter(purpose=Questionnaire.Purpose.QUIZ, stop__in=stops)
    Version.objects.filter(questionnaire__in=asked).update(answered=False)
    asked.delete()


def _question(workshop: Workshop, seats: Sequence[Seat]) -> None:
    """Three questions with right answers, which most of those who were there knew."""
    version = keep_quiz(workshop, QUIZ)
    there = [seat for place, seat in enumerate(seats) if place not in AWAY]
    right = {f"q{number}": f"a{each.right + 1}" for number, each in enumerate(QUIZ, 1)}
    for place, seat in enumerate(there[:9]):
        answer(seat, version, right if place % 3 else {**right, "q2": "a1"})


def _seats(workshop: Workshop) -> list[Seat]:
    return list(workshop.seats.filter(state=Seat.State.SEATED).order_by("position"))


def _arrivals(workshop: Workshop, seats: Sequence[Seat], by: User) -> None:
    how = Arrival.How.LINK if workshop.is_online else Arrival.How.DOOR
    came = {"workshop": workshop, "at": workshop.starts_at, "by": by}
    rows = [
        Arrival(seat=seat, state=AWAY.get(place, ArrivalState.PRESENT), how=how, **came)
        for place, seat in enumerate(seats)
    ]
    if not workshop.is_online:
        present = ArrivalState.PRESENT
        rows.append(Arrival(name=WALK_IN, state=present, how=Arrival.How.DOOR, **came))
    Arrival.objects.bulk_create(rows)


def _ask(
    workshop: Workshop, seats: Sequence[Seat], asked: Sequence[tuple[str, str, str]], by: User
) -> None:
    """Questions, each wanted by fewer people than the one before."""
    questions = []
    for place, (text, state, words) in enumerate(asked):
        own: dict[str, Any] = {"seat": seats[place], "votes": len(seats[4 : 12 - 3 * place])}
        if state == State.LATER:
            own |= {"owner": by, "due_on": timezone.localdate() + timedelta(days=2)}
        questions.append(Question(workshop=workshop, text=text, state=state, answer=words, **own))
    Question.objects.bulk_create(questions)
    Vote.objects.bulk_create(
        Vote(question=question, seat=seat)
        for place, question in enumerate(questions)
        for seat in seats[4 : 12 - 3 * place]
    )
    Wall.objects.create(workshop=workshop, version=len(asked))


def _keep(workshop: Workshop, seats: Sequence[Seat]) -> None:
    Material.objects.bulk_create(
        Material(
            workshop=workshop,
            kind=kind,
            title=title,
            link=f"{VIDEO}{workshop.number}-{kind}",
            size=size * MB,
            minutes=minutes,
        )
        for kind, title, size, minutes in KEPT
    )
    lines = {f"lines_{code}": text for code, text in LINES.items()}
    AfterWords.objects.create(workshop=workshop, shown_at=workshop.ends_at, **lines)
    Opinion.objects.bulk_create(
        Opinion(seat=seat, face=face, used=used, missed=missed)
        for seat, (face, used, missed) in zip(seats, SAID, strict=False)
    )
