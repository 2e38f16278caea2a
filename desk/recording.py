"""Many applications written together.

The rules of `applications.actions`, in a few statements for a block of rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from applications import mails
from applications.models import Application
from applications.projection import Reason, columns_of, without_gaps
from applications.refusals import form_of, refuse_when_closed, refuse_when_incomplete
from core.among import among
from core.making import new_row
from core.rows import insert_many
from people.introductions import Introduction, people_for, record_many_consents
from programs.actions import reserve_references
from questionnaires.actions import mark_answered
from questionnaires.compiled_forms import current_version
from questionnaires.models import Questionnaire

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from desk.checking import Ready
    from people.models import User
    from programs.models import Stop

State, Channel = Application.State, Application.Channel


def record_rows(
    rows: Sequence[Ready], *, stop: Stop, by: User, key: Callable[[int], UUID], read_by: int
) -> None:
    """Make a sent application of every row, inside the caller's transaction.

    `read_by` is the version of the form by which they were found good; another one reads them anew.
    Raises ValidationError as for a single one. The numbers follow the sheet and are given out last,
    so that people who apply meanwhile wait only for the writing. People are met in the order of
    their addresses.
    """
    stop.refresh_from_db(fields=["state", "opens_at", "closes_at"])
    refuse_when_closed(stop, Channel.IMPORT)
    version = current_version(Questionnaire.Purpose.CANDIDACY, stop)
    mark_answered(version.pk)
    ground = Reason.load()
    order = sorted(range(len(rows)), key=lambda place: (rows[place].address, place))
    drafts = [_draft(rows[at], stop=stop, by=by, key=key, ground=ground) for at in order]
    for application, place in zip(drafts, order, strict=True):
        application.version = version
        refuse_when_incomplete(application, rows[place].consents, read_by=read_by)
        application.answers = form_of(application).settled(application.answers)
    people = people_for([_introduction(application) for application in drafts])
    for application, person in zip(drafts, people, strict=True):
        application.applicant = person
    consents = [rows[place].consents for place in order]
    record_many_consents(list(zip(people, consents, strict=True)), stop=stop)
    _send(drafts, order, stop=stop)


def _draft(
    row: Ready, *, stop: Stop, by: User, key: Callable[[int], UUID], ground: Reason
) -> Application:
    """The row as a draft in memory, with the columns that repeat its answers."""
    application = new_row(
        Application,
        stop=stop,
        key=key(row.row),
        channel=Channel.IMPORT,
        entered_by=by,
        language=str(row.answers.get("language") or by.language),
        answers=without_gaps(row.answers),
    )
    columns_of(application, row.answers, ground=ground)
    return application


def _introduction(application: Application) -> Introduction:
    email = application.email.strip().lower()
    return Introduction(application.name, application.phone.strip(), email, application.language)


def _send(applications: list[Application], order: list[int], *, stop: Stop) -> None:
    """Write drafts and send them by an UPDATE, which the history records; then the receipts."""
    numbers = reserve_references(stop, len(applications))
    for application, place in zip(applications, order, strict=True):
        application.reference = numbers[place]
        application.search_text = application.searchable_text
    now = timezone.now()
    insert_many(applications)
    ours = among("pk", [application.pk for application in applications])
    rows = Application.objects.filter(ours, state=State.DRAFT)
    rows.update(state=State.SUBMITTED, submitted_at=now, updated_at=now)
    for application in applications:
        application.state, application.submitted_at = State.SUBMITTED, now
    mails.write_receipts(applications)
