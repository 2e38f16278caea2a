"""The life of a row: its states and moves, each by one UPDATE, and the log of its moves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

State = TypeVar("State", bound=str)


def origins(moves: Mapping[State, Collection[State]], to: str) -> list[State]:
    """The states from which a life that is drawn as `moves` comes to `to`."""
    return [origin for origin, targets in moves.items() if to in targets]


def move(
    rows: models.QuerySet[Any], moves: Mapping[State, Collection[State]], to: str, **columns: Any
) -> int:
    """Move those of `rows` that may go there to the state `to`, with `columns`; return how many.

    One conditional UPDATE: when two people move the same row, one of them counts 0.
    """
    return rows.filter(state__in=origins(moves, to)).update(state=to, **columns)


class MoveLog(models.Model):
    """That something went from one state to another: who, when, why. Written once, never changed.

    A subclass adds the foreign key to what moved, and names its states: `STATES = Stop.State`.
    """

    STATES: ClassVar[type[models.TextChoices]]

    origin = models.CharField(_("from"), max_length=10)
    target = models.CharField(_("to"), max_length=10)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    why = models.CharField(_("why"), max_length=500, blank=True)
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.STATES(self.origin).label} → {self.STATES(self.target).label}"
