"""Filters of the coaching pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.conf import settings

from coaching.models import Mode
from core.later import later

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coaching.matching import showing
    from coaching.models import MatchLine
else:
    showing = later("coaching.matching.showing")

register = template.Library()
SPOKEN = dict(settings.LANGUAGES)


@register.filter
def spoken(codes: Iterable[str]) -> str:
    """The languages that an expert speaks, by their names in the language of the page."""
    return " · ".join(str(SPOKEN[code]) for code in codes if code in SPOKEN)


@register.filter
def ways(codes: Iterable[str]) -> str:
    """The ways in which an expert meets people, in words."""
    return " · ".join(str(Mode(code).label) for code in codes if code in Mode)


@register.filter
def why(line: MatchLine) -> str:
    """Why a plan lets these two meet, in words."""
    reasons = showing.REASONS
    return " · ".join(str(reasons[code]) for code in line.reasons if code in reasons)
