"""When somebody is asked what they need: after sending, at the end of the stop, a season later."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from applications.models import Application
from needs.models import Diagnosis
from questionnaires.compiled_forms import CompiledForm, compiled_form, current_version
from questionnaires.models import Questionnaire

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from people.models import User
    from programs.models import Stop

State, Moment = Application.State, Diagnosis.Moment
BEFORE_THE_END = timedelta(days=14)
A_SEASON_LATER = timedelta(days=90)
# At the start; later, who took part.
ASKED = (State.SUBMITTED, State.ACCEPTED, State.WAITING, State.CONFIRMED)
SEES = (*ASKED, State.DECLINED, State.LAPSED)  # what they were told stays theirs to read


def opens_on(stop: Stop, moment: str) -> date:
    """The first day on which it is asked at `stop`."""
    match moment:
        case Moment.END:
            return stop.ends_on - BEFORE_THE_END
        case Moment.LATER:
            return stop.ends_on + A_SEASON_LATER
    return date.min


def is_asked(application: Application, moment: str) -> bool:
    """Whether this person is asked at this moment, today."""
    among = ASKED if moment == Moment.START else (State.CONFIRMED,)
    return application.state in among and timezone.localdate() >= opens_on(application.stop, moment)


def diagnosis_of(application: Application, moment: str) -> Diagnosis | None:
    """What this person answered at this moment, if they have begun."""
    return application.diagnoses.filter(moment=moment).first()


def version_for(application: Application, moment: str) -> int:
    """The id of the questions: those of the start, so that before and after can be compared."""
    first = (
        application.diagnoses.filter(moment=Moment.START).values_list("version", flat=True).first()
    )
    if first and moment != Moment.START:
        return first
    return current_version(Questionnaire.Purpose.DIAGNOSIS, application.stop).pk


def paper_for(application: Application, version: int, language: str) -> CompiledForm:
    """The questions in a language, with what the candidacy has told already."""
    return compiled_form(version, language).knowing(
        {"kind": application.kind, "stage": application.stage}
    )


def in_hand(expert: User) -> QuerySet[Diagnosis]:
    """What `expert` was given, at the centers where they are one."""
    diagnoses = Diagnosis.objects.filter(
        expert=expert,
        application__stop__center__in=expert.centers("expert"),
        application__state__in=SEES,
    )
    return diagnoses.select_related("application__stop__center")
