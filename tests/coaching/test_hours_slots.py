"""Hours become slots: packed, opened and closed; what is booked is never touched."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from coaching.booking.finding import Wish, free_slots
from coaching.hours import keeping, lives
from coaching.hours.packing import pack
from coaching.hours.slots import Made, fill_hours, make_slots
from coaching.models import Absence, BusyHour, Expert, OutsideCalendar, SingleDay, Slot, WeekRule
from programs.models import Stop, Theme
from tests.coaching.arranged import make_booking, make_expert
from tests.workshops.planned import make_participation, make_workshop
from workshops.models import Trainer

if TYPE_CHECKING:
    from tests.cast import Cast

State, Why = Slot.State, Slot.Why


def day_in(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def single(expert: Expert, stop: Stop, **values: Any) -> SingleDay:
    usual = {"day": day_in(3), "starts": time(9), "ends": time(11)}
    return SingleDay(expert=expert, stop=stop, **{**usual, **values})


def weekly(expert: Expert, stop: Stop, **values: Any) -> WeekRule:
    on = day_in(3)
    usual = {"weekday": on.weekday(), "first_on": on, "starts": time(9), "ends": time(10)}
    return WeekRule(expert=expert, stop=stop, **{**usual, **values})


def clocks(expert: Expert, **asked: Any) -> list[str]:
    rows = Slot.objects.filter(expert=expert, **{"state": State.OPEN, **asked})
    return [f"{slot.clock:%H:%M}" for slot in rows.order_by("starts_at")]


def packed(first: int, last: int, **values: Any) -> list[str]:
    hours = SingleDay(starts=time(first), ends=time(last), **values)
    return [f"{starts:%H:%M}" for starts, _ends in pack(hours, minutes=25, pause=5)]


def test_a_day_from_nine_to_four_is_ten_sessions_with_breaks() -> None:
    morning = ["09:00", "09:30", "10:00", "10:30", "11:10", "11:40"]
    assert packed(9, 16) == [*morning, "13:30", "14:00", "14:30", "15:00"]


def test_a_break_that_was_typed_is_the_only_one() -> None:
    own = packed(9, 13, break_from=time(10), break_to=time(10, 20))
    assert own == ["09:00", "09:30", "10:20", "10:50", "11:20", "11:50", "12:20"]


def test_hours_too_short_for_a_session_hold_none() -> None:
    hours = SingleDay(starts=time(9), ends=time(9, 20))
    assert pack(hours, minutes=25, pause=5) == []


def test_a_day_becomes_slots_by_the_clock_of_morocco(cast: Cast) -> None:
    expert = make_expert(cast.stop)
    keeping.keep(single(expert, cast.stop))
    assert clocks(expert) == ["09:00", "09:30", "10:00", "10:30"]
    first = Slot.objects.filter(expert=expert).order_by("starts_at").first()
    assert first is not None
    zone = timezone.get_default_timezone()
    assert first.starts_at == datetime.combine(day_in(3), time(9), tzinfo=zone)


def test_making_slots_twice_changes_nothing(cast: Cast) -> None:
    expert = make_expert(cast.stop)
    made = keeping.keep(single(expert, cast.stop))
    keys = list(Slot.objects.values_list("pk", "state"))
    assert (made, make_slots(expert)) == (Made(4, 0, 0), Made(0, 0, 0))
    assert list(Slot.objects.values_list("pk", "state")) == keys


def test_a_rule_is_made_as_far_as_its_expert_shows_days(cast: Cast) -> None:
    expert = make_expert(cast.stop, horizon=14)
    keeping.keep(weekly(expert, cast.stop))
    days = sorted(set(Slot.objects.values_list("on", flat=True)))
    assert days == [day_in(3), day_in(10)]


def test_the_clock_makes_the_days_that_come_within_reach(cast: Cast) -> None:
    expert = make_expert(cast.stop, horizon=9)
    keeping.keep(weekly(expert, cast.stop))
    Expert.objects.filter(pk=expert.pk).update(horizon=10)
    assert fill_hours() == 2


def test_an_exception_takes_the_place_of_the_weekly_hours(cast: Cast) -> None:
    expert = make_expert(cast.stop, horizon=7)
    keeping.keep(weekly(expert, cast.stop))
    keeping.keep(single(expert, cast.stop, starts=time(14), ends=time(15), instead=True))
    assert clocks(expert) == ["14:00", "14:30"]


def test_no_slot_stands_after_the_end_of_its_stop(cast: Cast) -> None:
    expert = make_expert(cast.stop)
    Stop.objects.filter(pk=cast.stop.pk).update(ends_on=day_in(2), starts_on=day_in(1))
    cast.stop.refresh_from_db()
    assert keeping.keep(single(expert, cast.stop)) == Made(0, 0, 0)


def test_an_absence_closes_free_slots_and_leaves_what_is_booked(cast: Cast) -> None:
    expert = make_expert(cast.stop)
    keeping.keep(single(expert, cast.stop))
    slot = Slot.objects.filter(expert=expert).order_by("starts_at")[1]
    make_booking(slot, make_participation(cast.stop, 1))
    absence = Absence(expert=expert, first_on=day_in(3), last_on=day_in(3))
    assert keeping.be_absent(absence) == Made(0, 3, 1)
    assert clocks(expert) == ["09:30"]
    assert keeping.come_after_all(absence) == Made(3, 0, 1)
    assert clocks(expert) == ["09:00", "09:30", "10:00", "10:30"]


def test_hours_that_would_leave_a_session_outside_change_nothing(cast: Cast) -> None:
    expert = make_expert(cast.stop)
    row = single(expert, cast.stop)
    keeping.keep(row)
    slot = Slot.objects.filter(expert=expert).order_by("starts_at")[3]
    make_booking(slot, make_participation(cast.stop, 1))
    row.ends = time(10)
    with pytest.raises(ValidationError) as refused:
        keeping.keep(row)
    assert refused.value.code == "booked"
    assert "10:30" in refused.value.messages[0]
    assert clocks(expert) == ["09:00", "09:30", "10:00", "10:30"]
    with pytest.raises(ValidationError):
        keeping.take_out(SingleDay.objects.get(pk=row.pk))
    assert expert.single_days.get().ends == time(11)


def test_hours_that_keep_a_session_may_change_around_it(cast: Cast) -> None:
    expert = make_expert(cast.stop)
    row = single(expert, cast.stop)
    keeping.keep(row)
    slot = Slot.objects.filter(expert=expert).order_by("starts_at")[0]
    make_booking(slot, make_participation(cast.stop, 1))
    row.ends = time(10)
    assert keeping.keep(row) == Made(0, 2, 1)
    assert clocks(expert) == ["09:00", "09:30"]


def test_a_slot_closed_by_hand_stays_closed_until_a_hand_opens_it(cast: Cast) -> None:
    expert = make_expert(cast.stop)
    keeping.keep(single(expert, cast.stop))
    slot = Slot.objects.filter(expert=expert).order_by("starts_at")[0]
    keeping.shut(slot)
    make_slots(expert)
    assert clocks(expert) == ["09:30", "10:00", "10:30"]
    keeping.open_again(slot)
    assert clocks(expert) == ["09:00", "09:30", "10:00", "10:30"]


def test_a_booked_slot_is_not_closed_by_hand(cast: Cast) -> None:
    expert = make_expert(cast.stop)
    keeping.keep(single(expert, cast.stop))
    slot = Slot.objects.filter(expert=expert).order_by("starts_at")[0]
    make_booking(slot, make_participation(cast.stop, 1))
    with pytest.raises(ValidationError) as refused:
        keeping.shut(slot)
    assert refused.value.code == "booked"


def test_busy_hours_outside_close_slots_until_they_are_free_again(cast: Cast) -> None:
    expert = make_expert(cast.stop)
    keeping.keep(single(expert, cast.stop))
    at = Slot.objects.filter(expert=expert).order_by("starts_at")[1]
    calendar = OutsideCalendar.objects.create(expert=expert, url="https://example.org/a.ics")
    minute = timedelta(minutes=1)
    BusyHour.objects.create(
        calendar=calendar, starts_at=at.starts_at + minute, ends_at=at.starts_at + 2 * minute
    )
    make_slots(expert)
    assert clocks(expert, state=State.CLOSED, why=Why.BUSY) == ["09:30"]
    calendar.busy.all().delete()
    make_slots(expert)
    assert clocks(expert) == ["09:00", "09:30", "10:00", "10:30"]


def test_a_workshop_that_an_expert_leads_closes_their_slots(cast: Cast) -> None:
    expert = make_expert(cast.stop)
    zone = timezone.get_default_timezone()
    at = datetime.combine(day_in(3), time(10), tzinfo=zone)
    workshop = make_workshop(cast.stop, at=at, minutes=25)
    workshop.trainers.add(Trainer.objects.create(center=cast.stop.center, user=expert.user))
    keeping.keep(single(expert, cast.stop))
    assert clocks(expert) == ["09:00", "09:30", "10:30"]


def test_what_else_an_expert_has_keeps_as_many_minutes_around_it_free_as_they_say(
    cast: Cast,
) -> None:
    expert = make_expert(cast.stop)
    keeping.keep(single(expert, cast.stop, ends=time(12)))
    at = Slot.objects.filter(expert=expert).order_by("starts_at")[2]
    calendar = OutsideCalendar.objects.create(expert=expert, url="https://example.org/a.ics")
    BusyHour.objects.create(calendar=calendar, starts_at=at.starts_at, ends_at=at.ends_at)
    found = []
    for expert.buffer in (0, 5, 6, 35, 36):
        make_slots(expert)
        found.append(clocks(expert, state=State.CLOSED, why=Why.BUSY))
    three = ["09:30", "10:00", "10:30"]
    four = ["09:00", *three]
    assert found == [["10:00"], ["10:00"], three, three, four]


def test_a_theme_has_its_own_length(cast: Cast) -> None:
    expert = make_expert(cast.stop, themes=("digital", "financing"))
    theme = Theme.objects.get(code="financing")
    expert.helps_with.filter(theme=theme).update(minutes=50)
    keeping.keep(single(expert, cast.stop, theme=theme))
    rows = Slot.objects.filter(expert=expert).order_by("starts_at")
    assert [(f"{slot.clock:%H:%M}", slot.minutes, slot.theme_id) for slot in rows] == [
        ("09:00", 50, theme.pk),
        ("09:55", 50, theme.pk),
    ]


def test_a_theme_that_takes_longer_is_not_found_in_a_short_slot(cast: Cast) -> None:
    expert = make_expert(cast.stop)
    theme = expert.themes.get()
    keeping.keep(single(expert, cast.stop))
    keeping.keep(single(expert, cast.stop, starts=time(14), ends=time(15), minutes=50))
    assert len(free_slots(Wish(cast.stop, theme))) == 5
    expert.helps_with.update(minutes=50)
    found = free_slots(Wish(cast.stop, theme))
    assert [f"{slot.clock:%H:%M}" for slot in found] == ["14:00"]


def test_whoever_pauses_has_no_open_slot_and_gets_them_back(cast: Cast) -> None:
    expert = make_expert(cast.stop)
    keeping.keep(single(expert, cast.stop))
    lives.pause(expert)
    assert clocks(expert) == []
    lives.resume(expert)
    assert clocks(expert) == ["09:00", "09:30", "10:00", "10:30"]
