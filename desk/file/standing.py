"""Where a file stands: what is decided, asked again, asked of its person, and who it may be too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from core.composed import Composed, slot
from core.language import language_of_page
from selection.duplicates.finding import twins_of
from selection.models import Appeal, Criterion, Decision, InformationRequest, Merge
from selection.triage.information_requests import labels_of

if TYPE_CHECKING:
    from applications.models import Application
    from selection.duplicates.finding import Twin

# What a colleague asks with each file is composed once.
DECIDED: Composed[Any] = Composed(
    lambda: Decision.objects.filter(application=slot("file")).select_related("by", "application")
)
APPEALED: Composed[Any] = Composed(
    lambda: Appeal.objects.filter(application=slot("file")).select_related("reviewer")
)
ASKED: Composed[Any] = Composed(
    lambda: (
        InformationRequest.objects.filter(application=slot("file"))
        .select_related("asked_by")
        .order_by("-pk")
    )
)
MERGED = Merge.objects.filter(undone_at__isnull=True).select_related("kept__stop", "merged__stop")
JOINED: Composed[Any] = Composed(lambda: MERGED.filter(kept=slot("file")).order_by("pk"))
JOINED_TO: Composed[Any] = Composed(lambda: MERGED.filter(merged=slot("file")).order_by("pk"))


@dataclass(frozen=True)
class Asked:
    """What was asked of the person, in words, and what became of it."""

    request: InformationRequest
    labels: list[str]


@dataclass(frozen=True)
class Standing:
    """All that the selection knows of a file besides its reading."""

    decision: Decision | None
    reasons: list[str]  # that a declined person is told
    appeal: Appeal | None
    asked: list[Asked]
    twins: list[Twin]
    merges: list[Merge]  # of files joined to this one
    joined_to: Merge | None


def standing_of(application: Application) -> Standing:
    """The same, in seven statements."""
    of_file = {"file": application.pk}
    decision = DECIDED.row(of_file)
    return Standing(
        decision,
        _reasons(decision),
        APPEALED.row(of_file),
        _asked(application),
        twins_of(application),
        list(JOINED.rows(of_file)),
        JOINED_TO.row(of_file),
    )


def _reasons(decision: Decision | None) -> list[str]:
    """The criteria that a declined person is told, in words."""
    if decision is None or not decision.reasons:
        return []
    stop = decision.application.stop_id
    criteria = Criterion.objects.filter(stop=stop, code__in=decision.reasons)
    return [criterion.name for criterion in criteria]


def _asked(application: Application) -> list[Asked]:
    found = []
    for request in ASKED.rows({"file": application.pk}):
        request.application = application
        found.append(Asked(request, labels_of(request, language_of_page())))
    return found


def files_of(application: Application, standing: Standing) -> list[int]:
    """The keys of the file and of those joined to it: what was written about them goes along."""
    return [application.pk, *(merge.merged_id for merge in standing.merges)]
