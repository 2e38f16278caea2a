"""Which criteria read a question of the candidacy: it is not taken out under them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from questionnaires.models import Questionnaire
from selection.models import Criterion

if TYPE_CHECKING:
    from collections.abc import Iterator

SHOWN = 5  # of a form that serves many stops


def relies(form: Questionnaire, code: str) -> Iterator[str]:
    """The criteria whose points come from the answers to the question `code`."""
    if form.purpose != Questionnaire.Purpose.CANDIDACY:
        return
    rows = Criterion.objects.filter(source__question=code).select_related("stop")
    own = Questionnaire.objects.filter(purpose=form.purpose, stop__isnull=False)
    rows = (
        rows.filter(stop=form.stop_id)
        if form.stop_id
        else rows.exclude(stop__in=own.filter(versions__published_at__isnull=False).values("stop"))
    )
    for criterion in rows.order_by("stop", "position", "pk")[:SHOWN]:
        names = {"criterion": criterion, "stop": criterion.stop}
        yield (
            _(
                "The criterion “%(criterion)s” of %(stop)s gives points by its answers: "
                "change that first."
            )
            % names
        )
