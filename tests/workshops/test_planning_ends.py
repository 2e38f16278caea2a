"""The end of a workshop moves along with its beginning, and a page that comes back says so."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Any

import pytest

from tests.workshops.planned import make_workshop
from tests.workshops.test_planning import HOME, in_days, typed
from workshops.models import Workshop

if TYPE_CHECKING:
    from tests.cast import Cast

FIELDS = ("starts_clock", "ends_clock", "stood", "seen", "followed")


def draft(cast: Cast, clock: time, minutes: int) -> Workshop:
    return make_workshop(
        cast.stop,
        state="draft",
        starts_on=in_days(9),
        starts_clock=clock,
        minutes=minutes,
    )


def opened(cast: Cast) -> dict[str, Any]:
    """What stands in the form of the hours of workshop 1, where no JavaScript runs."""
    return sent_on(cast.client("RS1").get(f"{HOME}1/change/").context["form"])


def sent_on(form: Any) -> dict[str, Any]:
    values = {name: form[name].value() or "" for name in FIELDS}
    return {
        name: f"{value:%H:%M}" if isinstance(value, time) else value
        for name, value in values.items()
    }


def send(cast: Cast, **values: Any) -> Any:
    day = {"starts_on": in_days(9)}
    return cast.client("RS1").post(f"{HOME}1/change/", typed(**{**day, **values}))


def kept(workshop: Workshop) -> tuple[str, int]:
    workshop.refresh_from_db()
    return f"{workshop.starts_clock:%H:%M}", workshop.minutes


def test_what_is_refused_shows_the_end_that_has_moved_along(cast: Cast) -> None:
    workshop = draft(cast, time(10), 90)
    answer = send(cast, **{**opened(cast), "starts_clock": "09:00", "title_fr": "", "theme": ""})
    shown = sent_on(answer.context["form"])
    again = send(cast, **shown)
    assert (answer.status_code, shown["ends_clock"], again.status_code) == (422, "10:30", 302)
    assert kept(workshop) == ("09:00", 90)


def test_looking_for_clashes_shows_the_end_that_was_looked_at(cast: Cast) -> None:
    workshop = draft(cast, time(10), 90)
    answer = send(cast, **{**opened(cast), "starts_clock": "09:00"}, look="1")
    shown = sent_on(answer.context["form"])
    send(cast, **{**shown, "ends_clock": "11:30"})
    assert (answer.status_code, shown["ends_clock"]) == (200, "10:30")
    assert kept(workshop) == ("09:00", 150)


def test_the_same_end_is_taken_once_it_was_asked_for(cast: Cast) -> None:
    workshop = draft(cast, time(22), 90)
    answer = send(cast, **{**opened(cast), "starts_clock": "22:45", "ends_clock": "23:30"})
    again = send(cast, **sent_on(answer.context["form"]))
    assert (answer.status_code, again.status_code) == (422, 302)
    assert kept(workshop) == ("22:45", 45)


def test_what_stands_on_the_page_replaces_what_a_colleague_kept_meanwhile(cast: Cast) -> None:
    workshop = draft(cast, time(10), 120)
    mine = opened(cast)
    send(cast, **{**opened(cast), "starts_clock": "11:00", "ends_clock": "12:00", "followed": "on"})
    assert kept(workshop) == ("11:00", 60)
    answer = send(cast, **mine)  # another word of the title
    again = send(cast, **sent_on(answer.context["form"]))
    assert (answer.status_code, again.status_code) == (422, 302)
    assert kept(workshop) == ("10:00", 120)


def test_the_length_that_is_kept_is_the_one_of_the_page(cast: Cast) -> None:
    workshop = draft(cast, time(10), 120)
    mine = {**opened(cast), "starts_clock": "09:00"}
    Workshop.objects.update(starts_clock=time(11), minutes=60)
    answer = send(cast, **mine)
    send(cast, **sent_on(answer.context["form"]))
    assert (answer.status_code, kept(workshop)) == (422, ("09:00", 120))


@pytest.mark.parametrize("stood", ["", "x", "-", "11:30-10:00", "٩:٠٠", "10:00-\0", "9" * 5000])
def test_what_no_page_has_said_of_the_hours_is_not_looked_at(cast: Cast, stood: str) -> None:
    workshop = draft(cast, time(10), 90)
    answer = send(cast, starts_clock="09:00", stood=stood)
    assert (answer.status_code, kept(workshop)) == (302, ("09:00", 90))
