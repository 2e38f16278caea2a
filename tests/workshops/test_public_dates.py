"""The vote on a date: one tap a person, changed by another, over once the date is fixed."""

import re
from datetime import date, time

import pytest
from django.core.exceptions import ValidationError

from people.models import Participation
from tests.cast import Cast
from tests.pages import content_of
from tests.workshops.planned import make_workshop
from tests.workshops.test_public_register import buttons
from workshops.models import DateOption, DateVote, Workshop
from workshops.public.dates import vote

DATES = "/fes/workshops/1/dates/"


def proposed(cast: Cast) -> tuple[Workshop, list[DateOption]]:
    """A draft with two dates, and AP1 who takes part in the stop."""
    workshop = make_workshop(cast.stop, state="draft", published_at=None)
    Participation.objects.create(stop=cast.stop, person=cast["AP1"])
    days = (date(2027, 3, 1), date(2027, 3, 2))
    return workshop, [
        DateOption.objects.create(workshop=workshop, starts_on=day, starts_clock=time(10))
        for day in days
    ]


def test_one_tap_says_which_date_suits_and_another_one_changes_it(cast: Cast) -> None:
    _workshop, options = proposed(cast)
    page = content_of(cast.client("AP1").get(f"{DATES}?lang=fr"))
    shown = buttons(page)
    for option in options:
        cast.client("AP1").post(DATES, {"option": option.pk})
    page = content_of(cast.client("AP1").get(DATES))
    assert shown == ["lundi 1er mars · 10:00", "mardi 2 mars · 10:00"]
    assert [vote.option for vote in DateVote.objects.all()] == [options[1]]
    assert re.findall(r'value="(\d+)" type="submit"\s+aria-pressed', page) == [str(options[1].pk)]


def test_how_many_chose_each_date_is_counted(cast: Cast) -> None:
    _workshop, options = proposed(cast)
    cast.client("AP1").post(DATES, {"option": options[0].pk})
    chosen = {option.pk: option.chosen for option in DateOption.objects.with_votes()}
    assert [chosen[option.pk] for option in options] == [1, 0]


@pytest.mark.parametrize("option", ["", "0", "x", "9" * 30, "999999"])
def test_a_date_that_is_not_proposed_is_refused(cast: Cast, option: str) -> None:
    proposed(cast)
    answer = cast.client("AP1").post(DATES, {"option": option})
    assert (answer.status_code, DateVote.objects.count()) == (422, 0)


def test_a_date_of_another_workshop_is_refused(cast: Cast) -> None:
    _workshop, options = proposed(cast)
    other = make_workshop(cast.stop, state="draft", published_at=None)
    with pytest.raises(ValidationError):
        vote(other, Participation.objects.get(), option=options[0].pk)


def test_once_the_date_is_fixed_nobody_votes_any_more(cast: Cast) -> None:
    workshop, options = proposed(cast)
    Workshop.objects.update(state="published", published_at=workshop.starts_at)
    with pytest.raises(ValidationError):
        vote(workshop, Participation.objects.get(), option=options[0].pk)
    assert cast.client("AP1").get(DATES)["Location"] == "/fes/me/"


def test_who_does_not_take_part_finds_no_vote(cast: Cast) -> None:
    proposed(cast)
    assert cast.client("AP2").get(DATES).status_code == 404


def test_my_next_thing_asks_for_the_date_until_it_is_said(cast: Cast) -> None:
    _workshop, options = proposed(cast)
    before = DATES in cast.client("AP1").get("/fes/me/").content.decode()
    cast.client("AP1").post(DATES, {"option": options[0].pk})
    after = DATES in cast.client("AP1").get("/fes/me/").content.decode()
    assert (before, after) == (True, False)
