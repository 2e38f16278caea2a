"""What happens to a candidacy: begun, kept page by page, sent, taken back, admitted."""

from collections.abc import Collection, Mapping
from contextlib import ExitStack
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pghistory
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from applications import decision_letters, mails, places
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
)
from applications.reminders import drop_reminders
from people.actions import hand_over_consents, person_for, record_consents, withdraw_consents
from people.models import Participation, User
from programs.actions import next_reference
from programs.models import Stop
from questionnaires.actions import mark_answered
from questionnaires.compiled_forms import current_version
from questionnaires.models import Questionnaire

State = Application.State
WHO = {"name", "phone", "email"}


def begin(
    *,
    stop: Stop,
    language: str,
    key: UUID | None = None,
    channel: Application.Channel = Application.Channel.WEB,
    entered_by: User | None = None,
    association: str = "",
) -> Application:
    """Start a candidacy; the same `key` at the same stop, by the same way, gives the same one.

    Refused with code `closed`, or `key` when the key is that of a candidacy which came another way.
    """
    refuse_when_closed(stop, channel)
    key = key or uuid4()
    version = current_version(Questionnaire.Purpose.CANDIDACY, stop)
    if not version.answered:
        mark_answered(version.pk)
    try:
        with transaction.atomic():
            return Application.objects.create(
                stop=stop,
                key=key,
                version=version,
                language=language,
                channel=channel,
                entered_by=entered_by,
                association=association,
            )
    except IntegrityError:
        found = Application.objects.with_stop().filter(channel=channel, entered_by=entered_by)
        try:
            return found.get(stop=stop, key=key)
        except Application.DoesNotExist as strange:
            raise ValidationError(
                _("This form belongs to another application."), code="key"
            ) from strange


def keep(
    application: Application,
    *,
    answers: Mapping[str, Any],
    files: Mapping[str, SafeFile] | None = None,
    late: bool = False,
) -> Application:
    """Add `answers` to what was answered before; an answer of `None` takes the earlier one away.

    Refused with code `closed` once the window of the stop is over (unless staff correct it `late`), `decided` once it
    no longer belongs to the person alone, `twice` when the new name and phone are those of another candidacy.
    """
    with ExitStack() as files_written:
        with in_one_go():
            application.refresh_from_db(from_queryset=Application.objects.locked())
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
    """Take back the file that answers `question`. Twice is harmless.

    Refused with code `closed`, `decided`, or `needed` when what was sent would no longer be whole without it.
    """
    with in_one_go():
        application.refresh_from_db(from_queryset=Application.objects.locked())
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

    Refused with code `closed`, `incomplete` (an answer is missing), `consent` (to their being read), `twice`,
    `busy` (the same telephone or stop is being written by others for too long), or `reworded` when `consents` says
    which version of each text was read and another is in force.
    """
    with in_one_go():
        found = Application.objects.locked().get(pk=application.pk)
        if found.is_sent:
            return found
        refuse_when_closed(found.stop, found.channel)
        refuse_when_incomplete(found, consents)
        found.applicant = _person(found)
        record_consents(found.applicant, stop=found.stop, purposes=consents)
        mails.not_begun_any_more(found)
        found.answers = form_of(found).settled(found.answers)
        found.state, found.submitted_at = State.SUBMITTED, timezone.now()
        found.reference = next_reference(found.stop)
        sent = {
            field: getattr(found, field)
            for field in ("state", "submitted_at", "reference", "applicant", "answers")
        }
        _write(found, sent, origins=[State.DRAFT])
        drop_reminders(found)
        mails.write_receipt(found)
    return found


def withdraw(application: Application, *, by: User | None) -> Application:
    """Take it back; a place it had goes to the next of the waiting list.

    `by` is nobody when a link was used. Twice is harmless.
    """
    actor = {"user": by.pk} if by else {}
    with pghistory.context(**actor), transaction.atomic():
        WaitingList.objects.locked(application.stop)
        found = Application.objects.locked().get(pk=application.pk)
        if found.state != State.WITHDRAWN:
            _leave(found, by=by)
    application.refresh_from_db(fields=["state", "withdrawn_at", "participation"])
    return application


def _leave(found: Application, *, by: User | None) -> None:
    had_a_place, place = found.state in Application.SEATED, found.participation_id
    left = move(found, State.WITHDRAWN, by=by, withdrawn_at=timezone.now(), participation=None)
    if place:
        Participation.objects.filter(pk=place).delete()
    if found.applicant:
        withdraw_consents(found.applicant, stop=found.stop)
        mails.not_taking_part_any_more(found)
    decision_letters.hush(found, left)
    if had_a_place:
        places.fill(found.stop, after=left)


def discard(application: Application) -> None:
    """Forget what was begun and never sent, with its files. What was sent meanwhile stays."""
    with transaction.atomic():
        found = Application.objects.locked().filter(pk=application.pk, state=State.DRAFT).first()
        if found is None:
            return
        for attachment in found.attachments.all():
            transaction.on_commit(partial(attachment.file.delete, save=False))
        drop_reminders(found)
        found.delete()


def confirm_place(application: Application, *, by: User | None = None) -> Participation:
    """Give the person a place in the stop: from now on they take part. Twice is harmless.

    Refused with code `twice` when another candidacy of the same person has brought them their place, `full` without a
    free one, `decided` when its life has no such move.
    """
    with transaction.atomic():
        WaitingList.objects.locked(application.stop)
        found = Application.objects.locked().get(pk=application.pk)
        if found.participation:
            return found.participation
        if found.applicant is None or State.CONFIRMED not in Application.MOVES[State(found.state)]:
            raise moved_on()
        if found.state not in Application.SEATED and not places.free_places(found.stop):
            raise places.full()
        rows = Participation.objects.select_for_update()
        place, _new = rows.get_or_create(stop_id=found.stop_id, person=found.applicant)
        if Application.objects.filter(participation=place).exists():
            raise ValidationError(
                _("This person already takes part by another application."), code="twice"
            )
        decision_letters.hush(found, move(found, State.CONFIRMED, by=by, participation=place))
    application.state, application.participation = State.CONFIRMED, place
    return place


def _keep(application: Application, given: Mapping[str, Any]) -> None:
    """Answers, the columns that repeat them and, when a sent one is corrected, its person and its private link."""
    addresses = application.phone, application.email
    columns = columns_of(application, given)
    application.answers = columns["answers"] = without_gaps({**application.answers, **given})
    if application.is_sent and WHO & columns.keys():
        columns["applicant"] = _introduce_again(application)
    moved = application.is_sent and addresses != (application.phone, application.email)
    if moved:  # whoever reads the old address shall no longer open it
        application.token = columns["token"] = new_token()
    _write(application, columns, origins=[State.DRAFT, State.SUBMITTED])
    if moved:
        mails.write_new_link(application)


def _write(application: Application, columns: dict[str, Any], *, origins: Collection[str]) -> None:
    """One conditional UPDATE, which finds nothing when somebody else was quicker."""
    found = Application.objects.filter(pk=application.pk, state__in=origins)
    if not found.update(
        **columns, search_text=application.searchable_text, updated_at=timezone.now()
    ):
        raise moved_on()


def _person(application: Application) -> User:
    return person_for(
        name=application.name,
        phone=application.phone,
        email=application.email,
        language=application.language,
    )


def _introduce_again(application: Application) -> User | None:
    """The person behind a sent candidacy whose name or address was corrected; what they agreed to goes with them."""
    before, person = application.applicant, _person(application)
    if before and before != person:
        hand_over_consents(giver=before, taker=person, stop=application.stop)
    application.applicant = person
    return person
