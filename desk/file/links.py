"""The URL by which an institution sees what was ticked for it: signed, for one opinion."""

from __future__ import annotations

from django.urls import reverse

from core.links import SignedLink, absolute
from desk.models import Opinion

OPINION = SignedLink("/opinion/", salt="desk.file.links.opinion")


def opinion_token(opinion: Opinion) -> str:
    """What opens the page of an opinion to whoever holds it."""
    return OPINION.make(opinion.pk)


def opinion_link(opinion: Opinion) -> str:
    """The whole URL, to be sent to the institution."""
    return absolute(reverse("opinion:page", args=[opinion_token(opinion)]))


def opinion_by(token: str) -> Opinion:
    """The opinion of an `opinion_link`, whatever became of it; any other URL gives 404."""
    rows = Opinion.objects.select_related("application__stop__center__region")
    return OPINION.row_or_404(token, rows)
