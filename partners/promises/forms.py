"""What is typed of a promise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.fields import DayField, NumberField
from core.spoken import day
from partners.access import Place
from partners.models.promises import MOST_DAYS, MOST_FILES
from workshops.planning.days import TOO_FAR, is_too_far

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


class PromiseForm(forms.Form):
    """So many files, each answered in so many days, for doors that open from a day on."""

    where = forms.ChoiceField(label=_("Whose promise"))
    many = NumberField(label=_("How many files"), min_value=1, max_value=MOST_FILES)
    days = NumberField(label=_("Each answered in how many days"), min_value=1, max_value=MOST_DAYS)
    since = DayField(label=_("For doors that open from"), widget=day(), initial=timezone.localdate)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, places: Sequence[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {place.code: place for place in places}
        where = cast("forms.ChoiceField", self.fields["where"])
        where.choices = [(code, str(place)) for code, place in self.places.items()]

    @property
    def place(self) -> Place:
        """The institution and the stop that were chosen."""
        return self.places[self.cleaned_data["where"]]

    def clean_since(self) -> date:
        """A day that may be meant. Raises ValidationError('far')."""
        since: date = self.cleaned_data["since"]
        if is_too_far(since):
            raise forms.ValidationError(TOO_FAR, code="far")
        return since

    def values(self) -> dict[str, Any]:
        """What is to be kept of the promise."""
        cleaned = self.cleaned_data
        return {"files": cleaned["many"], "days": cleaned["days"], "since": cleaned["since"]}
