"""Invitations to say one's needs: a day after sending, at the end, later; once, never at night."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from applications.models import Application
from messaging.actions.preferences import refuse
from messaging.models import Message
from messaging.unwanted import wanted
from needs.clock import ask_for_needs
from needs.diagnosis.actions import begin, finish, keep
from needs.diagnosis.invitations import invite
from people.models import Participation
from tests.cast import Cast
from tests.selection.asking import CALM

ZONE = ZoneInfo("Africa/Casablanca")
SENT = datetime(2026, 12, 1, 10, tzinfo=ZONE)  # a Tuesday
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def sent(cast: Cast) -> None:
    Application.objects.update(submitted_at=SENT)
    Application.objects.exclude(pk=cast.application.pk).update(state="withdrawn")


def run(*moments: datetime) -> list[int]:
    counts = []
    for moment in moments:
        with time_machine.travel(moment, tick=False):
            counts.append(invite(moment))
    return counts


def take_part(cast: Cast) -> None:
    place = Participation.objects.create(stop=cast.stop, person=cast["AP1"])
    Application.objects.filter(pk=cast.application.pk).update(
        state="confirmed", participation=place
    )


def test_a_day_after_sending_once(cast: Cast) -> None:
    assert run(SENT + DAY - timedelta(hours=1), SENT + DAY, SENT + DAY, SENT + 2 * DAY) == [
        0,
        1,
        0,
        0,
    ]
    letter = Message.objects.get()
    assert (letter.event, letter.address, letter.about) == (
        "diagnosis",
        cast.application.phone,
        f"diagnosis:start:{cast.application.pk}",
    )
    link = f"http://127.0.0.1:8000/my/{cast.application.token}"
    assert letter.body == f"ميكرولابس: أسئلة قصيرة لنعرف احتياجاتك: {link} للإيقاف: STOP"


def test_not_at_night_and_not_a_week_later(cast: Cast) -> None:  # noqa: ARG001  it sends
    assert run((SENT + DAY).replace(hour=23), SENT + 9 * DAY) == [0, 0]


def test_who_has_answered_is_not_asked(cast: Cast) -> None:
    begun = keep(begin(cast.application, moment="start", language="ar"), CALM)
    finish(begun)
    assert run(SENT + DAY) == [0]


def test_what_waits_is_dropped_by_finishing_and_nothing_more_leaves(cast: Cast) -> None:
    begun = keep(begin(cast.application, moment="start", language="ar"), CALM)
    assert run(SENT + DAY) == [1]
    finish(begun)
    assert (run(SENT + 2 * DAY), Message.objects.get().state) == ([0], "dropped")
    Message.objects.update(
        state="new"
    )  # written at the very moment at which the last page was sent
    assert wanted(Message.objects.all(), SENT + 2 * DAY).count() == 0


@pytest.mark.parametrize("state", ["declined", "withdrawn", "lapsed"])
def test_who_is_no_longer_in_it_is_left_in_peace(cast: Cast, state: str) -> None:
    Application.objects.filter(pk=cast.application.pk).update(state=state)
    assert run(SENT + DAY) == [0]


def test_who_wants_no_reminder_gets_none(cast: Cast) -> None:
    refuse(cast.application.phone, way="sms")
    assert run(SENT + DAY) == [0]


def test_at_the_end_and_a_season_later_those_who_took_part(cast: Cast) -> None:
    take_part(cast)
    end = datetime(2027, 3, 15, 12, tzinfo=ZONE)  # a Monday, outside Ramadan
    days = {"starts_on": end.date() - 90 * DAY, "ends_on": end.date()}
    type(cast.stop).objects.filter(pk=cast.stop.pk).update(**days, opens_at=end - 120 * DAY)
    moments = [
        end - 17 * DAY,
        end - 12 * DAY,
        end - 11 * DAY,
        end + 91 * DAY,
        end + 92 * DAY,
        end + 200 * DAY,
    ]
    assert run(*moments) == [0, 1, 0, 1, 0, 0]
    messages = [*Message.objects.order_by("pk").values_list("event", "about")]
    pk = cast.application.pk
    assert messages == [
        ("diagnosis_again", f"diagnosis:end:{pk}"),
        ("diagnosis_again", f"diagnosis:later:{pk}"),
    ]


def test_the_clock_asks(cast: Cast) -> None:
    Application.objects.filter(pk=cast.application.pk).update(submitted_at=timezone.now() - 2 * DAY)
    noon = datetime(2026, 12, 2, 12, tzinfo=ZONE)
    Application.objects.filter(pk=cast.application.pk).update(submitted_at=noon - 2 * DAY)
    with time_machine.travel(noon, tick=False):
        assert ask_for_needs() == 1


def test_it_costs_the_same_for_one_and_for_three(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    moment = SENT + DAY
    run(moment.replace(hour=23))  # from now on the calendar is known
    with time_machine.travel(moment, tick=False):
        with django_assert_num_queries(9) as one:
            invite(moment)
        Message.objects.all().delete()
        Application.objects.exclude(pk=cast.application.pk).update(state="submitted")
        with django_assert_num_queries(len(one)):
            invite(moment)
    assert Message.objects.count() == 3
