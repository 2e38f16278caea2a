"""Groups saved by name: their filters are kept, never their people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from core.writing import tidy
from desk.models import SavedGroup

if TYPE_CHECKING:
    from collections.abc import Mapping

    from people.models import User
    from programs.models import Stop

LONGEST = 60
OF_ONE_DAY = {"picked"}  # files that somebody ticked by hand: they are no rule that finds others


def save_group(
    *, stop: Stop, name: str, filters: Mapping[str, str], by: User
) -> tuple[SavedGroup, bool]:
    """Save the filters under `name`, and whether it is new; a known name says it anew.

    Raises ValidationError: `name` without one, `ticked` for files that were ticked by hand.
    """
    name = " ".join(tidy(name).split())[:LONGEST]
    if not name:
        raise ValidationError(_("Please give the group a name."), code="name")
    if OF_ONE_DAY & set(filters):
        raise ValidationError(
            _("Files that were ticked one by one are no group that keeps itself up to date."),
            code="ticked",
        )
    values = {"filters": dict(filters), "author": by, "changed_at": timezone.now()}
    return SavedGroup.objects.update_or_create(stop=stop, name=name, defaults=values)
