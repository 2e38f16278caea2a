"""From one state to the next.

One conditional UPDATE, so that nobody moves a file twice, and the line that tells it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from applications.models import Application, Move
from applications.refusals import moved_on
from core import lives

if TYPE_CHECKING:
    from people.models import User


def move(
    application: Application,
    target: Application.State,
    *,
    by: User | None,
    why: str = "",
    after: Move | None = None,
    undoes: Move | None = None,
    **columns: Any,
) -> Move:
    """Move a file that this transaction has locked, with its `columns`.

    `by` is nobody when time or a link moved it. Raises ValidationError('decided') when somebody
    else was quicker or its life has no such move.
    """
    origin, now = application.state, timezone.now()
    row = Application.objects.filter(pk=application.pk, state=origin)
    if not lives.move(row, Application.MOVES, target, updated_at=now, **columns):
        raise moved_on()
    for name, value in {"state": target, **columns}.items():
        setattr(application, name, value)
    return Move.objects.create(
        application=application,
        stop_id=application.stop_id,
        origin=origin,
        target=target,
        by=by,
        why=why,
        after=after,
        undoes=undoes,
        at=now,
    )
