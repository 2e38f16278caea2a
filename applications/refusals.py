"""What is refused, and in which sentence.

Outside the window, not complete, not agreed to, already there.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, transaction
from django.utils.translation import gettext as _

from applications.models import Application
from core.locks import is_stuck
from people.models import ConsentText
from programs.models import Stop
from questionnaires.compiled_forms import CompiledForm, compiled_form

Channel = Application.Channel
BY_STAFF = {Channel.PHONE, Channel.WALK_IN, Channel.ASSOCIATION, Channel.IMPORT}
ONCE = "one_application_per_person_and_stop"


def refuse_when_closed(stop: Stop, channel: str) -> None:
    """Nobody applies outside the window.

    Staff still key in what reached them, until the stop begins to run.
    """
    late = channel in BY_STAFF and stop.state in {Stop.State.OPEN, Stop.State.CLOSED}
    if not (stop.takes_applications or late):
        raise ValidationError(_("This stop does not take applications now."), code="closed")


def refuse_when_incomplete(
    application: Application, consents: Collection[str], *, read_by: int | None = None
) -> None:
    """Every answer that must be there is there, and the person agreed that we read them.

    What the version `read_by` has found complete is not read by the same one again.
    """
    is_read = application.version_id == read_by
    is_complete = application.name and application.kind and (application.phone or application.email)
    if not is_complete or (not is_read and form_of(application).missing(application.answers)):
        raise ValidationError(_("Some answers are still missing."), code="incomplete")
    if ConsentText.Purpose.PROCESSING not in consents:
        raise ValidationError(
            _("We may only read your answers if you agree to it."), code="consent"
        )


def refuse_when_not_eligible(application: Application) -> None:
    """Who may not apply here is told why; staff key in what they have looked at themselves."""
    if application.channel in BY_STAFF:
        return
    for bar in form_of(application).barred(application.answers).values():
        if not bar.anyway:
            raise ValidationError(bar.reason, code="ineligible")


def refuse_when_needed(application: Application, question: str, rest: Mapping[str, Any]) -> None:
    """What was sent stays whole: a file that is asked for may be replaced, not taken away."""
    needed = (code for page in form_of(application).missing(rest).values() for code in page)
    if application.is_sent and question in needed:
        raise ValidationError(
            _("This file is needed. You may send another one in its place."), code="needed"
        )


def form_of(application: Application, language: str = "") -> CompiledForm:
    """The form it answers, in `language`, else in its own; provinces of its region come first."""
    region = application.stop.center.region.iso
    return compiled_form(application.version_id, language or application.language, region=region)


def moved_on() -> ValidationError:
    """That it was decided or taken back meanwhile."""
    return ValidationError(_("This application can no longer be changed."), code="decided")


@contextmanager
def in_one_go() -> Iterator[None]:
    """One transaction, whose collisions are told in words."""
    with in_words(), transaction.atomic():
        yield


@contextmanager
def in_words() -> Iterator[None]:
    """Turn two collisions into a sentence.

    A second candidacy of the same person, or too long a wait for others.
    """
    try:
        yield
    except IntegrityError as clash:
        if ONCE not in str(clash):
            raise
        raise ValidationError(
            _("This person already has an application at this stop."), code="twice"
        ) from clash
    except OperationalError as stuck:
        if not is_stuck(stuck):
            raise
        raise ValidationError(
            _("Many are sending just now. Please send again in a minute."), code="busy"
        ) from stuck
