"""What happens to a candidacy: begun, kept page by page, sent, taken back, admitted."""

from collections.abc import Collection, Mapping
from contextlib import ExitStack
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from applications import cached, decision_letters, mails, places
from applications.drafts import begun, kept_at_once, read_again, write
from applications.files import SafeFile
from applications.models import Application, WaitingList, new_token
from applications.moves import move
from applications.projection import columns_of, store, without_gaps
from applications.refusals import (
    form_of,
    in_one_go,
    moved_on,
    refuse_when_closed,
    refuse_when_incomplete,
    refuse_when_needed,
    refuse_when_not_eligible,
)
from applications.reminders import drop_reminders
from applications.unnamed import WHO
from core.locks import patient
from people.actions import hand_over_consents, person_for, record_consents, withdraw_consents
from people.departures import leave
from people.models import Participation, User
from programs.actions import next_reference
from programs.models import Stop

State = Application.State


def begin(
    *,
    stop: Stop,
    language: str,
    key: UUID | None = None,
    channel: Application.Channel = Application.Channel.WEB,
    entered_by: User | None = None,
    association: str = "",
    campaign: str = "",
    answers: Mapping[str, Any] | None = None,
) -> Application:
    """Start a candidacy; the same `key` at the same stop, by the same way, gives the same one.

    A new one has these `answers`; of one that was there nothing changes. Raises
    ValidationError('closed'), or 'key' when that key is of a candidacy which came another way.
    """
    refuse_when_closed(stop, channel)
    return begun(
        stop,
        key or uuid4(),
        channel,
        answers or {},
        language=language,
        entered_by=entered_by,
        association=association,
        campaign=campaign,
    )


def keep(
    application: Application,
    *,
    answers: Mapping[str, Any],
    files: Mapping[str, SafeFile] | None = None,
    late: bool = False,
) -> Application:
    """Add `answers` to what was answered before; an answer of `None` takes the earlier one away.

    Raises ValidationError('closed') once the window of the stop is over (unless staff correct it
    `late`), 'decided' once it is gone or no longer belongs to the person alone, 'twice' when the
    new name and phone are those of another candidacy.
    """
    if not files and not late and kept_at_once(application, answers):
        return application
    with ExitStack() as files_written:
        with in_one_go():
            read_again(application)
            if not late:
                refuse_when_closed(application.stop, application.channel)
            stored = {code: store(application, code, file) for code, file in (files or {}).items()}
            for attachment in stored.values():
                files_written.callback(attachment.file.delete, save=False)
            _keep(
                application,
                {**answers, **{code: attachment.pk for code, attachment in stored.items()}},
            )
        files_written.pop_all()
    return application


def remove_file(application: Application, *, question: str) -> Application:
    """Take back the file that answers `question`. Idempotent.

    Raises ValidationError('closed'), 'decided', or 'needed' when what was sent would no longer be
    whole without it.
    """
    with in_one_go():
        read_again(application)
        refuse_when_closed(application.stop, application.channel)
        rest = {code: answer for code, answer in application.answers.items() if code != question}
        refuse_when_needed(application, question, rest)
        for attachment in application.attachments.filter(question=question):
            transaction.on_commit(partial(attachment.file.delete, save=False))
            attachment.delete()
        _keep(application, {question: None})
    return application


def submit(
    application: Application, *, consents: Collection[str] | Mapping[str, int]
) -> Application:
    """Send it: number, person, consents and receipt in one go; once, however often.

    Raises ValidationError('closed'), 'incomplete' (an answer is missing), 'consent' (to their being
    read), 'ineligible', 'twice', 'busy' (others write the same telephone or stop for too long), or
    'reworded' when `consents` says which version of each text was read and another is in force.
    """
    with in_one_go():
        locked = cached.candidacy(locked=True, pk=application.pk)
        if locked is None:
            raise moved_on()
        if locked.is_sent:
            return locked
        refuse_when_closed(locked.stop, locked.channel)
        refuse_when_incomplete(locked, consents)
        refuse_when_not_eligible(locked)
        locked.applicant = _person(locked)
        record_consents(locked.applicant, stop=locked.stop, purposes=consents)
        mails.not_begun_any_more(locked)
        locked.answers = form_of(locked).settled(locked.answers)
        locked.state, locked.submitted_at = State.SUBMITTED, timezone.now()
        locked.reference = next_reference(locked.stop)
        sent = {
            field: getattr(locked, field)
            for field in ("state", "submitted_at", "reference", "applicant", "answers")
        }
        write(locked, sent, origins=[State.DRAFT], at=locked.submitted_at)
        drop_reminders(locked)
        mails.write_receipt(locked)
    return locked


def withdraw(application: Application, *, by: User | None) -> Application:
    """Take it back; a place it had goes to the next of the waiting list.

    `by` is nobody when a link was used. Idempotent.
    """
    with pghistory.context(**({"user": by.pk} if by else {})):
        _withdraw(application, by=by)
    application.refresh_from_db(fields=["state", "withdrawn_at", "participation"])
    return application


@patient
def _withdraw(application: Application, *, by: User | None) -> None:
    WaitingList.objects.locked(application.stop)
    locked = Application.objects.locked().get(pk=application.pk)
    if locked.state != State.WITHDRAWN:
        _leave(locked, by=by)


@patient
def give_up_place(application: Application) -> bool:
    """Leave an offered place to somebody else; whether it has just been left. Idempotent.

    Raises ValidationError('taken') for who takes part already: that is taken back on their page;
    'decided' when there is no offer any more.
    """
    WaitingList.objects.locked(application.stop)
    locked = Application.objects.locked().get(pk=application.pk)
    if locked.state == State.CONFIRMED:
        sentence = _("You have confirmed your place. You can withdraw on your private page.")
        raise ValidationError(sentence, code="taken")
    if locked.state not in {State.ACCEPTED, State.WITHDRAWN}:
        raise moved_on()
    left = locked.state == State.ACCEPTED
    if left:
        _leave(locked, by=None)
    application.refresh_from_db(fields=["state", "withdrawn_at", "participation"])
    return left


def _leave(application: Application, *, by: User | None) -> None:
    had_a_place, place = application.state in Application.SEATED, application.participation_id
    now = timezone.now()
    left = move(application, State.WITHDRAWN, by=by, withdrawn_at=now, participation=None)
    if place:
        leave(Participation.objects.get(pk=place), by=by)
    if application.applicant:
        withdraw_consents(application.applicant, stop=application.stop)
        mails.not_taking_part_any_more(application)
    decision_letters.hush(application, left)
    if had_a_place:
        places.fill(application.stop, after=left)


def discard(application: Application) -> None:
    """Forget what was begun and never sent, with its files. What was sent meanwhile stays."""
    with transaction.atomic():
        locked = Application.objects.locked().filter(pk=application.pk, state=State.DRAFT).first()
        if locked is None:
            return
        for attachment in locked.attachments.all():
            transaction.on_commit(partial(attachment.file.delete, save=False))
        drop_reminders(locked)
        locked.delete()


def confirm_place(application: Application, *, by: User | None = None) -> Participation:
    """Give the person a place in the stop: from now on they take part. Idempotent.

    Raises ValidationError('twice') when another candidacy of the same person has brought them their
    place, 'full' without a free one, 'decided' when its life has no such move.
    """
    with transaction.atomic():
        WaitingList.objects.locked(application.stop)
        locked = Application.objects.locked().get(pk=application.pk)
        if locked.participation:
            return locked.participation
        if (
            locked.applicant is None
            or State.CONFIRMED not in Application.MOVES[State(locked.state)]
        ):
            raise moved_on()
        if locked.state not in Application.SEATED and not places.free_places(locked.stop):
            raise places.full()
        rows = Participation.objects.select_for_update()
        place, _new = rows.get_or_create(stop_id=locked.stop_id, person=locked.applicant)
        if Application.objects.filter(participation=place).exists():
            sentence = _("This person already takes part by another application.")
            raise ValidationError(sentence, code="twice")
        decision_letters.hush(locked, move(locked, State.CONFIRMED, by=by, participation=place))
    application.state, application.participation = State.CONFIRMED, place
    return place


def _keep(application: Application, answers: Mapping[str, Any]) -> None:
    """Save answers and the columns that repeat them.

    When a sent candidacy is corrected, its person and its private link follow.
    """
    addresses = application.phone, application.email
    columns = columns_of(application, answers)
    application.answers = columns["answers"] = without_gaps({**application.answers, **answers})
    if application.is_sent and WHO & columns.keys():
        columns["applicant"] = _introduce_again(application)
    moved = application.is_sent and addresses != (application.phone, application.email)
    if moved:  # whoever reads the old address shall no longer open it
        application.token = columns["token"] = new_token()
    write(application, columns, origins=[State.DRAFT, State.SUBMITTED])
    if moved:
        mails.write_new_link(application)


def _person(application: Application) -> User:
    return person_for(
        name=application.name,
        phone=application.phone,
        email=application.email,
        language=application.language,
    )


def _introduce_again(application: Application) -> User | None:
    """The person behind a sent candidacy whose name or address was corrected.

    What they agreed to goes with them.
    """
    before, person = application.applicant, _person(application)
    if before and before != person:
        hand_over_consents(giver=before, taker=person, stop=application.stop)
    application.applicant = person
    return person
