"""Filters of the coaching pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from coaching.matching.showing import REASONS

if TYPE_CHECKING:
    from coaching.models import MatchLine

register = template.Library()


@register.filter
def why(line: MatchLine) -> str:
    """Why a plan lets these two meet, in words."""
    return " · ".join(str(REASONS[code]) for code in line.reasons if code in REASONS)
