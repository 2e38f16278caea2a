"""Two files of one person become one, two of two people are told apart; both with a way back."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.actions import keep
from applications.models import Application, Attachment, WaitingList
from applications.moves import move
from applications.querysets import RECEIVED
from applications.refusals import in_one_go, moved_on
from selection.models import Distinct, Merge
from selection.review.conflicts import carry_over

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from people.models import User

State = Application.State
PAIR = 2


def merge(
    *, kept: Application, joined: Application, taken: Collection[str] = (), by: User
) -> Merge:
    """Join one received file to another of its stop: it leaves the lists, the other one stays.

    The answers to the questions `taken` come from the joined file, where it has one; its papers
    that the kept one lacks come along. What was sent, read and judged stays with either file.
    Whoever is off the joined one is off the other too, unless they have judged it.

    Raises ValidationError('decided') when one of them has moved on (only a file about which nothing
    is published is joined; only such a one takes answers), 'stops' when their stops differ, 'twice'
    when another file has the name and phone that were taken.
    """
    if kept.stop_id != joined.stop_id or kept.pk == joined.pk:
        raise ValidationError(_("Only two files of the same stop can be joined."), code="stops")
    with pghistory.context(user=by.pk), in_one_go():
        staying, leaving = _both(kept, joined)
        if staying.state not in RECEIVED:
            raise moved_on()
        move(leaving, State.MERGED, by=by, why=f"→ {staying.reference}")
        answers = {
            code: answer
            for code, answer in leaving.answers.items()
            if code in taken and answer is not None
        }
        papers = _move_papers(leaving, staying)
        answers |= {paper.question: paper.pk for paper in papers}
        before = {code: staying.answers.get(code) for code in answers}
        if answers:
            keep(staying, answers=answers, late=True)
        carry_over(leaving, staying)
        changes = {"answers": before, "given": answers, "papers": [paper.pk for paper in papers]}
        return Merge.objects.create(kept=staying, merged=leaving, before=changes, by=by)


def unmerge(joining: Merge, *, by: User) -> Merge:
    """Make two files of one again: answers that were taken, and not corrected since, go back.

    Idempotent. Raises ValidationError('twice') when one person would then have two files under the
    same name and phone, 'decided' when the kept file was decided since and its answers would have
    to change.
    """
    with pghistory.context(user=by.pk), in_one_go():
        staying, returning = _both(joining.kept, joining.merged)
        merges = Merge.objects.filter(pk=joining.pk, undone_at__isnull=True)
        if merges.update(undone_by=by, undone_at=timezone.now()):
            _give_back(staying, returning, joining.before)
            joined = returning.moves.filter(target=State.MERGED).order_by("-pk").first()
            move(returning, State.SUBMITTED, by=by, why=f"← {staying.reference}", undoes=joined)
    joining.refresh_from_db()
    return joining


def tell_apart(one: Application, other: Application, *, by: User) -> Distinct:
    """Remember that two files which look alike are of two people. Idempotent."""
    if one.stop_id != other.stop_id or one.pk == other.pk:
        raise ValidationError(_("Only two files of the same stop can be told apart."), code="stops")
    first, second = sorted((one, other), key=lambda application: application.pk)
    pair, _new = Distinct.objects.get_or_create(first=first, second=second, defaults={"by": by})
    return pair


@transaction.atomic
def tell_all_apart(files: Sequence[Application], *, by: User) -> int:
    """Remember that these files are each of another person; how many pairs are new. Idempotent.

    As many statements for a family of twelve as for two. Raises ValidationError('few') for less
    than two files, 'stops' when they are of several stops.
    """
    if len(files) < PAIR:
        raise ValidationError(_("Please tick at least two files."), code="few")
    if len({each.stop_id for each in files}) != 1 or len({each.pk for each in files}) < len(files):
        raise ValidationError(_("Only two files of the same stop can be told apart."), code="stops")
    at, ordered = timezone.now(), sorted(files, key=lambda application: application.pk)
    pairs = [
        Distinct(first=first, second=second, by=by, at=at)
        for first, second in combinations(ordered, 2)
    ]
    keys = [each.pk for each in ordered]
    known = Distinct.objects.filter(first__in=keys, second__in=keys).count()
    Distinct.objects.bulk_create(pairs, ignore_conflicts=True)
    return len(pairs) - known


def _both(one: Application, other: Application) -> tuple[Application, Application]:
    """Lock both files in the order that everybody keeps: the stop's waiting list, then by key."""
    WaitingList.objects.locked(one.stop)
    locked = {
        application.pk: application
        for application in Application.objects.locked()
        .filter(pk__in=[one.pk, other.pk])
        .order_by("pk")
    }
    return locked[one.pk], locked[other.pk]


def _move_papers(giver: Application, taker: Application) -> list[Attachment]:
    """Move the papers that only `giver` has to `taker`."""
    questions = set(taker.attachments.values_list("question", flat=True))
    papers = [
        paper for paper in giver.attachments.order_by("pk") if paper.question not in questions
    ]
    Attachment.objects.filter(pk__in=[paper.pk for paper in papers]).update(application=taker)
    return papers


def _give_back(staying: Application, returning: Application, before: dict[str, Any]) -> None:
    answers = before["given"]
    untouched = {code for code, answer in answers.items() if staying.answers.get(code) == answer}
    earlier = {code: answer for code, answer in before["answers"].items() if code in untouched}
    if earlier:
        keep(staying, answers=earlier, late=True)
    Attachment.objects.filter(pk__in=before["papers"], application=staying).update(
        application=returning
    )
