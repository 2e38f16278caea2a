"""What a person's own page says of the selection: what is asked, what was decided, second looks."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from people.agenda import Step, Thing
from selection.applicant_status import applicant_status
from selection.links import missing_url_now
from selection.models import Appeal

if TYPE_CHECKING:
    from applications.models import Application


def of_application(application: Application) -> list[Thing]:
    """What the center waits for stands above the story; what was decided below it."""
    # Asked for where it is shown: the receipt leaves it out.
    missing = {"url": SimpleLazyObject(partial(missing_url_now, application))}
    decided = {
        "application": application,
        "applicant_status": applicant_status(application),
        "stop": application.stop,
    }
    return [
        Thing("selection/triage/parts/missing.html", missing, first=True),
        Thing("selection/deciding/parts/applicant_status.html", decided),
    ]


def steps_of_application(application: Application) -> list[Step]:
    """The second look, where one was asked for."""
    declined = application.state == application.State.DECLINED
    appeal = Appeal.objects.filter(application=application).first() if declined else None
    if appeal is None:
        return []
    steps = [Step(_("You asked for a second look"), "done", appeal.asked_at)]
    if appeal.settled_at:
        return [
            *steps,
            Step(_("Read again by somebody else: the decision stays"), "done", appeal.settled_at),
        ]
    return [*steps, Step(_("Somebody else reads your application again"), "now")]
