"""People with needs, for the tests of needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from applications.models import Application
from needs.models import Diagnosis, Need
from programs.models import Province, Stop, Theme
from tests.selection.crowd import applicant

if TYPE_CHECKING:
    from people.models import User


def theme(code: str) -> Theme:
    """The theme with this code."""
    return Theme.objects.get(code=code)


def diagnosed(application: Application, moment: str = "start", /, **scores: int) -> Diagnosis:
    """The finished diagnosis of the person of `application`."""
    return Diagnosis.objects.create(
        application=application,
        version=application.version,
        answers={"stage": "running"},
        language="ar",
        moment=moment,
        scores=scores,
        finished_at=timezone.now(),
    )


def needing(
    application: Application, code: str, level: int, state: str = "open", *, by: User | None = None
) -> Need:
    """A need of the person of `application`; corrected where somebody did."""
    why = {"changed_by": by, "reason": "By telephone"} if by else {}
    return Need.objects.create(
        application=application, theme=theme(code), level=level, state=state, **why
    )


def person(stop: Stop, number: int, /, province: str = "MA-FES", **values: Any) -> Application:
    """Somebody who applied, from a province; `needs` by theme code become needs of theirs."""
    needs = values.pop("needs", {})
    application = applicant(
        stop, 100 + number, province=Province.objects.get(iso=province), **values
    )
    for code, level in needs.items():
        needing(application, code, level)
    return application
