"""Refusals that speak to a person, in the words for whoever of the team acts for them."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

SERIES = _("They have a seat in “%(title)s” of the same series, or wait for one.")
SAID = {
    "series": SERIES,
    "sat": SERIES,
    "clash": _("They have a seat in “%(title)s” at the same hour. Take them out there first."),
    "busy": _("They have something else at this hour: %(title)s."),
    "already": _("They have a seat here already. To change how many, take them out first."),
}


def of_them(refusal: ValidationError) -> ValidationError:
    """The same refusal, about somebody else; what does not speak to them stays as it is."""
    code, about = getattr(refusal, "code", ""), getattr(refusal, "params", None)
    said = SAID.get(code) if about or code == "already" else None
    return ValidationError(said, code=code, params=about) if said else refusal
