"""Second looks as their page shows them: who may answer each, and who could where nobody here may.

As many statements for fifty as for one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from selection.deciding.forms import Settling
from selection.reasons import Reason, ReasonTexts
from selection.second_looks import involved, managers_elsewhere, without_part, workers_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from people.models import User
    from programs.models import Stop
    from selection.models import Appeal, Handover
    from selection.second_looks import Looker


@dataclass(frozen=True)
class LookRow:
    """One look that waits: its grounds, whether who looks answers it, and who else could."""

    appeal: Appeal
    reasons: list[Reason]
    form: Settling
    mine: bool  # a part in the decision, or a conflict of interest
    parts: list[str]  # by name: who decided, who judged, who is off
    here: Sequence[Looker] = ()
    elsewhere: Sequence[Looker] = ()
    handed: Handover | None = None

    @property
    def names_here(self) -> list[str]:
        """Who may answer it here, by name."""
        return [each.person.name for each in self.here]

    @property
    def stranded(self) -> bool:
        """Whether nobody here may answer it."""
        return not self.here


def rows_of(
    stop: Stop, appeals: Iterable[Appeal], user: User, typed: Mapping[int, Settling]
) -> list[LookRow]:
    """The looks of a stop for who looks; `typed` is what was said of one and refused."""
    reasons, here, elsewhere = ReasonTexts(stop), workers_of(stop), managers_elsewhere(stop)
    return [
        LookRow(
            appeal=appeal,
            reasons=reasons.of(appeal.application.decision.reasons),
            form=typed.get(appeal.pk) or Settling(prefix=str(appeal.pk)),
            mine=user.pk in involved(appeal.application),
            parts=_names(appeal),
            here=without_part(here, appeal.application),
            elsewhere=without_part(elsewhere, appeal.application),
            handed=next(iter(appeal.handed), None),  # type: ignore[attr-defined]
        )
        for appeal in appeals
    ]


def _names(appeal: Appeal) -> list[str]:
    """Who may not answer it, each name once, in the order in which they came to it."""
    application = appeal.application
    names = [application.decision.by.name]
    names += [review.reviewer.name for review in application.reviews.all()]
    names += [recusal.reader.name for recusal in application.recusals.all()]
    return list(dict.fromkeys(names))
