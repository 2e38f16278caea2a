"""How files are read and judged, what is decided about them, and which belong to one person."""

from selection.models.conflicts import Handover, Recusal
from selection.models.criteria import Anchor, Criterion, PreScore
from selection.models.decisions import Appeal, Decision
from selection.models.duplicates import Distinct, Merge
from selection.models.own_letters import OwnLetter
from selection.models.reviews import InformationRequest, Review
from selection.models.selections import Selection, Target

__all__ = [
    "Anchor",
    "Appeal",
    "Criterion",
    "Decision",
    "Distinct",
    "Handover",
    "InformationRequest",
    "Merge",
    "OwnLetter",
    "PreScore",
    "Recusal",
    "Review",
    "Selection",
    "Target",
]
