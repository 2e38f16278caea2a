"""Where and when a workshop is held once more."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.fields import DayField
from core.spoken import day
from programs.models import Stop
from workshops.planning.days import TOO_FAR, is_too_far

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from workshops.models import Workshop

A_WEEK = timedelta(weeks=1)


class CopyForm(forms.Form):
    """The stop and the day of a copy."""

    stop = forms.ModelChoiceField(Stop.objects.none(), label=gettext_lazy("Stop"), empty_label=None)
    on = DayField(label=gettext_lazy("Day"), widget=day())
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)

    def __init__(
        self, *args: Any, workshop: Workshop, stops: QuerySet[Stop], **kwargs: Any
    ) -> None:
        later = max(workshop.starts_on, timezone.localdate()) + A_WEEK
        super().__init__(*args, **kwargs)
        self.fields["stop"].initial, self.fields["on"].initial = workshop.stop_id, later
        cast("forms.ModelChoiceField[Stop]", self.fields["stop"]).queryset = stops

    def clean_on(self) -> date:
        """A day to come."""
        on: date = self.cleaned_data["on"]
        if on < timezone.localdate():
            raise ValidationError(_("This day has passed."), code="past")
        if is_too_far(on):
            raise ValidationError(TOO_FAR, code="far")
        return on
