"""What a stop still lacks before it may open to the public, gathered from every room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.rooms import offered

if TYPE_CHECKING:
    from programs.models import Stop

TEXTS = {  # what the public page and the receipt say, by the names of the form
    "tagline": gettext_lazy("one sentence"),
    "description": gettext_lazy("description"),
    "next_steps": gettext_lazy("what happens after sending"),
}


def lacks(stop: Stop) -> list[str]:
    """The texts of `stop` that stand in no language, by their names in the form."""
    return [
        str(label)
        for field, label in TEXTS.items()
        if not any(getattr(stop, f"{field}_{code}") for code, _name in settings.LANGUAGES)
    ]


def sentence(stop: Stop) -> str:
    """Why `stop` may not open yet; empty when it may. The stop is whole, no column deferred."""
    names = [name for room in offered("opening", "lacks") for name in room(stop)]
    if not names:
        return ""
    return _("The stop cannot open yet. Missing: %(what)s.") % {"what": " · ".join(names)}
