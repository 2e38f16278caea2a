"""What the house keeps of candidacies: the file, its diagnosis, how it is read and judged, what is decided."""

from applications.models.attachments import Attachment
from applications.models.candidacy import (
    REMEMBERED,
    Application,
    new_token,
)
from applications.models.criteria import Anchor, Criterion, PreScore
from applications.models.decisions import Decision, Move, SecondLook
from applications.models.diagnoses import Diagnosis, Need, Plan
from applications.models.doubles import Distinct, Merge
from applications.models.reviews import Piece, Review
from applications.models.selections import Selection, Target

__all__ = [
    "REMEMBERED",
    "Anchor",
    "Application",
    "Attachment",
    "Criterion",
    "Decision",
    "Diagnosis",
    "Distinct",
    "Merge",
    "Move",
    "Need",
    "Piece",
    "Plan",
    "PreScore",
    "Review",
    "SecondLook",
    "Selection",
    "Target",
    "new_token",
]
