"""What an SMS about a seat says: which workshop, within two parts; at once where it is near."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.utils import timezone, translation

from core.sms_parts import sms_parts, sparing
from messaging.channels.base import channels
from messaging.models import Message
from messaging.occasions import EVENTS
from messaging.words import render
from tests.workshops.planned import make_participation, make_workshop
from workshops.models import Seat, Workshop
from workshops.planning import actions
from workshops.planning.inviting import invite, send
from workshops.seats.actions import leave, register
from workshops.seats.letters import words
from workshops.seats.titles import in_few_words

if TYPE_CHECKING:
    from tests.cast import Cast

pytestmark = pytest.mark.django_db
LONG = {
    "title_ar": "كيف تبيع منتوجاتك على الفيسبوك والأنستغرام بدون إشهار مؤدى عنه وبأقل وقت ممكن",
    "title_fr": "Vendre ses produits sur Facebook et Instagram sans payer de publicité, pas à pas",
    "title_en": "How to sell what you make on Facebook and Instagram without paying for adverts",
}
NAMING = (
    *("workshop_moved", "workshop_cancelled", "workshop_invitation"),
    *("companion_moved", "companion_over"),
)
NIGHT = datetime(2027, 1, 11, 23, 30, tzinfo=timezone.get_default_timezone())


def couple(workshop: Workshop, **values: str) -> Seat:
    """Two who are seated."""
    second: dict[str, Any] = {"companion_name": "Omar", "companion_phone": "+212699040000"}
    return register(workshop, make_participation(workshop.stop, 1, **values), count=2, **second)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ar", "كيف تبيع منتوجاتك…"),
        ("fr", "Vendre ses produits sur Facebook et Instagram…"),
        ("en", "How to sell what you make on Facebook and…"),
    ],
)
def test_a_long_title_is_its_first_words(cast: Cast, language: str, said: str) -> None:
    workshop = make_workshop(cast.stop, **LONG)
    with translation.override(language):
        assert in_few_words(workshop) == said


@pytest.mark.parametrize(
    ("title", "language", "said"),
    [
        ("Vendre en ligne", "fr", "Vendre en ligne"),
        ("التسويق الرقمي", "fr", "Digital"),
        ("ااااااااااااااااااااااااا", "ar", "ااااااااااااااااا…"),
    ],
)
def test_a_title_that_cannot_be_cut_or_costs_double_is_still_kind(
    cast: Cast, title: str, language: str, said: str
) -> None:
    workshop = make_workshop(cast.stop, **{f"title_{code}": title for code in ("ar", "fr", "en")})
    workshop.theme.name_fr = "Digital"
    with translation.override(language):
        assert in_few_words(workshop) == said


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_the_longest_title_leaves_every_text_within_two_sms(cast: Cast, language: str) -> None:
    seat = couple(make_workshop(cast.stop, **LONG), language=language)
    parts, unnamed = {}, set()
    for code in NAMING:
        samples = EVENTS[code].samples
        context = {**words(seat.workshop, seat, language), "link": samples.get("link", "")}
        said = render(code, language=language, context=context, stop=None)
        _none, text = channels()["sms"].lay_out(said, EVENTS[code])
        parts[code] = sms_parts(sparing(text)).count
        if context["short_title"] not in text:
            unnamed.add(code)
    assert ({code: count for code, count in parts.items() if count > 2}, unnamed) == ({}, set())


def test_who_is_invited_reads_to_which_workshop(cast: Cast) -> None:
    workshop = make_workshop(cast.stop, title_en="Selling on the web")
    invite(workshop, [make_participation(cast.stop, 1, language="en").pk], by=cast["RS1"])
    send(workshop)
    assert "“Selling on the web”" in Message.objects.get(event="workshop_invitation").body


def urgent(*events: str) -> dict[str, bool]:
    """Whether what was written on these occasions goes at any hour."""
    rows = Message.objects.filter(event__in=events).order_by("pk")
    return dict(rows.values_list("event", "urgent"))


@pytest.mark.parametrize(
    ("before", "after", "at_once"),
    [
        (timedelta(hours=10), timedelta(days=9), True),  # else somebody sets out in the morning
        (timedelta(days=9), timedelta(hours=20), True),
        (timedelta(days=9), timedelta(days=12), False),
    ],
)
def test_a_move_within_a_day_of_either_hour_is_told_at_night_too(
    cast: Cast, before: timedelta, after: timedelta, at_once: object
) -> None:
    with time_machine.travel(NIGHT):
        workshop = make_workshop(cast.stop, at=timezone.now() + before)
        couple(workshop)
        to = timezone.localtime(timezone.now() + after)
        times: dict[str, Any] = {"starts_on": to.date(), "starts_clock": to.time(), "minutes": 60}
        actions.move(workshop, by=cast["RS1"], **times)
    told = urgent("workshop_moved", "companion_moved")
    assert told == {"workshop_moved": at_once, "companion_moved": at_once}


@pytest.mark.parametrize(("ahead", "at_once"), [(10, True), (30, False)])
def test_a_seat_that_is_gone_within_a_day_is_told_at_night_too(
    cast: Cast, ahead: int, at_once: object
) -> None:
    with time_machine.travel(NIGHT):
        seat = couple(make_workshop(cast.stop, at=timezone.now() + timedelta(hours=ahead)))
        leave(seat, by=cast["RS1"], why="Twice")
    told = urgent("seat_taken_out", "companion_over")
    assert told == {"seat_taken_out": at_once, "companion_over": at_once}
