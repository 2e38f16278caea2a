"""What the selection must have said before a stop opens: by which criteria files are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from selection.models import Criterion

if TYPE_CHECKING:
    from programs.models import Stop


def lacks(stop: Stop) -> list[str]:
    """That `stop` has published no criterion yet."""
    return [] if Criterion.objects.filter(stop=stop).exists() else [_("criteria of the selection")]
