"""The demonstration chooses: every page of the review desk has something to show."""

from collections import Counter
from io import StringIO

import pytest
from django.core.management import call_command

from applications.models import Application
from needs.models import Diagnosis, Need
from programs.models import Stop
from selection.gauges import gauges
from selection.models import Appeal, Criterion, Decision, InformationRequest, PreScore, Review


@pytest.mark.django_db
def test_a_center_is_found_in_the_midst_of_its_week() -> None:
    call_command("demo", stdout=StringIO())
    stop = Stop.objects.get(slug="fes-meknes")
    seen = gauges(stop)
    assert Counter(Decision.objects.prepared().values_list("outcome", flat=True)) == {
        "accept": 10,
        "wait": 4,
        "decline": 5,
    }
    assert (Criterion.objects.count() > 0, PreScore.objects.count()) == (True, 140)
    assert (Review.objects.given().count(), Review.objects.filter(slot=2).count()) == (93, 9)
    assert (
        InformationRequest.objects.asked().count(),
        InformationRequest.objects.returned().count(),
    ) == (2, 1)
    assert (Appeal.objects.get().application.state, seen.seated, len(seen.targets)) == (
        "declined",
        365,
        4,
    )
    assert seen.over == 0
    taking_part = Application.objects.filter(stop=stop, state="confirmed")
    assert taking_part.filter(decision__outcome="accept").count() == taking_part.count() > 0
    assert (
        Diagnosis.objects.finished().count(),
        Diagnosis.objects.filter(finished_at=None).count(),
    ) == (60, 2)
    assert Need.objects.filter(level__lt=50).count() == 0 < Need.objects.count()
    waiting = Application.objects.filter(state="waiting").order_by("rank")
    assert list(waiting.values_list("rank", flat=True)) == [1, 2, 3, 4, 5, 6]


@pytest.mark.django_db
def test_the_demonstration_is_taken_out_and_loaded_anew() -> None:
    call_command("demo", stdout=StringIO())
    call_command("demo", "--again", stdout=StringIO())
    assert (Application.objects.count(), Review.objects.count(), Appeal.objects.count()) == (
        500,
        131,
        1,
    )
