"""The way in for other rooms: the version in force, and its form, compiled once per language."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from questionnaires.compiled import CompiledForm, Outcome, Page, Row
from questionnaires.compiler import compile_form
from questionnaires.models import Version

if TYPE_CHECKING:
    from programs.models import Stop

__all__ = ["CompiledForm", "Outcome", "Page", "Row", "compiled_form", "current_version", "forget"]

MOST_KEPT = 96
FRESH_SECONDS = 600  # a version never changes once published, but staff may rename a sector
_kept: dict[tuple[int, str, str], tuple[float, CompiledForm]] = {}


def current_version(purpose: str, stop: Stop) -> Version:
    """Find the stop's own newest published version, else that of the questionnaire for every stop.

    Raises `Version.DoesNotExist`.
    """
    return Version.objects.in_force(purpose, stop)


def compiled_form(version_id: int, language: str, *, region: str = "") -> CompiledForm:
    """Give the compiled form of a version; the provinces of `region` (an ISO code) come first."""
    key = (version_id, language, region)
    now = time.monotonic()
    compiled_at, form = _kept.get(key, (0.0, None))
    if form is not None and now - compiled_at < FRESH_SECONDS:
        return form
    form = compile_form(version_id, language, region)
    if Version.objects.filter(pk=version_id, published_at__isnull=False).exists():
        while len(_kept) >= MOST_KEPT:
            _kept.pop(next(iter(_kept)), None)
        _kept.pop(key, None)
        _kept[key] = now, form
    return form


def forget() -> None:
    """Drop every form kept by this process."""
    _kept.clear()
