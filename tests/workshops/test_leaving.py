"""Somebody who gives their place in the stop back gives their seats back with it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from applications.actions import confirm_place, withdraw
from applications.models import Application
from messaging.models import Message
from tests.cast import Cast
from tests.workshops.planned import counts, make_participation, make_workshop, states
from workshops.seats.actions import register

pytestmark = pytest.mark.django_db


def test_the_seat_of_whoever_withdraws_is_passed_on_and_none_is_lost(cast: Cast) -> None:
    Application.objects.filter(pk=cast.application.pk).update(
        state="accepted", confirm_by=timezone.now() + timedelta(days=1)
    )
    cast.application.refresh_from_db()
    place = confirm_place(cast.application)
    workshop = make_workshop(cast.stop, capacity=1)
    register(workshop, place)
    register(workshop, make_participation(cast.stop, 1))
    assert (counts(workshop), states(workshop)) == ((1, 1, 1), ["seated", "waiting"])
    cast.application.refresh_from_db()
    withdraw(cast.application, by=cast["AP1"])
    assert (counts(workshop), states(workshop)) == ((1, 0, 1), ["offered"])
    assert Message.objects.filter(person=cast["AP1"], event="seat_taken_out").count() == 0
