"""A full day of an expert, and what follows it: for tests that look at every page of it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from applications.models import Application
from coaching.models import Attempt, Booking, Report
from coaching.session.links import day_url, step_url
from coaching.session.reporting import NextStep, say, write
from tests.coaching.held import make_session, of_ex1
from tests.needs.needing import diagnosed, needing
from tests.workshops.planned import make_participation

if TYPE_CHECKING:
    from coaching.models import Expert
    from tests.cast import Cast

HELD = {"outcome": "held", "topics": "Prices", "result": "A plan", "minutes": 310, "beside": None}


def fill(cast: Cast) -> dict[str, str]:
    """Fill the day of EX1; the address of each page by its name."""
    expert = of_ex1(cast)
    was, now = met(cast, expert)
    absent(cast, expert)
    desk = f"/desk/{cast.stop.slug}/coaching"
    return {
        "day": "/expert/",
        "people": "/expert/people/",
        "session": f"/expert/sessions/{was.pk}/",
        "report": f"/expert/sessions/{now.pk}/report/",
        "link": day_url(expert, timezone.localdate()),
        "after": step_url(was),
        "calls": f"{desk}/calls/",
        "support": f"{desk}/support/",
    }


def met(cast: Cast, expert: Expert) -> tuple[Booking, Booking]:
    """Somebody with needs, a session that is over and one that begins; two others later."""
    needing(cast.application, "digital", 80)
    diagnosed(cast.application, "start", digital=80)
    diagnosed(cast.application, "end", digital=30)
    person = make_participation(cast.stop, 1, name="فاطمة الزهراء العلالي")
    Application.objects.filter(pk=cast.application.pk).update(participation=person)
    was = make_session(expert, cast.stop, person, ago=timedelta(days=3))
    due = timezone.localdate() + timedelta(days=4)
    write(was, said=HELD, steps=[NextStep("فتح حساب بنكي للمشروع", due_on=due)], by=expert.user)
    say(was, 3, "")
    now = make_session(expert, cast.stop, person, ago=timedelta(minutes=2), words="كيف أبيع؟")
    later = timedelta(minutes=-45)
    make_session(expert, cast.stop, 2, ago=later, mode="whatsapp")
    make_session(expert, cast.stop, 3, ago=2 * later, mode="video")
    for n in range(3):
        Attempt.objects.create(booking=now, at=timezone.now() - timedelta(minutes=n))
    return was, now


def absent(cast: Cast, expert: Expert) -> None:
    """Somebody who missed two sessions."""
    missed = make_participation(cast.stop, 4)
    for days in (5, 6):
        ago = timedelta(days=days)
        row = make_session(expert, cast.stop, missed, ago=ago, state=Booking.State.MISSED)
        Report.objects.create(booking=row, outcome="no_show")
