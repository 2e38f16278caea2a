"""What a manager keeps while choosing: the shares that a stop wants to reach, and a proposal."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.db import transaction

from selection.choosing.pool import pool
from selection.decisions import prepare_many
from selection.gauges import selection_of
from selection.models import Decision, Selection, Target

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from people.models import User
    from programs.models import Stop

Outcome = Decision.Outcome


@transaction.atomic
def set_targets(stop: Stop, shares: Mapping[tuple[str, str], int]) -> None:
    """Keep exactly these shares of the places, in percent; of what is not named none is wanted."""
    selection = Selection.objects.locked(stop)
    wanted = {side: share for side, share in shares.items() if share}
    for target in Target.objects.filter(selection=selection):
        if (target.dimension, target.value) not in wanted:
            target.delete()
    Target.objects.bulk_create(
        (
            Target(selection=selection, dimension=side[0], value=side[1], share=share)
            for side, share in wanted.items()
        ),
        update_conflicts=True,
        unique_fields=["selection", "dimension", "value"],
        update_fields=["share"],
    )


@transaction.atomic
def prepare_selection(
    stop: Stop, *, by: User, accepted: Iterable[int], rest: str = ""
) -> Counter[str]:
    """Prepare places for these files, by their keys, and `rest` for the others that were read.

    `rest` is empty (they stay open), `wait` (all of them, by score) or `split`: those whom
    everybody refused are declined where they are weakest, the others wait. What somebody prepared
    meanwhile stays as it is.
    """
    candidates = [
        candidate
        for candidate in pool(stop, selection_of(stop))
        if not (candidate.seated or candidate.outcome)
    ]
    known, wanted = {candidate.pk for candidate in candidates}, set(accepted)
    counts = prepare_many(stop, dict.fromkeys(wanted & known, Outcome.ACCEPT), by=by)
    others = (
        [candidate for candidate in candidates if candidate.is_read and candidate.pk not in wanted]
        if rest
        else []
    )
    refused = {candidate.pk for candidate in others if rest == "split" and candidate.is_refused}
    outcomes = {
        candidate.pk: Outcome.DECLINE if candidate.pk in refused else Outcome.WAIT
        for candidate in others
    }
    return counts + prepare_many(stop, outcomes, by=by)
