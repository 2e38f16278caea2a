"""Two of a team change the same thing of an expert: whoever waits in vain reads so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from coaching.hours import lives, outside
from coaching.models import Charter, Expert, OutsideCalendar
from tests.coaching.arranged import make_expert
from tests.coaching.test_hours_outside import file
from tests.coaching.test_hours_pages import mine, wishes
from tests.pages import content_of

if TYPE_CHECKING:
    from tests.cast import Cast

TEXTS = {"text_ar": "ميثاق", "text_fr": "Charte", "text_en": "Charter"}


def taken_up(*_args: object, **_more: object) -> None:
    """What whoever waits in vain is told."""
    raise ValidationError("Somebody else is changing the same thing just now.", code="busy")


def test_who_sits_beside_is_refused_in_a_sentence(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    expert = make_expert(cast.stop)
    monkeypatch.setattr(lives, "plan_beside", taken_up)
    address = reverse("experts:beside", args=["fes", expert.pk])
    answer = cast.client("RS1").post(address, {"colleague": cast["RV"].pk}, follow=True)
    said = [str(each) for each in answer.context["messages"]]
    assert said == ["Somebody else is changing the same thing just now."]


def test_a_wording_of_the_charter_that_is_refused_stays_typed(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lives, "word_charter", taken_up)
    answer = cast.client("RS1").post(reverse("experts:charter", args=["fes"]), TEXTS)
    page = content_of(answer)
    assert ("just now" in page, TEXTS["text_ar"] in page) == (True, True)
    assert (answer.status_code, Charter.objects.count()) == (422, 0)


def test_a_calendar_that_cannot_be_connected_or_forgotten_now_is_said(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    expert = mine(cast)
    monkeypatch.setattr(outside, "fetch", lambda _url: file())
    monkeypatch.setattr(outside, "make_slots", taken_up)
    url = "https://calendar.example.org/private.ics"
    addresses = [
        reverse(f"hours:{name}", args=[expert.pk]) for name in ("calendar", "calendar-deletion")
    ]
    answers = [cast.client("EX1").post(each, {"url": url}, follow=True) for each in addresses]
    assert [each.status_code for each in answers] == [422, 200]
    assert ["just now" in content_of(each) for each in answers] == [True, True]
    assert OutsideCalendar.objects.count() == 0


def test_whoever_asks_to_help_at_a_bad_moment_keeps_what_they_typed(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lives, "ask", taken_up)
    answer = cast.client().post("/fes/experts/join/", wishes())
    page = content_of(answer)
    assert ("just now" in page, "Salma El Alali" in page) == (True, True)
    assert (answer.status_code, Expert.objects.count()) == (422, 0)
