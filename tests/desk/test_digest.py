"""The morning's summary for a center's staff: what is to do, in their language, at most daily."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from applications.models import Application
from desk.digest import write_digests, yesterday
from messaging.models import Message, Preference, Thread
from people.models import Membership, User
from programs.models import Stop
from tests.cast import Cast

ZONE = ZoneInfo("Africa/Casablanca")
MORNING = datetime(2026, 12, 8, 8, 5, tzinfo=ZONE)  # a Tuesday
EMAILS = ["zzc-nm@example.org", "zzc-rs1@example.org", "zzc-rv@example.org"]


@pytest.fixture(autouse=True)
def quiet(cast: Cast) -> None:  # noqa: ARG001  the people must be there
    User.objects.update(language="fr")
    User.objects.filter(email="zzc-xx@example.org").update(is_active=False)
    Stop.objects.update(
        opens_at=MORNING - timedelta(days=45), closes_at=MORNING + timedelta(days=10, hours=10)
    )
    Application.objects.update(submitted_at=MORNING - timedelta(days=40))


def written(moment: datetime = MORNING) -> list[Message]:
    with time_machine.travel(moment, tick=False):
        write_digests(moment)
    return [*Message.objects.filter(event="digest").order_by("address", "pk")]


def came(cast: Cast, at: datetime = MORNING - timedelta(hours=20)) -> None:
    Application.objects.filter(pk=cast.application.pk).update(submitted_at=at)


def test_nothing_to_say_is_no_mail() -> None:
    assert written() == []


def test_those_of_the_center_read_what_came_and_nobody_else(cast: Cast) -> None:
    came(cast)
    messages = written()
    assert [message.address for message in messages] == EMAILS
    assert {
        (message.channel, message.needed, message.urgent, message.person_id)
        for message in messages[1:2]
    } == {("email", False, False, cast["RS1"].pk)}
    assert messages[0].context["lines"].splitlines() == [
        "Étape fes",
        "1 nouvelle candidature",
        "http://127.0.0.1:8000/desk/fes/applications",
        "10 jours avant la clôture",
    ]


def test_each_thing_has_its_line(cast: Cast) -> None:
    came(cast)
    Thread.objects.create(person=cast["AP1"], stop=cast.stop, unread=3)
    words: Any = {
        "channel": "by_hand",
        "address": "+212699000001",
        "language": "ar",
        "body": "x",
        "stop": cast.stop,
    }
    Message.objects.create(key="hand", **words, due_at=MORNING)
    parked = words | {"channel": "sms", "state": "parked"}
    Message.objects.create(key="parked", **parked, handed_at=MORNING - timedelta(hours=1))
    Application.objects.filter(pk=cast.neighbour.pk).update(
        state="draft", submitted_at=None, reference=None, applicant=None
    )
    Stop.objects.update(closes_at=MORNING + timedelta(hours=9))
    lines = written()[0].context["lines"].splitlines()
    assert [line for line in lines if not line.startswith("http")] == [
        "Étape fes",
        "1 nouvelle candidature",
        "1 en cours de saisie",
        "Les candidatures ferment aujourd’hui",
        "1 conversation non lue",
        "1 message à envoyer à la main",
        "1 message au sort inconnu",
    ]
    assert len([line for line in lines if line.startswith("http://127.0.0.1:8000/")]) == 5


def test_once_a_day(cast: Cast) -> None:
    came(cast)
    written()
    assert len(written(MORNING + timedelta(minutes=15))) == 3
    came(cast, MORNING + timedelta(hours=2))
    assert len(written(MORNING + timedelta(days=1))) == 6


@pytest.mark.parametrize("moment", [MORNING + timedelta(days=4), MORNING.replace(hour=5)])
def test_not_on_a_saturday_nor_at_night(cast: Cast, moment: datetime) -> None:
    came(cast, moment - timedelta(hours=1))
    assert written(moment) == []


@pytest.mark.parametrize("wish", [{"digest": False}, {"only_needed": True}])
def test_who_switched_it_off_gets_none(cast: Cast, wish: dict[str, bool]) -> None:
    came(cast)
    Preference.objects.create(person=cast["RS1"], **wish)
    assert [message.address for message in written()] == [EMAILS[0], EMAILS[2]]


def test_in_the_language_of_each(cast: Cast) -> None:
    came(cast)
    User.objects.filter(pk=cast["RV"].pk).update(language="ar")
    assert [message.subject for message in written()] == [
        "Microlabs ce matin",
        "Microlabs ce matin",
        "ميكرولابس هذا الصباح",
    ]


def test_on_monday_yesterday_is_friday() -> None:
    assert yesterday(datetime(2026, 12, 7, 8, tzinfo=ZONE)) == datetime(2026, 12, 4, 8, tzinfo=ZONE)


def statements(moment: datetime) -> int:
    with time_machine.travel(moment, tick=False), CaptureQueriesContext(connection) as queries:
        write_digests(moment)
    return len(queries)


def test_many_colleagues_cost_as_much_as_three(cast: Cast) -> None:
    came(cast)
    written()
    few = statements(MORNING + timedelta(minutes=20))
    for number in range(4):
        person = User.objects.create_user(name="R", email=f"r{number}@example.org")
        Membership.objects.create(user=person, role="reviewer", center=cast.stop.center)
    assert statements(MORNING + timedelta(minutes=40)) == few
