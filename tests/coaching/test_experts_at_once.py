"""Two of a team change the same thing of an expert: whoever waits in vain reads so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from coaching.hours import lives
from coaching.models import Charter
from tests.coaching.arranged import make_expert
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
