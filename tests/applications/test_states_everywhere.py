"""What was decided shows in the list, in groups, in tones of badges; joined files count once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from applications.models import Application
from portal.templatetags.house import tone
from tests.kept import once
from tests.selection.crowd import applicant, names

if TYPE_CHECKING:
    from programs.models import Stop
    from tests.cast import Cast

STATES: dict[str, dict[str, Any]] = {
    "accepted": {"confirm_by": timezone.now()},
    "waiting": {"rank": 1},
    "declined": {},
    "lapsed": {},
}


@pytest.fixture
def stop(cast: Cast) -> Stop:
    """The stop at Fès with one file in each state that a decision gives, and a joined one."""
    in_each_state(cast)
    return cast.stop


@once
def in_each_state(cast: Cast) -> None:
    Application.objects.filter(stop=cast.stop).delete()
    for number, (state, values) in enumerate(STATES.items(), start=1):
        applicant(cast.stop, number, state=state, name=state, **values)
    applicant(cast.stop, 5, state="merged", name="merged")


@pytest.mark.parametrize("state", STATES)
def test_a_group_is_chosen_by_what_was_decided(stop: Stop, state: str) -> None:
    assert names(stop, state=state) == [state]


def test_all_that_were_sent_are_all_but_those_that_were_joined(stop: Stop) -> None:
    assert names(stop) == ["lapsed", "declined", "waiting", "accepted"]


def test_a_file_that_was_joined_is_no_group(stop: Stop) -> None:
    assert names(stop, state="merged") == []


@pytest.mark.parametrize("state", [*STATES, "merged"])
def test_the_list_is_narrowed_by_what_was_decided(cast: Cast, stop: Stop, state: str) -> None:
    page = cast.client("RS1").get(f"/desk/{stop.slug}/applications/?state={state}")
    assert [line.name for line in page.context["lines"]] == [state]


def test_every_state_of_a_file_has_its_tone() -> None:
    assert {state: tone(state) for state in Application.State.values} == {
        "draft": "warn",
        "submitted": "",
        "accepted": "good",
        "waiting": "warn",
        "declined": "off",
        "lapsed": "off",
        "confirmed": "good",
        "withdrawn": "off",
        "merged": "off",
    }
