"""The radar: whom the diagnosis promised a workshop, less what is planned; a draft by one click."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from applications.models import Application
from desk.radar.actions import draft
from desk.radar.radar import blips
from messaging.models import Idea, Message, Post, Thread
from needs.models import Need
from people.models import Participation
from programs.models import Province, Theme
from tests.cast import gather
from tests.needs.needing import diagnosed, person
from tests.workshops.planned import make_workshop
from workshops.models import Trainer, Workshop
from workshops.planning.inviting import to_write
from workshops.seats.actions import register

if TYPE_CHECKING:
    from programs.models import Stop
    from tests.cast import Cast

RADAR = "/desk/fes/radar/"
# The second of the greatest needs gets a workshop, where it is one.
SCORES = {"digital": 90, "marketing": 80, "financing": 10}


@pytest.fixture
def stop(cast: Cast) -> Stop:
    """The stop at Fès, with nobody yet."""
    Application.objects.filter(stop=cast.stop).delete()
    return cast.stop


def promised(stop: Stop, number: int, /, **values: Any) -> Application:
    """Somebody who takes part, and was promised a workshop on marketing."""
    scores = values.pop("scores", SCORES)
    needs = {code: level for code, level in scores.items() if level >= 50}
    application = person(stop, number, needs=needs, kind="micro", **values)
    assert application.applicant
    place = Participation.objects.create(stop=stop, person=application.applicant)
    Application.objects.filter(pk=application.pk).update(participation=place)
    application.participation = place
    diagnosed(application, **scores)
    return application


def shown(cast: Cast) -> list[tuple[str, str, int]]:
    """The lines of the page: theme, province, and how many lack it."""
    context = cast.client("RS1").get(RADAR).context
    return [(each.theme.code, each.place, each.lacking) for each in context["blips"]]


def test_whom_the_diagnosis_promised_a_workshop_is_counted_by_theme_and_province(
    cast: Cast, stop: Stop
) -> None:
    promised(stop, 1)
    promised(stop, 2)
    promised(stop, 3, province="MA-MEK")
    promised(stop, 4, scores={"digital": 90, "marketing": 49})  # told a workshop, promised none
    assert shown(cast) == [("marketing", "MA-FES", 2), ("marketing", "MA-MEK", 1)]


def test_a_need_that_is_met_asks_for_nothing(cast: Cast, stop: Stop) -> None:
    application = promised(stop, 1)
    application.needs.filter(theme__code="marketing").update(state=Need.State.MET)
    assert shown(cast) == []


def test_who_has_a_seat_on_the_theme_is_served(cast: Cast, stop: Stop) -> None:
    application = promised(stop, 1)
    promised(stop, 2)
    theme = Theme.objects.get(code="marketing")
    workshop = make_workshop(stop, theme=theme, capacity=1)
    assert application.participation
    register(workshop, application.participation)
    assert shown(cast) == [("marketing", "MA-FES", 1)]


def test_the_seats_of_drafts_are_taken_off_where_they_reach(cast: Cast, stop: Stop) -> None:
    for number in (1, 2, 3):
        promised(stop, number)
    promised(stop, 4, province="MA-MEK")
    draft = make_workshop(
        stop,
        theme=Theme.objects.get(code="marketing"),
        state="draft",
        published_at=None,
        capacity=2,
    )
    draft.for_provinces.add(Province.objects.get(iso="MA-FES"))
    assert shown(cast) == [("marketing", "MA-FES", 1), ("marketing", "MA-MEK", 1)]


def test_seats_for_some_entrepreneurs_are_planned_for_these_alone(cast: Cast, stop: Stop) -> None:
    for number in (1, 2, 3):
        promised(stop, number)  # micro-enterprises
    theme, lacking = Theme.objects.get(code="marketing"), []
    for kinds, capacity in ((["project", "cooperative"], 9), ([], 1), (["micro"], 1), ([], 1)):
        make_workshop(stop, theme=theme, for_kinds=kinds, capacity=capacity)
        lacking += [each[2] for each in shown(cast)]
    assert (lacking, shown(cast)) == ([3, 2, 1], [])


def test_open_questions_of_these_people_are_counted(cast: Cast, stop: Stop) -> None:
    application = promised(stop, 1)
    Thread.objects.create(stop=stop, person=application.applicant)
    blip = cast.client("RS1").get(RADAR).context["blips"][0]
    assert (blip.asking, len(blip.people)) == (1, 1)


def idea(stop: Stop, application: Application, theme: str) -> None:
    """Somebody's message in a conversation, marked as an idea on a theme."""
    thread, _new = Thread.objects.get_or_create(stop=stop, person=application.applicant)
    post = Post.objects.create(thread=thread, channel="whatsapp", text="How do I sell?")
    Idea.objects.create(post=post, theme=Theme.objects.get(code=theme))


def asked_for(cast: Cast) -> dict[str, list[tuple[str, str, int, int]]]:
    """The lists of the page: theme, province, how many lack it, and how many gave an idea."""
    context = cast.client("RS1").get(RADAR).context
    return {
        name: [(each.theme.code, each.place, each.lacking, each.ideas) for each in context[name]]
        for name in ("blips", "ideas", "planned")
    }


def test_ideas_of_conversations_are_counted_each_person_once_a_theme(
    cast: Cast, stop: Stop
) -> None:
    first, second = promised(stop, 1), promised(stop, 2)
    for theme in ("marketing", "marketing", "idea"):
        idea(stop, first, theme)
    idea(stop, second, "idea")
    assert asked_for(cast) == {
        "blips": [("marketing", "MA-FES", 2, 1)],
        "ideas": [("idea", "MA-FES", 0, 2)],
        "planned": [],
    }


def test_an_idea_counts_no_more_once_its_person_has_a_seat_on_the_theme(
    cast: Cast, stop: Stop
) -> None:
    application = promised(stop, 1)
    idea(stop, application, "idea")
    assert application.participation
    register(make_workshop(stop, theme=Theme.objects.get(code="idea")), application.participation)
    assert asked_for(cast)["ideas"] == []


def test_a_draft_of_ideas_invites_who_gave_them_and_is_made_once(cast: Cast, stop: Stop) -> None:
    application = promised(stop, 1)
    idea(stop, application, "idea")
    for _press in range(2):
        cast.client("RS1").post(f"{RADAR}idea/MA-FES/draft/")
    made = Workshop.objects.get()
    invited = [row.participation for row in made.invitations.all()]
    assert (made.theme.code, invited) == ("idea", [application.participation])
    assert asked_for(cast)["planned"] == [("idea", "MA-FES", 0, 1)]


def test_a_draft_has_a_seat_for_each_who_was_promised_it_or_asks_for_it(
    cast: Cast, stop: Stop
) -> None:
    people = [promised(stop, number) for number in range(1, 6)]
    others = [promised(stop, number, scores={"digital": 90}) for number in (6, 7)]
    for asking in (people[0], *others):
        idea(stop, asking, "marketing")
    cast.client("RS1").post(f"{RADAR}marketing/MA-FES/draft/")
    made = Workshop.objects.get()
    assert (made.capacity, made.invitations.count(), to_write(made).count()) == (7, 7, 7)


def test_an_idea_of_somebody_who_has_not_applied_is_of_no_province(cast: Cast, stop: Stop) -> None:
    thread = Thread.objects.create(stop=stop, person=cast["EX2"])
    post = Post.objects.create(thread=thread, channel="whatsapp", text="How do I sell?")
    Idea.objects.create(post=post, theme=Theme.objects.get(code="digital"))
    assert asked_for(cast)["ideas"] == [("digital", "elsewhere", 0, 1)]


def test_a_trainer_who_is_busy_that_day_is_free_on_another(cast: Cast, stop: Stop) -> None:
    promised(stop, 1)
    theme = Theme.objects.get(code="marketing")
    trainer = Trainer.objects.create(center=stop.center, name_ar="A", name_fr="A", name_en="A")
    trainer.themes.add(theme)
    first = cast.client("RS1").get(RADAR).context["blips"][0].slot
    busy = make_workshop(stop, at=first.starts_at, theme=Theme.objects.get(code="idea"))
    busy.trainers.add(trainer)
    second = cast.client("RS1").get(RADAR).context["blips"][0].slot
    assert (first.trainer, second.trainer, first.day < second.day) == (trainer, trainer, True)


def test_one_click_makes_the_draft_and_whom_to_invite(cast: Cast, stop: Stop) -> None:
    people = [promised(stop, number) for number in (1, 2)]
    response = cast.client("RS1").post(f"{RADAR}marketing/MA-FES/draft/")
    made = Workshop.objects.get(stop=stop)
    assert response["Location"] == f"/desk/fes/workshops/{made.number}/"
    assert (made.state, made.title_fr, made.capacity) == (
        "draft",
        "Trouver des clients et fixer un juste prix",
        5,
    )
    invited = set(made.invitations.values_list("participation", flat=True))
    assert invited == {each.participation_id for each in people}
    assert [each.code for each in made.for_themes.all()] == ["marketing"]
    assert [each.iso for each in made.for_provinces.all()] == ["MA-FES"]
    assert shown(cast) == []


def test_a_second_click_makes_no_second_draft(cast: Cast, stop: Stop) -> None:
    promised(stop, 1)
    for _twice in range(2):
        cast.client("RS1").post(f"{RADAR}marketing/MA-FES/draft/")
    assert Workshop.objects.filter(stop=stop).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_draft_is_made_once_by_two_presses_at_once() -> None:
    cast = gather()
    Application.objects.filter(stop=cast.stop).delete()
    promised(cast.stop, 1)
    (blip,) = blips(cast.stop)
    start = Barrier(2)

    def press(_number: int) -> bool:
        start.wait()
        try:
            return draft(cast.stop, blip, by=cast["RS1"]) is None
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(press, range(2))) == [False, True]
    assert Workshop.objects.filter(stop=cast.stop).count() == 1


def test_invitations_leave_once_after_the_workshop_is_published(cast: Cast, stop: Stop) -> None:
    people = [promised(stop, number) for number in (1, 2)]
    manager = cast.client("RS1")
    manager.post(f"{RADAR}marketing/MA-FES/draft/")
    page = "/desk/fes/workshops/1/"
    manager.post(f"{page}invitations/sending/")
    written = Message.objects.filter(event="workshop_invitation")
    assert written.count() == 0
    manager.post(f"{page}publication/")
    assert people[0].participation
    register(Workshop.objects.get(stop=stop), people[0].participation)  # sits there already
    for _twice in range(2):
        manager.post(f"{page}invitations/sending/")
    assert [each.person_id for each in written] == [people[1].applicant_id]


def test_the_radar_asks_as_much_for_one_as_for_many(cast: Cast, stop: Stop) -> None:
    idea(stop, promised(stop, 1), "digital")
    make_workshop(stop)
    asked = []
    for number in range(2, 5):
        cast.client("RS1").get(RADAR)
        with CaptureQueriesContext(connection) as statements:
            cast.client("RS1").get(RADAR)
        asked.append(len(statements))
        idea(stop, promised(stop, number, province="MA-MEK"), "digital")
        make_workshop(stop, at=timezone.now() + timedelta(days=30 + number))
    assert asked == [asked[0]] * 3


def test_seats_for_some_entrepreneurs_are_taken_off_for_these_alone(stop: Stop) -> None:
    people = [promised(stop, number) for number in (1, 2, 3)]
    Application.objects.filter(pk=people[0].pk).update(kind="cooperative")
    idea(stop, person(stop, 4, kind="cooperative"), "marketing")
    theme, lacking = Theme.objects.get(code="marketing"), []
    for kinds in (["cooperative"], ["project"], []):
        make_workshop(stop, theme=theme, for_kinds=kinds, capacity=3)
        [blip] = blips(stop)
        lacking.append((blip.lacking, blip.wanting))
    assert lacking == [(2, 2), (2, 2), (0, 0)]
