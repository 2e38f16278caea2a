"""A copy into a stop is taken back whole, while nothing has changed; what it left out is said."""

from __future__ import annotations

from datetime import timedelta
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone

from coaching.models import CoachingRules
from messaging.models import Wording
from programs import actions, clock
from programs.actions import move_stop
from programs.clock import keep_time
from programs.copying import copy_stop, take_back
from programs.models import Stop, TakenOver, Theme
from programs.opening import sentence
from questionnaires.models import Questionnaire
from selection.models import Anchor, Criterion, Selection, Target
from tests.applications.test_candidacy_actions import at_once
from tests.cast import gather
from tests.crew import blocked, wait
from tests.desk.setup.test_founding import another, furnish
from tests.kept import once
from tests.workshops.planned import make_participation, make_workshop
from workshops.after.quiz import Asked, keep_quiz
from workshops.models import Invitation, Quiz, Series, Trainer, Venue, Workshop
from workshops.planning.actions import publish

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from tests.cast import Cast

PAGE = "/desk/meknes/setup/copy/undoing/"
COUNTED = ("criteria_changed_at",)  # when criteria were last touched, by whatever


@pytest.fixture
def target(cast: Cast) -> Stop:
    return furnished(cast)


@once
def furnished(cast: Cast) -> Stop:
    """A stop that has something of everything, a draft with questions and guests among it."""
    furnish(cast.stop)
    own = another(cast)
    own.themes.set(Theme.objects.all()[4:6])
    Stop.objects.filter(pk=own.pk).update(tagline_fr="À nous", tagline_ar="لنا")
    Wording.objects.create(stop=own, event="receipt", short_ar="غيره", short_fr="Autre")
    CoachingRules.objects.create(stop=own, offer_hours=7)
    Criterion.objects.create(stop=own, code="own", name_ar="م", name_fr="C", weight=3)
    series = Series.objects.create(stop=own, title_ar="س", title_fr="S", title_en="S")
    draft = make_workshop(own, state="draft", published_at=None, series=series)
    keep_quiz(draft, [Asked("Why?", ["a", "b"], 1, draft.theme.code)])
    public = make_workshop(own, prerequisite=draft, at=draft.starts_at + timedelta(days=3))
    Invitation.objects.create(workshop=draft, participation=make_participation(own, 1))
    assert public.prerequisite == draft
    return own


def rows_of(stop: Stop) -> dict[str, Any]:
    """Every row of a stop that a copy replaces, with its key; and who points to drafts."""
    kept = Stop.objects.get(pk=stop.pk)
    tables: dict[Any, dict[str, Any]] = {
        Criterion: {"stop": stop},
        Anchor: {"criterion__stop": stop},
        Target: {"selection__stop": stop},
        Wording: {"stop": stop},
        CoachingRules: {"stop": stop},
        Questionnaire: {"stop": stop},
        Workshop: {"stop": stop},
        Series: {"stop": stop},
        Quiz: {"workshop__stop": stop},
        Invitation: {"workshop__stop": stop},
    }
    rules = Selection.objects.filter(stop=stop).values("blind", "reviews", "days_to_appeal")
    return {
        "texts": (kept.tagline_ar, kept.tagline_fr, kept.description_fr),
        "themes": [*kept.themes.order_by("pk")],
        "rules": [*rules],
        **{
            model.__name__: [*model.objects.filter(**of).order_by("pk").values()]
            for model, of in tables.items()
        },
    }


def test_whatever_a_copy_replaced_is_there_again_row_by_row(cast: Cast, target: Stop) -> None:
    Selection.objects.at(target)
    before = rows_of(target)
    copy_stop(cast.stop, target)
    assert rows_of(target) != before
    take_back(target)
    assert rows_of(target) == before
    assert [name for name, rows in before.items() if not rows] == ["Anchor", "Target"]
    assert not TakenOver.objects.exists()


def test_only_the_last_copy_is_taken_back(cast: Cast, target: Stop) -> None:
    copy_stop(another(cast, "taza", prefix="TZ"), target)
    once = rows_of(target)
    copy_stop(cast.stop, target)
    take_back(target)
    assert rows_of(target) == once
    with pytest.raises(ValidationError) as refusal:
        take_back(target)
    assert refusal.value.code == "begun"


def test_whoever_has_worked_on_it_since_loses_nothing(cast: Cast, target: Stop) -> None:
    copy_stop(cast.stop, target)
    Wording.objects.filter(stop=target).update(short_fr="Corrigé")
    since = rows_of(target)
    with pytest.raises(ValidationError) as refusal:
        take_back(target)
    assert (refusal.value.code, rows_of(target)) == ("changed", since)


def test_a_room_that_somebody_took_meanwhile_stops_it(cast: Cast, target: Stop) -> None:
    venue = Venue.objects.create(center=target.center, name="Salle", seats=20)
    draft = Workshop.objects.get(stop=target, state="draft")
    Workshop.objects.filter(pk=draft.pk).update(venue=venue, way="on_site")
    copy_stop(cast.stop, target)
    make_workshop(cast.stop, at=draft.starts_at, venue=venue, way="on_site")
    since = rows_of(target)
    with pytest.raises(ValidationError) as refusal:
        take_back(target)
    assert (refusal.value.code, rows_of(target)) == ("taken", since)


def test_a_room_that_somebody_took_out_meanwhile_stops_it(cast: Cast, target: Stop) -> None:
    venue = Venue.objects.create(center=target.center, name="Salle", seats=20)
    Workshop.objects.filter(stop=target, state="draft").update(venue=venue, way="on_site")
    copy_stop(cast.stop, target)
    client = cast.client("RS1")
    client.post(f"/desk/meknes/workshops/venues/{venue.pk}/deletion/")
    since = rows_of(target)
    assert not Venue.objects.filter(pk=venue.pk).exists()
    said = client.post(PAGE, follow=True).content.decode()
    assert ("such as a room: nothing is taken back." in said, rows_of(target)) == (True, since)
    assert (PAGE in said, TakenOver.objects.exists()) == (False, False)
    connection.check_constraints()


@pytest.mark.races
@pytest.mark.django_db(transaction=True)
def test_a_draft_that_a_colleague_publishes_at_that_moment_stays() -> None:
    cast, begun = gather(), Event()
    target = another(cast)
    make_workshop(cast.stop)
    copy_stop(cast.stop, target)
    draft = Workshop.objects.get(stop=target)

    def act(number: int) -> None:
        if number:
            begun.wait(60)
            take_back(target)
            return
        with transaction.atomic():
            publish(draft, by=cast["RS1"])
            begun.set()
            wait(lambda: blocked() > 0)

    assert at_once(act, 2, 2) == [None, "changed"]
    assert [*Workshop.objects.filter(stop=target).values_list("pk", "state")] == [
        (draft.pk, "published")
    ]


def test_the_page_offers_it_until_the_stop_opens(cast: Cast, target: Stop) -> None:
    client = cast.client("RS1")
    client.post("/desk/meknes/setup/copy/", {"source": cast.stop.pk})
    assert PAGE in client.get("/desk/meknes/setup/").content.decode()
    said = client.post(PAGE, follow=True).content.decode()
    assert ("Everything is again as it was before." in said, PAGE in said) == (True, False)
    copy_stop(cast.stop, target)
    Stop.objects.filter(pk=target.pk).update(state="open")  # by a hand in the database
    assert PAGE not in client.get("/desk/meknes/setup/").content.decode()
    said = client.post(PAGE, follow=True).content.decode()
    assert "There is nothing to take back any more." in said


def test_what_a_copied_workshop_had_to_leave_out_is_said(cast: Cast) -> None:
    trainer = Trainer.objects.create(center=cast.stop.center, name="Amina")
    starts_on, ends_on = cast.stop.starts_on, cast.stop.ends_on
    target = another(cast, starts_on=starts_on, ends_on=ends_on)
    make_workshop(cast.stop).trainers.set([trainer])
    make_workshop(cast.elsewhere)
    answer = cast.client("RS1").post(
        "/desk/meknes/setup/copy/", {"source": cast.stop.pk}, follow=True
    )
    [told] = [str(each) for each in answer.context["messages"] if each.level_tag == "warning"]
    assert told.endswith("taken at that time, and left out: Amina.")
    assert copy_stop(cast.elsewhere, target) == [
        "1 workshop is a draft without room, trainers and equipment: these are another center’s."
    ]


def by_hand(stop: Stop) -> None:
    move_stop(Stop.objects.get(pk=stop.pk), to=Stop.State.OPEN)


def by_clock(stop: Stop) -> None:  # noqa: ARG001  the clock looks at every stop
    keep_time()


@pytest.mark.races
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("opens", "room"), [(by_hand, actions), (by_clock, clock)])
def test_a_stop_opens_with_what_was_looked_at(
    monkeypatch: pytest.MonkeyPatch, opens: Callable[[Stop], None], room: ModuleType
) -> None:
    cast, looked, back = gather(), Event(), Event()
    furnish(cast.stop)
    target = another(cast, opens_at=timezone.now() - timedelta(hours=1))
    copy_stop(cast.stop, target)

    def looking(stop: Stop) -> str:
        why = sentence(stop)
        looked.set()
        wait(lambda: back.is_set() or blocked() > 0)
        return why

    def act(number: int) -> None:
        if number == 0:
            return opens(target)
        looked.wait(60)
        try:
            return take_back(target)
        finally:
            back.set()

    monkeypatch.setattr(room, "sentence", looking)
    assert at_once(act, 2, 2) == [None, "begun"]
    opened = Stop.objects.get(pk=target.pk)
    assert (opened.state, sentence(opened)) == ("open", "")
