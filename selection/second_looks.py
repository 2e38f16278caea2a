"""Who may answer a second look, and to whom one may be handed that nobody of its center may.

Who works in its center answers it, or whom it was handed to; nobody who had a part in the decision.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Prefetch, Q

from applications.models import Application
from people.models import Membership
from people.roles import CENTER_ROLES, Role
from selection.models import Appeal, Decision, Handover, Recusal, Review

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from django.db.models import QuerySet

    from people.models import User
    from programs.models import Stop

WAITING = Q(outcome="", application__state=Application.State.DECLINED)


@dataclass(frozen=True)
class Looker:
    """Somebody who could look again: by name, and of which center."""

    person: User
    center: str


def answerable_by(user: User, stops: Collection[Stop]) -> QuerySet[Appeal]:
    """The looks that `user` may answer: of these stops of theirs, and those handed to them."""
    part = _part_of("application", "", user=user)
    here = Q(application__stop__in=stops) & part
    handed = Handover.objects.live().filter(appeal=OuterRef("pk"), to=user)
    return Appeal.objects.filter(WAITING).filter(here | Q(Exists(handed)))


def answerable_by_nobody(stops: Collection[Stop | int]) -> QuerySet[Appeal]:
    """The looks of these stops that nobody of their center may answer, and nobody else was given.

    One statement, however many people work there.
    """
    works = Membership.objects.filter(
        _part_of("application", "user"),
        role__in=CENTER_ROLES,
        center=OuterRef("application__stop__center"),
        user__is_active=True,
    )
    handed = Handover.objects.live().filter(appeal=OuterRef("pk"))
    return Appeal.objects.filter(WAITING, ~Exists(works), ~Exists(handed)).filter(
        application__stop__in=stops
    )


def _part_of(application: str, who: str, *, user: User | None = None) -> Q:
    """That somebody had no part in a look: neither decided nor judged it, nor is off its file.

    It is about `user` and a look, or about the `who` of a membership, one query further in.
    """
    of = OuterRef(application) if user else OuterRef(OuterRef(application))
    person = user or OuterRef(who)
    return (
        Q(~Exists(Decision.objects.filter(application=of, by=person)))
        & Q(~Exists(Review.objects.given().filter(application=of, reviewer=person)))
        & Q(~Exists(Recusal.objects.live().filter(application=of, reader=person)))
    )


def with_parts(appeals: QuerySet[Appeal]) -> QuerySet[Appeal]:
    """With all that tells who had a part in each, in the same few statements for any number."""
    judged = Prefetch("application__reviews", Review.objects.given().select_related("reviewer"))
    off = Prefetch("application__recusals", Recusal.objects.live().select_related("reader", "by"))
    live = Prefetch(
        "handovers", Handover.objects.live().select_related("to", "by"), to_attr="handed"
    )
    related = ("application__decision__by", "application__stop__center")
    return appeals.select_related(*related).prefetch_related(judged, off, live)


def involved(application: Application) -> set[int]:
    """Who may not look again: who decided, judged the file, or is off it."""
    judged = {review.reviewer_id for review in application.reviews.all() if review.verdict}
    off = {each.reader_id for each in application.recusals.all() if each.ended_at is None}
    return judged | off | {application.decision.by_id}


def workers_of(stop: Stop) -> list[Looker]:
    """Who works in the center of a stop, by name. One statement."""
    rows = Membership.objects.filter(role__in=CENTER_ROLES, center=stop.center_id)
    return _lookers(rows)


def managers_elsewhere(stop: Stop) -> list[Looker]:
    """The managers of the other centers of the same program, by name. One statement."""
    rows = Membership.objects.filter(role=Role.MANAGER, center__stops__program=stop.program_id)
    return _lookers(rows.exclude(center=stop.center_id))


def _lookers(rows: QuerySet[Membership]) -> list[Looker]:
    known = rows.filter(user__is_active=True).select_related("user", "center")
    by_person = {
        row.user_id: Looker(row.user, str(row.center))
        for row in known.order_by("user__name", "user", "center").distinct()
    }
    return list(by_person.values())


def without_part(people: Iterable[Looker], application: Application) -> Sequence[Looker]:
    """Those of them who had no part in a file."""
    part = involved(application)
    return [each for each in people if each.person.pk not in part]
