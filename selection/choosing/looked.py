"""The file that is looked at beside the list: what was said of it, and what may be decided."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from selection.models import Decision, Review
from selection.scores import weakest_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from applications.models import Application
    from applications.querysets import ApplicationQuerySet
    from selection.choosing.listing import Criteria


@dataclass(frozen=True)
class Words:
    """What goes with a decision: the codes of its reasons, a place in the waiting list, a note.

    `wrong` are the sentences by field.
    """

    reasons: tuple[str, ...] = ()
    order: str = ""
    note: str = ""
    wrong: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Refused:
    """Why a decision was not kept, and the words that were typed with it, where some were."""

    sentence: str
    typed: Words | None = None


@dataclass(frozen=True)
class Looked:
    """One file; `words` as they stand, or as typed when they were refused.

    `application` is None when it went elsewhere meanwhile.
    """

    application: Application | None
    decision: Decision | None = None
    reviews: Iterable[Review] = ()
    words: Words = Words()
    refusal: str = ""

    @property
    def version(self) -> int:
        """That of its decision as it is seen here, 0 where there is none."""
        return self.decision.version if self.decision else 0


def looked_at(
    rows: ApplicationQuerySet, reference: str, criteria: Criteria, refused: Refused | None = None
) -> Looked:
    """The file of `rows` with this number. Five statements; without a word of its own four."""
    application = rows.filter(reference=reference).first()
    sentence = refused.sentence if refused else ""
    if application is None:
        return Looked(None, refusal=sentence)
    decision = Decision.objects.select_related("by", "held_by").filter(application=application)
    standing = decision.first()
    words = refused.typed if refused else None
    if words is None:
        words = _standing(standing, weakest_of(criteria.weights, {application.pk})[application.pk])
    reviews = Review.objects.filter(application=application).exclude(verdict="")
    return Looked(
        application, standing, reviews.select_related("reviewer").order_by("slot"), words, sentence
    )


def _standing(decision: Decision | None, weak: list[str]) -> Words:
    """The words of a decision; where none names a reason, those criteria that would be named."""
    if not decision:
        return Words(tuple(weak))
    return Words(tuple(decision.reasons or weak), str(decision.order or ""), decision.note)
