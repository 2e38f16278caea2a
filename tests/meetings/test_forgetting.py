"""Who came to a meeting is forgotten a week later; what browsers told each other, when over."""

import pytest

from meetings.clock import forget_guests
from meetings.models import Guest, Meeting, Signal
from tests.meetings.meeting import make_guest, make_meeting

pytestmark = pytest.mark.django_db
DAY = 24 * 60


def with_people(begins_in: int) -> Meeting:
    """A meeting in which a trainer's browser has spoken to a listener's."""
    meeting = make_meeting(begins_in=begins_in)
    host = make_guest(meeting, "host", role="host")
    listener = make_guest(meeting)
    Signal.objects.create(
        sender=host, receiver=listener, line="a" * 8, kind="offer", body="192.0.2.7"
    )
    return meeting


def test_a_week_after_a_meeting_nobody_knows_any_more_who_came() -> None:
    _old, lately, now = with_people(-8 * DAY), with_people(-6 * DAY), with_people(-10)
    forget_guests()
    kept = Guest.objects.order_by("pk").values_list("meeting", flat=True)
    assert [*kept] == [*[lately.pk] * 2, *[now.pk] * 2]


def test_what_browsers_told_each_other_ends_with_the_meeting() -> None:
    with_people(-6 * DAY)
    now = with_people(-10)
    forget_guests()
    assert [each.receiver.meeting for each in Signal.objects.all()] == [now]
