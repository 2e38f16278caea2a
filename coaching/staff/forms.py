"""What the team types about sessions: why one is cancelled, which day is moved, the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from coaching.hours.hour_forms import within_reach
from coaching.models import CoachingRules, Expert
from core.fields import DayField, NumberField, WordsField

if TYPE_CHECKING:
    from coaching.models import Booking
    from programs.models import Stop


class Why(forms.Form):
    """A reason, which the log keeps."""

    why = WordsField(label=_("Reason"), max_length=200)


class Second(forms.Form):
    """Who else comes to a session; nobody."""

    second = forms.ModelChoiceField(
        Expert.objects.none(), label=_("Second expert"), required=False, empty_label=_("nobody")
    )

    def __init__(self, data: Any = None, *, booking: Booking) -> None:
        super().__init__(data, initial={"second": booking.beside_id})
        others = Expert.objects.filter(center=booking.stop.center_id, user__isnull=False)
        field = cast("forms.ModelChoiceField[Expert]", self.fields["second"])
        field.queryset = others.listed().exclude(pk=booking.expert_id).order_by("name", "pk")


class WholeDay(forms.Form):
    """Which expert cannot come, from which day to which."""

    expert = forms.ModelChoiceField(Expert.objects.none(), label=_("Expert"))
    first_on = DayField(label=_("From the day"), widget=forms.DateInput(attrs={"type": "date"}))
    last_on = DayField(
        label=_("To the day (empty: that day alone)"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, data: Any, *, stop: Stop) -> None:
        super().__init__(data)
        met = (Expert.State.ACTIVE, Expert.State.PAUSED)
        field = cast("forms.ModelChoiceField[Expert]", self.fields["expert"])
        field.queryset = Expert.objects.filter(center=stop.center_id, state__in=met).order_by(
            "name", "pk"
        )

    def clean(self) -> dict[str, Any]:
        """The days stand in their order, and are not over."""
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("first_on"), cleaned.get("last_on")
        if first and last and last < first:
            self.add_error("last_on", _("The last day stands before the first one."))
        elif first and "last_on" not in self.errors:
            try:
                within_reach(last or first)
            except ValidationError as odd:
                self.add_error("last_on" if last else "first_on", odd)
        return cleaned


class RulesForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """The rules of a stop."""

    class Meta:
        model = CoachingRules
        fields = ("per_person", "offer_hours", "silent_times", "missed_times")
        field_classes = dict.fromkeys(fields, NumberField)
        widgets = {name: forms.TextInput(attrs={"inputmode": "numeric"}) for name in fields}
