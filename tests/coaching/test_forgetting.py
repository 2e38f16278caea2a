"""After the months that people were told, no word of theirs is anywhere, nor in any history."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, models
from django.urls import reverse
from django.utils import timezone
from psycopg.sql import SQL, Identifier

from coaching.clock import forget_old_experts, forget_old_stops
from coaching.door.actions import forget as forget_numbers
from coaching.forgetting import forget_stops
from coaching.hours import lives
from coaching.hours.attesting import attested
from coaching.hours.forgetting import forget_expert, forget_left, forget_why_away
from coaching.models import (
    Absence,
    Attempt,
    Booking,
    BookingMove,
    CareTalk,
    Case,
    Charter,
    CharterSigned,
    Expert,
    MatchLine,
    MatchPlan,
    OutsideCalendar,
    QueueDay,
    Report,
    Request,
    SessionFeed,
    SessionOpinion,
    SingleDay,
    Step,
    Ticket,
    WeekRule,
)
from people.defaults import KEPT, TEXTS
from people.departures import leave
from people.models import Participation, User
from programs.models import Stop
from tests.coaching.arranged import make_expert, make_slot
from tests.coaching.held import make_session, of_ex1
from tests.workshops.planned import make_participation

if TYPE_CHECKING:
    from tests.cast import Cast

CANARY = "kanari"
YEARS = timedelta(days=731)
# What is nobody's: texts of the house, names of zones, languages and states.
OF_THE_HOUSE = {"zone", "language", "origin", "target", "text", "text_ar", "text_fr", "text_en"}
NAMES = {"name", "name_ar", "name_fr", "name_en"}  # of an expert, whose hours are attested
WAV = b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(20) + b"data" + bytes(4)


def filled(cast: Cast) -> tuple[Expert, Booking]:
    """One row at least of everything that coaching keeps words in."""
    stop, expert = cast.stop, make_expert(cast.stop, 1)
    booking = make_session(expert, stop, 1, state="held")
    person, theme = booking.participation, booking.theme
    assert person
    sound = SimpleUploadedFile("note.wav", WAV)
    Report.objects.create(booking=booking, outcome="held", minutes=25, voice=sound)
    SessionOpinion.objects.create(booking=booking, face=3)
    Attempt.objects.create(booking=booking)
    BookingMove.objects.create(booking=booking, origin="booked", target="held", reason="reported")
    Request.objects.create(participation=person, theme=theme)
    Step.objects.create(participation=person, booking=booking, words="-")
    Case.objects.create(participation=person, expert=expert)
    CareTalk.objects.create(participation=person)
    day = timezone.localdate()
    plan = MatchPlan.objects.create(stop=stop, first_on=day, last_on=day, state="applied")
    MatchLine.objects.create(plan=plan, participation=person, theme=theme, mode="phone")
    hours: dict[str, Any] = {"expert": expert, "stop": stop, "starts": time(9), "ends": time(10)}
    WeekRule.objects.create(**hours, weekday=1, first_on=day)
    SingleDay.objects.create(**hours, day=day)
    Absence.objects.create(expert=expert, first_on=day, last_on=day)
    OutsideCalendar.objects.create(expert=expert, url="https://calendar.example.org/")
    charter = Charter.objects.create(center=stop.center, version=1, text="-")
    CharterSigned.objects.create(expert=expert, charter=charter, language="fr")
    queue = QueueDay.objects.create(stop=stop)
    Ticket.objects.create(queue=queue, number=1, key=uuid4())
    SessionFeed.objects.create(user_id=expert.user_id or 0, digest="-")
    make_slot(expert, stop)
    return expert, booking


def texts(model: type[models.Model]) -> list[str]:
    """The columns of a model in which somebody's words may stand."""
    kinds = (models.CharField, models.TextField, models.EmailField, models.URLField)
    return [
        field.name
        for field in model._meta.concrete_fields  # noqa: SLF001  where Django has them
        if isinstance(field, kinds) and not field.choices and field.name not in OF_THE_HOUSE
    ]


def plant() -> int:
    """Write the canary into each of them; how many columns."""
    planted = 0
    for model in apps.get_app_config("coaching").get_models():
        if hasattr(model, "pgh_tracked_model"):
            continue
        names = texts(model)
        if names:
            rows = model._base_manager  # noqa: SLF001  as above
            assert rows.exists(), model
            rows.update(**dict.fromkeys(names, CANARY))
            planted += len(names)
    return planted


def found() -> set[str]:
    """The tables of the whole database in which it stands."""
    look = SQL("SELECT EXISTS (SELECT FROM {} t WHERE t::text LIKE %s)")
    with connection.cursor() as cursor:
        hit = set()
        for table in connection.introspection.table_names(cursor):
            cursor.execute(look.format(Identifier(table)), [f"%{CANARY}%"])
            if cursor.fetchone()[0]:
                hit.add(table)
    return hit


def end(stop: Stop, *, ago: timedelta) -> None:
    first = timezone.localdate() - ago
    Stop.objects.filter(pk=stop.pk).update(
        starts_on=first - timedelta(days=90), ends_on=first, state="finished"
    )


def test_the_months_are_those_that_people_are_told() -> None:
    said = [text.count(" 24 ") for text in TEXTS["processing"].values()]
    assert (said, KEPT.days) == ([1, 1, 1], 24 * 365 // 12)


def test_after_them_no_word_is_left_in_any_table_or_file(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    expert, booking = filled(cast)
    voice = str(booking.report.voice)
    assert plant() > 20
    Report.objects.update(voice=voice)
    assert {"coaching_report", "coaching_reportevent", "coaching_expertevent"} <= found()
    lives.leave(expert)
    later = timezone.now() + 2 * YEARS
    end(cast.stop, ago=timedelta(0))
    with django_capture_on_commit_callbacks(execute=True):
        done = (forget_stops(later), forget_left(later), forget_numbers(later))
    assert done == (1, 1, 1)
    assert found() == {"coaching_expert"}
    Expert.objects.update(**dict.fromkeys(NAMES, "-"))
    assert found() == set()
    assert not default_storage.exists(voice)


def test_before_them_everything_is_there(cast: Cast) -> None:
    _expert, booking = filled(cast)
    end(cast.stop, ago=YEARS - timedelta(days=2))
    assert (forget_old_stops(), forget_old_experts()) == (0, 0)
    booking.refresh_from_db()
    assert booking.participation
    assert Step.objects.count() == 1


def test_the_night_does_it_once(cast: Cast) -> None:
    filled(cast)
    end(cast.stop, ago=YEARS)
    assert (forget_old_stops(), forget_old_stops()) == (1, 0)
    assert Participation.objects.filter(stop=cast.stop).count() == 1


def test_an_hour_that_nobody_wrote_of_keeps_its_person_no_longer(cast: Cast) -> None:
    make_session(of_ex1(cast), cast.stop, 1)
    end(cast.stop, ago=YEARS)
    forget_old_stops()
    assert Booking.objects.get(person=None).state == "cancelled"


def test_hours_and_people_are_attested_as_before(cast: Cast) -> None:
    expert, person = make_expert(cast.stop, 1), make_participation(cast.stop, 1)
    for hours in (2, 4):
        make_session(expert, cast.stop, person, ago=timedelta(hours=hours), state="held")
    other = make_session(expert, cast.stop, 2, ago=timedelta(hours=6), state="held")
    year = timezone.localdate(other.starts_at).year
    before = attested(expert, year)
    leave(person, by=None)
    end(cast.stop, ago=YEARS)
    forget_old_stops()
    assert attested(expert, year) == before
    lives.leave(expert)
    assert attested(forget_expert(expert), year) == before


def test_who_still_helps_is_not_forgotten(cast: Cast) -> None:
    expert = of_ex1(cast)
    with pytest.raises(ValidationError) as refused:
        forget_expert(expert)
    assert refused.value.code == "state"


def test_an_expert_who_left_and_asks_is_forgotten_with_their_account(cast: Cast) -> None:
    expert = make_expert(cast.stop, 1)
    account = expert.user
    assert account
    lives.leave(expert)
    page = reverse("experts:one", args=[cast.stop.slug, expert.pk])
    address = reverse("experts:forgetting", args=[cast.stop.slug, expert.pk])
    client = cast.client("RS1")
    assert address in client.get(page).content.decode()
    client.post(address)
    account.refresh_from_db()
    assert (account.name, account.phone, account.is_active) == ("—", None, False)
    assert account.email == f"forgotten-{account.pk}@example.invalid"
    assert not account.memberships.exists()
    assert address not in client.get(page).content.decode()


def test_an_expert_who_also_takes_part_keeps_the_account(cast: Cast) -> None:
    expert = make_expert(cast.stop, 1)
    account = expert.user
    assert account
    Participation.objects.create(stop=cast.stop, person=account)
    lives.leave(expert)
    forget_expert(expert)
    assert User.objects.get(pk=account.pk).name == "Expert 1"


def test_why_somebody_was_away_is_forgotten_a_month_later(cast: Cast) -> None:
    expert, day = of_ex1(cast), timezone.localdate()
    for days, why in ((31, "ill"), (30, "travels")):
        then = day - timedelta(days=days)
        Absence.objects.create(expert=expert, first_on=then, last_on=then, why=why)
    assert forget_why_away(timezone.now()) == 1
    assert set(Absence.objects.values_list("why", flat=True)) == {"", "travels"}


def test_who_stops_taking_part_leaves_no_number_and_the_family_keeps_theirs(cast: Cast) -> None:
    person = make_participation(cast.stop, 1)
    own = {"name": "Salma Idrissi", "phone": "+212699000777"}
    User.objects.filter(pk=person.person_id).update(**own)
    queue = QueueDay.objects.create(stop=cast.stop)
    for number, name in enumerate(("Salma", "Omar"), 1):
        state = "seen" if number == 1 else "waiting"
        values = {"name": name, "phone": own["phone"], "key": uuid4(), "state": state}
        Ticket.objects.create(queue=queue, number=number, **values)
    leave(Participation.objects.get(pk=person.pk), by=None)
    rows = Ticket.objects.order_by("number").values_list("name", "phone")
    assert list(rows) == [("", ""), ("Omar", own["phone"])]
