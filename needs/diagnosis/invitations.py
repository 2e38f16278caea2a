"""Invitations to say what one needs, each written once.

A day after sending, at the end of the stop, and a season later. They carry the private link, whose
page leads to the questions: with a longer URL an Arabic text would fill two SMS.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from applications.mails import about, public_link, reader
from applications.models import Application
from messaging.actions.letters import Letter, write_many
from messaging.hours import Calendar, next_moment
from messaging.models import Message
from needs.diagnosis.actions import subject_of
from needs.diagnosis.moments import A_SEASON_LATER, ASKED, BEFORE_THE_END
from needs.models import Diagnosis

if TYPE_CHECKING:
    from datetime import date

Moment = Diagnosis.Moment
A_DAY = timedelta(days=1)
UNTIL = timedelta(days=8)  # after sending: whoever was not invited by then is not any more
OPEN_FOR = timedelta(days=21)  # the same at the later moments, from their first day
BLOCK = 500
EVENTS = {Moment.START: "diagnosis", Moment.END: "diagnosis_again", Moment.LATER: "diagnosis_again"}


def invite(now: datetime) -> int:
    """Write every invitation that is due; how many are new.

    Nothing at an hour that would disturb.
    """
    if next_moment(now, calendar=Calendar.load()) != now:
        return 0
    return sum(_invite(moment, now) for moment in Moment)


def _invite(moment: Moment, now: datetime) -> int:
    """Write to those due, but for whoever a finishing hand locks.

    They are left to the outbox, which says nothing more on what is over.
    """
    written, last = 0, 0
    while True:
        waiting = (
            _uninvited(moment, now).filter(pk__gt=last).select_related("stop__center", "applicant")
        )
        block = list(waiting.order_by("pk")[:BLOCK])
        if not block:
            return written
        written += write_many([_letter(application, moment) for application in block])
        last = block[-1].pk


def _uninvited(moment: Moment, now: datetime) -> QuerySet[Application]:
    """Those to whom this is to be said, and was not yet."""
    answered = Diagnosis.objects.finished().filter(application=OuterRef("pk"), moment=moment)
    key = Concat(Value(_key(moment)), Cast(OuterRef("pk"), CharField()))
    written = Message.objects.filter(key=key)
    return (
        Application.objects.filter(_due(moment, now))
        .exclude(Exists(answered))
        .exclude(Exists(written))
    )


def _due(moment: Moment, now: datetime) -> Q:
    if moment == Moment.START:
        return Q(state__in=ASKED, submitted_at__range=(now - UNTIL, now - A_DAY))
    before = -BEFORE_THE_END if moment == Moment.END else A_SEASON_LATER
    first: date = timezone.localdate(now) - before
    return Q(state=Application.State.CONFIRMED, stop__ends_on__range=(first - OPEN_FOR, first))


def _key(moment: str) -> str:
    return f"diagnosis:{moment}:"


def _letter(application: Application, moment: Moment) -> Letter:
    return Letter(
        key=f"{_key(moment)}{application.pk}",
        event=EVENTS[moment],
        reader=reader(application),
        context=about(application),
        # Whoever sends it by hand must not hold the private link.
        by_hand={"link": public_link(application.stop)},
        stop=application.stop,
        about=subject_of(application.pk, moment),
    )
