"""One round for the seats of a workshop over HTTP: many register at once, then some leave at once.

What came of it is read from the database, and from what every client was told.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from http import HTTPStatus

from django.utils import timezone

from bench.crowds import Answered, in_order, posted
from messaging.models import Message
from people.models import Participation, User
from programs.models import Stop, Theme
from workshops.models import Seat, SeatMove, Workshop
from workshops.seats.links import SEAT, invitation_url, seat_url

SPREAD = 1.0  # seconds within which everybody taps


@dataclass(frozen=True)
class Load:
    """How many come, for how many seats and places on the list; how many of the seated leave."""

    clients: int
    seats: int
    waiting: int
    leaving: int


@dataclass(frozen=True)
class Round:
    """What came of it."""

    seated: int
    waiting: int
    turned_away: int
    in_order: bool  # nobody stands behind somebody who came later
    promoted: tuple[int, ...]  # positions, in order of time
    letters: int  # that offer a seat
    oversold: int
    failed: int  # answers 5xx, and none at all


def expected(load: Load) -> Round:
    """What must come of it."""
    turns = range(load.seats + 1, load.seats + 1 + load.leaving)
    away = load.clients - load.seats - load.waiting
    return Round(
        seated=load.seats,
        waiting=load.waiting,
        turned_away=away,
        in_order=True,
        promoted=tuple(turns),
        letters=load.leaving,
        oversold=0,
        failed=0,
    )


def played(stop: Stop, load: Load, port: int) -> Round:
    """Play it against the server at `port`."""
    workshop, people = furnished(stop, load)
    asked = posted(port, [invitation_url(workshop, each) for each in people], within=SPREAD)
    seats = {seat.pk: seat for seat in Seat.objects.filter(workshop=workshop)}
    states = [seat.state for seat in seats.values()]
    order = in_order(_by_position(asked, seats))
    seated = [seat for seat in seats.values() if seat.state == Seat.State.SEATED]
    going = [f"{seat_url(seat)}leaving/" for seat in seated[: load.leaving]]
    left = posted(port, going, within=0) if going else []
    offers = SeatMove.objects.filter(seat__workshop=workshop, target=Seat.State.OFFERED)
    about = [f"seat {pk}" for pk in seats]
    workshop.refresh_from_db()
    held = sum(seat.count for seat in Seat.objects.filter(workshop=workshop) if _held(seat))
    return Round(
        seated=states.count(Seat.State.SEATED),
        waiting=states.count(Seat.State.WAITING),
        turned_away=sum(each.status == HTTPStatus.UNPROCESSABLE_ENTITY for each in asked),
        in_order=order,
        promoted=tuple(offers.order_by("pk").values_list("seat__position", flat=True)),
        letters=Message.objects.filter(event="seat_offered", about__in=about).count(),
        oversold=max(0, max(held, workshop.taken) - load.seats),
        failed=sum(not 0 < each.status < 500 for each in (*asked, *left)),  # noqa: PLR2004
    )


def furnished(stop: Stop, load: Load) -> tuple[Workshop, list[Participation]]:
    """A new workshop, and people who never took part in one."""
    start = timezone.localtime(timezone.now() + timedelta(days=10))
    last = Workshop.objects.filter(stop=stop).order_by("number").last()
    number = last.number + 1 if last else 1
    workshop = Workshop.objects.create(
        stop=stop,
        number=number,
        title_ar="ورشة",
        title_fr="Atelier",
        theme=Theme.objects.earliest("pk"),
        starts_on=start.date(),
        starts_clock=start.time(),
        capacity=load.seats,
        queue_size=load.waiting,
        state=Workshop.State.PUBLISHED,
        published_at=timezone.now(),
    )
    people = User.objects.bulk_create(
        User(name=f"Crowd {n}", phone=f"+2126{number:03}{n:05}", language="fr")
        for n in range(load.clients)
    )
    return workshop, Participation.objects.bulk_create(
        Participation(stop=stop, person=person) for person in people
    )


def report(load: Load, came: Round) -> dict[str, object]:
    """One line of results; `ok` only where everything is as it must be."""
    return {"name": "seats: race", **asdict(came), "ok": came == expected(load)}


def _by_position(asked: list[Answered], seats: Mapping[int, Seat]) -> dict[int, Answered]:
    """What everybody who got in was told, by their order of entry."""
    got_in = [each for each in asked if each.leads.startswith(SEAT.prefix)]
    keys = [SEAT.read(each.leads.removeprefix(SEAT.prefix).rstrip("/")) for each in got_in]
    return {seats[key[0]].position: each for key, each in zip(keys, got_in, strict=True)}


def _held(seat: Seat) -> bool:
    return seat.state in Seat.HOLDING
