"""What every visit of the form asks and hardly ever changes: each process keeps it ten seconds."""

from copy import copy
from functools import cache, lru_cache
from time import monotonic
from typing import Any

from django.db.models import F, QuerySet

from applications.models import Application
from applications.projection import Reason
from core.composed import Composed, slot
from people.models import ConsentText
from programs.models import Stop
from questionnaires.compiled_forms import current_version
from questionnaires.models import Questionnaire, Version

SECONDS = 10
# What says whether a stop takes applications is asked each time.
WINDOW = ("state", "opens_at", "closes_at")
BESIDE = {f"stop_{name}": F(f"stop__{name}") for name in ("slug", *WINDOW)}


def stop_at(slug: str) -> Stop:
    """The stop with this slug, with its center and region; to be read, not changed.

    Raises `Stop.DoesNotExist`.
    """
    return _stop(slug, _now())


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


def version_at(stop: Stop) -> Version:
    """The questionnaire in force at `stop`; to be read, not changed."""
    return _version(stop, _now())


def ground() -> Reason:
    """Every province and every activity."""
    return _reason(_now())


def consent_texts() -> dict[str, ConsentText]:
    """The consent texts in force, by purpose."""
    return _texts(_now())


def forget() -> None:
    """Ask the database again."""
    for remembered in (_stop, _version, _texts, _reason):
        remembered.cache_clear()


def _now() -> int:
    return int(monotonic() // SECONDS)


@lru_cache(maxsize=128)
def _stop(slug: str, _when: int) -> Stop:
    return Stop.objects.select_related("center__region").get(slug=slug)


@lru_cache(maxsize=128)
def _version(stop: Stop, _when: int) -> Version:
    return current_version(Questionnaire.Purpose.CANDIDACY, stop)


@lru_cache(maxsize=1)
def _reason(_when: int) -> Reason:
    return Reason.load()


@lru_cache(maxsize=1)
def _texts(_when: int) -> dict[str, ConsentText]:
    return ConsentText.in_force()
