"""What every visit of the form asks and hardly ever changes: each process keeps it ten seconds."""

from copy import copy
from functools import cache
from typing import Any

from django.db.models import F, QuerySet

from applications.models import Application
from applications.projection import Reason
from core.composed import Composed, slot
from core.lately import lately
from people.models import ConsentText
from programs.models import Stop
from questionnaires.compiled_forms import current_version
from questionnaires.models import Questionnaire, Version

STOPS = 128
# What says whether a stop takes applications is asked each time.
WINDOW = ("state", "opens_at", "closes_at")
BESIDE = {f"stop_{name}": F(f"stop__{name}") for name in ("slug", *WINDOW)}


@lately(most=STOPS)
def stop_at(slug: str) -> Stop:
    """The stop with this slug, with its center and region; to be read, not changed.

    Raises `Stop.DoesNotExist`.
    """
    return Stop.objects.select_related("center__region").get(slug=slug)


def candidacy(*, locked: bool = False, **which: Any) -> Application | None:
    """The candidacy `which`, with its stop: the window as it is now, its texts as they are kept."""
    application: Application
    for application in _reading(locked, *which).rows(which):
        stop = copy(stop_at(vars(application)["stop_slug"]))
        for name in WINDOW:
            setattr(stop, name, getattr(application, f"stop_{name}"))
        application.stop = stop
        return application
    return None


@cache
def _reading(locked: bool, *by: str) -> Composed[Application]:  # noqa: FBT001  part of a key
    def rows() -> QuerySet[Application]:
        one = Application.objects.annotate(**BESIDE).filter(**{name: slot(name) for name in by})
        one = one.defer("search", "search_text")
        return (one.select_for_update(of=["self"]) if locked else one)[:1]

    return Composed(rows)


@lately(most=STOPS)
def version_at(stop: Stop) -> Version:
    """The questionnaire in force at `stop`; to be read, not changed."""
    return current_version(Questionnaire.Purpose.CANDIDACY, stop)


@lately(most=1)
def ground() -> Reason:
    """Every province and every activity."""
    return Reason.load()


@lately(most=1)
def consent_texts() -> dict[str, ConsentText]:
    """The consent texts in force, by purpose."""
    return ConsentText.in_force()


def forget() -> None:
    """Ask the database again."""
    for remembered in (stop_at, version_at, consent_texts, ground):
        remembered.forget()
