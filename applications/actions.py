"""What happens to a candidacy: begun, kept page by page, sent, taken back, admitted."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

import pghistory
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F, Func, JSONField, Value
from django.utils import timezone
from django.utils.translation import gettext as _

from applications import mails
from applications.files import SafeFile
from applications.models import Application
from applications.projection import columns_of, store, without_gaps
from people.actions import person_for, record_consents
from people.models import Consent, ConsentText, Participation, User
from programs.actions import next_reference
from programs.models import Stop
from questionnaires.actions import mark_answered
from questionnaires.models import Questionnaire
from questionnaires.papers import Paper, current_version, paper

Channel = Application.Channel
State = Application.State

BY_STAFF = {Channel.PHONE, Channel.WALK_IN, Channel.IMPORT}
WHO = {"name", "phone", "email"}
MERGED = "jsonb_strip_nulls(%(expressions)s)"
ONCE = "one_application_per_person_and_stop"


def begin(
    *,
    stop: Stop,
    language: str,
    key: UUID | None = None,
    channel: Application.Channel = Channel.WEB,
    entered_by: User | None = None,
    association: str = "",
) -> Application:
    """Start a candidacy; the same `key` at the same stop gives the same one. Refused with code `closed`."""
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
        return Application.objects.with_stop().get(stop=stop, key=key)


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
    if not late:
        refuse_when_closed(application.stop, application.channel)
    with _in_one_go():
        stored = {code: store(application, code, file) for code, file in (files or {}).items()}
        given = {**answers, **stored}
        application.answers = without_gaps({**application.answers, **given})
        columns = columns_of(application, given)
        if application.is_sent and WHO & columns.keys():
            columns["applicant"] = _introduce_again(application)
        columns["answers"] = Func(F("answers"), Value(given, JSONField()), template=MERGED, arg_joiner=" || ")
        _write(application, columns, origins=[State.DRAFT, State.SUBMITTED])
    return application


def submit(application: Application, *, consents: Collection[str], reference: str = "") -> Application:
    """Send it: number (or the `reference` kept for it), person, consents and receipt in one go; once, however often.

    Refused with code `closed`, `incomplete` (an answer is missing), `consent` (to their being read) or `twice`.
    """
    with _in_one_go():
        found = Application.objects.select_for_update(of=["self"]).with_stop().get(pk=application.pk)
        if found.is_sent:
            return found
        refuse_when_closed(found.stop, found.channel)
        _refuse_when_incomplete(found, consents)
        found.applicant = _person(found)
        record_consents(found.applicant, stop=found.stop, purposes=consents)
        found.answers = _paper(found).settled(found.answers)
        found.state, found.submitted_at = State.SUBMITTED, timezone.now()
        found.reference = reference or next_reference(found.stop)
        sent = {
            field: getattr(found, field) for field in ("state", "submitted_at", "reference", "applicant", "answers")
        }
        _write(found, sent, origins=[State.DRAFT])
        mails.write_receipt(found)
    return found


def withdraw(application: Application, *, by: User | None) -> Application:
    """Take it back, and give its place free; `by` is nobody when the private link was used. Twice is harmless."""
    actor = {"user": by.pk} if by else {}
    with pghistory.context(**actor), transaction.atomic():
        found = Application.objects.select_for_update(of=["self"]).get(pk=application.pk)
        if found.state not in {*_origins(State.WITHDRAWN), State.WITHDRAWN}:
            raise _moved_on()
        now = timezone.now()
        Application.objects.filter(pk=found.pk, state__in=_origins(State.WITHDRAWN)).update(
            state=State.WITHDRAWN,
            withdrawn_at=now,
            participation=None,
            updated_at=now,
        )
        if found.participation_id:
            Participation.objects.filter(pk=found.participation_id).delete()
    application.refresh_from_db(fields=["state", "withdrawn_at", "participation"])
    return application


def admit(application: Application) -> Participation:
    """Give the person a place in the stop: from now on they take part. Twice is harmless."""
    with transaction.atomic():
        found = Application.objects.select_for_update(of=["self"]).get(pk=application.pk)
        if found.participation:
            return found.participation
        if found.applicant is None or State.CONFIRMED not in Application.MOVES[State(found.state)]:
            raise _moved_on()
        place, _new = Participation.objects.get_or_create(stop_id=found.stop_id, person=found.applicant)
        application.state, application.participation = State.CONFIRMED, place
        Application.objects.filter(pk=found.pk, state__in=_origins(State.CONFIRMED)).update(
            state=State.CONFIRMED,
            participation=place,
        )
    return place


def refuse_when_closed(stop: Stop, channel: str) -> None:
    """Nobody applies outside the window; staff still key in what reached them, until the stop begins to run."""
    late = channel in BY_STAFF and stop.state in {Stop.State.OPEN, Stop.State.CLOSED}
    if not (stop.takes_applications or late):
        raise ValidationError(_("This stop does not take applications now."), code="closed")


def _refuse_when_incomplete(application: Application, consents: Collection[str]) -> None:
    """Every answer that must be there is there, and the person agreed that we read them."""
    whole = application.name and application.kind and (application.phone or application.email)
    if not whole or _paper(application).missing(application.answers):
        raise ValidationError(_("Some answers are still missing."), code="incomplete")
    if ConsentText.Purpose.PROCESSING not in consents:
        raise ValidationError(_("We may only read your answers if you agree to it."), code="consent")


def _paper(application: Application) -> Paper:
    """The questions it answers, as the pages of its form have them."""
    region = application.stop.center.region.iso
    return paper(application.version_id, application.language, region=region)


@contextmanager
def _in_one_go() -> Iterator[None]:
    """One transaction; the database's refusal of a second candidacy of the same person becomes a sentence."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as clash:
        if ONCE not in str(clash):
            raise
        raise ValidationError(_("This person already has an application at this stop."), code="twice") from clash


def _write(application: Application, columns: dict[str, Any], *, origins: Collection[str]) -> None:
    """One conditional UPDATE, which finds nothing when somebody else was quicker."""
    found = Application.objects.filter(pk=application.pk, state__in=origins)
    if not found.update(**columns, haystack=application.needle, updated_at=timezone.now()):
        raise _moved_on()


def _person(application: Application) -> User:
    return person_for(
        name=application.name,
        phone=application.phone,
        email=application.email,
        language=application.language,
    )


def _introduce_again(application: Application) -> User | None:
    """The person behind a sent candidacy whose name or address was corrected; what they agreed to goes with them."""
    person = _person(application)
    if person.pk != application.applicant_id:
        given = Consent.objects.filter(
            person=application.applicant_id,
            stop=application.stop,
            withdrawn_at__isnull=True,
        )
        record_consents(person, stop=application.stop, purposes={*given.values_list("text__purpose", flat=True)})
        application.applicant = person
    return person


def _origins(target: Application.State) -> list[str]:
    """The states from which a candidacy may come to `target`."""
    return [origin for origin, targets in Application.MOVES.items() if target in targets]


def _moved_on() -> ValidationError:
    return ValidationError(_("This application can no longer be changed."), code="decided")
