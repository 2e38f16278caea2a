"""How files are read and judged, what is decided about them, and which belong to one person."""

from selection.models.criteria import Anchor, Criterion, PreScore
from selection.models.decisions import Decision, SecondLook
from selection.models.duplicates import Distinct, Merge
from selection.models.reviews import Piece, Review
from selection.models.selections import Selection, Target

__all__ = [
    "Anchor",
    "Criterion",
    "Decision",
    "Distinct",
    "Merge",
    "Piece",
    "PreScore",
    "Review",
    "SecondLook",
    "Selection",
    "Target",
]
