"""A plan of a stop in its pages: computed, changed, confirmed once, booked by the common way."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from applications.models import Application
from coaching.booking.actions import ask, book, move
from coaching.matching import actions, working
from coaching.matching.gather import gather
from coaching.matching.tasks import go_on, work_on_plan
from coaching.models import Booking, Expert, MatchLine, MatchPlan, Slot
from messaging.models import Message
from people.models import Participation
from programs.models import Province, Theme
from tests.coaching.arranged import make_expert, make_slots
from tests.needs.needing import person
from tests.pages import content_of
from tests.workshops.planned import make_participation

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cast import Cast

State, Line = MatchPlan.State, MatchLine.State


def today(more: int = 0) -> Any:
    return timezone.localdate() + timedelta(days=more)


def in_need(cast: Cast, n: int, *themes: str, level: int = 80, **values: Any) -> Participation:
    """Person `n`, who takes part and needs much on these themes."""
    application = person(cast.stop, n, needs=dict.fromkeys(themes, level), **values)
    assert application.applicant
    place = Participation.objects.create(stop=cast.stop, person=application.applicant)
    Application.objects.filter(pk=application.pk).update(participation=place)
    return place


def refused(act: Callable[[], object]) -> str:
    """The code of the refusal."""
    with pytest.raises(ValidationError) as refusal:
        act()
    return str(refusal.value.code)


def proposed(cast: Cast, days: int = 10) -> MatchPlan:
    """A plan of the coming days, computed."""
    plan = actions.want(cast.stop, first=today(), last=today(days), by=cast["RS1"])
    work_on_plan(plan.pk)
    plan.refresh_from_db()
    return plan


def test_a_plan_meets_needs_by_theme_language_and_way(cast: Cast) -> None:
    digital, money = make_expert(cast.stop, 1), make_expert(cast.stop, 2, themes=["financing"])
    french = make_expert(cast.stop, 3, languages=["fr"])
    make_slots(digital, cast.stop, 1, modes=["video"])
    make_slots(money, cast.stop, 1)
    make_slots(french, cast.stop, 2)
    one = in_need(cast, 1, "digital")
    two = in_need(cast, 2, "financing", "digital", level=90)
    plan = proposed(cast)
    found = sorted(
        (line.theme.code, line.slot and line.slot.expert_id, line.mode) for line in plan.lines.all()
    )
    assert found == [("digital", digital.pk, "video"), ("financing", money.pk, "phone")]
    assert plan.lines.filter(participation__in=(one, two)).count() == 2
    assert (plan.state, plan.people, plan.needs, plan.met, plan.is_best) == (
        *("proposed", 2, 3, 2),
        True,
    )


def test_the_same_statements_read_a_small_stop_and_a_bigger_one(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    make_slots(make_expert(cast.stop, 1), cast.stop, 3)
    in_need(cast, 1, "digital")
    with django_assert_num_queries(15):
        gather(cast.stop, today(), today(10))
    make_slots(make_expert(cast.stop, 2, themes=["digital", "financing"]), cast.stop, 3)
    for n in (2, 3):
        in_need(cast, n, "digital", "financing")
    with django_assert_num_queries(15):
        found = gather(cast.stop, today(), today(10))
    assert (len(found.seekers), len(found.slots), len(found.blocks)) == (5, 6, 2)


def test_who_asked_for_a_woman_meets_one_and_a_wish_counts(cast: Cast) -> None:
    man = make_expert(cast.stop, 1, gender=Expert.Gender.MAN)
    woman = make_expert(cast.stop, 2, gender=Expert.Gender.WOMAN)
    wished = make_expert(cast.stop, 3, gender=Expert.Gender.MAN)
    theme = Theme.objects.get(code="digital")
    one, two = in_need(cast, 1, "digital"), in_need(cast, 2, "digital")
    ask(one, theme, woman=True)
    ask(two, theme, experts=[wished.pk])
    for expert in (man, woman, wished):
        make_slots(expert, cast.stop, 2)
    lines = {line.participation_id: line for line in proposed(cast).lines.select_related("slot")}
    assert {who: line.slot and line.slot.expert_id for who, line in lines.items()} == {
        one.pk: woman.pk,
        two.pk: wished.pk,
    }
    assert [lines[one.pk].reasons, lines[two.pk].reasons] == [["need", "woman"], ["need", "wish"]]


def test_who_only_asks_is_met_at_the_center_of_their_province(cast: Cast) -> None:
    one = in_need(cast, 1, "digital", level=10)  # no need that plans would reckon with
    ask(one, Theme.objects.get(code="digital"))
    expert = make_expert(cast.stop, 1)
    make_slots(expert, cast.stop, 1, modes=["center"])
    home = Application.objects.get(participation=one).province
    assert home is not None
    met = []
    for province in (Province.objects.exclude(pk=home.pk)[0], home):
        expert.provinces.set([province])
        met.append(proposed(cast).met)
    assert met == [0, 1]


def test_whoever_has_something_else_gets_another_hour(cast: Cast) -> None:
    expert = make_expert(cast.stop, 1)
    other = make_expert(cast.stop, 2, themes=["financing"])
    first, second = make_slots(expert, cast.stop, 2)
    [same] = make_slots(other, cast.stop, 1)
    assert same.starts_at == first.starts_at
    who = in_need(cast, 1, "digital")
    book(same, who, theme=Theme.objects.get(code="financing"), mode="phone", by=cast["RS1"])
    assert [line.slot_id for line in proposed(cast).lines.all()] == [second.pk]


def test_a_confirmed_plan_books_and_tells_everybody_once(cast: Cast) -> None:
    make_slots(make_expert(cast.stop, 1), cast.stop, 3)
    for n in (1, 2):
        in_need(cast, n, "digital")
    plan = proposed(cast)
    assert Message.objects.filter(event="session_booked").count() == 0
    assert actions.confirm(plan, by=cast["RS1"])
    assert not actions.confirm(plan, by=cast["RS1"])
    for _again in range(2):
        MatchPlan.objects.filter(pk=plan.pk).update(heard_at=None)
        work_on_plan(plan.pk)
    plan.refresh_from_db()
    assert (plan.state, Booking.objects.count()) == ("applied", 2)
    assert Message.objects.filter(event="session_booked").values("about").distinct().count() == 2
    assert set(plan.lines.values_list("state", flat=True)) == {"booked"}


def test_a_lost_worker_books_nobody_twice(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    make_slots(make_expert(cast.stop, 1), cast.stop, 2)
    for n in (1, 2):
        in_need(cast, n, "digital")
    plan = proposed(cast)
    actions.confirm(plan, by=cast["RS1"])
    plan.refresh_from_db()
    done = working.book

    def lost(*args: Any, **kwargs: Any) -> Booking:
        done(*args, **kwargs)
        raise KeyboardInterrupt

    monkeypatch.setattr(working, "book", lost)
    with pytest.raises(KeyboardInterrupt):
        working.work_on(plan)
    monkeypatch.setattr(working, "book", done)
    working.work_on(plan)
    assert (Booking.objects.count(), set(plan.lines.values_list("state", flat=True))) == (
        2,
        {"booked"},
    )


def test_who_moves_before_a_lost_worker_is_replaced_counts_as_booked(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    slots = make_slots(make_expert(cast.stop, 1), cast.stop, 2)
    in_need(cast, 1, "digital")
    plan = proposed(cast)
    actions.confirm(plan, by=cast["RS1"])
    plan.refresh_from_db()
    done = working.book

    def lost(*args: Any, **kwargs: Any) -> Booking:
        done(*args, **kwargs)
        raise KeyboardInterrupt

    monkeypatch.setattr(working, "book", lost)
    with pytest.raises(KeyboardInterrupt):
        working.work_on(plan)
    monkeypatch.setattr(working, "book", done)
    own = Booking.objects.get()
    [other] = [each for each in slots if each.pk != own.slot_id]
    move(own, other)
    working.work_on(plan)
    line = plan.lines.get()
    assert (line.state, line.refusal, line.booking) == ("booked", "", own)


def test_a_plan_that_is_asked_for_twice_at_once_is_one(cast: Cast) -> None:
    asked = [
        actions.want(cast.stop, first=today(), last=today(days), by=cast["RS1"])
        for days in (3, 3, 4)
    ]
    assert asked[0] == asked[1]
    plans = MatchPlan.objects.order_by("pk").values_list("pk", "state")
    assert list(plans) == [(asked[0].pk, "dropped"), (asked[2].pk, "wanted")]


def test_who_took_something_meanwhile_is_left_out_with_the_reason(cast: Cast) -> None:
    [slot] = make_slots(make_expert(cast.stop, 1), cast.stop, 1)
    in_need(cast, 1, "digital")
    plan = proposed(cast)
    theme = Theme.objects.get(code="digital")
    book(slot, make_participation(cast.stop, 9), theme=theme, mode="phone", by=cast["RS1"])
    actions.confirm(plan, by=cast["RS1"])
    work_on_plan(plan.pk)
    line = plan.lines.get()
    assert (line.state, bool(line.refusal), Booking.objects.count()) == ("refused", True, 1)
    page = f"/desk/fes/coaching/plan/{plan.pk}/"
    said = {"ar": "شخص آخر حجز هذا الموعد للتو.", "fr": "vient de prendre ce créneau."}
    for language, words in said.items():
        assert words in content_of(cast.client("RS1").get(f"{page}?lang={language}"))


def test_a_meeting_is_left_out_taken_up_and_given_another_hour(cast: Cast) -> None:
    slots = make_slots(make_expert(cast.stop, 1), cast.stop, 2)
    in_need(cast, 1, "digital")
    plan = proposed(cast)
    line = plan.lines.get()
    actions.put_out(line)
    actions.put_back(line)
    other = next(slot for slot in slots if slot.pk != line.slot_id)
    actions.change_hour(line, other)
    line.refresh_from_db()
    assert (line.state, line.slot_id, line.reasons) == ("kept", other.pk, ["hand"])
    actions.confirm(plan, by=cast["RS1"])
    assert refused(lambda: actions.put_out(line)) == "moved"


def test_a_need_whose_meeting_is_put_out_is_not_met_any_more(cast: Cast) -> None:
    make_slots(make_expert(cast.stop, 1), cast.stop, 2)
    for n in (1, 2):
        in_need(cast, n, "digital")
    plan = proposed(cast)
    actions.put_out(plan.lines.order_by("pk")[0])
    page = content_of(cast.client("RS1").get(f"/desk/fes/coaching/plan/{plan.pk}/"))
    assert "<b><bdi>1 / 2</bdi></b>Needs that are met" in page


def test_a_plan_that_was_changed_by_hand_is_not_called_the_best(cast: Cast) -> None:
    slots = make_slots(make_expert(cast.stop, 1), cast.stop, 2)
    in_need(cast, 1, "digital")
    plan = proposed(cast)
    line = plan.lines.get()
    other = next(slot for slot in slots if slot.pk != line.slot_id)

    def said() -> list[bool]:
        page = content_of(cast.client("RS1").get(f"/desk/fes/coaching/plan/{plan.pk}/"))
        return [words in page for words in ("that is proven.", "Changed by hand since")]

    told = [said()]
    actions.put_out(line)
    told.append(said())
    actions.put_back(line)
    told.append(said())
    actions.change_hour(line, other)
    told.append(said())
    assert told == [[True, False], [False, True], [True, False], [False, True]]


def test_an_hour_that_the_plan_gave_away_is_not_given_twice(cast: Cast) -> None:
    make_slots(make_expert(cast.stop, 1), cast.stop, 2)
    for n in (1, 2):
        in_need(cast, n, "digital")
    one, two = proposed(cast).lines.select_related("slot", "plan").order_by("pk")
    assert one.slot is not None
    assert two.slot is not None
    first, second = one.slot, two.slot
    assert refused(lambda: actions.change_hour(one, second)) == "taken"
    actions.put_out(one)
    actions.change_hour(two, first)
    assert refused(lambda: actions.put_back(one)) == "taken"


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [(3, 2, "order"), (-5, -3, "past"), (0, 31, "long")],
)
def test_days_that_make_no_plan_are_refused(cast: Cast, first: int, last: int, code: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        actions.want(cast.stop, first=today(first), last=today(last), by=cast["RS1"])
    assert (refusal.value.code, MatchPlan.objects.count()) == (code, 0)


def test_a_new_plan_puts_the_one_before_aside(cast: Cast) -> None:
    before, after = proposed(cast), proposed(cast)
    before.refresh_from_db()
    assert (before.state, after.state) == ("dropped", "proposed")
    actions.confirm(after, by=cast["RS1"])
    assert (
        refused(lambda: actions.want(cast.stop, first=today(), last=today(3), by=cast["RS1"]))
        == "booking"
    )


def test_plans_whose_call_was_lost_go_on(cast: Cast) -> None:
    plan = MatchPlan.objects.create(stop=cast.stop, first_on=today(), last_on=today(3))
    assert go_on() == 1
    work_on_plan(plan.pk)
    plan.refresh_from_db()
    assert (plan.state, plan.met, plan.needs) == ("proposed", 0, 0)


def test_a_plan_is_asked_for_looked_at_and_confirmed_by_clicks(cast: Cast) -> None:
    make_slots(make_expert(cast.stop, 1), cast.stop, 1)
    in_need(cast, 1, "digital")
    staff = cast.client("RS1")
    days = {"first": f"{today():%d/%m/%Y}", "last": f"{today(9):%d/%m/%Y}"}
    answer = staff.post(reverse("matching:plans", args=[cast.stop.slug]), days)
    plan = MatchPlan.objects.get()
    work_on_plan(plan.pk)
    page = staff.get(answer["Location"]).content.decode()
    assert "Person 1" in page
    confirmation = reverse("matching:confirmation", args=[cast.stop.slug, plan.pk])
    assert "1 session is booked" in staff.get(confirmation).content.decode()
    staff.post(confirmation)
    waits = staff.get(answer["Location"])
    assert (waits.status_code, waits["Refresh"]) == (200, "3")
    work_on_plan(plan.pk)
    assert Slot.objects.get().taken == 1


def test_days_typed_in_arabic_digits_are_days(cast: Cast) -> None:
    east = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
    days = {"first": f"{today():%d/%m/%Y}".translate(east), "last": f"{today(9):%d/%m/%Y}"}
    answer = cast.client("RS1").post(reverse("matching:plans", args=[cast.stop.slug]), days)
    assert (answer.status_code, MatchPlan.objects.get().first_on) == (302, today())


def test_what_is_no_day_is_said_beside_it(cast: Cast) -> None:
    days = {"first": "soon", "last": ""}
    answer = cast.client("RS1").post(reverse("matching:plans", args=[cast.stop.slug]), days)
    assert (answer.status_code, MatchPlan.objects.count()) == (422, 0)
    assert 'value="soon"' in answer.content.decode()


def test_the_wish_for_a_woman_counts_on_every_theme(cast: Cast) -> None:
    man = make_expert(cast.stop, 1, themes=["digital"], gender=Expert.Gender.MAN)
    woman = make_expert(cast.stop, 2, themes=["digital"], gender=Expert.Gender.WOMAN)
    one = in_need(cast, 1, "digital")
    ask(one, Theme.objects.get(code="financing"), woman=True)
    make_slots(man, cast.stop, 2)
    plan = proposed(cast)
    assert not plan.lines.exclude(slot=None).exists()
    actions.drop(plan)
    make_slots(woman, cast.stop, 2)
    (line,) = proposed(cast).lines.exclude(slot=None).select_related("slot")
    assert line.slot
    assert (line.slot.expert_id, line.reasons) == (woman.pk, ["need", "woman"])


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ar", "لديك شيء آخر في هذه الساعة: جلسة مع خبير."),
        ("fr", "Vous avez autre chose à cette heure\xa0: une séance avec un expert."),
    ],
)
def test_a_clash_is_named_in_the_language_of_whoever_reads_the_plan(
    cast: Cast, language: str, said: str
) -> None:
    [slot] = make_slots(make_expert(cast.stop, 1), cast.stop, 1)
    person = in_need(cast, 1, "digital")
    plan = proposed(cast)
    other = make_expert(cast.stop, 2, themes=["financing"])
    [same] = make_slots(other, cast.stop, 1, at=slot.starts_at)
    book(same, person, theme=Theme.objects.get(code="financing"), mode="phone", by=cast["RS1"])
    actions.confirm(plan, by=cast["RS1"])
    work_on_plan(plan.pk)
    reader = cast.client("RS1", language)
    assert said in content_of(reader.get(f"/desk/fes/coaching/plan/{plan.pk}/"))
