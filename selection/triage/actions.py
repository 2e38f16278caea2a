"""What reviewers do with a file: judge it, take that back, ask its person for what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from applications import actions
from applications.models import Application
from applications.refusals import in_one_go, moved_on
from core.composed import Composed, slot
from selection.models import Decision, InformationRequest, Recusal, Review
from selection.review.criteria import criteria_at
from selection.triage.cards import reviews_beside, reviews_from
from selection.triage.information_requests import askable, labels_of
from selection.triage.mails import write_piece
from selection.triage.offs import why_off
from selection.triage.rules import rules_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from applications.files import SafeFile
    from applications.querysets import ApplicationQuerySet
    from people.models import User

SAME = {"application": OuterRef("pk")}
STANDS: Composed[Any] = Composed(
    lambda: (
        Application.objects.filter(pk=slot("file"))
        .only("pk")
        .annotate(
            is_decided=Exists(Decision.objects.filter(**SAME)),
            is_off=Exists(Recusal.objects.live().filter(reader=slot("reader"), **SAME)),
            has_returned=Exists(InformationRequest.objects.returned().filter(**SAME)),
            its_reviews=reviews_beside(),
        )
    )
)


@dataclass(frozen=True, slots=True)
class Stands:
    """A file that nobody else changes meanwhile, its reviews, whether what was missing is back."""

    application: Application
    reviews: list[Review]
    has_returned: bool


def to_judge(files: ApplicationQuerySet) -> ApplicationQuerySet:
    """The files, locked for a verdict, with the criteria that they are judged by."""
    return files.select_for_update(of=["self"]).annotate(read_by=criteria_at("stop"))


def judge(application: Application, *, by: User, **verdict: Any) -> Review:
    """Keep what `by` thinks of a file, once for each review that its stop wants; it may be changed.

    `verdict` as in `judge_locked`, which says what is raised.
    """
    with in_one_go():
        return judge_locked(_locked(application), by=by, **verdict)


def judge_locked(
    application: Application,
    *,
    by: User,
    verdict: str,
    scores: Mapping[str, int] | None = None,
    comment: str = "",
) -> Review:
    """The same of a file that this transaction has read by `to_judge`.

    Raises ValidationError('decided') when it has left the desk or enough others were quicker,
    'locked' when it stays with somebody else, 'off' when `by` does not read this file.
    """
    stands = _on_the_desk(application, by)
    review = _place(stands, by)
    review.verdict, review.judged_at = verdict, timezone.now()
    review.scores, review.comment = dict(scores or {}), comment
    review.save()
    if stands.has_returned:
        pieces = InformationRequest.objects.filter(application=application).returned()
        pieces.update(closed_at=review.judged_at)
    return review


def take_back(review: Review, *, by: User) -> Review:
    """Undo one's verdict; points and comment stay, and the file waits for `by` again. Idempotent.

    Raises ValidationError('decided') when it has left the desk, 'off' when `by` was kept off since.
    """
    with in_one_go():
        _on_the_desk(_locked(review.application), by)
        Review.objects.filter(pk=review.pk, reviewer=by).update(verdict="", judged_at=None)
        review.refresh_from_db()
    return review


def ask(
    application: Application, *, by: User, questions: Collection[str], words: str = ""
) -> InformationRequest:
    """Ask its person for these answers; until they come it waits, with `by` if nobody had it.

    Raises ValidationError('decided') when it has left the desk, 'nothing' when no question was
    chosen that may be asked, 'asked' if one is open, 'off' when `by` does not read this file.
    """
    with in_one_go():
        file = _locked(application)
        stands = _on_the_desk(file, by)
        known = [each.code for _title, page in askable(file, file.language) for each in page]
        chosen = [code for code in known if code in questions]
        if not chosen:
            raise ValidationError(_("Please choose at least one question."), code="nothing")
        information_requests = InformationRequest.objects.filter(application=file)
        now = timezone.now()
        if information_requests.asked().exists():
            raise ValidationError(
                _("This person has been asked already, and has not answered yet."), code="asked"
            )
        information_requests.returned().update(closed_at=now)
        _take_in_hand(stands, by)
        information_request = InformationRequest.objects.create(
            application=file, questions=chosen, words=words, asked_by=by, asked_at=now
        )
        write_piece(information_request, labels=labels_of(information_request, file.language))
    return information_request


def answer(
    information_request: InformationRequest,
    *,
    answers: Mapping[str, Any],
    files: Mapping[str, SafeFile],
) -> InformationRequest:
    """Keep what the person answered, also after the window closed; the file is queued again.

    Raises ValidationError('closed') when it is no longer asked, 'decided' when the file has left
    the desk.
    """
    with in_one_go():
        application = Application.objects.locked().get(pk=information_request.application_id)
        open_one = InformationRequest.objects.asked().filter(pk=information_request.pk)
        if not open_one.update(answered_at=timezone.now()):
            raise ValidationError(
                _("This is no longer asked for. There is nothing left to do."), code="closed"
            )
        actions.keep(application, answers=answers, files=files, late=True)
    information_request.refresh_from_db()
    return information_request


def close(information_request: InformationRequest) -> InformationRequest:
    """Ask no longer, or say that it was read. Idempotent."""
    InformationRequest.objects.filter(pk=information_request.pk, closed_at__isnull=True).update(
        closed_at=timezone.now()
    )
    information_request.refresh_from_db()
    return information_request


def _locked(application: Application) -> Application:
    locked = Application.objects.locked().select_related(None).get(pk=application.pk)
    locked.stop = application.stop
    return locked


def _on_the_desk(locked: Application, by: User) -> Stands:
    """How a locked file stands.

    Raises ValidationError('decided') if it was moved or decided, 'off' if `by` does not read it.
    What stands in other tables is asked behind the lock: who held it may have written there.
    """
    if locked.state != Application.State.SUBMITTED:
        raise moved_on()
    stands: Any = STANDS.row({"file": locked.pk, "reader": by.pk})
    if stands.is_decided:
        raise ValidationError(
            _("A decision about this file has been prepared meanwhile."), code="decided"
        )
    _refuse_off(locked, by, is_off=stands.is_off)
    return Stands(locked, reviews_from(stands.its_reviews), stands.has_returned)


def _refuse_off(application: Application, by: User, *, is_off: bool) -> None:
    if is_off:
        raise ValidationError(why_off(application, by), code="off")


def _place(stands: Stands, by: User) -> Review:
    """The review that `by` gives: their own, a free one, or one that waits unlocked with another.

    Raises ValidationError('locked') or ValidationError('decided').
    """
    reviews = stands.reviews
    own = next((each for each in reviews if each.reviewer_id == by.pk), None)
    if own:
        return own
    free = _free_slots(stands)
    if free:
        return Review(application=stands.application, slot=free[0], reviewer=by)
    waiting = [each for each in reviews if not each.verdict]
    open_ones = [each for each in waiting if not each.locked]
    if open_ones:
        open_ones[0].reviewer = by
        return open_ones[0]
    if waiting:
        sentence = _("This file stays with %(name)s.") % {"name": waiting[0].reviewer.name}
        raise ValidationError(sentence, code="locked")
    sentence = _("%(name)s was quicker: this file has been judged.") % {
        "name": reviews[-1].reviewer.name
    }
    raise ValidationError(sentence, code="decided")


def _take_in_hand(stands: Stands, by: User) -> None:
    free = _free_slots(stands)
    if free and by.pk not in {each.reviewer_id for each in stands.reviews}:
        Review.objects.create(application=stands.application, slot=free[0], reviewer=by)


def _free_slots(stands: Stands) -> list[int]:
    taken = {each.slot for each in stands.reviews}
    wanted = rules_of(stands.application.stop).reviews
    return [slot for slot in range(1, wanted + 1) if slot not in taken]
