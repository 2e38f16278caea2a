"""Random lives of two stops, for tests of the counters."""

from __future__ import annotations

import random
import uuid
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, transaction
from django.utils import timezone

from applications.models import Application, Move
from coaching.models import Booking, SessionOpinion, Slot
from messaging.models import Message, Post, Thread
from needs.models import Diagnosis, Need
from partners.models import Referral
from people.models import Participation, User
from programs.models import Partner, Province, Sector, Theme
from tests.coaching.arranged import make_expert
from tests.kept import once
from workshops.models import Arrival, Opinion, Question, Seat, Workshop

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet

    from tests.cast import Cast

State = Application.State
SENT = [State.SUBMITTED, State.WAITING, State.DECLINED, State.LAPSED]


def seeded(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311  chance for a test, no secret


def furnish(cast: Cast) -> None:
    """Workshops that are over or to come, and slots that were."""
    _workshops(cast)
    _slots(cast)


@once
def lived(cast: Cast) -> None:
    """Both stops are furnished, and two hundred things were done there; nobody has folded them."""
    furnish(cast)
    History(cast, seeded(2)).go_on(200)


def _workshops(cast: Cast) -> None:
    now = timezone.localtime()
    themes = list(Theme.objects.all()[:3])
    Workshop.objects.bulk_create(
        Workshop(
            stop=stop,
            number=number,
            title="Prices",
            theme=themes[number % 3],
            starts_on=at.date(),
            starts_clock=at.time(),
            starts_at=at,
            ends_at=at + timedelta(hours=1),
            capacity=30,
            ceiling=30,
            state=Workshop.State.PUBLISHED,
            published_at=now,
        )
        for stop in (cast.stop, cast.elsewhere)
        for number in range(1, 7)
        for at in [now + timedelta(days=number - 5)]
    )


def _slots(cast: Cast) -> None:
    expert = make_expert(cast.stop)
    first = timezone.localtime().replace(hour=8, minute=0, second=0, microsecond=0) - timedelta(
        days=60
    )
    Slot.objects.bulk_create(
        Slot(
            expert=expert,
            stop=cast.stop,
            on=at.date(),
            clock=at.time(),
            minutes=25,
            starts_at=at,
            ends_at=at + timedelta(minutes=25),
        )
        for number in range(120)
        for at in [first + timedelta(hours=6 * number)]
    )


class History:
    """Somebody who does one thing after another, by one seed."""

    def __init__(self, cast: Cast, rng: random.Random) -> None:
        self.cast, self.rng = cast, rng
        self.stops = [cast.stop, cast.elsewhere]
        self.version = cast.application.version
        self.provinces = [*Province.objects.select_related("region")[:9], None]
        self.sectors = [*Sector.objects.all()[:6], None]
        self.themes = list(Theme.objects.all()[:3])
        self.acts: list[Callable[[], object]] = [
            *[self.apply] * 4,
            *[self.accept] * 3,
            *(self.change, self.correct, self.correct_many, self.remove, self.withdraw),
            *[self.sit] * 4,
            *(self.stand_up, self.arrive, self.arrive, self.judge, self.ask, self.plan),
            *[self.meet] * 3,
            *(self.report, self.judge_session, self.need, self.need, self.treat, self.measure),
            *(self.write, self.write, self.answer, self.answer, self.open_door, self.finance),
        ]

    def go_on(self, times: int) -> None:
        """Do so many things; what the database refuses, or somebody took away, is not done."""
        for _ in range(times):
            with suppress(DatabaseError, ObjectDoesNotExist), transaction.atomic():
                self.rng.choice(self.acts)()

    def one(self, rows: QuerySet[Any]) -> Any:
        """One of the rows, by chance; none where there is none."""
        pks = list(rows.order_by("pk").values_list("pk", flat=True))
        return rows.filter(pk=self.rng.choice(pks)).first() if pks else None

    def files(self) -> QuerySet[Application]:
        return Application.objects.filter(reference__startswith="X-")

    def place(self) -> Participation | None:
        rows = Participation.objects.filter(application__reference__startswith="X-")
        place: Participation | None = self.one(rows)
        return place

    def values(self) -> dict[str, Any]:
        province = self.rng.choice(self.provinces)
        return {
            "province": province,
            "sector": self.rng.choice(self.sectors),
            "kind": self.rng.choice(Application.Kind.values),
            "gender": self.rng.choice([*Application.Gender.values, ""]),
            "stage": self.rng.choice([*Application.Stage.values, ""]),
            "outside": self.rng.random() < 0.2,
            "answers": self.rng.choice([{}, {"area": "urban"}, {"age_band": "under_25"}]),
            "channel": self.rng.choice(Application.Channel.values),
            "campaign": self.rng.choice(["", "poster-1", "radio"]),
        }

    def apply(self, many: int = 1) -> None:
        """One or several at once, in one statement."""
        Application.objects.bulk_create([self._file() for _ in range(many)])

    def _file(self) -> Application:
        state = self.rng.choice([State.DRAFT, *SENT])
        at = timezone.now() - timedelta(minutes=self.rng.randrange(60 * 24 * 40))
        return Application(
            stop=self.rng.choice(self.stops),
            version=self.version,
            applicant=self.cast["AP1"],
            reference=f"X-{uuid.uuid4().hex[:8]}",
            name="Somebody",
            language=self.rng.choice(["ar", "fr"]),
            state=state,
            rank=uuid.uuid4().int % 1_000_000_000 if state == State.WAITING else None,
            created_at=at,
            submitted_at=None if state == State.DRAFT else at,
            **self.values(),
        )

    def accept(self) -> None:
        file = self.one(self.files().filter(participation=None, submitted_at__isnull=False))
        if file:
            number = f"+2127{uuid.uuid4().int % 100_000_000:08}"
            person = User.objects.create_user(name="P", phone=number)
            place = Participation.objects.create(stop_id=file.stop_id, person=person)
            Application.objects.filter(pk=file.pk).update(
                state=State.CONFIRMED, participation=place
            )
            Move.objects.create(
                application=file, stop_id=file.stop_id, origin="submitted", target="confirmed"
            )

    def change(self) -> None:
        """Another state, or another stop."""
        file = self.one(self.files().filter(participation=None, submitted_at__isnull=False))
        if file and self.rng.random() < 0.7:
            state = self.rng.choice([State.SUBMITTED, State.DECLINED, State.MERGED])
            Application.objects.filter(pk=file.pk).update(state=state)
        elif file:
            Application.objects.filter(pk=file.pk).update(stop=self.rng.choice(self.stops))

    def correct(self) -> None:
        file = self.one(self.files())
        if file:
            Application.objects.filter(pk=file.pk).update(**self.values())

    def correct_many(self) -> None:
        """One statement over many rows."""
        kind = self.rng.choice(Application.Kind.values)
        rows = self.files().filter(kind=kind, pk__in=self.files().order_by("pk").values("pk")[:9])
        rows.update(sector=self.rng.choice(self.sectors))

    def remove(self) -> None:
        file = self.one(self.files().filter(participation=None))
        if file:
            file.delete()

    def withdraw(self) -> None:
        """Sessions stay, without their person; seats, needs of the place go."""
        file = self.one(self.files().filter(participation__isnull=False))
        if file:
            Application.objects.filter(pk=file.pk).update(state=State.WITHDRAWN, participation=None)
            Participation.objects.get(pk=file.participation_id).delete()

    def sit(self) -> None:
        place = self.place()
        workshop = place and self.one(Workshop.objects.filter(stop_id=place.stop_id))
        if place and workshop:
            Seat.objects.create(
                workshop=workshop,
                participation=place,
                state=self.rng.choice([Seat.State.SEATED, Seat.State.SEATED, Seat.State.WAITING]),
                position=uuid.uuid4().int % 1_000_000_000,
            )

    def stand_up(self) -> None:
        self._set(Seat.objects.all(), state=self.rng.choice(["left", "seated"]))

    def arrive(self) -> None:
        state = self.rng.choice(["present", "present", "absent", "excused"])
        if self.rng.random() < 0.3:
            self._set(Arrival.objects.all(), state=state)
        elif seat := self.one(Seat.objects.filter(state="seated")):
            Arrival.objects.create(
                workshop_id=seat.workshop_id,
                seat=seat,
                state=state,
                how="sheet",
                second=self.rng.random() < 0.2,
            )

    def judge(self) -> None:
        face = self.rng.choice([1, 2, 3])
        if self.rng.random() < 0.3:
            self._set(Opinion.objects.all(), face=face)
        elif seat := self.one(Seat.objects.all()):
            Opinion.objects.create(seat=seat, face=face)

    def ask(self) -> None:
        if self.rng.random() < 0.5:
            self._set(Question.objects.all(), state=self.rng.choice(["live", "open"]))
        elif seat := self.one(Seat.objects.all()):
            Question.objects.create(workshop_id=seat.workshop_id, seat=seat, text="How much?")

    def plan(self) -> None:
        """A workshop gets another theme or hour, or is called off."""
        end = timezone.now() + timedelta(days=self.rng.randrange(-4, 5))
        self._set(
            Workshop.objects.all(),
            theme=self.rng.choice(self.themes),
            starts_at=end - timedelta(hours=1),
            ends_at=end,
            state=self.rng.choice(["published", "published", "cancelled"]),
        )

    def meet(self) -> None:
        place, slot = self.place(), self.one(Slot.objects.all())
        if place and slot:
            Booking.objects.create(
                slot=slot,
                stop_id=place.stop_id,
                expert_id=slot.expert_id,
                participation=place,
                person_id=place.person_id,
                theme=self.rng.choice(self.themes),
                mode="phone",
                starts_at=slot.starts_at,
                ends_at=slot.ends_at,
                is_alone=False,
                state=self.rng.choice(["booked", "held", "missed"]),
            )

    def report(self) -> None:
        rows = Booking.objects.filter(person__isnull=False)
        self._set(rows, state=self.rng.choice(["held", "missed", "cancelled"]))

    def judge_session(self) -> None:
        session = self.one(Booking.objects.filter(opinion=None))
        if session:
            SessionOpinion.objects.create(booking=session, face=self.rng.choice([1, 2, 3]))

    def need(self) -> None:
        file = self.one(self.files())
        if file:
            Need.objects.create(application=file, theme=self.rng.choice(self.themes), level=50)

    def treat(self) -> None:
        self._set(Need.objects.all(), state=self.rng.choice(["met", "dropped", "open"]))

    def measure(self) -> None:
        file = self.one(self.files())
        if file:
            Diagnosis.objects.create(
                application=file,
                version=self.version,
                moment=self.rng.choice(["start", "end"]),
                language="ar",
                scores={theme.code: self.rng.randrange(100) for theme in self.themes[:2]},
                finished_at=self.rng.choice([None, timezone.now(), timezone.now()]),
            )

    def write(self) -> None:
        place = self.place()
        if place:
            thread, _new = Thread.objects.get_or_create(
                person_id=place.person_id, stop_id=place.stop_id
            )
            at = timezone.now() - timedelta(minutes=self.rng.randrange(600))
            Post.objects.create(thread=thread, channel="web", text="When?", written_at=at)

    def answer(self) -> None:
        thread = self.one(Thread.objects.filter(person__isnull=False))
        if thread:
            Message.objects.create(
                key=str(uuid.uuid4()),
                event="answer",
                channel="sms",
                address="+212600000000",
                thread=thread,
                author=self.rng.choice([self.cast["RS1"], self.cast["RS1"], None]),
                language="ar",
                body="At nine",
                created_at=timezone.now() - timedelta(minutes=self.rng.randrange(600)),
            )

    def open_door(self) -> None:
        place = self.place()
        if place:
            partner, _new = Partner.objects.get_or_create(
                code="bank", defaults={"name": "Bank", "kind": Partner.Kind.values[0]}
            )
            Referral.objects.create(participation=place, partner=partner)

    def finance(self) -> None:
        state = self.rng.choice(["financed", "taken"])
        self._set(Referral.objects.all(), state=state, answered_at=timezone.now())

    def _set(self, rows: QuerySet[Any], **values: Any) -> None:
        row = self.one(rows)
        if row is not None:
            rows.filter(pk=row.pk).update(**values)
