"""What every visit of the form asks and hardly ever changes: each process keeps it ten seconds."""

from functools import lru_cache
from time import monotonic

from people.models import ConsentText
from programs.models import Stop
from questionnaires.compiled_forms import current_version
from questionnaires.models import Questionnaire

SECONDS = 10


def stop_at(slug: str) -> Stop:
    """The stop with this slug, with its center and region; to be read, not changed.

    Raises `Stop.DoesNotExist`.
    """
    return _stop(slug, _now())


def version_at(stop: Stop) -> int:
    """The id of the questionnaire in force at `stop`."""
    return _version(stop, _now())


def consent_texts() -> dict[str, ConsentText]:
    """The consent texts in force, by purpose."""
    return _texts(_now())


def forget() -> None:
    """Ask the database again."""
    for remembered in (_stop, _version, _texts):
        remembered.cache_clear()


def _now() -> int:
    return int(monotonic() // SECONDS)


@lru_cache(maxsize=128)
def _stop(slug: str, _when: int) -> Stop:
    return Stop.objects.select_related("center__region").get(slug=slug)


@lru_cache(maxsize=128)
def _version(stop: Stop, _when: int) -> int:
    return current_version(Questionnaire.Purpose.CANDIDACY, stop).pk


@lru_cache(maxsize=1)
def _texts(_when: int) -> dict[str, ConsentText]:
    return ConsentText.in_force()
