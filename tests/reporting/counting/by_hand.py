"""Every figure counted a second time, from the raw rows, by plain Python."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from applications.models import Application, Move
from coaching.models import Booking
from messaging.models import Message, Post
from needs.models import Diagnosis, Need
from partners.models import Referral
from people.models import Participation
from programs.models import Stop, Theme
from reporting.breakdowns import BREAKDOWNS
from reporting.models import Count
from reporting.populations import Population
from workshops.models import Arrival, Question, Seat

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Line = tuple[int, str, str, str]
Numbers = Counter[Line]
DECIDED = {"accepted", "waiting", "declined", "lapsed", "confirmed"}
RECEIVED = DECIDED | {"submitted"}
NOBODY = {each.code: "-" for each in BREAKDOWNS if each.of_person}


def kept() -> dict[Line, int]:
    """The counters as they stand."""
    columns = ("stop", "population", "breakdown", "value", "count")
    return {row[:4]: row[4] for row in Count.objects.values_list(*columns)}


def by_hand() -> dict[Line, int]:
    """What the counters should be."""
    numbers: Numbers = Counter()
    for stop, values, theme, counted in things():
        for population, number in counted.items():
            divided = {"total": "", **values} | ({"theme": theme} if theme else {})
            for breakdown, value in divided.items():
                numbers[stop, population, breakdown, value] += number
    totals = {
        (stop, population.value, "total", ""): 0
        for stop in Stop.objects.values_list("pk", flat=True)
        for population in Population
    }
    return totals | {line: number for line, number in numbers.items() if number}


def things() -> Iterator[tuple[int, Mapping[str, str], str, Mapping[str, int]]]:
    """Everything that is counted: its stop, its person's values, its theme, for how much."""
    files = list(Application.objects.select_related("province", "sector"))
    of_file = {file.pk: values_of(file) for file in files}
    of_place = {file.participation_id: of_file[file.pk] for file in files if file.participation_id}
    reached, first = reached_by(), decided_at()
    for file in files:
        counted = journey(file, reached, first.get(file.pk))
        yield file.stop_id, of_file[file.pk], "", counted
    yield from seats(of_place)
    yield from sessions(of_place)
    yield from needs(of_file)
    yield from levels(of_file)
    for place, (times, minutes) in answers().items():
        values = of_place.get(place.pk, NOBODY)
        yield place.stop_id, values, "", {"answers": times, "answer_minutes": minutes}


def values_of(file: Application) -> dict[str, str]:
    at = timezone.localtime(file.submitted_at or file.created_at)
    return {
        "province": file.province.iso if file.province else "-",
        "origin": "outside" if file.outside else "inside",
        "area": file.answers.get("area") or "-",
        "sector": file.sector.code if file.sector else "-",
        "kind": file.kind or "-",
        "stage": file.stage or "-",
        "gender": file.gender or "-",
        "age_band": file.answers.get("age_band") or "-",
        "day": f"{at:%Y-%m-%d}",
        "month": f"{at:%Y%m}",
        "channel": file.channel,
        "campaign": file.campaign or "-",
        "language": file.language,
    }


def journey(
    file: Application, reached: Mapping[str, set[int]], decided: datetime | None
) -> dict[str, int]:
    decided_now = file.state in DECIDED
    sent = file.submitted_at
    hours = round((decided - sent).total_seconds() / 3600) if decided and sent else 0
    takes_part = file.state == "confirmed"
    return {
        "started": file.state != "merged",
        "applications": file.state in RECEIVED,
        "decided": decided_now,
        "participants": takes_part,
        "decision_hours": max(hours, 0) if decided_now else 0,
    } | {name: takes_part and file.participation_id in who for name, who in reached.items()}


def reached_by() -> dict[str, set[int]]:
    """Which participations came to each step after the first."""
    came = Arrival.objects.filter(state="present", second=False, seat__isnull=False)
    asked = Question.objects.filter(state__in=["live", "written"], seat__isnull=False)
    return {
        "attended": {*came.values_list("seat__participation", flat=True)},
        "coached": {*Booking.objects.filter(state="held").values_list("participation", flat=True)},
        "answered": {place.pk for place in answers()}
        | {*asked.values_list("seat__participation", flat=True)},
        "financed": {
            *Referral.objects.filter(state="financed").values_list("participation", flat=True)
        },
    }


def decided_at() -> dict[int, datetime]:
    moves = Move.objects.filter(origin="submitted").order_by("at")
    return {move.application_id: move.at for move in moves}


def seats(of_place: Mapping[int, Any]) -> Iterator[tuple[int, Any, str, dict[str, int]]]:
    present = {
        *Arrival.objects.filter(state="present", second=False).values_list("seat", flat=True)
    }
    rows = Seat.objects.filter(state="seated").select_related("workshop__theme", "opinion")
    for seat in rows:
        over = seat.workshop.state == "published" and seat.workshop.ends_at <= timezone.now()
        face = seat.opinion.face if hasattr(seat, "opinion") else 0
        yield (
            seat.workshop.stop_id,
            of_place.get(seat.participation_id, NOBODY),
            seat.workshop.theme.code,
            {
                "seats": over,
                "seats_attended": over and seat.pk in present,
                "opinions": face > 0,
                "opinion_points": face,
            },
        )


def sessions(of_place: Mapping[int, Any]) -> Iterator[tuple[int, Any, str, dict[str, int]]]:
    for session in Booking.objects.select_related("theme", "opinion"):
        face = session.opinion.face if hasattr(session, "opinion") else 0
        counted = {
            "sessions": session.state in {"held", "missed"},
            "sessions_held": session.state == "held",
            "opinions": face > 0,
            "opinion_points": face,
        }
        place = session.participation_id
        values = of_place.get(place, NOBODY) if place else NOBODY
        yield session.stop_id, values, session.theme.code, counted


def needs(of_file: Mapping[int, Any]) -> Iterator[tuple[int, Any, str, dict[str, int]]]:
    rows = Need.objects.select_related("theme", "application").exclude(state="dropped")
    for need in rows.filter(application__state__in=RECEIVED):
        counted = {"needs": 1, "needs_met": need.state == "met"}
        file = need.application
        yield file.stop_id, of_file[file.pk], need.theme.code, counted


def levels(of_file: Mapping[int, Any]) -> Iterator[tuple[int, Any, str, dict[str, int]]]:
    themes = {*Theme.objects.values_list("code", flat=True)}
    scores: defaultdict[Application, dict[str, dict[str, int]]] = defaultdict(dict)
    rows = Diagnosis.objects.finished().select_related("application")
    for diagnosis in rows.filter(application__state__in=RECEIVED):
        scores[diagnosis.application][diagnosis.moment] = diagnosis.scores
    for file, told in scores.items():
        before, after = told.get("start", {}), told.get("end", {})
        for code in before.keys() & after.keys() & themes:
            counted = {"levels": 1, "level_before": before[code], "level_after": after[code]}
            yield file.stop_id, of_file[file.pk], code, counted


def answers() -> dict[Participation, tuple[int, int]]:
    """How many messages of each participant were answered, and after how many minutes in all."""
    places: dict[tuple[int | None, int | None], Participation] = {
        (place.person_id, place.stop_id): place for place in Participation.objects.all()
    }
    found: defaultdict[Participation, list[int]] = defaultdict(list)
    told: defaultdict[int | None, list[datetime]] = defaultdict(list)
    for message in Message.objects.filter(thread__isnull=False, author__isnull=False):
        told[message.thread_id].append(message.created_at)
    for post in Post.objects.select_related("thread"):
        later = [at for at in told[post.thread_id] if at >= post.written_at]
        place = places.get((post.thread.person_id, post.thread.stop_id))
        if later and place:
            found[place].append(round((min(later) - post.written_at).total_seconds() / 60))
    return {place: (len(minutes), sum(minutes)) for place, minutes in found.items()}
